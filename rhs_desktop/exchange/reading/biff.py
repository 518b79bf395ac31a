"""What the sheets of an `.xls` hide, their error cells, and how far they reach. Source: [MS-XLS] 2.4."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct

from rhs_desktop.domain.checklist import CellError
from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.exchange.reading.compound_file import stream, wrapped
from rhs_desktop.exchange.reading.limits import refuse_larger
from rhs_desktop.exchange.reading.sheet_xml import SheetFacts

_BEGINNING, _EOF, _FILE_PASS, _BOUND_SHEET, _DIMENSIONS = 0x09, 0x0A, 0x2F, 0x85, 0x200
_ROW, _COLUMNS, _FILTER_MODE = 0x208, 0x7D, 0x9B
_MERGED, _FORMULA, _TRUTH_OR_ERROR = 0xE5, 0x06, 0x205
_MANY_NUMBERS = 0xBD
_CELLS = frozenset((0x03, _FORMULA, 0x203, 0x204, _TRUTH_OR_ERROR, 0x27E, 0xFD, 0xD6, _MANY_NUMBERS))
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_HEAD = Struct("<HH")
_SHEET_HEAD = Struct("<IBB")


def facts_and_clean_copy(data: bytes) -> tuple[list[SheetFacts], bytes]:
    """The facts of each sheet in the workbook's order, and the same workbook in a container of our own.

    What the file claims of its sizes is not in the copy: calamine asks for as much memory as is claimed, and ends the
    program when there is not as much. Raises ListUnreadable: `password`, `damaged`, or absurd dimensions.
    """
    book = bytearray(stream(data, "Workbook", "Book"))
    starts: list[int] = []
    for kind, at, size in _records(book, 0):
        if kind == _FILE_PASS:
            raise ListUnreadable("password")
        if kind == _BOUND_SHEET and size >= _SHEET_HEAD.size:
            starts.append(_SHEET_HEAD.unpack_from(book, at)[0])
    if not starts:
        raise ListUnreadable("damaged")
    for start in starts:
        for kind, at, size in _records(book, start):
            if kind == _DIMENSIONS:
                book[at : at + size] = bytes(size)
    found = [_sheet(book, start) for start in starts]
    return found, wrapped(bytes(book))


def _sheet(book: bytearray, start: int) -> SheetFacts:
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    errors: dict[tuple[int, int], CellError] = {}
    merged: list[tuple[int, int, int, int]] = []
    filtered = False
    bottom = right = 0
    for kind, at, size in _records(book, start):
        content = book[at : at + size]
        if kind == _DIMENSIONS and any(content):
            raise ListUnreadable("damaged")
        if kind in _CELLS and len(content) >= 6:
            row, column = _HEAD.unpack_from(content)
            last = int.from_bytes(content[-2:], "little") if kind == _MANY_NUMBERS else column
            bottom, right = max(bottom, row + 1), max(right, last + 1)
            if (code := _error(kind, content)) is not None:
                errors[row + 1, column] = CellError(_ERRORS.get(code, "#N/A"))
        elif kind == _ROW and len(content) >= 14 and content[12] & 0x20:
            hidden_rows.add(_HEAD.unpack_from(content)[0] + 1)
        elif kind == _COLUMNS and len(content) >= 10 and content[8] & 1:
            first, last = _HEAD.unpack_from(content)
            hidden_columns.update(range(first, min(last + 1, 256)))
        elif kind == _FILTER_MODE:
            filtered = True
        elif kind == _MERGED:
            for place in range(2, len(content) - 7, 8):
                top, low, left, far = (
                    int.from_bytes(content[place + turn : place + turn + 2], "little") for turn in (0, 2, 4, 6)
                )
                merged.append((top + 1, left, low + 1, far))
    refuse_larger(bottom, right)
    return SheetFacts(
        frozenset(hidden_rows), frozenset(hidden_columns), filtered and bool(hidden_rows), errors, tuple(merged)
    )


def _error(kind: int, content: bytearray) -> int | None:
    """The code of the error in a cell, None for a cell without one."""
    if kind == _TRUTH_OR_ERROR and len(content) >= 8 and content[7] == 1:
        return content[6]
    if kind == _FORMULA and len(content) >= 14 and content[12:14] == b"\xff\xff" and content[6] == 2:
        return content[8]
    return None


def _records(book: bytearray, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record of one substream, those of charts within it as well, up to its end."""
    at, depth = start, 0
    while at + 4 <= len(book):
        kind, size = _HEAD.unpack_from(book, at)
        if kind & 0xFF == _BEGINNING:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        size = min(size, len(book) - at - 4)
        yield kind, at + 4, size
        at += 4 + size
