"""The key file put back: from beside a copy, from what is left of a damaged one, by password and by code."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import EntryRefused, ExpectedError, StoreUnavailable
from rhs_desktop.domain.roles import Role
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services.backups import make
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.restoring import key_file as restoring_key_file
from rhs_desktop.services.restoring.move_to_computer import CopyRequest
from rhs_desktop.services.users import accounts, first_login, login, recovery
from rhs_desktop.store import access_log
from rhs_desktop.store.users.key_file import Cost, KeyFile, read_key_file
from rhs_desktop.strings.access_log import entries
from tests import builders

ANNA, BO, CLOSED = "Anna Ek", "Bo Ask", "Cecilia Dal"
HERS, HIS, LATER, NEW = "ärtsoppa på torsdag", "fyra gröna paraplyer", "pannkakor med sylt", "tre små stugor"
CHEAP = Cost(memory=64, lanes=1, rounds=1)
PEOPLE = 3


def now() -> datetime:
    return datetime(2026, 11, 9, 9, 0)


class Clinic:
    """A copy from when Anna had her former password and Cecilia could still come in; her code is the former too."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.former_code = first_login.begin(self.data, ANNA, HERS, cost=CHEAP, clock=now)
        with (ctx := login.enter(self.data, ANNA, HERS, clock=now)).store:
            builders.filled(ctx, PEOPLE)
            accounts.add(ctx, BO, frozenset({Role.HANDLER}), HIS)
            accounts.add(ctx, CLOSED, frozenset({Role.HANDLER}), HIS)
            self.copy = backup_dir(self.data) / make.make(ctx).name
            accounts.change_own_password(ctx, HERS, LATER)
            self.code = accounts.new_recovery_code(ctx)
            (number,) = (user.id for user in accounts.everybody(ctx) if user.name == CLOSED)
            accounts.change(ctx, number, roles=frozenset({Role.HANDLER}), active=False)
        self.whole = key_file(self.data).read_bytes()

    @property
    def keys(self) -> Path:
        return self.copy.with_name(self.copy.name + ".keys")

    @property
    def aside(self) -> list[bytes]:
        return [file.read_bytes() for file in backup_dir(self.data).glob("rhs-skadad-*.keys")]

    def spoil(self, content: bytes) -> None:
        key_file(self.data).write_bytes(content)

    def told(self, password: str, name: str = ANNA) -> list[str]:
        """Who put the key file back, how, as the log has it."""
        with (ctx := login.enter(self.data, name, password, clock=now)).store:
            assert verify(ctx) == ()
            with ctx.store.reading() as db:
                return [
                    f"{line.user}: {entries.what(line)}"
                    for line in access_log.lines(db, access_log.LogQuery(kind="keys"))
                ]


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path)


OF_COPY = "Anna Ek: Satte tillbaka nyckelfilen: den som låg vid en säkerhetskopia"
LEFT = "Anna Ek: Satte tillbaka nyckelfilen: det som var kvar av den"


@pytest.mark.parametrize("chosen", ["copy", "keys"])
@pytest.mark.parametrize("content", [None, b"", b"\0" * 900], ids=["gone", "empty", "zeroes"])
def test_it_comes_back_from_beside_a_copy(clinic: Clinic, chosen: str, content: bytes | None) -> None:
    """With the passwords of that day."""
    key_file(clinic.data).unlink()
    if content is not None:
        clinic.spoil(content)
    path = clinic.copy if chosen == "copy" else clinic.keys
    restoring_key_file.put_back(clinic.data, CopyRequest(path, " anna ek", HERS), clock=now)
    assert clinic.told(HERS) == ["anna ek" + OF_COPY[len(ANNA) :]]
    assert clinic.aside == ([] if content is None else [content])


def cut(whole: bytes) -> bytes:
    return whole[:-30]


def without_annas_door(whole: bytes) -> bytes:
    """Doors are kept in the order in which they were made: hers is the second last, the code's the last."""
    marks = [place for place in range(len(whole)) if whole.startswith(b'"salt"', place)]
    at = marks[-2] + 12
    return whole[:at] + b"!" + whole[at + 1 :]


def test_what_is_left_is_tried_before_the_copy(clinic: Clinic) -> None:
    """It has the latest passwords."""
    clinic.spoil(cut(clinic.whole))
    restoring_key_file.put_back(clinic.data, CopyRequest(clinic.copy, ANNA, LATER), clock=now)
    assert clinic.told(LATER) == [LEFT]
    assert clinic.aside == [cut(clinic.whole)]
    assert [one.code for one in (refusal(clinic, ANNA, HERS), refusal(clinic, CLOSED, HIS))] == ["wrong_login"] * 2
    with login.enter(clinic.data, BO, HIS, clock=now).store:
        pass


def refusal(clinic: Clinic, name: str, password: str) -> EntryRefused:
    with pytest.raises(EntryRefused) as error:
        login.enter(clinic.data, name, password, clock=now)
    return error.value


def test_whose_door_is_spoilt_comes_in_as_on_the_day_of_the_copy(clinic: Clinic) -> None:
    clinic.spoil(without_annas_door(clinic.whole))
    restoring_key_file.put_back(clinic.data, CopyRequest(clinic.keys, ANNA, HERS), clock=now)
    assert clinic.told(HERS) == [OF_COPY]


def test_who_was_closed_stays_outside(clinic: Clinic) -> None:
    """The copy still has a door for her."""
    clinic.spoil(b"")
    with pytest.raises(EntryRefused) as refused:
        restoring_key_file.put_back(clinic.data, CopyRequest(clinic.copy, CLOSED, HIS), clock=now)
    assert refused.value.code == "account_closed"
    assert key_file(clinic.data).read_bytes() == b""
    restoring_key_file.put_back(clinic.data, CopyRequest(clinic.copy, ANNA, HERS), clock=now)
    assert not read_key_file(key_file(clinic.data)).knows(CLOSED)
    assert read_key_file(key_file(clinic.data)).knows(BO)


@pytest.mark.parametrize(
    ("spoilt", "own"),
    [
        pytest.param(cut, True, id="its door is whole"),
        pytest.param(lambda whole: whole.replace(b'"pepper": "', b'"pepper": "!'), True, id="only its door is whole"),
        pytest.param(lambda whole: b"", False, id="nothing is left"),
    ],
)
def test_the_code_opens_what_is_left_or_the_copy(clinic: Clinic, spoilt: Callable[[bytes], bytes], own: bool) -> None:
    clinic.spoil(spoilt(clinic.whole))
    path = key_file(clinic.data) if own else clinic.copy
    code = clinic.code if own else clinic.former_code
    restoring_key_file.put_back(clinic.data, CopyRequest(path, ANNA, NEW, code), clock=now)
    fresh = recovery.recover(clinic.data, code, ANNA, NEW, clock=now)
    assert fresh not in (clinic.code, clinic.former_code)
    assert clinic.told(NEW) == [LEFT if own else OF_COPY]


@pytest.mark.parametrize(
    ("content", "path", "password", "code"),
    [
        pytest.param(b"", "own", LATER, "keys_nothing_left", id="nothing is left and no copy is chosen"),
        pytest.param(b"", "copy", "fel lösenord", "wrong_login", id="a wrong password"),
        pytest.param(cut, "own", "fel lösenord", "wrong_login", id="a wrong password for what is left"),
        pytest.param(cut, "gone", "fel lösenord", "fetch_no_keys", id="no keys beside the copy"),
        pytest.param(None, "copy", LATER, "already_begun", id="nothing is wrong"),
    ],
)
def test_what_is_refused_changes_nothing(
    clinic: Clinic, content: bytes | Callable[[bytes], bytes] | None, path: str, password: str, code: str
) -> None:
    if content is not None:
        clinic.spoil(content(clinic.whole) if callable(content) else content)
    before = key_file(clinic.data).read_bytes()
    paths = {"own": key_file(clinic.data), "copy": clinic.copy, "gone": clinic.data / "annan.sqlite3"}
    with pytest.raises(ExpectedError) as refused:
        restoring_key_file.put_back(clinic.data, CopyRequest(paths[path], ANNA, password), clock=now)
    assert refused.value.code == code
    assert key_file(clinic.data).read_bytes() == before
    assert clinic.aside == []


def test_guesses_at_what_is_left_have_to_wait(clinic: Clinic) -> None:
    clinic.spoil(cut(clinic.whole))
    codes = []
    for _ in range(4):
        with pytest.raises(ExpectedError) as refused:
            restoring_key_file.put_back(
                clinic.data, CopyRequest(clinic.data / "annan.sqlite3", ANNA, "fel lösenord"), clock=now
            )
        codes.append(refused.value.code)
    assert codes == [*("fetch_no_keys",) * 3, "wait"]


def test_a_new_password_that_will_not_do_is_no_guess(clinic: Clinic) -> None:
    clinic.spoil(cut(clinic.whole))
    codes = []
    for _ in range(4):
        with pytest.raises(ExpectedError) as refused:
            restoring_key_file.put_back(clinic.data, CopyRequest(clinic.copy, ANNA, "kort", clinic.code), clock=now)
        codes.append(refused.value.code)
    assert codes == ["password_short"] * 4


@pytest.mark.parametrize("by", ["password", "code"])
def test_keys_of_another_register_are_refused(clinic: Clinic, tmp_path: Path, by: str) -> None:
    other = Clinic(tmp_path / "other")
    key_file(clinic.data).unlink()
    wanted = CopyRequest(other.copy, ANNA, HERS if by == "password" else NEW, other.former_code if by == "code" else "")
    with pytest.raises(ExpectedError) as refused:
        restoring_key_file.put_back(clinic.data, wanted, clock=now)
    assert refused.value.code == "fetch_other_keys"
    assert not key_file(clinic.data).exists()


def test_a_register_that_is_damaged_too_is_next(clinic: Clinic) -> None:
    """What is left opens it as ever; then a copy takes its place."""
    clinic.spoil(cut(clinic.whole))
    database_file(clinic.data).write_bytes(b"x" * 9_000)
    restoring_key_file.put_back(clinic.data, CopyRequest(key_file(clinic.data), ANNA, LATER), clock=now)
    with pytest.raises(StoreUnavailable) as damaged:
        login.enter(clinic.data, ANNA, LATER, clock=now)
    assert damaged.value.code == "damaged"
    assert login.unlocked(clinic.data, ANNA, LATER, clock=now)


def test_killed_before_the_new_file_has_its_name_it_is_done_again(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.spoil(cut(clinic.whole))

    def killed(self: KeyFile) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(KeyFile, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            restoring_key_file.put_back(clinic.data, CopyRequest(clinic.copy, ANNA, LATER), clock=now)
    assert restoring_key_file.is_damaged(clinic.data)
    restoring_key_file.put_back(clinic.data, CopyRequest(clinic.copy, ANNA, LATER), clock=now)
    assert clinic.told(LATER) == [LEFT, LEFT]


def test_the_newest_copy_whose_keys_can_be_read_is_proposed(clinic: Clinic) -> None:
    with (ctx := login.enter(clinic.data, ANNA, LATER, clock=lambda: datetime(2026, 11, 10, 9, 0))).store:
        newest = backup_dir(clinic.data) / (make.make(ctx).name + ".keys")
    assert restoring_key_file.proposed(clinic.data) == newest
    newest.write_bytes(b"{")
    assert restoring_key_file.proposed(clinic.data) == clinic.keys
    shutil.rmtree(backup_dir(clinic.data))
    assert restoring_key_file.proposed(clinic.data) is None


def test_a_file_that_is_spoilt_while_somebody_works_does_not_drive_out_the_whole_ones(clinic: Clinic) -> None:
    with (ctx := login.enter(clinic.data, ANNA, LATER, clock=lambda: datetime(2026, 11, 10, 9, 0))).store:
        clinic.spoil(b"{")
        made = backup_dir(clinic.data) / (make.make(ctx).name + ".keys")
    assert made.read_bytes() == clinic.keys.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="another system's rights")
def test_the_keys_of_copies_are_nobody_elses_to_read(clinic: Clinic) -> None:
    files = [file for file in clinic.data.rglob("*") if file.is_file() and file.suffix in (".keys", ".sqlite3")]
    assert len(files) >= 4
    assert {file.name: file.stat().st_mode & 0o077 for file in files} == dict.fromkeys((file.name for file in files), 0)
