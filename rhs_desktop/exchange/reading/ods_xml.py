"""What an OpenDocument sheet hides, and whether its repeated cells stay within bounds."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from rhs_desktop.domain.checklist import Cancelled
from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.exchange.reading.limits import refuse_larger
from rhs_desktop.exchange.reading.sheet_xml import SheetFacts

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CHUNK = 262_144


def facts(parts: dict[str, bytes], cancelled: Callable[[], bool]) -> list[SheetFacts]:
    """The facts of each table in `content.xml`. Raises ListUnreadable: `password`, `damaged`, or absurd dimensions."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ListUnreadable("password")
    content = parts.get("content.xml")
    if content is None:
        raise ListUnreadable("damaged")
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        for at in range(0, len(content), _CHUNK):
            if cancelled():
                raise Cancelled
            parser.Parse(content[at : at + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as broken:
        raise ListUnreadable("damaged") from broken
    return reader.found


class _Reader:
    """Follows rows and columns of each table; only cells with a value count for its extent."""

    def __init__(self) -> None:
        self.found: list[SheetFacts] = []
        self._depth = 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: list[tuple[int, int, int, int]] = []
        self._filtered = False
        self._row = self._column = self._columns = self._repeat = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not name.startswith(_TABLE):
            return
        match name[len(_TABLE) :]:
            case "table":
                self._depth += 1
                if self._depth == 1:
                    self._hidden_rows, self._hidden_columns, self._merged = set(), set(), []
                    self._filtered = False
                    self._row = self._columns = 0
            case "table-column":
                repeat = _count(attributes, "number-columns-repeated")
                if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
                    self._hidden_columns.update(range(self._columns, min(self._columns + repeat, 16_384)))
                self._columns += repeat
            case "table-row":
                self._repeat = _count(attributes, "number-rows-repeated")
                visibility = attributes.get(f"{_TABLE}visibility", "visible")
                if visibility != "visible":
                    self._hidden_rows.update(range(self._row + 1, self._row + 1 + min(self._repeat, 1_048_576)))
                    self._filtered = self._filtered or visibility == "filter"
                self._column = 0
            case "table-cell" | "covered-table-cell":
                self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        repeat = _count(attributes, "number-columns-repeated")
        if f"{_OFFICE}value-type" in attributes:
            refuse_larger(self._row + self._repeat, self._column + repeat)
        down = _count(attributes, "number-rows-spanned")
        if down > 1:
            right = _count(attributes, "number-columns-spanned")
            self._merged.append((self._row + 1, self._column, self._row + down, self._column + right - 1))
        self._column += repeat

    def end(self, name: str) -> None:
        if name == f"{_TABLE}table-row":
            self._row += self._repeat
        elif name == f"{_TABLE}table":
            self._depth -= 1
            if self._depth == 0:
                self.found.append(
                    SheetFacts(
                        frozenset(self._hidden_rows),
                        frozenset(self._hidden_columns),
                        self._filtered,
                        {},
                        tuple(self._merged),
                    )
                )


def _count(attributes: dict[str, str], name: str) -> int:
    said = attributes.get(_TABLE + name, "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 10 else 1
