"""From asking for the program to its painted window, against the barest window with a table that PySide6 can paint."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.lab import Lab
from benchmarks.processes import in_turn, series
from benchmarks.register import PASSWORD, USER
from benchmarks.report import Figure, Unit


def measure(lab: Lab) -> Iterator[Figure]:
    residents = lab.sizes.residents
    register = lab.sealed_register(residents)
    ours, rival = in_turn(
        lab.sizes.rounds,
        partial(lab.run, "benchmarks.windows:open_ours", register, USER, PASSWORD),
        partial(lab.run, "benchmarks.windows:open_bare", residents),
    )
    bare, in_ms = "bare PySide6 window", 1000.0
    yield Figure(
        f"start to painted window with {residents:,} residents",
        Unit.MILLISECONDS,
        series(ours, "filled", scale=in_ms),
        bare,
        series(rival, "filled", scale=in_ms),
        ratio_goal=1.5,
    )
    yield Figure("– from Enter to the list", Unit.MILLISECONDS, series(ours, "entered", scale=in_ms, peaks=False))
    yield Figure(
        "– to the login",
        Unit.MILLISECONDS,
        series(ours, "painted", scale=in_ms, peaks=False),
        bare,
        series(rival, "painted", scale=in_ms, peaks=False),
    )
    plain, encrypted = in_turn(
        lab.sizes.rounds,
        partial(lab.run, "benchmarks.windows:open_admitted", lab.register(residents)),
        partial(lab.run, "benchmarks.windows:open_admitted", register),
    )
    yield Figure(
        "start without the password's time, encrypted",
        Unit.MILLISECONDS,
        series(encrypted, "whole", scale=in_ms, peaks=False),
        "the plain register",
        series(plain, "whole", scale=in_ms, peaks=False),
        ratio_goal=1.1,
    )
    yield Figure(
        "– from the key to the list, encrypted",
        Unit.MILLISECONDS,
        series(encrypted, "filled", scale=in_ms, peaks=False),
        "the plain register",
        series(plain, "filled", scale=in_ms, peaks=False),
    )
