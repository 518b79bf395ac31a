"""What statements are written with: SQLAlchemy Core over the tables of the models, and four constructs of our own.

Importing it takes half a second of processor time, so modules reach it through `statement.sql`, which does so when the
first statement is used.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Boolean,
    ClauseElement,
    ColumnElement,
    Insert,
    LargeBinary,
    Table,
    and_,
    case,
    column,
    delete,
    exists,
    func,
    insert,
    literal_column,
    not_,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import UserDefinedType
from sqlmodel import SQLModel

from rhs_desktop.store import erasure_tables as erased
from rhs_desktop.store import tables as models

__all__ = ["and_", "case", "column", "delete", "exists", "func", "insert", "not_", "or_", "select", "union", "update"]

TABLES = SQLModel.metadata.tables
"""The tables by name."""


def _table(model: type[SQLModel]) -> Table:
    return TABLES[str(model.__tablename__)]


residents = _table(models.ResidentRow)
rounds = _table(models.RoundRow)
cases = _table(models.CaseTableRow)
batches = _table(models.BatchRow)
batch_members = _table(models.BatchMember)
acts = _table(models.ActLine)
events = _table(models.EventLine)
person_facts = _table(models.PersonFactLine)
changes = _table(models.ChangeRow)
imports = _table(models.Import)
import_rows = _table(models.ImportRow)
settings = _table(models.Setting)
users = _table(models.User)
access_log = _table(models.AccessLine)
access_head = _table(models.AccessHead)
erasures = _table(erased.Erasure)
erased_cases = _table(erased.ErasedCase)
erased_residents = _table(erased.ErasedResident)
erasing = _table(erased.Erasing)
case_rows = _table(models.CaseLine)
case_rows_ground = _table(models.ProjectionBasis)

ONE: ColumnElement[int] = literal_column("1")
"""What a statement selects that only asks whether there is a row."""


def value(name: str) -> BindParameter[Any]:
    """A value that is given when the statement is run, under that name."""
    return BindParameter(name, required=True)


class _Values(UserDefinedType[Any]):
    """The type of a value that stands for any number of numbers or texts."""

    cache_ok = True


class _Condition(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: object = None) -> ClauseElement:  # type: ignore[override]
        """Unchanged: SQLAlchemy would append `= 1`, and no index would be used."""
        return self


class one_of(_Condition):  # noqa: N801 - it stands beside SQLAlchemy's own functions
    """Whether the column is one of the values given under that name: one bound value, however many they are."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        super().__init__(column, BindParameter(name, type_=_Values(), required=True))


@compiles(one_of, "sqlite")
def _one_of(element: one_of, compiler: SQLCompiler, **more: Any) -> str:
    column, values = (compiler.process(one, **more) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


class holds(_Condition):  # noqa: N801 - as above
    """Whether the column contains the text given under that name; case and accents count."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        super().__init__(column, BindParameter(name, type_=column.type, required=True))


@compiles(holds, "sqlite")
def _holds(element: holds, compiler: SQLCompiler, **more: Any) -> str:
    column, text = (compiler.process(one, **more) for one in element.clauses)
    return f"instr({column}, {text}) > 0"


class raw(FunctionElement[bytes]):  # noqa: N801 - as above
    """A text column as the bytes that are stored: a line that was tampered with need not be text."""

    type = LargeBinary()
    inherit_cache = True


@compiles(raw, "sqlite")
def _raw(element: raw, compiler: SQLCompiler, **more: Any) -> str:
    (column,) = element.clauses
    return f"CAST({compiler.process(column, **more)} AS BLOB)"


def upsert(table: Table) -> Insert:
    """An insertion of whole rows, in which a row replaces the values of one with the same key.

    Unlike INSERT OR REPLACE it deletes nothing, so that no delete trigger fires.
    """
    query = sqlite.insert(table)
    others = {column.name: query.excluded[column.name] for column in table.c if not column.primary_key}
    return query.on_conflict_do_update(index_elements=list(table.primary_key), set_=others)


class Compiled(NamedTuple):
    """A statement as text. `order` names its values as they are bound: `wanted` those that are given at each run,
    `fixed` those that stand in it; each of `lists` is any number of values."""

    text: str
    order: tuple[str, ...]
    wanted: frozenset[str]
    fixed: dict[str, Any]
    lists: frozenset[str]


def compiled(query: ClauseElement) -> Compiled:
    """The statement in SQLite's form."""
    done = query.compile(dialect=_DIALECT)
    assert isinstance(done, SQLCompiler)
    order = tuple(done.positiontup or ())
    binds = done.bind_names.items()
    fixed = {name: bind.value for bind, name in binds if not bind.required}
    lists = frozenset(name for bind, name in binds if isinstance(bind.type, _Values))
    return Compiled(str(done), order, frozenset(order) - fixed.keys(), fixed, lists)


_DIALECT = sqlite.dialect(paramstyle="qmark")
