"""After the invitation in 1177: the reminder, and the day on which 1177 closes the case (transitions 8 to 12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from rhs_desktop.domain.cases.phases.phone import phone_step
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Outlook, Status, Step, StepKind, step_after
from rhs_desktop.domain.manuals.manual import Rule, Rules
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus


def waiting_for_answer(state: CaseState, rules: Rules) -> Outlook:
    """Remind, then call: `after_reminder` days after the reminder, and at the latest when 1177 has closed the case.

    A reminder that would leave fewer days than that to answer in is not sent any more: that is a call at once. **own**
    """
    assert state.invited is not None
    sent, days = state.invited.on, rules.profile.days
    if state.closed_on:
        return (phone_step(state, rules, state.closed_on, Rule.CLOSED, Status.CLOSED),)
    closing = closes_on(sent, rules)
    over = closing + timedelta(days=1)
    closed = phone_step(state, rules, over, Rule.CLOSED, Status.CLOSED)
    closed = replace(closed, since=closing, begins=over)
    if state.reminded_on:
        enough = state.reminded_on + timedelta(days=days.after_reminder)
        waiting = phone_step(state, rules, enough, Rule.NO_ANSWER, Status.REMINDED)
        waiting = replace(waiting, status=Status.REMINDED, since=state.reminded_on, begins=state.reminded_on)
        return (waiting, closed) if waiting.begins < over else (closed,)
    remind = reminder(state, rules, sent)
    too_late = max(remind.due + timedelta(days=1), closing - timedelta(days=days.after_reminder))
    if too_late >= over:
        return (remind, closed)
    call = phone_step(state, rules, too_late, Rule.NO_ANSWER, remind.status)
    return (remind, replace(call, begins=too_late), closed)


def reminder(state: CaseState, rules: Rules, sent: date) -> Step:
    """The clinic's own reminder, `manual_reminder` days after the invitation was sent (transition 10)."""
    status = Status.READ if state.opened_on else Status.UNREAD
    return step_after(rules, StepKind.REMIND, status, Rule.REMIND, sent, days=rules.profile.days.manual_reminder)


def closes_on(sent: date, rules: Rules) -> date:
    """The last day of a case in 1177, at whose end it is closed there (both manuals, Påminnelser; transition 12)."""
    return sent + timedelta(days=rules.profile.days.closes)


def portal_status(state: CaseState, rules: Rules, today: date) -> PortalStatus | None:
    """The status that 1177 shows for the case on that day; None before the invitation.

    The texts are the profile's, `Portal.label`.
    """
    if state.invited is None:
        return None
    closing = closes_by_itself(state, rules)
    if state.closed_on or state.handled_on or (closing and today > closing):
        return PortalStatus.CLOSED
    if state.replied_on:
        return PortalStatus.ANSWERED
    return PortalStatus.READ if state.opened_on else PortalStatus.UNREAD


def closes_by_itself(state: CaseState, rules: Rules) -> date | None:
    """The day on which 1177 closes the case if no answer has come by then; None if it cannot or has closed."""
    if state.invited is None or state.closed_on or state.handled_on or state.replied_on:
        return None
    return closes_on(state.invited.on, rules)
