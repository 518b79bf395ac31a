"""What the sheets of an `.xls` hide, their cells without a value, and their extent. Source: [MS-XLS] 2.4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from struct import Struct

from rhs_desktop.domain.checklists import CellError
from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.limits import refuse_larger, refuse_more_text
from rhs_desktop.exchange.reading.shared_strings import sizes
from rhs_desktop.exchange.reading.xlsx_sheet import ERROR_CODES, SheetFacts, unless_calculated
from rhs_desktop.exchange.xls_container import stream, wrapped

_BEGINNING, _EOF, _FILE_PASS, _BOUND_SHEET, _DIMENSIONS = 0x09, 0x0A, 0x2F, 0x85, 0x200
_ROW, _COLUMNS, _FILTER_MODE = 0x208, 0x7D, 0x9B
_MERGED, _FORMULA, _TRUTH_OR_ERROR = 0xE5, 0x06, 0x205
_MANY_NUMBERS, _SHARED_TEXTS, _GOES_ON, _SHARED_TEXT_CELL = 0xBD, 0xFC, 0x3C, 0xFD
_CELLS = frozenset((0x03, _FORMULA, 0x203, 0x204, _TRUTH_OR_ERROR, 0x27E, 0xFD, 0xD6, _MANY_NUMBERS))
_ERROR, _NO_TEXT = 2, 3
"""What a formula shows where it is no number."""
_ASK_CANCELLED_EVERY = 262_144
_HEAD = Struct("<HH")
_SHEET_HEAD = Struct("<IBB")


def facts_and_clean_copy(data: bytes, cancelled: Callable[[], bool] = lambda: False) -> tuple[list[SheetFacts], bytes]:
    """The facts of each sheet in the workbook's order, and the workbook in a container made here.

    The copy lacks the sizes that the file claims: calamine allocates as much memory as is claimed, and ends the program
    when there is not as much. Raises Cancelled, and ListUnreadable: `password`, `damaged`, absurd dimensions.
    """
    book = bytearray(stream(data, "Workbook", "Book"))
    starts: list[int] = []
    texts: list[tuple[int, int]] = []
    for kind, at, size in records(book, 0, cancelled):
        if kind == _FILE_PASS:
            raise ListUnreadable(ListTrouble.PASSWORD)
        if kind == _BOUND_SHEET and size >= _SHEET_HEAD.size:
            starts.append(_SHEET_HEAD.unpack_from(book, at)[0])
        if kind == _SHARED_TEXTS or (kind == _GOES_ON and texts and texts[-1][1] == at - _HEAD.size):
            texts.append((at, at + size))
    if not starts:
        raise ListUnreadable(ListTrouble.DAMAGED)
    for start in starts:
        for kind, at, size in records(book, start, cancelled):
            if kind == _DIMENSIONS:
                book[at : at + size] = bytes(size)
    read = [_sheet(book, start, cancelled) for start in starts]
    _refuse_much_text(book, texts, read)
    return unless_calculated([sheet.facts() for sheet in read]), wrapped(bytes(book))


def _refuse_much_text(book: bytearray, texts: list[tuple[int, int]], sheets: list[_Sheet]) -> None:
    """Raises ListUnreadable where the shared strings take too much memory: each cell gets a copy of its own."""
    often: Counter[int] = Counter()
    for sheet in sheets:
        often.update(sheet.texts)
    if often:
        known = sizes(book, texts)
        unknown = sum(end - start for start, end in texts)
        refuse_more_text(sum(count * (known[at] if at < len(known) else unknown) for at, count in often.items()))


@dataclass(slots=True)
class _Sheet:
    """What is found in one sheet's records. `texts`: the shared text of each cell that has one, by its number."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    silent: list[tuple[int, int]] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    calculated: bool = False
    filtered: bool = False
    bottom: int = 0
    right: int = 0

    def facts(self) -> SheetFacts:
        return SheetFacts(
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.filtered and bool(self.hidden_rows),
            self.errors,
            tuple(self.merged),
            tuple(self.silent),
            self.calculated,
        )

    def cell(self, kind: int, content: bytearray) -> None:
        row, column = _HEAD.unpack_from(content)
        last = int.from_bytes(content[-2:], "little") if kind == _MANY_NUMBERS else column
        self.bottom, self.right = max(self.bottom, row + 1), max(self.right, last + 1)
        if kind == _SHARED_TEXT_CELL and len(content) >= 10:
            self.texts.append(int.from_bytes(content[6:10], "little"))
        elif (code := _error(kind, content)) is not None:
            self.errors[row + 1, column] = CellError(ERROR_CODES.get(code, "#N/A"))
            self.calculated = self.calculated or kind == _FORMULA
        elif kind == _FORMULA and len(content) >= 14:
            if _shows_nothing(content[6:14]):
                self.silent.append((row + 1, column))
            else:
                self.calculated = True


def _sheet(book: bytearray, start: int, cancelled: Callable[[], bool]) -> _Sheet:
    sheet = _Sheet()
    for kind, at, size in records(book, start, cancelled):
        content = book[at : at + size]
        if kind == _DIMENSIONS and any(content):
            raise ListUnreadable(ListTrouble.DAMAGED)
        if kind in _CELLS and len(content) >= 6:
            sheet.cell(kind, content)
        elif kind == _ROW and len(content) >= 14 and content[12] & 0x20:
            sheet.hidden_rows.add(_HEAD.unpack_from(content)[0] + 1)
        elif kind == _COLUMNS and len(content) >= 10 and content[8] & 1:
            first, last = _HEAD.unpack_from(content)
            sheet.hidden_columns.update(range(first, min(last + 1, 256)))
        elif kind == _FILTER_MODE:
            sheet.filtered = True
        elif kind == _MERGED:
            for place in range(2, len(content) - 7, 8):
                top, low, left, far = (
                    int.from_bytes(content[place + turn : place + turn + 2], "little") for turn in (0, 2, 4, 6)
                )
                sheet.merged.append((top + 1, left, low + 1, far))
    refuse_larger(sheet.bottom, sheet.right)
    return sheet


def _shows_nothing(result: bytearray) -> bool:
    """Whether the eight bytes of a formula's result are no text or zero."""
    if result[6:8] == b"\xff\xff":
        return result[0] == _NO_TEXT
    return not any(result)


def _error(kind: int, content: bytearray) -> int | None:
    """The code of the error in a cell, None for a cell without one."""
    if kind == _TRUTH_OR_ERROR and len(content) >= 8 and content[7] == 1:
        return content[6]
    if kind == _FORMULA and len(content) >= 14 and content[12:14] == b"\xff\xff" and content[6] == _ERROR:
        return content[8]
    return None


def records(
    book: bytearray, start: int, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[tuple[int, int, int]]:
    """Kind, position and size of each record of one substream, those of charts within it included, up to its end."""
    at, depth = start, 0
    ask_at = start
    while at + 4 <= len(book):
        if at >= ask_at:
            ask_at = at + _ASK_CANCELLED_EVERY
            if cancelled():
                raise Cancelled
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
