"""fold(history) -> CaseState: what is known of a case, from its events alone.

The state says what happened; what comes next, and by when, is for rhs_desktop.domain.pathway.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from operator import attrgetter

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import RecordedEvent
from rhs_desktop.domain.cases.state import CaseState, ContactPlan, ResidentReply, ResidentWish
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.manuals.manual import Rule
from rhs_desktop.domain.people.personal_number import IdentityKind

__all__ = ["CaseState", "ContactPlan", "ResidentReply", "ResidentWish", "fold", "fold_standing"]


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class _Draft:
    """A CaseState while its events are added up; its fields, in its order.

    A frozen state anew for each event would take four times as long.
    """

    facts: ev.ContactFacts | None = None
    listed_on: date | None = None
    cosmic: ev.CosmicChecked | None = None
    recipient: ev.RecipientChecked | None = None
    prepared: ev.SendPrepared | None = None
    invited: ev.Invited | None = None
    opened_on: date | None = None
    reminded_on: date | None = None
    closed_on: date | None = None
    word: ResidentReply | None = None
    answered_on: date | None = None
    replied_on: date | None = None
    answer_seen_on: date | None = None
    handled_on: date | None = None
    ticks: frozenset[str] = frozenset()
    basis_on: date | None = None
    looked_on: date | None = None
    reach: ContactPlan | None = None
    appointment: ev.PhoneAppointment | None = None
    appointment_waits: bool = False
    calls: tuple[ev.Called, ...] = ()
    phoned_on: date | None = None
    wrong_phone_on: date | None = None
    searched_in_vain: bool = False
    printed: ev.LetterPrinted | None = None
    posted_on: date | None = None
    reminder_posted_on: date | None = None
    returned_on: date | None = None
    visit: ev.Booked | None = None
    samples_on: date | None = None
    form_on: date | None = None
    visit_reminded_on: date | None = None
    held_on: date | None = None
    documented_on: date | None = None
    given_up: ev.GivenUp | None = None
    given_up_entry: int = 0
    snoozed: ev.Snoozed | None = None
    handler: str = ""
    erased_on: date | None = None


_values = attrgetter(*(field.name for field in fields(_Draft)))

_KEEPS_SNOOZE = (ev.Snoozed, ev.Assigned, ev.Noted, ev.StepTicked, ev.Opened)
_REFUSED = frozenset({RecipientOutcome.NO_NOTIFICATION, RecipientOutcome.NEVER_LOGGED_IN, RecipientOutcome.LOCKED})
_WISHES = {Answer.YES_CALL: ResidentWish.CALL, Answer.YES_BOOK_SELF: ResidentWish.BOOK_SELF, Answer.NO: ResidentWish.NO}


def fold(history: Iterable[RecordedEvent]) -> CaseState:
    """The state that a case's events add up to. Withdrawn events do not count; the order of entry hardly does."""
    return fold_standing(ev.standing(history))


def fold_standing(records: Iterable[RecordedEvent]) -> CaseState:
    """Likewise, from what `events.standing` has left of a history."""
    draft = _Draft()
    for record in records:
        if draft.snoozed is not None and not isinstance(record.event, _KEEPS_SNOOZE):
            draft.snoozed = None
        _apply(draft, record.event, record.id)
    return CaseState(*_values(draft))


def _apply(draft: _Draft, event: ev.Event, entry: int) -> None:
    match event:
        case ev.Listed() | ev.FactsChanged():
            _know(draft, event)
        case ev.CosmicChecked():
            draft.cosmic = event
            if event.result is not Eligibility.LISTED_ALIVE:
                _unsend(draft)
        case ev.SendPrepared():
            draft.prepared = None if _answered_before(draft, event, entry) else event
        case ev.SendCancelled():
            if draft.prepared is not None and draft.prepared.batch == event.batch:
                draft.prepared = None
        case ev.RecipientChecked():
            _check_recipient(draft, event)
        case ev.NumberCorrected():
            draft.recipient = None
        case ev.Invited():
            draft.invited = event
            draft.prepared = draft.closed_on = None
            draft.reach = ContactPlan(Channel.DIGITAL, event.on, Rule.REMIND)
        case ev.Opened():
            draft.opened_on = draft.opened_on or event.on
        case ev.ReminderSent():
            draft.reminded_on = draft.reminded_on or event.on
        case ev.ClosedIn1177():
            draft.closed_on = draft.closed_on or event.on
        case ev.AnswerSeen():
            if not draft.replied_on:
                draft.replied_on = draft.answer_seen_on = event.on
                draft.prepared = None
        case ev.Answered():
            _hear(draft, ResidentReply(_WISHES[event.answer], event.on, event.via, entry))
            draft.answered_on = draft.answer_seen_on or event.on
            draft.answer_seen_on = None
            if event.via is Via.DIGITAL:
                draft.replied_on = draft.replied_on or event.on
        case ev.StepTicked():
            change = frozenset({event.step})
            draft.ticks = draft.ticks | change if event.done else draft.ticks - change
        case ev.AnswerHandled():
            draft.handled_on = event.on
        case ev.BookingBasisCreated():
            draft.basis_on = event.on
            draft.looked_on = None
        case ev.BookingLooked():
            draft.looked_on = event.on
        case ev.Routed():
            if not _answered_before(draft, event, entry):
                _route(draft, event)
        case ev.PhoneAppointment():
            _go_by_phone(draft, event.on)
            draft.appointment = event
            draft.appointment_waits = True
            draft.searched_in_vain = False
            draft.given_up = None
        case ev.Called():
            _call(draft, event)
        case ev.LetterPrinted():
            draft.printed = None if _answered_before(draft, event, entry) else event
        case ev.LetterCancelled():
            if draft.printed is not None and draft.printed.batch == event.batch:
                draft.printed = None
        case ev.LetterPosted(reminder=True):
            draft.reminder_posted_on = event.on
            draft.printed = None
        case ev.LetterPosted():
            draft.reach = _still_by_letter(draft.reach, event.on)
            draft.posted_on = event.on
            draft.printed = draft.returned_on = None
        case ev.LetterReturned():
            draft.posted_on = draft.printed = None
            draft.returned_on = event.on
            if not draft.word:
                draft.reach = ContactPlan(Channel.LETTER, event.on, Rule.LETTER_RETURNED)
        case ev.Booked():
            _hear(
                draft, ResidentReply(ResidentWish.BOOKED, event.on, draft.word.via if draft.word else Via.PHONE, entry)
            )
            draft.visit = event
            draft.visit_reminded_on = None
        case ev.BookingCancelled():
            _cancel(draft, event, entry)
        case ev.SamplesTaken():
            draft.samples_on = event.on
        case ev.FormAnswered():
            draft.form_on = event.on
        case ev.VisitReminded():
            draft.visit_reminded_on = event.on
        case ev.VisitHeld():
            draft.held_on = event.on
        case ev.Documented():
            draft.documented_on = event.on
        case ev.GivenUp():
            draft.given_up = event
            draft.given_up_entry = entry
        case ev.Snoozed():
            draft.snoozed = None if _answered_before(draft, event, entry) else event
        case ev.Assigned():
            draft.handler = event.handler
        case ev.Erased():
            draft.erased_on = event.on
            _unsend(draft)
        case ev.Noted() | ev.Withdrawn():
            pass
        case _:
            raise TypeError(type(event))


def _know(draft: _Draft, facts: ev.ContactFacts) -> None:
    """Who can no longer be sent to, or written to with others, is taken out of what was prepared."""
    draft.facts = facts
    draft.listed_on = draft.listed_on or facts.on
    draft.searched_in_vain = facts.has_phone is False
    if facts.has_phone:
        draft.wrong_phone_on = None
    if facts.has_address:
        draft.returned_on = None
    if facts.identity is not IdentityKind.PERSONAL:
        draft.prepared = None
    if facts.protected:
        draft.printed = None


def _check_recipient(draft: _Draft, event: ev.RecipientChecked) -> None:
    draft.recipient = event
    if event.outcome in _REFUSED and not draft.invited:
        draft.prepared = None
        draft.reach = ContactPlan(Channel.PHONE, event.on, Rule.NOT_REACHED_IN_1177)
    elif event.outcome is RecipientOutcome.WRONG_NUMBER:
        draft.prepared = None
    elif draft.reach is not None and draft.reach.rule is Rule.NOT_REACHED_IN_1177:
        draft.reach = None


def _hear(draft: _Draft, word: ResidentReply) -> None:
    """A new word outweighs what the clinic had planned. Handling of the same day or before a booking still counts."""
    draft.word = word
    draft.reach = None
    _unsend(draft)
    if (
        word.wish not in (ResidentWish.BOOKED, ResidentWish.REBOOK)
        and draft.handled_on is not None
        and draft.handled_on < word.on
    ):
        draft.handled_on = None


def _answered_before(draft: _Draft, event: ev.Event, entry: int) -> bool:
    """Whether nobody knew then of a word that had come on an earlier day: found later, it outweighs what was done."""
    return draft.word is not None and draft.word.on < event.on and draft.word.entry > entry


def _unsend(draft: _Draft) -> None:
    """Taken out of a prepared send, and out of a pile of letters that are not posted yet."""
    draft.prepared = draft.printed = None


def _route(draft: _Draft, event: ev.Routed) -> None:
    draft.given_up = None
    if event.channel is not Channel.DIGITAL:
        draft.reach = ContactPlan(event.channel, event.on, Rule.CHOSEN, event.reason)
        draft.prepared = None
    else:
        draft.reach = ContactPlan(Channel.DIGITAL, draft.invited.on, Rule.REMIND) if draft.invited else None


def _call(draft: _Draft, call: ev.Called) -> None:
    """A phone time waits for a call on its day. "Ring again" is a promise: it brings back a case that was given up."""
    _go_by_phone(draft, call.on)
    draft.calls = (*draft.calls, call)
    if draft.appointment is None or call.on >= draft.appointment.for_day:
        draft.appointment_waits = False
    if call.outcome is CallOutcome.WRONG_NUMBER and not call.others:
        draft.wrong_phone_on = call.on
    if call.outcome is CallOutcome.CALL_AGAIN:
        draft.searched_in_vain = False
        draft.given_up = None


def _go_by_phone(draft: _Draft, on: date) -> None:
    if draft.reach is None or draft.reach.channel is not Channel.PHONE:
        draft.reach = ContactPlan(Channel.PHONE, on, Rule.CALL)
    if not draft.word:
        draft.phoned_on = draft.phoned_on or on


def _still_by_letter(reach: ContactPlan | None, on: date) -> ContactPlan:
    """A letter that somebody chose stays chosen when it is posted."""
    if reach and reach.rule is Rule.CHOSEN and reach.channel is Channel.LETTER:
        return replace(reach, since=on)
    return ContactPlan(Channel.LETTER, on, Rule.LETTER_REPLY)


def _cancel(draft: _Draft, event: ev.BookingCancelled, entry: int) -> None:
    if draft.visit is None or draft.visit.visit != event.visit:
        return
    draft.visit = draft.samples_on = draft.form_on = draft.visit_reminded_on = None
    if draft.word is None or draft.word.wish is not ResidentWish.NO:
        _hear(draft, ResidentReply(ResidentWish.REBOOK, event.on, draft.word.via if draft.word else Via.PHONE, entry))
