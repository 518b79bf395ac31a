"""What can happen to a case: one frozen dataclass a kind, append-only.

`on` is the day it happened, `at` the time of day where it is known; neither is the moment of recording, which the
store keeps beside. Numbers in brackets are the transitions of the care process in docs/process.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via, Way
from rhs_desktop.domain.people.personal_number import IdentityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBase:
    """The day, and where known the time, at which something happened.

    `way`: how the clinic reaches the resident by it; None where it does not.
    """

    way: ClassVar[Way | None] = None
    on: date
    at: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts(EventBase):
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
class CosmicChecked(EventBase):
    """Checked in Cosmic: listed here and alive, or why the person is excluded (2)."""

    result: Eligibility
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPrepared(EventBase):
    """Put into a batch for 1177 that has not gone out yet."""

    way = Way.DIGITAL
    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCancelled(EventBase):
    """The prepared batch did not go out, or the person was taken out of it."""

    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientChecked(EventBase):
    """What 1177 said when the recipient was added (3, 4, 5)."""

    outcome: RecipientOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCorrected(EventBase):
    """The personnummer was put right, or found to be right, after 1177 had refused it (3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited(EventBase):
    """Sent in 1177 with one of the profile's templates (7). `on` is D0."""

    way = Way.DIGITAL
    template: str
    batch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(EventBase):
    """The resident has read the invitation (8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSent(EventBase):
    """The clinic's own reminder went out in 1177 (10); in 1177 a message that closes at once."""

    way = Way.DIGITAL
    batch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedIn1177(EventBase):
    """1177 shows the case as Avslutat (12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSeen(EventBase):
    """1177 shows that the resident has answered there, not yet what (13): a pasted table tells no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenUnchanged(EventBase):
    """1177 was read off, as a pasted table, and shows of the case no more than its events tell (8, 12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(EventBase):
    """The resident's word (13). `phone` given in a reply is kept with the resident, not here. `by_letter`: a yes that
    asks for the time in a letter."""

    answer: Answer
    via: Via = Via.DIGITAL
    by_letter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTicked(EventBase):
    """One handling step of the profile is done, or with `done` false taken back."""

    step: str
    done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHandled(EventBase):
    """The answer has been dealt with in 1177 as the profile asks (14, 15, 16)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingBasisCreated(EventBase):
    """Bokningsunderlag created in Cosmic (15). `on` is B0; the resident's days to book run from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingLooked(EventBase):
    """Looked whether the resident has booked; not yet (15c)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed(EventBase):
    """A person at the desk chose how to go on: 1177, phone or letter."""

    channel: Channel
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneAppointment(EventBase):
    """A phone time is booked in Cosmic and its telefonkallelse sent (17)."""

    way = Way.PHONE
    for_day: date
    for_time: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Called(EventBase):
    """An attempt to reach the resident by phone (18). `data_told`: "Hur skyddas mina data?" was told.

    `phone` is the number that was dialled, where several are known. `others`: more numbers are left to try, so that a
    wrong one is not the end of the calls.
    """

    way = Way.PHONE
    outcome: CallOutcome
    again_on: date | None = None
    data_told: bool = False
    phone: str = ""
    others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPrinted(EventBase):
    """Letters were made for a batch; not posted yet. `reminder`: of reminder letters; `visit`: of letters that tell the
    time of the talk on that day."""

    way = Way.LETTER_BATCH
    batch: int
    reminder: bool = False
    visit: date | None = None
    visit_time: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCancelled(EventBase):
    """The printed letter was not posted."""

    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPosted(EventBase):
    """Invitation and svarsbrev were posted (19): `on` is L0. `reminder`: a reminder letter was, and L0 stays.

    `visit`: the letter told the time of the talk on that day, and is no invitation."""

    way = Way.LETTER
    batch: int | None = None
    reminder: bool = False
    visit: date | None = None
    visit_time: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReturned(EventBase):
    """The post returned the letter (20)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked(EventBase):
    """A time for the talk is booked."""

    visit: date
    visit_time: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingCancelled(EventBase):
    """The time on `visit` was cancelled, or the person did not come (23)."""

    visit: date
    no_show: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplesTaken(EventBase):
    """Blood samples are taken (21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswered(EventBase):
    """The form "Frågor inför hälsosamtalet" is answered (21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitReminded(EventBase):
    """Reminded of samples or form before the visit (21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitHeld(EventBase):
    """The talk was held (22)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented(EventBase):
    """Documented in Cosmic with kontaktorsak (22)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp(EventBase):
    """Closed as Ej nådd (18, 20)."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed(EventBase):
    """The next step is put off to a day, with a reason."""

    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(EventBase):
    """The case has a handler; empty text: nobody."""

    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(EventBase):
    """A short note for colleagues. This is no journal."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(EventBase):
    """Gallrad: what could tell who it was is gone, and nothing happens to the case any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(EventBase):
    """Takes back another event of the case, which stays in the timeline, struck through."""

    event: int
    reason: str = ""


Event = (
    Listed
    | FactsChanged
    | CosmicChecked
    | SendPrepared
    | SendCancelled
    | RecipientChecked
    | NumberCorrected
    | Invited
    | Opened
    | ReminderSent
    | ClosedIn1177
    | Routed
    | PhoneAppointment
    | Called
    | LetterPrinted
    | LetterCancelled
    | LetterPosted
    | LetterReturned
    | SeenUnchanged
    | AnswerSeen
    | Answered
    | StepTicked
    | AnswerHandled
    | BookingBasisCreated
    | BookingLooked
    | Booked
    | BookingCancelled
    | SamplesTaken
    | FormAnswered
    | VisitReminded
    | VisitHeld
    | Documented
    | GivenUp
    | Snoozed
    | Assigned
    | Noted
    | Erased
    | Withdrawn
)
"""What can happen to a case, in the order in which the process has events of one day that are told without a time."""


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as the store keeps it: numbered in the order of entry, by whom and within which act."""

    id: int
    event: Event
    by: str
    recorded_at: datetime
    act: int
