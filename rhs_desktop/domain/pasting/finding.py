"""What a row of a pasted table comes to: what it would change, or why it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day
from datetime import time
from enum import StrEnum

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.codes import Eligibility, RecipientOutcome
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.pasting.recipients import Unreadable
from rhs_desktop.domain.pasting.records import Record
from rhs_desktop.domain.pasting.tokens import ListedMoment
from rhs_desktop.domain.people.personal_number import PersonalNumber
from rhs_desktop.domain.recognition.reader import Kind


class Verdict(StrEnum):
    """What becomes of a row. Every row has exactly one."""

    NEW = "new"
    """Changes something, and will unless a person says no."""
    CHOICE = "choice"
    """Would change something, and will if a person says yes."""
    SAME = "same"
    OLDER = "older"
    """Says less, or something earlier, than is known."""
    UNKNOWN = "unknown"
    """Speaks of nobody in the register."""
    UNREADABLE = "unreadable"
    OTHER = "other"
    """Is about something else than the invitation."""
    SUPERSEDED = "superseded"
    """A later row speaks of the same case."""


class FindingReason(StrEnum):
    """Why a row is what it is, where the verdict alone does not say it."""

    NOT_RECORDED = "not_recorded"
    IN_A_BATCH = "in_a_batch"
    BEFORE_THE_LIST = "before_the_list"
    NO_DAY = "no_day"
    WHICH_CASE = "which_case"
    SENT_LATER = "sent_later"
    REOPENED = "reopened"
    REMINDER = "reminder"
    GOES_BACK = "goes_back"
    BEFORE_KNOWN = "before_known"
    EARLIER_INVITATION = "earlier_invitation"
    NOT_THE_INVITATION = "not_the_invitation"
    ALREADY_SENT = "already_sent"
    NOT_IN_A_BATCH = "not_in_a_batch"
    FINISHED = "finished"
    NO_CHECK_NEEDED = "no_check_needed"
    EXCLUDED_BEFORE = "excluded_before"
    DEAD_OR_MOVED = "dead_or_moved"
    PERHAPS = "perhaps"
    PROTECTED = "protected"
    NO_CONTACT = "no_contact"
    SAID_BEFORE = "said_before"
    OTHER_STATUS = "other_status"


Shown = PortalStatus | Status | RecipientOutcome | Eligibility | Kind
"""What a case is said to be before and after, in whichever system's words."""


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case of a person whom the paste speaks of. `template`: that of the prepared batch which the person is in.
    `deceased`, `protected`: as the register has it."""

    case: int
    number: PersonalNumber
    name: str
    state: CaseState
    rules: Rules
    template: str | None = None
    deceased: bool = False
    protected: bool = False


Register = Mapping[PersonalNumber, Sequence[KnownCase]]
"""The cases of each person, the newest round last."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation that 1177 shows and we have not recorded. `templates` are those that it may have been."""

    on: day
    at: time | None
    templates: tuple[str, ...]
    batch: int | None = None

    def event(self, template: str | None = None) -> ev.Invited:
        """The invitation with the template that it was, or that a person says it was. Raises HistoryRefused."""
        chosen = template or (self.templates[0] if len(self.templates) == 1 else None)
        if chosen not in self.templates:
            raise HistoryRefused(HistoryRefusal.TEMPLATE_MISSING, templates=self.templates)
        return ev.Invited(on=self.on, at=self.at, template=chosen, batch=self.batch)


@dataclass(frozen=True, slots=True)
class PasteFinding:
    """One row. `was` and `becomes` are what the case is shown as; `moment` is when, as the row says. `protects`: the
    person is to be known as protected. `status_text`: a status that is not known.

    `seen`: what was read off of an open case of 1177, recorded without a choice of a person.
    """

    line: int
    text: str
    verdict: Verdict
    because: FindingReason | Unreadable | None = None
    number: PersonalNumber | None = None
    name: str = ""
    case: int | None = None
    was: Shown | None = None
    becomes: Shown | None = None
    moment: ListedMoment | None = None
    sent: Sent | None = None
    events: tuple[Event, ...] = ()
    protects: bool = False
    status_text: str = ""
    seen: Event | None = None

    @property
    def can_apply(self) -> bool:
        """Whether a person may say yes to it."""
        return self.sent is not None or bool(self.events) or self.protects

    def to_record(self, template: str | None = None) -> tuple[Event, ...]:
        """What to record if it is applied. Raises HistoryRefused `template_missing` where a person must say which."""
        return (self.sent.event(template), *self.events) if self.sent else self.events


def unreadable(record: Record, reason: Unreadable) -> PasteFinding:
    number = record.identity if isinstance(record.identity, PersonalNumber) else None
    status = record.status_text if reason is Unreadable.UNKNOWN_STATUS else ""
    return PasteFinding(record.line, record.text, Verdict.UNREADABLE, reason, number, record.name, status_text=status)


def unknown(record: Record, number: PersonalNumber, becomes: Shown | None = None) -> PasteFinding:
    when = record.updated or record.created
    return PasteFinding(
        record.line, record.text, Verdict.UNKNOWN, None, number, record.name, becomes=becomes, moment=when
    )
