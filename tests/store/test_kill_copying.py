"""Killed while copying or taking back: the register is the old one or the new one, and each copy is whole."""

from __future__ import annotations

import random
import shutil
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from rhs_desktop.domain.backups import Kind
from rhs_desktop.paths import backup_dir, database_file
from rhs_desktop.services import backups, overview, restoring
from rhs_desktop.services.opening import open_workplace
from rhs_desktop.services.verifying import verify
from rhs_desktop.store import backup as files
from rhs_desktop.store.connection import connect
from tests import builders
from tests.store.killing import duration, running

NOW = datetime(2026, 11, 9, 9, 0)
OLD, ADDED = 1_500, 1_500
KILLS = 8


PROGRAM = "tests.store.killed_copying"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with one copy of how it was before its second list."""
    folder = tmp_path_factory.mktemp("prepared")
    w = open_workplace(folder, user="Anna Ek", clock=lambda: NOW, create=True)
    with w.store:
        builders.import_checked(w, builders.add_round(w), builders.many(OLD))
        assert w.store.copies is not None
        w.store.copies.wait()
        for file in backup_dir(folder).iterdir():
            file.unlink()
        backups.keep(w, Kind.START)
        w.store.copies = None
        builders.import_checked(w, 1, builders.many(ADDED, first=OLD))
    return folder


@pytest.mark.parametrize("what", ["copy", "restore", "rescue"])
def test_one_or_the_other(prepared: Path, tmp_path: Path, what: str, chance_seed: int) -> None:
    chance = random.Random(f"{what} {chance_seed}")
    takes = duration(PROGRAM, prepared, tmp_path / "timed", what)
    outcomes: set[bool] = set()
    for number in range(KILLS):
        folder = tmp_path / str(number)
        shutil.copytree(prepared, folder)
        with running(PROGRAM, folder, what) as (program, said):
            if number:  # the first time at once
                time.sleep(takes * (number - 1 + chance.random()) / (KILLS - 2))
            program.kill()
            confirmed = said.read() == b"confirmed\n"
        outcomes.add(confirmed)
        done = is_done(folder, what)
        assert done or not confirmed
        whole(folder)
        shutil.rmtree(folder)
    assert False in outcomes


def is_done(folder: Path, what: str) -> bool:
    """Whether it was done, whole; fails where only part of it was."""
    w = open_workplace(folder, user="Anna Ek", clock=lambda: NOW)
    with w.store:
        overview.settle(w)  # as at every start
        assert verify(w) == ()
        count = len(overview.load_rows(w))
        assert not list(folder.glob("*.resto*"))
        backups.make(w)
        assert not list(backup_dir(folder).glob("*.part*"))
    if what == "copy":
        assert count == OLD + ADDED
        return len(restoring.found(folder)) == 3
    assert count in (OLD, OLD + ADDED)
    return count == OLD


def whole(folder: Path) -> None:
    for path in (database_file(folder), *restoring.found(folder)):
        with closing(connect(path, read_only=True)) as db:
            assert files.sound(db)
