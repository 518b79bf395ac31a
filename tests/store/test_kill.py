"""Killed at any moment: what was confirmed is there, what was not has left nothing, and the file is whole."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from rhs_desktop.services.cases import case_list
from rhs_desktop.services.integrity import verify
from rhs_desktop.store import batches
from rhs_desktop.store.batches import BatchKind
from tests import builders
from tests.store.killed import BATCH, ROWS
from tests.store.killing import duration, let_run, running

PROGRAM = "tests.store.killed"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a round and thirty people, and how long each act takes on this machine."""
    folder = tmp_path_factory.mktemp("prepared")
    with builders.opened(folder) as ctx:
        builders.filled(ctx, 30)
    return folder


@pytest.mark.parametrize(("what", "kills"), [("import", 6), ("send", 6)])
def test_all_of_it_or_nothing(prepared: Path, tmp_path: Path, what: str, kills: int, chance_seed: int) -> None:
    chance = random.Random(f"{what} {chance_seed}")
    takes = duration(PROGRAM, prepared, tmp_path / "timed", what)
    outcomes: set[bool] = set()
    for number in range(kills):
        folder = tmp_path / str(number)
        shutil.copytree(prepared, folder)
        with running(PROGRAM, folder, what) as (program, said):
            let_run(program, takes * chance.uniform(0.2, 1.3) if number else 0)  # the first time not at all
            program.kill()
            confirmed = said.read() == b"confirmed\n"
        outcomes.add(confirmed)
        done = is_done(folder, what)
        assert done or not confirmed
    assert False in outcomes or what == "send", "a send is over within milliseconds, and may be so every time"


def test_what_was_confirmed_survives(prepared: Path, tmp_path: Path) -> None:
    shutil.copytree(prepared, tmp_path / "data")
    with running(PROGRAM, tmp_path / "data", "send") as (program, said):
        assert said.readline() == b"confirmed\n"
        program.kill()
    assert is_done(tmp_path / "data", "send")


def is_done(folder: Path, what: str) -> bool:
    """Whether the act is there, whole; fails where only part of it is."""
    with builders.opened(folder) as ctx:
        assert verify(ctx) == ()
        rows = case_list.load_rows(ctx)
        sent = sum(row.mirrored != "" for row in rows)
        with ctx.store.reading() as db:
            states = [batch.state for batch in batches.batches(db, BatchKind.SEND)]
    before, after = {
        "import": ((30, 0, []), (30 + ROWS, 0, [])),
        "send": ((30, 0, ["prepared"]), (30, BATCH, ["done"])),
    }[what]
    seen = (len(rows), sent, states)
    assert seen in (before, after)
    return seen == after
