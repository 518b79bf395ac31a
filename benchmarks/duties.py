"""What is due: in a program that runs, in a process of its own, and as the register grows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.commands import select
from benchmarks.job import clocked
from benchmarks.lab import Lab
from benchmarks.processes import in_turn, series
from benchmarks.register import PASSWORD, USER
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
        partial(lab.run, "benchmarks.commands:command", lab.sealed_register(sizes.residents), USER, PASSWORD),
        partial(lab.run, "benchmarks.commands:bare_command", register),
    )
    name = f"due --json, {sizes.residents:,} cases, whole process"
    yield Figure(name, Unit.MILLISECONDS, series(command, scale=1000), f"Python, {select}", series(floor, scale=1000))


def ask_again(data: str, times: str) -> Seconds:
    """A job: the service's answer, after it has been asked once."""
    from benchmarks.register import opened
    from rhs_desktop.services.cases.due import due

    with opened(data) as ctx:
        if not due(ctx, ctx.today):
            raise RuntimeError("nothing is due")
        return {"seconds": [clocked(lambda: due(ctx, ctx.today)) for _ in range(int(times))]}


def select_again(data: str, times: str) -> Seconds:
    """A job: the same columns straight from the file."""
    db = sqlite3.connect(Path(data) / "rhs.sqlite3")
    select(db)
    seconds = [clocked(lambda: select(db)) for _ in range(int(times))]
    db.close()
    return {"seconds": seconds}
