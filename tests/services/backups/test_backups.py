"""Copies that make themselves: when, what of, where, and what is told when it goes wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from rhs_desktop.domain.backups import Backup, BackupKind, Condition, Keep, read_name
from rhs_desktop.domain.codes import Channel, RecipientOutcome
from rhs_desktop.domain.errors import HistoryRefused, StoreUnavailable
from rhs_desktop.domain.letters.clinic import Clinic as ClinicDetails
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.services import settings
from rhs_desktop.services.backups import existing, make
from rhs_desktop.services.backups import settings as backups_settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.sending import reminders, send
from rhs_desktop.store import copy_file as files
from rhs_desktop.store.connection import connect
from tests import builders
from tests.builders import Desk

CLINIC = ClinicDetails(
    "Vårdcentralen Ekeby", Address(street="Ekvägen 1", postcode="59030", city="Borensberg"), "013-465 00 00"
)


@dataclass
class Clinic:
    """A desk whose register is copied. `folder` is where the copies go, `stick` a second place."""

    ctx: Context
    desk: Desk
    folder: Path
    stick: Path

    def wait(self) -> None:
        assert self.ctx.store.copies is not None
        self.ctx.store.copies.wait()

    @property
    def names(self) -> list[str]:
        self.wait()
        return sorted(file.name for file in self.folder.iterdir()) if self.folder.exists() else []

    def events_in(self, name: str, kind: str) -> int:
        """How many events of that kind the copy of that name holds."""
        self.wait()
        with closing(connect(self.folder / name, read_only=True)) as db:
            (count,) = db.execute("SELECT count(*) FROM events WHERE kind = ?", (kind,)).fetchone()
        return int(count)

    def choose_stick(self) -> Path:
        self.stick.mkdir()
        backups_settings.choose(self.ctx, backups_settings.BackupSettings(second=str(self.stick)))
        return self.stick / backups_settings.SECOND_NAME

    def status(self) -> existing.BackupStatus:
        self.wait()
        found = existing.status(self.ctx)
        assert found is not None
        return found


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    desk = Desk()
    ctx = open_context(tmp_path / "data", user="Anna Ek", clock=lambda: desk.now, create=True)
    with ctx.store:
        yield Clinic(ctx, desk, tmp_path / "data" / "backups", tmp_path / "stick")


def test_a_start_makes_a_copy_and_the_next_one_only_when_something_has_been_done(clinic: Clinic) -> None:
    assert make.keep(clinic.ctx, BackupKind.START) == Backup(clinic.desk.now, BackupKind.START)
    clinic.desk.tick(hours=1)
    assert make.keep(clinic.ctx, BackupKind.START) is None
    builders.filled(clinic.ctx)
    clinic.wait()  # the copy from before the import is made behind it
    clinic.desk.tick(hours=1)
    assert make.keep(clinic.ctx, BackupKind.START) is not None
    assert clinic.names == [
        "rhs-2026-11-09-090000-start.sqlite3",
        "rhs-2026-11-09-100000-before_import.sqlite3",
        "rhs-2026-11-09-110000-start.sqlite3",
    ]


def test_what_the_latest_copy_holds_is_known_after_a_restart(clinic: Clinic) -> None:
    make.keep(clinic.ctx, BackupKind.START)
    clinic.ctx.store.close()
    clinic.desk.tick(days=1)
    data = clinic.folder.parent
    with (again := open_context(data, user="Anna Ek", clock=lambda: clinic.desk.now)).store:
        assert make.keep(again, BackupKind.START) is None


def test_a_copy_from_before_an_act_holds_what_was_before_it(clinic: Clinic) -> None:
    cases = builders.filled(clinic.ctx)
    record.add_note(clinic.ctx, cases[0], "Ringer på fredag")
    clinic.desk.tick(minutes=5)
    builders.import_people(clinic.ctx, 1, [builders.details(7)])
    (name,) = [name for name in clinic.names if "0905" in name]
    with closing(connect(clinic.folder / name, read_only=True)) as db:
        assert db.execute("SELECT count(*) FROM residents").fetchone() == (3,)
        assert db.execute("SELECT count(*) FROM events WHERE kind = 'Noted'").fetchone() == (1,)
        assert files.sound(db)


def test_reminders_are_copied_before(clinic: Clinic) -> None:
    (case, *_) = builders.filled(clinic.ctx)
    builders.happened(clinic.ctx, case, builders.checked_in_cosmic(), builders.invited())
    clinic.desk.tick(days=20)
    reminders.confirm_reminded(clinic.ctx, [case])
    assert "rhs-2026-11-29-090000-before_batch.sqlite3" in clinic.names


def test_a_send_is_copied_before_it_is_confirmed(clinic: Clinic) -> None:
    (case, *_) = builders.filled(clinic.ctx)
    builders.happened(clinic.ctx, case, builders.checked_in_cosmic())
    batch = send.prepare(clinic.ctx, 1, "phone", [case]).batch
    assert batch is not None
    send.record_recipients(clinic.ctx, batch, {case: RecipientOutcome.NOTIFIED})
    clinic.desk.tick(minutes=5)
    send.confirm_sent(clinic.ctx, batch)
    assert clinic.events_in("rhs-2026-11-09-090500-before_batch.sqlite3", "Invited") == 0
    assert clinic.ctx.store.state(case).invited is not None


def test_a_pile_of_letters_is_copied_before_it_is_confirmed(clinic: Clinic, tmp_path: Path) -> None:
    settings.save(clinic.ctx, replace(settings.load(clinic.ctx), clinic=CLINIC))
    (case, *_) = builders.filled(clinic.ctx)
    builders.happened(clinic.ctx, case, builders.checked_in_cosmic())
    record.route(clinic.ctx, case, Channel.LETTER)
    done = print_batch.make(clinic.ctx, 1, [case], tmp_path / "brev.pdf").done
    assert done is not None
    assert done.batch is not None
    clinic.desk.tick(minutes=5)
    print_batch.confirm_posted(clinic.ctx, done.batch, [case])
    assert clinic.events_in("rhs-2026-11-09-090500-before_batch.sqlite3", "LetterPosted") == 0
    assert clinic.ctx.store.state(case).posted_on == clinic.ctx.today


def test_a_copy_by_hand_is_made_whatever_has_been_done(clinic: Clinic) -> None:
    told: list[tuple[int, int]] = []
    first = make.make(clinic.ctx, lambda done, total: told.append((done, total)))
    assert (first.kind, make.make(clinic.ctx).turn) == (BackupKind.BY_HAND, 2)
    assert told[-1][0] == told[-1][1] > 0


def test_copies_are_thinned_out_in_both_places(clinic: Clinic) -> None:
    stick = clinic.choose_stick()
    backups_settings.choose(clinic.ctx, backups_settings.BackupSettings(Keep(2, 0, 0), second=str(clinic.stick)))
    other = clinic.folder / "anteckningar.txt"
    for _ in range(5):
        clinic.desk.tick(days=1)
        settings.save(clinic.ctx, replace(settings.load(clinic.ctx), clipboard_seconds=clinic.desk.now.day))
        make.keep(clinic.ctx, BackupKind.DAILY)
        other.write_text("inget av oss", encoding="utf-8")
    days = ["rhs-2026-11-13-090000-daily.sqlite3", "rhs-2026-11-14-090000-daily.sqlite3"]
    assert clinic.names == ["anteckningar.txt", *days]
    assert sorted(file.name for file in stick.iterdir()) == days


def test_the_keys_go_to_both_places_and_away_with_their_copy(clinic: Clinic) -> None:
    stick = clinic.choose_stick()
    (clinic.folder.parent / "rhs.keys").write_bytes(b"doors")
    made = make.make(clinic.ctx)
    for folder in (clinic.folder, stick):
        assert (folder / f"{made.name}.keys").read_bytes() == b"doors"


def test_a_second_place_that_is_gone_is_told_until_it_is_back(clinic: Clinic) -> None:
    stick = clinic.choose_stick()
    shutil.rmtree(clinic.stick)
    make.make(clinic.ctx)
    trouble = clinic.status().second
    assert trouble is not None
    assert trouble.code == "second_missing"
    assert clinic.status().worrying
    assert not clinic.stick.exists()
    stick.mkdir(parents=True)
    make.keep(clinic.ctx, BackupKind.DAILY)
    assert clinic.status().second is None
    assert [file.name for file in stick.iterdir()] == clinic.names[-1:]


def test_a_second_place_that_cannot_be_written_stops_nothing(clinic: Clinic) -> None:
    stick = clinic.choose_stick()
    stick.rmdir()
    stick.write_bytes(b"a file where the folder was")
    assert make.make(clinic.ctx)
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
        backups_settings.choose(clinic.ctx, backups_settings.BackupSettings(keep, workdays))
    assert (refused.value.code, refused.value.data["setting"]) == ("out_of_range", setting)
    assert backups_settings.choices(clinic.ctx) == backups_settings.BackupSettings()


def test_the_second_place_must_be_there_and_another(clinic: Clinic) -> None:
    for place, code in ((clinic.stick, "second_missing"), (clinic.folder.parent, "second_same")):
        with pytest.raises(StoreUnavailable) as refused:
            backups_settings.choose(clinic.ctx, backups_settings.BackupSettings(second=str(place)))
        assert refused.value.code == code


def test_trouble_with_a_copy_is_told_and_the_act_goes_on(clinic: Clinic) -> None:
    clinic.folder.write_bytes(b"a file where the folder should be")
    cases = builders.filled(clinic.ctx)
    assert len(cases) == 3
    status = clinic.status()
    assert status.trouble is not None
    assert (status.trouble.code, status.condition) == ("backup_failed", Condition.MISSING)
    clinic.folder.unlink()
    make.keep(clinic.ctx, BackupKind.DAILY)
    assert not clinic.status().worrying


def test_age_counts_only_while_something_is_not_copied(clinic: Clinic) -> None:
    assert clinic.status().condition is Condition.MISSING
    make.keep(clinic.ctx, BackupKind.START)
    clinic.desk.tick(days=30)
    assert clinic.status().condition is Condition.FINE
    assert clinic.status().due
    settings.save(clinic.ctx, replace(settings.load(clinic.ctx), clipboard_seconds=7))
    assert clinic.status().condition is Condition.OLD


def test_a_clock_that_was_moved_back_removes_nothing_and_makes_new_copies(clinic: Clinic) -> None:
    clinic.desk.now = datetime(2027, 6, 1, 8, 0)
    make.make(clinic.ctx)
    clinic.desk.now = datetime(2026, 11, 9, 9, 0)
    assert clinic.status().due
    settings.save(clinic.ctx, replace(settings.load(clinic.ctx), clipboard_seconds=7))
    make.keep(clinic.ctx, BackupKind.DAILY)
    assert clinic.names == ["rhs-2026-11-09-090000-daily.sqlite3", "rhs-2027-06-01-080000-by_hand.sqlite3"]
    assert clinic.status().latest == Backup(clinic.desk.now, BackupKind.DAILY)


def test_the_list_says_where_each_lies(clinic: Clinic) -> None:
    first = make.make(clinic.ctx)
    stick = clinic.choose_stick()
    clinic.desk.tick(hours=1)
    second = make.make(clinic.ctx)
    (clinic.folder / second.name).unlink()
    assert [(one.backup, one.here, one.second, one.path.parent) for one in existing.listed(clinic.ctx)] == [
        (second, False, True, stick),
        (first, True, False, clinic.folder),
    ]
    assert all(one.size == one.path.stat().st_size > 0 for one in existing.listed(clinic.ctx))


def test_a_copy_in_a_folder_of_ones_choice(clinic: Clinic, tmp_path: Path) -> None:
    path = make.make_in(clinic.ctx, tmp_path / "utlämnat" / "idag")
    assert read_name(path.name) is not None
    with closing(connect(path, read_only=True)) as db:
        assert files.sound(db)


def test_what_an_earlier_copy_left_unfinished_goes(clinic: Clinic) -> None:
    clinic.folder.mkdir()
    left = clinic.folder / "rhs-2026-11-08-090000-daily.sqlite3.part"
    for ending in ("", "-journal"):
        left.with_name(left.name + ending).write_bytes(b"half")
    make.make(clinic.ctx)
    assert clinic.names == ["rhs-2026-11-09-090000-by_hand.sqlite3"]


def test_a_desk_that_only_looks_can_copy_beside_an_open_window(clinic: Clinic) -> None:
    builders.filled(clinic.ctx)
    clinic.wait()
    data = clinic.folder.parent
    with (looking := open_context(data, user="Bo", clock=lambda: clinic.desk.now, read_only=True)).store:
        clinic.desk.tick(hours=1)
        assert make.make(looking).name in clinic.names


def test_practice_is_not_copied(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx)
        assert make.keep(ctx, BackupKind.START) is None
        assert existing.status(ctx) is None
        with pytest.raises(StoreUnavailable):
            make.make(ctx)
    assert {file.name for file in tmp_path.iterdir()} == {"rhs.sqlite3", "rhs.sqlite3.in-use"}


def test_no_name_says_who(clinic: Clinic) -> None:
    clinic.choose_stick()
    builders.filled(clinic.ctx)
    make.make(clinic.ctx)
    assert all(read_name(name) for name in clinic.names)
