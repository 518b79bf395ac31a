"""The pages of one letter that Skatteverket forwards: instructions, labels to cut out, cover letter, the letter itself.

They have no batch and no file: the caller prints from memory, one person at a time, and logs it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.letter_plan import Letter
from rhs_desktop.domain.letters.postal_address import AddressBlock
from rhs_desktop.letters.address import fits_window
from rhs_desktop.letters.batch import setters_for
from rhs_desktop.letters.letter_text import OPTIONAL, chosen_texts, wanted
from rhs_desktop.letters.measures import BOTTOM, LEFT, RIGHT, TOP, Box, mm
from rhs_desktop.letters.pdf.fonts import Face, faces
from rhs_desktop.letters.pdf.line_breaking import lay
from rhs_desktop.letters.pdf.page_elements import (
    EMPTY_PAGE,
    LetterPage,
    Marked,
    PageElement,
    PageFrame,
    Shape,
    TextLine,
    TextRun,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from rhs_desktop.domain.letters.protected_letter import ProtectedLetter
    from rhs_desktop.letters.batch import Mailing
    from rhs_desktop.letters.letter_text import LetterText

INSTRUCTION, COVER = "anvisning", "foljebrev"
_LABEL = (120.0, 32.0)
"""Width and height of a label to cut out, in mm: it goes on the smallest envelope."""


def draw_protected(out: BinaryIO, letter: ProtectedLetter, mailing: Mailing, texts: Mapping[str, LetterText]) -> int:
    """Write the pages; returns how many. `texts` are those of the folder `skyddad`.

    Raises LetterWithheld as `draw_letters` does, and "text_unknown".
    """
    from rhs_desktop.letters.pdf.tagged import Document

    instruction, cover = chosen_texts(texts, (INSTRUCTION, COVER))
    forwarded = Letter(letter.case, letter.name, AddressBlock(cover.to), letter.code)
    # Its envelope has no window and the clinic knows no address: the name stands there if it has room.
    name = AddressBlock((letter.name,))
    block = name if fits_window(mailing.envelope)(name).fits else AddressBlock(())
    visit_on, visit_at = letter.visit_on, letter.visit_at
    own = Letter(letter.case, letter.name, block, letter.code, visit_on=visit_on, visit_at=visit_at)
    common = mailing.in_language(letter.language)
    document = Document(out, title=f"Brev {mailing.on:%Y-%m-%d}", author=mailing.clinic.name, on=mailing.on)
    labels = [_labels_page(letter, mailing, instruction), *([EMPTY_PAGE] if mailing.duplex else [])]
    document.add([*labels, *_pages(forwarded, replace(mailing, texts=(cover,))), *_pages(own, common)])
    document.finish()
    return document.pages


def _pages(letter: Letter, mailing: Mailing) -> Iterator[LetterPage]:
    for setter in setters_for(mailing):
        yield setter.page(letter) if setter else EMPTY_PAGE


def _labels_page(letter: ProtectedLetter, mailing: Mailing, text: LetterText) -> LetterPage:
    """The instructions, and the two labels of the inner envelope."""
    placed: list[PageElement] = []
    at = TOP
    for block in wanted(text.blocks, {**dict.fromkeys(OPTIONAL, ""), **mailing.values}):
        laid = lay(block, faces(), LEFT, RIGHT - LEFT)
        placed.append(laid.placed.down(at))
        at += laid.height
    bold, regular = faces().bold, faces().regular
    front = [(letter.name, bold, 15.0), (letter.number, regular, 15.0)]
    back = [(line, regular, 11.0) for line in ("Avs:", *mailing.clinic.reply_lines)]
    for lines in (front, back):
        at += 8.0
        placed.append(_label(at, lines))
        at += _LABEL[1]
    if at > BOTTOM:
        raise LetterWithheld(LetterTrouble.TEXT_OVERFLOW, text=text.name, mm=round(at - BOTTOM, 1), case=letter.case)
    return LetterPage(PageFrame((), tuple(-1 - index for index in range(len(placed)))), tuple(placed))


def _label(top: float, lines: list[tuple[str, Face, float]]) -> PageElement:
    """Lines in a dashed frame, as large as they fit."""
    width, height = _LABEL
    box = Box(LEFT, top, LEFT + width, top + height)
    pitch = (height - 8.0) / len(lines)
    last = len(lines) - 1
    set_lines = []
    for index, (text, face, size) in enumerate(lines):
        fitting = min(size, size * (width - 12.0) / mm(face.width(text, size)))
        baseline = top + 4.0 + pitch * (index + 0.7)
        set_lines.append(
            TextLine(baseline, fitting, (TextRun(text if index == last else f"{text} ", face, LEFT + 6.0),))
        )
    return PageElement("P", (Marked("P", tuple(set_lines)),), (Shape(box, 0.6, 0.3, dashed=True),))
