"""The key file and the register changed together: where one of them cannot be written, what held before holds still."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rhs_desktop import file_writing
from rhs_desktop.domain.errors import EntryRefused, ExpectedError, StoreTrouble, StoreUnavailable
from rhs_desktop.domain.roles import Role
from rhs_desktop.paths import database_file, key_file
from rhs_desktop.services.context import Context
from rhs_desktop.services.users import accounts, login, recovery
from rhs_desktop.store.act import ActWriter
from rhs_desktop.store.lock import InUse
from rhs_desktop.store.users.key_file import KeyFile, read_key_file
from tests.builders import Desk
from tests.services.users.people import ANNA, BO, HERS

NEW = "pannkakor med sylt"


def opens(folder: Path, **secret: str) -> bool:
    """Whether a password or a code opens the key."""
    kept = read_key_file(key_file(folder))
    try:
        kept.unlock(ANNA, secret["password"]) if "password" in secret else kept.recover(secret["code"])
    except EntryRefused:
        return False
    return True


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(ExpectedError) as error:
        deed()
    return error.value.code


def fail_commit(patch: pytest.MonkeyPatch, code: StoreTrouble = StoreTrouble.DISK_FULL) -> None:
    def commit(self: ActWriter, ask: object = None) -> None:
        raise StoreUnavailable(code)

    patch.setattr(ActWriter, "commit", commit)


def fail_save(patch: pytest.MonkeyPatch, *turns: int) -> None:
    """At these turns the file is not written."""
    save, count = KeyFile.save, iter(range(1, 9))

    def once(self: KeyFile) -> None:
        if next(count) in turns:
            raise StoreUnavailable(StoreTrouble.READ_ONLY)
        save(self)

    patch.setattr(KeyFile, "save", once)


def fail_late(patch: pytest.MonkeyPatch) -> None:
    """The new file bears its name, and the folder cannot be flushed."""
    settle, count = file_writing.fsync_folder, iter(range(1, 9))

    def first(folder: Path) -> None:
        if next(count) == 1:
            raise OSError(5, "disk")
        settle(folder)

    patch.setattr(file_writing, "fsync_folder", first)


FAULTS = [
    pytest.param(fail_commit, "disk_full", id="the register is not written"),
    pytest.param(
        lambda patch: fail_commit(patch, StoreTrouble.UNCERTAIN), "unreachable", id="the register may be written"
    ),
    pytest.param(lambda patch: fail_save(patch, 1), "read_only", id="the key file is not written"),
    pytest.param(fail_late, "read_only", id="the key file is written and not flushed"),
]


@pytest.mark.parametrize(("fault", "told"), FAULTS)
def test_a_password_that_was_not_changed(
    ctx: Context, tmp_path: Path, fault: Callable[[pytest.MonkeyPatch], None], told: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fault(patch)
        assert refused(lambda: accounts.change_own_password(ctx, HERS, NEW)) == told
    assert (opens(tmp_path, password=HERS), opens(tmp_path, password=NEW)) == (True, False)


@pytest.mark.parametrize(("fault", "told"), FAULTS)
def test_a_code_that_was_not_replaced(
    ctx: Context, tmp_path: Path, code: str, fault: Callable[[pytest.MonkeyPatch], None], told: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fault(patch)
        assert refused(lambda: accounts.new_recovery_code(ctx)) == told
    assert opens(tmp_path, code=code)


def bo(ctx: Context) -> accounts.UserRecord:
    return next(user for user in accounts.everybody(ctx) if user.name == BO)


@pytest.mark.parametrize("fault", [fail_commit, lambda patch: fail_save(patch, 1), fail_late])
def test_a_user_who_was_not_closed(ctx: Context, tmp_path: Path, fault: Callable[[pytest.MonkeyPatch], None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fault(patch)
        assert refused(lambda: accounts.change(ctx, bo(ctx).id, roles=bo(ctx).roles, active=False)) in (
            "disk_full",
            "read_only",
        )
    assert bo(ctx).active
    assert read_key_file(key_file(tmp_path)).knows(BO)
    accounts.change(ctx, bo(ctx).id, roles=bo(ctx).roles, active=False)
    assert not bo(ctx).active
    assert not read_key_file(key_file(tmp_path)).knows(BO)


@pytest.mark.parametrize("fault", [fail_commit, lambda patch: fail_save(patch, 1), fail_late])
def test_a_user_who_was_not_added_has_no_door(
    ctx: Context, tmp_path: Path, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fault(patch)
        assert refused(lambda: accounts.add(ctx, "Eva Gren", frozenset({Role.REVIEWER}), NEW)) in (
            "disk_full",
            "read_only",
        )
    assert not read_key_file(key_file(tmp_path)).knows("Eva Gren")
    accounts.add(ctx, "Eva Gren", frozenset({Role.REVIEWER}), NEW)
    assert read_key_file(key_file(tmp_path)).knows("Eva Gren")


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        pytest.param(lambda ctx: accounts.change_own_password(ctx, HERS, NEW), "password_uncertain", id="password"),
        pytest.param(accounts.new_recovery_code, "code_uncertain", id="code"),
    ],
)
def test_what_cannot_be_put_back_is_told(ctx: Context, deed: Callable[[Context], object], told: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fail_commit(patch)
        fail_save(patch, 2)
        assert refused(lambda: deed(ctx)) == told


def test_guesses_at_ones_own_password_have_to_wait(ctx: Context, desk: Desk) -> None:
    """A window that somebody left open is no place to try passwords in."""
    assert [refused(lambda: accounts.change_own_password(ctx, "fel lösenord", NEW)) for _ in range(4)] == [
        *("wrong_login",) * 3,
        "wait",
    ]
    desk.tick(minutes=1)
    accounts.change_own_password(ctx, HERS, NEW)


def test_the_code_holds_until_it_has_let_somebody_in(tmp_path: Path, desk: Desk, code: str) -> None:
    """The next one has not been shown: were it the only one, nobody could come in any more."""
    lock = InUse(database_file(tmp_path), desk.now)
    assert refused(lambda: recovery.recover(tmp_path, code, ANNA, NEW, clock=lambda: desk.now)) == "in_use"
    assert (opens(tmp_path, code=code), opens(tmp_path, password=HERS)) == (True, True)
    lock.release()
    fresh = recovery.recover(tmp_path, code, ANNA, NEW, clock=lambda: desk.now)
    assert (opens(tmp_path, code=code), opens(tmp_path, code=fresh)) == (False, True)


def test_a_damaged_register_can_be_replaced_by_who_has_the_code(tmp_path: Path, desk: Desk, code: str) -> None:
    """The new password opens the key, and with it a copy; the code is the old one still."""
    database = database_file(tmp_path)
    database.write_bytes(b"x" * database.stat().st_size)
    assert refused(lambda: recovery.recover(tmp_path, code, ANNA, NEW, clock=lambda: desk.now)) == "damaged"
    assert login.unlocked(tmp_path, ANNA, NEW, clock=lambda: desk.now)
    assert opens(tmp_path, code=code)


def test_a_code_that_cannot_be_replaced_lets_nobody_in(tmp_path: Path, desk: Desk, code: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fail_save(patch, 1)
        assert refused(lambda: recovery.recover(tmp_path, code, ANNA, NEW, clock=lambda: desk.now)) == "read_only"
    assert (opens(tmp_path, code=code), opens(tmp_path, password=HERS)) == (True, True)
    with closing(login.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now).store):
        pass


def me(ctx: Context) -> accounts.UserRecord:
    return next(user for user in accounts.everybody(ctx) if user.name == ctx.user)


def test_there_is_always_an_administrator(ctx: Context) -> None:
    fewer = frozenset({Role.HANDLER})
    assert refused(lambda: accounts.change(ctx, me(ctx).id, roles=fewer, active=True)) == "last_administrator"
    assert refused(lambda: accounts.change(ctx, bo(ctx).id, roles=frozenset(), active=True)) == "no_role"
    assert refused(lambda: accounts.change(ctx, 99, roles=fewer, active=True)) == "unknown_user"
    accounts.change(ctx, bo(ctx).id, roles=frozenset({Role.ADMINISTRATOR}), active=True)
    accounts.change(ctx, me(ctx).id, roles=fewer, active=True)
    assert me(ctx).roles == fewer


def test_nobody_closes_her_own_account(ctx: Context) -> None:
    """She would sit on at a desk that is no longer hers."""
    accounts.change(ctx, bo(ctx).id, roles=frozenset({Role.ADMINISTRATOR}), active=True)
    assert refused(lambda: accounts.change(ctx, me(ctx).id, roles=me(ctx).roles, active=False)) == "own_account"
    assert me(ctx).active
