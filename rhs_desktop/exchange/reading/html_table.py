"""Reads tables in HTML: what a browser copies, and what systems save as `.xls` though it is HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from rhs_desktop.domain.checklists import Sheet
from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.limits import MEGABYTE, MOST_COLUMNS, MOST_MARKUP, refuse_larger
from rhs_desktop.exchange.reading.text_table import decode, with_errors

_CHUNK = 65_536
_WIDEST_SPAN = 100
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript"))
_BREAKING = frozenset(("br", "p", "div", "li"))


def decode_markup(data: bytes) -> str:
    """The text of an HTML page, in its declared encoding where it has one."""
    named = _CHARSET.search(data, 0, 4096)
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(named.group(1).decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


def read_markup(text: str, name: str, cancelled: Callable[[], bool]) -> tuple[Sheet, ...]:
    """Each table of a page as a sheet. Raises ListUnreadable (`no_table`, too large) and Cancelled."""
    if len(text) > MOST_MARKUP:
        raise ListUnreadable(ListTrouble.TOO_LARGE, megabytes=len(text) // MEGABYTE, most=MOST_MARKUP // MEGABYTE)
    parser = _Tables()
    for at in range(0, len(text), _CHUNK):
        if cancelled():
            raise Cancelled
        parser.feed(text[at : at + _CHUNK])
    parser.close()
    parser.finish()
    tables = [table for table in parser.tables if any(map(any, table.rows))]
    if not tables:
        raise ListUnreadable(ListTrouble.NO_TABLE)
    sheets: list[Sheet] = []
    for number, table in enumerate(tables, start=1):
        refuse_larger(len(table.rows), max(map(len, table.rows), default=0))
        title = name if len(tables) == 1 else f"{name} {number}"
        rows, columns = frozenset(table.hidden), frozenset(table.hidden_columns)
        sheets.append(Sheet.of(title, with_errors(table.rows, cancelled), hidden_rows=rows, hidden_columns=columns))
    return tuple(sheets)


class _Tables(HTMLParser):
    """Collects the tables of a page; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_HtmlTable] = []
        self._open: list[_HtmlTable] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attributes}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._begin()
        elif tag == "tr":
            if not self._open:
                self._begin()
            self._open[-1].start_row(_hidden(given))
        elif tag == "col" and self._open:
            self._open[-1].say_column(_span(given.get("span")), _hidden(given))
        elif tag in ("td", "th") and self._open:
            self._open[-1].start_cell(_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag in _BREAKING and self._open:
            self._open[-1].say("\n")

    def _begin(self) -> None:
        self._open.append(_HtmlTable())
        self.tables.append(self._open[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._open:
            self._open.pop().end_row()
        elif tag == "tr" and self._open:
            self._open[-1].end_row()
        elif tag in ("td", "th") and self._open:
            self._open[-1].end_cell()

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self._open[-1].say(data)

    def finish(self) -> None:
        """Close what is still open."""
        while self._open:
            self._open.pop().end_row()


class _HtmlTable:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.hidden: list[int] = []
        self.hidden_columns: set[int] = set()
        self._columns = 0
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._across = 1
        self._down = 1
        self._from_above: dict[int, tuple[int, str]] = {}

    def say_column(self, count: int, hidden: bool) -> None:
        """Handle a `col` element."""
        if hidden and self._columns < MOST_COLUMNS:
            self.hidden_columns.update(range(self._columns, self._columns + count))
        self._columns += count

    def start_row(self, hidden: bool) -> None:
        """Begin a row."""
        self.end_row()
        self._row = []
        if hidden:
            self.hidden.append(len(self.rows) + 1)

    def start_cell(self, across: int, down: int) -> None:
        """Begin a cell."""
        self.end_cell()
        if self._row is None:
            self._row = []
        self._cell, self._across, self._down = [], across, down

    def say(self, data: str) -> None:
        """Add text to the open cell."""
        if self._cell is not None:
            self._cell.append(data)

    def end_cell(self) -> None:
        """Close the open cell."""
        if self._cell is None or self._row is None:
            return
        said = "\n".join(line for part in "".join(self._cell).split("\n") if (line := " ".join(part.split())))
        self._fill_from_above()
        if self._down > 1:
            self._from_above[len(self._row)] = (self._down, said)
        self._row += [said, *[""] * (self._across - 1)]
        self._cell = None

    def end_row(self) -> None:
        """Close the open row."""
        self.end_cell()
        if self._row is None:
            return
        self._fill_from_above()
        self.rows.append(self._row)
        self._row = None
        self._from_above = {column: (left - 1, said) for column, (left, said) in self._from_above.items() if left > 1}

    def _fill_from_above(self) -> None:
        assert self._row is not None
        while (column := len(self._row)) in self._from_above:
            self._row.append(self._from_above[column][1])


def _hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or bool(_INVISIBLE.search(attributes.get("style", "")))


def _span(said: str | None) -> int:
    return min(int(said), _WIDEST_SPAN) if said and said.isascii() and said.isdigit() and len(said) < 6 else 1
