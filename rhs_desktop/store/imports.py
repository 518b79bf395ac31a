"""Imported lists and their rows as they were read, to and from JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from rhs_desktop.domain.checklists import Cell, CellError, CellProblem, ColumnMapping, ListField


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


def imports(db: sqlite3.Connection, round_id: int | None = None) -> tuple[ImportRecord, ...]:
    """The imported lists of a round, or of all, that were not undone; the newest first."""
    found = db.execute(
        """
        SELECT i.id, i.act_id, i.round_id, i.source, i.content_hash, i.mapping, a.at, a.user
        FROM imports i JOIN acts a ON a.id = i.act_id
        WHERE i.live AND (?1 IS NULL OR i.round_id = ?1) ORDER BY i.id DESC""",
        (round_id,),
    )
    return tuple(
        ImportRecord._make((*row[:5], mapping_from(row[5]), datetime.fromisoformat(row[6]), row[7])) for row in found
    )


_ROWS = """
    SELECT w.id, w.import_id, w.row, w.state, w.cells, w.problems, w.reason, w.case_id
    FROM import_rows w JOIN imports i ON i.id = w.import_id WHERE i.live AND """


def rows_aside(db: sqlite3.Connection, state: RowState = RowState.SET_ASIDE) -> tuple[RowRecord, ...]:
    """The rows that wait for a person, or with `dismissed` those that a person put away, by list and row."""
    return _rows(db, "w.state = ? ORDER BY w.import_id, w.row", state.value)


def row(db: sqlite3.Connection, row_id: int) -> RowRecord | None:
    """One row; None if there is none or its list was undone."""
    return next(iter(_rows(db, "w.id = ?", row_id)), None)


def own_columns(db: sqlite3.Connection, case_id: int) -> tuple[tuple[str, Cell], ...]:
    """Headings and cells of the latest list that the case stood on, empty cells without a heading left out."""
    return own_columns_of(db, [case_id]).get(case_id, ())


def own_columns_of(db: sqlite3.Connection, case_ids: Iterable[int]) -> dict[int, tuple[tuple[str, Cell], ...]]:
    """Likewise for many cases at once; one that stood on no list is left out."""
    found = db.execute(
        """
        SELECT w.case_id, max(w.id), w.import_id, w.cells FROM import_rows w JOIN imports i ON i.id = w.import_id
        WHERE i.live AND w.case_id IN (SELECT value FROM json_each(?)) GROUP BY w.case_id""",
        (json.dumps(list(case_ids)),),
    ).fetchall()
    headings = {number: mapping_from(said).headings for number, said in db.execute("SELECT id, mapping FROM imports")}
    return {
        case_id: tuple(
            (heading, cell)
            for heading, cell in zip(headings[import_id], cells_from(cells), strict=False)
            if heading or cell != ""
        )
        for case_id, _, import_id, cells in found
    }


def identities_of(db: sqlite3.Connection, import_id: int) -> frozenset[str]:
    """The identities, twelve characters each, of the residents on a list."""
    found = db.execute(
        """
        SELECT r.digits FROM import_rows w JOIN cases c ON c.id = w.case_id JOIN residents r ON r.id = c.resident_id
        WHERE w.import_id = ? AND r.id NOT IN (SELECT resident_id FROM erased_residents)""",
        (import_id,),
    )
    return frozenset(digits for (digits,) in found)


def _rows(db: sqlite3.Connection, where: str, value: object) -> tuple[RowRecord, ...]:
    return tuple(
        RowRecord._make((*row[:3], RowState(row[3]), cells_from(row[4]), problems_from(row[5]), *row[6:]))
        for row in db.execute(_ROWS + where, (value,))
    )


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
