"""The days in which the resident books a time, with a first look half-way (transition 15c)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rhs_desktop.domain.cases.phases.phone import phone_step, promised_call
from rhs_desktop.domain.cases.state import CaseState, ResidentReply
from rhs_desktop.domain.cases.steps import Status, Step, StepKind, step_after
from rhs_desktop.domain.manuals.manual import Rule, Rules


def own_booking(state: CaseState, word: ResidentReply, rules: Rules) -> tuple[Step, ...]:
    """Look at the booking after `own_booking_look` days, then call when the `own_booking` days have gone: the resident
    may still book on the last of them.
    """
    days = rules.profile.days
    if promised_call(state, rules, word.on, Rule.CALL):
        return (phone_step(state, rules, word.on, Rule.CALL, Status.OWN_BOOKING),)
    basis_on = state.basis_on if state.basis_on and state.basis_on >= word.on else None
    begun = basis_on or state.handled_on or word.on
    ends = begun + timedelta(days=days.own_booking)
    over = ends + timedelta(days=1)
    lapsed = phone_step(state, rules, over, Rule.NOT_BOOKED, Status.TO_PHONE)
    lapsed = replace(lapsed, since=ends, begins=over)
    if state.looked_on and state.looked_on >= begun + timedelta(days=days.own_booking_look):
        return (replace(lapsed, status=Status.OWN_BOOKING, since=begun, begins=begun), lapsed)
    look = step_after(
        rules, StepKind.LOOK_AT_BOOKING, Status.OWN_BOOKING, Rule.OWN_BOOKING, begun, days=days.own_booking_look
    )
    return (look, lapsed)
