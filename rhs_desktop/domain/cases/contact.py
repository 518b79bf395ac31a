"""Whether somebody may be reached, and by which way: the only place that judges it (process.md, section 2).

Proposals, piles of letters, reminders, the acts of a case and the last guard before an event is kept all ask here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.codes import Way
from rhs_desktop.domain.errors import HistoryRefusal
from rhs_desktop.domain.people.personal_number import IdentityKind
from rhs_desktop.domain.people.resident import Details


class NoContact(StrEnum):
    """Why somebody may not be reached, the weightiest first."""

    SAID_NO = "said_no"
    EXCLUDED = "excluded"
    DECEASED = "deceased"
    NO_LOGIN = "no_login"
    PROTECTED = "protected"

    @property
    def refusal(self) -> HistoryRefusal:
        """The code under which an act or an event is refused for it."""
        match self:
            case NoContact.SAID_NO:
                return HistoryRefusal.SAID_NO
            case NoContact.EXCLUDED:
                return HistoryRefusal.EXCLUDED
            case NoContact.DECEASED:
                return HistoryRefusal.DECEASED
            case NoContact.NO_LOGIN:
                return HistoryRefusal.NO_LOGIN
            case NoContact.PROTECTED:
                return HistoryRefusal.PROTECTED
            case _ as unreachable:
                assert_never(unreachable)


@dataclass(frozen=True, slots=True)
class Contactable:
    """What is known of the resident, whatever the case. `deceased`: as the list or the register says."""

    identity: IdentityKind = IdentityKind.PERSONAL
    protected: bool = False
    deceased: bool = False

    @classmethod
    def of_case(cls, case: CaseState) -> Contactable:
        """As the case has been told."""
        facts = case.facts
        return cls() if facts is None else cls(facts.identity, facts.protected)

    @classmethod
    def of_details(cls, details: Details) -> Contactable:
        """As the register has it."""
        return cls(details.identity.kind, details.protected, details.deceased)


@dataclass(frozen=True, slots=True)
class ContactVerdict:
    """True where the person may be reached; else every reason why not, the weightiest first."""

    reasons: tuple[NoContact, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons


def may(person: Contactable, case: CaseState, way: Way) -> ContactVerdict:
    """Whether the clinic may reach the person by that way in this round.

    No contact after a no, nor with who is excluded or dead. 1177 lets only holders of a personnummer log in, and nobody
    with protected identity stands in a batch of letters. A manual cannot change any of it.
    """
    rules = (
        (case.said_no, NoContact.SAID_NO),
        (case.excluded, NoContact.EXCLUDED),
        (person.deceased, NoContact.DECEASED),
        *_of_way(person, way),
    )
    return ContactVerdict(tuple(reason for applies, reason in rules if applies))


def _of_way(person: Contactable, way: Way) -> tuple[tuple[bool, NoContact], ...]:
    match way:
        case Way.DIGITAL:
            return ((not person.identity.may_log_in, NoContact.NO_LOGIN),)
        case Way.LETTER_BATCH:
            return ((person.protected, NoContact.PROTECTED),)
        case Way.PHONE | Way.LETTER:
            return ()
        case _:
            assert_never(way)
