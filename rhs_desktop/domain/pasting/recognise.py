"""What a pasted table is, by its content alone; a person can always say that it is something else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rhs_desktop.domain.checklists.fields import ListField, meaning
from rhs_desktop.domain.pasting.clip import Clip
from rhs_desktop.domain.pasting.records import Record, Records, read_records
from rhs_desktop.domain.pasting.tokens import MalformedNumber
from rhs_desktop.domain.pasting.vocabulary import PastedColumn, Vocabulary
from rhs_desktop.domain.people.personal_number import PersonalNumber


class Source(StrEnum):
    """Where a paste comes from, which says what it is good for."""

    CASES = "cases"
    """Mina ärenden or Alla ärenden in 1177: statuses to mirror."""
    RECIPIENTS = "recipients"
    """The recipients of a send in 1177, with their notices."""
    COSMIC = "cosmic"
    """People who are listed here and alive."""
    NUMBERS = "numbers"
    """Mere numbers: whom they belong to."""
    PEOPLE = "people"
    """Numbers and names: a list or Cosmic's, which a person has to say."""
    LIST = "list"
    """A checklist, for the import."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class RecognisedClip:
    """What a clip is, what else a person might say that it is, and its records."""

    source: Source
    records: Records
    also: tuple[Source, ...] = ()

    def knowing(self, known: Collection[PersonalNumber]) -> RecognisedClip:
        """A table of people whom the register hardly knows is a new list, not Cosmic's word about the old one."""
        people = {row.identity for row in self.records.rows if isinstance(row.identity, PersonalNumber)}
        if self.source in (Source.COSMIC, Source.PEOPLE) and sum(one in known for one in people) * 2 < len(people):
            return self.taken_as(Source.LIST)
        return self

    def taken_as(self, source: Source) -> RecognisedClip:
        """The same, read as a person says."""
        others = dict.fromkeys((self.source, *self.also))
        return replace(self, source=source, also=tuple(one for one in others if one is not source))


def recognise(clip: Clip, words: Vocabulary, today: date) -> RecognisedClip:
    """Recognise a clip. Tables with statuses are 1177's cases, tables with notices its recipients."""
    records = read_records(clip, words, today)
    rows = records.rows
    if not any(row.identity is not None for row in rows):
        return RecognisedClip(Source.NOTHING, records, (Source.LIST,))
    with_type = PastedColumn.TYPE in records.columns
    if any(row.statuses for row in rows) or (with_type and PastedColumn.STATUS in records.columns):
        if clip.from_excel and not with_type:
            return RecognisedClip(Source.LIST, records, (Source.CASES, Source.COSMIC))
        return RecognisedClip(Source.CASES, records)
    with_notice = sum(1 for row in rows if row.outcomes)
    if PastedColumn.NOTICES in records.columns or (with_notice * 2 > len(rows) and _no_list(records)):
        return RecognisedClip(Source.RECIPIENTS, records)
    if all(map(_mere_number, rows)):
        return RecognisedClip(Source.NUMBERS, records, (Source.COSMIC, Source.LIST))
    fields = {found[0] for heading in records.headings if (found := meaning(heading))}
    if clip.from_excel or (fields & _OF_A_LIST and not fields & OF_COSMIC):
        return RecognisedClip(Source.LIST, records, (Source.COSMIC,))
    if fields & OF_COSMIC:
        return RecognisedClip(Source.COSMIC, records, (Source.LIST,))
    return RecognisedClip(Source.PEOPLE, records, (Source.COSMIC, Source.LIST, Source.NUMBERS))


OF_COSMIC = frozenset((ListField.LISTED, ListField.LISTED_AT, ListField.DECEASED, ListField.PROTECTED))
"""What a column of Cosmic's says, by its heading, that no table of 1177 does."""
_OF_A_LIST = frozenset((ListField.PHONE, ListField.STREET, ListField.ADDRESS, ListField.POSTCODE, ListField.CITY))


def _mere_number(row: Record) -> bool:
    return isinstance(row.identity, PersonalNumber | MalformedNumber) and not row.texts


def _no_list(records: Records) -> bool:
    """A list with a column of its own for telephones says Saknas there and means something else."""
    return PastedColumn.OTHER not in records.columns
