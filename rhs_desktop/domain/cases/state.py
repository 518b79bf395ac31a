"""What is known of a case. How it follows from the events: fold.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Channel, Eligibility, Via
from rhs_desktop.domain.manuals.manual import Rule
from rhs_desktop.domain.person.person import NOBODY, Person


class ResidentWish(StrEnum):
    """Where the resident's own word has brought the case."""

    CALL = "call"
    BOOK_SELF = "book_self"
    BY_LETTER = "by_letter"
    NO = "no"
    BOOKED = "booked"
    REBOOK = "rebook"


@dataclass(frozen=True, slots=True)
class ResidentReply:
    """The resident's last word: it outweighs whatever the clinic had planned."""

    wish: ResidentWish
    on: date
    via: Via
    entry: int


@dataclass(frozen=True, slots=True)
class ContactPlan:
    """How the clinic is trying to reach the resident, since when, and by which rule."""

    channel: Channel
    since: date
    rule: Rule
    reason: str = ""


@dataclass(slots=True)
class CaseState:
    """Everything that the standing events of one case say. Dates are the days on which things happened.

    Not frozen, because `fold` adds the events up in it and a new state for each takes four times as long; nothing
    else writes it.

    `replied_on`: an answer came in 1177. `answer_seen_on`: likewise, and nobody has recorded since what it says.
    `seen_on`: the last day on which the case was read off in 1177, as far as is recorded.
    `phoned_on`: first called, or sent a phone time, before the resident had said anything.
    `missed_visit`: the day of the visit that was cancelled last, where the resident did not come to it.
    `time_letter`: the letter that told the time of a booked talk. `time_by_letter`: the resident has asked for it so.
    `person`: what is known of the person, whatever the case.
    `searched_in_vain`: Cosmic has no number, and no call has been promised since somebody looked.
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
    seen_on: date | None = None
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
    time_letter: ev.LetterPosted | None = None
    time_by_letter: bool = False
    visit: ev.Booked | None = None
    missed_visit: date | None = None
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
    person: Person = NOBODY

    @property
    def excluded(self) -> bool:
        """The last check in Cosmic says that this person is not to be invited."""
        return self.cosmic is not None and self.cosmic.result is not Eligibility.LISTED_ALIVE

    @property
    def said_no(self) -> bool:
        """The last word is a no: no further contact in this round (process.md §2)."""
        return self.word is not None and self.word.wish is ResidentWish.NO

    @property
    def answer_waits(self) -> bool:
        """An answer given in 1177 has not been handled there."""
        word = self.word
        if word is None or word.via is not Via.DIGITAL or word.wish is ResidentWish.REBOOK:
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
    def last_letter_on(self) -> date | None:
        """When the latest letter was posted that has not come back, be it a reminder."""
        if self.posted_on is None:
            return None
        return max(self.posted_on, self.reminder_posted_on or self.posted_on)

    @property
    def time_told(self) -> bool:
        """Whether a letter was posted that tells the time of the booked talk."""
        letter, visit = self.time_letter, self.visit
        if letter is None or visit is None:
            return False
        return (letter.visit, letter.visit_time) == (visit.visit, visit.visit_time)

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
