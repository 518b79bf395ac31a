"""What is due: in a program that runs, in a process of its own, and as the register grows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.job import clocked, since_birth
from benchmarks.lab import Lab
from benchmarks.processes import in_turn, series
from benchmarks.report import Figure, Series, Unit

Seconds = dict[str, list[float]]


def measure(lab: Lab) -> Iterator[Figure]:
    sizes = lab.sizes
    register = lab.register(sizes.residents)
    again = sizes.repeats
    warm, raw = in_turn(
        1,
        partial(lab.run, f"{__name__}:ask_again", register, again),
        partial(lab.run, f"{__name__}:select_again", register, again),
        warm_up=False,
    )
    name = f"due, {sizes.residents:,} cases, warm"
    select = "the same rows by a bare select"
    yield Figure(name, Unit.MILLISECONDS, series(warm, scale=1000), select, series(raw, scale=1000), value_goal=300)

    few, many = sizes.cases_for_growth
    less, more = in_turn(
        1,
        *(partial(lab.run, f"{__name__}:ask_again", lab.register(count), again) for count in (few, many)),
        warm_up=False,
    )
    a_case = Series(tuple(1000 * seconds / many * few for seconds in more[0].values["seconds"]))
    name = f"due, {many:,} cases, for each {few:,}"
    yield Figure(name, Unit.MILLISECONDS, a_case, f"{few:,} cases alone", series(less, scale=1000), ratio_goal=1.25)

    command, floor = in_turn(
        sizes.rounds,
        partial(lab.run, f"{__name__}:command", register),
        partial(lab.run, f"{__name__}:bare_command", register),
    )
    name = f"due --json, {sizes.residents:,} cases, whole process"
    yield Figure(name, Unit.MILLISECONDS, series(command, scale=1000), f"Python, {select}", series(floor, scale=1000))


def ask_again(data: str, times: str) -> Seconds:
    """A job: the service's answer, after it has been asked once."""
    from benchmarks.register import opened
    from rhs_desktop.services.due import due

    with opened(data) as w:
        if not due(w, w.today):
            raise RuntimeError("nothing is due")
        return {"seconds": [clocked(lambda: due(w, w.today)) for _ in range(int(times))]}


def select_again(data: str, times: str) -> Seconds:
    """A job: the same columns straight from the file."""
    db = sqlite3.connect(Path(data) / "rhs.sqlite3")
    _select(db)
    seconds = [clocked(lambda: _select(db)) for _ in range(int(times))]
    db.close()
    return {"seconds": seconds}


def command(data: str) -> Seconds:
    """A job: the command from the birth of the process to its last line."""
    return _quietly(lambda: _command(data))


def bare_command(data: str) -> Seconds:
    """A job: a process that can do nothing but select and print the same rows."""
    return _quietly(lambda: _bare_command(data))


def _command(data: str) -> None:
    from rhs_desktop.__main__ import main

    if main(["--data-dir", data, "due", "--json"]) != 0:
        raise RuntimeError("the command failed")


def _bare_command(data: str) -> None:
    import json

    db = sqlite3.connect(Path(data) / "rhs.sqlite3")
    print(json.dumps(_select(db), ensure_ascii=False, indent=2))
    db.close()


def _quietly(act: object) -> Seconds:
    """Run with what is said going to a file, as behind a pipe, and give the time since birth."""
    import sys
    import tempfile
    from contextlib import redirect_stdout

    with tempfile.TemporaryFile("w", encoding="utf-8") as sink, redirect_stdout(sink):
        act()  # type: ignore[operator]
    seconds = since_birth()
    sys.stdout.flush()
    return {"seconds": [seconds]}


def _select(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    return db.execute(
        """
        SELECT c.id, c.resident_id, r.digits, r.kind, r.name, r.sort, r.protected, c.round_id, c.profile, p.status,
            p.step, p.queue, p.due, p.rule, p.since, p.detail
        FROM case_rows p JOIN cases c ON c.id = p.case_id JOIN residents r ON r.id = c.resident_id
        WHERE p.due <= ? ORDER BY p.due, r.sort, c.id""",
        (date.today().isoformat(),),  # noqa: DTZ011 - the day at the clinic
    ).fetchall()
