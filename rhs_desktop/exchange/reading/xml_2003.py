"""Reads Excel 2003's XML, which systems still export as `.xls` or `.xml`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn
from xml.parsers import expat

from rhs_desktop.domain.checklists import Cell, CellError, Row, Sheet
from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.limits import MOST_COLUMNS, refuse_larger

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet "
_EXCEL = "urn:schemas-microsoft-com:office:excel "
_VISIBLE = "Visible"
_CHUNK = 65_536


def read_workbook_2003(data: bytes, cancelled: Callable[[], bool]) -> tuple[Sheet, ...]:
    """Each worksheet. Raises ListUnreadable (`damaged`, `entities`, absurd dimensions) and Cancelled."""
    reader = _Xml2003Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.say
    parser.EntityDeclHandler = _refuse_entities
    try:
        for at in range(0, len(data), _CHUNK):
            if cancelled():
                raise Cancelled
            parser.Parse(data[at : at + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as broken:
        raise ListUnreadable(ListTrouble.DAMAGED) from broken
    return tuple(
        Sheet.of(
            table.name,
            table.rows,
            hidden_rows=frozenset(table.hidden_rows),
            hidden_columns=frozenset(table.hidden_columns),
            filtered=table.filtered and bool(table.hidden_rows),
            hidden=table.hidden,
        )
        for table in reader.sheets
    )


def _refuse_entities(*_: Any) -> NoReturn:
    raise ListUnreadable(ListTrouble.ENTITIES)


@dataclass(slots=True)
class _Xml2003Table:
    name: str
    rows: list[Row] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    columns: int = 0
    filtered: bool = False
    hidden: bool = False


class _Xml2003Reader:
    def __init__(self) -> None:
        self.sheets: list[_Xml2003Table] = []
        self._cells: list[Cell] = []
        self._widest = 0
        self._said: list[str] | None = None
        self._type = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.removeprefix(_SPACE):
            case "Worksheet":
                self.sheets.append(_Xml2003Table(attributes.get(f"{_SPACE}Name", "")))
                self._widest = 0
            case "Column" if self.sheets:
                table = self.sheets[-1]
                first = _number(attributes, "Index", table.columns + 1)
                table.columns = first + _number(attributes, "Span", 0)
                if attributes.get(f"{_SPACE}Hidden") == "1":
                    table.hidden_columns.update(range(first - 1, min(table.columns, MOST_COLUMNS)))
            case "Row" if self.sheets:
                rows, hidden = self.sheets[-1].rows, self.sheets[-1].hidden_rows
                number = _number(attributes, "Index", len(rows) + 1)
                refuse_larger(number, max(1, self._widest))
                rows += [[""] for _ in range(number - 1 - len(rows))]
                if attributes.get(f"{_SPACE}Hidden") == "1":
                    hidden.append(number)
                self._cells = []
            case "Cell":
                column = _number(attributes, "Index", len(self._cells) + 1)
                refuse_larger(1, column)
                self._cells += [""] * (column - 1 - len(self._cells))
                self._cells.append("")
            case "Data":
                self._said, self._type = [], attributes.get(f"{_SPACE}Type", "String")
            case _ if self.sheets and name == f"{_EXCEL}AutoFilterColumn":
                self.sheets[-1].filtered = True
            case _ if self.sheets and name == f"{_EXCEL}Visible":
                self._said, self._type = [], _VISIBLE

    def say(self, data: str) -> None:
        """Add text to the open cell."""
        if self._said is not None:
            self._said.append(data)

    def end(self, name: str) -> None:
        match name.removeprefix(_SPACE):
            case "Data" if self._said is not None:
                if self._cells:
                    self._cells[-1] = _value(self._type, "".join(self._said))
                self._said = None
            case _ if name == f"{_EXCEL}Visible" and self._said is not None:
                self.sheets[-1].hidden = "".join(self._said).startswith("SheetHidden")
                self._said = None
            case "Row" if self.sheets:
                rows = self.sheets[-1].rows
                rows.append(self._cells or [""])
                self._widest = max(self._widest, len(self._cells))
                refuse_larger(len(rows), max(1, self._widest))
                self._cells = []


def _number(attributes: dict[str, str], name: str, usual: int) -> int:
    said = attributes.get(_SPACE + name, "")
    return max(usual, int(said)) if said.isascii() and said.isdigit() and len(said) < 9 else usual


def _value(kind: str, said: str) -> Cell:
    try:
        if kind == "Number":
            return float(said)
        if kind == "DateTime":
            moment = datetime.fromisoformat(said)
            return moment.date() if moment.time() == datetime.min.time() else moment
    except ValueError:
        return said
    if kind == "Boolean":
        return said == "1"
    return CellError(said) if kind == "Error" else said
