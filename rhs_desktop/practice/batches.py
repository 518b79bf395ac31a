"""Which practice residents were sent to when, and the story of each.

The shares of those whom 1177 does not reach follow what clinics see: 10 % cannot log in, 20 % of the others are not
notified.
"""

from __future__ import annotations

from dataclasses import dataclass

from rhs_desktop.domain.codes import Answer, Eligibility, RecipientOutcome
from rhs_desktop.practice import stories as tell
from rhs_desktop.practice.stories import Tale

NOTIFIED = RecipientOutcome.NOTIFIED
NO_NOTICE = RecipientOutcome.NO_NOTIFICATION
NEVER = RecipientOutcome.NEVER_LOGGED_IN
LOCKED = RecipientOutcome.LOCKED
WRONG = RecipientOutcome.WRONG_NUMBER


@dataclass(frozen=True, slots=True)
class Trait:
    """What distinguishes a person in the list."""

    phone: bool = True
    address: bool = True
    protected: bool = False
    coordination: bool = False


PLAIN = Trait()
NO_PHONE = Trait(phone=False)
NO_ADDRESS = Trait(phone=False, address=False)
PROTECTED = Trait(phone=False, protected=True)
PROTECTED_WITH_PHONE = Trait(protected=True)
COORDINATION = Trait(coordination=True)


@dataclass(frozen=True, slots=True)
class Story:
    """What 1177 showed of the person, and what happened then. `outcome` None: never in a batch."""

    tale: Tale
    outcome: RecipientOutcome | None = NOTIFIED
    trait: Trait = PLAIN


@dataclass(frozen=True, slots=True)
class PracticeSend:
    """A send so many days ago with that template, and how many people had which story."""

    days_ago: int
    template: str
    stories: tuple[tuple[int, Story], ...]


def _by(outcome: RecipientOutcome, tale: Tale, trait: Trait = PLAIN) -> Story:
    return Story(tale, outcome, trait)


_S = Story
BATCHES: tuple[PracticeSend, ...] = (
    PracticeSend(
        110,
        "web",
        (
            (6, _S(tell.done_by_call)),
            (4, _S(tell.done_by_self)),
            (4, _S(tell.no)),
            (1, _S(tell.closed_then_done)),
            (1, _S(tell.closed_then_unreached)),
            (1, _by(WRONG, tell.wrong_then_invited_by_phone)),
            (3, _by(NO_NOTICE, tell.phone_done)),
            (1, _by(NEVER, tell.phone_done)),
            (1, _by(LOCKED, tell.phone_no)),
            (1, _by(NO_NOTICE, tell.phone_unreached)),
            (1, _by(NEVER, tell.letter_then_silence, NO_PHONE)),
            (1, _by(NEVER, tell.letter_then_no, NO_PHONE)),
        ),
    ),
    PracticeSend(
        94,
        "phone",
        (
            (9, _S(tell.done_by_call)),
            (4, _S(tell.no)),
            (2, _S(tell.closed_then_done)),
            (1, _S(tell.deceased_later)),
            (1, _S(tell.closed_then_reached)),
            (4, _by(NO_NOTICE, tell.phone_done)),
            (1, _by(NO_NOTICE, tell.phone_no)),
            (1, _by(NEVER, tell.letter_then_done, NO_PHONE)),
            (1, _by(LOCKED, tell.phone_done)),
            (1, _by(NEVER, tell.phone_unreached)),
        ),
    ),
    PracticeSend(
        75,
        "web",
        (
            (5, _S(tell.done_by_call)),
            (4, _S(tell.done_by_self)),
            (3, _S(tell.no)),
            (3, _S(tell.booked_by_call)),
            (2, _S(tell.closed_then_reached)),
            (1, _S(tell.visited)),
            (1, _S(tell.never_booked)),
            (3, _by(NO_NOTICE, tell.phone_done)),
            (1, _by(NO_NOTICE, tell.phone_no)),
            (1, _by(NEVER, tell.phone_done)),
            (1, _by(LOCKED, tell.phone_booked)),
        ),
    ),
    PracticeSend(
        57,
        "web",
        (
            (3, _S(tell.done_by_call)),
            (4, _S(tell.booked_by_call)),
            (3, _S(tell.booked_by_self)),
            (3, _S(tell.no)),
            (1, _S(tell.looked_and_waiting)),
            (1, _S(tell.visit_today)),
            (1, _S(tell.ready_for_visit)),
            (1, _S(tell.rebook)),
            (3, _by(NO_NOTICE, tell.phone_booked)),
            (1, _by(NO_NOTICE, tell.phone_no)),
            (1, _by(NEVER, tell.letter_waiting_long, NO_PHONE)),
            (1, _by(NEVER, tell.phone_booked)),
        ),
    ),
    PracticeSend(
        40,
        "phone",
        (
            (7, _S(tell.booked_by_call)),
            (3, _S(tell.no)),
            (1, _S(tell.rebook)),
            (1, _S(tell.visited)),
            (2, _S(tell.ready_for_visit)),
            (3, _by(NO_NOTICE, tell.phone_booked)),
            (1, _by(NO_NOTICE, tell.called_without_answer)),
            (1, _by(NEVER, tell.letter_then_yes, NO_PHONE)),
            (1, _by(NEVER, tell.letter_returned, NO_PHONE)),
        ),
    ),
    PracticeSend(
        31,
        "web",
        (
            (4, _S(tell.closed)),
            (3, _S(tell.booked_by_call)),
            (2, _S(tell.booked_by_self)),
            (2, _S(tell.book_self)),
            (2, _S(tell.no)),
            (1, _S(tell.mistake_taken_back)),
            (3, _by(NO_NOTICE, tell.phone_booked)),
            (1, _by(NO_NOTICE, tell.wrong_phone_then_letter)),
            (1, _by(NEVER, tell.phone_no)),
            (1, _by(LOCKED, tell.called_without_answer)),
        ),
    ),
    PracticeSend(
        19,
        "phone",
        (
            (7, _S(tell.reminded)),
            (2, _S(tell.call_yes)),
            (3, _S(tell.booked_by_call)),
            (2, _S(tell.no)),
            (2, _by(NO_NOTICE, tell.phone_booked)),
            (1, _by(NO_NOTICE, tell.called_without_answer)),
            (1, _by(NO_NOTICE, tell.call_again)),
            (1, _by(NEVER, tell.letter_waiting, NO_PHONE)),
            (1, _by(NEVER, tell.letter_to_send, NO_PHONE)),
        ),
    ),
    PracticeSend(
        12,
        "web",
        (
            (3, _S(tell.nothing_yet)),
            (4, _S(tell.read)),
            (1, _S(tell.answered(Answer.YES_CALL))),
            (1, _S(tell.half_handled)),
            (1, _S(tell.answered(Answer.NO))),
            (2, _S(tell.book_self)),
            (1, _S(tell.no)),
            (1, _by(NO_NOTICE, tell.call_again)),
            (2, _by(NO_NOTICE, tell.phone_time)),
            (1, _by(NO_NOTICE, tell.letter_printed, NO_PHONE)),
            (1, _by(NEVER, tell.letter_printed, NO_PHONE)),
            (1, _by(LOCKED, tell.chose_letter)),
        ),
    ),
    PracticeSend(
        7,
        "phone",
        (
            (6, _S(tell.nothing_yet)),
            (1, _S(tell.nothing_yet, NOTIFIED, PROTECTED_WITH_PHONE)),
            (4, _S(tell.read)),
            (1, _S(tell.answered(Answer.YES_CALL))),
            (1, _S(tell.no)),
            (2, _by(NO_NOTICE, tell.phone_time)),
            (1, _by(NO_NOTICE, tell.put_off)),
            (1, _by(NO_NOTICE, tell.letter_to_send, PROTECTED)),
            (1, _by(NEVER, tell.letter_to_send, NO_ADDRESS)),
            (1, _by(WRONG, tell.nothing_yet)),
        ),
    ),
    PracticeSend(
        1,
        "web",
        (
            (13, _S(tell.nothing_yet)),
            (3, _by(NO_NOTICE, tell.nothing_yet)),
            (1, _by(NO_NOTICE, tell.nothing_yet, NO_PHONE)),
            (1, _by(NEVER, tell.nothing_yet)),
            (1, _by(LOCKED, tell.nothing_yet)),
            (1, _by(WRONG, tell.nothing_yet)),
        ),
    ),
)

PREPARED: tuple[RecipientOutcome | None, ...] = (*(NOTIFIED,) * 7, NO_NOTICE, NOTIFIED, NOTIFIED, None, None)
"""A batch that was interrupted on the last working day: who was looked up in 1177, and two who were not yet."""

EXCLUDED: tuple[tuple[Eligibility, str], ...] = (
    (Eligibility.NOT_LISTED, ""),
    (Eligibility.NOT_LISTED, ""),
    (Eligibility.DECEASED, ""),
    (Eligibility.OTHER, "Hälsosamtal gjort på annan vårdcentral i år"),
)
"""People whom Cosmic showed not to be invited, with the reason."""

WITHOUT_LOGIN: tuple[tuple[int, Story], ...] = (
    (80, Story(tell.phone_done, None, COORDINATION)),
    (30, Story(tell.phone_booked, None, COORDINATION)),
    (1, Story(tell.nothing_yet, None, COORDINATION)),
)
"""People with a samordningsnummer, called directly once they were checked in Cosmic so many days ago."""

READY = (Story(tell.nothing_yet, None, PROTECTED_WITH_PHONE), *(Story(tell.nothing_yet, None),) * 31)
"""Checked in the last days and not sent to yet."""
STALE = (Story(tell.nothing_yet, None),) * 3
"""Checked so long ago that the check no longer holds."""
NOT_CHECKED = (*(Story(tell.nothing_yet, None),) * 27, *(Story(tell.nothing_yet, None, NO_PHONE),) * 3)
"""On the newest list, not looked up in Cosmic yet."""
