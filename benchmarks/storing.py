"""Acts on a register that has grown: a confirmed send, a rebuild, and the rows that the window reads at its start."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.job import clocked
from benchmarks.lab import Lab
from benchmarks.processes import Outcome, in_turn, series
from benchmarks.report import SEALED, Figure, Unit

Seconds = dict[str, list[float]]
_PARTS = {"prepare": "prepare", "control": "control in 1177", "confirm": "confirm as sent"}


def measure(lab: Lab) -> Iterator[Figure]:
    sizes = lab.sizes
    register, sealed = lab.register(sizes.residents), lab.sealed_register(sizes.residents)
    sends, plain, raw = in_turn(
        sizes.few_rounds,
        partial(_on_copy, lab, sealed, "send", sizes.batch, sizes.repeats),
        partial(_on_copy, lab, register, "send", sizes.batch, sizes.repeats),
        partial(_on_copy, lab, register, "insert_barely", sizes.batch, sizes.repeats),
        warm_up=False,
    )
    in_ms = 1000.0
    for part, said in _PARTS.items():
        name = f"send to {sizes.batch} of {sizes.residents:,}: {said}"
        bare = "one bare SQLite transaction"
        yield Figure(
            name, Unit.MILLISECONDS, series(sends, part, scale=in_ms), bare, series(raw, scale=in_ms), value_goal=100
        )
        ours, theirs = (series(found, part, scale=in_ms, peaks=False) for found in (sends, plain))
        yield Figure("– in an encrypted register", Unit.MILLISECONDS, ours, "a plain one", theirs, ratio_goal=SEALED)
    yield Figure("– the first act of a process", Unit.MILLISECONDS, series(sends, "first", scale=in_ms, peaks=False))

    rebuilt, plain, copied = in_turn(
        sizes.few_rounds,
        partial(_on_copy, lab, sealed, "rebuild"),
        partial(_on_copy, lab, register, "rebuild"),
        partial(_on_copy, lab, register, "rewrite_barely"),
        warm_up=False,
    )
    name = f"rebuild of {sizes.residents:,} rows from their events"
    yield Figure(name, Unit.SECONDS, series(rebuilt), "bare read of events, write of rows", series(copied))
    yield Figure(
        "– in an encrypted register", Unit.SECONDS, series(rebuilt), "a plain one", series(plain), ratio_goal=SEALED
    )

    loaded, selected = in_turn(
        sizes.few_rounds,
        partial(lab.run, f"{__name__}:load", register, sizes.repeats),
        partial(lab.run, f"{__name__}:select", register, sizes.repeats),
        warm_up=False,
    )
    name = f"load_rows of {sizes.residents:,} cases"
    bare = "bare select of the columns"
    yield Figure(name, Unit.MILLISECONDS, series(loaded, scale=in_ms), bare, series(selected, scale=in_ms))


def _on_copy(lab: Lab, register: Path, job: str, *arguments: object) -> Outcome:
    return lab.run(f"{__name__}:{job}", lab.copy(register), *arguments)


def send(data: str, people: str, times: str) -> Seconds:
    """A job: batches of so many people, prepared, controlled and confirmed one after the other."""
    from benchmarks.register import opened, the_round
    from rhs_desktop.domain.codes import RecipientOutcome
    from rhs_desktop.services.cases import case_list, record
    from rhs_desktop.services.sending import send as sending_send

    found: Seconds = {part: [] for part in _PARTS}
    with opened(data) as ctx:
        ready = [row.case for row in case_list.load_rows(ctx) if row.queue == "invite"]
        round_id, count = the_round(ctx), int(people)
        found["first"] = [clocked(lambda: record.add_note(ctx, ready[-1], "ringer tillbaka"))]
        for turn in range(int(times)):
            cases = ready[turn * count : (turn + 1) * count]
            seen = dict.fromkeys(cases, RecipientOutcome.NOTIFIED)
            batch = 0

            def prepare(cases: list[int] = cases) -> None:
                nonlocal batch
                batch = sending_send.prepare(ctx, round_id, "phone", cases).batch or 0

            found["prepare"].append(clocked(prepare))
            found["control"].append(clocked(partial(sending_send.record_recipients, ctx, batch, seen)))
            found["confirm"].append(clocked(partial(sending_send.confirm_sent, ctx, batch)))
    return found


def insert_barely(data: str, people: str, times: str) -> Seconds:
    """A job: an act, its events and the rows they change, as SQL alone can write them to the disk."""
    db = sqlite3.connect(Path(data) / "rhs.sqlite3", isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    seconds = []
    for turn in range(int(times)):
        cases = range(turn * int(people) + 1, (turn + 1) * int(people) + 1)
        seconds.append(clocked(partial(_insert, db, cases)))
    db.close()
    return {"seconds": seconds}


def _insert(db: sqlite3.Connection, cases: range) -> None:
    db.execute("BEGIN IMMEDIATE")
    ((act,),) = db.execute("SELECT max(id) + 1 FROM acts")
    db.execute("INSERT INTO acts VALUES (?, 'bare', '2026-11-09T09:00:00', '', NULL, '{}', NULL)", (act,))
    db.executemany(
        "INSERT INTO events (case_id, act_id, kind, on_day, data) VALUES (?, ?, 'Noted', '2026-11-09', '{}')",
        [(case, act) for case in cases],
    )
    db.executemany("UPDATE case_rows SET status = 'unread', since = '2026-11-09' WHERE case_id = ?", zip(cases))
    db.execute("COMMIT")


def rebuild(data: str) -> Seconds:
    """A job: every row anew."""
    from benchmarks.register import opened
    from tests import builders

    with opened(data) as ctx:
        return {"seconds": [clocked(lambda: builders.rebuild(ctx))]}


def rewrite_barely(data: str) -> Seconds:
    """A job: all events read and all rows written, without a thought between."""
    db = sqlite3.connect(Path(data) / "rhs.sqlite3", isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    rows = db.execute("SELECT * FROM case_rows").fetchall()
    places = ", ".join("?" * len(rows[0]))

    def act() -> None:
        db.execute("BEGIN IMMEDIATE")
        db.execute("SELECT e.*, a.who, a.at FROM events e JOIN acts a ON a.id = e.act_id ORDER BY e.id").fetchall()
        db.executemany(f"INSERT OR REPLACE INTO case_rows VALUES ({places})", rows)
        db.execute("COMMIT")

    seconds = clocked(act)
    db.close()
    return {"seconds": [seconds]}


def load(data: str, times: str) -> Seconds:
    """A job: the rows as the window gets them."""
    from benchmarks.register import opened
    from rhs_desktop.services.cases.case_list import load_rows

    with opened(data) as ctx:
        return {"seconds": [clocked(lambda: load_rows(ctx)) for _ in range(int(times))]}


def select(data: str, times: str) -> Seconds:
    """A job: the same columns as plain tuples."""
    db = sqlite3.connect(Path(data) / "rhs.sqlite3")
    query = """
        SELECT c.id, c.resident_id, r.digits, r.name, r.sort, r.key, p.updated, p.case_type, p.mirrored, p.status,
            p.step, p.queue, p.due, p.rule, p.channel, p.invited_on, p.handler, r.phone, c.round_id, c.position,
            r.protected, p.finished
        FROM case_rows p JOIN cases c ON c.id = p.case_id JOIN residents r ON r.id = c.resident_id"""
    seconds = [clocked(lambda: db.execute(query).fetchall()) for _ in range(int(times))]
    db.close()
    return {"seconds": seconds}
