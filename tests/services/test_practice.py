"""The practice clinic: every state, a believable past, nobody's numbers, and the same on the same day."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.due import is_counted
from rhs_desktop.domain.cases.steps import Queue, Status
from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.people.personal_number import IdentityKind
from rhs_desktop.domain.roles import ALL_ROLES
from rhs_desktop.letters.pdf.fonts import can_print
from rhs_desktop.paths import database_file
from rhs_desktop.practice import clinic as practice_clinic
from rhs_desktop.practice.people import RESIDENTS, people
from rhs_desktop.services import integrity, settings
from rhs_desktop.services.calendar import YEARS, swedish_calendar
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.cases import case_list, undo
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import load_profiles
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.sending import send
from rhs_desktop.store import act_records
from rhs_desktop.store.cases import event_history
from rhs_desktop.store.store import Store
from tests.stored_practice import PracticeFiles

MORNING = datetime(2026, 11, 9, 7, 30)
# The ranges that PTS keeps for books and films.
NOBODYS_PHONES = (("070-174 06", 5, 99), ("08-465 004", 0, 99), ("031-390 06", 0, 99), ("040-628 04", 0, 99))
TOWNS = {("59530", "Mjölby"), ("59532", "Mjölby"), ("59633", "Skänninge")}


@dataclass(frozen=True)
class Clinic:
    ctx: Context
    round: int
    rows: list[CaseRow]
    histories: dict[int, list[ev.RecordedEvent]]

    def events(self, kind: type[ev.Event]) -> list[ev.RecordedEvent]:
        return [one for history in self.histories.values() for one in history if isinstance(one.event, kind)]


def clinic_in(folder: Path, morning: datetime) -> Clinic:
    ctx = open_context(folder, user="Anna Ek", clock=lambda: morning, copies=False)
    (round_,) = case_list.rounds(ctx)
    with ctx.store.reading() as db:
        return Clinic(ctx, round_.id, case_list.load_rows(ctx), event_history.histories(db))


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory, practice_files: PracticeFiles) -> Iterator[Clinic]:
    folder = tmp_path_factory.mktemp("clinic")
    practice_files(folder, lambda: MORNING)
    made = clinic_in(folder, MORNING)
    yield made
    made.ctx.store.close()


def test_every_status_is_there(clinic: Clinic) -> None:
    found = Counter(row.status for row in clinic.rows)
    assert len(clinic.rows) == RESIDENTS == 300
    assert {status: found[status] > 0 for status in Status} == dict.fromkeys(Status, True)


def test_the_rows_are_what_the_events_give(clinic: Clinic) -> None:
    assert integrity.verify(clinic.ctx) == ()


def test_nobody_living_is_in_it(clinic: Clinic, test_numbers: tuple[str, ...]) -> None:
    with clinic.ctx.store.reading() as db:
        found = db.execute("SELECT digits, kind FROM residents").fetchall()
    personal = {digits for digits, kind in found if kind == IdentityKind.PERSONAL}
    assert personal <= set(test_numbers)
    for digits in {digits for digits, kind in found if kind == IdentityKind.COORDINATION}:
        assert digits[8:11] in ("238", "239")
        with pytest.raises(ValueError, match="day"):
            date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]) - 60)


def test_nobody_can_be_called(clinic: Clinic) -> None:
    everybody = (*people().residents, *people().newcomers, *people().older)
    phones = [phone for one in everybody for phone in one.phones]
    assert len(phones) > RESIDENTS
    for phone in phones:
        assert any(
            phone.startswith(before) and first <= int(phone[len(before) :].replace(" ", "")) <= last
            for before, first, last in NOBODYS_PHONES
        ), phone


def test_places_are_real(clinic: Clinic) -> None:
    assert {(one.address.postcode, one.address.city) for one in people().residents} == TOWNS


def test_letters_can_print_every_name(clinic: Clinic) -> None:
    everybody = (*people().residents, *people().newcomers)
    names = {one.name.display for one in everybody}
    assert {name: can_print(name) for name in names if can_print(name)} == {}
    assert sum(any("\u0370" <= letter <= "\u03ff" for letter in name) for name in names) == 1
    assert sum(any("\u0400" <= letter <= "\u04ff" for letter in name) for name in names) == 1


def test_1177_reaches_as_many_as_it_does(clinic: Clinic) -> None:
    """10 % cannot log in, a fifth of the others are not notified (domain facts, section 4)."""
    shown = Counter(one.event.outcome for one in clinic.events(ev.RecipientChecked) if hasattr(one.event, "outcome"))
    total = sum(shown.values())
    without_login = shown[RecipientOutcome.NEVER_LOGGED_IN] + shown[RecipientOutcome.LOCKED]
    assert total > 200
    assert without_login / total == pytest.approx(0.10, abs=0.02)
    assert shown[RecipientOutcome.NO_NOTIFICATION] / (total - without_login) == pytest.approx(0.20, abs=0.02)
    assert all(shown[outcome] for outcome in RecipientOutcome)


@pytest.mark.parametrize(
    ("what", "count"),
    [
        pytest.param("protected", 3, id="protected"),
        pytest.param("coordination", 3, id="samordningsnummer"),
        pytest.param("excluded", 5, id="dead, moved or excluded"),
    ],
)
def test_the_rare_ones_are_there(clinic: Clinic, what: str, count: int) -> None:
    with clinic.ctx.store.reading() as db:
        coordination = db.execute("SELECT count(*) FROM residents WHERE kind = 'coordination'").fetchone()[0]
    excluded = sum(row.status in (Status.DECEASED, Status.NOT_LISTED, Status.EXCLUDED) for row in clinic.rows)
    found = {"protected": sum(row.protected for row in clinic.rows), "coordination": coordination, "excluded": excluded}
    assert found[what] == count


def test_everything_was_done_in_working_hours_before_today(clinic: Clinic) -> None:
    with clinic.ctx.store.reading() as db:
        done = act_records.latest(db, limit=10_000)
    assert len(done) > 500
    for act in done:
        assert act.at.date() < MORNING.date()
        assert clinic.ctx.calendar.is_workday(act.at.date())
        assert time(8) <= act.at.time() <= time(17)
        assert act.user in people().staff
    assert len({act.user for act in done}) == len(people().staff)


def test_acts_stand_in_the_order_of_time(clinic: Clinic) -> None:
    with clinic.ctx.store.reading() as db:
        moments = [datetime.fromisoformat(at) for (at,) in db.execute("SELECT at FROM acts ORDER BY id")]
    assert all(earlier <= later for earlier, later in itertools.pairwise(moments))


def test_nothing_was_recorded_before_it_happened(clinic: Clinic) -> None:
    for history in clinic.histories.values():
        for one in history:
            assert one.event.on <= one.recorded_at.date()
            assert one.event.at is None or datetime.combine(one.event.on, one.event.at) <= one.recorded_at


def test_what_stands_booked_is_ahead(clinic: Clinic) -> None:
    booked = {row.case for row in clinic.rows if row.status in (Status.BOOKED, Status.READY_FOR_VISIT)}
    days = [one.event.visit for case in booked for one in clinic.histories[case] if isinstance(one.event, ev.Booked)]
    assert len(days) >= len(booked) > 20
    assert all(day >= MORNING.date() and clinic.ctx.calendar.is_workday(day) for day in days)


def test_there_is_work_for_the_day_and_little_is_late(clinic: Clinic) -> None:
    today = MORNING.date()
    waiting = Counter(row.queue for row in clinic.rows if is_counted(row.queue, row.due, today))
    kinds = (Queue.ANSWER, Queue.REMIND, Queue.CALL, Queue.LETTER, Queue.FIX, Queue.SEND, Queue.VISIT)
    assert [queue for queue in kinds if not waiting[queue]] == []
    assert sum(1 for row in clinic.rows if row.due and (today - row.due).days > 7) == 0


def test_no_batch_is_larger_than_the_manual_says(clinic: Clinic) -> None:
    sent = send.batches(clinic.ctx, prepared_only=False)
    most = clinic.ctx.profiles["rhs-004"].batch.one_by_one
    assert len(sent) > 8
    assert all(1 < len(batch.members) <= most for batch in sent)
    assert len(send.batches(clinic.ctx)) == 1


def test_rows_wait_to_be_mended(clinic: Clinic) -> None:
    codes = [row.problems[0].code for row in importing.rows_set_aside(clinic.ctx)]
    assert sorted(codes) == ["check_digit", "empty"]


def test_something_was_taken_back(clinic: Clinic) -> None:
    struck = [
        entry for case in clinic.histories for entry in case_list.timeline(clinic.histories[case]) if entry.taken_back
    ]
    assert len(struck) == 1


def test_letters_can_be_written_at_once(clinic: Clinic) -> None:
    assert settings.clinic(clinic.ctx).complete_for_letters
    assert settings.clinic(clinic.ctx).name == "Vårdcentralen Ekeby"


def test_every_act_is_of_a_known_kind(clinic: Clinic) -> None:
    with clinic.ctx.store.reading() as db:
        kinds = {act.kind for act in act_records.latest(db, limit=10_000)}
    assert len(kinds) > 20
    assert ActKind.UNKNOWN not in kinds


def test_the_last_act_can_be_taken_back(tmp_path: Path, practice_files: PracticeFiles) -> None:
    practice_files(tmp_path, lambda: MORNING)
    made = clinic_in(tmp_path, MORNING)
    with made.ctx.store:
        act = undo.last_undoable(made.ctx)
        assert act is not None
        undo.undo(made.ctx, act.id)
        assert integrity.verify(made.ctx) == ()


def test_the_same_day_gives_the_same(clinic: Clinic, tmp_path: Path) -> None:
    """Made anew, not copied."""
    store = Store.create(database_file(tmp_path), now=MORNING)
    ctx = Context(store, lambda: MORNING, "Anna Ek", load_profiles().usable, swedish_calendar(YEARS), ALL_ROLES)
    with store:
        practice_clinic.create_practice_clinic(ctx)
    again = clinic_in(tmp_path, MORNING)
    with again.ctx.store:
        assert again.rows == clinic.rows
        assert again.histories == clinic.histories


@pytest.mark.parametrize(
    "morning",
    [
        pytest.param(datetime(2026, 1, 2, 8), id="after New Year"),
        pytest.param(datetime(2026, 6, 21, 8), id="midsummer's Sunday"),
        pytest.param(datetime(2027, 3, 30, 8), id="after Easter, the year after"),
    ],
)
def test_every_day_will_do(tmp_path: Path, morning: datetime, practice_files: PracticeFiles) -> None:
    practice_files(tmp_path, lambda: morning)
    made = clinic_in(tmp_path, morning)
    with made.ctx.store:
        assert {row.status for row in made.rows} == set(Status)
        assert integrity.verify(made.ctx) == ()
