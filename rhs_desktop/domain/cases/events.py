"""What can happen to a case: one frozen dataclass a kind, append-only.

`on` is the day it happened, `at` the time of day where it is known; neither is the moment of recording, which the
store keeps beside. Numbers in brackets are the transitions of the care process in docs/process.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.people.personal_number import IdentityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The day, and where known the time, at which something happened."""

    on: date
    at: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts(Event):
    """What is known of how a resident can be reached; replaces what was known before.

    `has_phone`: None until somebody has looked. `has_address`: a letter could be delivered.
    """

    identity: IdentityKind = IdentityKind.PERSONAL
    has_phone: bool | None = None
    has_address: bool = False
    protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(ContactFacts):
    """Stands on an imported list (1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsChanged(ContactFacts):
    """Number, phone, address or protection changed: by a newer list, from Cosmic or at the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CosmicChecked(Event):
    """Checked in Cosmic: listed here and alive, or why the person is excluded (2)."""

    result: Eligibility
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPrepared(Event):
    """Put into a batch for 1177 that has not gone out yet."""

    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCancelled(Event):
    """The prepared batch did not go out, or the person was taken out of it."""

    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientChecked(Event):
    """What 1177 said when the recipient was added (3, 4, 5)."""

    outcome: RecipientOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCorrected(Event):
    """The personnummer was put right, or found to be right, after 1177 had refused it (3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited(Event):
    """Sent in 1177 with one of the profile's templates (7). `on` is D0."""

    template: str
    batch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """The resident has read the invitation (8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSent(Event):
    """The clinic's own reminder went out in 1177 (10); in 1177 a message that closes at once."""

    batch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedIn1177(Event):
    """1177 shows the case as Avslutat (12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSeen(Event):
    """1177 shows that the resident has answered there, not yet what (13): a pasted table tells no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """The resident's word (13). `phone` given in a reply is kept with the resident, not here."""

    answer: Answer
    via: Via = Via.DIGITAL


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTicked(Event):
    """One handling step of the profile is done, or with `done` false taken back."""

    step: str
    done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHandled(Event):
    """The answer has been dealt with in 1177 as the profile asks (14, 15, 16)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingBasisCreated(Event):
    """Bokningsunderlag created in Cosmic (15). `on` is B0; the resident's days to book run from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingLooked(Event):
    """Looked whether the resident has booked; not yet (15c)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed(Event):
    """A person at the desk chose how to go on: 1177, phone or letter."""

    channel: Channel
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneAppointment(Event):
    """A phone time is booked in Cosmic and its telefonkallelse sent (17)."""

    for_day: date
    for_time: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Called(Event):
    """An attempt to reach the resident by phone (18). `data_told`: "Hur skyddas mina data?" was told.

    `phone` is the number that was dialled, where several are known. `others`: more numbers are left to try, so that a
    wrong one is not the end of the calls.
    """

    outcome: CallOutcome
    again_on: date | None = None
    data_told: bool = False
    phone: str = ""
    others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPrinted(Event):
    """Letters were made for a batch; not posted yet. `reminder`: of reminder letters."""

    batch: int
    reminder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCancelled(Event):
    """The printed letter was not posted."""

    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPosted(Event):
    """Invitation and svarsbrev were posted (19): `on` is L0. `reminder`: a reminder letter was, and L0 stays."""

    batch: int | None = None
    reminder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReturned(Event):
    """The post returned the letter (20)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked(Event):
    """A time for the talk is booked."""

    visit: date
    visit_time: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingCancelled(Event):
    """The time on `visit` was cancelled, or the person did not come (23)."""

    visit: date
    no_show: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplesTaken(Event):
    """Blood samples are taken (21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswered(Event):
    """The form "Frågor inför hälsosamtalet" is answered (21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitReminded(Event):
    """Reminded of samples or form before the visit (21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitHeld(Event):
    """The talk was held (22)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented(Event):
    """Documented in Cosmic with kontaktorsak (22)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp(Event):
    """Closed as Ej nådd (18, 20)."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed(Event):
    """The next step is put off to a day, with a reason."""

    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Event):
    """The case has a handler; empty text: nobody."""

    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    """A short note for colleagues. This is no journal."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(Event):
    """Gallrad: what could tell who it was is gone, and nothing happens to the case any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    """Takes back another event of the case, which stays in the timeline, struck through."""

    event: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as the store keeps it: numbered in the order of entry, by whom and within which act."""

    id: int
    event: Event
    by: str
    recorded_at: datetime
    act: int


_WITHIN_A_DAY: tuple[type[Event], ...] = (
    Listed,
    FactsChanged,
    CosmicChecked,
    SendPrepared,
    SendCancelled,
    RecipientChecked,
    NumberCorrected,
    Invited,
    Opened,
    ReminderSent,
    ClosedIn1177,
    Routed,
    PhoneAppointment,
    Called,
    LetterPrinted,
    LetterCancelled,
    LetterPosted,
    LetterReturned,
    AnswerSeen,
    Answered,
    StepTicked,
    AnswerHandled,
    BookingBasisCreated,
    BookingLooked,
    Booked,
    BookingCancelled,
    SamplesTaken,
    FormAnswered,
    VisitReminded,
    VisitHeld,
    Documented,
    GivenUp,
    Snoozed,
    Assigned,
    Noted,
    Erased,
    Withdrawn,
)
KINDS: Mapping[str, type[Event]] = {kind.__name__: kind for kind in _WITHIN_A_DAY}
_RANK = {kind: rank for rank, kind in enumerate(_WITHIN_A_DAY)}
_YES_ORDER = (Answer.YES_BOOK_SELF, Answer.YES_CALL)


def happening_order(event: Event) -> tuple[object, ...]:
    """A total order by what the event says, never by when it was entered.

    A case begins by being listed. Events of one day with a time come by time, then those without one in the order in
    which the process has them.
    Of opposite words at one time, the no counts.
    """
    untimed = event.at is None
    rank, weight = _rank(event)
    return (event.on, type(event) is not Listed, untimed, event.at or time.min, rank, weight, _Said(event))


class _Said:
    """Orders events by their words, which are put together only where nothing else tells two of them apart."""

    __slots__ = ("_event",)

    def __init__(self, event: Event) -> None:
        self._event = event

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Said) and self._event == other._event

    def __lt__(self, other: _Said) -> bool:
        return repr(self._event) < repr(other._event)

    __hash__ = None  # type: ignore[assignment]


def _rank(event: Event) -> tuple[float, int]:
    if not isinstance(event, Answered):
        return _RANK[type(event)], 0
    if event.answer is Answer.NO:
        return _RANK[BookingCancelled] + 0.5, 0
    return _RANK[Answered], _YES_ORDER.index(event.answer)


def standing(history: Iterable[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """The events that count: those no standing withdrawal takes back, in the order in which they happened.

    A withdrawal can itself be withdrawn; the latest entered is judged first.
    """
    gone: set[int] = set()
    kept: list[RecordedEvent] = []
    for record in sorted(history, key=lambda r: r.id, reverse=True):
        if record.id in gone:
            continue
        if isinstance(record.event, Withdrawn):
            gone.add(record.event.event)
        else:
            kept.append(record)
    return tuple(sorted(kept, key=lambda r: happening_order(r.event)))


def to_data(event: Event) -> dict[str, Any]:
    """The event's fields as plain JSON values, without those left at their default."""
    data: dict[str, Any] = {}
    for item in fields(event):
        value = getattr(event, item.name)
        if item.name != "on" and value == item.default:
            continue
        data[item.name] = value.isoformat() if isinstance(value, date | time) else value
    return data


def from_data(kind: str, data: Mapping[str, Any]) -> Event:
    """The event that `to_data` described. Raises HistoryRefused for a kind this program does not know."""
    try:
        cls = KINDS[kind]
    except KeyError:
        raise HistoryRefused("unknown_event", kind=kind) from None
    readers = _readers(cls)
    return cls(**{name: readers[name](value) for name, value in data.items()})


_READERS: dict[type[Event], dict[str, Any]] = {}


def _readers(cls: type[Event]) -> dict[str, Any]:
    if cls not in _READERS:
        _READERS[cls] = {name: _reader(hint) for name, hint in get_type_hints(cls).items()}
    return _READERS[cls]


def _reader(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
        inner = _reader(hint)
        return lambda value: None if value is None else inner(value)
    if hint in (date, time):
        return hint.fromisoformat
    return hint
