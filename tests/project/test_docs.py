"""What the documentation says of the repository is so: its files exist, decisions are numbered without holes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.repository import PACKAGE, ROOT

DECISIONS = ROOT / "docs" / "decisions"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMED = re.compile(r"`((?:[\w.-]+/)+[\w-]+\.(?:py|toml|md|csv|qss|cmd))`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def missing(page: Path, text: str) -> list[str]:
    """Files that the text names and that are nowhere, written from the repository's folder or the package's."""
    files = {name for name in NAMED.findall(text) if not any((base / name).exists() for base in (ROOT, PACKAGE))}
    links = {name for name in LINK.findall(text) if not (page.parent / name).exists()}
    return sorted(files | links)


def test_the_files_that_are_named_exist() -> None:
    found = {page.name: missing(page, page.read_text(encoding="utf-8")) for page in PAGES}
    assert {page: names for page, names in found.items() if names} == {}


def test_a_file_that_is_nowhere_is_noticed() -> None:
    text = "See `domain/cases/nowhere.py`, [the list](nowhere.md) and `domain/cases/events.py`."
    assert missing(ROOT / "README.md", text) == ["domain/cases/nowhere.py", "nowhere.md"]


def test_decisions_are_numbered_without_holes_and_titled() -> None:
    files = sorted(DECISIONS.glob("*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for number, file in enumerate(files, start=1):
        title, blank, status = file.read_text(encoding="utf-8").splitlines()[:3]
        assert re.fullmatch(rf"# {number}\. \S.{{10,}}", title), file.name
        assert not blank
        assert re.match(r"Date: \d{4}-\d\d-\d\d\. Status: (accepted|superseded by \d+)\.", status), file.name


RULE = re.compile(r"^\| (?P<rule>[^|]+) \| `(?P<file>[\w/]+\.py)` \| `(?P<name>\w+)` \|$", re.MULTILINE)


def test_each_rule_stands_where_the_architecture_says() -> None:
    rules = RULE.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
    assert len(rules) == 28
    assert [rule for rule, file, name in rules if name not in defined(PACKAGE / file)] == []


def defined(file: Path) -> set[str]:
    """The functions, methods and classes of a module."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, kinds)}


def test_every_module_written_by_hand_is_there() -> None:
    page = next(DECISIONS.glob("0013-*.md"))
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if re.match(r"\| [RS]\d", line)]
    named = {name for line in lines for name in re.findall(r"`((?:\w+/)*\w+\.py)`", line)}
    assert len(named) > 20
    assert [name for name in sorted(named) if not (PACKAGE / name).exists() and not (ROOT / name).exists()] == []
    assert [line for line in lines if not re.search(r"\| \d{4}-\d\d-\d\d \|", line)] == []
