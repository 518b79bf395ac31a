"""Killed while copying or taking back: the register is the old one or the new one, and each copy is whole."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.paths import backup_dir, database_file
from rhs_desktop.services.backups import make
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.restoring import restore
from rhs_desktop.store import copy_file as files
from rhs_desktop.store.connection import connect
from tests import builders
from tests.store.killing import duration, let_run, running

NOW = datetime(2026, 11, 9, 9, 0)
OLD, ADDED = 1_500, 1_500
KILLS = 8


PROGRAM = "tests.store.backups.killed_copying"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with one copy of how it was before its second list."""
    folder = tmp_path_factory.mktemp("prepared")
    ctx = open_context(folder, user="Anna Ek", clock=lambda: NOW, create=True)
    with ctx.store:
        builders.import_checked(ctx, builders.add_round(ctx), builders.many(OLD))
        assert ctx.store.copies is not None
        ctx.store.copies.wait()
        for file in backup_dir(folder).iterdir():
            file.unlink()
        make.keep(ctx, BackupKind.START)
        ctx.store.copies = None
        builders.import_checked(ctx, 1, builders.many(ADDED, first=OLD))
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
            let_run(program, takes * (number - 1 + chance.random()) / (KILLS - 2) if number else 0)
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
    ctx = open_context(folder, user="Anna Ek", clock=lambda: NOW)
    with ctx.store:
        case_list.settle(ctx)  # as at every start
        assert verify(ctx) == ()
        count = len(case_list.load_rows(ctx))
        assert not list(folder.glob("*.resto*"))
        make.make(ctx)
        assert not list(backup_dir(folder).glob("*.part*"))
    assert count in ({OLD + ADDED} if what == "copy" else {OLD, OLD + ADDED})
    return len(restore.found(folder)) == 3 if what == "copy" else count == OLD


def whole(folder: Path) -> None:
    for path in (database_file(folder), *restore.found(folder)):
        with closing(connect(path, read_only=True)) as db:
            assert files.sound(db)
