"""Whatever makes a file of the register, it is nobody else's on the computer to read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services import retention
from rhs_desktop.services.backups import make
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.restoring import key_file as restoring_key_file
from rhs_desktop.services.restoring import move_to_computer, restore
from rhs_desktop.services.restoring.move_to_computer import CopyRequest
from rhs_desktop.services.users import accounts, first_login, login
from rhs_desktop.store import files
from rhs_desktop.store.users.key_file import Cost
from tests import builders

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there the folder's rights are those of its files")
ANNA, HERS, NEW = "Anna Ek", "ärtsoppa på torsdag", "pannkakor med sylt"
CHEAP = Cost(memory=64, lanes=1, rounds=1)


def now() -> datetime:
    return datetime(2026, 11, 9, 9, 0)


def begin(data: Path) -> None:
    first_login.begin(data, ANNA, HERS, cost=CHEAP, clock=now)


def begin_and_copy(data: Path) -> Path:
    begin(data)
    with (ctx := login.enter(data, ANNA, HERS, clock=now)).store:
        builders.filled(ctx, 3)
        return backup_dir(data) / make.make(ctx).name


def at_work(data: Path) -> None:
    """With the log of writes, a copy and an archive beside it, and a password that was changed."""
    begin(data)
    with (ctx := login.enter(data, ANNA, HERS, clock=now)).store:
        builders.filled(ctx, 3)
        make.make(ctx)
        retention.archive(ctx, data / "arkiv.sqlite3")
        accounts.change_own_password(ctx, HERS, NEW)
        nobody_elses(data)
        assert (data / "rhs.sqlite3-wal").exists()


def tried_in_vain(data: Path) -> None:
    begin(data)
    with pytest.raises(EntryRefused):
        login.enter(data, ANNA, NEW, clock=now)


def encrypted(data: Path) -> None:
    """From before there were users, with a copy of those days."""
    with (ctx := open_context(data, user=ANNA, clock=now, create=True)).store:
        builders.filled(ctx, 3)
        make.make(ctx)
    begin(data)


def taken_back(data: Path) -> None:
    copy = begin_and_copy(data)
    with (ctx := login.enter(data, ANNA, HERS, clock=now)).store:
        restore.restore(ctx, copy)


def rescued(data: Path) -> None:
    copy = begin_and_copy(data)
    key = login.unlocked(data, ANNA, HERS, clock=now)
    database_file(data).write_bytes(b"x" * 9_000)
    restore.rescue(data, copy, user=ANNA, key=key, clock=now)


def fetched(data: Path) -> None:
    """From a stick that knows no rights."""
    copy = begin_and_copy(data)
    stick = data.with_name("stick")
    shutil.move(backup_dir(data), stick)
    for file in stick.iterdir():
        file.chmod(0o666)
    shutil.rmtree(data)
    move_to_computer.fetch(data, CopyRequest(stick / copy.name, ANNA, HERS), clock=now)


def keys_put_back(data: Path) -> None:
    copy = begin_and_copy(data)
    key_file(data).write_bytes(b"")
    restoring_key_file.put_back(data, CopyRequest(copy, ANNA, HERS), clock=now)


@pytest.mark.parametrize("way", [begin, at_work, tried_in_vain, encrypted, taken_back, rescued, fetched, keys_put_back])
def test_files_are_nobody_elses(tmp_path: Path, way: Callable[[Path], object]) -> None:
    before = os.umask(0)
    try:
        way(tmp_path / "data")
    finally:
        os.umask(before)
    nobody_elses(tmp_path / "data")


def test_a_stick_that_knows_no_rights_takes_files_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    (tmp_path / "from").write_bytes(b"x")
    monkeypatch.setattr(Path, "chmod", refuse)
    files.copy_for_us(tmp_path / "from", tmp_path / "to")
    assert (tmp_path / "to").read_bytes() == b"x"


def nobody_elses(data: Path) -> None:
    found = [file for file in data.rglob("*") if file.is_file()]
    assert len(found) > 1
    assert [file.name for file in found if file.stat().st_mode & 0o077] == []
