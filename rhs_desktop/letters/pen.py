"""From placed blocks to PDF drawing operators, each block marked so that the structure tree can point at it.

Decoration is marked as artifact: it is drawn and never read out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhs_desktop.letters.measures import SHEET_HEIGHT, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rhs_desktop.letters.flow import Line, Placed, Shape
    from rhs_desktop.letters.fonts import Face, Subset

ACCENT = "0.05 0.29 0.33"
"""A dark blue-green that prints as near black on a printer without colour."""


class Pen:
    """Writes one content stream. Marks are numbered from `first_mark`, in the order of drawing."""

    def __init__(self, subsets: Mapping[Face, Subset], first_mark: int = 0) -> None:
        self._subsets = subsets
        self._mark = first_mark
        self._out: list[str] = []

    def draw(self, blocks: Iterable[Placed]) -> tuple[tuple[int, ...], ...]:
        """Draw blocks; for each of them the numbers of its marks."""
        return tuple(self._block(block) for block in blocks)

    @property
    def content(self) -> bytes:
        return "\n".join(self._out).encode("ascii")

    def _block(self, block: Placed) -> tuple[int, ...]:
        if block.shapes:
            self._out.append("/Artifact BMC")
            for shape in block.shapes:
                self._shape(shape)
            self._out.append("EMC")
        marks = []
        for part in block.marked:
            self._out.append(f"/{part.tag} <</MCID {self._mark}>> BDC BT")
            if part.accent:
                self._out.append(f"{ACCENT} rg")
            for line in part.lines:
                self._line(line)
            self._out.append("0 g ET EMC" if part.accent else "ET EMC")
            marks.append(self._mark)
            self._mark += 1
        return tuple(marks)

    def _line(self, line: Line) -> None:
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
        elif box.height:
            size = f"{_number(points(box.width))} {_number(points(box.height))}"
            self._out.append(f"{shape.grey:g} G {shape.weight:g} w {left} {bottom} {size} re S")
        else:
            self._out.append(f"{shape.grey:g} G {shape.weight:g} w {left} {bottom} m {right} {bottom} l S")


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
