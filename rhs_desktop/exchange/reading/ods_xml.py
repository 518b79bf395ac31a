"""What an OpenDocument sheet hides, its cells without a value, and whether repeated cells stay within limits."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from rhs_desktop.domain.checklists import CellError
from rhs_desktop.domain.checklists.table import UNCALCULATED, is_error
from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.limits import refuse_larger, refuse_more_text
from rhs_desktop.exchange.reading.xlsx_sheet import SheetFacts

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CHUNK = 262_144
_MOST_ERRORS = 100_000


def facts(parts: dict[str, bytes], cancelled: Callable[[], bool]) -> list[SheetFacts]:
    """The facts of each table in `content.xml`. Raises ListUnreadable: `password`, `damaged`, or absurd dimensions."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ListUnreadable(ListTrouble.PASSWORD)
    content = parts.get("content.xml")
    if content is None:
        raise ListUnreadable(ListTrouble.DAMAGED)
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _OdsReader(parser)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        for at in range(0, len(content), _CHUNK):
            if cancelled():
                raise Cancelled
            parser.Parse(content[at : at + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as broken:
        raise ListUnreadable(ListTrouble.DAMAGED) from broken
    return reader.found


class _OdsReader:
    """Follows rows and columns of each table; only cells with a value count for its extent.

    The text of a cell is collected where the cell is a formula, or where it is repeated and so counts often.
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.found: list[SheetFacts] = []
        self._parser = parser
        self._said: list[str] = []
        self._listening = 0
        self._error = self._formula = False
        self._text = 0
        self._errors: dict[tuple[int, int], CellError] = {}
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
                    self._errors = {}
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
        has_value = f"{_OFFICE}value-type" in attributes
        is_formula = f"{_TABLE}formula" in attributes
        if has_value:
            refuse_larger(self._row + self._repeat, self._column + repeat)
        elif is_formula:
            self._keep_error(UNCALCULATED, repeat)
        if has_value and (is_formula or self._repeat * repeat > 1):
            self._listen(repeat, error=attributes.get(f"{_CALC}value-type") == "error", formula=is_formula)
        down = _count(attributes, "number-rows-spanned")
        if down > 1:
            right = _count(attributes, "number-columns-spanned")
            self._merged.append((self._row + 1, self._column, self._row + down, self._column + right - 1))
        self._column += repeat

    def _listen(self, repeat: int, *, error: bool, formula: bool) -> None:
        self._said, self._listening, self._error, self._formula = [], repeat, error, formula
        self._parser.CharacterDataHandler = self._said.append

    def _listened(self) -> None:
        """At the end of a cell: count its text, so many times."""
        repeat, self._listening = self._listening, 0
        self._parser.CharacterDataHandler = None
        said = "".join(self._said).strip()
        self._column -= repeat
        if self._error or (self._formula and is_error(said)):
            self._keep_error(said or "#N/A", repeat)
        self._column += repeat
        if self._repeat * repeat > 1:
            self._text += self._repeat * repeat * len(said.encode())
            refuse_more_text(self._text)

    def _keep_error(self, said: str, repeat: int) -> None:
        error = CellError(said)
        for row in range(self._row + 1, self._row + 1 + self._repeat):
            for column in range(self._column, self._column + repeat):
                if len(self._errors) >= _MOST_ERRORS:
                    return
                self._errors[row, column] = error

    def end(self, name: str) -> None:
        if self._listening and name in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._listened()
        elif name == f"{_TABLE}table-row":
            self._row += self._repeat
        elif name == f"{_TABLE}table":
            self._depth -= 1
            if self._depth == 0:
                self.found.append(
                    SheetFacts(
                        frozenset(self._hidden_rows),
                        frozenset(self._hidden_columns),
                        self._filtered,
                        self._errors,
                        tuple(self._merged),
                    )
                )


def _count(attributes: dict[str, str], name: str) -> int:
    said = attributes.get(_TABLE + name, "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 10 else 1
