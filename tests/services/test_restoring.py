"""Taking the register back: what it would change, doing it, undoing it, and where the register cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from rhs_desktop.domain.access import ranges
from rhs_desktop.domain.backups import Kind
from rhs_desktop.domain.errors import EntryRefused, StoreUnavailable
from rhs_desktop.domain.roles import Role
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services import backup_choices, backups, casework, overview, restoring, retention, undoing
from rhs_desktop.services.opening import open_workplace
from rhs_desktop.services.verifying import verify
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import access_log, replacing
from rhs_desktop.store.connection import Key, connect
from tests import builders
from tests.builders import Desk

KEY = Key(bytes(range(32)))


@dataclass
class Clinic:
    data: Path
    desk: Desk
    key: Key | None
    w: Workplace

    def open(self) -> Workplace:
        self.w = open_workplace(self.data, user="Ann Admin", clock=lambda: self.desk.now, create=True, key=self.key)
        return self.w

    def close(self) -> None:
        self.w.store.close()

    def copy(self) -> Path:
        self.desk.tick(minutes=1)
        return backup_dir(self.data) / backups.make(self.w).name

    def shown(self) -> list[object]:
        return [*overview.load_rows(self.w)]


@pytest.fixture(params=[pytest.param(None, id="plain"), pytest.param(KEY, id="encrypted")])
def clinic(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clinic]:
    desk = Desk()
    w = open_workplace(tmp_path / "data", user="Ann Admin", clock=lambda: desk.now, create=True, key=request.param)
    one = Clinic(tmp_path / "data", desk, request.param, w)
    yield one
    one.w.store.close()


def test_what_would_change_is_told_before(clinic: Clinic) -> None:
    w = clinic.w
    cases = builders.filled(w, 3)
    copy = clinic.copy()
    until = clinic.desk.now
    clinic.desk.tick(hours=2)
    casework.add_note(w, cases[0], "Ringer på fredag")
    builders.import_people(replace(w, user="Bo Berg"), 1, [builders.details(number) for number in (0, 1, 2, 3, 4)])
    shown = restoring.preview(w, copy)
    assert [(deed.kind, deed.user, deed.cases) for deed in shown.gone.deeds] == [
        ("import", "Bo Berg", 2),
        ("note", "Ann Admin", 1),
    ]
    assert [one.name for one in shown.gone.people] == [builders.details(n).name.display for n in (4, 3)]
    assert (shown.gone.cases, shown.back.deeds, shown.back.people, shown.same) == (2, (), (), False)
    assert shown.until is not None
    assert shown.until <= until
    assert shown.backup is not None
    assert shown.backup.kind is Kind.BY_HAND


def test_who_was_erased_since_is_neither_named_nor_said_to_come_back(clinic: Clinic) -> None:
    w = clinic.w
    cases = builders.filled(w, 3)
    copy = clinic.copy()
    person = w.store.resident_of(cases[0]).id
    retention.erase(w, retention.plan_person(w, person), reason="Begäran", include_open=True)
    shown = restoring.preview(w, copy)
    assert (shown.back.people, shown.gone.people, shown.back.cases, shown.gone.cases) == ((), (), 0, 0)
    builders.import_people(w, 1, [builders.details(0), builders.details(7)])  # she comes again, as somebody new
    shown = restoring.preview(w, copy)
    assert (shown.back.people, shown.back.cases) == ((), 0)
    assert [one.name for one in shown.gone.people] == [builders.details(n).name.display for n in (0, 7)]
    assert shown.gone.cases == 2


def test_whoever_is_named_stands_in_the_log(clinic: Clinic) -> None:
    """Also who would come back, whom the register does not know now."""
    w = clinic.w
    builders.filled(w, 2)
    copy = clinic.copy()
    builders.import_people(w, 1, [builders.details(number) for number in range(4)])
    later = {row.case for row in overview.load_rows(w)}
    way_back = backup_dir(clinic.data) / restoring.restore(w, copy).name
    shown = restoring.preview(w, way_back)
    assert len(shown.back.people) == 2
    with w.store.reading() as db:
        (line,) = access_log.lines(db, access_log.Wanted(kind="listed"))
    assert line.people == ranges(one.id for one in shown.back.people)
    assert len(later) == 4


def test_a_copy_of_the_present_would_change_nothing(clinic: Clinic) -> None:
    builders.filled(clinic.w)
    assert restoring.preview(clinic.w, clinic.copy()).same


def test_restored_and_undone_and_done_again(clinic: Clinic) -> None:
    w = clinic.w
    cases = builders.filled(w, 3)
    copy, before = clinic.copy(), clinic.shown()
    clinic.desk.tick(days=1)
    casework.add_note(w, cases[0], "Ringer på fredag")
    builders.import_people(w, 1, [builders.details(number) for number in range(6)])
    after = clinic.shown()

    kept = restoring.restore(w, copy)
    assert kept.kind is Kind.BEFORE_RESTORE
    assert [row.case for row in overview.load_rows(w)] == [row.case for row in before]  # type: ignore[attr-defined]
    assert verify(w) == ()

    way_back = restoring.undoable(w)
    assert way_back is not None
    assert way_back.name == kept.name
    shown = restoring.preview(w, way_back)
    assert ([deed.kind for deed in shown.back.deeds], len(shown.back.people)) == (["import", "note"], 3)
    restoring.restore(w, way_back)
    assert clinic.shown() == after
    assert verify(w) == ()
    with w.store.reading() as db:
        assert [line.kind for line in access_log.lines(db, access_log.Wanted(kind="restore"))] == ["restore"] * 2
        assert list(access_log.verify(db)) == []
    restoring.restore(w, copy)
    assert len(clinic.shown()) == 3
    clinic.close()
    assert verify(clinic.open()) == ()


@pytest.mark.parametrize("code", ["disk_full", "unreachable"])
def test_what_fails_after_it_is_done_is_not_told_as_if_nothing_had_been(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def fail(w: Workplace) -> bool:
        raise StoreUnavailable(code, path="rhs.sqlite3")

    cases = builders.filled(clinic.w, 3)
    copy = clinic.copy()
    casework.add_note(clinic.w, cases[0], "Ringer på fredag")
    with monkeypatch.context() as patched:
        patched.setattr(overview, "settle", fail)
        assert restoring.restore(clinic.w, copy).kind is Kind.BEFORE_RESTORE
    with clinic.w.store.reading() as db:
        assert db.execute("SELECT count(*) FROM events WHERE kind = 'Noted'").fetchone() == (0,)
    assert verify(clinic.w) == ()


def test_undo_stops_at_a_restore(clinic: Clinic) -> None:
    """Ctrl+Z right after a restore must not take back what somebody did days before it."""
    cases = builders.filled(clinic.w)
    copy = clinic.copy()
    restoring.restore(clinic.w, copy)
    assert undoing.last_undoable(clinic.w) is None
    assert restoring.undoable(clinic.w) is not None
    done = casework.add_note(clinic.w, cases[0], "Ringer på fredag")
    assert restoring.undoable(clinic.w) is None
    undo = undoing.last_undoable(clinic.w)
    assert undo is not None
    assert undo.id == done.act


def test_choices_of_the_copies_stay(clinic: Clinic, tmp_path: Path) -> None:
    copy = clinic.copy()
    (tmp_path / "stick").mkdir()
    backup_choices.choose(clinic.w, backup_choices.Choices(workdays=9, second=str(tmp_path / "stick")))
    chosen = backup_choices.choices(clinic.w)
    restoring.restore(clinic.w, copy)
    assert backup_choices.choices(clinic.w) == chosen


def test_who_was_erased_stays_erased(clinic: Clinic) -> None:
    w = clinic.w
    cases = builders.filled(w, 3)
    casework.add_note(w, cases[1], "Bor hos dottern Ylva")
    copy = clinic.copy()
    resident = w.store.resident_of(cases[1]).id
    plan = retention.plan_person(w, resident)
    retention.erase(w, plan, reason="Begäran", reference="2026-17", include_open=True)
    restoring.restore(w, copy)
    person = builders.details(1)
    assert w.store.resident_of(cases[1]).details.identity != person.identity
    assert verify(w) == ()
    assert len(retention.protocol(w)) == 1
    clinic.close()
    if clinic.key is None:
        content = database_file(clinic.data).read_bytes()
        for word in (person.identity.digits, person.phones[0], "Ylva"):
            assert word.encode() not in content
    assert verify(clinic.open()) == ()


def test_restoring_the_oldest_copy_does_not_remove_it_first(clinic: Clinic) -> None:
    copy = clinic.copy()
    for number in range(20):
        clinic.desk.tick(minutes=10)
        builders.import_people(clinic.w, builders.add_round(clinic.w, f"{number}"), [builders.details(number)])
    assert clinic.w.store.copies is not None
    clinic.w.store.copies.wait()
    assert copy.exists()
    restoring.restore(clinic.w, copy)
    assert copy.exists()
    assert clinic.shown() == []


def test_whose_role_does_not_look_at_people_is_told_only_how_many(clinic: Clinic) -> None:
    copy = clinic.copy()
    builders.filled(clinic.w, 2)
    admin = replace(clinic.w, roles=frozenset({Role.ADMINISTRATOR}))
    shown = restoring.preview(admin, copy)
    assert (shown.named, [one.name for one in shown.gone.people]) == (False, ["", ""])
    nurse = replace(clinic.w, roles=frozenset({Role.HANDLER}))
    for service in (restoring.preview, restoring.restore):
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
    builders.filled(clinic.w, 4)
    copy, before = clinic.copy(), clinic.shown()
    clinic.close()
    path = database_file(clinic.data)
    harm(path)
    left = path.read_bytes() if path.exists() else None
    if left is not None:
        with pytest.raises(StoreUnavailable):
            open_workplace(clinic.data, user="", key=clinic.key)
    assert restoring.found(clinic.data)[0] == copy
    restoring.rescue(clinic.data, copy, user="Ann Admin", key=clinic.key, clock=lambda: clinic.desk.now)
    assert verify(clinic.open()) == ()
    assert clinic.shown() == before
    aside = [file.read_bytes() for file in backup_dir(clinic.data).glob("rhs-skadad-*")]
    assert aside == ([] if left is None else [left])


def test_the_log_of_a_register_that_is_only_hurt_elsewhere_is_taken_over(clinic: Clinic) -> None:
    cases = builders.filled(clinic.w, 4)
    copy = clinic.copy()
    casework.add_note(clinic.w, cases[0], "Ringer på fredag")
    with clinic.w.store.reading() as db:
        lines = access_log.extent(db).lines
    clinic.close()
    restoring.rescue(clinic.data, copy, user="Ann Admin", key=clinic.key, clock=lambda: clinic.desk.now)
    with clinic.open().store.reading() as db:
        assert access_log.extent(db).lines == lines + 1
        assert list(access_log.verify(db)) == []
        (line,) = access_log.lines(db, access_log.Wanted(kind="restore"))
    assert line.details["log_kept"]


@pytest.mark.parametrize("moment", ["decided", "wal gone"])
def test_a_rescue_that_was_killed_is_ended_at_the_next_start(clinic: Clinic, moment: str) -> None:
    cases = builders.filled(clinic.w, 4)
    copy = clinic.copy()
    path = database_file(clinic.data)
    connect_ = partial(connect, key=clinic.key)
    with closing(connect_(path)) as other:  # keeps the WAL of the register that goes
        casework.add_note(clinic.w, cases[0], "Ringer på fredag")
        wal = path.with_name(path.name + "-wal").read_bytes()
        assert wal
        other.execute("SELECT 1")
    clinic.close()
    path.with_name(path.name + "-wal").write_bytes(wal)
    path.with_name(path.name + ".restored").write_bytes(copy.read_bytes())
    if moment == "wal gone":
        path.with_name(path.name + "-wal").unlink()
    assert replacing.half_done(path)
    with pytest.raises(StoreUnavailable) as refused:
        open_workplace(clinic.data, user="", key=clinic.key, read_only=True)
    assert refused.value.code == "half_restored"
    assert verify(clinic.open()) == ()
    with clinic.w.store.reading() as db:
        assert db.execute("SELECT count(*) FROM events WHERE kind = 'Noted'").fetchone() == (0,)
    assert not replacing.half_done(path)


def test_a_rescue_is_refused_while_somebody_has_the_register(clinic: Clinic) -> None:
    copy = clinic.copy()
    with pytest.raises(StoreUnavailable) as refused:
        restoring.rescue(clinic.data, copy, user="", key=clinic.key)
    assert refused.value.code == "in_use"


def test_a_damaged_copy_does_not_take_the_place_of_anything(clinic: Clinic) -> None:
    builders.filled(clinic.w)
    copy = clinic.copy()
    clinic.close()
    hurt(copy)
    before = database_file(clinic.data).read_bytes()
    with pytest.raises(StoreUnavailable) as refused:
        restoring.rescue(clinic.data, copy, user="", key=clinic.key, clock=lambda: clinic.desk.now)
    assert refused.value.code in ("copy_damaged", "copy_plain")
    assert database_file(clinic.data).read_bytes() == before


def test_a_new_computer_takes_the_keys_from_beside_the_copy(clinic: Clinic, tmp_path: Path) -> None:
    key_file(clinic.data).write_bytes(b"doors")
    builders.filled(clinic.w)
    copy = clinic.copy()
    new = tmp_path / "new"
    assert restoring.bring_keys(new, copy)
    assert not restoring.bring_keys(new, copy)
    assert key_file(new).read_bytes() == b"doors"
    restoring.rescue(new, copy, user="Ann Admin", key=clinic.key, clock=lambda: clinic.desk.now)
    with open_workplace(new, user="Ann Admin", key=clinic.key, clock=lambda: clinic.desk.now).store as store:
        assert verify(builders.workplace(store, clinic.desk)) == ()
