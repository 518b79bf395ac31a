"""What is recorded at the desk, on a real database: the step that follows, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Finished, Status, Step, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.errors import ExpectedError, HistoryRefused, IdentityRefused
from rhs_desktop.services.cases import record, ticks, undo
from rhs_desktop.services.context import Context
from rhs_desktop.services.sending import send
from tests.builders import MONDAY, Desk, checked_in_cosmic, details, filled, happened, invited

LATER = MONDAY + timedelta(days=14)


@pytest.fixture
def case(ctx: Context) -> int:
    """Somebody who has to be called, as 1177 could not reach the person."""
    (case,) = filled(ctx, 1)
    record.check_cosmic(ctx, [case], Eligibility.LISTED_ALIVE)
    batch = send.prepare(ctx, 1, "phone", [case]).batch
    assert batch is not None
    send.record_recipients(ctx, batch, {case: RecipientOutcome.NO_NOTIFICATION})
    return case


def now(ctx: Context, case: int) -> Step | Finished:
    return next_step(ctx.store.state(case), ctx.rules(ctx.store.profile_of(case)), ctx.today)


ACTS: list[tuple[str, Callable[[Context, int], object], StepKind | Status]] = [
    ("no answer", lambda ctx, c: record.record_call(ctx, c, CallOutcome.NO_ANSWER), StepKind.CALL),
    ("ring again", lambda ctx, c: record.record_call(ctx, c, CallOutcome.CALL_AGAIN, again_on=LATER), StepKind.CALL),
    ("wrong number", lambda ctx, c: record.record_call(ctx, c, CallOutcome.WRONG_NUMBER), StepKind.SEND_LETTER),
    ("no", lambda ctx, c: record.record_call(ctx, c, CallOutcome.DECLINED), Status.DECLINED),
    (
        "booked",
        lambda ctx, c: record.record_call(ctx, c, CallOutcome.BOOKED, visit=LATER, data_told=True),
        StepKind.PREPARE_VISIT,
    ),
    ("phone time", lambda ctx, c: record.record_phone_time(ctx, c, LATER), StepKind.CALL),
    ("no phone in Cosmic", lambda ctx, c: record.set_phone(ctx, c, None), StepKind.SEND_LETTER),
    ("moved", lambda ctx, c: record.check_cosmic(ctx, [c], Eligibility.NOT_LISTED), Status.NOT_LISTED),
    ("letter instead", lambda ctx, c: record.route(ctx, c, Channel.LETTER, "vill ha brev"), StepKind.SEND_LETTER),
    ("no at the desk", lambda ctx, c: record.record_answer(ctx, c, Answer.NO, Via.DESK), Status.DECLINED),
    ("given up", lambda ctx, c: record.give_up(ctx, c, "utomlands hela året"), Status.UNREACHED),
    ("snoozed", lambda ctx, c: record.snooze(ctx, c, LATER, "på semester"), StepKind.CALL),
]


@pytest.mark.parametrize(("act", "expected"), [pytest.param(*row[1:], id=row[0]) for row in ACTS])
def test_what_follows(
    act: Callable[[Context, int], object], expected: StepKind | Status, ctx: Context, case: int
) -> None:
    act(ctx, case)
    step = now(ctx, case)
    assert (step.kind if isinstance(step, Step) else step.status) is expected


def test_ring_again_later_today_is_due_today(ctx: Context, case: int) -> None:
    record.record_call(ctx, case, CallOutcome.CALL_AGAIN, again_on=MONDAY)
    step = now(ctx, case)
    assert isinstance(step, Step)
    assert (step.kind, step.status, step.due) == (StepKind.CALL, Status.CALLED, MONDAY)


REFUSED: list[tuple[str, Callable[[Context, int], object], str]] = [
    (
        "booking without a day",
        lambda ctx, c: record.record_call(ctx, c, CallOutcome.BOOKED, data_told=True),
        "visit_missing",
    ),
    (
        "booking in the past",
        lambda ctx, c: record.record_call(ctx, c, CallOutcome.BOOKED, visit=date(2026, 1, 7), data_told=True),
        "visit_past",
    ),
    ("data not told", lambda ctx, c: record.record_call(ctx, c, CallOutcome.BOOKED, visit=LATER), "data_not_told"),
    (
        "ring again yesterday",
        lambda ctx, c: record.record_call(ctx, c, CallOutcome.CALL_AGAIN, again_on=MONDAY - timedelta(days=1)),
        "again_past",
    ),
    (
        "excluded without a reason",
        lambda ctx, c: record.check_cosmic(ctx, [c], Eligibility.OTHER, " "),
        "reason_missing",
    ),
    ("snooze to today", lambda ctx, c: record.snooze(ctx, c, MONDAY, "x"), "snooze_past"),
    ("snooze without a reason", lambda ctx, c: record.snooze(ctx, c, LATER, ""), "reason_missing"),
    ("answer tomorrow", lambda ctx, c: record.record_answer(ctx, c, Answer.NO, Via.DESK, LATER), "in_the_future"),
    ("letter returned, none posted", lambda ctx, c: record.record_plain(ctx, c, Act.RETURNED), "no_letter_posted"),
    ("no answer to handle", lambda ctx, c: record.record_plain(ctx, c, Act.HANDLED), "no_answer_waits"),
    ("empty note", lambda ctx, c: record.add_note(ctx, c, "  "), "note_empty"),
    ("unknown case", lambda ctx, c: record.set_phone(ctx, 999, "070-174 06 05"), "unknown_case"),
]


@pytest.mark.parametrize(("act", "code"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_what_is_refused_leaves_no_trace(
    act: Callable[[Context, int], object], code: str, ctx: Context, case: int
) -> None:
    before = ctx.store.state(case)
    with pytest.raises(ExpectedError) as refused:
        act(ctx, case)
    assert refused.value.code == code
    assert ctx.store.state(case) == before


def test_who_did_not_answer_in_1177_is_told_in_the_call_that_books(ctx: Context) -> None:
    """An invitation by phone (004, Påminnelser)."""
    (case,) = filled(ctx, 1)
    happened(ctx, case, checked_in_cosmic(), invited(), ev.ClosedIn1177(on=MONDAY))
    with pytest.raises(HistoryRefused, match="data_not_told"):
        record.record_call(ctx, case, CallOutcome.BOOKED, visit=LATER)
    record.record_call(ctx, case, CallOutcome.BOOKED, visit=LATER, data_told=True)


def test_who_said_yes_to_a_letter_is_booked_without_being_told_again(ctx: Context, case: int) -> None:
    """The resident's own yes: this is no invitation by phone (004, Påminnelser)."""
    happened(ctx, case, ev.LetterPosted(on=MONDAY))
    record.record_answer(ctx, case, Answer.YES_CALL, Via.LETTER)
    record.record_call(ctx, case, CallOutcome.BOOKED, visit=LATER)
    booked = ctx.store.state(case).visit
    assert booked is not None
    assert booked.visit == LATER


def test_who_said_yes_in_1177_is_booked_without_being_told_again(ctx: Context) -> None:
    (case,) = filled(ctx, 1)
    happened(ctx, case, checked_in_cosmic(), invited())
    record.record_answer(ctx, case, Answer.YES_CALL, Via.DIGITAL)
    record.record_plain(ctx, case, Act.HANDLED)
    record.record_call(ctx, case, CallOutcome.BOOKED, visit=LATER)
    booked = ctx.store.state(case).visit
    assert booked is not None
    assert booked.visit == LATER


def test_nobody_is_called_after_a_no(ctx: Context, case: int) -> None:
    record.record_answer(ctx, case, Answer.NO, Via.DESK)
    with pytest.raises(HistoryRefused, match="said_no"):
        record.record_call(ctx, case, CallOutcome.NO_ANSWER)


def test_three_attempts_on_three_days_lead_to_a_letter(ctx: Context, case: int, desk: Desk) -> None:
    for _ in range(3):
        record.record_call(ctx, case, CallOutcome.NO_ANSWER)
        desk.tick(days=1)
    step = now(ctx, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.SEND_LETTER


def test_a_new_number_after_a_wrong_one_brings_the_call_back(ctx: Context, case: int, desk: Desk) -> None:
    record.record_call(ctx, case, CallOutcome.WRONG_NUMBER)
    desk.tick(minutes=2)
    record.set_phone(ctx, case, "070-174 06 77")
    step = now(ctx, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.CALL
    assert ctx.store.resident_of(case).details.phones[0] == "070-174 06 77"


def test_a_corrected_number_is_ready_again(ctx: Context) -> None:
    (case,) = filled(ctx, 1)
    record.check_cosmic(ctx, [case], Eligibility.LISTED_ALIVE)
    batch = send.prepare(ctx, 1, "phone", [case]).batch
    assert batch is not None
    send.record_recipients(ctx, batch, {case: RecipientOutcome.WRONG_NUMBER})
    with pytest.raises(IdentityRefused):
        record.correct_number(ctx, case, "19121212-121")
    record.correct_number(ctx, case, details(7).identity.dashed)
    step = now(ctx, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.INVITE
    assert ctx.store.resident_of(case).details.identity == details(7).identity


def test_a_number_that_is_somebody_elses_is_refused(ctx: Context) -> None:
    first, second = filled(ctx, 2)
    with pytest.raises(HistoryRefused, match="identity_taken"):
        record.correct_number(ctx, first, ctx.store.resident_of(second).details.identity.dashed)


def test_edited_details_keep_the_old_ones(ctx: Context, case: int) -> None:
    resident = ctx.store.resident_of(case)
    record.edit_details(ctx, resident.id, replace(resident.details, protected=True))
    facts = ctx.store.state(case).facts
    assert facts is not None
    assert facts.protected


def test_ticks_mean_what_the_manual_says_and_can_be_taken_back(ctx: Context, case: int) -> None:
    record.record_answer(ctx, case, Answer.YES_BOOK_SELF, Via.DIGITAL)
    ticks.tick(ctx, case, "order_samples")
    assert ctx.store.state(case).basis_on is None
    ticks.tick(ctx, case, "booking_basis")
    assert ctx.store.state(case).basis_on == MONDAY
    ticks.tick(ctx, case, "booking_basis", done=False)
    state = ctx.store.state(case)
    assert state.basis_on is None
    assert state.ticks == {"order_samples"}
    ticks.tick(ctx, case, "booking_basis")
    ticks.tick(ctx, case, "close")
    step = now(ctx, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.LOOK_AT_BOOKING


def test_a_tick_that_no_manual_knows(ctx: Context, case: int) -> None:
    with pytest.raises(HistoryRefused, match="unknown_step"):
        ticks.tick(ctx, case, "dance")


def test_a_wrong_number_leads_to_the_next_one_known(ctx: Context, case: int, desk: Desk) -> None:
    """The wrong one is taken away; when none is left, it is as with a single wrong number. Undo brings it back."""
    resident = ctx.store.resident_of(case)
    record.edit_details(ctx, resident.id, replace(resident.details, phones=("070-174 06 05", "011-12 34 56")))
    done = record.record_call(ctx, case, CallOutcome.WRONG_NUMBER, phone="070-174 06 05")
    step = now(ctx, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.CALL
    assert ctx.store.resident_of(case).details.phones == ("011-12 34 56",)
    undo.undo(ctx, done.act)
    assert ctx.store.resident_of(case).details.phones == ("070-174 06 05", "011-12 34 56")
    record.record_call(ctx, case, CallOutcome.WRONG_NUMBER, phone="070-174 06 05")
    desk.tick(minutes=2)
    record.record_call(ctx, case, CallOutcome.WRONG_NUMBER, phone="011-12 34 56")
    step = now(ctx, case)
    assert isinstance(step, Step)
    assert step.kind is StepKind.SEND_LETTER
