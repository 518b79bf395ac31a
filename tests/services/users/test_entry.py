"""Coming in: the first start, each one after it, a locked desk, another person at it, and what the log is told."""

from __future__ import annotations

from contextlib import closing, nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import EntryRefused, ExpectedError, NotLogged, StoreTrouble, StoreUnavailable
from rhs_desktop.domain.roles import ALL_ROLES, Role
from rhs_desktop.paths import backup_dir, database_file, key_file, tries_file
from rhs_desktop.services.backups import make, settings
from rhs_desktop.services.context import Context
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.users import accounts, encrypt_plain_register, failed_attempts, first_login, login, recovery
from rhs_desktop.store import access_log
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.store.connection import Key, connect, is_plain
from rhs_desktop.store.users import failed_logins
from rhs_desktop.store.users import key_file as users_key_file
from rhs_desktop.store.users.key_file import Cost, KeyFile, read_key_file
from tests.builders import Desk, filled
from tests.services.users.people import ANNA, BO, CHEAP, HERS, HIS


def fail(folder: Path, desk: Desk, name: str = ANNA) -> str:
    with pytest.raises(EntryRefused) as refused:
        login.enter(folder, name, "fel lösenord", clock=lambda: desk.now)
    return refused.value.code


def told(ctx: Context) -> list[tuple[str, str]]:
    """Kind and user of each line, the oldest first."""
    with ctx.store.reading() as db:
        return [(line.kind, line.user) for line in reversed(access_log.lines(db, LogQuery()))]


def test_a_login_is_told_and_so_are_the_tries_before_it_with_their_times(tmp_path: Path, desk: Desk, code: str) -> None:
    assert {fail(tmp_path, desk), fail(tmp_path, desk, "Ingen Alls")} == {"wrong_login"}
    first = desk.now
    desk.tick(minutes=2)
    ctx = login.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now)
    with closing(ctx.store) as store, store.reading() as db:
        lines = access_log.lines(db, LogQuery())[2::-1]
        assert list(access_log.verify(db)) == []
    assert [(line.kind, line.user, line.at) for line in lines] == [
        ("failed_login", "", first),
        ("failed_login", "", first),
        ("login", ANNA, desk.now),
    ]
    assert not tries_file(tmp_path).exists()


def test_tries_are_kept_until_they_are_told(
    tmp_path: Path, desk: Desk, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(tmp_path, desk)

    def full(*_: object) -> None:
        raise StoreUnavailable(StoreTrouble.DISK_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(access_log, "append", full)
        with pytest.raises(NotLogged):
            login.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now)
    assert len(failed_logins.failed(tries_file(tmp_path))) == 1
    with closing(login.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now).store):
        assert failed_logins.failed(tries_file(tmp_path)) == []


def test_who_stays_in_after_the_first_start_is_told_of_once(tmp_path: Path, desk: Desk) -> None:
    made = first_login.begin_and_enter(tmp_path, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
    with closing(made.context.store):
        assert (made.context.user, made.context.roles) == (ANNA, ALL_ROLES)
        assert told(made.context) == [("users", ANNA), ("login", ANNA)]


def test_the_code_lets_in_whoever_has_it(tmp_path: Path, desk: Desk, code: str) -> None:
    made = recovery.recover_and_enter(tmp_path, code, "Cecilia Dal", HIS, clock=lambda: desk.now)
    with closing(made.context.store):
        assert (made.context.user, made.context.roles) == ("Cecilia Dal", ALL_ROLES)
    assert made.code != code
    with pytest.raises(EntryRefused) as refused:
        recovery.recover(tmp_path, code, "Cecilia Dal", HIS, clock=lambda: desk.now)
    assert refused.value.code == "code_wrong"


def test_waiting_is_known_before_the_next_try(tmp_path: Path, desk: Desk, code: str) -> None:
    for _ in range(3):
        assert failed_attempts.waits_until(tmp_path, clock=lambda: desk.now) is None
        fail(tmp_path, desk)
    until = failed_attempts.waits_until(tmp_path, clock=lambda: desk.now)
    assert until == desk.now + timedelta(seconds=1)
    assert fail(tmp_path, desk) == "wait"


def test_a_clock_that_was_wrong_keeps_nobody_out_for_ever(tmp_path: Path, desk: Desk, code: str) -> None:
    """Tries that failed while it stood in another year are waited for once, from now."""
    today = desk.now
    desk.now = today.replace(year=today.year + 36)
    for _ in range(3):
        fail(tmp_path, desk)
    desk.now = today
    until = failed_attempts.waits_until(tmp_path, clock=lambda: desk.now)
    assert until == today + timedelta(seconds=1)
    desk.tick(seconds=1)
    assert failed_attempts.waits_until(tmp_path, clock=lambda: desk.now) is None
    with closing(login.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now).store) as store, store.reading() as db:
        vain = access_log.lines(db, LogQuery(kind="failed_login"))
    assert [line.at for line in vain] == [today] * 3


def test_a_locked_desk_takes_the_same_persons_password_only(ctx: Context, desk: Desk) -> None:
    login.lock(ctx)
    with pytest.raises(EntryRefused) as refused:
        login.unlock(ctx, HIS)
    assert refused.value.code == "wrong_login"
    login.unlock(ctx, HERS)
    assert told(ctx)[-3:] == [("locked", ANNA), ("failed_login", ""), ("unlocked", ANNA)]


def test_a_key_file_from_elsewhere_unlocks_nobodys_desk(ctx: Context, tmp_path: Path, desk: Desk) -> None:
    """A register of one's own, in the other's name: its key file has a door that opens, but to another key."""
    own = tmp_path / "own"
    first_login.begin(own, ANNA, HIS, cost=CHEAP, clock=lambda: desk.now)
    key_file(tmp_path).write_bytes(key_file(own).read_bytes())
    for way in (lambda: login.unlock(ctx, HIS), lambda: login.switch(ctx, ANNA, HIS)):
        with pytest.raises(StoreUnavailable) as refused:
            way()
        assert refused.value.code == "keys_damaged"
    with pytest.raises(StoreUnavailable):
        accounts.change_own_password(ctx, HIS, "pannkakor med sylt")


def test_a_full_disk_keeps_nobody_from_her_own_desk(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreUnavailable(StoreTrouble.DISK_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(access_log, "append", full)
        assert login.unlock(ctx, HERS) is False
        with pytest.raises(EntryRefused):
            login.unlock(ctx, HIS)
        with pytest.raises(NotLogged):
            login.switch(ctx, BO, HIS)
    assert login.unlock(ctx, HERS) is True


def test_another_person_sits_down_at_the_open_desk(ctx: Context) -> None:
    other = login.switch(ctx, " bo  ask", HIS)
    assert (other.user, other.roles, other.store) == (BO, frozenset({Role.HANDLER}), ctx.store)
    assert told(ctx)[-2:] == [("logout", ANNA), ("login", BO)]
    with pytest.raises(EntryRefused) as refused:
        accounts.everybody(other)
    assert refused.value.code == "not_allowed"


@pytest.mark.parametrize(
    ("name", "password"),
    [pytest.param(BO, HERS, id="wrong password"), pytest.param("Ingen Alls", HIS, id="unknown name")],
)
def test_nobody_leaves_for_somebody_who_may_not_come(ctx: Context, name: str, password: str) -> None:
    before = told(ctx)
    with pytest.raises(EntryRefused) as refused:
        login.switch(ctx, name, password)
    assert refused.value.code == "wrong_login"
    assert told(ctx) == before


def test_who_was_closed_meanwhile_can_neither_unlock_nor_sit_down(ctx: Context) -> None:
    bo = login.switch(ctx, BO, HIS)
    number = next(user.id for user in accounts.everybody(ctx) if user.name == BO)
    accounts.change(ctx, number, roles=frozenset({Role.HANDLER}), active=False)
    for way in (lambda: login.unlock(bo, HIS), lambda: login.switch(ctx, BO, HIS)):
        with pytest.raises(EntryRefused):
            way()


def test_leaving_is_told(ctx: Context) -> None:
    login.leave(ctx)
    assert told(ctx)[-1] == ("logout", ANNA)


def test_a_first_start_that_fails_begins_anew(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its recovery code was never shown, so that its keys are of no use; a plain register is still plain."""
    open_context(tmp_path, user=ANNA, clock=lambda: desk.now, create=True).store.close()

    def full(path: Path, key: object) -> None:
        raise StoreUnavailable(StoreTrouble.DISK_FULL, path=str(path))

    with monkeypatch.context() as patched:
        patched.setattr(encrypt_plain_register, "seal", full)
        with pytest.raises(StoreUnavailable):
            first_login.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
    assert login.stage(tmp_path) is login.RegisterState.PLAIN
    assert first_login.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
    assert login.stage(tmp_path) is login.RegisterState.LOCKED


def test_two_first_starts_at_the_same_moment(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of one must not lock the register of the other."""
    refused: list[str] = []
    made = users_key_file.new_key_file

    def meanwhile(path: Path, cost: Cost) -> tuple[KeyFile, Key]:
        monkeypatch.setattr(users_key_file, "new_key_file", made)
        with pytest.raises(ExpectedError) as error:
            first_login.begin(tmp_path, BO, HIS, cost=CHEAP, clock=lambda: desk.now)
        refused.append(error.value.code)
        return made(path, cost)

    monkeypatch.setattr(users_key_file, "new_key_file", meanwhile)
    first_login.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
    assert refused == ["in_use"]
    login.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now).store.close()


@pytest.mark.parametrize("killed", [False, True], ids=["at once", "killed before the copies"])
def test_copies_from_before_there_were_users_are_encrypted_wherever_they_lie(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    """With the doors to them beside; a damaged register that was put aside then is no hindrance."""
    data, stick = tmp_path / "data", tmp_path / "stick"
    stick.mkdir()
    with (plain := open_context(data, user=ANNA, clock=lambda: desk.now, create=True)).store:
        filled(plain, 3)
        settings.choose(plain, settings.BackupSettings(second=str(stick)))
        make.make(plain)
    damaged = backup_dir(data) / "rhs-skadad-2026-11-09-080000.sqlite3"
    damaged.write_bytes(database_file(data).read_bytes()[:9_000])

    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt) if killed else nullcontext():
        if killed:
            patch.setattr("rhs_desktop.services.users.encrypt_plain_register.seal", kill)
        first_login.begin(data, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
    login.enter(data, ANNA, HERS, clock=lambda: desk.now).store.close()
    copies = [one for folder in (data, stick) for one in folder.rglob("rhs-2*.sqlite3")]
    assert len(copies) >= 2
    key = login.unlocked(data, ANNA, HERS, clock=lambda: desk.now)
    for copy in copies:
        assert not is_plain(copy)
        connect(copy, key=key, read_only=True).close()
        assert read_key_file(copy.with_name(copy.name + ".keys")).unlock(ANNA, HERS) == key
    assert not damaged.exists() or not is_plain(damaged)
