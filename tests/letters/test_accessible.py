"""The rules of PDF/UA-1 as two independent checkers read them, and what one of them is known to overlook.

These are not veraPDF, and a letter must not be called checked by it.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import pdfua
import pikepdf
import pytest

from rhs_desktop.domain.letters.protected_letter import ProtectedLetter
from rhs_desktop.letters.batch import draw_letters
from rhs_desktop.letters.letter_text import load_texts, parse_text
from rhs_desktop.letters.protected_letter import draw_protected
from rhs_desktop.letters.test_page import draw_proof
from rhs_desktop.paths import resources_dir
from tests.letters.samples import TEXTS, drawn, envelope, letter, mailing
from tests.letters.test_tags import operations, parent_tree

LETTERS = resources_dir() / "letters"


def form() -> bytes:
    out = io.BytesIO()
    digital = load_texts(LETTERS / "digital")
    draw_letters(out, [letter()], mailing(texts=(TEXTS["svarsbrev"], *digital.values())), fillable=True)
    return out.getvalue()


def protected() -> bytes:
    out = io.BytesIO()
    to_forward = ProtectedLetter(1, "234-5672", "Karin Ek", "19860101-0000")
    draw_protected(out, to_forward, mailing(), load_texts(LETTERS / "skyddad"))
    return out.getvalue()


def proof() -> bytes:
    out = io.BytesIO()
    text = load_texts(resources_dir() / "envelopes")["testsida"]
    draw_proof(out, envelope(), text, on=date(2026, 11, 9))
    return out.getvalue()


def another_language() -> bytes:
    english = tuple(parse_text(f"{text.key}.en", text.source) for text in mailing().texts)
    common = replace(mailing(), translations={"en": english})
    return drawn([letter(), replace(letter(2), language="en")], common)


def every_text() -> bytes:
    return drawn([letter()], mailing(texts=tuple(TEXTS.values())))


def both_alphabets() -> bytes:
    return drawn([letter(1), letter(2, "Ελένη", "Żółć"), letter(3, "Şirin", "Đorđević")])


MADE = [
    pytest.param(make, id=make.__name__)
    for make in (every_text, both_alphabets, another_language, form, protected, proof)
]
Make = Callable[[], bytes]


@pytest.mark.parametrize("make", MADE)
def test_no_rule_of_the_first_checker_fails(make: Make) -> None:
    report = page.validate_pdf_bytes(make(), profile="ua1")
    assert [str(failure) for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("make", MADE)
def test_the_second_checker_finds_nothing(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "brev.pdf"
    file.write_bytes(make())
    report = pdfua.validate(str(file))
    assert [str(finding) for finding in report.findings] == []
    assert report.outcomes


def test_the_checkers_can_fail(tmp_path: Path) -> None:
    """A letter that has lost its language and its marks is found out."""
    file = tmp_path / "brev.pdf"
    with pikepdf.open(io.BytesIO(drawn([letter()]))) as pdf:
        del pdf.Root.Lang
        del pdf.Root.StructTreeRoot
        pdf.save(file)
    assert not page.is_pdf_compliant(file, profile="ua1")
    assert pdfua.validate(str(file)).findings


@pytest.mark.parametrize("make", MADE)
def test_the_parent_tree_leads_back_from_every_mark(make: Make) -> None:
    """The first checker overlooks a missing parent tree."""
    with pikepdf.open(io.BytesIO(make())) as pdf:
        tree = parent_tree(pdf)
        for sheet in pdf.pages:
            marks = [
                int(operands[1].MCID)
                for operator, operands in operations(sheet)
                if operator == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
            ]
            if not marks:
                continue
            parents = tree[int(sheet.StructParents)]
            assert sorted(marks) == list(range(len(parents)))
            assert all(str(parent.Type) == "/StructElem" for parent in parents)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler's pdfinfo is not installed")
def test_poppler_reads_the_structure(tmp_path: Path) -> None:
    file = tmp_path / "brev.pdf"
    file.write_bytes(drawn([letter()]))
    told = subprocess.run(
        ["pdfinfo", "-struct-text", str(file)], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert "Välkommen på hälsosamtal" in told.stdout
    assert "H1" in told.stdout
    assert "rror" not in told.stderr
