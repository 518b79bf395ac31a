"""The access log when it has grown long: a line more, all of it checked, one person's lines found; and what it costs
an act and an import."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path

from benchmarks.job import clocked
from benchmarks.lab import Lab
from benchmarks.processes import in_turn, series
from benchmarks.report import Figure, Unit

Seconds = dict[str, list[float]]
_AT_ONCE = 1_000


def measure(lab: Lab) -> Iterator[Figure]:
    sizes = lab.sizes
    lines = sizes.log_lines
    register = lab.register(sizes.residents)
    ours, bare = in_turn(
        sizes.few_rounds,
        lambda: lab.run(f"{__name__}:grow", lab.copy(register), lines, sizes.repeats),
        lambda: lab.run(f"{__name__}:grow_barely", lab.copy(register), lines, sizes.repeats),
        warm_up=False,
    )
    plain = "bare SQLite and SHA-256"
    ms, said = Unit.MILLISECONDS, f"log of {lines:,} lines"
    yield Figure(
        f"{said}: one line more, confirmed", ms, series(ours, "one", scale=1e3), plain, series(bare, "one", scale=1e3)
    )
    yield Figure(f"{said}: all appended", Unit.SECONDS, series(ours, "all"), plain, series(bare, "all"))
    yield Figure(
        f"{said}: all verified", Unit.SECONDS, series(ours, "verify"), plain, series(bare, "verify"), value_goal=2
    )
    yield Figure(f"{said}: one person's lines found", ms, series(ours, "person", scale=1e3), value_goal=300)
    yield Figure(f"{said}: the newest 2,000 read", ms, series(ours, "newest", scale=1e3))

    logged, silent = in_turn(
        sizes.few_rounds,
        lambda: lab.run(f"{__name__}:act", lab.copy(register), sizes.repeats, "logged"),
        lambda: lab.run(f"{__name__}:act", lab.copy(register), sizes.repeats, "silent"),
        warm_up=False,
    )
    without = "the same without the log"
    yield Figure("an act on one case, with its line", ms, series(logged, scale=1e3), without, series(silent, scale=1e3))


def grow(data: str, lines: str, times: str) -> Seconds:
    """A job: so many lines, a thousand a transaction; then one at a time, and what readers ask."""
    from benchmarks.register import opened
    from rhs_desktop.domain.access_log.entries import Access, LogEntry
    from rhs_desktop.services.access_log import write as service
    from rhs_desktop.store import access_log
    from rhs_desktop.store.access_log import LogQuery

    begun = datetime(2026, 1, 7, 8, 0)
    entries = (
        LogEntry(begun + timedelta(seconds=40 * turn), "Anna Ek", "Ekeby", Access.OPENED, frozenset({turn % 9_000 + 1}))
        for turn in count()
    )
    found: Seconds = {}
    with opened(data) as ctx:

        def append_all() -> None:
            for _ in range(-(-int(lines) // _AT_ONCE)):
                with ctx.store.logging() as db:
                    access_log.append(db, *(next(entries) for _ in range(min(_AT_ONCE, int(lines)))))

        found["all"] = [clocked(append_all)]
        looked = partial(service.log_access, ctx, Access.OPENED, cases=[17])
        found["one"] = [clocked(looked) for _ in range(int(times))]
        with ctx.store.reading() as db:
            found["verify"] = [clocked(lambda: list(access_log.verify(db)))]
            found["person"] = [clocked(lambda: access_log.lines(db, LogQuery(person=4_711)))]
            found["newest"] = [clocked(lambda: access_log.lines(db, LogQuery(), 2_000))]
    return found


def grow_barely(data: str, lines: str, times: str) -> Seconds:
    """A job: rows of the same length written and read with a digest each, without a thought between."""
    db = sqlite3.connect(Path(data) / "rhs.sqlite3", isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, at, user, unit, kind, people, reason, details, act, digest)")
    row = ("2026-11-09T09:00:00", "Anna Ek", "Ekeby", "opened", "4711", "", "{}", None)
    text = "".join(map(str, row)).encode()

    def write(rows: int) -> None:
        db.execute("BEGIN IMMEDIATE")
        digests = [(*row, sha256(text).hexdigest()) for _ in range(rows)]
        db.executemany("INSERT INTO bare VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", digests)
        db.execute("COMMIT")

    def write_all() -> None:
        for _ in range(-(-int(lines) // _AT_ONCE)):
            write(min(_AT_ONCE, int(lines)))

    def check() -> None:
        for found in db.execute("SELECT * FROM bare ORDER BY id"):
            sha256("".join(map(str, found)).encode()).hexdigest()

    seconds = {"all": [clocked(write_all)], "one": [clocked(partial(write, 1)) for _ in range(int(times))]}
    seconds["verify"] = [clocked(check)]
    db.close()
    return seconds


def act(data: str, times: str, how: str) -> Seconds:
    """A job: notes, each an act of its own, with the line of the log or with nothing in its place."""
    from benchmarks.register import opened
    from rhs_desktop.services.cases import case_list, record
    from rhs_desktop.store.act import ActWriter

    if how == "silent":
        ActWriter._log = lambda self: None  # type: ignore[method-assign]
    with opened(data) as ctx:
        cases = [row.case for row in case_list.load_rows(ctx)][: int(times) + 1]
        record.add_note(ctx, cases[0], "ringer tillbaka")
        return {"seconds": [clocked(partial(record.add_note, ctx, case, "ringer tillbaka")) for case in cases[1:]]}
