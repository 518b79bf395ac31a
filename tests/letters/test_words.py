"""Every code that letters can raise has Swedish words, and they are whole."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import rhs_desktop.letters
from rhs_desktop.domain.errors import LetterWithheld
from rhs_desktop.domain.letters.clinic import ClinicProblem
from rhs_desktop.domain.letters.letter_plan import HoldReason, LetterHold, LetterOrder
from rhs_desktop.domain.letters.postal_address import AddressFault, Shortening
from rhs_desktop.domain.letters.reply_code import CodeRefused, case_of
from rhs_desktop.letters.letter_text import TextProblem
from rhs_desktop.strings.letters.held_back import (
    code_trouble,
    hold_words,
    letter_trouble,
    order_words,
    shortening_words,
    text_problem,
)

DATA: dict[str, dict[str, object]] = {
    "cancelled": {},
    "held_back": {"case": 1, "reasons": (LetterHold(HoldReason.SAID_NO), LetterHold(HoldReason.PROTECTED))},
    "no_letters": {},
    "clinic_incomplete": {"settings": tuple(ClinicProblem)},
    "text_invalid": {"text": "svarsbrev", "problems": (TextProblem("bold_open", 7), TextProblem("no_title", 1))},
    "text_unknown": {"text": "kallelse"},
    "text_value_missing": {"text": "svarsbrev", "placeholders": ("telefon", "adress")},
    "text_glyph": {"text": "svarsbrev", "characters": ("🙂",)},
    "text_overflow": {"text": "svarsbrev", "mm": 12.5, "case": 1},
    "address_misfit": {"case": 1, "too_wide": ("x",), "too_tall": False},
    "envelope_file": {"file": "c5.toml", "key": "window.top", "found": 3, "expected": ">= 10"},
    "envelope_unknown": {"key": "b5", "known": ("c5-h2",)},
    "folder_missing": {"name": "brev.pdf", "folder": "U:"},
    "folder_exists": {"name": "brev", "folder": "U:"},
    "folder_denied": {"name": "brev.pdf", "folder": "U:"},
    "file_in_use": {"name": "brev.pdf", "folder": "U:"},
    "disk_full": {"name": "brev.pdf", "folder": "U:"},
    "write_failed": {"name": "brev.pdf", "folder": "U:"},
}


def raised_codes() -> set[str]:
    """The first argument of every LetterWithheld in the room, and the codes that file trouble is told apart into."""
    found: set[str] = set()
    for path in Path(rhs_desktop.letters.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"LetterWithheld", "_trouble"}:
                found |= {
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    return found


def test_every_code_that_is_raised_is_among_those_tried_here() -> None:
    assert len(raised_codes()) > 10
    assert raised_codes() <= set(DATA)


@pytest.mark.parametrize("code", DATA)
def test_trouble_has_a_whole_sentence(code: str) -> None:
    words = letter_trouble(LetterWithheld(code, **DATA[code]))
    assert words.endswith(".")
    assert not {"{", "}"} & set(words)


def test_a_list_of_problems_is_told_in_words() -> None:
    assert letter_trouble(LetterWithheld("text_invalid", **DATA["text_invalid"])) == (
        "Brevtexten svarsbrev behöver rättas. Rad 7: fetstil börjar med ** men slutar inte. "
        "Texten saknar rubrik (en rad som börjar med #)."
    )
    assert "Fyll i namn, adress, telefonnummer" in letter_trouble(
        LetterWithheld("clinic_incomplete", **DATA["clinic_incomplete"])
    )
    assert "12,5 mm" in letter_trouble(LetterWithheld("text_overflow", **DATA["text_overflow"]))


@pytest.mark.parametrize("reason", HoldReason)
def test_every_hold_has_a_sentence(reason: HoldReason) -> None:
    about = (AddressFault.CITY_MISSING,) if reason is HoldReason.ADDRESS else ("Ж",)
    words = hold_words(LetterHold(reason, about))
    assert words.endswith(".")
    assert "{" not in words


def test_an_address_names_each_missing_field() -> None:
    assert hold_words(LetterHold(HoldReason.ADDRESS, tuple(AddressFault))) == (
        "Adressen går inte att använda: namn saknas, gatuadress saknas, postnummer saknas, "
        "postnumret ska ha fem siffror, postort saknas."
    )


def test_every_order_of_the_pile_has_its_words() -> None:
    assert len({order_words(order) for order in LetterOrder}) == len(LetterOrder)


@pytest.mark.parametrize("shortening", Shortening)
def test_every_shortening_is_told(shortening: Shortening) -> None:
    assert shortening_words(shortening).endswith(".")


@pytest.mark.parametrize(
    "code", ["encoding", "head_missing", "no_title", "placeholder_unknown", "placeholder_open", "bold_open"]
)
def test_every_text_problem_is_told(code: str) -> None:
    assert text_problem(TextProblem(code, 3, "namn")).endswith(".")


@pytest.mark.parametrize("text", ["", "2O4-5678", "234-5678"])
def test_every_refused_code_is_told(text: str) -> None:
    with pytest.raises(CodeRefused) as refused:
        case_of(text)
    assert "Läs den igen från svarsbrevet." in code_trouble(refused.value)
