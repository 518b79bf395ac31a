"""What a sheet of a binary workbook (`.xlsb`) hides, its cells without a value, and its extent.

Source: [MS-XLSB] 2.1.4, 2.4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rhs_desktop.domain.checklists import CellError
from rhs_desktop.exchange.limits import refuse_larger, refuse_more_text
from rhs_desktop.exchange.reading.xlsx_sheet import ERROR_CODES, SheetFacts

_ROW, _FIRST_CELL, _LAST_CELL, _COLUMNS, _BEGIN_FILTER_COLUMN = 0, 2, 11, 60, 163
_ERROR_CELL, _SHARED_TEXT_CELL, _SHARED_TEXT, _RICH_TEXT_CELL = 3, 7, 19, 62
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_ERROR = 8, 9, 11
_VALUE = 8
"""Where a cell's value begins, after its column and style."""


def facts(data: bytes) -> SheetFacts:
    """Read one sheet's records. Raises ListUnreadable for absurd dimensions."""
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    errors: dict[tuple[int, int], CellError] = {}
    silent: list[tuple[int, int]] = []
    filtered = calculated = False
    row = bottom = right = 0
    for kind, at, size in _records(data):
        if kind == _ROW and size >= 12:
            row = int.from_bytes(data[at : at + 4], "little")
            if data[at + 11] & 0x10:
                hidden_rows.add(row + 1)
        elif size >= 4 and (_FIRST_CELL <= kind <= _LAST_CELL or kind == _RICH_TEXT_CELL):
            column = int.from_bytes(data[at : at + 4], "little")
            bottom, right = max(bottom, row + 1), max(right, column + 1)
            value = data[at + _VALUE : at + min(size, _VALUE + 8)]
            if kind in (_ERROR_CELL, _FORMULA_ERROR) and value:
                errors[row + 1, column] = CellError(ERROR_CODES.get(value[0], "#N/A"))
            if _shows_nothing(kind, value):
                silent.append((row + 1, column))
            elif _FORMULA_TEXT <= kind <= _FORMULA_ERROR:
                calculated = True
        elif kind == _COLUMNS and size >= 18 and data[at + 16] & 1:
            first, last = (int.from_bytes(data[at + place : at + place + 4], "little") for place in (0, 4))
            hidden_columns.update(range(first, min(last + 1, 16_384)))
        elif kind == _BEGIN_FILTER_COLUMN:
            filtered = True
    refuse_larger(bottom, right)
    hidden = filtered and bool(hidden_rows)
    return SheetFacts(frozenset(hidden_rows), frozenset(hidden_columns), hidden, errors, (), tuple(silent), calculated)


def refuse_much_text(sheets: Iterable[bytes], shared: bytes) -> None:
    """Raises ListUnreadable where the shared strings take too much memory when each cell has its own copy."""
    texts = [size for kind, _, size in _records(shared) if kind == _SHARED_TEXT]
    often = Counter(
        int.from_bytes(data[at + _VALUE : at + _VALUE + 4], "little")
        for data in sheets
        for kind, at, size in _records(data)
        if kind == _SHARED_TEXT_CELL and size >= _VALUE + 4
    )
    refuse_more_text(sum(count * texts[at] for at, count in often.items() if at < len(texts)))


def _shows_nothing(kind: int, value: bytes) -> bool:
    """Whether the cell is a formula whose result is no text or zero."""
    if kind == _FORMULA_TEXT:
        return not any(value[:4])
    return kind == _FORMULA_NUMBER and not any(value)


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
