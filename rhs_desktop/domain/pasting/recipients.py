"""What 1177 shows of the recipients that were added to a send (both manuals, Välj mottagare)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.pasting.clip import Clip
from rhs_desktop.domain.pasting.records import Record, read_records
from rhs_desktop.domain.pasting.tokens import MalformedNumber
from rhs_desktop.domain.pasting.vocabulary import Vocabulary
from rhs_desktop.domain.people.personal_number import PersonalNumber


class Unreadable(StrEnum):
    """Why a row cannot be used."""

    NO_NUMBER = "no_number"
    BROKEN_NUMBER = "broken_number"
    NO_STATUS = "no_status"
    UNKNOWN_STATUS = "unknown_status"
    TWO_STATUSES = "two_statuses"
    NO_NOTICE = "no_notice"
    TWO_NOTICES = "two_notices"
    IN_THE_FUTURE = "in_the_future"
    NOT_TOLD_APART = "not_told_apart"


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A row that speaks of somebody but cannot be used. `line` counts from 1."""

    line: int
    text: str
    reason: Unreadable


@dataclass(frozen=True, slots=True)
class Recipients:
    """The outcome for each person, in the order of the table, and the rows that give none."""

    outcomes: Mapping[PersonalNumber, RecipientOutcome] = field(default_factory=dict)
    unreadable: tuple[UnreadableRow, ...] = ()


def read_recipients(clip: Clip, words: Vocabulary, today: date) -> Recipients:
    """Read a table or list of recipients with their notices and 1177's messages about them.

    A person of whom two things are said, on one row or on several, is unreadable with every such row: never guessed.
    """
    records = read_records(clip, words, today)
    read: dict[PersonalNumber, list[tuple[Record, RecipientOutcome]]] = {}
    unreadable: list[UnreadableRow] = []
    for record in records.rows:
        reason = Unreadable.NOT_TOLD_APART if records.ambiguous else recipient_trouble(record)
        if reason is None and isinstance(record.identity, PersonalNumber):
            (outcome,) = record.outcomes
            read.setdefault(record.identity, []).append((record, outcome))
        elif reason is not None:
            unreadable.append(UnreadableRow(record.line, record.text, reason))
    outcomes: dict[PersonalNumber, RecipientOutcome] = {}
    for number, told in read.items():
        said = {outcome for _, outcome in told}
        if len(said) == 1:
            outcomes[number] = said.pop()
        else:
            unreadable += [UnreadableRow(record.line, record.text, Unreadable.TWO_NOTICES) for record, _ in told]
    return Recipients(outcomes, tuple(sorted(unreadable, key=lambda row: row.line)))


def recipient_trouble(record: Record) -> Unreadable | None:
    """Why a row gives no recipient's outcome, or None."""
    if record.identity is None:
        return Unreadable.NO_NUMBER
    if isinstance(record.identity, MalformedNumber):
        return Unreadable.BROKEN_NUMBER
    if not record.outcomes:
        return Unreadable.NO_NOTICE
    return Unreadable.TWO_NOTICES if len(record.outcomes) > 1 else None
