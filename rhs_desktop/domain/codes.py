"""What 1177, Cosmic and residents can say, as the manuals name it. The members' values are what the database keeps."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)


def member(kind: type[E], text: str) -> E | None:
    """The member with that text, or None: for text that another version of the program may have written."""
    try:
        return kind(text)
    except ValueError:
        return None


class Way(StrEnum):
    """How the clinic reaches a resident."""

    DIGITAL = "1177"
    PHONE = "phone"
    LETTER = "letter"
    """One letter by itself; sealed, through Skatteverket, where the identity is protected."""
    LETTER_BATCH = "letter_batch"


class Channel(StrEnum):
    """Inbjudningssätt, as the checklist names it: 1177, telefon or brev."""

    DIGITAL = "1177"
    PHONE = "phone"
    LETTER = "letter"


class Via(StrEnum):
    """How a resident's word reached the clinic."""

    DIGITAL = "1177"
    PHONE = "phone"
    LETTER = "letter"
    DESK = "desk"


class Eligibility(StrEnum):
    """What the check in Cosmic found (manual 000, step 2)."""

    LISTED_ALIVE = "listed_alive"
    NOT_LISTED = "not_listed"
    DECEASED = "deceased"
    OTHER = "other"


class RecipientOutcome(StrEnum):
    """What 1177 shows of a recipient that was added to a send (both manuals, Välj mottagare)."""

    NOTIFIED = "notified"
    NO_NOTIFICATION = "no_notification"
    NEVER_LOGGED_IN = "never_logged_in"
    LOCKED = "locked"
    WRONG_NUMBER = "wrong_number"


class Answer(StrEnum):
    """The three answers that the manuals' templates offer."""

    YES_CALL = "yes_call"
    YES_BOOK_SELF = "yes_book_self"
    NO = "no"


class CallOutcome(StrEnum):
    """How a call ended. A booking or a no is recorded as an event of its own beside the call."""

    BOOKED = "booked"
    DECLINED = "declined"
    CALL_AGAIN = "call_again"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
