"""Säkerhetskopior of a register that has grown, encrypted as at a clinic: felt before a batch, made, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from benchmarks.job import clocked
from benchmarks.lab import Lab
from benchmarks.processes import Outcome, in_turn, series
from benchmarks.report import Figure, Unit
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.services.context import Context
from rhs_desktop.store.connection import Key

Seconds = dict[str, list[float]]
_EVENTS_A_RESIDENT = 5
_KEY = Key(bytes(range(32)))


def measure(lab: Lab) -> Iterator[Figure]:
    sizes = lab.sizes
    register = lab.register(sizes.residents)
    ours, bare = in_turn(
        sizes.few_rounds,
        partial(_on_copy, lab, register, "copy_and_restore"),
        partial(_on_copy, lab, register, "copy_barely"),
        warm_up=False,
    )
    events = f"{round(ours[0].one('events')):,} events"
    of = f"{sizes.residents:,} residents, {events}"
    barely = "SQLite's backup alone, unchecked"
    yield Figure(f"säkerhetskopia of {of}", Unit.SECONDS, series(ours, "copy"), barely, series(bare, "copy"))
    name = "– what a batch waits for the copy before it"
    yield Figure(name, Unit.MILLISECONDS, series(ours, "felt", scale=1000, peaks=False), value_goal=100)
    name = "– one act while that copy is made behind it"
    yield Figure(name, Unit.MILLISECONDS, series(ours, "beside", scale=1000, peaks=False), value_goal=100)
    yield Figure("– preview of a restore", Unit.SECONDS, series(ours, "preview", peaks=False))
    both = "SQLite's backup alone, there and back"
    name = "– restore, with the copy of the present"
    yield Figure(name, Unit.SECONDS, series(ours, "restore"), both, series(bare, "restore"))


def _on_copy(lab: Lab, register: Path, job: str) -> Outcome:
    return lab.run(f"{__name__}:{job}", lab.copy(register), lab.sizes.residents * _EVENTS_A_RESIDENT)


@contextmanager
def _opened(data: str) -> Iterator[Context]:
    """The register of that folder, encrypted."""
    from rhs_desktop.services.opening import open_context
    from rhs_desktop.store.backups.encrypt_file import seal

    seal(Path(data) / "rhs.sqlite3", _KEY)
    ctx = open_context(Path(data), user="Anna Ek", clock=datetime.now, key=_KEY)
    with ctx.store:
        yield ctx


def _with_events(ctx: Context, wanted: int) -> int:
    """As many events in the register, by notes on all cases; how many there are."""
    from rhs_desktop.domain.cases.events import Noted
    from rhs_desktop.services.cases import case_list
    from rhs_desktop.services.recording import record

    cases = [row.case for row in case_list.load_rows(ctx)]
    with ctx.store.reading() as db:
        found = int(db.execute("SELECT count(*) FROM events").fetchone()[0])
    missing = max(0, wanted - found)
    notes = [
        (cases[turn % len(cases)], Noted(on=ctx.today, text="ringer tillbaka på fredag")) for turn in range(missing)
    ]
    record(ctx, ActKind.NOTE, notes)
    return found + missing


def copy_and_restore(data: str, events_wanted: str) -> Seconds:
    """A job: a copy by hand, a note, what the copy before a batch costs it, and the way back."""
    from rhs_desktop.domain.backups import BackupKind
    from rhs_desktop.services.backups import existing, make
    from rhs_desktop.services.cases import case_list
    from rhs_desktop.services.cases import record as cases_record
    from rhs_desktop.services.restoring import restore

    with _opened(data) as ctx:
        assert ctx.store.copies is not None
        events = _with_events(ctx, int(events_wanted))
        found: Seconds = {"events": [float(events)], "copy": [clocked(lambda: make.make(ctx))]}
        copy = existing.listed(ctx)[0].path
        case = case_list.load_rows(ctx)[0].case
        cases_record.add_note(ctx, case, "ringer tillbaka")
        found["felt"] = [clocked(lambda: make.before(ctx, BackupKind.BEFORE_BATCH))]
        found["beside"] = [clocked(lambda: cases_record.add_note(ctx, case, "ringer i morgon"))]
        ctx.store.copies.wait()
        found["preview"] = [clocked(lambda: restore.preview(ctx, copy))]
        found["restore"] = [clocked(lambda: restore.restore(ctx, copy))]
    return found


def copy_barely(data: str, events_wanted: str) -> Seconds:
    """A job: the same pages through SQLite's backup, to a file and back, without a look at them."""
    from rhs_desktop.store.connection import connect

    path = Path(data)
    with _opened(data) as ctx:
        _with_events(ctx, int(events_wanted))
    with (
        closing(connect(path / "rhs.sqlite3", key=_KEY)) as db,
        closing(connect(path / "bare.sqlite3", key=_KEY, create=True)) as copy,
    ):
        there = clocked(lambda: db.backup(copy))
        back = clocked(lambda: copy.backup(db))
    return {"copy": [there], "restore": [2 * there + back]}
