"""Workbooks: values by calamine, what they hide by the sheets' own XML."""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import BytesIO
from typing import Any

from rhs_desktop.domain.checklist import Cancelled, Cell, ListFile, Row, Sheet
from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.exchange.reading import biff, ods_xml, sheet_binary, sheet_xml
from rhs_desktop.exchange.reading.archive import sheet_parts, unpack
from rhs_desktop.exchange.reading.limits import MEGABYTE, MOST_TEXT, refuse_larger
from rhs_desktop.exchange.reading.recognise import Kind
from rhs_desktop.exchange.reading.sheet_xml import SheetFacts

_SMALL = 200_000
_POLL_SECONDS = 0.05
_ASK_CANCELLED_EVERY = 1024


def read_workbook(data: bytes, kind: Kind, content_hash: str, cancelled: Callable[[], bool]) -> ListFile:
    """Every sheet that holds a table. Raises ListUnreadable and Cancelled."""
    known = _facts(data, kind, cancelled)
    if len(data) < _SMALL:
        sheets = _values(data, known, cancelled)
    else:
        sheets = _aside(lambda: _values(data, known, cancelled), cancelled)
    return ListFile(str(kind), content_hash, tuple(sheets))


def _facts(data: bytes, kind: Kind, cancelled: Callable[[], bool]) -> list[SheetFacts]:
    """What each sheet hides, in the workbook's order; nothing for formats that do not tell."""
    if kind is Kind.XLS:
        return biff.facts(data)
    parts = unpack(data, cancelled)
    match kind:
        case Kind.ODS:
            return ods_xml.facts(parts, cancelled)
        case Kind.XLSB:
            return [sheet_binary.facts(parts.get(name, b"")) for name in sheet_parts(parts)]
        case _:
            return _facts_of_xml(parts, cancelled)


def _facts_of_xml(parts: dict[str, bytes], cancelled: Callable[[], bool]) -> list[SheetFacts]:
    shared = next((part for name, part in parts.items() if name.lower().endswith("sharedstrings.xml")), b"")
    for part in parts.values():
        if b"sheetData" in part:
            sheet_xml.refuse_absurd_extent(part)
            if sheet_xml.shared_text_bytes(part, shared, MOST_TEXT) > MOST_TEXT:
                raise ListUnreadable("bomb", megabytes=MOST_TEXT // MEGABYTE)
            if cancelled():
                raise Cancelled
    return [sheet_xml.facts(parts.get(name, b"")) for name in sheet_parts(parts)]


def _values(data: bytes, known: list[SheetFacts], cancelled: Callable[[], bool]) -> list[Sheet]:
    import python_calamine as calamine

    sheets: list[Sheet] = []
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        for index, about in enumerate(workbook.sheets_metadata):
            if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(index)
            facts = known[index] if index < len(known) else None
            if facts is None and sheet.merged_cell_ranges:
                facts = SheetFacts(merged=tuple((a + 1, b, c + 1, d) for (a, b), (c, d) in sheet.merged_cell_ranges))
            hidden = about.visible is not calamine.SheetVisibleEnum.Visible
            sheets.append(_sheet(about.name, _rows(sheet, cancelled), facts or SheetFacts(), hidden))
    except (ListUnreadable, Cancelled):
        raise
    except calamine.PasswordError as locked:
        raise ListUnreadable("password") from locked
    except Exception as broken:
        raise ListUnreadable("password" if "password" in str(broken).lower() else "damaged") from broken
    except BaseException as broken:
        if type(broken).__name__ != "PanicException":
            raise
        raise ListUnreadable("damaged") from None
    return sheets


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


def _sheet(name: str, rows: list[list[Cell]], facts: SheetFacts, hidden: bool) -> Sheet:
    for (number, column), error in facts.errors.items():
        if number <= len(rows) and column < len(rows[number - 1]):
            rows[number - 1][column] = error
    for first, left, last, _ in facts.merged:
        if first <= len(rows) and left < len(rows[first - 1]):
            for row in rows[first : min(last, len(rows))]:
                row[left] = rows[first - 1][left]
    seen: list[Row] = list(rows)
    return Sheet.of(
        name,
        seen,
        hidden_rows=frozenset(row for row in facts.hidden_rows if row <= len(rows)),
        hidden_columns=facts.hidden_columns,
        filtered=facts.filtered,
        hidden=hidden,
    )


def _aside(work: Callable[[], list[Sheet]], cancelled: Callable[[], bool]) -> list[Sheet]:
    """Run work that cannot be interrupted beside this thread, so that Avbryt need not wait for it."""
    done = threading.Event()
    outcome: list[list[Sheet]] = []
    trouble: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as raised:  # noqa: BLE001  raised again in the waiting thread
            trouble.append(raised)
        finally:
            done.set()

    threading.Thread(target=run, name="workbook", daemon=True).start()
    while not done.wait(_POLL_SECONDS):
        if cancelled():
            raise Cancelled
    if trouble:
        raise trouble[0]
    return outcome[0]
