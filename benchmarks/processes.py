"""Runs a job in a process of its own, so that nothing is warm that would be cold at a desk, and contenders in turn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import Series

ROOT = Path(__file__).resolve().parent.parent
STARTED = "RHS_BENCHMARK_STARTED"
"""Names the environment variable with the moment of the process's birth, by a clock that all processes share."""


class JobFailed(Exception):
    """A job ended badly; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job measured, and the most memory that its process held, in MiB (None where that cannot be asked)."""

    values: dict[str, list[float]]
    peak: float | None

    def one(self, name: str = "seconds") -> float:
        return self.values[name][0]


def run(bytecode: Path, job: str, *arguments: object) -> Outcome:
    """Run `module:function` in a fresh process with the arguments as text. Raises JobFailed.

    Modules are compiled into the folder `bytecode` when they are first met, as installing the program compiles them.
    """
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(bytecode)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "benchmarks.job", job, *map(str, arguments)]
    environ[STARTED] = repr(time.perf_counter())
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise JobFailed(f"{job} {' '.join(map(str, arguments))}\n{done.stderr}")
    said = json.loads(done.stdout.splitlines()[-1])
    return Outcome(said["values"], said["peak"])


Contender = Callable[[], Outcome]


def in_turn(rounds: int, *contenders: Contender, warm_up: bool = True) -> list[list[Outcome]]:
    """Each contender's outcomes over so many rounds of A, B, A, B …; a round before them warms the disk's cache."""
    if warm_up:
        for contender in contenders:
            contender()
    outcomes: list[list[Outcome]] = [[] for _ in contenders]
    for _ in range(rounds):
        for contender, kept in zip(contenders, outcomes, strict=True):
            kept.append(contender())
    return outcomes


def series(outcomes: Sequence[Outcome], name: str = "seconds", *, scale: float = 1.0, peaks: bool = True) -> Series:
    """The values of that name over all rounds, in another unit if a scale is given."""
    found = tuple(value * scale for outcome in outcomes for value in outcome.values[name])
    return Series(found, tuple(one.peak for one in outcomes if one.peak is not None) if peaks else ())
