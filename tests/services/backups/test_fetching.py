"""A register fetched from a copy on a new computer, and the key file alone: what is refused, and what is left."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rhs_desktop import file_writing
from rhs_desktop.domain.errors import EntryRefused, StoreUnavailable
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services.backups import make
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.restoring import key_file as restoring_key_file
from rhs_desktop.services.restoring import move_to_computer
from rhs_desktop.services.restoring.move_to_computer import CopyRequest
from rhs_desktop.services.users import first_login, login, recovery
from rhs_desktop.store import access_log
from rhs_desktop.store.backups import file_swap
from rhs_desktop.store.connection import connect
from rhs_desktop.store.users.key_file import Cost, KeyFile, read_key_file
from rhs_desktop.strings.errors import said
from tests import builders

USER, PASSWORD, NEW = "Anna Ek", "ärtsoppa på torsdag", "fyra gröna paraplyer"
CHEAP = Cost(memory=64, lanes=1, rounds=1)
PEOPLE = 5


def now() -> datetime:
    return datetime(2026, 11, 9, 9, 0)


def keys_of(copy: Path) -> Path:
    return copy.with_name(copy.name + ".keys")


class Old:
    """The old computer: its folder, its recovery code and a copy that was carried away."""

    def __init__(self, folder: Path) -> None:
        self.data, stick = folder / "old", folder / "stick"
        self.code = first_login.begin(self.data, USER, PASSWORD, cost=CHEAP, clock=now)
        with (ctx := login.enter(self.data, USER, PASSWORD, clock=now)).store:
            builders.filled(ctx, PEOPLE)
            name = make.make(ctx).name
        stick.mkdir()
        self.copy = stick / name
        for file in (backup_dir(self.data) / name, keys_of(backup_dir(self.data) / name)):
            shutil.copyfile(file, stick / file.name)


@pytest.fixture
def old(tmp_path: Path) -> Old:
    return Old(tmp_path)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new"


def files_in(data: Path) -> set[str]:
    """But for the lock, which says nothing once it is let go."""
    return {file.name for file in data.glob("*") if file.is_file() and not file.name.endswith(".in-use")}


def everything_is_there(data: Path, password: str = PASSWORD) -> bool:
    with (ctx := login.enter(data, USER, password, clock=now)).store:
        return len(case_list.load_rows(ctx)) == PEOPLE and verify(ctx) == ()


@pytest.mark.parametrize("chosen", ["copy", "keys"])
def test_fetched_with_the_password_of_the_copy(old: Old, new: Path, chosen: str) -> None:
    path = old.copy if chosen == "copy" else keys_of(old.copy)
    move_to_computer.fetch(new, CopyRequest(path, "anna ek", PASSWORD), clock=now)
    assert everything_is_there(new)
    assert files_in(new) == {"rhs.sqlite3", "rhs.keys"}


def test_fetched_with_the_code(old: Old, new: Path) -> None:
    move_to_computer.fetch(new, CopyRequest(old.copy, USER, NEW, old.code), clock=now)
    fresh = recovery.recover(new, old.code, USER, NEW, clock=now)
    assert fresh != old.code
    assert everything_is_there(new, NEW)


def without_keys(old: Old) -> None:
    keys_of(old.copy).unlink()


def spoilt_keys(old: Old) -> None:
    keys_of(old.copy).write_bytes(b"{")


def spoilt(old: Old) -> None:
    content = bytearray(old.copy.read_bytes())
    content[len(content) // 2] ^= 1
    old.copy.write_bytes(content)


def cut_off(old: Old) -> None:
    content = old.copy.read_bytes()
    old.copy.write_bytes(content[: len(content) // 2])


def something_else(old: Old) -> None:
    old.copy.write_bytes(b"%PDF-1.7" * 2_000)


def gone(old: Old) -> None:
    old.copy.unlink()


def newer(old: Old) -> None:
    key = read_key_file(keys_of(old.copy)).unlock(USER, PASSWORD)
    db = connect(old.copy, key=key)
    db.execute("PRAGMA user_version = 999")
    db.close()


def plain(old: Old) -> None:
    folder = old.data.with_name("plain")
    ctx = open_context(folder, user=USER, clock=now, create=True)
    ctx.store.close()
    shutil.copyfile(database_file(folder), old.copy)


REFUSED = [
    pytest.param(without_keys, "fetch_no_keys", "ska ligga i samma mapp", id="no keys"),
    pytest.param(spoilt_keys, "fetch_keys_damaged", "Nyckelfilen till säkerhetskopian är skadad.", id="spoilt keys"),
    pytest.param(spoilt, "copy_damaged", "Den är skadad", id="spoilt"),
    pytest.param(cut_off, "copy_damaged", "Den är skadad", id="cut off"),
    pytest.param(something_else, "copy_damaged", "Den är skadad", id="something else"),
    pytest.param(gone, "copy_missing", "Säkerhetskopian finns inte kvar.", id="gone"),
    pytest.param(newer, "copy_newer", "Uppdatera programmet", id="newer"),
    pytest.param(plain, "fetch_plain", "Säkerhetskopian är inte krypterad", id="plain"),
]


@pytest.mark.parametrize(("harm", "code", "sentence"), REFUSED)
def test_refused_with_its_sentence_and_nothing_left(
    old: Old, new: Path, harm: Callable[[Old], None], code: str, sentence: str
) -> None:
    harm(old)
    with pytest.raises(StoreUnavailable) as refused:
        move_to_computer.fetch(new, CopyRequest(old.copy, USER, PASSWORD), clock=now)
    assert refused.value.code == code
    assert sentence in said(refused.value)
    assert files_in(new) == set()
    first_login.begin(new, USER, NEW, cost=CHEAP, clock=now)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        pytest.param(("Anna Ek", "fel lösenord", ""), "wrong_login", id="password"),
        pytest.param(("Bo Ask", PASSWORD, ""), "wrong_login", id="name"),
        pytest.param(("Anna Ek", NEW, "ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567"), "code_wrong", id="code"),
        pytest.param(("Anna Ek", "kort", "ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567"), "password_short", id="new password"),
    ],
)
def test_who_is_not_let_in_gets_nothing(old: Old, new: Path, wanted: tuple[str, str, str], code: str) -> None:
    with pytest.raises(EntryRefused) as refused:
        move_to_computer.fetch(new, CopyRequest(old.copy, *wanted), clock=now)
    assert refused.value.code == code
    assert login.stage(new) is login.RegisterState.NEW
    assert not list(new.glob("rhs.sqlite3*"))


def test_guessing_at_a_copy_is_made_to_wait_and_told(old: Old, new: Path) -> None:
    codes = []
    for _ in range(4):
        with pytest.raises(EntryRefused) as refused:
            move_to_computer.fetch(new, CopyRequest(old.copy, USER, "fel lösenord"), clock=now)
        codes.append(refused.value.code)
    assert codes == [*["wrong_login"] * 3, "wait"]
    move_to_computer.fetch(new, CopyRequest(old.copy, USER, PASSWORD), clock=lambda: now() + timedelta(minutes=2))
    ctx = login.enter(new, USER, PASSWORD, clock=lambda: now() + timedelta(minutes=2))
    with ctx.store, ctx.store.reading() as db:
        assert len(access_log.lines(db, access_log.LogQuery(kind="failed_login"))) == 3


@pytest.mark.parametrize("fetch", [move_to_computer.fetch, restoring_key_file.put_back])
def test_nothing_takes_the_place_of_a_register(old: Old, fetch: Callable[..., None]) -> None:
    before = database_file(old.data).read_bytes(), key_file(old.data).read_bytes()
    with pytest.raises(EntryRefused) as refused:
        fetch(old.data, CopyRequest(old.copy, USER, PASSWORD), clock=now)
    assert refused.value.code == "already_begun"
    assert (database_file(old.data).read_bytes(), key_file(old.data).read_bytes()) == before


def test_killed_before_the_keys_it_is_a_new_computer(old: Old, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(KeyFile, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            move_to_computer.fetch(new, CopyRequest(old.copy, USER, PASSWORD), clock=now)
    assert login.stage(new) is login.RegisterState.NEW
    first_login.begin(new, USER, NEW, cost=CHEAP, clock=now)
    with (ctx := login.enter(new, USER, NEW, clock=now)).store:
        assert case_list.load_rows(ctx) == []
    assert files_in(new) == {"rhs.sqlite3", "rhs.keys"}


def test_killed_after_the_keys_it_is_the_register(old: Old, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(file_swap, "end_fetched", killed)
        with pytest.raises(KeyboardInterrupt):
            move_to_computer.fetch(new, CopyRequest(old.copy, USER, PASSWORD), clock=now)
    assert everything_is_there(new)


def broken(*_: object) -> None:
    raise OSError(5, "disk")


@pytest.mark.parametrize(
    "place", [(file_swap, "end_fetched"), (file_writing, "fsync_folder")], ids=["moved", "flushed"]
)
def test_a_disk_that_fails_after_the_keys_is_told_as_that(
    old: Old, new: Path, monkeypatch: pytest.MonkeyPatch, place: tuple[object, str]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(*place, broken)
        with pytest.raises(StoreUnavailable) as told:
            move_to_computer.fetch(new, CopyRequest(old.copy, USER, PASSWORD), clock=now)
    assert told.value.code == "fetch_placed"
    assert everything_is_there(new)


def killed(*_: object) -> None:
    raise KeyboardInterrupt
