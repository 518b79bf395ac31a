"""What a sentence about a case claims, held against the events of the case: `untrue` names each claim that none bears.

For any walk over histories: the domain's exhaustive one, random ones, and the table of the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.call_attempts import tried_on
from rhs_desktop.domain.cases.events import Event, RecordedEvent
from rhs_desktop.domain.cases.history import standing
from rhs_desktop.domain.codes import Answer, CallOutcome, Eligibility
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.strings import common

_MONTHS = "|".join(common.MONTHS)
_DAY = re.compile(rf"\b(?:i dag|i går|i morgon|\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?)\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(\d+) (?:försök|samtal)\b")
_AGO = re.compile(r"\b(\d+) dag(?:ar)? (?:sedan|har gått)")


def _of(*kinds: type[Event]) -> Callable[[Sequence[Event]], bool]:
    return lambda events: any(isinstance(event, kinds) for event in events)


def _any(test: Callable[[Event], bool]) -> Callable[[Sequence[Event]], bool]:
    return lambda events: any(test(event) for event in events)


_CLAIMS: dict[str, Callable[[Sequence[Event]], bool]] = {
    r"^Inbjuden\b": _of(ev.Invited),
    r"\bLäst (?!när)": _of(ev.Opened),
    r"senast avl(?:äst|ästes)\b": _of(ev.SeenUnchanged, ev.Opened),
    r"^Påmind\b": _of(ev.ReminderSent),
    r"\bAvslutades i 1177\b": _of(ev.ClosedIn1177),
    r"\bEtt svar kom i 1177\b": _of(ev.AnswerSeen),
    r"\bsvarade ja\b": _any(lambda one: isinstance(one, ev.Answered) and one.answer is not Answer.NO),
    r"\b[Tt]ackade nej\b": _any(
        lambda one: (
            (isinstance(one, ev.Answered) and one.answer is Answer.NO)
            or (isinstance(one, ev.Called) and one.outcome is CallOutcome.DECLINED)
        )
    ),
    r"\bBokningsunderlag skapat\b": _of(ev.BookingBasisCreated),
    r"\bhade inte bokat\b": _of(ev.BookingLooked),
    r"\bfick en tid\b|\bTid för samtalet\b|\bTiden bokades\b": _of(ev.Booked),
    r"\bTiden avbokades\b": _any(lambda one: isinstance(one, ev.BookingCancelled) and not one.no_show),
    r"\bKom inte till besöket\b": _any(lambda one: isinstance(one, ev.BookingCancelled) and one.no_show),
    r"\bpostades\b|\bpostat\b": _of(ev.LetterPosted),
    r"\bskrevs ut\b": _of(ev.LetterPrinted),
    r"\bkom i retur\b": _of(ev.LetterReturned),
    r"\bUppringd\b": _of(ev.Called),
    r"\bsamtal, senast\b|\bförsök utan svar\b": lambda events: bool(
        tried_on(event for event in events if isinstance(event, ev.Called))
    ),
    r"\bTelefonkallelsen skickades\b": _of(ev.PhoneAppointment),
    r"\bInget telefonnummer i Cosmic\b": _any(
        lambda one: isinstance(one, ev.Listed | ev.FactsChanged) and one.has_phone is False
    ),
    r"(?<!inte )\bkontrollera(?:d i Cosmic|t)\b(?! och)": _of(ev.CosmicChecked),
    r"\benligt Cosmic\b": _any(
        lambda one: isinstance(one, ev.CosmicChecked) and one.result is not Eligibility.LISTED_ALIVE
    ),
    r"\bSamtalet genomfördes\b": _of(ev.VisitHeld),
    r"\bär dokumenterat\b": _of(ev.Documented),
    r"\bförbereddes\b": _of(ev.SendPrepared),
    r"\b1177 visade\b|\b1177 kände inte igen\b": _of(ev.RecipientChecked),
    r"\bValt i receptionen\b": _of(ev.Routed),
    r"\bAvslutad som inte nådd\b": _of(ev.GivenUp),
}
"""What a sentence says has happened, and whether an event of the case says so too."""


def untrue(sentence: str, history: Sequence[RecordedEvent], rules: Rules, today: date) -> list[str]:
    """The claims of the sentence that no standing event bears: what happened, its day, a number."""
    events = [record.event for record in standing(history)]
    told = [f"{match[0]!r}: nothing of the kind" for match in _unborne(sentence, events)]
    days = _days_of(events, rules)
    near = {common.near_day(on, today).lower() for on in days} | {common.day(on, today).lower() for on in days}
    told += [f"{match[0]!r}: no such day" for match in _DAY.finditer(sentence) if match[0].lower() not in near]
    calls = tried_on(event for event in events if isinstance(event, ev.Called))
    told += [f"{match[0]!r}: {len(calls)}" for match in _COUNT.finditer(sentence) if int(match[1]) > len(calls)]
    waits = {(today - on).days for on in days} | {rules.profile.days.closes}
    told += [f"{match[0]!r}: no such wait" for match in _AGO.finditer(sentence) if int(match[1]) not in waits]
    return told


def _unborne(sentence: str, events: Sequence[Event]) -> Iterator[re.Match[str]]:
    for pattern, borne in _CLAIMS.items():
        if (match := re.search(pattern, sentence)) and not borne(events):
            yield match


def _days_of(events: Sequence[Event], rules: Rules) -> set[date]:
    """The days that events tell of, and the last days that the manual counts from them."""
    days = rules.profile.days
    found: set[date] = set()
    for event in events:
        found.add(event.on)
        match event:
            case ev.Invited():
                found.add(event.on + timedelta(days=days.closes))
            case ev.BookingBasisCreated() | ev.AnswerHandled() | ev.Answered():
                found.add(event.on + timedelta(days=days.own_booking))
            case ev.PhoneAppointment(for_day=on) | ev.Booked(visit=on) | ev.BookingCancelled(visit=on):
                found.add(on)
            case ev.Called(again_on=date() as on) | ev.Snoozed(until=on):
                found.add(on)
            case _:
                pass
    return found
