"""Selections of the access log: by time, user, kind, person and text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import combinations
from sqlite3 import Connection, Cursor
from typing import TYPE_CHECKING, Any

from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select


@dataclass(frozen=True, slots=True)
class LogQuery:
    """A selection of lines: days from and to, both included; one user, one kind, one resident. `mark`: a text as
    `access.search_mark` gives it, or words in the reason and the details."""

    begin: date | None = None
    end: date | None = None
    user: str | None = None
    kind: str | None = None
    person: int | None = None
    text: str = ""
    mark: str = ""


def entries(*conditions: ColumnElement[bool]) -> Select[Any]:
    """All columns, texts as bytes: a line that was tampered with need not even be text."""
    c = sql.access_log.c
    texts = (sql.raw(column) for column in (c.digest, c.at, c.who, c.unit, c.kind, c.people, c.reason, c.details))
    return sql.select(c.id, c.act_id, *texts).where(*conditions)


def _conditions(names: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """The conditions of a selection, by the names of _FILTERS."""
    c = sql.access_log.c
    conditions: Mapping[str, Callable[[], ColumnElement[bool]]] = {
        "begin": lambda: c.at >= sql.value("begin"),
        "end": lambda: c.at < sql.value("end"),
        "user": lambda: c.who == sql.value("user"),
        "kind": lambda: c.kind == sql.value("kind"),
        "person": lambda: sql.or_(
            c.people == sql.value("person"), sql.holds(c.people, "dash"), sql.holds(c.people, "comma")
        ),
        "text": lambda: sql.or_(
            sql.holds(sql.func.lower(c.reason), "text"),
            sql.holds(sql.func.lower(c.details), "text"),
            sql.holds(c.details, "mark"),
        ),
    }
    return [conditions[name]() for name in names]


def _selected(names: tuple[str, ...]) -> Select[Any]:
    return entries(*_conditions(names)).order_by(sql.access_log.c.id.desc())


def _counted(names: tuple[str, ...]) -> Select[Any]:
    return sql.select(sql.func.count()).select_from(sql.access_log).where(*_conditions(names))


def _people(names: tuple[str, ...]) -> Select[Any]:
    return sql.select(sql.access_log.c.people).where(*_conditions(names))


def _to_draw_from(names: tuple[str, ...]) -> Select[Any]:
    c = sql.access_log.c
    return sql.select(c.id, c.who, c.kind, c.people, sql.raw(c.details)).where(*_conditions(names)).order_by(c.id)


_FILTERS = ("begin", "end", "user", "kind", "person", "text")
_SELECTIONS = [names for number in range(len(_FILTERS) + 1) for names in combinations(_FILTERS, number)]
_SELECTED = {names: Statement(partial(_selected, names)) for names in _SELECTIONS}
_COUNTED = {names: Statement(partial(_counted, names)) for names in _SELECTIONS if "person" not in names}
_PEOPLE = {names: Statement(partial(_people, names)) for names in _SELECTIONS if "person" in names}
_TO_DRAW_FROM = {names: Statement(partial(_to_draw_from, names)) for names in _SELECTIONS}
"""By the filters that are set."""


def selected(db: Connection, wanted: LogQuery) -> Cursor:
    """The columns of `entries` of the selected lines, the newest first. For a person: of those that may concern one."""
    return _run(db, _SELECTED, wanted)


def counted(db: Connection, wanted: LogQuery) -> int:
    """The number of selected lines; not for a selection by person."""
    return int(_run(db, _COUNTED, wanted).fetchone()[0])


def people(db: Connection, wanted: LogQuery) -> Cursor:
    """The people of the lines that may concern a person, and are selected otherwise."""
    return _run(db, _PEOPLE, wanted)


def to_draw_from(db: Connection, wanted: LogQuery) -> Cursor:
    """Number, user, kind, people and the details as bytes of the selected lines, in order."""
    return _run(db, _TO_DRAW_FROM, wanted)


def _run(db: Connection, statements: Mapping[tuple[str, ...], Statement], wanted: LogQuery) -> Cursor:
    """Run that of the statements which has the filters that are set in `wanted`."""
    values: dict[str, dict[str, str]] = {}
    if wanted.begin:
        values["begin"] = {"begin": wanted.begin.isoformat()}
    if wanted.end:
        values["end"] = {"end": (wanted.end + timedelta(days=1)).isoformat()}
    if wanted.user is not None:
        values["user"] = {"user": wanted.user}
    if wanted.kind is not None:
        values["kind"] = {"kind": wanted.kind}
    if wanted.person is not None:
        values["person"] = {"person": str(wanted.person), "dash": "-", "comma": ","}
    if wanted.text:
        values["text"] = {"text": _lower(wanted.text), "mark": wanted.mark or wanted.text}
    return statements[tuple(values)].run(db, **{name: value for one in values.values() for name, value in one.items()})


def _lower(text: str) -> str:
    """As SQLite's lower(): A–Z alone."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)
