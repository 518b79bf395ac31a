"""A booked visit: preparing, holding and documenting it (transitions 21, 22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rhs_desktop.domain.cases.open_handling_steps import left_of_handling
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Outlook, Status, Step, StepKind
from rhs_desktop.domain.manuals.manual import Rule, Rules


def before_visit(state: CaseState, rules: Rules) -> tuple[Step, ...]:
    """Prepare the visit `visit_check_workdays` working days before it, then hold it on its day.

    What is left of an answer's handling is due `answer_workdays` after it was closed.
    """
    assert state.visit is not None
    booked, day = state.visit.on, state.visit.visit
    ready = bool(state.samples_on and state.form_on)
    status = Status.READY_FOR_VISIT if ready else Status.BOOKED
    hold = Step(StepKind.HOLD_VISIT, status, day, Rule.VISIT, booked, begins=min(booked, day))
    if ready or state.visit_reminded_on:
        return (hold,)
    check_on = max(booked, rules.calendar.add_workdays(day, -rules.profile.days.visit_check_workdays))
    if check_on >= day:
        return (hold,)
    check = Step(StepKind.PREPARE_VISIT, status, check_on, Rule.BEFORE_VISIT, booked, begins=booked)
    if left := left_of_handling(state, rules.profile):
        soon = rules.calendar.add_workdays(max(booked, state.handled_on or booked), rules.profile.days.answer_workdays)
        check = replace(check, due=min(check_on, soon), detail=left[0].text)
    return (check, replace(hold, begins=day))


def after_visit(state: CaseState, held: date) -> Outlook:
    """Document the visit on the day on which it was held; then the case is done."""
    if state.documented_on:
        return Finished(Status.DONE, held, Rule.VISIT)
    return (Step(StepKind.DOCUMENT, Status.VISITED, held, Rule.VISIT, held, begins=held),)
