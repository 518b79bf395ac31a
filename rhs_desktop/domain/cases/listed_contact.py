"""The events that a list half worked through tells of a case, of their own days.

A day that the list leaves out is that on which it was read, as of a status that a pasted table shows, or that of the
talk where it has been. A phone call of which only the day is known counts as a phone time for that day: it is still to
be called. An answer in 1177 of which the list tells what came of it, or which is older than 1177 keeps a case open, is
handled; others are still to be handled there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.checklists import ContactSoFar
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Via
from rhs_desktop.domain.manuals.manual import Profile

_VIA = {Channel.DIGITAL: Via.DIGITAL, Channel.PHONE: Via.PHONE, Channel.LETTER: Via.LETTER}


def template_for(contact: ContactSoFar, profile: Profile, chosen: str | None) -> str:
    """The template of an invitation in 1177: the one chosen for the list, the manual's first where none was.

    Who books without a call was sent one that offers it.
    """
    offering = [one.key for one in profile.templates if any(offer.key is contact.answer for offer in one.answers)]
    first = chosen or profile.templates[0].key
    return offering[0] if contact.answer is not None and offering and first not in offering else first


def happened(contact: ContactSoFar, profile: Profile, template: str | None, today: date) -> tuple[Event, ...]:
    """The events in their order. `template`: the key of the one chosen for the list."""
    return tuple(_Telling(contact, profile, template, today).events())


def missing_from(state: CaseState, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Those of the events that a case does not know yet, of whichever day."""
    invited = state.invitation is not None or state.returned_on is not None
    known: dict[type[Event], bool] = {
        ev.Invited: invited,
        ev.PhoneAppointment: invited,
        ev.Called: bool(state.calls),
        ev.ReminderSent: state.reminded_on is not None,
        ev.LetterReturned: state.returned_on is not None,
        ev.Answered: state.word is not None,
        ev.AnswerHandled: state.word is not None,
        ev.Booked: state.visit is not None,
        ev.VisitHeld: state.held_on is not None,
    }

    def is_known(event: Event) -> bool:
        if isinstance(event, ev.LetterPosted):
            return state.reminder_posted_on is not None if event.reminder else invited
        return known[type(event)]

    return tuple(event for event in events if not is_known(event))


@dataclass(frozen=True, slots=True)
class _Telling:
    contact: ContactSoFar
    profile: Profile
    template: str | None
    today: date

    def events(self) -> Iterator[Event]:
        contact = self.contact
        if contact.invited_on:
            yield from self._invited(contact.invited_on)
        if contact.reminded_on:
            yield self._reminded(contact.reminded_on)
        if contact.returned_on:
            yield ev.LetterReturned(on=contact.returned_on)
        if contact.answer is not None:
            yield from self._answered(contact.answer)
        booked = contact.booked_for or contact.held_on
        if booked:
            on = self._outcome_day
            if contact.invited_on and contact.invited_by is Channel.PHONE:
                yield ev.Called(on=on, outcome=CallOutcome.BOOKED)
            yield ev.Booked(on=on, visit=booked, visit_time=contact.booked_time)
        if contact.held_on:
            yield ev.VisitHeld(on=contact.held_on)

    @property
    def _outcome_day(self) -> date:
        """When the answer came or the time was booked, where the list does not say: not after the talk."""
        contact = self.contact
        days = (self.today, contact.booked_for, contact.held_on)
        return contact.answered_on or min(one for one in days if one)

    def _invited(self, on: date) -> Iterator[Event]:
        match self.contact.invited_by:
            case Channel.DIGITAL:
                yield ev.Invited(on=on, template=template_for(self.contact, self.profile, self.template))
            case Channel.PHONE:
                yield ev.PhoneAppointment(on=on, for_day=on)
            case Channel.LETTER:
                yield ev.LetterPosted(on=on)
            case _ as unreachable:
                assert_never(unreachable)

    def _reminded(self, on: date) -> Event:
        match self.contact.invited_by:
            case Channel.DIGITAL:
                return ev.ReminderSent(on=on)
            case Channel.PHONE:
                return ev.PhoneAppointment(on=on, for_day=on)
            case Channel.LETTER:
                return ev.LetterPosted(on=on, reminder=True)
            case _ as unreachable:
                assert_never(unreachable)

    def _answered(self, answer: Answer) -> Iterator[Event]:
        contact, on = self.contact, self._outcome_day
        via = _VIA[contact.invited_by]
        if via is Via.PHONE and answer is Answer.NO:
            yield ev.Called(on=on, outcome=CallOutcome.DECLINED)
        yield ev.Answered(on=on, answer=answer, via=via)
        settled = answer is Answer.NO or contact.booked_for or contact.held_on
        closed = on + timedelta(days=self.profile.days.closes) <= self.today
        if via is Via.DIGITAL and (settled or closed):
            yield ev.AnswerHandled(on=on)
