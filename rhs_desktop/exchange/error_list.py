"""Writes faulty rows as Excel: the list's own columns with their formats, then ours (Rad, Fel, Gör så här).

The formats are kept where the list was an `.xlsx` or `.xlsm` that openpyxl can read, and where the rows are not too
many for it; otherwise the rows are written without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhs_desktop.cancellation import WorkerThread
from rhs_desktop.domain.checklists import Cell, column_letter
from rhs_desktop.domain.errors import Cancelled
from rhs_desktop.exchange.in_memory import save
from rhs_desktop.exchange.source_formatting import CellFormats, SourceWorkbook, read_looks
from rhs_desktop.exchange.workbook_file import put_tables, put_workbook
from rhs_desktop.exchange.workbook_writer import MAKER, Table, plain_value, sheet_title, writable

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_FORMATTED = 5_000
_OUR_WIDTHS = (8, 48, 60)
_ASK_CANCELLED_EVERY = 256


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """A row of the list, by its number, with its own cells as they are now, and ours (Rad, Fel, Gör så här)."""

    number: int
    own: Sequence[Cell]
    ours: Sequence[Cell]


def write_error_list(
    path: Path,
    *,
    at: datetime,
    title: str,
    own_headings: Sequence[str],
    our_headings: Sequence[str],
    rows: Sequence[ErrorRow],
    original: SourceWorkbook | None = None,
    password: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Write the rows, encrypted if there is a `password`; whether the formats were kept.

    Raises FileUnwritable and Cancelled.
    """
    looks = _looks(original, rows, cancelled) if original and len(rows) <= MOST_FORMATTED else None
    headings = (*own_headings, *our_headings)
    if looks is None:
        table = Table(title, headings, [(*row.own, *row.ours) for row in rows])
        put_tables(path, (table,), at, password=password, cancelled=cancelled)
        return False
    content = WorkerThread(lambda: _formatted(title, at, own_headings, our_headings, rows, looks, cancelled)).result(
        cancelled
    )
    put_workbook(path, content, password=password, cancelled=cancelled)
    return True


def _looks(original: SourceWorkbook, rows: Sequence[ErrorRow], cancelled: Callable[[], bool]) -> CellFormats | None:
    """The formats of the list's cells; None where the file does not give them, for whatever reason."""
    try:
        return WorkerThread(lambda: read_looks(original, [row.number for row in rows], cancelled)).result(cancelled)
    except Cancelled:
        raise
    except Exception:  # noqa: BLE001  a strange workbook fails in many ways; the rows are written plainly then
        return None


def _formatted(
    title: str,
    at: datetime,
    own_headings: Sequence[str],
    our_headings: Sequence[str],
    rows: Sequence[ErrorRow],
    looks: CellFormats,
    cancelled: Callable[[], bool],
) -> bytes:
    """The workbook's content."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.properties.creator = MAKER
    book.properties.created = book.properties.modified = at
    sheet: Any = book.active
    sheet.title = sheet_title(title)
    painter = _Painter(sheet)
    width = len(own_headings)
    bold = Font(bold=True)
    for place, heading in enumerate((*own_headings, *our_headings)):
        like = looks.cells.get((0, min(place, width - 1)))
        cell = painter.put(1, place, heading, like)
        if like is None:
            cell.font = bold
    for number, row in enumerate(rows, start=2):
        if number % _ASK_CANCELLED_EVERY == 0 and cancelled():
            raise Cancelled
        for place, value in enumerate(row.own):
            painter.put(number, place, value, looks.cells.get((row.number, place)))
        for place, value in enumerate(row.ours, start=width):
            painter.put(number, place, value, wrapped=True)
    for place in range(width + len(our_headings)):
        ours = _OUR_WIDTHS[place - width] if place >= width else 18
        sheet.column_dimensions[column_letter(place)].width = looks.widths.get(place, ours)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{column_letter(width + len(our_headings) - 1)}{len(rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    content = BytesIO()
    save(book, content)
    return content.getvalue()


class _Painter:
    """Writes values with the formats of another workbook's cells; equal formats are created once."""

    def __init__(self, sheet: Worksheet) -> None:
        from openpyxl.styles import Alignment

        self._sheet = sheet
        self._wrapped = Alignment(wrap_text=True, vertical="top")
        self._made: dict[tuple[int, str, bool], Any] = {}

    def put(self, row: int, place: int, content: Cell, like: Any = None, *, wrapped: bool = False) -> Any:
        """The cell. A text stays text, whatever it begins with."""
        cell: Any = self._sheet.cell(row, place + 1)
        value = plain_value(content)
        kind = _kind(value)
        if kind:
            cell.value = writable(value) if isinstance(value, str) else value
        if kind == _TEXT:
            cell.data_type = "s"
        key = (id(like), kind, wrapped)
        if key not in self._made:
            self._style(cell, kind, like, wrapped=wrapped)
            self._made[key] = copy(cell._style)
        else:
            cell._style = copy(self._made[key])
        return cell

    def _style(self, cell: Any, kind: str, like: Any, *, wrapped: bool) -> None:
        for part in ("font", "fill", "border", "alignment", "number_format") if like is not None else ():
            setattr(cell, part, copy(getattr(like, part)))
        if kind == _TEXT:
            cell.number_format = "@"
            cell.quotePrefix = True
        elif kind == _DATE and not cell.is_date:
            cell.number_format = "yyyy-mm-dd"
        if wrapped:
            cell.alignment = self._wrapped


_TEXT, _DATE = "text", "date"


def _kind(value: str | float | date) -> str:
    """What a format depends on; empty text for an empty cell."""
    if isinstance(value, str):
        return _TEXT if value else ""
    return _DATE if isinstance(value, date) else "number"
