"""Reads workbooks: values with calamine, what they hide from the sheets' own XML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from rhs_desktop.cancellation import WorkerThread
from rhs_desktop.domain.checklists import Cell, CellError, ListFile, Row, Sheet
from rhs_desktop.domain.checklists.table import UNCALCULATED
from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.limits import MOST_TEXT, refuse_larger, refuse_more_text
from rhs_desktop.exchange.reading import ods_xml, xls_biff, xlsb_sheet, xlsx_sheet
from rhs_desktop.exchange.reading.file_kind import FileKind
from rhs_desktop.exchange.reading.xlsx_sheet import SheetFacts, unless_calculated
from rhs_desktop.exchange.reading.zip_archive import sheet_parts, under_usual_names, unpack

_SMALL = 200_000
_ASK_CANCELLED_EVERY = 1024


@dataclass(frozen=True, slots=True)
class _SheetValues:
    """What calamine returns of one sheet; `index` is its place in the workbook, chart sheets counted."""

    index: int
    name: str
    hidden: bool
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...]


def read_workbook(data: bytes, kind: FileKind, content_hash: str, cancelled: Callable[[], bool]) -> ListFile:
    """Every sheet with a table. Raises ListUnreadable and Cancelled.

    Content that could exhaust memory is refused before calamine reads it.
    """
    parts = {} if kind is FileKind.XLS else unpack(data, cancelled)
    if kind in (FileKind.XLSX, FileKind.XLSB):
        data = under_usual_names(data, parts)
    if kind is FileKind.XLSX:
        _refuse_absurd(parts, cancelled)
        values, facts = _beside(
            lambda: _values(data, cancelled), lambda: _facts_of_xml(parts, cancelled), len(data), cancelled
        )
    else:
        facts, data = _facts_of_others(data, parts, kind, cancelled)
        values, _ = _beside(lambda: _values(data, cancelled), lambda: facts, len(data), cancelled)
    sheets = [
        _sheet(one, facts[one.index] if one.index < len(facts) else SheetFacts(merged=one.merged)) for one in values
    ]
    return ListFile(str(kind), content_hash, tuple(sheets))


def _refuse_absurd(parts: dict[str, bytes], cancelled: Callable[[], bool]) -> None:
    shared = next((part for name, part in parts.items() if name.lower().endswith("sharedstrings.xml")), b"")
    xlsx_sheet.refuse_false_count(shared)
    for part in parts.values():
        if b"sheetData" in part:
            xlsx_sheet.refuse_absurd_extent(part, cancelled)
            refuse_more_text(xlsx_sheet.shared_text_bytes(part, shared, MOST_TEXT, cancelled))


def _facts_of_xml(parts: dict[str, bytes], cancelled: Callable[[], bool]) -> list[SheetFacts]:
    return [xlsx_sheet.facts(parts.get(name, b""), cancelled) for name in sheet_parts(parts)]


def _facts_of_others(
    data: bytes, parts: dict[str, bytes], kind: FileKind, cancelled: Callable[[], bool]
) -> tuple[list[SheetFacts], bytes]:
    """The facts, and the bytes that calamine may read."""
    if kind is FileKind.XLS:
        return xls_biff.facts_and_clean_copy(data, cancelled)
    if kind is FileKind.ODS:
        return ods_xml.facts(parts, cancelled), data
    sheets = [parts.get(name, b"") for name in sheet_parts(parts)]
    shared = next((part for name, part in parts.items() if name.lower().endswith("sharedstrings.bin")), b"")
    xlsb_sheet.refuse_much_text(sheets, shared)
    return unless_calculated([xlsb_sheet.facts(sheet) for sheet in sheets]), data


def _values(data: bytes, cancelled: Callable[[], bool]) -> list[_SheetValues]:
    import python_calamine as calamine

    found: list[_SheetValues] = []
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        for index, about in enumerate(workbook.sheets_metadata):
            if about.typ is calamine.SheetTypeEnum.WorkSheet:
                sheet = workbook.get_sheet_by_index(index)
                merged = tuple((a + 1, b, c + 1, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
                hidden = about.visible is not calamine.SheetVisibleEnum.Visible
                found.append(_SheetValues(index, about.name, hidden, _rows(sheet, cancelled), merged))
    except (ListUnreadable, Cancelled):
        raise
    except calamine.PasswordError as locked:
        raise ListUnreadable(ListTrouble.PASSWORD) from locked
    except Exception as broken:
        raise ListUnreadable(
            ListTrouble.PASSWORD if ListTrouble.PASSWORD in str(broken).lower() else ListTrouble.DAMAGED
        ) from broken
    except BaseException as broken:
        if type(broken).__name__ != "PanicException":
            raise
        raise ListUnreadable(ListTrouble.DAMAGED) from None
    return found


def _rows(sheet: Any, cancelled: Callable[[], bool]) -> list[list[Cell]]:
    if sheet.start is None or sheet.end is None:
        return []
    refuse_larger(sheet.end[0] + 1, sheet.end[1] + 1)
    rows: list[list[Cell]] = []
    for row in sheet.iter_rows():
        if len(rows) % _ASK_CANCELLED_EVERY == 0 and cancelled():
            raise Cancelled
        rows.append(row)
    return rows


def _sheet(values: _SheetValues, facts: SheetFacts) -> Sheet:
    rows = values.rows
    for (number, column), error in facts.errors.items():
        if number <= len(rows) and column < len(rows[number - 1]):
            rows[number - 1][column] = error
    _tell_uncalculated(rows, facts.silent)
    for first, left, last, _ in facts.merged:
        if first <= len(rows) and left < len(rows[first - 1]):
            for row in rows[first : min(last, len(rows))]:
                row[left] = rows[first - 1][left]
    seen: list[Row] = list(rows)
    return Sheet.of(
        values.name,
        seen,
        hidden_rows=frozenset(row for row in facts.hidden_rows if row <= len(rows)),
        hidden_columns=facts.hidden_columns,
        filtered=facts.filtered,
        hidden=values.hidden,
    )


def _tell_uncalculated(rows: list[list[Cell]], silent: Iterable[tuple[int, int]]) -> None:
    """Mark formulas that were never calculated, except in rows with nothing else: those stand below a list."""
    of_row: dict[int, set[int]] = {}
    for number, column in silent:
        of_row.setdefault(number, set()).add(column)
    for number, columns in of_row.items():
        row = rows[number - 1] if number <= len(rows) else []
        if any(cell != "" for column, cell in enumerate(row) if column not in columns):
            for column in columns:
                if column < len(row):
                    row[column] = CellError(UNCALCULATED)
        else:
            row[:] = [""] * len(row)


def _beside(
    slow: Callable[[], list[_SheetValues]],
    meanwhile: Callable[[], list[SheetFacts]],
    size: int,
    cancelled: Callable[[], bool],
) -> tuple[list[_SheetValues], list[SheetFacts]]:
    """Run slow work that cannot be interrupted beside other work of this thread."""
    if size < _SMALL:
        return slow(), meanwhile()
    aside = WorkerThread(slow)
    found = meanwhile()
    return aside.result(cancelled), found
