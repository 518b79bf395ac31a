"""A workbook of plain tables, made with openpyxl and saved in memory.

No cell can become a formula: text is always written as text, with Excel's quote mark in its style, so that it stays
text when somebody edits the cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from rhs_desktop.cancellation import WorkerThread
from rhs_desktop.domain.checklists import Cell, CellError, column_letter, text
from rhs_desktop.domain.errors import Cancelled
from rhs_desktop.exchange.in_memory import save

MAKER = "RHS Desktop"
_LONGEST_TEXT = 32_767
_LONG_NUMBER = 10**9
_ROWS_A_LOOK = 256
_WIDEST, _NARROWEST, _WIDTHS_FROM = 48, 8, 400
_FIRST_SAFE_DAY = date(1900, 3, 1)
_LINE_END = re.compile("\r\n?")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TEXT_FORMAT, _DATE_FORMAT, _MOMENT_FORMAT = "@", r"yyyy\-mm\-dd", r"yyyy\-mm\-dd\ hh:mm"
_A4 = 9


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: headings (frozen and filtered; none for plain lines of text) and rows as long as they."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write_workbook(
    path: Path | BytesIO,
    tables: Sequence[Table],
    at: datetime,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write the tables as sheets, into a file or into memory. Dates become dates; numbers of ten digits and more become
    text, as they are names and not amounts. `at` is the moment that the file tells it was made at. Raises OSError and
    Cancelled.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = MAKER
    book.properties.created = book.properties.modified = at
    for title, table in zip(_titles([table.title for table in tables]), tables, strict=True):
        _fill(book.create_sheet(title), table, cancelled)
    WorkerThread(lambda: save(book, path)).result(cancelled)


def _fill(sheet: Any, table: Table, cancelled: Callable[[], bool]) -> None:
    styles = _Styles(sheet)
    if table.headings:
        for column, heading in enumerate(table.headings, start=1):
            styles.put(sheet.cell(1, column), heading, heading=True)
    first = 2 if table.headings else 1
    for number, row in enumerate(table.rows, start=first):
        if number % _ROWS_A_LOOK == 0 and cancelled():
            raise Cancelled
        for column, cell in enumerate(row, start=1):
            value = plain_value(cell)
            if value != "":
                styles.put(sheet.cell(number, column), value)
    if cancelled():
        raise Cancelled
    for place, width in enumerate(_widths(table)):
        sheet.column_dimensions[column_letter(place)].width = width
    if table.headings:
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{column_letter(len(table.headings) - 1)}{len(table.rows) + 1}"
        sheet.print_title_rows = "1:1"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.5
    margins.header = margins.footer = 0.3


class _Styles:
    """The four looks of cells, each made once for a sheet and given to its cells."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import Cell as SheetCell
        from openpyxl.styles import Font

        def style(number_format: str, *, quoted: bool = False, bold: bool = False) -> Any:
            cell: Any = SheetCell(sheet, 1, 1)
            cell.number_format = number_format
            if quoted:
                cell.quotePrefix = True
            if bold:
                cell.font = Font(name="Calibri", size=11, bold=True)
            return cell._style

        self._text = style(_TEXT_FORMAT, quoted=True)
        self._heading = style(_TEXT_FORMAT, quoted=True, bold=True)
        self._date = style(_DATE_FORMAT)
        self._moment = style(_MOMENT_FORMAT)

    def put(self, cell: Any, value: str | float | date, *, heading: bool = False) -> None:
        """Text stays text, whatever it begins with."""
        if isinstance(value, str):
            cell.value = writable(value)
            cell.data_type = "s"
            cell._style = copy(self._heading if heading else self._text)
        elif isinstance(value, date):
            cell.value = value
            moment = isinstance(value, datetime) and value.time() != time.min
            cell._style = copy(self._moment if moment else self._date)
        else:
            cell.value = value


def plain_value(cell: Cell) -> str | int | float | date:
    """What is written for a cell: a date, an amount, or text; empty text for nothing."""
    if type(cell) is str:
        return cell
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return cell if day >= _FIRST_SAFE_DAY else text(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < _LONG_NUMBER:
        return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return "" if isinstance(cell, CellError) and cell.uncalculated else text(cell)


def writable(said: str) -> str:
    """The text without what a workbook cannot hold; line ends are line feeds, as Excel has them in a cell."""
    said = _LINE_END.sub("\n", said)
    return _LOOKS_ESCAPED.sub("_x005F_", _UNWRITABLE.sub("", said)[:_LONGEST_TEXT])


def _widths(table: Table) -> list[int]:
    widths = [len(heading) + 4 for heading in table.headings]
    for row in table.rows[:_WIDTHS_FROM]:
        widths += [0] * (len(row) - len(widths))
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], len(text(cell)) + 2)
    widest = _WIDEST if table.headings else 2 * _WIDEST
    return [min(max(width, _NARROWEST), widest) for width in widths]


def sheet_title(wish: str) -> str:
    """The title changed so that Excel accepts it as the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", _UNWRITABLE.sub("", wish)).strip().strip("'")[:31] or "Lista"


def _titles(wished: Sequence[str]) -> list[str]:
    """Sheet names that Excel accepts: at most 31 characters, none of `[]:*?/\\`, each once."""
    titles: list[str] = []
    for wish in wished:
        plain = sheet_title(wish)
        while plain.casefold() in (title.casefold() for title in titles):
            plain = f"{plain[:28]} {len(titles) + 1}"
        titles.append(plain)
    return titles
