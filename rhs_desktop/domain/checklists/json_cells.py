"""Cells as plain values that JSON can hold, and back, so that a list's own columns can be kept as they were."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from rhs_desktop.domain.checklists.table import Cell, CellError, text

Plain = str | int | float | bool | list[str]

_MARK = {date: "date", datetime: "moment", time: "time", CellError: "error"}


def to_plain(cells: Iterable[Cell]) -> list[Plain]:
    """One value a cell; what JSON has no word for becomes a pair of its kind and its text."""
    return [_to_plain(cell) for cell in cells]


def from_plain(values: Iterable[Plain]) -> list[Cell]:
    """The cells of `to_plain`. Raises ValueError for anything else."""
    return [_from_plain(value) for value in values]


def _to_plain(cell: Cell) -> Plain:
    if isinstance(cell, timedelta):
        return text(cell)
    if isinstance(cell, float) and not math.isfinite(cell):
        return text(cell)
    mark = _MARK.get(type(cell))
    if mark is None:
        return cell if isinstance(cell, str | int | float) else text(cell)
    said = (
        cell.text if isinstance(cell, CellError) else cell.isoformat() if isinstance(cell, date | time) else text(cell)
    )
    return [mark, said]


def _from_plain(value: Plain) -> Cell:
    match value:
        case str() | int() | float():
            return value
        case ["date", str(said)]:
            return date.fromisoformat(said)
        case ["moment", str(said)]:
            return datetime.fromisoformat(said)
        case ["time", str(said)]:
            return time.fromisoformat(said)
        case ["error", str(said)]:
            return CellError(said)
    raise ValueError("not a kept cell")
