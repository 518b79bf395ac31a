"""From the booked time to the documented talk, and reminders, on a real database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.pathway import Status, Step, StepKind, next_step
from rhs_desktop.services import casework, reminding, undoing, visits
from rhs_desktop.services.workplace import Workplace
from tests.builders import MONDAY, Desk, checked_in_cosmic, filled, happened, invited

VISIT = MONDAY + timedelta(days=14)


@pytest.fixture
def cases(w: Workplace) -> list[int]:
    found = filled(w, 3)
    for case in found:
        happened(w, case, checked_in_cosmic(), invited())
    return found


def where(w: Workplace, case: int) -> StepKind | Status:
    step = next_step(w.store.state(case), w.rules("rhs-004"), w.today)
    return step.kind if isinstance(step, Step) else step.status


def test_a_visit_from_booking_to_done(w: Workplace, cases: list[int], desk: Desk) -> None:
    visits.record_booking(w, cases[0], VISIT)
    assert where(w, cases[0]) is StepKind.PREPARE_VISIT
    with pytest.raises(HistoryRefused, match="visit_ahead"):
        visits.visit_held(w, cases[0])
    casework.tick(w, cases[0], "samples_taken")
    casework.tick(w, cases[0], "form_answered")
    assert where(w, cases[0]) is StepKind.HOLD_VISIT
    desk.now += timedelta(days=14)
    with pytest.raises(HistoryRefused, match="visit_not_held"):
        visits.documented(w, cases[0])
    visits.visit_held(w, cases[0])
    assert where(w, cases[0]) is StepKind.DOCUMENT
    visits.documented(w, cases[0])
    assert where(w, cases[0]) is Status.DONE


def test_a_talk_that_is_recorded_later_was_held_on_its_day(w: Workplace, cases: list[int], desk: Desk) -> None:
    visits.record_booking(w, cases[0], VISIT)
    desk.now += timedelta(days=17)
    visits.visit_held(w, cases[0])
    assert w.store.state(cases[0]).held_on == VISIT
    step = next_step(w.store.state(cases[0]), w.rules("rhs-004"), w.today)
    assert isinstance(step, Step)
    assert (step.kind, step.due) == (StepKind.DOCUMENT, VISIT)
    visits.documented(w, cases[0])
    assert where(w, cases[0]) is Status.DONE


def test_who_did_not_come_is_called(w: Workplace, cases: list[int], desk: Desk) -> None:
    visits.record_booking(w, cases[0], VISIT)
    with pytest.raises(HistoryRefused, match="visit_ahead"):
        visits.cancel_booking(w, cases[0], no_show=True)
    desk.now += timedelta(days=14)
    visits.cancel_booking(w, cases[0], no_show=True)
    assert where(w, cases[0]) is StepKind.CALL
    with pytest.raises(HistoryRefused, match="no_booking"):
        visits.cancel_booking(w, cases[0])


def test_cancelled_for_good(w: Workplace, cases: list[int]) -> None:
    visits.record_booking(w, cases[0], VISIT)
    visits.cancel_booking(w, cases[0], declined=True)
    assert where(w, cases[0]) is Status.DECLINED
    with pytest.raises(HistoryRefused, match="said_no"):
        visits.record_booking(w, cases[0], VISIT)


def test_reminders_go_out_together_and_come_back_together(w: Workplace, cases: list[int], desk: Desk) -> None:
    assert reminding.due(w) == []
    desk.now += timedelta(days=14)
    assert {row.case for row in reminding.due(w)} == set(cases)
    done = reminding.confirm_reminded(w, cases)
    assert [where(w, case) for case in cases] == [StepKind.CALL] * 3
    with pytest.raises(HistoryRefused, match="not_to_remind"):
        reminding.confirm_reminded(w, cases[:1])
    undoing.undo(w, done.act)
    assert {row.case for row in reminding.due(w)} == set(cases)
    with pytest.raises(HistoryRefused, match="batch_empty"):
        reminding.confirm_reminded(w, [])
