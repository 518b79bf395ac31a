"""fold(history) -> CaseState: what is known of a case, from its events alone.

The state says what happened; what comes next, and by when, is for rhs_desktop.domain.pathway.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.events import Answer, Channel, Recorded, Via
from rhs_desktop.domain.personal_number import IdentityKind
from rhs_desktop.domain.profile import Rule


class Wish(StrEnum):
    """Where the resident's own word has brought the case."""

    CALL = "call"
    BOOK_SELF = "book_self"
    NO = "no"
    BOOKED = "booked"
    REBOOK = "rebook"


@dataclass(frozen=True, slots=True)
class Word:
    """The resident's last word: it outweighs whatever the clinic had planned."""

    wish: Wish
    on: date
    via: Via
    entry: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How the clinic is trying to reach the resident, since when, and by which rule."""

    channel: Channel
    since: date
    rule: Rule
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CaseState:
    """Everything that the standing events of one case say. Dates are the days on which things happened.

    `replied_on`: an answer came in 1177. `answer_seen_on`: likewise, and nobody has recorded since what it says.
    `phoned_on`: first called, or sent a phone time, before the resident had said anything.
    """

    facts: ev.Facts | None = None
    listed_on: date | None = None
    cosmic: ev.CosmicChecked | None = None
    recipient: ev.RecipientChecked | None = None
    prepared: ev.SendPrepared | None = None
    invited: ev.Invited | None = None
    opened_on: date | None = None
    reminded_on: date | None = None
    closed_on: date | None = None
    word: Word | None = None
    answered_on: date | None = None
    replied_on: date | None = None
    answer_seen_on: date | None = None
    handled_on: date | None = None
    ticks: frozenset[str] = frozenset()
    basis_on: date | None = None
    looked_on: date | None = None
    reach: Reach | None = None
    appointment: ev.PhoneAppointment | None = None
    appointment_waits: bool = False
    calls: tuple[ev.Called, ...] = ()
    phoned_on: date | None = None
    wrong_phone_on: date | None = None
    printed: ev.LetterPrinted | None = None
    posted_on: date | None = None
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

    @property
    def excluded(self) -> bool:
        """The last check in Cosmic says that this person is not to be invited."""
        return self.cosmic is not None and self.cosmic.result is not ev.Eligibility.LISTED_ALIVE

    @property
    def said_no(self) -> bool:
        """The last word is a no: no further contact in this round (process.md §2)."""
        return self.word is not None and self.word.wish is Wish.NO

    @property
    def answer_waits(self) -> bool:
        """An answer given in 1177 has not been handled there."""
        word = self.word
        if word is None or word.via is not Via.DIGITAL or word.wish is Wish.REBOOK:
            return False
        return self.handled_on is None

    @property
    def stands_given_up(self) -> bool:
        """Closed as Ej nådd, and no word of the resident outweighs it.

        A word of the same day or later wins, and so does one of an earlier day that was entered afterwards.
        """
        if self.given_up is None:
            return False
        word = self.word
        return word is None or (word.on < self.given_up.on and word.entry < self.given_up_entry)

    @property
    def invitation(self) -> tuple[Channel, date] | None:
        """The latest way in which the resident was invited, and when (manual 000, steps 4 and 5).

        A call that the resident asked for is no invitation.
        """
        ways: list[tuple[date, Channel]] = []
        if self.invited:
            ways.append((self.invited.on, Channel.DIGITAL))
        if self.phoned_on:
            ways.append((self.phoned_on, Channel.PHONE))
        if self.posted_on:
            ways.append((self.posted_on, Channel.LETTER))
        if not ways:
            return None
        on, channel = max(ways, key=lambda way: way[0])
        return channel, on


_KEEPS_SNOOZE = (ev.Snoozed, ev.Assigned, ev.Noted, ev.StepTicked, ev.Opened)
_REFUSED = frozenset(
    {ev.RecipientOutcome.NO_NOTIFICATION, ev.RecipientOutcome.NEVER_LOGGED_IN, ev.RecipientOutcome.LOCKED}
)
_WISHES = {Answer.YES_CALL: Wish.CALL, Answer.YES_BOOK_SELF: Wish.BOOK_SELF, Answer.NO: Wish.NO}


def fold(history: Iterable[Recorded]) -> CaseState:
    """The state that a case's events add up to. Withdrawn events do not count; the order of entry hardly does."""
    state = CaseState()
    for record in ev.standing(history):
        if state.snoozed is not None and not isinstance(record.event, _KEEPS_SNOOZE):
            state = replace(state, snoozed=None)
        state = _apply(state, record.event, record.id)
    return state


def _apply(state: CaseState, event: ev.Event, entry: int) -> CaseState:
    match event:
        case ev.Listed() | ev.FactsChanged():
            return _know(state, event)
        case ev.CosmicChecked():
            alive = event.result is ev.Eligibility.LISTED_ALIVE
            return replace(state, cosmic=event) if alive else replace(_unsent(state), cosmic=event)
        case ev.SendPrepared():
            return replace(state, prepared=event)
        case ev.SendCancelled():
            pending = state.prepared is not None and state.prepared.batch == event.batch
            return replace(state, prepared=None) if pending else state
        case ev.RecipientChecked():
            return _check_recipient(state, event)
        case ev.NumberCorrected():
            return replace(state, recipient=None)
        case ev.Invited():
            reach = Reach(Channel.DIGITAL, event.on, Rule.REMIND)
            return replace(state, invited=event, prepared=None, reach=reach, closed_on=None)
        case ev.Opened():
            return replace(state, opened_on=state.opened_on or event.on)
        case ev.ReminderSent():
            return replace(state, reminded_on=state.reminded_on or event.on)
        case ev.ClosedIn1177():
            return replace(state, closed_on=state.closed_on or event.on)
        case ev.AnswerSeen():
            if state.replied_on:
                return state
            return replace(state, replied_on=event.on, answer_seen_on=event.on, prepared=None)
        case ev.Answered():
            state = _hear(state, Word(_WISHES[event.answer], event.on, event.via, entry))
            replied = state.replied_on or (event.on if event.via is Via.DIGITAL else None)
            return replace(state, answered_on=event.on, replied_on=replied, answer_seen_on=None)
        case ev.StepTicked():
            change = frozenset({event.step})
            return replace(state, ticks=state.ticks | change if event.done else state.ticks - change)
        case ev.AnswerHandled():
            return replace(state, handled_on=event.on)
        case ev.BookingBasisCreated():
            return replace(state, basis_on=event.on, looked_on=None)
        case ev.BookingLooked():
            return replace(state, looked_on=event.on)
        case ev.Routed():
            return _route(state, event)
        case ev.PhoneAppointment():
            return replace(_by_phone(state, event.on), appointment=event, appointment_waits=True, given_up=None)
        case ev.Called():
            return _call(state, event)
        case ev.LetterPrinted():
            return replace(state, printed=event)
        case ev.LetterCancelled():
            pending = state.printed is not None and state.printed.batch == event.batch
            return replace(state, printed=None) if pending else state
        case ev.LetterPosted():
            reach = _still_by_letter(state, event.on, Rule.LETTER_REPLY)
            return replace(state, printed=None, posted_on=event.on, returned_on=None, reach=reach)
        case ev.LetterReturned():
            state = replace(state, posted_on=None, returned_on=event.on)
            back = Reach(Channel.LETTER, event.on, Rule.LETTER_RETURNED)
            return state if state.word else replace(state, reach=back)
        case ev.Booked():
            state = _hear(state, Word(Wish.BOOKED, event.on, state.word.via if state.word else Via.PHONE, entry))
            return replace(state, visit=event, visit_reminded_on=None)
        case ev.BookingCancelled():
            return _cancel(state, event, entry)
        case ev.SamplesTaken():
            return replace(state, samples_on=event.on)
        case ev.FormAnswered():
            return replace(state, form_on=event.on)
        case ev.VisitReminded():
            return replace(state, visit_reminded_on=event.on)
        case ev.VisitHeld():
            return replace(state, held_on=event.on)
        case ev.Documented():
            return replace(state, documented_on=event.on)
        case ev.GivenUp():
            return replace(state, given_up=event, given_up_entry=entry)
        case ev.Snoozed():
            return replace(state, snoozed=event)
        case ev.Assigned():
            return replace(state, handler=event.handler)
        case ev.Noted() | ev.Withdrawn():
            return state
        case _:
            raise TypeError(type(event))


def _know(state: CaseState, facts: ev.Facts) -> CaseState:
    """Who can no longer be sent to, or written to with others, is taken out of what was prepared."""
    may_log_in = facts.identity is IdentityKind.PERSONAL
    return replace(
        state,
        facts=facts,
        listed_on=state.listed_on or facts.on,
        wrong_phone_on=None if facts.has_phone else state.wrong_phone_on,
        returned_on=None if facts.has_address else state.returned_on,
        prepared=state.prepared if may_log_in else None,
        printed=None if facts.protected else state.printed,
    )


def _check_recipient(state: CaseState, event: ev.RecipientChecked) -> CaseState:
    if event.outcome in _REFUSED and not state.invited:
        reach = Reach(Channel.PHONE, event.on, Rule.NOT_REACHED_IN_1177)
        return replace(state, recipient=event, prepared=None, reach=reach)
    if event.outcome is ev.RecipientOutcome.WRONG_NUMBER:
        return replace(state, recipient=event, prepared=None)
    refused_before = state.reach is not None and state.reach.rule is Rule.NOT_REACHED_IN_1177
    return replace(state, recipient=event, reach=None if refused_before else state.reach)


def _hear(state: CaseState, word: Word) -> CaseState:
    """A new word outweighs what the clinic had planned. Handling of the same day or before a booking still counts."""
    still = word.wish in (Wish.BOOKED, Wish.REBOOK) or (state.handled_on is not None and state.handled_on >= word.on)
    return replace(_unsent(state), word=word, handled_on=state.handled_on if still else None, reach=None)


def _unsent(state: CaseState) -> CaseState:
    """Taken out of a prepared send, and out of a pile of letters that are not posted yet."""
    return replace(state, prepared=None, printed=None)


def _route(state: CaseState, event: ev.Routed) -> CaseState:
    if event.channel is not Channel.DIGITAL:
        reach = Reach(event.channel, event.on, Rule.CHOSEN, event.reason)
        return replace(state, reach=reach, prepared=None, given_up=None)
    invited = state.invited
    back = Reach(Channel.DIGITAL, invited.on, Rule.REMIND) if invited else None
    return replace(state, reach=back, given_up=None)


def _call(state: CaseState, call: ev.Called) -> CaseState:
    """A phone time waits for a call on its day. "Ring again" is a promise: it brings back a case that was given up."""
    appointment = state.appointment
    waits = state.appointment_waits and appointment is not None and call.on < appointment.for_day
    wrong = state.wrong_phone_on
    if call.outcome is ev.CallOutcome.WRONG_NUMBER and not call.others:
        wrong = call.on
    given_up = None if call.outcome is ev.CallOutcome.CALL_AGAIN else state.given_up
    calls = (*state.calls, call)
    state = replace(_by_phone(state, call.on), calls=calls, appointment_waits=waits)
    return replace(state, wrong_phone_on=wrong, given_up=given_up)


def _by_phone(state: CaseState, on: date) -> CaseState:
    reach = state.reach
    if reach is None or reach.channel is not Channel.PHONE:
        reach = Reach(Channel.PHONE, on, Rule.CALL)
    invited = None if state.word else on
    return replace(state, reach=reach, phoned_on=state.phoned_on or invited)


def _still_by_letter(state: CaseState, on: date, rule: Rule) -> Reach:
    """A letter that somebody chose stays chosen when it is posted."""
    if state.reach and state.reach.rule is Rule.CHOSEN and state.reach.channel is Channel.LETTER:
        return replace(state.reach, since=on)
    return Reach(Channel.LETTER, on, rule)


def _cancel(state: CaseState, event: ev.BookingCancelled, entry: int) -> CaseState:
    if state.visit is None or state.visit.visit != event.visit:
        return state
    state = replace(state, visit=None, samples_on=None, form_on=None, visit_reminded_on=None)
    if state.said_no:
        return state
    via = state.word.via if state.word else Via.PHONE
    return _hear(state, Word(Wish.REBOOK, event.on, via, entry))
