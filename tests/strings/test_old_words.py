"""Words that gave way to better ones stay away, from what users read in the program and in the guide."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import ROOT

OLD = [
    *(r"[Ll]istade? och lev", r"[Uu]tesl(?:uten|ut )", r"\b[Ee]j nådd", r"\bRingd\b", r"Ring upp: svarat"),
    *(r"\b[Ii]nför(?:des|t|d)\b", r"\bFör in\b", r"\bförs? in\b", r"\bföra in\b", r"steget inför "),
    *(r"\b[Bb]ocka", r"[Kk]ryssa (?:ur|av)\b", r"förbocka", r"Väntat längst", r"Vad som skulle hända"),
    *(r"är att välja\b", r"\bär att gallra", r"Att &?gallra", r"okänd för programmet", r"[Ss]åg efter"),
    *(r"[Ss]e efter att\b", r"kunde säga vem", r"säger vem det", r"svar som har legat", r"utan telefon i den"),
    *(r"[Aa]vfärda", r"tillhör redan en annan", r"Nästa steg är inte ett brev", r"Har tid kvar att svara"),
    *(r"brev (?:genom Skatteverket )?gjordes", r"Brevskrivningen", r"[Bb]revbunt", r"Fattas något"),
    *(
        r"proverna är lämnade",
        r"[Ii]ngen ska ha (?:brev|påminnelsebrev)",
        r"är inte förrän",
        r"avgöra om (?:listan|person)",
    ),
    *(
        r"Cosmic är för gammal",
        r"1177 inte kan nå\b",
        r"Blev brevet postat",
        r"Svar kom…",
        r"Ingen är kvar i utskicket",
    ),
    *(r"Telefonnummer antecknades", r"Ärendets manual går inte", r"Ångra det som avslutade", r"Gallrad: det som kunde"),
    *(r"inget svar på \d+ dag", r"vid receptionen", r"brev skrivs ut i ett utskick"),
]
"""Patterns of what was said before; the list of better words is in the changes of these tests."""


def _said(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def _everything() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "rhs_desktop" / "strings").rglob("*.py")):
        for place, text in _said(path):
            yield f"{path.relative_to(ROOT)}:{place}", text
    letters = (ROOT / "resources" / "letters").rglob("*.md")
    for path in sorted([*letters, ROOT / "README.md", ROOT / "docs" / "guide.md"]):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{path.relative_to(ROOT)}:{number}", line


@pytest.mark.parametrize("old", OLD)
def test_no_old_word_is_left(old: str) -> None:
    pattern = re.compile(old)
    assert [(where, text) for where, text in _everything() if pattern.search(text)] == []
