"""What a sheet of a binary workbook (`.xlsb`) hides, and how far it reaches. Source: [MS-XLSB] 2.1.4, 2.4."""

from __future__ import annotations

from collections.abc import Iterator

from rhs_desktop.exchange.reading.limits import refuse_larger
from rhs_desktop.exchange.reading.sheet_xml import SheetFacts

_ROW, _FIRST_CELL, _LAST_CELL, _COLUMNS, _BEGIN_FILTER_COLUMN = 0, 2, 11, 60, 163
_RICH_TEXT_CELL = 62


def facts(data: bytes) -> SheetFacts:
    """Read one sheet's records. Raises ListUnreadable for absurd dimensions."""
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    filtered = False
    row = bottom = right = 0
    for kind, at, size in _records(data):
        if kind == _ROW and size >= 12:
            row = int.from_bytes(data[at : at + 4], "little")
            if data[at + 11] & 0x10:
                hidden_rows.add(row + 1)
        elif size >= 4 and (_FIRST_CELL <= kind <= _LAST_CELL or kind == _RICH_TEXT_CELL):
            bottom, right = max(bottom, row + 1), max(right, int.from_bytes(data[at : at + 4], "little") + 1)
        elif kind == _COLUMNS and size >= 18 and data[at + 16] & 1:
            first, last = (int.from_bytes(data[at + place : at + place + 4], "little") for place in (0, 4))
            hidden_columns.update(range(first, min(last + 1, 16_384)))
        elif kind == _BEGIN_FILTER_COLUMN:
            filtered = True
    refuse_larger(bottom, right)
    return SheetFacts(frozenset(hidden_rows), frozenset(hidden_columns), filtered and bool(hidden_rows))


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record. A kind takes one or two bytes, a size up to four, seven bits in each."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while at < end and shift < 28:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if at + size > end:
            return
        yield kind, at, size
        at += size
