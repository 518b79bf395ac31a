"""Millimetres and points. Geometry is in mm from the sheet's upper left corner; only this module converts."""

from __future__ import annotations

from dataclasses import dataclass

POINTS_PER_MM = 72 / 25.4
SHEET_WIDTH = 210.0
SHEET_HEIGHT = 297.0
LEFT, RIGHT = 22.0, 189.0
"""The text's margins, in mm from the sheet's left edge."""
TOP, BOTTOM = 15.0, 284.0
"""The same from its upper edge."""


def points(mm: float) -> float:
    """A length in points."""
    return mm * POINTS_PER_MM


def mm(pt: float) -> float:
    """A length in millimetres."""
    return pt / POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, in mm; `top` and `bottom` are distances from the upper edge."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """In mm."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In mm."""
        return self.bottom - self.top

    def contains(self, other: Box, slip: float = 1e-6) -> bool:
        """Whether the other box is inside this one."""
        return (
            self.left <= other.left + slip
            and self.top <= other.top + slip
            and other.right <= self.right + slip
            and other.bottom <= self.bottom + slip
        )

    def touches(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def moved(self, right: float, down: float) -> Box:
        """A copy moved by so many mm to the right and down."""
        return Box(self.left + right, self.top + down, self.right + right, self.bottom + down)
