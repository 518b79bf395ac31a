"""Gallring: which cases are due for erasing, and what of their events could tell who it was.

A clinic erases by its region's decision, so that nothing is due before somebody has set a time. An open case is
never due. The access log is no part of this: it is kept for its own time and names nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.people.resident import Details, Name
from rhs_desktop.domain.workdays import months_later


class OutcomeGroup(StrEnum):
    """What a time can be set for: each outcome, and what lists have left behind."""

    DONE = Status.DONE.value
    DECLINED = Status.DECLINED.value
    UNREACHED = Status.UNREACHED.value
    NOT_LISTED = Status.NOT_LISTED.value
    DECEASED = Status.DECEASED.value
    EXCLUDED = Status.EXCLUDED.value
    UNDONE = "undone"
    """Stands on no list any more: the import was taken back."""
    ROWS = "rows"
    """A row of a list that never became a case: put away by a person, or of a list that was taken back."""


MOST_MONTHS = 240
Rules = Mapping[OutcomeGroup, int]
"""Whole months since the case was finished, or since the list was imported; what is not named is kept."""


@dataclass(frozen=True, slots=True)
class RetainedFigures:
    """A case as retention sees it. `ground` is None while it is open, `since` the day on which it was finished."""

    case: int
    resident: int
    ground: OutcomeGroup | None
    since: date
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """What erasing by the rules would take. `residents` are those of whom no case is left afterwards."""

    cases: tuple[RetainedFigures, ...] = ()
    residents: tuple[int, ...] = ()

    @property
    def staying(self) -> int:
        """How many people have a case that goes and another that stays, so that who they are stays too."""
        return len({one.resident for one in self.cases} - set(self.residents))


def due_for_erasing(rows: Iterable[RetainedFigures], rules: Rules, today: date) -> Due:
    """The cases whose time has passed, in their order, and the people of whom nothing is left with them."""
    found = tuple(rows)
    due = tuple(one for one in found if not one.erased and is_due(one.ground, one.since, rules, today))
    going = {one.case for one in due}
    staying = {one.resident for one in found if not one.erased and one.case not in going}
    return Due(due, tuple(sorted({one.resident for one in due} - staying)))


def is_due(ground: OutcomeGroup | None, since: date, rules: Rules, today: date) -> bool:
    """Whether so many whole months have passed."""
    months = rules.get(ground) if ground is not None else None
    return months is not None and months > 0 and months_later(since, months) <= today


class ErasureKind(StrEnum):
    """Why something is erased: its time has passed, or the person has asked for it."""

    RULES = "rules"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What an erasure would take. `residents` lose everything; `staying` so many have a case left and keep the rest.

    `rows` are rows of lists that are nobody's case. `of_person` and `rules` are what was asked for; `open` are the
    cases of a person that are not finished.
    """

    kind: ErasureKind
    on: date
    cases: tuple[RetainedFigures, ...]
    residents: tuple[int, ...]
    rows: tuple[int, ...]
    staying: int = 0
    rules: Rules | None = None
    of_person: int | None = None

    @property
    def open(self) -> tuple[int, ...]:
        return tuple(one.case for one in self.cases if one.ground is None)

    @property
    def counts(self) -> dict[OutcomeGroup | None, int]:
        """How many cases of each outcome, in the order of Ground; None are open ones. Rows stand under ROWS."""
        found = Counter(one.ground for one in self.cases)
        found[OutcomeGroup.ROWS] = len(self.rows)
        return {ground: found[ground] for ground in (None, *OutcomeGroup) if found[ground]}

    @property
    def empty(self) -> bool:
        return not self.cases and not self.rows


class ErasureRecord(NamedTuple):
    """A line of the protocol. `kind`: `rules` or `person`. `counts` and `details` are plain values without names."""

    id: int
    act: int
    at: datetime
    user: str
    kind: str
    rules: Mapping[str, int]
    reason: str
    reference: str
    counts: Mapping[str, Any]
    people: str
    details: Mapping[str, Any]


ERASED = "GALLRAD"
ERASED_NAME = "Gallrad"


def nobody(resident: int) -> Details:
    """What stands of a person who was erased: the number of the row, so that log and figures still add up."""
    return Details(PersonalNumber(f"{ERASED}{resident:05d}", IdentityKind.RESERVE), Name(family=ERASED_NAME))


def is_erased(digits: str) -> bool:
    """Whether an identity is the one that `nobody` gives."""
    return digits.startswith(ERASED)


FREE_TEXT = frozenset({"reason", "text", "phone"})
"""The fields of events in which a person at the desk wrote something, or that a resident could be known by."""


def without_words(event: Event) -> Event:
    """The event as it counts, without what could tell who it was."""
    said: dict[str, Any] = {item.name: "" for item in fields(event) if item.name in FREE_TEXT}
    return replace(event, **said) if said else event


@dataclass(frozen=True, slots=True)
class PersonalTraces:
    """What a person can be found by in rows of lists that did not become the person's case.

    A row is the person's if it holds the number, or the whole name together with a phone number or the street.
    """

    number: str
    name: frozenset[str]
    others: tuple[str, ...]

    @classmethod
    def of(cls, details: Details) -> PersonalTraces:
        phones = tuple(filter(None, map(_bare, details.phones)))
        street = _bare(details.address.street)
        return cls(
            _bare(details.identity.digits)[-10:],
            _words(details.name.display),
            (*phones, *((street,) if street else ())),
        )

    def found_in(self, cells: Sequence[object]) -> bool:
        bare = [_bare(str(cell)) for cell in cells]
        if self.number and any(self.number in one for one in bare):
            return True
        return self.names(" ".join(map(str, cells))) and any(other in one for other in self.others for one in bare)

    def names(self, text: str) -> bool:
        """Whether a text holds the whole name, in any order; a single name tells too little."""
        return len(self.name) > 1 and self.name <= _words(text)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _bare(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(filter(str.isalnum, text)).casefold()
