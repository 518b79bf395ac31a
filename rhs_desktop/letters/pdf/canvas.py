"""From placed blocks to PDF drawing operators, each block marked so that the structure tree can point at it.

Decoration is marked as artifact: it is drawn and never read out.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rhs_desktop.letters.measures import SHEET_HEIGHT, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rhs_desktop.letters.pdf.fonts import Face, Subset
    from rhs_desktop.letters.pdf.page_elements import PageElement, Shape, Squares, TextLine

ACCENT = "0.05 0.29 0.33"
"""A dark blue-green that prints as near black on a printer without colour."""


class PdfCanvas:
    """Writes one content stream. Marks are numbered from `first_mark`, in the order of drawing."""

    def __init__(self, subsets: Mapping[Face, Subset], first_mark: int = 0) -> None:
        self._subsets = subsets
        self._mark = first_mark
        self._out: list[str] = []

    def draw(self, blocks: Iterable[PageElement]) -> tuple[tuple[int, ...], ...]:
        """Draw blocks; for each of them the numbers of its marks."""
        return tuple(self._block(block) for block in blocks)

    @property
    def content(self) -> bytes:
        return "\n".join(self._out).encode("ascii")

    def _block(self, block: PageElement) -> tuple[int, ...]:
        if block.shapes or block.labels:
            self._out.append("/Artifact BMC")
            for shape in block.shapes:
                self._shape(shape)
            if block.labels:
                self._lines(block.labels, "")
            self._out.append("EMC")
        marks = []
        for part in block.marked:
            self._out.append(f"/{part.tag} <</MCID {self._mark}>> BDC")
            if part.picture:
                self._squares(part.picture)
            if part.lines:
                self._lines(part.lines, ACCENT if part.accent else "")
            self._out.append("EMC")
            marks.append(self._mark)
            self._mark += 1
        return tuple(marks)

    def _lines(self, lines: Iterable[TextLine], colour: str) -> None:
        self._out.append(f"BT {colour} rg" if colour else "BT")
        for line in lines:
            self._line(line)
        self._out.append("0 g ET" if colour else "ET")

    def _squares(self, picture: Squares) -> None:
        """Each run of dark modules as one rectangle, in units of a module."""
        box, side = picture.box, picture.side
        module = _number(points(box.width) / side)
        self._out.append(
            f"q {module} 0 0 {module} {_number(points(box.left))} {_number(points(SHEET_HEIGHT - box.bottom))} cm"
        )
        for index, row in enumerate(picture.rows):
            at = 0
            for dark, run in groupby(f"{row:0{side}b}"):
                length = len(list(run))
                if dark == "1":
                    self._out.append(f"{at} {side - 1 - index} {length} 1 re")
                at += length
        self._out.append("f Q")

    def _line(self, line: TextLine) -> None:
        y = _number(points(SHEET_HEIGHT - line.baseline))
        for piece in line.pieces:
            self._out.append(
                f"/{piece.face.name} {_number(line.size)} Tf 1 0 0 1 {_number(points(piece.left))} {y} Tm "
                f"<{self._subsets[piece.face].encode(piece.text)}> Tj"
            )

    def _shape(self, shape: Shape) -> None:
        box = shape.box
        left, right = _number(points(box.left)), _number(points(box.right))
        bottom = _number(points(SHEET_HEIGHT - box.bottom))
        if shape.filled:
            size = f"{_number(points(box.width))} {_number(points(box.height))}"
            self._out.append(f"{shape.grey:g} g {left} {bottom} {size} re f 0 g")
            return
        if box.height and box.width:
            path = f"{left} {bottom} {_number(points(box.width))} {_number(points(box.height))} re"
        else:
            path = f"{left} {bottom} m {right} {_number(points(SHEET_HEIGHT - box.top))} l"
        dash = "[4 3] 0 d " if shape.dashed else ""
        solid = " [] 0 d" if shape.dashed else ""
        self._out.append(f"{shape.grey:g} G {shape.weight:g} w {dash}{path} S{solid}")


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
