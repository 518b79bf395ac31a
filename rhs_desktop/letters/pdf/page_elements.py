"""The elements of a page: words, strokes, pictures and boxes to answer in.

Positions are mm from the sheet's upper left corner, sizes are points. Independent of PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, unique
from typing import TYPE_CHECKING

from rhs_desktop.letters.measures import Box

if TYPE_CHECKING:
    from rhs_desktop.letters.pdf.fonts import Face


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words in one weight that start at `left`."""

    text: str
    face: Face
    left: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """Runs on one baseline, in mm from the upper edge."""

    baseline: float
    size: float
    pieces: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class Squares:
    """A picture of small squares, such as a QR code: rows from the top, the highest of `side` bits leftmost."""

    box: Box
    rows: tuple[int, ...]

    @property
    def side(self) -> int:
        """The number of modules a side."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Marked:
    """What a screen reader reads together: lines, or a picture by its text `instead`. `tag` is the PDF structure
    type."""

    tag: str
    lines: tuple[TextLine, ...]
    accent: bool = False
    picture: Squares | None = None
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A decorative frame, or a rule where `box` has no height. `weight` in points; `grey` from 0 (black) to 1."""

    box: Box
    weight: float = 1.0
    grey: float = 0.0
    filled: bool = False
    dashed: bool = False


@unique
class InputKind(Enum):
    """How a box is answered."""

    TICK = "tick"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Input:
    """A box to answer in, and the words of its question."""

    kind: InputKind
    box: Box
    label: str


@dataclass(frozen=True, slots=True)
class PageElement:
    """A block at its position. `role` is its structure type: H1, H2, P, or LI, which is part of a list.

    `shapes` and `labels` are decoration, which screen readers skip. `inputs` are the boxes that can be form fields.
    """

    role: str
    marked: tuple[Marked, ...]
    shapes: tuple[Shape, ...] = field(default=())
    labels: tuple[TextLine, ...] = field(default=())
    inputs: tuple[Input, ...] = field(default=())

    def down(self, by: float) -> PageElement:
        """A copy that many mm lower on the sheet."""
        return PageElement(
            self.role,
            tuple(replace(part, lines=tuple(_lower(line, by) for line in part.lines)) for part in self.marked),
            tuple(replace(one, box=one.box.moved(0, by)) for one in self.shapes),
            tuple(_lower(line, by) for line in self.labels),
            tuple(replace(one, box=one.box.moved(0, by)) for one in self.inputs),
        )


@dataclass(frozen=True, eq=False)
class PageFrame:
    """The part of a page that many letters share.

    `order` is the reading order: a fixed block's index, or -1, -2 … for the first, second … personal block.
    """

    fixed: tuple[PageElement, ...]
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One page of one letter."""

    frame: PageFrame
    personal: tuple[PageElement, ...]


EMPTY_PAGE = LetterPage(PageFrame((), ()), ())
"""The empty back of a sheet."""


def _lower(line: TextLine, by: float) -> TextLine:
    return TextLine(line.baseline + by, line.size, line.pieces)
