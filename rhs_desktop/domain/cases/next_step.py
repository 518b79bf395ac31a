"""What comes next for a case, by when and why. The only place for deadlines and outcomes.

A case is finished, or its outlook is a row of steps without gaps: each holds from the day it begins until the next
one begins, should nothing happen in between. Today's step is the last that has begun, so that the same outlook
answers what is due, what will be due, and on which day a kept answer goes stale.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from rhs_desktop.domain.cases.call_attempts import tried_on
from rhs_desktop.domain.cases.events import Called
from rhs_desktop.domain.cases.fold import CaseState, ContactPlan, ResidentReply, ResidentWish
from rhs_desktop.domain.cases.open_handling_steps import left_of_handling
from rhs_desktop.domain.codes import CallOutcome, Channel, Eligibility, RecipientOutcome
from rhs_desktop.domain.manuals.manual import Rule, Rules
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.people.personal_number import IdentityKind


class Status(StrEnum):
    """Where a case stands, in the words of the process (docs/process.md)."""

    LISTED = "listed"
    READY = "ready"
    FIX_NUMBER = "fix_number"
    PREPARED = "prepared"
    UNREAD = "unread"
    READ = "read"
    REMINDED = "reminded"
    CLOSED = "closed"
    ANSWERED = "answered"
    TO_PHONE = "to_phone"
    PHONE_TIME = "phone_time"
    CALLED = "called"
    CALL_YES = "call_yes"
    REBOOK = "rebook"
    OWN_BOOKING = "own_booking"
    TO_LETTER = "to_letter"
    LETTER_PRINTED = "letter_printed"
    LETTER_SENT = "letter_sent"
    FIX_ADDRESS = "fix_address"
    BOOKED = "booked"
    READY_FOR_VISIT = "ready_for_visit"
    VISITED = "visited"
    UNREACHED = "unreached"
    DONE = "done"
    DECLINED = "declined"
    NOT_LISTED = "not_listed"
    DECEASED = "deceased"
    EXCLUDED = "excluded"


class StepKind(StrEnum):
    """What somebody at the clinic has to do."""

    CHECK_COSMIC = "check_cosmic"
    INVITE = "invite"
    CONFIRM_SEND = "confirm_send"
    FIX_NUMBER = "fix_number"
    REMIND = "remind"
    HANDLE_ANSWER = "handle_answer"
    FIND_PHONE = "find_phone"
    CALL = "call"
    SEND_LETTER = "send_letter"
    SEND_PROTECTED_LETTER = "send_protected_letter"
    CONFIRM_LETTER = "confirm_letter"
    FIX_ADDRESS = "fix_address"
    LOOK_AT_BOOKING = "look_at_booking"
    PREPARE_VISIT = "prepare_visit"
    HOLD_VISIT = "hold_visit"
    DOCUMENT = "document"
    GIVE_UP = "give_up"


class Queue(StrEnum):
    """The kinds of work that the main window counts, in the order in which they stand there."""

    ANSWER = "answer"
    REMIND = "remind"
    CALL = "call"
    LETTER = "letter"
    FIX = "fix"
    SEND = "send"
    BOOKING = "booking"
    VISIT = "visit"
    CLOSE = "close"
    CHECK = "check"
    INVITE = "invite"


QUEUES: dict[StepKind, Queue] = {
    StepKind.HANDLE_ANSWER: Queue.ANSWER,
    StepKind.REMIND: Queue.REMIND,
    StepKind.CALL: Queue.CALL,
    StepKind.FIND_PHONE: Queue.CALL,
    StepKind.SEND_LETTER: Queue.LETTER,
    StepKind.SEND_PROTECTED_LETTER: Queue.LETTER,
    StepKind.CONFIRM_LETTER: Queue.LETTER,
    StepKind.FIX_NUMBER: Queue.FIX,
    StepKind.FIX_ADDRESS: Queue.FIX,
    StepKind.CONFIRM_SEND: Queue.SEND,
    StepKind.LOOK_AT_BOOKING: Queue.BOOKING,
    StepKind.PREPARE_VISIT: Queue.VISIT,
    StepKind.HOLD_VISIT: Queue.VISIT,
    StepKind.DOCUMENT: Queue.VISIT,
    StepKind.GIVE_UP: Queue.CLOSE,
    StepKind.CHECK_COSMIC: Queue.CHECK,
    StepKind.INVITE: Queue.INVITE,
}
CHECKLIST_QUEUES = (Queue.CHECK, Queue.INVITE)
"""Work without a day's pressure: the checklist's own counters, not part of what is due today."""

CONTACT = frozenset(
    {
        StepKind.INVITE,
        StepKind.CONFIRM_SEND,
        StepKind.REMIND,
        StepKind.CALL,
        StepKind.FIND_PHONE,
        StepKind.SEND_LETTER,
        StepKind.SEND_PROTECTED_LETTER,
        StepKind.CONFIRM_LETTER,
    }
)
"""Steps that reach out to the resident: never after a no."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `due` is the last day on which it is in time; `since` is the day of the fact behind it."""

    kind: StepKind
    status: Status
    due: date
    rule: Rule
    since: date
    begins: date
    until: date | None = None
    detail: str = ""

    @property
    def queue(self) -> Queue:
        return QUEUES[self.kind]


@dataclass(frozen=True, slots=True)
class Finished:
    """The case has its outcome, which is its last status."""

    status: Status
    on: date
    rule: Rule
    detail: str = ""


Outlook = tuple[Step, ...] | Finished

_EXCLUDED = {
    Eligibility.NOT_LISTED: Status.NOT_LISTED,
    Eligibility.DECEASED: Status.DECEASED,
    Eligibility.OTHER: Status.EXCLUDED,
}


def next_step(state: CaseState, rules: Rules, today: date) -> Step | Finished:
    """The one next step on that day, or the outcome."""
    return step_on(steps_ahead(state, rules), today)


def step_on(ahead: Outlook, today: date) -> Step | Finished:
    """The step that the outlook has for that day, or the outcome."""
    if isinstance(ahead, Finished):
        return ahead
    begun = [step for step in ahead if step.begins <= today]
    return begun[-1] if begun else ahead[0]


def steps_ahead(state: CaseState, rules: Rules) -> Outlook:
    """The outcome, or the steps ahead in order, without gaps, should nothing happen."""
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
        return _after_visit(state, state.held_on)
    if state.excluded and state.cosmic:
        return Finished(_EXCLUDED[state.cosmic.result], state.cosmic.on, Rule.EXCLUDED, state.cosmic.reason)
    word = state.word
    if state.answer_seen_on:
        return (_answer(rules, state.answer_seen_on),)
    if word and state.answer_waits:
        return (_answer(rules, state.answered_on or word.on),)
    if word and word.wish is ResidentWish.NO:
        return Finished(Status.DECLINED, word.on, Rule.DECLINED)
    if state.stands_given_up and state.given_up:
        return Finished(Status.UNREACHED, state.given_up.on, Rule.UNREACHED, state.given_up.reason)
    if state.visit:
        return _before_visit(state, rules)
    if word and state.reach and state.reach.rule is Rule.CHOSEN:
        return (_chosen(state, rules, state.reach),)
    if word and word.wish is ResidentWish.BOOK_SELF:
        return _own_booking(state, word, rules)
    if word:
        rule, status = (
            (Rule.REBOOK, Status.REBOOK) if word.wish is ResidentWish.REBOOK else (Rule.CALL_BACK, Status.CALL_YES)
        )
        since = max(word.on, state.handled_on or word.on)
        return (_phone(state, rules, since, rule, status),)
    return _reach_out(state, rules)


def _erased(state: CaseState, rules: Rules, on: date) -> Finished:
    """An outcome stays what it was, for the figures; a case that was going on leaves them."""
    before = _outlook(replace(state, erased_on=None), rules)
    return before if isinstance(before, Finished) else Finished(Status.EXCLUDED, on, Rule.EXCLUDED)


def _chosen(state: CaseState, rules: Rules, reach: ContactPlan) -> Step:
    """What a person at the desk chose, after the resident's word."""
    if reach.channel is Channel.LETTER:
        return _letter(state, rules, reach)
    return _phone(state, rules, reach.since, reach.rule, Status.TO_PHONE, reach.reason)


def _answer(rules: Rules, since: date) -> Step:
    workdays = rules.profile.days.answer_workdays
    return _step(rules, StepKind.HANDLE_ANSWER, Status.ANSWERED, Rule.ANSWER, since, workdays=workdays)


def _reach_out(state: CaseState, rules: Rules) -> Outlook:
    reach = state.reach
    if state.prepared:
        return (_step(rules, StepKind.CONFIRM_SEND, Status.PREPARED, Rule.CONFIRM_SEND, state.prepared.on),)
    if reach is None:
        return _before_invitation(state, rules)
    if reach.channel is Channel.DIGITAL:
        return _invited(state, rules)
    if reach.channel is Channel.PHONE:
        return (_phone(state, rules, reach.since, reach.rule, Status.TO_PHONE, reach.reason),)
    return (_letter(state, rules, reach),)


def _before_invitation(state: CaseState, rules: Rules) -> Outlook:
    assert state.facts is not None
    assert state.listed_on is not None
    days = rules.profile.days
    if state.recipient and state.recipient.outcome is RecipientOutcome.WRONG_NUMBER:
        return (_step(rules, StepKind.FIX_NUMBER, Status.FIX_NUMBER, Rule.WRONG_NUMBER, state.recipient.on),)
    ready_on = state.listed_on
    if rules.profile.cosmic_check:
        if state.cosmic is None:
            begun = state.listed_on
            return (
                _step(rules, StepKind.CHECK_COSMIC, Status.LISTED, Rule.COSMIC_CHECK, begun, days=days.cosmic_check),
            )
        ready_on = state.cosmic.on
    if state.facts.identity is not IdentityKind.PERSONAL:
        return (_phone(state, rules, ready_on, Rule.NO_LOGIN, Status.TO_PHONE),)
    invite = _step(rules, StepKind.INVITE, Status.READY, Rule.INVITE, ready_on, days=days.invite)
    if not rules.profile.cosmic_check:
        return (invite,)
    stale_on = ready_on + timedelta(days=days.cosmic_check_valid)
    check = _step(rules, StepKind.CHECK_COSMIC, Status.LISTED, Rule.COSMIC_CHECK, stale_on, days=days.cosmic_check)
    return (invite, check)


def _invited(state: CaseState, rules: Rules) -> Outlook:
    assert state.invited is not None
    days = rules.profile.days
    sent = state.invited.on
    if state.closed_on:
        return (_phone(state, rules, state.closed_on, Rule.CLOSED, Status.CLOSED),)
    closing = sent + timedelta(days=days.closes)
    closed = replace(_phone(state, rules, closing, Rule.CLOSED, Status.CLOSED), begins=closing)
    if state.reminded_on:
        enough = state.reminded_on + timedelta(days=days.after_reminder)
        waiting = _phone(state, rules, enough, Rule.NO_ANSWER, Status.REMINDED)
        waiting = replace(waiting, status=Status.REMINDED, since=state.reminded_on, begins=state.reminded_on)
    else:
        status = Status.READ if state.opened_on else Status.UNREAD
        waiting = _step(rules, StepKind.REMIND, status, Rule.REMIND, sent, days=days.manual_reminder)
    return (waiting, closed) if waiting.begins < closing else (closed,)


def _phone(state: CaseState, rules: Rules, since: date, rule: Rule, status: Status, detail: str = "") -> Step:
    """Call, or what takes a call's place when it cannot be made (transitions 6, 17, 18)."""
    assert state.facts is not None
    calls = [call for call in state.calls if call.on >= since]
    tried = tried_on(calls)
    promised = _promised(state, rules, since, rule, detail)
    if state.wrong_phone_on:
        return _no_phone(state, rules, max(since, state.wrong_phone_on), Rule.CALL, promised)
    if state.facts.has_phone is False:
        return _no_phone(state, rules, max(since, state.facts.on), Rule.LETTER, promised)
    if promised:
        return promised
    if len(tried) >= rules.profile.phone_attempts:
        return _letter_or_end(state, rules, max(tried), Rule.CALL)
    if state.facts.has_phone is None and not calls:
        return _step(rules, StepKind.FIND_PHONE, status, rule, since, detail=detail)
    if calls:
        return _call_again(rules, calls[-1])
    return _step(rules, StepKind.CALL, status, rule, since, detail=detail)


def _promised(state: CaseState, rules: Rules, since: date, rule: Rule, detail: str = "") -> Step | None:
    """The call that the resident waits for: a phone time, or "ring again" in the last call (transitions 17, 18).

    It is kept however often the resident was not reached, and whatever else the resident may do until then.
    """
    if state.word:
        since = state.word.on
    calls = [call for call in state.calls if call.on >= since]
    found: list[Step] = []
    appointment = state.appointment
    if appointment and appointment.on >= since and state.appointment_waits:
        step = _step(rules, StepKind.CALL, Status.PHONE_TIME, rule, appointment.on, detail=detail)
        found.append(replace(step, due=appointment.for_day))
    if calls and calls[-1].outcome is CallOutcome.CALL_AGAIN:
        found.append(_call_again(rules, calls[-1]))
    return min(found, key=lambda step: step.due, default=None)


def _call_again(rules: Rules, last: Called) -> Step:
    again = last.again_on or rules.calendar.add_workdays(last.on, rules.profile.days.call_again_workdays)
    step = _step(rules, StepKind.CALL, Status.CALLED, Rule.CALL, last.on)
    return replace(step, due=rules.calendar.next_workday(again))


def _no_phone(state: CaseState, rules: Rules, since: date, rule: Rule, promised: Step | None) -> Step:
    """Who waits for a call, or was chosen for one, has a number looked for; if Cosmic has none, it is a letter."""
    assert state.facts is not None
    chosen = state.reach if state.reach and state.reach.rule is Rule.CHOSEN else None
    asked = promised.since if promised else chosen.since if chosen else None
    if state.word and state.word.wish in (ResidentWish.CALL, ResidentWish.REBOOK, ResidentWish.BOOK_SELF):
        asked = asked or state.word.on
    if asked is None:
        return _letter_or_end(state, rules, since, rule)
    looked_on = state.facts.on if state.facts.has_phone is False else None
    since_promise = state.searched_in_vain or not promised
    if looked_on and since_promise and looked_on >= max(asked, state.wrong_phone_on or asked):
        return _letter_or_end(state, rules, max(since, looked_on), rule)
    if promised:
        return replace(promised, kind=StepKind.FIND_PHONE)
    if chosen:
        return _step(rules, StepKind.FIND_PHONE, Status.TO_PHONE, Rule.CHOSEN, since, detail=chosen.reason)
    rebooks = state.word is not None and state.word.wish is ResidentWish.REBOOK
    status, why = (Status.REBOOK, Rule.REBOOK) if rebooks else (Status.CALL_YES, Rule.CALL_BACK)
    return _step(rules, StepKind.FIND_PHONE, status, why, since)


def _letter_or_end(state: CaseState, rules: Rules, since: date, rule: Rule) -> Step:
    """The letter if none was posted for this wish, else the end of the road (transition 18)."""
    asked_since = state.word.on if state.word else None
    posted = state.posted_on
    if posted is None or state.returned_on or (asked_since and posted < asked_since):
        return _letter_to_send(state, rules, since, rule)
    return _await_reply(state, rules, posted, max(since, posted))


def _letter(state: CaseState, rules: Rules, reach: ContactPlan) -> Step:
    if state.returned_on:
        return _step(rules, StepKind.FIX_ADDRESS, Status.FIX_ADDRESS, Rule.LETTER_RETURNED, state.returned_on)
    if state.posted_on and state.posted_on >= reach.since:
        return _await_reply(state, rules, state.posted_on, state.posted_on)
    return _letter_to_send(state, rules, reach.since, reach.rule, reach.reason)


def _letter_to_send(state: CaseState, rules: Rules, since: date, rule: Rule, detail: str = "") -> Step:
    assert state.facts is not None
    if state.printed:
        return _step(rules, StepKind.CONFIRM_LETTER, Status.LETTER_PRINTED, Rule.LETTER, state.printed.on)
    if state.facts.protected:
        return _step(rules, StepKind.SEND_PROTECTED_LETTER, Status.TO_LETTER, Rule.PROTECTED, since)
    if state.returned_on:
        return _step(rules, StepKind.FIX_ADDRESS, Status.FIX_ADDRESS, Rule.LETTER_RETURNED, state.returned_on)
    if not state.facts.has_address:
        return _step(rules, StepKind.FIX_ADDRESS, Status.FIX_ADDRESS, rule, since)
    return _step(rules, StepKind.SEND_LETTER, Status.TO_LETTER, rule, since, detail=detail)


def _await_reply(state: CaseState, rules: Rules, posted: date, since: date) -> Step:
    """The days to answer run from the last letter, be it a reminder; one that is printed has to get away first."""
    last = state.last_letter_on or posted
    wait = rules.profile.days.letter_reply
    step = _step(rules, StepKind.GIVE_UP, Status.LETTER_SENT, Rule.LETTER_REPLY, last, days=wait)
    if state.printed:
        due = rules.calendar.next_workday(state.printed.on)
        return replace(step, kind=StepKind.CONFIRM_LETTER, status=Status.LETTER_PRINTED, due=due)
    return replace(step, due=max(step.due, rules.calendar.next_workday(since)))


def _own_booking(state: CaseState, word: ResidentReply, rules: Rules) -> tuple[Step, ...]:
    """The days in which the resident books; a first look half-way, then the phone (transition 15c)."""
    days = rules.profile.days
    if _promised(state, rules, word.on, Rule.CALL):
        return (_phone(state, rules, word.on, Rule.CALL, Status.OWN_BOOKING),)
    basis_on = state.basis_on if state.basis_on and state.basis_on >= word.on else None
    begun = basis_on or state.handled_on or word.on
    ends = begun + timedelta(days=days.own_booking)
    lapsed = replace(_phone(state, rules, ends, Rule.NOT_BOOKED, Status.TO_PHONE), begins=ends)
    if state.looked_on and state.looked_on >= begun + timedelta(days=days.own_booking_look):
        return (replace(lapsed, status=Status.OWN_BOOKING, since=begun, begins=begun), lapsed)
    look = _step(
        rules, StepKind.LOOK_AT_BOOKING, Status.OWN_BOOKING, Rule.OWN_BOOKING, begun, days=days.own_booking_look
    )
    return (look, lapsed)


def _before_visit(state: CaseState, rules: Rules) -> tuple[Step, ...]:
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


def _after_visit(state: CaseState, held: date) -> Outlook:
    if state.documented_on:
        return Finished(Status.DONE, held, Rule.VISIT)
    return (Step(StepKind.DOCUMENT, Status.VISITED, held, Rule.VISIT, held, begins=held),)


def _step(
    rules: Rules,
    kind: StepKind,
    status: Status,
    rule: Rule,
    since: date,
    *,
    days: int = 0,
    workdays: int = 0,
    detail: str = "",
) -> Step:
    """Due so many days after the fact, moved forward to a working day: nobody works the queue on days off."""
    due = rules.calendar.next_workday(since + timedelta(days=days))
    if workdays:
        due = rules.calendar.add_workdays(since, workdays)
    return Step(kind, status, due, rule, since, begins=since, detail=detail)


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


def portal_status(state: CaseState, rules: Rules, today: date) -> PortalStatus | None:
    """The status that 1177 shows for the case on that day; None before the invitation.

    1177 closes a case by itself so many days after it was sent (both manuals, Påminnelser). The texts are the
    profile's, `Portal.label`.
    """
    if state.invited is None:
        return None
    closes_on = closes_by_itself(state, rules)
    if state.closed_on or state.handled_on or (closes_on and today >= closes_on):
        return PortalStatus.CLOSED
    if state.replied_on:
        return PortalStatus.ANSWERED
    return PortalStatus.READ if state.opened_on else PortalStatus.UNREAD


def closes_by_itself(state: CaseState, rules: Rules) -> date | None:
    """The day on which 1177 closes the case if no answer has come by then; None if it cannot or has closed."""
    if state.invited is None or state.closed_on or state.handled_on or state.replied_on:
        return None
    return state.invited.on + timedelta(days=rules.profile.days.closes)
