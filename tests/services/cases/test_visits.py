"""From the booked time to the documented talk, and reminders, on a real database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Status, Step, StepKind
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.services.cases import record, ticks, undo, visits
from rhs_desktop.services.context import Context
from rhs_desktop.services.sending import reminders
from tests.builders import MONDAY, Desk, checked_in_cosmic, filled, happened, invited

VISIT = MONDAY + timedelta(days=14)


@pytest.fixture
def cases(ctx: Context) -> list[int]:
    found = filled(ctx, 3)
    for case in found:
        happened(ctx, case, checked_in_cosmic(), invited())
    return found


def where(ctx: Context, case: int) -> StepKind | Status:
    step = next_step(ctx.store.state(case), ctx.rules("rhs-004"), ctx.today)
    return step.kind if isinstance(step, Step) else step.status


def test_a_visit_from_booking_to_done(ctx: Context, cases: list[int], desk: Desk) -> None:
    visits.record_booking(ctx, cases[0], VISIT)
    assert where(ctx, cases[0]) is StepKind.PREPARE_VISIT
    with pytest.raises(HistoryRefused, match="visit_ahead"):
        visits.visit_held(ctx, cases[0])
    ticks.tick(ctx, cases[0], "samples_taken")
    ticks.tick(ctx, cases[0], "form_answered")
    assert where(ctx, cases[0]) is StepKind.HOLD_VISIT
    desk.now += timedelta(days=14)
    with pytest.raises(HistoryRefused, match="visit_not_held"):
        record.record_plain(ctx, cases[0], Act.DOCUMENTED)
    visits.visit_held(ctx, cases[0])
    assert where(ctx, cases[0]) is StepKind.DOCUMENT
    record.record_plain(ctx, cases[0], Act.DOCUMENTED)
    assert where(ctx, cases[0]) is Status.DONE


def test_a_talk_that_is_recorded_later_was_held_on_its_day(ctx: Context, cases: list[int], desk: Desk) -> None:
    visits.record_booking(ctx, cases[0], VISIT)
    desk.now += timedelta(days=17)
    visits.visit_held(ctx, cases[0])
    assert ctx.store.state(cases[0]).held_on == VISIT
    step = next_step(ctx.store.state(cases[0]), ctx.rules("rhs-004"), ctx.today)
    assert isinstance(step, Step)
    assert (step.kind, step.due) == (StepKind.DOCUMENT, VISIT)
    record.record_plain(ctx, cases[0], Act.DOCUMENTED)
    assert where(ctx, cases[0]) is Status.DONE


def test_who_did_not_come_is_called(ctx: Context, cases: list[int], desk: Desk) -> None:
    visits.record_booking(ctx, cases[0], VISIT)
    with pytest.raises(HistoryRefused, match="visit_ahead"):
        visits.cancel_booking(ctx, cases[0], no_show=True)
    desk.now += timedelta(days=14)
    visits.cancel_booking(ctx, cases[0], no_show=True)
    assert where(ctx, cases[0]) is StepKind.CALL
    with pytest.raises(HistoryRefused, match="no_booking"):
        visits.cancel_booking(ctx, cases[0])


def test_cancelled_for_good(ctx: Context, cases: list[int]) -> None:
    visits.record_booking(ctx, cases[0], VISIT)
    visits.cancel_booking(ctx, cases[0], declined=True)
    assert where(ctx, cases[0]) is Status.DECLINED
    with pytest.raises(HistoryRefused, match="said_no"):
        visits.record_booking(ctx, cases[0], VISIT)


def test_reminders_go_out_together_and_come_back_together(ctx: Context, cases: list[int], desk: Desk) -> None:
    assert reminders.due(ctx) == []
    desk.now += timedelta(days=14)
    assert {row.case for row in reminders.due(ctx)} == set(cases)
    done = reminders.confirm_reminded(ctx, cases)
    assert [where(ctx, case) for case in cases] == [StepKind.CALL] * 3
    with pytest.raises(HistoryRefused, match="not_to_remind"):
        reminders.confirm_reminded(ctx, cases[:1])
    undo.undo(ctx, done.act)
    assert {row.case for row in reminders.due(ctx)} == set(cases)
    with pytest.raises(HistoryRefused, match="batch_empty"):
        reminders.confirm_reminded(ctx, [])
