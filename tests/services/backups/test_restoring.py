"""Taking the register back: what it would change, doing it, undoing it, and where the register cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from rhs_desktop.domain.access_log.entries import ranges
from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.errors import EntryRefused, StoreTrouble, StoreUnavailable
from rhs_desktop.domain.roles import Role
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services import retention
from rhs_desktop.services.backups import make, settings
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.cases import undo as cases_undo
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.restoring import restore
from rhs_desktop.store import access_log
from rhs_desktop.store.backups import file_swap
from rhs_desktop.store.connection import Key, connect
from tests import builders
from tests.builders import Desk

KEY = Key(bytes(range(32)))


@dataclass
class Clinic:
    data: Path
    desk: Desk
    key: Key | None
    ctx: Context

    def open(self) -> Context:
        self.ctx = open_context(self.data, user="Ann Admin", clock=lambda: self.desk.now, create=True, key=self.key)
        return self.ctx

    def close(self) -> None:
        self.ctx.store.close()

    def copy(self) -> Path:
        self.desk.tick(minutes=1)
        return backup_dir(self.data) / make.make(self.ctx).name

    def shown(self) -> list[object]:
        return [*case_list.load_rows(self.ctx)]


@pytest.fixture(params=[pytest.param(None, id="plain"), pytest.param(KEY, id="encrypted")])
def clinic(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clinic]:
    desk = Desk()
    ctx = open_context(tmp_path / "data", user="Ann Admin", clock=lambda: desk.now, create=True, key=request.param)
    one = Clinic(tmp_path / "data", desk, request.param, ctx)
    yield one
    one.ctx.store.close()


def test_what_would_change_is_told_before(clinic: Clinic) -> None:
    ctx = clinic.ctx
    cases = builders.filled(ctx, 3)
    copy = clinic.copy()
    until = clinic.desk.now
    clinic.desk.tick(hours=2)
    record.add_note(ctx, cases[0], "Ringer på fredag")
    builders.import_people(replace(ctx, user="Bo Berg"), 1, [builders.details(number) for number in (0, 1, 2, 3, 4)])
    shown = restore.preview(ctx, copy)
    assert [(deed.kind, deed.user, deed.cases) for deed in shown.gone.deeds] == [
        ("import", "Bo Berg", 2),
        ("note", "Ann Admin", 1),
    ]
    assert [one.name for one in shown.gone.people] == [builders.details(n).name.display for n in (4, 3)]
    assert (shown.gone.cases, shown.back.deeds, shown.back.people, shown.same) == (2, (), (), False)
    assert shown.until is not None
    assert shown.until <= until
    assert shown.backup is not None
    assert shown.backup.kind is BackupKind.BY_HAND


def test_who_was_erased_since_is_neither_named_nor_said_to_come_back(clinic: Clinic) -> None:
    ctx = clinic.ctx
    cases = builders.filled(ctx, 3)
    copy = clinic.copy()
    person = ctx.store.resident_of(cases[0]).id
    retention.erase(ctx, retention.plan_person(ctx, person), reason="Begäran", include_open=True)
    shown = restore.preview(ctx, copy)
    assert (shown.back.people, shown.gone.people, shown.back.cases, shown.gone.cases) == ((), (), 0, 0)
    builders.import_people(ctx, 1, [builders.details(0), builders.details(7)])  # she comes again, as somebody new
    shown = restore.preview(ctx, copy)
    assert (shown.back.people, shown.back.cases) == ((), 0)
    assert [one.name for one in shown.gone.people] == [builders.details(n).name.display for n in (0, 7)]
    assert shown.gone.cases == 2


def test_whoever_is_named_stands_in_the_log(clinic: Clinic) -> None:
    """Also who would come back, whom the register does not know now."""
    ctx = clinic.ctx
    builders.filled(ctx, 2)
    copy = clinic.copy()
    builders.import_people(ctx, 1, [builders.details(number) for number in range(4)])
    later = {row.case for row in case_list.load_rows(ctx)}
    way_back = backup_dir(clinic.data) / restore.restore(ctx, copy).name
    shown = restore.preview(ctx, way_back)
    assert len(shown.back.people) == 2
    with ctx.store.reading() as db:
        (line,) = access_log.lines(db, access_log.LogQuery(kind="listed"))
    assert line.people == ranges(one.id for one in shown.back.people)
    assert len(later) == 4


def test_a_copy_of_the_present_would_change_nothing(clinic: Clinic) -> None:
    builders.filled(clinic.ctx)
    assert restore.preview(clinic.ctx, clinic.copy()).same


def test_restored_and_undone_and_done_again(clinic: Clinic) -> None:
    ctx = clinic.ctx
    cases = builders.filled(ctx, 3)
    copy, before = clinic.copy(), clinic.shown()
    clinic.desk.tick(days=1)
    record.add_note(ctx, cases[0], "Ringer på fredag")
    builders.import_people(ctx, 1, [builders.details(number) for number in range(6)])
    after = clinic.shown()

    kept = restore.restore(ctx, copy)
    assert kept.kind is BackupKind.BEFORE_RESTORE
    assert [row.case for row in case_list.load_rows(ctx)] == [row.case for row in before]  # type: ignore[attr-defined]
    assert verify(ctx) == ()

    way_back = restore.undoable(ctx)
    assert way_back is not None
    assert way_back.name == kept.name
    shown = restore.preview(ctx, way_back)
    assert ([deed.kind for deed in shown.back.deeds], len(shown.back.people)) == (["import", "note"], 3)
    restore.restore(ctx, way_back)
    assert clinic.shown() == after
    assert verify(ctx) == ()
    with ctx.store.reading() as db:
        assert [line.kind for line in access_log.lines(db, access_log.LogQuery(kind="restore"))] == ["restore"] * 2
        assert list(access_log.verify(db)) == []
    restore.restore(ctx, copy)
    assert len(clinic.shown()) == 3
    clinic.close()
    assert verify(clinic.open()) == ()


@pytest.mark.parametrize("code", [StoreTrouble.DISK_FULL, StoreTrouble.UNREACHABLE])
def test_what_fails_after_it_is_done_is_not_told_as_if_nothing_had_been(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, code: StoreTrouble
) -> None:
    def fail(ctx: Context) -> bool:
        raise StoreUnavailable(code, path="rhs.sqlite3")

    cases = builders.filled(clinic.ctx, 3)
    copy = clinic.copy()
    record.add_note(clinic.ctx, cases[0], "Ringer på fredag")
    with monkeypatch.context() as patched:
        patched.setattr(case_list, "settle", fail)
        assert restore.restore(clinic.ctx, copy).kind is BackupKind.BEFORE_RESTORE
    with clinic.ctx.store.reading() as db:
        assert db.execute("SELECT count(*) FROM events WHERE kind = 'Noted'").fetchone() == (0,)
    assert verify(clinic.ctx) == ()


def test_undo_stops_at_a_restore(clinic: Clinic) -> None:
    """Ctrl+Z right after a restore must not take back what somebody did days before it."""
    cases = builders.filled(clinic.ctx)
    copy = clinic.copy()
    restore.restore(clinic.ctx, copy)
    assert cases_undo.last_undoable(clinic.ctx) is None
    assert restore.undoable(clinic.ctx) is not None
    done = record.add_note(clinic.ctx, cases[0], "Ringer på fredag")
    assert restore.undoable(clinic.ctx) is None
    undo = cases_undo.last_undoable(clinic.ctx)
    assert undo is not None
    assert undo.id == done.act


def test_choices_of_the_copies_stay(clinic: Clinic, tmp_path: Path) -> None:
    copy = clinic.copy()
    (tmp_path / "stick").mkdir()
    settings.choose(clinic.ctx, settings.BackupSettings(workdays=9, second=str(tmp_path / "stick")))
    chosen = settings.choices(clinic.ctx)
    restore.restore(clinic.ctx, copy)
    assert settings.choices(clinic.ctx) == chosen


def test_who_was_erased_stays_erased(clinic: Clinic) -> None:
    ctx = clinic.ctx
    cases = builders.filled(ctx, 3)
    record.add_note(ctx, cases[1], "Bor hos dottern Ylva")
    copy = clinic.copy()
    resident = ctx.store.resident_of(cases[1]).id
    plan = retention.plan_person(ctx, resident)
    retention.erase(ctx, plan, reason="Begäran", reference="2026-17", include_open=True)
    restore.restore(ctx, copy)
    person = builders.details(1)
    assert ctx.store.resident_of(cases[1]).details.identity != person.identity
    assert verify(ctx) == ()
    assert len(retention.protocol(ctx)) == 1
    clinic.close()
    content = database_file(clinic.data).read_bytes()  # where it is encrypted, no words can be there at all
    for word in (person.identity.digits, person.phones[0], "Ylva"):
        assert word.encode() not in content
    assert verify(clinic.open()) == ()


def test_restoring_the_oldest_copy_does_not_remove_it_first(clinic: Clinic) -> None:
    copy = clinic.copy()
    for number in range(20):
        clinic.desk.tick(minutes=10)
        builders.import_people(clinic.ctx, builders.add_round(clinic.ctx, f"{number}"), [builders.details(number)])
    assert clinic.ctx.store.copies is not None
    clinic.ctx.store.copies.wait()
    assert copy.exists()
    restore.restore(clinic.ctx, copy)
    assert copy.exists()
    assert clinic.shown() == []


def test_whose_role_does_not_look_at_people_is_told_only_how_many(clinic: Clinic) -> None:
    copy = clinic.copy()
    builders.filled(clinic.ctx, 2)
    admin = replace(clinic.ctx, roles=frozenset({Role.ADMINISTRATOR}))
    shown = restore.preview(admin, copy)
    assert (shown.named, [one.name for one in shown.gone.people]) == (False, ["", ""])
    nurse = replace(clinic.ctx, roles=frozenset({Role.HANDLER}))
    for service in (restore.preview, restore.restore):
        with pytest.raises(EntryRefused):
            service(nurse, copy)


# ---- where the register cannot be opened -----------------------------------------------------------------------------


def hurt(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:200] = bytes(200)
    path.write_bytes(data)


def vanish(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [hurt, vanish, empty])
def test_a_register_that_cannot_be_opened_is_replaced(clinic: Clinic, harm: object) -> None:
    assert callable(harm)
    builders.filled(clinic.ctx, 4)
    copy, before = clinic.copy(), clinic.shown()
    clinic.close()
    path = database_file(clinic.data)
    harm(path)
    left = path.read_bytes() if path.exists() else None
    with pytest.raises(StoreUnavailable):
        open_context(clinic.data, user="", key=clinic.key)
    assert restore.found(clinic.data)[0] == copy
    restore.rescue(clinic.data, copy, user="Ann Admin", key=clinic.key, clock=lambda: clinic.desk.now)
    assert verify(clinic.open()) == ()
    assert clinic.shown() == before
    aside = [file.read_bytes() for file in backup_dir(clinic.data).glob("rhs-skadad-*")]
    assert aside == ([] if left is None else [left])


def test_the_log_of_a_register_that_is_only_hurt_elsewhere_is_taken_over(clinic: Clinic) -> None:
    cases = builders.filled(clinic.ctx, 4)
    copy = clinic.copy()
    record.add_note(clinic.ctx, cases[0], "Ringer på fredag")
    with clinic.ctx.store.reading() as db:
        lines = access_log.extent(db).lines
    clinic.close()
    restore.rescue(clinic.data, copy, user="Ann Admin", key=clinic.key, clock=lambda: clinic.desk.now)
    with clinic.open().store.reading() as db:
        assert access_log.extent(db).lines == lines + 1
        assert list(access_log.verify(db)) == []
        (line,) = access_log.lines(db, access_log.LogQuery(kind="restore"))
    assert line.details["log_kept"]


@pytest.mark.parametrize("moment", ["decided", "wal gone"])
def test_a_rescue_that_was_killed_is_ended_at_the_next_start(clinic: Clinic, moment: str) -> None:
    cases = builders.filled(clinic.ctx, 4)
    copy = clinic.copy()
    path = database_file(clinic.data)
    connect_ = partial(connect, key=clinic.key)
    with closing(connect_(path)) as other:  # keeps the WAL of the register that goes
        record.add_note(clinic.ctx, cases[0], "Ringer på fredag")
        wal = path.with_name(path.name + "-wal").read_bytes()
        assert wal
        other.execute("SELECT 1")
    clinic.close()
    path.with_name(path.name + "-wal").write_bytes(wal)
    path.with_name(path.name + ".restored").write_bytes(copy.read_bytes())
    if moment == "wal gone":
        path.with_name(path.name + "-wal").unlink()
    assert file_swap.half_done(path)
    with pytest.raises(StoreUnavailable) as refused:
        open_context(clinic.data, user="", key=clinic.key, read_only=True)
    assert refused.value.code == "half_restored"
    assert verify(clinic.open()) == ()
    with clinic.ctx.store.reading() as db:
        assert db.execute("SELECT count(*) FROM events WHERE kind = 'Noted'").fetchone() == (0,)
    assert not file_swap.half_done(path)


def test_a_rescue_is_refused_while_somebody_has_the_register(clinic: Clinic) -> None:
    copy = clinic.copy()
    with pytest.raises(StoreUnavailable) as refused:
        restore.rescue(clinic.data, copy, user="", key=clinic.key)
    assert refused.value.code == "in_use"


def test_a_damaged_copy_does_not_take_the_place_of_anything(clinic: Clinic) -> None:
    builders.filled(clinic.ctx)
    copy = clinic.copy()
    clinic.close()
    hurt(copy)
    before = database_file(clinic.data).read_bytes()
    with pytest.raises(StoreUnavailable) as refused:
        restore.rescue(clinic.data, copy, user="", key=clinic.key, clock=lambda: clinic.desk.now)
    assert refused.value.code in ("copy_damaged", "copy_plain")
    assert database_file(clinic.data).read_bytes() == before


def test_a_new_computer_takes_the_keys_from_beside_the_copy(clinic: Clinic, tmp_path: Path) -> None:
    key_file(clinic.data).write_bytes(b"doors")
    builders.filled(clinic.ctx)
    copy = clinic.copy()
    new = tmp_path / "new"
    assert restore.bring_keys(new, copy)
    assert not restore.bring_keys(new, copy)
    assert key_file(new).read_bytes() == b"doors"
    restore.rescue(new, copy, user="Ann Admin", key=clinic.key, clock=lambda: clinic.desk.now)
    with open_context(new, user="Ann Admin", key=clinic.key, clock=lambda: clinic.desk.now).store as store:
        assert verify(builders.context(store, clinic.desk)) == ()
