"""By letter: to post it, to a protected person one at a time, the days to reply, one that returned (19, 20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rhs_desktop.domain.cases.state import CaseState, ContactPlan, ResidentWish
from rhs_desktop.domain.cases.steps import Status, Step, StepKind, step_after
from rhs_desktop.domain.codes import Via
from rhs_desktop.domain.manuals.manual import Rule, Rules


def letter_step(state: CaseState, rules: Rules, reach: ContactPlan) -> Step:
    """Of a resident who is invited by letter: mend the address, await the reply, or send."""
    if state.returned_on:
        return returned_letter(rules, state.returned_on)
    if state.posted_on and state.posted_on >= reach.since:
        return reply_days(state, rules, state.posted_on, state.posted_on)
    return letter_to_send(state, rules, reach.since, reach.rule, reach.reason)


def letter_or_end(state: CaseState, rules: Rules, since: date, rule: Rule) -> Step:
    """The letter if none was posted for this wish, else the end of the road (transition 18).

    Who has answered by letter is not invited again: a time is booked and sent.
    """
    if state.word and state.word.via is Via.LETTER and state.word.wish in (ResidentWish.CALL, ResidentWish.REBOOK):
        rebooks = state.word.wish is ResidentWish.REBOOK
        says = (Rule.REBOOK, Status.REBOOK) if rebooks else (Rule.CALL_BACK, Status.LETTER_YES)
        return time_to_book(state, rules, *says)
    asked_since = state.word.on if state.word else None
    posted = state.posted_on
    if posted is None or state.returned_on or (asked_since and posted < asked_since):
        return letter_to_send(state, rules, since, rule)
    return reply_days(state, rules, posted, max(since, posted))


def time_to_book(state: CaseState, rules: Rules, rule: Rule, status: Status) -> Step:
    """A time to be booked and sent by letter, due at once as a call would be."""
    assert state.word is not None
    return step_after(rules, StepKind.SEND_TIME_LETTER, status, rule, state.word.on)


def letter_to_send(state: CaseState, rules: Rules, since: date, rule: Rule, detail: str = "") -> Step:
    """Confirm the printed letter, or make one where an address is known; by Skatteverket to a protected person."""
    assert state.facts is not None
    if state.printed:
        return step_after(rules, StepKind.CONFIRM_LETTER, Status.LETTER_PRINTED, Rule.LETTER, state.printed.on)
    if state.facts.protected:
        return protected_letter(rules, since)
    if state.returned_on:
        return returned_letter(rules, state.returned_on)
    if not state.facts.has_address:
        return step_after(rules, StepKind.FIX_ADDRESS, Status.FIX_ADDRESS, rule, since)
    return step_after(rules, StepKind.SEND_LETTER, Status.TO_LETTER, rule, since, detail=detail)


def protected_letter(rules: Rules, since: date) -> Step:
    """A letter to somebody with protected identity: by Skatteverket, one at a time, in no batch (process.md §2)."""
    return step_after(rules, StepKind.SEND_PROTECTED_LETTER, Status.TO_LETTER, Rule.PROTECTED, since)


def returned_letter(rules: Rules, on: date) -> Step:
    """A letter that the post returned: the address has to be mended first (transition 20)."""
    return step_after(rules, StepKind.FIX_ADDRESS, Status.FIX_ADDRESS, Rule.LETTER_RETURNED, on)


def reply_days(state: CaseState, rules: Rules, posted: date, since: date) -> Step:
    """Wait `letter_reply` days for the reply, then close as Ej nådd (transitions 19, 20).

    They run from the last letter, be it a reminder; one that is printed has to get away first.
    """
    last = state.last_letter_on or posted
    wait = rules.profile.days.letter_reply
    step = step_after(rules, StepKind.GIVE_UP, Status.LETTER_SENT, Rule.LETTER_REPLY, last, days=wait)
    if state.printed:
        due = rules.calendar.next_workday(state.printed.on)
        return replace(step, kind=StepKind.CONFIRM_LETTER, status=Status.LETTER_PRINTED, due=due)
    return replace(step, due=max(step.due, rules.calendar.next_workday(since)))
