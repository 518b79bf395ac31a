"""What a user reads stands in `strings/`: no other layer has Swedish of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parents[2] / "rhs_desktop"
SEARCHED = ("ui", "cli", "app.py", "services", "domain")

NOT_SHOWN = {
    "domain/checklists/cells.py": "words that a cell of a list is recognised by",
    "domain/checklists/exported_files.py": "headings of the files that are exported, and read back by them",
    "domain/checklists/number_in_text.py": "the heading of a column that a pasted text is divided into",
    "domain/checklists/table.py": "error values of a Swedish spreadsheet program",
    "domain/letters/postal_address.py": "words that an address without a street is recognised by",
    "domain/manuals/manual.py": "how a manual that is stored cites a value of the clinic's own",
    "domain/pasting/vocabulary.py": "headings and words that a table of 1177 is recognised by",
    "domain/recognition/names.py": "words that a name or an address line is recognised by",
    "domain/recognition/patterns.py": "sentences that a note is recognised by",
    "domain/recognition/reader.py": "words that a note is recognised by",
    "domain/recognition/words.py": "words that a note is recognised by, and their misspellings",
    "domain/roles.py": "a role as it is stored",
    "domain/swedish.py": "the Swedish alphabet, for sorting and comparing",
    "domain/typed_day.py": "weekdays, months and days as people type them",
}
"""Why the Swedish letters of a file are not read by anybody."""

_LETTER = re.compile("[åäöÅÄÖ]")
_WORD = re.compile(
    r"(?i)\b(?:alla|av|avbryt|brev|brevet|dag|datum|eller|en|ett|fel|ingen|inga|inget|inte|kopia|kopiera|klar|klart"
    r"|klistra|kvar|lista|listan|logga|med|mottagare|namn|nummer|och|omgång|personnummer|personnumret|rad|rader|ring"
    r"|skapa|skicka|skriv|som|spara|steg|svar|svara|telefon|telefonnumret|texten|tid|tider|till|utskick|vad|vem|visa)\b"
)
"""Frequent Swedish words that are no English ones."""


def _documentation(tree: ast.AST) -> set[int]:
    """The strings that stand by themselves as statements: docstrings of modules, classes, functions and values."""
    return {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Every string literal with its line, also the parts of f-strings; no docstrings."""
    tree = ast.parse(source)
    left_out = _documentation(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node.lineno, node.value


def _files(*places: str) -> Iterator[tuple[str, Path]]:
    for place in places:
        path = PROGRAM / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield file.relative_to(PROGRAM).as_posix(), file


def _found(pattern: re.Pattern[str], *places: str) -> list[str]:
    return [
        f"{name}:{line}: {text!r}"
        for name, file in _files(*places)
        if name not in NOT_SHOWN
        for line, text in literals(file.read_text(encoding="utf-8"))
        if pattern.search(text)
    ]


def test_no_swedish_letter_outside_strings() -> None:
    assert _found(_LETTER, *SEARCHED) == []


def test_no_frequent_swedish_word_in_the_windows() -> None:
    assert _found(_WORD, "ui", "app.py") == []


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_each_exception_is_needed(name: str) -> None:
    assert any(_LETTER.search(text) for _, text in literals((PROGRAM / name).read_text(encoding="utf-8")))


def test_a_literal_is_found_wherever_it_stands() -> None:
    source = '"""Dok å."""\nTITLE = "Å"\n"""Om ä."""\ndef f(a: int) -> str:\n    """Ö."""\n    return f"{a} ö"\n'
    assert list(literals(source)) == [(2, "Å"), (6, " ö")]
    assert [bool(_WORD.search(text)) for text in ("Spara", "a och b", "number", "until", "kind")] == [
        *(True, True),
        *(False, False, False),
    ]
