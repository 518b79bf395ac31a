"""The access log in the database. Every line is written by `append`, in the transaction of what it records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.access_log import entries as access_log_entries
from rhs_desktop.domain.access_log.entries import (
    NO_LINES,
    TURNED_BACK_BY,
    Access,
    Flaw,
    LogEntry,
    LogFinding,
    LogLine,
    TurnedBack,
)
from rhs_desktop.domain.access_log.samples import worth_checking
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.store import log_selection, settings
from rhs_desktop.store.connection import Database
from rhs_desktop.store.log_selection import LogQuery
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import Select

__all__ = ["LogQuery"]

_HEAD = 1
_NO_TIME = datetime(1, 1, 1)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _ends(last: bool) -> Select[Any]:
    c = sql.access_log.c
    return sql.select(sql.raw(c.at)).order_by(c.id.desc() if last else c.id).limit(1)


def _turned_back() -> Select[Any]:
    c = sql.access_log.c
    pairs = sql.select(c.id, c.at, sql.func.lag(c.at).over(order_by=c.id).label("before")).subquery("pairs").c
    query = sql.select(pairs.id, sql.raw(pairs.before), sql.raw(pairs.at)).where(pairs.before > pairs.at)
    return query.order_by(pairs.id)


def _acts_without_line() -> Select[Any]:
    log, acts = sql.access_log.c, sql.acts.c
    first = sql.select(sql.func.min(log.act_id)).scalar_subquery()
    return (
        sql.select(acts.id)
        .where(acts.id >= first, sql.not_(sql.exists(sql.ONE).where(log.act_id == acts.id)))
        .order_by(acts.id)
    )


_GET_HEAD = Statement(
    lambda: sql.select(sql.access_head.c.lines, sql.access_head.c.digest).where(sql.access_head.c.id == _HEAD)
)
_SET_HEAD = Statement(
    lambda: (
        sql.update(sql.access_head)
        .where(sql.access_head.c.id == _HEAD)
        .values(lines=sql.value("lines"), digest=sql.value("digest"))
    )
)
_INSERT = Statement(lambda: sql.insert(sql.access_log))
_AFTER = Statement(
    lambda: sql.select(sql.access_log).where(sql.access_log.c.id > sql.value("line")).order_by(sql.access_log.c.id)
)
_DIGEST = Statement(lambda: sql.select(sql.access_log.c.digest).where(sql.access_log.c.id == sql.value("line")))
_LINE = Statement(lambda: log_selection.entries(sql.access_log.c.id == sql.value("line")))
_IN_ORDER = Statement(lambda: log_selection.entries().order_by(sql.access_log.c.id))
_FIRST, _LAST = Statement(partial(_ends, False)), Statement(partial(_ends, True))
_LAST_TIME = Statement(lambda: sql.select(sql.func.max(sql.access_log.c.at)))
_TURNED_BACK = Statement(_turned_back)
_ACTS_WITHOUT_LINE = Statement(_acts_without_line)
_RESIDENTS = Statement(
    lambda: sql.select(sql.cases.c.resident_id).distinct().where(sql.one_of(sql.cases.c.id, "cases"))
)
_USERS = Statement(lambda: sql.select(sql.access_log.c.who).distinct().order_by(sql.access_log.c.who))
_KINDS = Statement(lambda: sql.select(sql.access_log.c.kind).distinct().order_by(sql.access_log.c.kind))


# ---- writing ---------------------------------------------------------------------------------------------------------


def append(db: Database, *entries: LogEntry) -> tuple[int, ...]:
    """Append these lines within the current transaction; returns their numbers.

    Raises StoreUnavailable `damaged` where the record of the log's end is missing: then nothing can be logged, and so
    nothing be recorded.
    """
    found = _GET_HEAD.run(db).fetchone()
    if found is None:
        raise StoreUnavailable(StoreTrouble.DAMAGED)
    first, digest = found
    rows: list[tuple[Any, ...]] = []
    for number, entry in enumerate(entries, start=first + 1):
        told = (
            *(entry.at.isoformat(), entry.user, entry.unit, str(entry.kind), access_log_entries.ranges(entry.people)),
            *(access_log_entries.without_numbers(entry.reason), _ENCODER.encode(dict(entry.details))),
        )
        digest = access_log_entries.chained(digest, _for_digest(number, [text.encode() for text in told], entry.act))
        rows.append((number, *told, entry.act, digest))
    _INSERT.run_tuples(db, rows)
    _SET_HEAD.run(db, lines=first + len(rows), digest=digest)
    return tuple(row[0] for row in rows)


def append_act(
    db: Database,
    at: datetime,
    user: str,
    kind: ActKind,
    *,
    residents: frozenset[int],
    details: Mapping[str, Any],
    act: int,
) -> None:
    """Write the line of an act within its transaction: whom it touched, its reason, the codes and numbers in `details`.

    Raises StoreUnavailable as `append`.
    """
    reason, harmless = str(details.get("reason", "")), access_log_entries.harmless(details)
    append(db, LogEntry(at, user, unit(db), kind, residents, reason=reason, details=harmless, act=act))


def _for_digest(number: int, columns: list[bytes], act: int | None) -> list[bytes]:
    return [b"%d" % number, *columns, b"" if act is None else b"%d" % act]


def carry_over(source: Database, target: Database) -> int:
    """Append to `target`, an older copy, the lines that `source` has after its end; returns how many.

    Runs within the transaction of `target`; a restored register so keeps the whole log. Raises StoreUnavailable
    `foreign` where the two are not the same log.
    """
    lines, digest = _GET_HEAD.run(target).fetchone()
    if lines:
        same = _DIGEST.run(source, line=lines).fetchone()
        if same != (digest,):
            raise StoreUnavailable(StoreTrouble.FOREIGN)
    total, last = _GET_HEAD.run(source).fetchone()
    _INSERT.run_tuples(target, _AFTER.run(source, line=lines))
    _SET_HEAD.run(target, lines=total, digest=last)
    return int(total) - int(lines)


def unit(db: Database) -> str:
    """The care unit: the clinic's name from the settings, empty until it is set."""
    return str(settings.get(db, "settings.clinic", {}).get("name") or "")


def residents_of(db: Database, cases: Iterable[int]) -> frozenset[int]:
    """The numbers of the residents whose cases these are."""
    return frozenset(number for (number,) in _RESIDENTS.run(db, cases=cases))


# ---- checking --------------------------------------------------------------------------------------------------------


def verify(db: Database, told: Callable[[int, int], None] = lambda done, of: None) -> Iterator[LogFinding]:
    """Checks the whole log: lines changed, missing, added or moved, its end cut off, acts without a line.

    `told` is called with the lines done and their total; what it raises stops the check.
    """
    head = _GET_HEAD.run(db).fetchone()
    yield from access_log_entries.examine(_as_written(db, head[0] if head else 0, told), head)
    yield from (LogFinding(Flaw.ACT, act, act) for act in _without_line(db))


def turned_back(db: Database) -> tuple[TurnedBack, ...]:
    """Places where the clock went back between one line and the next."""
    found = (TurnedBack(number, _moment(before), _moment(at)) for number, before, at in _TURNED_BACK.run(db))
    return tuple(one for one in found if _NO_TIME < one.after < one.before - TURNED_BACK_BY)


_TELL_EVERY = 2_000


def _as_written(db: Database, total: int, told: Callable[[int, int], None]) -> Iterator[tuple[int, list[bytes], str]]:
    for turn, (number, act, digest, *columns) in enumerate(_IN_ORDER.run(db)):
        if turn % _TELL_EVERY == 0:
            told(min(turn, total), total)
        yield number, _for_digest(number, columns, act), digest.decode("utf-8", "replace")


def _without_line(db: Database) -> tuple[int, ...]:
    """Acts since the log began that have no line in it."""
    return tuple(number for (number,) in _ACTS_WITHOUT_LINE.run(db))


@dataclass(frozen=True, slots=True)
class LogExtent:
    """How long the log is and when it began and ended; `digest` is that of its last line."""

    lines: int
    digest: str
    begun: datetime | None
    ended: datetime | None


def extent(db: Database) -> LogExtent:
    """The number of lines, the digest of the last, and the times of the first and the last."""
    length, digest = _GET_HEAD.run(db).fetchone() or (0, NO_LINES)
    begun, ended = (_moment(row[0]) if (row := end.run(db).fetchone()) and row[0] else None for end in (_FIRST, _LAST))
    return LogExtent(length, digest, begun, ended)


# ---- reading ---------------------------------------------------------------------------------------------------------


def lines(db: Database, wanted: LogQuery, limit: int | None = None) -> tuple[LogLine, ...]:
    """The selected lines, the newest first, at most `limit` of them."""
    found = map(_line, log_selection.selected(db, wanted))
    return tuple(islice((one for one in found if wanted.person is None or one.concerns(wanted.person)), limit))


def count(db: Database, wanted: LogQuery) -> int:
    """The number of selected lines."""
    if wanted.person is None:
        return log_selection.counted(db, wanted)
    return sum(1 for (people,) in log_selection.people(db, wanted) if access_log_entries.holds(people, wanted.person))


def line(db: Database, number: int) -> LogLine | None:
    """The line with that number; None if there is none."""
    row = _LINE.run(db, line=number).fetchone()
    return _line(row) if row else None


def to_draw_from(db: Database, wanted: LogQuery) -> list[tuple[int, str]]:
    """The lines that a sample may be drawn from (`samples.worth_checking`): number and user, in order."""
    rows = log_selection.to_draw_from(db, wanted)
    return [(number, user) for number, user, kind, people, told in rows if worth_checking(kind, people, _details(told))]


def samples(db: Database, limit: int | None = None) -> tuple[LogLine, ...]:
    """The recorded samples, the newest first."""
    return lines(db, LogQuery(kind=Access.SAMPLE), limit)


def last_time(db: Database) -> datetime | None:
    """The latest time of a line; None where there is none."""
    (at,) = _LAST_TIME.run(db).fetchone()
    return datetime.fromisoformat(at) if at else None


def users(db: Database) -> tuple[str, ...]:
    """All user names that occur in the log."""
    return tuple(name for (name,) in _USERS.run(db))


def kinds(db: Database) -> tuple[str, ...]:
    """All kinds of line that occur in the log."""
    return tuple(name for (name,) in _KINDS.run(db))


def _line(row: tuple[Any, ...]) -> LogLine:
    number, act, digest, at, *texts, details = row
    user, unit_, kind, concerned, reason, digest = (text.decode("utf-8", "replace") for text in (*texts, digest))
    return LogLine(number, _moment(at), user, unit_, kind, concerned, reason, _details(details), act, digest)


def _moment(at: bytes) -> datetime:
    try:
        return datetime.fromisoformat(at.decode())
    except ValueError:
        return _NO_TIME


def _details(told: bytes) -> dict[str, Any]:
    try:
        found = json.loads(told)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
