"""What is recorded at the desk, on a real database: the step that follows, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rhs_desktop.domain.errors import ExpectedError, HistoryRefused, IdentityRefused
from rhs_desktop.domain.events import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.pathway import Finished, Status, Step, StepKind, next_step
from rhs_desktop.services import casework, sending, undoing
from rhs_desktop.services.workplace import Workplace
from tests.builders import MONDAY, Desk, details, filled

LATER = MONDAY + timedelta(days=14)


@pytest.fixture
def case(w: Workplace) -> int:
    """Somebody who has to be called, as 1177 could not reach the person."""
    (case,) = filled(w, 1)
    casework.check_cosmic(w, [case], Eligibility.LISTED_ALIVE)
    batch = sending.prepare(w, 1, "phone", [case]).batch
    assert batch is not None
    sending.record_recipients(w, batch, {case: RecipientOutcome.NO_NOTIFICATION})
    return case


def now(w: Workplace, case: int) -> Step | Finished:
    return next_step(w.store.state(case), w.rules(w.store.profile_of(case)), w.today)


ACTS: list[tuple[str, Callable[[Workplace, int], object], StepKind | Status]] = [
    ("no answer", lambda w, c: casework.record_call(w, c, CallOutcome.NO_ANSWER), StepKind.CALL),
    ("ring again", lambda w, c: casework.record_call(w, c, CallOutcome.CALL_AGAIN, again_on=LATER), StepKind.CALL),
    ("wrong number", lambda w, c: casework.record_call(w, c, CallOutcome.WRONG_NUMBER), StepKind.SEND_LETTER),
    ("no", lambda w, c: casework.record_call(w, c, CallOutcome.DECLINED), Status.DECLINED),
    (
        "booked",
        lambda w, c: casework.record_call(w, c, CallOutcome.BOOKED, visit=LATER, data_told=True),
        StepKind.PREPARE_VISIT,
    ),
    ("phone time", lambda w, c: casework.record_phone_time(w, c, LATER), StepKind.CALL),
    ("no phone in Cosmic", lambda w, c: casework.set_phone(w, c, None), StepKind.SEND_LETTER),
    ("moved", lambda w, c: casework.check_cosmic(w, [c], Eligibility.NOT_LISTED), Status.NOT_LISTED),
    ("letter instead", lambda w, c: casework.route(w, c, Channel.LETTER, "vill ha brev"), StepKind.SEND_LETTER),
    ("no at the desk", lambda w, c: casework.record_answer(w, c, Answer.NO, Via.DESK), Status.DECLINED),
    ("given up", lambda w, c: casework.give_up(w, c, "utomlands hela året"), Status.UNREACHED),
    ("snoozed", lambda w, c: casework.snooze(w, c, LATER, "på semester"), StepKind.CALL),
]


@pytest.mark.parametrize(("act", "expected"), [pytest.param(*row[1:], id=row[0]) for row in ACTS])
def test_what_follows(
    act: Callable[[Workplace, int], object], expected: StepKind | Status, w: Workplace, case: int
) -> None:
    act(w, case)
    step = now(w, case)
    assert (step.kind if isinstance(step, Step) else step.status) is expected


REFUSED: list[tuple[str, Callable[[Workplace, int], object], str]] = [
    (
        "booking without a day",
        lambda w, c: casework.record_call(w, c, CallOutcome.BOOKED, data_told=True),
        "visit_missing",
    ),
    (
        "booking in the past",
        lambda w, c: casework.record_call(w, c, CallOutcome.BOOKED, visit=date(2026, 1, 7), data_told=True),
        "visit_past",
    ),
    ("data not told", lambda w, c: casework.record_call(w, c, CallOutcome.BOOKED, visit=LATER), "data_not_told"),
    (
        "ring again yesterday",
        lambda w, c: casework.record_call(w, c, CallOutcome.CALL_AGAIN, again_on=MONDAY - timedelta(days=1)),
        "again_past",
    ),
    ("excluded without a reason", lambda w, c: casework.check_cosmic(w, [c], Eligibility.OTHER, " "), "reason_missing"),
    ("snooze to today", lambda w, c: casework.snooze(w, c, MONDAY, "x"), "snooze_past"),
    ("snooze without a reason", lambda w, c: casework.snooze(w, c, LATER, ""), "reason_missing"),
    ("answer tomorrow", lambda w, c: casework.record_answer(w, c, Answer.NO, Via.DESK, LATER), "in_the_future"),
    ("letter returned, none posted", lambda w, c: casework.letter_returned(w, c), "no_letter_posted"),
    ("no answer to handle", lambda w, c: casework.answer_handled(w, c), "no_answer_waits"),
    ("empty note", lambda w, c: casework.add_note(w, c, "  "), "note_empty"),
    ("unknown case", lambda w, c: casework.set_phone(w, 999, "070-174 06 05"), "unknown_case"),
]


@pytest.mark.parametrize(("act", "code"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_what_is_refused_leaves_no_trace(
    act: Callable[[Workplace, int], object], code: str, w: Workplace, case: int
) -> None:
    before = w.store.state(case)
    with pytest.raises(ExpectedError) as refused:
        act(w, case)
    assert refused.value.code == code
    assert w.store.state(case) == before


def test_nobody_is_called_after_a_no(w: Workplace, case: int) -> None:
    casework.record_answer(w, case, Answer.NO, Via.DESK)
    with pytest.raises(HistoryRefused, match="said_no"):
        casework.record_call(w, case, CallOutcome.NO_ANSWER)


def test_three_attempts_on_three_days_lead_to_a_letter(w: Workplace, case: int, desk: Desk) -> None:
    for _ in range(3):
        casework.record_call(w, case, CallOutcome.NO_ANSWER)
        desk.tick(days=1)
    step = now(w, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.SEND_LETTER


def test_a_new_number_after_a_wrong_one_brings_the_call_back(w: Workplace, case: int, desk: Desk) -> None:
    casework.record_call(w, case, CallOutcome.WRONG_NUMBER)
    desk.tick(minutes=2)
    casework.set_phone(w, case, "070-174 06 77")
    step = now(w, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.CALL
    assert w.store.resident_of(case).details.phones[0] == "070-174 06 77"


def test_a_corrected_number_is_ready_again(w: Workplace) -> None:
    (case,) = filled(w, 1)
    casework.check_cosmic(w, [case], Eligibility.LISTED_ALIVE)
    batch = sending.prepare(w, 1, "phone", [case]).batch
    assert batch is not None
    sending.record_recipients(w, batch, {case: RecipientOutcome.WRONG_NUMBER})
    with pytest.raises(IdentityRefused):
        casework.correct_number(w, case, "19121212-121")
    casework.correct_number(w, case, details(7).identity.dashed)
    step = now(w, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.INVITE
    assert w.store.resident_of(case).details.identity == details(7).identity


def test_a_number_that_is_somebody_elses_is_refused(w: Workplace) -> None:
    first, second = filled(w, 2)
    with pytest.raises(HistoryRefused, match="identity_taken"):
        casework.correct_number(w, first, w.store.resident_of(second).details.identity.dashed)


def test_edited_details_keep_the_old_ones(w: Workplace, case: int) -> None:
    resident = w.store.resident_of(case)
    casework.edit_details(w, resident.id, replace(resident.details, protected=True))
    facts = w.store.state(case).facts
    assert facts is not None
    assert facts.protected


def test_ticks_mean_what_the_manual_says_and_can_be_taken_back(w: Workplace, case: int) -> None:
    casework.record_answer(w, case, Answer.YES_BOOK_SELF, Via.DIGITAL)
    casework.tick(w, case, "order_samples")
    assert w.store.state(case).basis_on is None
    casework.tick(w, case, "booking_basis")
    assert w.store.state(case).basis_on == MONDAY
    casework.tick(w, case, "booking_basis", done=False)
    state = w.store.state(case)
    assert state.basis_on is None
    assert state.ticks == {"order_samples"}
    casework.tick(w, case, "booking_basis")
    casework.tick(w, case, "close")
    step = now(w, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.LOOK_AT_BOOKING


def test_a_tick_that_no_manual_knows(w: Workplace, case: int) -> None:
    with pytest.raises(HistoryRefused, match="unknown_step"):
        casework.tick(w, case, "dance")


def test_a_wrong_number_leads_to_the_next_one_known(w: Workplace, case: int, desk: Desk) -> None:
    """The wrong one is taken away; when none is left, it is as with a single wrong number. Undo brings it back."""
    resident = w.store.resident_of(case)
    casework.edit_details(w, resident.id, replace(resident.details, phones=("070-174 06 05", "011-12 34 56")))
    done = casework.record_call(w, case, CallOutcome.WRONG_NUMBER, phone="070-174 06 05")
    step = now(w, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.CALL
    assert w.store.resident_of(case).details.phones == ("011-12 34 56",)
    undoing.undo(w, done.act)
    assert w.store.resident_of(case).details.phones == ("070-174 06 05", "011-12 34 56")
    casework.record_call(w, case, CallOutcome.WRONG_NUMBER, phone="070-174 06 05")
    desk.tick(minutes=2)
    casework.record_call(w, case, CallOutcome.WRONG_NUMBER, phone="011-12 34 56")
    step = now(w, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.SEND_LETTER
