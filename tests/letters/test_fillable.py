"""The reply letter for the screen: every field is named, asks in words, and takes what a person clicks and types."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest

from rhs_desktop.letters.batch import draw_letters
from rhs_desktop.letters.letter_text import load_texts
from rhs_desktop.paths import resources_dir
from tests.letters.samples import letter, mailing

DIGITAL = load_texts(resources_dir() / "letters" / "digital")
TIMES = "Vilka dagar och tider passar för besöket?"
ASKED = [
    "Ja, ring mig så bestämmer vi en tid.",
    "Ja, skicka en tid till mig i ett brev.",
    "Nej, jag vill inte ha något hälsosamtal.",
    "Nej, och bjud inte in mig igen.",
    "Mitt telefonnummer",
    "Mitt språk",
    "Jag behöver tolk. Tolken är gratis.",
    "När passar det att vi ringer? Förmiddag",
    "När passar det att vi ringer? Eftermiddag",
    *(f"{TIMES} {day}" for day in ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Förmiddag", "Eftermiddag")),
    "Något mer vi bör veta",
]
WRITTEN = ("Mitt telefonnummer", "Mitt språk", "Något mer vi bör veta")

Edges = tuple[float, ...]
"""Left, bottom, right and top of a field on its page, in points."""


def form(cases: int = 1) -> bytes:
    out = io.BytesIO()
    letters = [letter(case) for case in range(1, cases + 1)]
    draw_letters(out, letters, mailing(texts=tuple(DIGITAL.values())), fillable=True)
    return out.getvalue()


def test_every_field_asks_in_words_of_its_own() -> None:
    with pikepdf.open(io.BytesIO(form())) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.TU) for field in fields] == ASKED
        names = [str(field.T) for field in fields]
        assert names[0] == "1 Ja, ring mig så bestämmer vi en tid"
        assert not any("." in name for name in names), "a full stop would make levels of fields"


def test_names_are_told_apart_over_several_letters() -> None:
    with pikepdf.open(io.BytesIO(form(3))) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
    assert len(set(names)) == len(names) == 3 * len(ASKED)


class Sitting:
    """A page in PDFium's own form filler, with a mouse and keys."""

    def __init__(self, page: Any, filler: Any) -> None:
        self.page, self.filler = page, filler

    def click(self, field: Edges) -> None:
        left, bottom, right, top = field
        at = (self.filler, self.page.raw, 0, (left + right) / 2, (bottom + top) / 2)
        for act in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
            act(*at)

    def type(self, text: str) -> None:
        for sign in text:
            pdfium.FORM_OnChar(self.filler, self.page.raw, ord(sign), 0)

    @property
    def typed(self) -> str:
        size = pdfium.FORM_GetFocusedText(self.filler, self.page.raw, None, 0)
        held = ctypes.create_string_buffer(size)
        pdfium.FORM_GetFocusedText(self.filler, self.page.raw, held, size)
        return held.raw[: size - 2].decode("utf-16-le")

    def ink(self, field: Edges) -> int:
        """Dark pixels in the middle of a box."""
        scale = 2
        left, bottom, right, top = (edge * scale for edge in field)
        bitmap = self.page.render(scale=scale, may_draw_forms=True, force_bitmap_format=4)
        rows, stride = bytes(bitmap.buffer), bitmap.stride
        across = range(round(left) + 6, round(right) - 6)
        down = range(bitmap.height - round(top) + 6, bitmap.height - round(bottom) - 6)
        return sum(rows[y * stride + x * 4] < 100 for y in down for x in across)


@contextmanager
def opened(pdf: bytes) -> Iterator[Sitting]:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    page = document[0]
    assert document.formenv is not None
    yield Sitting(page, document.formenv.raw)
    page.close()
    document.close()


def fields_of(pdf: bytes) -> list[Edges]:
    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        return [tuple(float(edge) for edge in field.Rect) for field in opened_pdf.Root.AcroForm.Fields]


@pytest.mark.parametrize("place", [place for place, label in enumerate(ASKED) if label not in WRITTEN])
def test_a_click_crosses_a_box_and_another_takes_it_back(place: int) -> None:
    pdf = form()
    box = fields_of(pdf)[place]
    with opened(pdf) as at:
        assert at.ink(box) == 0
        at.click(box)
        assert at.ink(box) > 20
        at.click(box)
        assert at.ink(box) == 0


def test_nothing_is_compulsory_and_what_is_typed_may_be_long() -> None:
    with pikepdf.open(io.BytesIO(form())) as opened_pdf:
        fields = list(opened_pdf.Root.AcroForm.Fields)
        assert {int(field.get("/Ff", 0)) for field in fields} == {0}
        assert not [field for field in fields if "/MaxLen" in field]


def test_what_is_typed_stands_there() -> None:
    pdf = form()
    phone = fields_of(pdf)[ASKED.index("Mitt telefonnummer")]
    with opened(pdf) as at:
        at.click(phone)
        at.type("013-10 10 10, efter åtta")
        assert at.typed == "013-10 10 10, efter åtta"
        assert at.ink(phone) > 50


def test_it_tells_what_to_do_on_a_screen_and_nothing_of_folding() -> None:
    with opened(form()) as at:
        words = at.page.get_textpage().get_text_range()
    assert "Fyll i här på skärmen och spara." in words
    assert "Vik" not in words
    assert "frimärke" not in words
