"""A booked visit: preparing, holding and documenting it (transitions 21, 22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rhs_desktop.domain.cases.call_attempts import tried_on
from rhs_desktop.domain.cases.open_handling_steps import left_of_handling
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Outlook, Status, Step, StepKind, step_after
from rhs_desktop.domain.codes import CallOutcome, Via
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
    tell = time_to_tell(state, rules, status)
    if ready or state.visit_reminded_on:
        return (hold,) if tell is None or day <= booked else (tell, replace(hold, begins=day))
    check_on = max(booked, rules.calendar.add_workdays(day, -rules.profile.days.visit_check_workdays))
    if check_on >= day:
        return (hold,) if tell is None or day <= booked else (tell, replace(hold, begins=day))
    check = Step(StepKind.PREPARE_VISIT, status, check_on, Rule.BEFORE_VISIT, booked, begins=booked)
    if left := left_of_handling(state, rules.profile):
        soon = rules.calendar.add_workdays(max(booked, state.handled_on or booked), rules.profile.days.answer_workdays)
        check = replace(check, due=min(check_on, soon), detail=left[0].text)
    if tell is None:
        return (check, replace(hold, begins=day))
    return (tell, *([replace(check, begins=check_on)] if check_on > booked else []), replace(hold, begins=day))


def time_to_tell(state: CaseState, rules: Rules, status: Status) -> Step | None:
    """The letter that tells the time to whoever answered by letter and cannot be called; None where none is needed.

    It goes out on the working day after the booking. Posted, it is told, until the talk is booked anew.
    """
    assert state.visit is not None
    assert state.facts is not None
    booked = state.visit.on
    if state.printed is not None:
        return step_after(rules, StepKind.CONFIRM_LETTER, status, Rule.BEFORE_VISIT, state.printed.on)
    if state.time_told or not _by_letter(state, rules):
        return None
    if state.facts.protected:
        return step_after(rules, StepKind.SEND_PROTECTED_LETTER, status, Rule.BEFORE_VISIT, booked)
    if state.returned_on or not state.facts.has_address:
        return step_after(rules, StepKind.FIX_ADDRESS, status, Rule.BEFORE_VISIT, booked)
    return step_after(rules, StepKind.SEND_TIME_LETTER, status, Rule.BEFORE_VISIT, booked)


def _by_letter(state: CaseState, rules: Rules) -> bool:
    """Whether the resident has asked for the time by letter, or answered by letter and has no number that answers:
    none, a wrong one, or one that was called in vain until the time was booked."""
    if state.time_by_letter:
        return True
    if state.word is None or state.word.via is not Via.LETTER or state.facts is None:
        return False
    if state.wrong_phone_on is not None or state.facts.has_phone is False:
        return True
    since = state.answered_on or state.word.on
    tried = tried_on(call for call in state.calls if call.on >= since)
    return len(tried) >= rules.profile.phone_attempts and state.calls[-1].outcome is not CallOutcome.BOOKED


def after_visit(state: CaseState, held: date) -> Outlook:
    """Document the visit on the day on which it was held; then the case is done."""
    if state.documented_on:
        return Finished(Status.DONE, held, Rule.VISIT)
    return (Step(StepKind.DOCUMENT, Status.VISITED, held, Rule.VISIT, held, begins=held),)
