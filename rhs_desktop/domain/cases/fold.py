"""fold(history) -> CaseState: what is known of a case, from its events alone.

The state says what happened; what comes next, and by when, is for next_step. Nothing but this module writes a state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import assert_never

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import RecordedEvent
from rhs_desktop.domain.cases.history import standing
from rhs_desktop.domain.cases.state import CaseState, ContactPlan, ResidentReply, ResidentWish
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.manuals.manual import Rule
from rhs_desktop.domain.person.person import NOBODY, Person

_KEEPS_SNOOZE = (ev.Snoozed, ev.Assigned, ev.Noted, ev.StepTicked, ev.Opened, ev.SeenUnchanged)
_REFUSED = frozenset({RecipientOutcome.NO_NOTIFICATION, RecipientOutcome.NEVER_LOGGED_IN, RecipientOutcome.LOCKED})
_WISHES = {Answer.YES_CALL: ResidentWish.CALL, Answer.YES_BOOK_SELF: ResidentWish.BOOK_SELF, Answer.NO: ResidentWish.NO}


def fold(history: Iterable[RecordedEvent], person: Person = NOBODY) -> CaseState:
    """The state that a case's events add up to, of that person. Withdrawn events do not count; the order of entry
    hardly does, but for what is known of the person."""
    return fold_standing(standing(history), person)


def fold_standing(records: Iterable[RecordedEvent], person: Person = NOBODY) -> CaseState:
    """Likewise, from what `standing` has left of a history."""
    state = CaseState()
    for record in records:
        if state.snoozed is not None and not isinstance(record.event, _KEEPS_SNOOZE):
            state.snoozed = None
        _apply(state, record.event, record.id)
    if person is not NOBODY:
        _be(state, person)
    return state


def _be(state: CaseState, person: Person) -> None:
    """A check in Cosmic counts in every round of the person, whenever it was entered; *annan orsak* is the case's."""
    state.person = person
    if person.checked_before and (state.cosmic is None or state.cosmic.result is not Eligibility.OTHER):
        state.cosmic = None
        if check := person.check:
            state.cosmic = ev.CosmicChecked(on=check.on, result=Eligibility(check.about), reason=check.reason)
        if state.excluded:
            _unsend(state)


def _apply(state: CaseState, event: ev.Event, entry: int) -> None:
    match event:
        case ev.Listed() | ev.FactsChanged():
            _know(state, event)
        case ev.CosmicChecked():
            state.cosmic = event
            if event.result is not Eligibility.LISTED_ALIVE:
                _unsend(state)
        case ev.SendPrepared():
            state.prepared = None if _answered_before(state, event, entry) else event
        case ev.SendCancelled():
            if state.prepared is not None and state.prepared.batch == event.batch:
                state.prepared = None
        case ev.RecipientChecked():
            _check_recipient(state, event)
        case ev.NumberCorrected():
            state.recipient = None
        case ev.Invited():
            state.invited = event
            state.prepared = state.closed_on = state.seen_on = None
            state.reach = ContactPlan(Channel.DIGITAL, event.on, Rule.REMIND)
        case ev.Opened():
            state.opened_on = state.opened_on or event.on
            _see(state, event.on)
        case ev.ReminderSent():
            state.reminded_on = state.reminded_on or event.on
        case ev.ClosedIn1177():
            state.closed_on = state.closed_on or event.on
        case ev.SeenUnchanged():
            _see(state, event.on)
        case ev.AnswerSeen():
            if not state.replied_on:
                state.replied_on = state.answer_seen_on = event.on
                state.prepared = None
        case ev.Answered():
            wish = ResidentWish.BY_LETTER if event.by_letter else _WISHES[event.answer]
            _hear(state, ResidentReply(wish, event.on, event.via, entry))
            state.answered_on = state.answer_seen_on or event.on
            state.answer_seen_on = None
            if event.via is Via.DIGITAL:
                state.replied_on = state.replied_on or event.on
        case ev.StepTicked():
            change = frozenset({event.step})
            state.ticks = state.ticks | change if event.done else state.ticks - change
        case ev.AnswerHandled():
            state.handled_on = event.on
        case ev.BookingBasisCreated():
            state.basis_on = event.on
            state.looked_on = None
        case ev.BookingLooked():
            state.looked_on = event.on
        case ev.Routed():
            if not _answered_before(state, event, entry):
                _route(state, event)
        case ev.PhoneAppointment():
            _go_by_phone(state, event.on)
            state.appointment = event
            state.appointment_waits = True
            state.searched_in_vain = False
            state.given_up = None
        case ev.Called():
            _call(state, event)
        case ev.LetterPrinted():
            state.printed = None if _answered_before(state, event, entry) else event
        case ev.LetterCancelled():
            if state.printed is not None and state.printed.batch == event.batch:
                state.printed = None
        case ev.LetterPosted(visit=date()):
            state.time_letter = event
            state.printed = None
        case ev.LetterPosted(reminder=True):
            state.reminder_posted_on = event.on
            state.printed = None
        case ev.LetterPosted():
            state.reach = _still_by_letter(state.reach, event.on)
            state.posted_on = event.on
            state.printed = state.returned_on = None
        case ev.LetterReturned():
            state.posted_on = state.printed = state.time_letter = None
            state.returned_on = event.on
            if not state.word:
                state.reach = ContactPlan(Channel.LETTER, event.on, Rule.LETTER_RETURNED)
        case ev.Booked():
            _hear(
                state, ResidentReply(ResidentWish.BOOKED, event.on, state.word.via if state.word else Via.PHONE, entry)
            )
            state.visit = event
            state.visit_reminded_on = None
        case ev.BookingCancelled():
            _cancel(state, event, entry)
        case ev.SamplesTaken():
            state.samples_on = event.on
        case ev.FormAnswered():
            state.form_on = event.on
        case ev.VisitReminded():
            state.visit_reminded_on = event.on
        case ev.VisitHeld():
            state.held_on = event.on
        case ev.Documented():
            state.documented_on = event.on
        case ev.GivenUp():
            state.given_up = event
            state.given_up_entry = entry
        case ev.Snoozed():
            state.snoozed = None if _answered_before(state, event, entry) else event
        case ev.Assigned():
            state.handler = event.handler
        case ev.Erased():
            state.erased_on = event.on
            _unsend(state)
        case ev.Noted() | ev.Withdrawn():
            pass
        case _ as unreachable:
            assert_never(unreachable)


def _know(state: CaseState, facts: ev.ContactFacts) -> None:
    """Who can no longer be sent to, or written to with others, is taken out of what was prepared."""
    state.facts = facts
    state.listed_on = state.listed_on or facts.on
    state.searched_in_vain = facts.has_phone is False
    if facts.has_phone:
        state.wrong_phone_on = None
    if facts.has_address:
        state.returned_on = None
    if not facts.identity.may_log_in:
        state.prepared = None
    if facts.protected:
        state.printed = None


def _see(state: CaseState, on: date) -> None:
    state.seen_on = max(state.seen_on or on, on)


def _check_recipient(state: CaseState, event: ev.RecipientChecked) -> None:
    state.recipient = event
    if event.outcome in _REFUSED and not state.invited:
        state.prepared = None
        state.reach = ContactPlan(Channel.PHONE, event.on, Rule.NOT_REACHED_IN_1177)
    elif event.outcome is RecipientOutcome.WRONG_NUMBER:
        state.prepared = None
    elif state.reach is not None and state.reach.rule is Rule.NOT_REACHED_IN_1177:
        state.reach = None


def _hear(state: CaseState, word: ResidentReply) -> None:
    """A new word outweighs what the clinic had planned. Handling of the same day or before a booking still counts."""
    state.word = word
    if word.wish not in (ResidentWish.BOOKED, ResidentWish.REBOOK):
        state.time_by_letter = word.wish is ResidentWish.BY_LETTER
    state.reach = None
    _unsend(state)
    if (
        word.wish not in (ResidentWish.BOOKED, ResidentWish.REBOOK)
        and state.handled_on is not None
        and state.handled_on < word.on
    ):
        state.handled_on = None


def _answered_before(state: CaseState, event: ev.Event, entry: int) -> bool:
    """Whether nobody knew then of a word that had come on an earlier day: found later, it outweighs what was done."""
    return state.word is not None and state.word.on < event.on and state.word.entry > entry


def _unsend(state: CaseState) -> None:
    """Taken out of a prepared send, and out of a pile of letters that are not posted yet."""
    state.prepared = state.printed = None


def _route(state: CaseState, event: ev.Routed) -> None:
    state.given_up = None
    if event.channel is not Channel.DIGITAL:
        state.reach = ContactPlan(event.channel, event.on, Rule.CHOSEN, event.reason)
        state.prepared = None
    else:
        state.reach = ContactPlan(Channel.DIGITAL, state.invited.on, Rule.REMIND) if state.invited else None


def _call(state: CaseState, call: ev.Called) -> None:
    """A phone time waits for a call on its day. "Ring again" is a promise: it brings back a case that was given up."""
    _go_by_phone(state, call.on)
    state.calls = (*state.calls, call)
    if state.appointment is None or call.on >= state.appointment.for_day:
        state.appointment_waits = False
    if call.outcome is CallOutcome.WRONG_NUMBER and not call.others:
        state.wrong_phone_on = call.on
    if call.outcome is CallOutcome.CALL_AGAIN:
        state.searched_in_vain = False
        state.given_up = None


def _go_by_phone(state: CaseState, on: date) -> None:
    if state.reach is None or state.reach.channel is not Channel.PHONE:
        state.reach = ContactPlan(Channel.PHONE, on, Rule.CALL)
    if not state.word:
        state.phoned_on = state.phoned_on or on


def _still_by_letter(reach: ContactPlan | None, on: date) -> ContactPlan:
    """A letter that somebody chose stays chosen when it is posted."""
    if reach and reach.rule is Rule.CHOSEN and reach.channel is Channel.LETTER:
        return replace(reach, since=on)
    return ContactPlan(Channel.LETTER, on, Rule.LETTER_REPLY)


def _cancel(state: CaseState, event: ev.BookingCancelled, entry: int) -> None:
    if state.visit is None or state.visit.visit != event.visit:
        return
    state.visit = state.samples_on = state.form_on = state.visit_reminded_on = None
    state.missed_visit = event.visit if event.no_show else None
    if state.word is None or state.word.wish is not ResidentWish.NO:
        _hear(state, ResidentReply(ResidentWish.REBOOK, event.on, state.word.via if state.word else Via.PHONE, entry))
