"""The test page of an envelope: frames of what always and what ever shows in the window, rulers, instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.letters.letter_text import Block, BlockKind, LetterText, Run
from rhs_desktop.letters.measures import BOTTOM, LEFT, RIGHT, SHEET_HEIGHT, SHEET_WIDTH, Box, mm
from rhs_desktop.letters.page_layout import fold_marks
from rhs_desktop.letters.pdf.fonts import faces
from rhs_desktop.letters.pdf.line_breaking import lay
from rhs_desktop.letters.pdf.page_elements import LetterPage, PageElement, PageFrame, Shape, TextLine, TextRun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import BinaryIO

    from rhs_desktop.letters.envelope import Envelope

_SMALL = 7.0
_SCALE = 100.0


def draw_proof(out: BinaryIO, envelope: Envelope, text: LetterText, *, on: date) -> None:
    """Write an envelope's test page, with its adjustment, and `text` as instructions.

    Raises LetterWithheld("text_overflow") if the text does not fit below the window.
    """
    from rhs_desktop.letters.pdf.tagged import Document

    document = Document(out, title=f"{text.name}: {envelope.name}", on=on)
    document.add([LetterPage(PageFrame(placed := tuple(_blocks(envelope, text)), tuple(range(len(placed) - 1))), ())])
    document.finish()


def _blocks(envelope: Envelope, text: LetterText) -> Iterator[PageElement]:
    at = max(envelope.ever_seen.bottom + 8.0, 70.0)
    for block in (*text.blocks, *_about(envelope)):
        laid = lay(block, faces(), LEFT, RIGHT - LEFT)
        yield laid.placed.down(at)
        at += laid.height
    if at > BOTTOM - 20.0:
        raise LetterWithheld(LetterTrouble.TEXT_OVERFLOW, text=text.name, mm=round(at - BOTTOM + 20.0, 1), case=0)
    shapes = (
        Shape(envelope.ever_seen, 0.8, dashed=True),
        Shape(envelope.always_seen, 1.2),
        *fold_marks(envelope),
        *_ticks(),
        *_scale(),
    )
    yield PageElement("Artifact", (), shapes, tuple(_labels()))


def _about(envelope: Envelope) -> Iterator[Block]:
    """What the page was made for, and whether the envelope has been measured."""
    shift = f"Finjustering: {_mm(envelope.shift_right)} åt höger, {_mm(envelope.shift_down)} nedåt."
    yield Block(BlockKind.PARAGRAPH, ((Run(f"{envelope.name}. ", bold=True), Run(shift)),))
    if not envelope.verified:
        yield Block(BlockKind.PARAGRAPH, ((Run(envelope.note),),))


def _ticks() -> Iterator[Shape]:
    """Rulers along the upper and the left edge, within a printer's margins; every fifth and tenth mm longer."""
    for at in range(10, int(SHEET_WIDTH) - 5):
        yield Shape(Box(at, 6.0, at, 6.0 + _length(at)), 0.35, 0.3)
    for at in range(10, int(SHEET_HEIGHT) - 5):
        yield Shape(Box(6.0, at, 6.0 + _length(at), at), 0.35, 0.3)


def _length(at: int) -> float:
    return 4.0 if at % 10 == 0 else 2.8 if at % 5 == 0 else 1.6


def _scale() -> Iterator[Shape]:
    left, at = LEFT, BOTTOM - 6.0
    yield Shape(Box(left, at, left + _SCALE, at), 1.0)
    for end in (left, left + _SCALE):
        yield Shape(Box(end, at - 2.0, end, at + 2.0), 1.0)


def _labels() -> Iterator[TextLine]:
    """Centimetres on the rulers, and the length of the line to measure."""
    face = faces().regular
    for at in range(20, int(SHEET_WIDTH) - 5, 10):
        text = str(at)
        yield TextLine(13.2, _SMALL, (TextRun(text, face, at - mm(face.width(text, _SMALL)) / 2),))
    for at in range(20, int(SHEET_HEIGHT) - 5, 10):
        yield TextLine(at + mm(_SMALL) / 3, _SMALL, (TextRun(str(at), face, 10.6),))
    yield TextLine(BOTTOM - 4.6, 11.0, (TextRun(f"{_SCALE:g} mm", face, LEFT + _SCALE + 3.0),))


def _mm(length: float) -> str:
    return f"{length:.1f}".replace(".", ",").replace("-", "−") + " mm"
