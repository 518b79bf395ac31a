"""Coming in: the first start, each one after it, a locked desk, another person at it, and what the log is told."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import EntryRefused, ExpectedError, NotLogged, StoreUnavailable
from rhs_desktop.domain.roles import ALL_ROLES, Role
from rhs_desktop.paths import backup_dir, database_file, key_file, tries_file
from rhs_desktop.services import backup_choices, backups, encrypting, entry, users
from rhs_desktop.services.opening import open_workplace
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import access_log, tries, vault
from rhs_desktop.store.access_log import Wanted
from rhs_desktop.store.connection import Key, connect, is_plain
from rhs_desktop.store.vault import Cost, Vault, read_vault
from tests.builders import Desk, filled
from tests.services.locked.people import ANNA, BO, CHEAP, HERS, HIS


def fail(folder: Path, desk: Desk, name: str = ANNA) -> str:
    with pytest.raises(EntryRefused) as refused:
        entry.enter(folder, name, "fel lösenord", clock=lambda: desk.now)
    return refused.value.code


def told(w: Workplace) -> list[tuple[str, str]]:
    """Kind and user of each line, the oldest first."""
    with w.store.reading() as db:
        return [(line.kind, line.user) for line in reversed(access_log.lines(db, Wanted()))]


def test_a_login_is_told_and_so_are_the_tries_before_it_with_their_times(tmp_path: Path, desk: Desk, code: str) -> None:
    assert {fail(tmp_path, desk), fail(tmp_path, desk, "Ingen Alls")} == {"wrong_login"}
    first = desk.now
    desk.tick(minutes=2)
    w = entry.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now)
    with closing(w.store) as store, store.reading() as db:
        lines = access_log.lines(db, Wanted())[2::-1]
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
        raise StoreUnavailable("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(access_log, "append", full)
        with pytest.raises(NotLogged):
            entry.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now)
    assert len(tries.failed(tries_file(tmp_path))) == 1
    with closing(entry.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now).store):
        assert tries.failed(tries_file(tmp_path)) == []


def test_who_stays_in_after_the_first_start_is_told_of_once(tmp_path: Path, desk: Desk) -> None:
    made = entry.begin_and_enter(tmp_path, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
    with closing(made.workplace.store):
        assert (made.workplace.user, made.workplace.roles) == (ANNA, ALL_ROLES)
        assert told(made.workplace) == [("users", ANNA), ("login", ANNA)]


def test_the_code_lets_in_whoever_has_it(tmp_path: Path, desk: Desk, code: str) -> None:
    made = entry.recover_and_enter(tmp_path, code, "Cecilia Dal", HIS, clock=lambda: desk.now)
    with closing(made.workplace.store):
        assert (made.workplace.user, made.workplace.roles) == ("Cecilia Dal", ALL_ROLES)
    assert made.code != code
    with pytest.raises(EntryRefused) as refused:
        entry.recover(tmp_path, code, "Cecilia Dal", HIS, clock=lambda: desk.now)
    assert refused.value.code == "code_wrong"


def test_waiting_is_known_before_the_next_try(tmp_path: Path, desk: Desk, code: str) -> None:
    for _ in range(3):
        assert entry.waits_until(tmp_path, clock=lambda: desk.now) is None
        fail(tmp_path, desk)
    until = entry.waits_until(tmp_path, clock=lambda: desk.now)
    assert until == desk.now + timedelta(seconds=1)
    assert fail(tmp_path, desk) == "wait"


def test_a_clock_that_was_wrong_keeps_nobody_out_for_ever(tmp_path: Path, desk: Desk, code: str) -> None:
    """Tries that failed while it stood in another year are waited for once, from now."""
    today = desk.now
    desk.now = today.replace(year=today.year + 36)
    for _ in range(3):
        fail(tmp_path, desk)
    desk.now = today
    until = entry.waits_until(tmp_path, clock=lambda: desk.now)
    assert until == today + timedelta(seconds=1)
    desk.tick(seconds=1)
    assert entry.waits_until(tmp_path, clock=lambda: desk.now) is None
    with closing(entry.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now).store) as store, store.reading() as db:
        vain = access_log.lines(db, Wanted(kind="failed_login"))
    assert [line.at for line in vain] == [today] * 3


def test_a_locked_desk_takes_the_same_persons_password_only(w: Workplace, desk: Desk) -> None:
    entry.lock(w)
    with pytest.raises(EntryRefused) as refused:
        entry.unlock(w, HIS)
    assert refused.value.code == "wrong_login"
    entry.unlock(w, HERS)
    assert told(w)[-3:] == [("locked", ANNA), ("failed_login", ""), ("unlocked", ANNA)]


def test_a_key_file_from_elsewhere_unlocks_nobodys_desk(w: Workplace, tmp_path: Path, desk: Desk) -> None:
    """A register of one's own, in the other's name: its key file has a door that opens, but to another key."""
    own = tmp_path / "own"
    entry.begin(own, ANNA, HIS, cost=CHEAP, clock=lambda: desk.now)
    key_file(tmp_path).write_bytes(key_file(own).read_bytes())
    for way in (lambda: entry.unlock(w, HIS), lambda: entry.switch(w, ANNA, HIS)):
        with pytest.raises(StoreUnavailable) as refused:
            way()
        assert refused.value.code == "keys_damaged"
    with pytest.raises(StoreUnavailable):
        users.change_own_password(w, HIS, "pannkakor med sylt")


def test_a_full_disk_keeps_nobody_from_her_own_desk(w: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreUnavailable("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(access_log, "append", full)
        assert entry.unlock(w, HERS) is False
        with pytest.raises(EntryRefused):
            entry.unlock(w, HIS)
        with pytest.raises(NotLogged):
            entry.switch(w, BO, HIS)
    assert entry.unlock(w, HERS) is True


def test_another_person_sits_down_at_the_open_desk(w: Workplace) -> None:
    other = entry.switch(w, " bo  ask", HIS)
    assert (other.user, other.roles, other.store) == (BO, frozenset({Role.HANDLER}), w.store)
    assert told(w)[-2:] == [("logout", ANNA), ("login", BO)]
    with pytest.raises(EntryRefused) as refused:
        users.everybody(other)
    assert refused.value.code == "not_allowed"


@pytest.mark.parametrize(
    ("name", "password"),
    [pytest.param(BO, HERS, id="wrong password"), pytest.param("Ingen Alls", HIS, id="unknown name")],
)
def test_nobody_leaves_for_somebody_who_may_not_come(w: Workplace, name: str, password: str) -> None:
    before = told(w)
    with pytest.raises(EntryRefused) as refused:
        entry.switch(w, name, password)
    assert refused.value.code == "wrong_login"
    assert told(w) == before


def test_who_was_closed_meanwhile_can_neither_unlock_nor_sit_down(w: Workplace) -> None:
    bo = entry.switch(w, BO, HIS)
    number = next(user.id for user in users.everybody(w) if user.name == BO)
    users.change(w, number, roles=frozenset({Role.HANDLER}), active=False)
    for way in (lambda: entry.unlock(bo, HIS), lambda: entry.switch(w, BO, HIS)):
        with pytest.raises(EntryRefused):
            way()


def test_leaving_is_told(w: Workplace) -> None:
    entry.leave(w)
    assert told(w)[-1] == ("logout", ANNA)


def test_a_first_start_that_fails_begins_anew(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its recovery code was never shown, so that its keys are of no use; a plain register is still plain."""
    open_workplace(tmp_path, user=ANNA, clock=lambda: desk.now, create=True).store.close()

    def full(path: Path, key: object) -> None:
        raise StoreUnavailable("disk_full", path=str(path))

    with monkeypatch.context() as patched:
        patched.setattr(encrypting, "seal", full)
        with pytest.raises(StoreUnavailable):
            entry.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
    assert entry.stage(tmp_path) is entry.Stage.PLAIN
    assert entry.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
    assert entry.stage(tmp_path) is entry.Stage.LOCKED


def test_two_first_starts_at_the_same_moment(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of one must not lock the register of the other."""
    refused: list[str] = []
    made = vault.new_vault

    def meanwhile(path: Path, cost: Cost) -> tuple[Vault, Key]:
        monkeypatch.setattr(vault, "new_vault", made)
        with pytest.raises(ExpectedError) as error:
            entry.begin(tmp_path, BO, HIS, cost=CHEAP, clock=lambda: desk.now)
        refused.append(error.value.code)
        return made(path, cost)

    monkeypatch.setattr(vault, "new_vault", meanwhile)
    entry.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
    assert refused == ["in_use"]
    entry.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now).store.close()


@pytest.mark.parametrize("killed", [False, True], ids=["at once", "killed before the copies"])
def test_copies_from_before_there_were_users_are_encrypted_wherever_they_lie(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    """With the doors to them beside; a damaged register that was put aside then is no hindrance."""
    data, stick = tmp_path / "data", tmp_path / "stick"
    stick.mkdir()
    with (plain := open_workplace(data, user=ANNA, clock=lambda: desk.now, create=True)).store:
        filled(plain, 3)
        backup_choices.choose(plain, backup_choices.Choices(second=str(stick)))
        backups.make(plain)
    damaged = backup_dir(data) / "rhs-skadad-2026-11-09-080000.sqlite3"
    damaged.write_bytes(database_file(data).read_bytes()[:9_000])
    if killed:

        def kill(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(encrypting, "_seal_copy", kill)
            with pytest.raises(KeyboardInterrupt):
                entry.begin(data, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
        entry.enter(data, ANNA, HERS, clock=lambda: desk.now).store.close()
    else:
        entry.begin(data, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)
    copies = [one for folder in (data, stick) for one in folder.rglob("rhs-2*.sqlite3")]
    assert len(copies) >= 2
    key = entry.unlocked(data, ANNA, HERS, clock=lambda: desk.now)
    for copy in copies:
        assert not is_plain(copy)
        connect(copy, key=key, read_only=True).close()
        assert read_vault(copy.with_name(copy.name + ".keys")).unlock(ANNA, HERS) == key
    assert not damaged.exists() or not is_plain(damaged)
