"""Before the invitation, and the invitation itself (transitions 3 and 7)."""

from __future__ import annotations

from datetime import date

from rhs_desktop.domain.cases.phases.cosmic_check import check_holds_until, check_in_cosmic
from rhs_desktop.domain.cases.phases.phone import phone_step
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Outlook, Status, Step, StepKind, step_after
from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.manuals.manual import Rule, Rules


def before_invitation(state: CaseState, rules: Rules) -> Outlook:
    """Mend a refused number, check in Cosmic where the manual asks for it, then invite; who has no login is called."""
    assert state.facts is not None
    assert state.listed_on is not None
    if state.recipient and state.recipient.outcome is RecipientOutcome.WRONG_NUMBER:
        return (step_after(rules, StepKind.FIX_NUMBER, Status.FIX_NUMBER, Rule.WRONG_NUMBER, state.recipient.on),)
    ready_on = state.listed_on
    if rules.profile.cosmic_check:
        if state.cosmic is None:
            return (check_in_cosmic(rules, state.listed_on),)
        ready_on = state.cosmic.on
    if not state.facts.identity.may_log_in:
        return (phone_step(state, rules, ready_on, Rule.NO_LOGIN, Status.TO_PHONE),)
    if not rules.profile.cosmic_check:
        return (invite(rules, ready_on),)
    return (invite(rules, ready_on), check_in_cosmic(rules, check_holds_until(ready_on, rules)))


def invite(rules: Rules, since: date) -> Step:
    """Invite in 1177, within `invite` days of the check (transition 7)."""
    return step_after(rules, StepKind.INVITE, Status.READY, Rule.INVITE, since, days=rules.profile.days.invite)


def confirm_send(rules: Rules, prepared: date) -> Step:
    """Say that the prepared send went out in 1177, or that it did not."""
    return step_after(rules, StepKind.CONFIRM_SEND, Status.PREPARED, Rule.CONFIRM_SEND, prepared)
