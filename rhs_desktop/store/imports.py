"""Imported lists and their rows as they were read, to and from JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple

from rhs_desktop.domain.checklists import Cell, CellError, CellProblem, ColumnMapping, ListField
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select


class RowState(StrEnum):
    """What has become of a row of an imported list."""

    READY = "ready"
    SET_ASIDE = "set_aside"
    FIXED = "fixed"
    DISMISSED = "dismissed"
    ERASED = "erased"


class ImportRecord(NamedTuple):
    """A list that was imported and not undone."""

    id: int
    act: int
    round: int
    source: str
    content_hash: str
    mapping: ColumnMapping
    at: datetime
    user: str


class RowRecord(NamedTuple):
    """A row of an imported list. `case` is the case that it became or belongs to."""

    id: int
    list: int
    row: int
    state: RowState
    cells: tuple[Cell, ...]
    problems: tuple[CellProblem, ...]
    reason: str
    case: int | None


def _imports(*conditions: ColumnElement[bool]) -> Select[Any]:
    i, a = sql.imports.c, sql.acts.c
    query = sql.select(i.id, i.act_id, i.round_id, i.source, i.content_hash, i.mapping, a.at, a.who)
    return query.select_from(sql.imports.join(sql.acts)).where(i.live == 1, *conditions).order_by(i.id.desc())


def _rows(*conditions: ColumnElement[bool]) -> Select[Any]:
    w = sql.import_rows
    query = sql.select(*w.c).select_from(w.join(sql.imports)).where(sql.imports.c.live == 1, *conditions)
    return query.order_by(w.c.import_id, w.c.row)


def _latest_cells() -> Select[Any]:
    w = sql.import_rows
    latest = (
        sql.select(sql.func.max(w.c.id).label("id"))
        .select_from(w.join(sql.imports))
        .where(sql.imports.c.live == 1, sql.one_of(w.c.case_id, "cases"))
        .group_by(w.c.case_id)
        .subquery("latest")
    )
    return sql.select(w.c.case_id, w.c.import_id, w.c.cells).select_from(w.join(latest, latest.c.id == w.c.id))


def _identities() -> Select[Any]:
    return (
        sql.select(sql.residents.c.digits)
        .select_from(sql.import_rows.join(sql.cases).join(sql.residents))
        .where(
            sql.import_rows.c.import_id == sql.value("list"),
            sql.residents.c.id.not_in(sql.select(sql.erased_residents.c.resident_id)),
        )
    )


_ALL = Statement(_imports)
_OF_ROUND = Statement(lambda: _imports(sql.imports.c.round_id == sql.value("round")))
_IN_STATE = Statement(lambda: _rows(sql.import_rows.c.state == sql.value("state")))
_ROW = Statement(lambda: _rows(sql.import_rows.c.id == sql.value("row")))
_LATEST_CELLS = Statement(_latest_cells)
_MAPPINGS = Statement(lambda: sql.select(sql.imports.c.id, sql.imports.c.mapping))
_IDENTITIES = Statement(_identities)


def imports(db: sqlite3.Connection, round_id: int | None = None) -> tuple[ImportRecord, ...]:
    """The imported lists of a round, or of all, that were not undone; the newest first."""
    found = _ALL.run(db) if round_id is None else _OF_ROUND.run(db, round=round_id)
    return tuple(
        ImportRecord._make((*row[:5], mapping_from(row[5]), datetime.fromisoformat(row[6]), row[7])) for row in found
    )


def rows_aside(db: sqlite3.Connection, state: RowState = RowState.SET_ASIDE) -> tuple[RowRecord, ...]:
    """The rows that wait for a person, or with `dismissed` those that a person put away, by list and row."""
    return tuple(map(_row_record, _IN_STATE.run(db, state=state.value)))


def row(db: sqlite3.Connection, row_id: int) -> RowRecord | None:
    """One row; None if there is none or its list was undone."""
    return next(map(_row_record, _ROW.run(db, row=row_id)), None)


def own_columns(db: sqlite3.Connection, case_id: int) -> tuple[tuple[str, Cell], ...]:
    """Headings and cells of the latest list that the case stood on, empty cells without a heading left out."""
    return own_columns_of(db, [case_id]).get(case_id, ())


def own_columns_of(db: sqlite3.Connection, case_ids: Iterable[int]) -> dict[int, tuple[tuple[str, Cell], ...]]:
    """Likewise for many cases at once; one that stood on no list is left out."""
    found = _LATEST_CELLS.run(db, cases=case_ids).fetchall()
    headings = {number: mapping_from(said).headings for number, said in _MAPPINGS.run(db)}
    return {
        case_id: tuple(
            (heading, cell)
            for heading, cell in zip(headings[import_id], cells_from(cells), strict=False)
            if heading or cell != ""
        )
        for case_id, import_id, cells in found
    }


def identities_of(db: sqlite3.Connection, import_id: int) -> frozenset[str]:
    """The identities, twelve characters each, of the residents on a list."""
    return frozenset(digits for (digits,) in _IDENTITIES.run(db, list=import_id))


def _row_record(row: tuple[Any, ...]) -> RowRecord:
    return RowRecord._make((*row[:3], RowState(row[3]), cells_from(row[4]), problems_from(row[5]), *row[6:]))


def cells_to(cells: Sequence[Cell]) -> str:
    """A row's cells as a JSON list; values without a JSON type become an object that names their type."""
    try:
        return f"[{','.join(map(_text, cells))}]"  # texts alone, as most rows are: ten times as fast
    except TypeError:
        return _encode(list(cells))


def cells_from(said: str) -> tuple[Cell, ...]:
    """The cells from their JSON list."""
    return tuple(_untagged(cell) if isinstance(cell, dict) else cell for cell in json.loads(said))


def _tagged(cell: Any) -> dict[str, Any]:
    match cell:
        case datetime():
            return {"datetime": cell.isoformat()}
        case date():
            return {"date": cell.isoformat()}
        case time():
            return {"time": cell.isoformat()}
        case timedelta():
            return {"seconds": cell.total_seconds()}
        case CellError():
            return {"error": cell.text}
        case _:
            raise TypeError(f"no cell: {type(cell).__name__}")


def _untagged(said: dict[str, Any]) -> Cell:
    ((tag, value),) = said.items()
    match tag:
        case "datetime":
            return datetime.fromisoformat(value)
        case "date":
            return date.fromisoformat(value)
        case "time":
            return time.fromisoformat(value)
        case "seconds":
            return timedelta(seconds=value)
        case _:
            return CellError(value)


_text: Callable[[Any], str] = encode_basestring
"""Raises TypeError for anything that is not text."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_tagged).encode


def problems_to(problems: Sequence[CellProblem]) -> str:
    """The problems of a row as JSON."""
    said = [[problem.code, problem.column, dict(problem.data)] for problem in problems]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=str)


def problems_from(said: str) -> tuple[CellProblem, ...]:
    """The problems from their JSON; nested lists come back as tuples."""
    return tuple(
        CellProblem(code, column, {name: tuple(v) if isinstance(v, list) else v for name, v in data.items()})
        for code, column, data in json.loads(said)
    )


def mapping_to(mapping: ColumnMapping) -> str:
    """A column mapping as JSON."""
    said = {"header": mapping.header, "headings": mapping.headings, "fields": mapping.fields}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def mapping_from(said: str) -> ColumnMapping:
    """A column mapping from its JSON."""
    data = json.loads(said)
    fields = tuple(None if field is None else ListField(field) for field in data["fields"])
    return ColumnMapping(data["header"], tuple(data["headings"]), fields)
