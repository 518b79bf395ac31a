"""The access log in the database. Every line is written by `append`, in the transaction of what it records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

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
from rhs_desktop.store.connection import Database

_HEAD = 1
_COLUMNS = "id, at, user, unit, kind, people, reason, details, act_id, digest"
_BYTES = ", ".join(f"CAST({name} AS BLOB)" for name in ("at", "user", "unit", "kind", "people", "reason", "details"))
_READ = f"SELECT id, act_id, CAST(digest AS BLOB), {_BYTES} FROM access_log"
"""As bytes: a line that was tampered with need not even be text."""
_NO_TIME = datetime(1, 1, 1)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


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


# ---- writing ---------------------------------------------------------------------------------------------------------


def append(db: Database, *entries: LogEntry) -> tuple[int, ...]:
    """Append these lines within the current transaction; returns their numbers.

    Raises StoreUnavailable `damaged` where the record of the log's end is missing: then nothing can be logged, and so
    nothing be recorded.
    """
    found = db.execute("SELECT lines, digest FROM access_head WHERE id = ?", (_HEAD,)).fetchone()
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
    db.executemany(f"INSERT INTO access_log ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.execute("UPDATE access_head SET lines = ?, digest = ? WHERE id = ?", (first + len(rows), digest, _HEAD))
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
    lines, digest = target.execute("SELECT lines, digest FROM access_head WHERE id = ?", (_HEAD,)).fetchone()
    if lines:
        same = source.execute("SELECT digest FROM access_log WHERE id = ?", (lines,)).fetchone()
        if same != (digest,):
            raise StoreUnavailable(StoreTrouble.FOREIGN)
    head = source.execute("SELECT lines, digest FROM access_head WHERE id = ?", (_HEAD,)).fetchone()
    rows = source.execute(f"SELECT {_COLUMNS} FROM access_log WHERE id > ? ORDER BY id", (lines,))
    target.executemany(f"INSERT INTO access_log ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    target.execute("UPDATE access_head SET lines = ?, digest = ? WHERE id = ?", (*head, _HEAD))
    return int(head[0]) - int(lines)


def unit(db: Database) -> str:
    """The care unit: the clinic's name from the settings, empty until it is set."""
    row = db.execute("SELECT json_extract(value, '$.name') FROM settings WHERE key = 'settings.clinic'").fetchone()
    return str(row[0] or "") if row else ""


def residents_of(db: Database, cases: Iterable[int]) -> frozenset[int]:
    """The numbers of the residents whose cases these are."""
    query = "SELECT DISTINCT resident_id FROM cases WHERE id IN (SELECT value FROM json_each(?))"
    return frozenset(number for (number,) in db.execute(query, (json.dumps(list(cases)),)))


# ---- checking --------------------------------------------------------------------------------------------------------


def verify(db: Database, told: Callable[[int, int], None] = lambda done, of: None) -> Iterator[LogFinding]:
    """Checks the whole log: lines changed, missing, added or moved, its end cut off, acts without a line.

    `told` is called with the lines done and their total; what it raises stops the check.
    """
    head = db.execute("SELECT lines, digest FROM access_head WHERE id = ?", (_HEAD,)).fetchone()
    yield from access_log_entries.examine(_as_written(db, head[0] if head else 0, told), head)
    yield from (LogFinding(Flaw.ACT, act, act) for act in _without_line(db))


def turned_back(db: Database) -> tuple[TurnedBack, ...]:
    """Places where the clock went back between one line and the next."""
    rows = db.execute(
        "SELECT id, CAST(before AS BLOB), CAST(at AS BLOB) FROM "
        "(SELECT id, at, lag(at) OVER (ORDER BY id) AS before FROM access_log) WHERE before > at ORDER BY id"
    )
    found = (TurnedBack(number, _moment(before), _moment(at)) for number, before, at in rows)
    return tuple(one for one in found if _NO_TIME < one.after < one.before - TURNED_BACK_BY)


_TELL_EVERY = 2_000


def _as_written(db: Database, total: int, told: Callable[[int, int], None]) -> Iterator[tuple[int, list[bytes], str]]:
    rows = db.execute(f"{_READ} ORDER BY id")
    for turn, (number, act, digest, *columns) in enumerate(rows):
        if turn % _TELL_EVERY == 0:
            told(min(turn, total), total)
        yield number, _for_digest(number, columns, act), digest.decode("utf-8", "replace")


def _without_line(db: Database) -> tuple[int, ...]:
    """Acts since the log began that have no line in it."""
    query = (
        "SELECT id FROM acts WHERE id >= (SELECT min(act_id) FROM access_log) "
        "AND NOT EXISTS (SELECT 1 FROM access_log WHERE act_id = acts.id) ORDER BY id"
    )
    return tuple(number for (number,) in db.execute(query))


@dataclass(frozen=True, slots=True)
class LogExtent:
    """How long the log is and when it began and ended; `digest` is that of its last line."""

    lines: int
    digest: str
    begun: datetime | None
    ended: datetime | None


def extent(db: Database) -> LogExtent:
    """The number of lines, the digest of the last, and the times of the first and the last."""
    head = db.execute("SELECT lines, digest FROM access_head WHERE id = ?", (_HEAD,)).fetchone()
    length, digest = head or (0, NO_LINES)
    ends = db.execute(
        "SELECT (SELECT CAST(at AS BLOB) FROM access_log ORDER BY id LIMIT 1), "
        "(SELECT CAST(at AS BLOB) FROM access_log ORDER BY id DESC LIMIT 1)"
    ).fetchone()
    begun, ended = (_moment(at) if at else None for at in ends)
    return LogExtent(length, digest, begun, ended)


# ---- reading ---------------------------------------------------------------------------------------------------------


def lines(db: Database, wanted: LogQuery, limit: int | None = None) -> tuple[LogLine, ...]:
    """The selected lines, the newest first, at most `limit` of them."""
    where, values = _where(wanted)
    rows = db.execute(f"{_READ} {where} ORDER BY id DESC", values)
    found = (_line(row) for row in rows)
    return tuple(islice((one for one in found if wanted.person is None or one.concerns(wanted.person)), limit))


def count(db: Database, wanted: LogQuery) -> int:
    """The number of selected lines."""
    where, values = _where(wanted)
    if wanted.person is None:
        return int(db.execute(f"SELECT count(*) FROM access_log {where}", values).fetchone()[0])
    rows = db.execute(f"SELECT people FROM access_log {where}", values)
    return sum(1 for (people,) in rows if access_log_entries.holds(people, wanted.person))


def line(db: Database, number: int) -> LogLine | None:
    """The line with that number; None if there is none."""
    row = db.execute(f"{_READ} WHERE id = ?", (number,)).fetchone()
    return _line(row) if row else None


def to_draw_from(db: Database, wanted: LogQuery) -> list[tuple[int, str]]:
    """The lines that a sample may be drawn from (`samples.worth_checking`): number and user, in order."""
    where, values = _where(wanted)
    rows = db.execute(
        f"SELECT id, user, kind, people, CAST(details AS BLOB) FROM access_log {where} ORDER BY id", values
    )
    return [(number, user) for number, user, kind, people, told in rows if worth_checking(kind, people, _details(told))]


def samples(db: Database, limit: int | None = None) -> tuple[LogLine, ...]:
    """The recorded samples, the newest first."""
    return lines(db, LogQuery(kind=Access.SAMPLE), limit)


def users(db: Database) -> tuple[str, ...]:
    """All user names that occur in the log."""
    return tuple(name for (name,) in db.execute("SELECT DISTINCT user FROM access_log ORDER BY user"))


def kinds(db: Database) -> tuple[str, ...]:
    """All kinds of line that occur in the log."""
    return tuple(name for (name,) in db.execute("SELECT DISTINCT kind FROM access_log ORDER BY kind"))


def _where(wanted: LogQuery) -> tuple[str, list[Any]]:
    tests: list[str] = []
    values: list[Any] = []
    if wanted.begin:
        tests.append("at >= ?")
        values.append(wanted.begin.isoformat())
    if wanted.end:
        tests.append("at < ?")
        values.append((wanted.end + timedelta(days=1)).isoformat())
    for column, value in (("user", wanted.user), ("kind", wanted.kind)):
        if value is not None:
            tests.append(f"{column} = ?")
            values.append(value)
    if wanted.person is not None:
        tests.append("(people = ? OR instr(people, '-') OR instr(people, ','))")
        values.append(str(wanted.person))
    if wanted.text:
        tests.append("(instr(lower(reason), lower(?)) OR instr(lower(details), lower(?)) OR instr(details, ?))")
        values += [wanted.text, wanted.text, wanted.mark or wanted.text]
    return (f"WHERE {' AND '.join(tests)}" if tests else ""), values


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
