"""By phone: attempts, calls that were promised, and finding a number (transitions 6, 17, 18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rhs_desktop.domain.cases.call_attempts import tried_on
from rhs_desktop.domain.cases.events import Called
from rhs_desktop.domain.cases.phases.letter import letter_or_end
from rhs_desktop.domain.cases.state import CaseState, ResidentWish
from rhs_desktop.domain.cases.steps import Status, Step, StepKind, step_after
from rhs_desktop.domain.codes import CallOutcome, Via
from rhs_desktop.domain.manuals.manual import Profile, Rule, Rules


def phone_step(state: CaseState, rules: Rules, since: date, rule: Rule, status: Status, detail: str = "") -> Step:
    """Call, or what takes a call's place when it cannot be made (transitions 6, 17, 18)."""
    assert state.facts is not None
    calls = [call for call in state.calls if call.on >= since]
    tried = tried_on(calls)
    promised = promised_call(state, rules, since, rule, detail)
    if state.wrong_phone_on:
        return find_number(state, rules, max(since, state.wrong_phone_on), Rule.CALL, promised)
    if state.facts.has_phone is False:
        return find_number(state, rules, max(since, state.facts.on), Rule.LETTER, promised)
    if promised:
        return promised
    if len(tried) >= rules.profile.phone_attempts:
        return letter_or_end(state, rules, max(tried), Rule.CALL)
    if state.facts.has_phone is None and not calls:
        return step_after(rules, StepKind.FIND_PHONE, status, rule, since, detail=detail)
    if calls:
        return call_again(rules, calls[-1])
    return step_after(rules, StepKind.CALL, status, rule, since, detail=detail)


def promised_call(state: CaseState, rules: Rules, since: date, rule: Rule, detail: str = "") -> Step | None:
    """The call that the resident waits for: a phone time, or "ring again" in the last call (transitions 17, 18).

    It is kept however often the resident was not reached, and whatever else the resident may do until then.
    """
    if state.word:
        since = state.word.on
    calls = [call for call in state.calls if call.on >= since]
    found: list[Step] = []
    appointment = state.appointment
    if appointment and appointment.on >= since and state.appointment_waits:
        step = step_after(rules, StepKind.CALL, Status.PHONE_TIME, rule, appointment.on, detail=detail)
        found.append(replace(step, due=appointment.for_day))
    if calls and calls[-1].outcome is CallOutcome.CALL_AGAIN:
        found.append(call_again(rules, calls[-1]))
    return min(found, key=lambda step: step.due, default=None)


def call_again(rules: Rules, last: Called) -> Step:
    """The call after one in vain: on the day that was agreed, else after `call_again_workdays` working days."""
    again = last.again_on or rules.calendar.add_workdays(last.on, rules.profile.days.call_again_workdays)
    step = step_after(rules, StepKind.CALL, Status.CALLED, Rule.CALL, last.on)
    return replace(step, due=rules.calendar.next_workday(again))


def must_tell_data_protection(state: CaseState, profile: Profile) -> bool:
    """Whether "Hur skyddas mina data?" must be told in a call that books a visit.

    At every invitation by phone, also of who was invited in 1177 or by letter and did not answer (manual 004,
    Påminnelser). Not after the resident's own yes in 1177 or by letter, nor when an earlier call told it, nor after a
    telefonkallelse whose enclosure tells it (manual 000, Telefoninbjudan).
    """
    said_yes = state.word is not None and state.word.via in (Via.DIGITAL, Via.LETTER)
    by_notice = state.appointment is not None and profile.phone_notice.tells_data_protection
    return not (said_yes or by_notice or any(call.data_told for call in state.calls))


def find_number(state: CaseState, rules: Rules, since: date, rule: Rule, promised: Step | None) -> Step:
    """Who waits for a call, or was chosen for one, has a number looked for; if Cosmic has none, it is a letter."""
    assert state.facts is not None
    chosen = state.reach if state.reach and state.reach.rule is Rule.CHOSEN else None
    asked = promised.since if promised else chosen.since if chosen else None
    if state.word and state.word.wish in (ResidentWish.CALL, ResidentWish.REBOOK, ResidentWish.BOOK_SELF):
        asked = asked or state.word.on
    if asked is None:
        return letter_or_end(state, rules, since, rule)
    looked_on = state.facts.on if state.facts.has_phone is False else None
    since_promise = state.searched_in_vain or not promised
    if looked_on and since_promise and looked_on >= max(asked, state.wrong_phone_on or asked):
        return letter_or_end(state, rules, max(since, looked_on), rule)
    if promised:
        return replace(promised, kind=StepKind.FIND_PHONE)
    if chosen:
        return step_after(rules, StepKind.FIND_PHONE, Status.TO_PHONE, Rule.CHOSEN, since, detail=chosen.reason)
    rebooks = state.word is not None and state.word.wish is ResidentWish.REBOOK
    status, why = (Status.REBOOK, Rule.REBOOK) if rebooks else (Status.CALL_YES, Rule.CALL_BACK)
    return step_after(rules, StepKind.FIND_PHONE, status, why, since)
