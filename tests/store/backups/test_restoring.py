"""Copies that are whole, and a register that is taken back from one: what returns, what stays, what is refused."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.store import access_log, copy_file
from rhs_desktop.store.backups.restoring import RestoredBy
from rhs_desktop.store.connection import Key, connect
from rhs_desktop.store.store import Store
from tests import builders
from tests.builders import Desk

KEY = Key(bytes(range(32)))


def by(desk: Desk) -> RestoredBy:
    return RestoredBy("Ann Admin", desk.now, {"kind": "start"})


def state(ctx: Context) -> list[object]:
    return [*case_list.load_rows(ctx)]


@pytest.mark.parametrize("key", [pytest.param(None, id="plain"), pytest.param(KEY, id="encrypted")])
def test_a_register_comes_back_while_others_read_it(tmp_path: Path, key: Key | None) -> None:
    desk = Desk()
    with Store.create(tmp_path / "rhs.sqlite3", now=desk.now, key=key) as store:
        ctx = builders.context(store, desk)
        cases = builders.filled(ctx, 5)
        before = state(ctx)
        copy = store.back_up(tmp_path / "copy.sqlite3")
        record.add_note(ctx, cases[0], "Ringer på fredag")
        with closing(store.snapshot()) as other:
            store.restore_from(copy, by(desk))
            assert other.execute("SELECT count(*) FROM events WHERE kind = 'Noted'").fetchone() == (1,)
        assert state(ctx) == before
        assert verify(ctx) == ()
        record.add_note(ctx, cases[1], "Ringer på måndag")
        assert verify(ctx) == ()
    with Store.open(tmp_path / "rhs.sqlite3", now=desk.now, key=key) as store:
        assert verify(builders.context(store, desk)) == ()
    assert not [file for file in tmp_path.iterdir() if "restor" in file.name]


def test_the_whole_log_stays_with_a_line_of_what_was_done(tmp_path: Path) -> None:
    desk = Desk()
    with builders.opened(tmp_path, desk) as ctx:
        cases = builders.filled(ctx)
        copy = ctx.store.back_up(tmp_path / "copy.sqlite3")
        record.add_note(ctx, cases[0], "Ringer på fredag")
        with ctx.store.reading() as db:
            lines = access_log.lines(db, access_log.LogQuery())
        ctx.store.restore_from(copy, by(desk))
        with ctx.store.reading() as db:
            last, *earlier = access_log.lines(db, access_log.LogQuery())
            assert tuple(earlier) == lines
            assert list(access_log.verify(db)) == []
    assert (last.kind, last.user, last.details["kind"]) == ("restore", "Ann Admin", "start")


def test_no_number_is_given_out_twice(tmp_path: Path) -> None:
    """The log names people by their numbers, a letter names its case by its number."""
    desk = Desk()
    with builders.opened(tmp_path, desk) as ctx:
        round_id = builders.add_round(ctx)
        copy = ctx.store.back_up(tmp_path / "copy.sqlite3")
        first = builders.import_people(ctx, round_id, [builders.details(1), builders.details(2)]).done
        gone = {ctx.store.resident_of(case).id for case in first.cases}
        for _ in range(2):  # also when it is done once more
            ctx.store.restore_from(copy, by(desk))
        second = builders.import_people(ctx, round_id, [builders.details(3)]).done
        assert not set(second.cases) & set(first.cases)
        assert not {ctx.store.resident_of(case).id for case in second.cases} & gone
        assert second.act > first.act + 1


def test_users_stay_as_they_are(tmp_path: Path) -> None:
    desk = Desk()
    with builders.opened(tmp_path, desk) as ctx:
        _user(ctx, "anna")
        copy = ctx.store.back_up(tmp_path / "copy.sqlite3")
        _user(ctx, "bo")
        with ctx.store.act(ActKind.USERS, user="", now=desk.now, rules=ctx.rules) as act:
            act.change("user", 1, active=False)
            act.commit()
        ctx.store.restore_from(copy, by(desk))
        with ctx.store.reading() as db:
            assert db.execute("SELECT name, active FROM users ORDER BY id").fetchall() == [("anna", 0), ("bo", 1)]


def _user(ctx: Context, name: str) -> None:
    with ctx.store.act(ActKind.USERS, user="", now=ctx.now, rules=ctx.rules) as act:
        act.add_user(name, ctx.roles)
        act.commit()


def _older(tmp_path: Path) -> Path:
    from rhs_desktop.store.migrations import STEPS

    path = tmp_path / "older.sqlite3"
    with builders.opened(tmp_path / "made") as ctx, ctx.store.reading() as db:
        builders.filled(ctx)
        (salt,) = db.execute("SELECT value FROM settings WHERE key = 'salt'").fetchone()
    with closing(connect(path, create=True)) as db:
        for statement in STEPS[0]:
            db.execute(statement)
        db.execute("UPDATE settings SET value = ? WHERE key = 'salt'", (salt,))
        db.execute("PRAGMA application_id = 0x52485344")
        db.execute("PRAGMA user_version = 1")
        db.execute("INSERT INTO rounds VALUES (1, 'Den äldre', 2025, 'rhs-004', '[]')")
        db.execute("PRAGMA journal_mode = DELETE")
    return path


def test_a_copy_of_an_older_program_is_brought_up_to_date(tmp_path: Path) -> None:
    copy = _older(tmp_path)
    content = copy.read_bytes()
    with builders.opened(tmp_path / "made") as ctx:
        ctx.store.restore_from(copy, by(Desk()))
        assert [one.name for one in case_list.rounds(ctx)] == ["Den äldre"]
        assert verify(ctx) == ()
    assert copy.read_bytes() == content


def _damaged(tmp_path: Path) -> Path:
    with builders.opened(tmp_path / "clinic") as ctx:
        builders.filled(ctx, 200)
        copy = ctx.store.back_up(tmp_path / "damaged.sqlite3")
    data = bytearray(copy.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 3000] = bytes(3000)
    copy.write_bytes(data)
    return copy


def _newer(tmp_path: Path) -> Path:
    with builders.opened(tmp_path / "clinic") as ctx:
        copy = ctx.store.back_up(tmp_path / "newer.sqlite3")
    with closing(connect(copy)) as db:
        db.execute("PRAGMA user_version = 999")
    return copy


def _foreign(tmp_path: Path) -> Path:
    with closing(connect(tmp_path / "foreign.sqlite3", create=True)) as db:
        db.execute("CREATE TABLE notes (text)")
    return tmp_path / "foreign.sqlite3"


def _other(tmp_path: Path) -> Path:
    with builders.opened(tmp_path / "other") as ctx:
        builders.filled(ctx)
        return ctx.store.back_up(tmp_path / "other.sqlite3")


def _nothing(tmp_path: Path) -> Path:
    return tmp_path / "nothing.sqlite3"


def _cut(tmp_path: Path) -> Path:
    copy = _newer(tmp_path)
    copy.write_bytes(copy.read_bytes()[:1000])
    return copy


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(_damaged, "copy_damaged", id="damaged"),
        pytest.param(_cut, "copy_damaged", id="cut off"),
        pytest.param(_newer, "copy_newer", id="of a later program"),
        pytest.param(_foreign, "copy_foreign", id="of another program"),
        pytest.param(_other, "copy_other", id="of another clinic"),
        pytest.param(_nothing, "copy_missing", id="gone"),
    ],
)
def test_what_is_refused_changes_nothing(tmp_path: Path, make: object, code: str) -> None:
    assert callable(make)
    copy = make(tmp_path)
    with builders.opened(tmp_path / "clinic") as ctx:
        before = state(ctx)
        with ctx.store.reading() as db:
            head = copy_file.head(db)
        with pytest.raises(StoreUnavailable) as refused:
            ctx.store.restore_from(copy, by(Desk()))
        assert refused.value.code == code
        with ctx.store.reading() as db:
            assert copy_file.head(db) == head
        assert state(ctx) == before
    assert {file.name for file in (tmp_path / "clinic").iterdir()} == {"rhs.sqlite3", "rhs.sqlite3.in-use"}


@pytest.mark.parametrize(
    ("key", "code"),
    [pytest.param(None, "copy_plain", id="plain"), pytest.param(Key(bytes(32)), "copy_damaged", id="another key")],
)
def test_a_copy_that_this_clinics_key_does_not_open(tmp_path: Path, key: Key | None, code: str) -> None:
    desk = Desk()
    with Store.create(tmp_path / "a" / "rhs.sqlite3", now=desk.now, key=key) as store:
        copy = store.back_up(tmp_path / "copy.sqlite3")
    with (
        Store.create(tmp_path / "b" / "rhs.sqlite3", now=desk.now, key=KEY) as store,
        pytest.raises(StoreUnavailable) as refused,
    ):
        store.restore_from(copy, by(desk))
    assert refused.value.code == code


def test_a_copy_sees_one_moment_while_acts_go_on(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        cases = builders.filled(ctx)
        with closing(ctx.store.snapshot()) as then:
            record.add_note(ctx, cases[0], "Ringer på fredag")
            copy = ctx.store.back_up(tmp_path / "copy.sqlite3", of=then)
        with closing(connect(copy, read_only=True)) as db:
            assert db.execute("SELECT count(*) FROM events WHERE kind = 'Noted'").fetchone() == (0,)
    assert {file.name for file in tmp_path.iterdir()} == {"copy.sqlite3", "rhs.sqlite3", "rhs.sqlite3.in-use"}


def test_the_key_file_goes_with_the_copy(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        (tmp_path / "rhs.keys").write_bytes(b"doors")
        copy = ctx.store.back_up(tmp_path / "copies" / "copy.sqlite3")
    assert copy.with_name("copy.sqlite3.keys").read_bytes() == b"doors"


def test_a_copy_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx)
        with pytest.raises((InterruptedError, StoreUnavailable)):
            ctx.store.back_up(tmp_path / "copies" / "copy.sqlite3", report=stop)
    assert list((tmp_path / "copies").iterdir()) == []
