"""What a person pasted: lines of cells, as text or a web page gave them, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """Lines of cells in the order in which they stood. Cells hold no line break; empty ones keep their place.

    `from_excel`: the clipboard itself said that the cells were copied from Excel.
    """

    lines: tuple[Cells, ...]
    from_excel: bool = False

    @property
    def empty(self) -> bool:
        return not any(cell.strip() for line in self.lines for cell in line)
