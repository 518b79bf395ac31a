"""What a sheet's XML has and its values lack: hidden rows and columns, filters, errors, merged cells, extent.

Regular expressions over the bytes, because only few elements matter and the sheet may be 50 MB long: 5 ms for 10,000
rows, where an XML parser would take longer than reading the values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, replace

from rhs_desktop.domain.checklists import CellError
from rhs_desktop.domain.checklists.table import UNCALCULATED
from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.limits import MOST_CELLS, MOST_COLUMNS, refuse_larger

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_WIDTH = re.compile(rb"""\bwidth\s*=\s*["'](\d+(?:\.\d+)?)["']""")
_WHOLE_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.DOTALL)
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,6})["']""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt=["']e["'][^>]*)>(.{0,9000}?)</(?:\w+:)?c>""", re.DOTALL)
_FORMULA_ALONE = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CALCULATED_TEXT = re.compile(rb"""\bt=["']str["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_NUMBER = {name: re.compile(rb"""\b%s=["'](\d{1,7})["']""" % name) for name in (b"r", b"min", b"max")}
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_PLACE_NOT_FIRST = re.compile(rb'<(?:c|row)(?:[\t\r\n/>]| (?!r="))')
_FAR_DOWN = re.compile(rb'r="[A-Za-z]*(?:\d{7,}|[3-9]\d{5}|2[5-9]\d{4})"')
_FAR_RIGHT = re.compile(rb'r="([A-Za-z]{2,})\d')
_ROW_OF_CELL = re.compile(rb'r="[A-Za-z]+(\d+)"')
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>\s*(<(?:\w+:)?(?:v|is|f)\b)?")
_ANY_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*\+?([A-Za-z]*)(\d+)""")
_SHARED_CELL = (b't="s"', b"t='s'")
_TEXT_ENDS = re.compile(rb"</(?:\w+:)?si>")
_UNIQUE_COUNT = re.compile(rb"""\buniqueCount\s*=\s*["']\s*\+?(\d+)""")
ERROR_CODES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""How binary workbooks write errors."""
_LETTERS = 26
_LOOKED_AT_ONCE = 1_000_000
_SHARED_TEXT = re.compile(rb"""\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Rows count from 1 as in Excel, columns from 0. `merged`: first row, first column, last row, last column.

    Some formats cannot say that a formula was never calculated: it then shows nothing, or zero. `silent` are the
    formulas that show so little, `calculated` whether any shows more.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    silent: tuple[tuple[int, int], ...] = ()
    calculated: bool = False


def unless_calculated(sheets: list[SheetFacts]) -> list[SheetFacts]:
    """The silent formulas, if no formula of the workbook shows anything: then none was calculated."""
    if not any(sheet.calculated for sheet in sheets):
        return sheets
    return [replace(sheet, silent=()) for sheet in sheets]


def facts(xml: bytes, cancelled: Callable[[], bool] = lambda: False) -> SheetFacts:
    """Read one sheet's XML. Raises Cancelled."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    if _holds(xml, cancelled, b"hidden"):
        hidden_rows = frozenset(_hidden_rows(xml, cancelled))
        hidden_columns = frozenset(_hidden_columns(xml))
    after = max(0, xml.rfind(b"sheetData"))
    found = _MERGED.findall(xml, after)
    merged = tuple((int(row), column_index(left), int(last), column_index(right)) for left, row, right, last in found)
    filtered = b"filterColumn" in xml[after:] and bool(hidden_rows)
    return SheetFacts(hidden_rows, hidden_columns, filtered, dict(_errors(xml, cancelled)), merged)


def _parts(xml: bytes, cancelled: Callable[[], bool], ending: bytes = b"row>") -> Iterator[tuple[int, int]]:
    """The sheet in portions of whole rows: a search blocks all other threads. Raises Cancelled."""
    at = 0
    while at < len(xml):
        if cancelled():
            raise Cancelled
        end = xml.find(ending, at + _LOOKED_AT_ONCE)
        end = len(xml) if end < 0 else end + len(ending)
        yield at, end
        at = end


def _holds(xml: bytes, cancelled: Callable[[], bool], *words: bytes) -> bool:
    return any(xml.find(word, at, end) >= 0 for at, end in _parts(xml, cancelled) for word in words)


def refuse_absurd_extent(xml: bytes, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Raises ListUnreadable where the filled cells span too much; one cell far out suffices."""
    usual = b":sheetData" not in xml
    far: set[bytes] = set()
    for at, end in _parts(xml, cancelled):
        usual = usual and not _PLACE_NOT_FIRST.search(xml, at, end) and not _FAR_DOWN.search(xml, at, end)
        if usual:
            far.update(_FAR_RIGHT.findall(xml, at, end))
    if usual:
        widest = max((column_index(letters) + 1 for letters in far), default=_LETTERS)
        if widest <= _LETTERS:
            return
        parts = _parts(xml, cancelled)
        lowest = max((int(row) for at, end in parts for row in _ROW_OF_CELL.findall(xml, at, end)), default=0)
        if widest * lowest <= MOST_CELLS and widest <= MOST_COLUMNS:
            return
    refuse_larger(*_extent(xml, cancelled))


def _extent(xml: bytes, cancelled: Callable[[], bool]) -> tuple[int, int]:
    """The last row and column with content, for sheets whose cells do not state their position."""
    bottom = right = row = column = 0
    found = (one for at, end in _parts(xml, cancelled) for one in _ROW_OR_CELL.findall(xml, at, end))
    for tag, attributes, filled in found:
        place = _ANY_PLACE.search(attributes)
        if tag == b"row":
            row, column = int(place.group(2)[:12]) if place else row + 1, 0
            continue
        if place:
            row, column = int(place.group(2)[:12]), column_index(place.group(1)[:12])
        column += 1
        if filled and not attributes.endswith(b"/"):
            bottom, right = max(bottom, row), max(right, column)
    return bottom, right


def refuse_false_count(shared: bytes) -> None:
    """Raises ListUnreadable where the shared strings claim to be more than the file has room for."""
    for count in _UNIQUE_COUNT.findall(shared, 0, 65_536):
        if len(count) > 9 or int(count) > len(shared):
            raise ListUnreadable(ListTrouble.DAMAGED)


def shared_text_bytes(xml: bytes, shared: bytes, most: int, cancelled: Callable[[], bool] = lambda: False) -> int:
    """The size of the sheet's shared strings in bytes when each cell has its own copy; below `most` only roughly.

    Raises Cancelled.
    """
    texts = [text for at, end in _parts(shared, cancelled, b"si>") for text in _TEXT_ENDS.split(shared[at:end])]
    if texts:
        texts[0] = texts[0][max(0, texts[0].find(b"<si")) :]
    longest = max(map(len, texts), default=0)
    cells = sum(xml.count(said, at, end) for at, end in _parts(xml, cancelled) for said in _SHARED_CELL)
    if cells * longest <= most:
        return cells * longest
    lengths = list(map(len, texts))
    used = (int(text) for at, end in _parts(xml, cancelled) for text in _SHARED_TEXT.findall(xml, at, end))
    return sum(lengths[text] for text in used if text < len(lengths))


def cell_styles(xml: bytes, rows: Container[int], cancelled: Callable[[], bool]) -> Iterator[tuple[int, int, int]]:
    """Row, column and number of the style of each cell in these rows that has one. Raises Cancelled."""
    number = 0
    for at, end in _parts(xml, cancelled):
        for match in _WHOLE_ROW.finditer(xml, at, end):
            given = _NUMBER[b"r"].search(match.group(1))
            number = int(given.group(1)) if given else number + 1
            if number in rows:
                column = -1
                for attributes in _CELL.findall(match.group(2) or b""):
                    place, style = _REFERENCE.search(attributes), _STYLE.search(attributes)
                    column = column_index(place.group(1)) if place else column + 1
                    if style:
                        yield number, column, int(style.group(1))


def given_widths(xml: bytes) -> Iterator[tuple[int, float]]:
    """Each column that was given a width, and the width in characters."""
    for match in _COLUMN.finditer(xml, 0, max(0, xml.find(b"sheetData"))):
        first, last = (_NUMBER[name].search(match.group(1)) for name in (b"min", b"max"))
        width = _WIDTH.search(match.group(1))
        if first and last and width:
            for column in range(int(first.group(1)) - 1, min(int(last.group(1)), MOST_COLUMNS)):
                yield column, float(width.group(1))


def column_index(letters: bytes) -> int:
    """A = 0, B = 1 … AA = 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1


def _hidden_rows(xml: bytes, cancelled: Callable[[], bool]) -> Iterator[int]:
    number = 0
    for attributes in (one for at, end in _parts(xml, cancelled) for one in _ROW.findall(xml, at, end)):
        given = _NUMBER[b"r"].search(attributes)
        number = int(given.group(1)) if given else number + 1
        if _HIDDEN.search(attributes):
            yield number


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for match in _COLUMN.finditer(xml, 0, xml.find(b"sheetData") if b"sheetData" in xml else len(xml)):
        attributes = match.group(1)
        first, last = _NUMBER[b"min"].search(attributes), _NUMBER[b"max"].search(attributes)
        if first and last and _HIDDEN.search(attributes):
            yield from range(int(first.group(1)) - 1, min(int(last.group(1)), 16_384))


def _errors(xml: bytes, cancelled: Callable[[], bool]) -> Iterator[tuple[tuple[int, int], CellError]]:
    has_errors = _holds(xml, cancelled, b't="e"', b"t='e'")
    has_formulas = b":worksheet" in xml[:4096] or _holds(xml, cancelled, b"<f")
    for at, end in _parts(xml, cancelled) if has_errors or has_formulas else ():
        for match in _ERROR_CELL.finditer(xml, at, end) if has_errors else ():
            if place := _place(match.group(1)):
                value = _VALUE.search(match.group(2))
                yield place, CellError(value.group(1).decode("utf-8", "replace") if value else "#N/A")
        for match in _FORMULA_ALONE.finditer(xml, at, end) if has_formulas else ():
            if not _CALCULATED_TEXT.search(match.group(1)) and (place := _place(match.group(1))):
                yield place, CellError(UNCALCULATED)


def _place(attributes: bytes) -> tuple[int, int] | None:
    match = _REFERENCE.search(attributes)
    return (int(match.group(2)), column_index(match.group(1))) if match else None
