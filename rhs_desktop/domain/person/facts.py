"""What can be known of a person, whatever the round: one line for each thing that was said, confirmed or lifted.

The lines are append-only. What was entered later counts, whatever days stand in it (person.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never


class FactKind(StrEnum):
    """What a line is about. The values are what the database keeps."""

    DECEASED = "deceased"
    NOT_LISTED = "not_listed"
    NO_CONTACT = "no_contact"
    PROTECTED = "protected"
    WRONG_PHONE = "wrong_phone"
    """`about`: the number, as `phone.significant` has it."""
    NO_PHONE = "no_phone"
    RETURNED = "returned"
    """`about`: the address from which a letter came back, as `address_key` has it."""
    INTERPRETER = "interpreter"
    CONTACT_PERSON = "contact_person"
    LETTER_LANGUAGE = "letter_language"
    CHECKED = "checked"
    """A check in Cosmic; `about`: the Eligibility that it found."""
    SAME_PERSON = "same_person"
    WITHDRAWN = "withdrawn"
    """Takes back the line whose number is `about`."""

    @property
    def settled_by_check(self) -> bool:
        """Whether a check in Cosmic settles it; protection and a ban are a person's to confirm or to lift."""
        match self:
            case FactKind.DECEASED | FactKind.NOT_LISTED:
                return True
            case (
                FactKind.NO_CONTACT
                | FactKind.PROTECTED
                | FactKind.WRONG_PHONE
                | FactKind.NO_PHONE
                | FactKind.RETURNED
                | FactKind.INTERPRETER
                | FactKind.CONTACT_PERSON
                | FactKind.LETTER_LANGUAGE
                | FactKind.CHECKED
                | FactKind.SAME_PERSON
                | FactKind.WITHDRAWN
            ):
                return False
            case _ as unreachable:
                assert_never(unreachable)


STOPS = (FactKind.DECEASED, FactKind.NOT_LISTED, FactKind.NO_CONTACT, FactKind.PROTECTED)
"""The facts that stop contact or change its way, the strongest first."""


class Standing(StrEnum):
    """How sure a fact is: somebody says so and nobody has looked, somebody has looked or was told, or it is over."""

    SAID = "said"
    CONFIRMED = "confirmed"
    LIFTED = "lifted"


class FactSource(StrEnum):
    """Where a fact comes from."""

    LIST = "list"
    PASTE = "paste"
    NOTE = "note"
    COSMIC = "cosmic"
    DESK = "desk"
    PHONE = "phone"
    POST = "post"


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One line about a person.

    `on` is for reading, the order of entry counts. `until`: from that day on it has to be decided anew. `ref`: the row
    of the list that says it, or the event of a check. `text`: as it was written there. `reason`: of whoever said,
    confirmed or lifted it.
    """

    kind: FactKind
    standing: Standing
    on: date
    source: FactSource
    about: str = ""
    until: date | None = None
    ref: str = ""
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A line as it was entered: its number in the order of entry, its act, and who entered it."""

    id: int
    fact: PersonFact
    act: int
    by: str = ""
