"""Lists out as Excel: the checklist with the clinic's own columns first, and the rows that need mending."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.checklist import Cancelled, Cell, CellError, column_letter, text
from rhs_desktop.exchange.writing import replacing

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_WIDEST, _NARROWEST, _WIDTHS_FROM = 48, 8, 400
_LONGEST_TEXT = 32_767
_ASK_CANCELLED_EVERY = 256
_ILLEGAL = dict.fromkeys(code for code in range(32) if code not in (9, 10, 13))


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One resident: the list's own cells, then ours, each as long as its headings."""

    own: Sequence[Cell]
    ours: Sequence[Cell]
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """How many residents went into a file, and how many protected ones were left out."""

    rows: int
    left_out: int


def write_checklist(
    path: Path,
    *,
    title: str,
    own_headings: Sequence[str],
    our_headings: Sequence[str],
    rows: Iterable[ExportRow],
    about: Callable[[Written], Sequence[str]],
    about_title: str,
    include_protected: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write the checklist. `about` gives the lines of a second sheet, where the file says what it leaves out.

    Dates are dates, everything else text as it stands: no cell is ever a formula. The heading row is frozen and
    filtered. Raises FileUnwritable, and Cancelled with nothing written.
    """
    kept: list[Sequence[Cell]] = []
    left_out = 0
    for row in rows:
        if row.protected and not include_protected:
            left_out += 1
        else:
            kept.append((*row.own, *row.ours))
    written = Written(len(kept), left_out)
    _write(path, title, (*own_headings, *our_headings), kept, (about_title, about(written)), cancelled)
    return written


def write_error_list(
    path: Path,
    *,
    title: str,
    headings: Sequence[str],
    our_headings: Sequence[str],
    rows: Sequence[tuple[Sequence[Cell], Sequence[Cell]]],
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write rows that need mending: the person's own columns, then ours (Rad, Fel, Gör så här). Raises as above."""
    _write(path, title, (*headings, *our_headings), [(*own, *ours) for own, ours in rows], None, cancelled)


def _write(
    path: Path,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    about: tuple[str, Sequence[str]] | None,
    cancelled: Callable[[], bool],
) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    for column, width in enumerate(_widths(headings, rows)):
        sheet.column_dimensions[column_letter(column)].width = width
    if headings:
        sheet.auto_filter.ref = f"A1:{column_letter(len(headings) - 1)}{len(rows) + 1}"
        sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    cells = _Cells(sheet)
    sheet.append([cells.heading(heading) for heading in headings])
    for turn, row in enumerate(rows):
        if turn % _ASK_CANCELLED_EVERY == 0 and cancelled():
            book.close()
            raise Cancelled
        sheet.append([cells.value(cell) for cell in row])
    if about is not None:
        second = book.create_sheet(_sheet_title(about[0]))
        second.column_dimensions["A"].width = 90
        others = _Cells(second)
        for line in about[1]:
            second.append([others.value(line)])
    with replacing(path) as temporary:
        book.save(temporary)


class _Cells:
    """Makes the cells of one sheet. Text is stored as text with Excel's quote mark, whatever it begins with."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        self._sheet: Any = sheet
        self._make: Any = WriteOnlyCell
        self._text = self._style(number_format="@", quotePrefix=True)
        self._heading = self._style(number_format="@", quotePrefix=True, font=Font(bold=True))
        self._date = self._style(number_format="yyyy-mm-dd")
        self._moment = self._style(number_format="yyyy-mm-dd hh:mm")

    def _style(self, **given: object) -> Any:
        model = self._make(self._sheet)
        for name, value in given.items():
            setattr(model, name, value)
        return model._style

    def heading(self, said: str) -> Any:
        return self._cell(said, "s", self._heading)

    def value(self, cell: Cell) -> Any:
        if isinstance(cell, datetime):
            return self._cell(cell.replace(tzinfo=None), "d", self._moment)
        if isinstance(cell, date):
            return self._cell(cell, "d", self._date)
        if isinstance(cell, bool):
            return self._cell(text(cell), "s", self._text)
        if isinstance(cell, int | float) and abs(cell) < 1e15:
            return cell
        if isinstance(cell, CellError):
            return None if cell.uncalculated else self._cell(cell.text, "s", self._text)
        said = cell if isinstance(cell, str) else text(cell)
        return self._cell(said.translate(_ILLEGAL)[:_LONGEST_TEXT], "s", self._text) if said else None

    def _cell(self, value: object, kind: str, style: Any) -> Any:
        made = self._make(self._sheet)
        made._value = value
        made.data_type = kind
        made._style = style
        return made


def _widths(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    widths = [len(heading) + 4 for heading in headings]
    for row in rows[:_WIDTHS_FROM]:
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], len(text(cell)) + 2)
    return [min(max(width, _NARROWEST), _WIDEST) for width in widths]


def _sheet_title(title: str) -> str:
    return "".join(" " if sign in r"[]:*?/\'" else sign for sign in title).strip()[:31] or "Lista"
