"""Rows that need mending, out as Excel: the person's own columns as they look in their own file, then ours.

How they look is kept where the list was an `.xlsx` or `.xlsm` that openpyxl can read, and where the rows are not too
many for it; otherwise the same rows are written plainly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.checklist import Cancelled, Cell, column_letter
from rhs_desktop.exchange.aside import Aside
from rhs_desktop.exchange.in_memory import save
from rhs_desktop.exchange.reading.archive import sheet_parts, unpack
from rhs_desktop.exchange.workbook_writer import Table, plain_value, sheet_title, writable, write_workbook
from rhs_desktop.exchange.writing import replacing

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_FORMATTED = 5_000
_MOST_BYTES = 20_000_000
_WIDTH = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_OUR_WIDTHS = (8, 48, 60)
_ASK_CANCELLED_EVERY = 256


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """A row of the list, by its number, with its own cells as they are now and ours (Rad, Fel, Gör så här)."""

    number: int
    own: Sequence[Cell]
    ours: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Original:
    """The list as it was read: its bytes, the sheet, the row of the headings, and where each own column stands."""

    content: bytes
    sheet: str
    header: int | None
    columns: Sequence[int]


def write_error_list(
    path: Path,
    *,
    title: str,
    own_headings: Sequence[str],
    our_headings: Sequence[str],
    rows: Sequence[ErrorRow],
    original: Original | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Write the rows; whether they look as in the original. Raises FileUnwritable and Cancelled."""
    looks = _looks(original, rows, cancelled) if original and len(rows) <= MOST_FORMATTED else None
    headings = (*own_headings, *our_headings)
    if looks is None:
        with replacing(path) as temporary:
            table = Table(title, headings, [(*row.own, *row.ours) for row in rows])
            write_workbook(temporary, (table,), cancelled)
        return False
    content = Aside(lambda: _formatted(title, own_headings, our_headings, rows, looks, cancelled)).result(cancelled)
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    return True


@dataclass(frozen=True, slots=True)
class _Looks:
    """How cells look, by the number of their row (0 for the headings) and their place among the own columns."""

    cells: Mapping[tuple[int, int], Any]
    widths: Mapping[int, float]


def _looks(original: Original, rows: Sequence[ErrorRow], cancelled: Callable[[], bool]) -> _Looks | None:
    """None where openpyxl cannot read the file, for whatever reason."""
    if not original.content.startswith(b"PK") or len(original.content) > _MOST_BYTES:
        return None
    wanted = {row.number: row.number for row in rows}
    if original.header is not None:
        wanted[original.header] = 0
    try:
        return Aside(lambda: _read_looks(original, wanted, cancelled)).result(cancelled)
    except Cancelled:
        raise
    except Exception:  # noqa: BLE001  openpyxl fails in many ways; the rows are written plainly then
        return None


def _read_looks(original: Original, wanted: Mapping[int, int], cancelled: Callable[[], bool]) -> _Looks:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(original.content), read_only=True)
    try:
        names = book.sheetnames
        cells: dict[tuple[int, int], Any] = {}
        for number, row in enumerate(book[original.sheet].iter_rows(max_row=max(wanted, default=1)), start=1):
            if number % _ASK_CANCELLED_EVERY == 0 and cancelled():
                raise Cancelled
            if number in wanted:
                for place, column in enumerate(original.columns):
                    if column < len(row) and getattr(row[column], "has_style", False):
                        cells[wanted[number], place] = row[column]
        return _Looks(cells, _widths(original, names.index(original.sheet), cancelled))
    finally:
        book.close()


def _widths(original: Original, index: int, cancelled: Callable[[], bool]) -> dict[int, float]:
    """The widths that the person gave the own columns, by their place."""
    parts = unpack(original.content, cancelled)
    xml = parts.get(sheet_parts(parts)[index], b"")
    places = {column: place for place, column in enumerate(original.columns)}
    return {places[column]: width for column, width in _given_widths(xml) if column in places}


def _given_widths(xml: bytes) -> Iterator[tuple[int, float]]:
    for match in _WIDTH.finditer(xml, 0, max(0, xml.find(b"sheetData"))):
        given = {
            name: re.search(rb"""\b%s=["']([\d.]+)["']""" % name, match.group(1)) for name in (b"min", b"max", b"width")
        }
        first, last, width = (float(found.group(1)) if found else 0.0 for found in given.values())
        if width:
            yield from ((column, width) for column in range(int(first) - 1, min(int(last), 16_384)))


def _formatted(
    title: str,
    own_headings: Sequence[str],
    our_headings: Sequence[str],
    rows: Sequence[ErrorRow],
    looks: _Looks,
    cancelled: Callable[[], bool],
) -> bytes:
    """The workbook's content."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title = sheet_title(title)
    painter = _Painter(sheet)
    width = len(own_headings)
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for place, heading in enumerate((*own_headings, *our_headings)):
        cell = painter.put(1, place, heading, looks.cells.get((0, min(place, width - 1))))
        if not cell.has_style:
            cell.font = bold
    for at, row in enumerate(rows, start=2):
        if at % _ASK_CANCELLED_EVERY == 0 and cancelled():
            raise Cancelled
        for place, value in enumerate(row.own):
            painter.put(at, place, value, looks.cells.get((row.number, place)))
        for place, value in enumerate(row.ours, start=width):
            painter.put(at, place, value, None).alignment = wrapped
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
    """Puts values with the look of another workbook's cells; equal looks are made once."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._made: dict[Any, Any] = {}

    def put(self, row: int, place: int, content: Cell, like: Any) -> Any:
        """The cell. Text stays text, whatever it begins with."""
        cell: Any = self._sheet.cell(row, place + 1)
        if like is not None:
            self._copy_look(cell, like)
        value = plain_value(content)
        if value == "":
            return cell
        if isinstance(value, str):
            cell.value = writable(value)
            cell.data_type = "s"
            cell.number_format = "@"
            cell.quotePrefix = True
        else:
            cell.value = value
            if isinstance(value, date) and not cell.is_date:
                cell.number_format = "yyyy-mm-dd"
        return cell

    def _copy_look(self, cell: Any, like: Any) -> None:
        key = like.style_array.tobytes()
        if key not in self._made:
            for part in ("font", "fill", "border", "alignment", "number_format"):
                setattr(cell, part, copy(getattr(like, part)))
            self._made[key] = copy(cell._style)
        else:
            cell._style = copy(self._made[key])
