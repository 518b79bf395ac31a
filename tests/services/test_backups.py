"""Copies that make themselves: when, what of, where, and what is told when it goes wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from rhs_desktop.domain.backups import Backup, Condition, Keep, Kind, read_name
from rhs_desktop.domain.errors import HistoryRefused, StoreUnavailable
from rhs_desktop.services import backup_choices, backups, casework, reminding, settings
from rhs_desktop.services.opening import open_workplace
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import backup as files
from rhs_desktop.store.connection import connect
from tests import builders
from tests.builders import Desk


@dataclass
class Clinic:
    """A desk whose register is copied. `folder` is where the copies go, `stick` a second place."""

    w: Workplace
    desk: Desk
    folder: Path
    stick: Path

    def wait(self) -> None:
        assert self.w.store.copies is not None
        self.w.store.copies.wait()

    @property
    def names(self) -> list[str]:
        self.wait()
        return sorted(file.name for file in self.folder.iterdir()) if self.folder.exists() else []

    def choose_stick(self) -> Path:
        self.stick.mkdir()
        backup_choices.choose(self.w, backup_choices.Choices(second=str(self.stick)))
        return self.stick / backup_choices.SECOND_NAME

    def status(self) -> backups.Status:
        self.wait()
        found = backups.status(self.w)
        assert found is not None
        return found


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    desk = Desk()
    w = open_workplace(tmp_path / "data", user="Anna Ek", clock=lambda: desk.now, create=True)
    with w.store:
        yield Clinic(w, desk, tmp_path / "data" / "backups", tmp_path / "stick")


def test_a_start_makes_a_copy_and_the_next_one_only_when_something_has_been_done(clinic: Clinic) -> None:
    assert backups.keep(clinic.w, Kind.START) == Backup(clinic.desk.now, Kind.START)
    clinic.desk.tick(hours=1)
    assert backups.keep(clinic.w, Kind.START) is None
    builders.filled(clinic.w)
    clinic.wait()  # the copy from before the import is made behind it
    clinic.desk.tick(hours=1)
    assert backups.keep(clinic.w, Kind.START) is not None
    assert clinic.names == [
        "rhs-2026-11-09-090000-start.sqlite3",
        "rhs-2026-11-09-100000-before_import.sqlite3",
        "rhs-2026-11-09-110000-start.sqlite3",
    ]


def test_what_the_latest_copy_holds_is_known_after_a_restart(clinic: Clinic) -> None:
    backups.keep(clinic.w, Kind.START)
    clinic.w.store.close()
    clinic.desk.tick(days=1)
    data = clinic.folder.parent
    with (again := open_workplace(data, user="Anna Ek", clock=lambda: clinic.desk.now)).store:
        assert backups.keep(again, Kind.START) is None


def test_a_copy_from_before_an_act_holds_what_was_before_it(clinic: Clinic) -> None:
    cases = builders.filled(clinic.w)
    casework.add_note(clinic.w, cases[0], "Ringer på fredag")
    clinic.desk.tick(minutes=5)
    builders.import_people(clinic.w, 1, [builders.details(7)])
    (name,) = [name for name in clinic.names if "0905" in name]
    with closing(connect(clinic.folder / name, read_only=True)) as db:
        assert db.execute("SELECT count(*) FROM residents").fetchone() == (3,)
        assert db.execute("SELECT count(*) FROM events WHERE kind = 'Noted'").fetchone() == (1,)
        assert files.sound(db)


def test_reminders_are_copied_before(clinic: Clinic) -> None:
    (case, *_) = builders.filled(clinic.w)
    builders.happened(clinic.w, case, builders.checked_in_cosmic(), builders.invited())
    clinic.desk.tick(days=20)
    reminding.confirm_reminded(clinic.w, [case])
    assert "rhs-2026-11-29-090000-before_batch.sqlite3" in clinic.names


def test_a_copy_by_hand_is_made_whatever_has_been_done(clinic: Clinic) -> None:
    told: list[tuple[int, int]] = []
    first = backups.make(clinic.w, lambda done, total: told.append((done, total)))
    assert (first.kind, backups.make(clinic.w).turn) == (Kind.BY_HAND, 2)
    assert told[-1][0] == told[-1][1] > 0


def test_copies_are_thinned_out_in_both_places(clinic: Clinic) -> None:
    stick = clinic.choose_stick()
    backup_choices.choose(clinic.w, backup_choices.Choices(Keep(2, 0, 0), second=str(clinic.stick)))
    other = clinic.folder / "anteckningar.txt"
    for _ in range(5):
        clinic.desk.tick(days=1)
        settings.save(clinic.w, replace(settings.load(clinic.w), clipboard_seconds=clinic.desk.now.day))
        backups.keep(clinic.w, Kind.DAILY)
        other.write_text("inget av oss", encoding="utf-8")
    days = ["rhs-2026-11-13-090000-daily.sqlite3", "rhs-2026-11-14-090000-daily.sqlite3"]
    assert clinic.names == ["anteckningar.txt", *days]
    assert sorted(file.name for file in stick.iterdir()) == days


def test_the_keys_go_to_both_places_and_away_with_their_copy(clinic: Clinic) -> None:
    stick = clinic.choose_stick()
    (clinic.folder.parent / "rhs.keys").write_bytes(b"doors")
    made = backups.make(clinic.w)
    for folder in (clinic.folder, stick):
        assert (folder / f"{made.name}.keys").read_bytes() == b"doors"


def test_a_second_place_that_is_gone_is_told_until_it_is_back(clinic: Clinic) -> None:
    stick = clinic.choose_stick()
    shutil.rmtree(clinic.stick)
    backups.make(clinic.w)
    trouble = clinic.status().second
    assert trouble is not None
    assert trouble.code == "second_missing"
    assert clinic.status().worrying
    assert not clinic.stick.exists()
    stick.mkdir(parents=True)
    backups.keep(clinic.w, Kind.DAILY)
    assert clinic.status().second is None
    assert [file.name for file in stick.iterdir()] == clinic.names[-1:]


def test_a_second_place_that_cannot_be_written_stops_nothing(clinic: Clinic) -> None:
    stick = clinic.choose_stick()
    stick.rmdir()
    stick.write_bytes(b"a file where the folder was")
    assert backups.make(clinic.w)
    assert clinic.status().second is not None


@pytest.mark.parametrize(
    ("keep", "workdays", "setting"),
    [
        pytest.param(Keep(0, 5, 12), 2, "days", id="no days"),
        pytest.param(Keep(7, -1, 12), 2, "weeks", id="weeks"),
        pytest.param(Keep(7, 5, 999), 2, "months", id="months"),
        pytest.param(Keep(), 0, "workdays", id="no working days"),
    ],
)
def test_choices_out_of_range(clinic: Clinic, keep: Keep, workdays: int, setting: str) -> None:
    with pytest.raises(HistoryRefused) as refused:
        backup_choices.choose(clinic.w, backup_choices.Choices(keep, workdays))
    assert (refused.value.code, refused.value.data["setting"]) == ("out_of_range", setting)
    assert backup_choices.choices(clinic.w) == backup_choices.Choices()


def test_the_second_place_must_be_there_and_another(clinic: Clinic) -> None:
    for place, code in ((clinic.stick, "second_missing"), (clinic.folder.parent, "second_same")):
        with pytest.raises(StoreUnavailable) as refused:
            backup_choices.choose(clinic.w, backup_choices.Choices(second=str(place)))
        assert refused.value.code == code


def test_trouble_with_a_copy_is_told_and_the_act_goes_on(clinic: Clinic) -> None:
    clinic.folder.write_bytes(b"a file where the folder should be")
    cases = builders.filled(clinic.w)
    assert len(cases) == 3
    status = clinic.status()
    assert status.trouble is not None
    assert (status.trouble.code, status.condition) == ("backup_failed", Condition.MISSING)
    clinic.folder.unlink()
    backups.keep(clinic.w, Kind.DAILY)
    assert not clinic.status().worrying


def test_age_counts_only_while_something_is_not_copied(clinic: Clinic) -> None:
    assert clinic.status().condition is Condition.MISSING
    backups.keep(clinic.w, Kind.START)
    clinic.desk.tick(days=30)
    assert clinic.status().condition is Condition.FINE
    assert clinic.status().due
    settings.save(clinic.w, replace(settings.load(clinic.w), clipboard_seconds=7))
    assert clinic.status().condition is Condition.OLD


def test_a_clock_that_was_moved_back_removes_nothing_and_makes_new_copies(clinic: Clinic) -> None:
    clinic.desk.now = datetime(2027, 6, 1, 8, 0)
    backups.make(clinic.w)
    clinic.desk.now = datetime(2026, 11, 9, 9, 0)
    assert clinic.status().due
    settings.save(clinic.w, replace(settings.load(clinic.w), clipboard_seconds=7))
    backups.keep(clinic.w, Kind.DAILY)
    assert clinic.names == ["rhs-2026-11-09-090000-daily.sqlite3", "rhs-2027-06-01-080000-by_hand.sqlite3"]
    assert clinic.status().latest == Backup(clinic.desk.now, Kind.DAILY)


def test_the_list_says_where_each_lies(clinic: Clinic) -> None:
    first = backups.make(clinic.w)
    stick = clinic.choose_stick()
    clinic.desk.tick(hours=1)
    second = backups.make(clinic.w)
    (clinic.folder / second.name).unlink()
    assert [(one.backup, one.here, one.second, one.path.parent) for one in backups.listed(clinic.w)] == [
        (second, False, True, stick),
        (first, True, False, clinic.folder),
    ]
    assert all(one.size == one.path.stat().st_size > 0 for one in backups.listed(clinic.w))


def test_a_copy_in_a_folder_of_ones_choice(clinic: Clinic, tmp_path: Path) -> None:
    path = backups.make_in(clinic.w, tmp_path / "utlämnat" / "idag")
    assert read_name(path.name) is not None
    with closing(connect(path, read_only=True)) as db:
        assert files.sound(db)


def test_what_an_earlier_copy_left_unfinished_goes(clinic: Clinic) -> None:
    clinic.folder.mkdir()
    left = clinic.folder / "rhs-2026-11-08-090000-daily.sqlite3.part"
    for ending in ("", "-journal"):
        left.with_name(left.name + ending).write_bytes(b"half")
    backups.make(clinic.w)
    assert clinic.names == ["rhs-2026-11-09-090000-by_hand.sqlite3"]


def test_a_desk_that_only_looks_can_copy_beside_an_open_window(clinic: Clinic) -> None:
    builders.filled(clinic.w)
    clinic.wait()
    data = clinic.folder.parent
    with (looking := open_workplace(data, user="Bo", clock=lambda: clinic.desk.now, read_only=True)).store:
        clinic.desk.tick(hours=1)
        assert backups.make(looking).name in clinic.names


def test_practice_is_not_copied(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as w:
        builders.filled(w)
        assert backups.keep(w, Kind.START) is None
        assert backups.status(w) is None
        with pytest.raises(StoreUnavailable):
            backups.make(w)
    assert {file.name for file in tmp_path.iterdir()} == {"rhs.sqlite3", "rhs.sqlite3.in-use"}


def test_no_name_says_who(clinic: Clinic) -> None:
    clinic.choose_stick()
    builders.filled(clinic.w)
    backups.make(clinic.w)
    assert all(read_name(name) for name in clinic.names)
