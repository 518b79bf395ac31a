"""What comes next for a case, by when and why: its phases in their order, each with its own deadlines (phases/).

A case is finished, or its outlook is a row of steps without gaps: each holds from the day it begins until the next
one begins, should nothing happen in between. Today's step is the last that has begun, so that the same outlook
answers what is due, what will be due, and on which day a kept answer goes stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import assert_never

from rhs_desktop.domain.cases.phases.answer import answer_to_handle
from rhs_desktop.domain.cases.phases.invitation import before_invitation, confirm_send
from rhs_desktop.domain.cases.phases.letter import letter_step, time_to_book
from rhs_desktop.domain.cases.phases.own_booking import own_booking
from rhs_desktop.domain.cases.phases.phone import phone_step
from rhs_desktop.domain.cases.phases.reminder_and_closing import waiting_for_answer
from rhs_desktop.domain.cases.phases.visit import after_visit, before_visit
from rhs_desktop.domain.cases.state import CaseState, ContactPlan, ResidentWish
from rhs_desktop.domain.cases.steps import Finished, Outlook, Status, Step
from rhs_desktop.domain.codes import Channel, Eligibility
from rhs_desktop.domain.manuals.manual import Rule, Rules

_EXCLUDED: Mapping[Eligibility, Status] = {
    Eligibility.NOT_LISTED: Status.NOT_LISTED,
    Eligibility.DECEASED: Status.DECEASED,
    Eligibility.OTHER: Status.EXCLUDED,
}
"""The outcome by what the check in Cosmic found, where that excludes."""


def next_step(state: CaseState, rules: Rules, today: date) -> Step | Finished:
    """The one next step on that day, or the outcome. Raises ValueError as `steps_ahead`."""
    return step_on(steps_ahead(state, rules), today)


def step_on(ahead: Outlook, today: date) -> Step | Finished:
    """The step that the outlook has for that day, or the outcome."""
    if isinstance(ahead, Finished):
        return ahead
    begun = [step for step in ahead if step.begins <= today]
    return begun[-1] if begun else ahead[0]


def steps_ahead(state: CaseState, rules: Rules) -> Outlook:
    """The outcome, or the steps ahead in order, without gaps, should nothing happen. Raises ValueError for a case on
    no list."""
    if state.facts is None or state.listed_on is None:
        raise ValueError("a case begins by standing on a list")
    steps = _outlook(state, rules)
    if isinstance(steps, Finished):
        return steps
    held = (replace(step, until=following.begins) for step, following in pairwise(steps))
    steps = (*held, steps[-1])
    return _apply_snooze(steps, state)


def _outlook(state: CaseState, rules: Rules) -> Outlook:
    if state.erased_on:
        return _erased(state, rules, state.erased_on)
    if state.held_on:
        return after_visit(state, state.held_on)
    if state.excluded and state.cosmic:
        return Finished(_EXCLUDED[state.cosmic.result], state.cosmic.on, Rule.EXCLUDED, state.cosmic.reason)
    word = state.word
    if state.answer_seen_on:
        return (answer_to_handle(rules, state.answer_seen_on),)
    if word and state.answer_waits:
        return (answer_to_handle(rules, state.answered_on or word.on),)
    if word and word.wish is ResidentWish.NO:
        return Finished(Status.DECLINED, word.on, Rule.DECLINED)
    if state.stands_given_up and state.given_up:
        return Finished(Status.UNREACHED, state.given_up.on, Rule.UNREACHED, state.given_up.reason)
    if state.visit:
        return before_visit(state, rules)
    if word and state.reach and state.reach.rule is Rule.CHOSEN:
        return (_chosen(state, rules, state.reach),)
    if word and word.wish is ResidentWish.BOOK_SELF:
        return own_booking(state, word, rules)
    if word and word.wish is ResidentWish.BY_LETTER:
        return (time_to_book(state, rules, Rule.CALL_BACK, Status.LETTER_YES),)
    if word and word.wish is ResidentWish.REBOOK and state.time_by_letter:
        return (time_to_book(state, rules, Rule.REBOOK, Status.REBOOK),)
    if word:
        rule, status = (
            (Rule.REBOOK, Status.REBOOK) if word.wish is ResidentWish.REBOOK else (Rule.CALL_BACK, Status.CALL_YES)
        )
        since = max(word.on, state.handled_on or word.on)
        return (phone_step(state, rules, since, rule, status),)
    return _reach_out(state, rules)


def _erased(state: CaseState, rules: Rules, on: date) -> Finished:
    """An outcome stays what it was, for the figures; a case that was going on leaves them."""
    before = _outlook(replace(state, erased_on=None), rules)
    return before if isinstance(before, Finished) else Finished(Status.EXCLUDED, on, Rule.EXCLUDED)


def _chosen(state: CaseState, rules: Rules, reach: ContactPlan) -> Step:
    """What a person at the desk chose, after the resident's word."""
    if reach.channel is Channel.LETTER:
        return letter_step(state, rules, reach)
    return phone_step(state, rules, reach.since, reach.rule, Status.TO_PHONE, reach.reason)


def _reach_out(state: CaseState, rules: Rules) -> Outlook:
    """Before the resident has said anything."""
    reach = state.reach
    if state.prepared:
        return (confirm_send(rules, state.prepared.on),)
    if reach is None:
        return before_invitation(state, rules)
    match reach.channel:
        case Channel.DIGITAL:
            return waiting_for_answer(state, rules)
        case Channel.PHONE:
            return (phone_step(state, rules, reach.since, reach.rule, Status.TO_PHONE, reach.reason),)
        case Channel.LETTER:
            return (letter_step(state, rules, reach),)
        case _ as unreachable:
            assert_never(unreachable)


def _apply_snooze(steps: tuple[Step, ...], state: CaseState) -> tuple[Step, ...]:
    """A snooze moves the due day of the step that was the next one when it was recorded."""
    snoozed = state.snoozed
    if snoozed is None:
        return steps
    current = max((i for i, step in enumerate(steps) if step.begins <= snoozed.on), default=0)
    return tuple(
        replace(step, due=max(step.due, snoozed.until), detail=snoozed.reason) if i == current else step
        for i, step in enumerate(steps)
    )
