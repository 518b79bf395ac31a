"""The lines of an import's review by kind of outcome, computed from the state of the import.

Lines are made on access: of a hundred thousand new residents only the visible ones are formatted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, overload

from rhs_desktop.domain.checklists import ImportableRow, ListField
from rhs_desktop.domain.checklists.comparison import Changed, ChangedField, FieldChange, PossibleDuplicate
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.strings import common
from rhs_desktop.strings.checklists import importing, reading
from rhs_desktop.strings.checklists import review as strings
from rhs_desktop.ui.case_list.masked_number import Shown, whole
from rhs_desktop.ui.checklists.state import ImportState


class ReviewKind(Enum):
    """The kinds of outcomes that the review tells apart."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    MISSING = "missing"
    PROTECTED = "protected"
    HAPPENED = "happened"
    REMARKS = "remarks"


@dataclass(frozen=True, slots=True)
class ReviewColumn:
    """A column of the review's table: its heading, and its width in average characters."""

    heading: str
    chars: int = 22


_TICK = ReviewColumn("", 5)
_ROW = ReviewColumn(strings.ROW, 8)
_NUMBER = ReviewColumn(strings.PERSONAL_NUMBER, 20)
_NAME = ReviewColumn(strings.NAME, 26)
_PERSON = (_ROW, _NUMBER, _NAME, ReviewColumn(strings.REMARK))
_HAPPENED = (_ROW, _NUMBER, _NAME, ReviewColumn(strings.CONTACT_SO_FAR, 60))
_CHANGE = (
    *(_TICK, _NUMBER, _NAME, ReviewColumn(strings.DETAIL, 24)),
    *(ReviewColumn(strings.BEFORE), ReviewColumn(strings.NOW)),
)
_DUPLICATE = (
    *(_TICK, _ROW, _NAME, ReviewColumn(strings.NEW_NUMBER, 18)),
    ReviewColumn(strings.KNOWN_NUMBER, 18),
)
_MISSING = (_TICK, _NUMBER, _NAME)
_OPEN = frozenset((ChangedField.NAME, ChangedField.PROTECTED, ChangedField.DECEASED))
"""What is shown of residents with protected identity as well."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line of the table.

    `ticked` is None where there is nothing to choose. `row` and `change` identify what the tick is about, or `identity`
    for a resident without a row. `beside` holds two descriptions that may be of one person: subject, list, register.
    """

    texts: tuple[str, ...]
    ticked: bool | None = None
    row: int = 0
    change: FieldChange | None = None
    identity: str = ""
    beside: tuple[tuple[str, str, str], ...] = ()


class Lines(Sequence[ReviewLine]):
    """A sequence whose lines are made by `make` on access."""

    def __init__(self, things: Sequence[Any] = (), make: Callable[[Any], ReviewLine] = lambda thing: thing) -> None:
        self._things = things
        self._make = make

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, place: int) -> ReviewLine: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[ReviewLine]: ...
    def __getitem__(self, place: int | slice) -> ReviewLine | Sequence[ReviewLine]:
        if isinstance(place, slice):
            return Lines(self._things[place], self._make)
        return self._make(self._things[place])


@dataclass(frozen=True, slots=True)
class OutcomeSection:
    """One kind of outcome: its name, a note, and its table.

    `all_of_it` names the lines on the button that ticks them all, empty where each is to be decided by itself.
    `all_ticked`: whether all of them are ticked.
    """

    kind: ReviewKind
    name: str
    note: str
    columns: tuple[ReviewColumn, ...]
    lines: Sequence[ReviewLine]
    all_of_it: str = ""
    all_ticked: bool = False


def sections_of(state: ImportState, names: Mapping[str, str], number: Shown = whole) -> Iterator[OutcomeSection]:
    """The kinds that have any lines.

    `names` by the 12 digits of the residents who are missing from the list. `number` formats a personnummer for a
    list; it is shown in full where it has to be looked up in Cosmic or compared with another.
    """
    yield from (section for section in _sections(state, names, number) if section.lines)


def _sections(state: ImportState, names: Mapping[str, str], number: Shown) -> Iterator[OutcomeSection]:
    found = state.comparison
    if found is None or state.checked is None:
        return
    changes = [(one, change) for one in found.changed for change in one.changes]

    def person(ready: ImportableRow) -> ReviewLine:
        return _person(ready, number)

    yield OutcomeSection(ReviewKind.NEW, strings.NEW, "", _PERSON, Lines(found.new, person))
    known = Lines(found.unchanged, person)
    yield OutcomeSection(ReviewKind.KNOWN, strings.KNOWN, strings.KNOWN_NOTE, _PERSON, known)
    yield OutcomeSection(
        ReviewKind.CHANGED,
        strings.CHANGED,
        strings.CHANGED_NOTE,
        _CHANGE,
        Lines(changes, lambda pair: _change(state, pair[0], pair[1], number)),
        strings.ALL_CHANGES,
        all(state.choices.takes(one.ready.row, change) for one, change in changes),
    )
    yield OutcomeSection(
        ReviewKind.POSSIBLE_DUPLICATE,
        strings.POSSIBLE_DUPLICATE,
        strings.POSSIBLE_DUPLICATE_NOTE,
        _DUPLICATE,
        Lines(found.possible_duplicates, lambda one: _duplicate(state, one)),
    )
    yield OutcomeSection(
        ReviewKind.MISSING,
        strings.MISSING,
        strings.MISSING_NOTE,
        _MISSING,
        Lines(found.missing, lambda digits: _missing(state, digits, names.get(digits, ""))),
        strings.ALL_AS_UNLISTED,
        len(state.choices.gone) == len(found.missing),
    )
    yield OutcomeSection(
        ReviewKind.PROTECTED,
        strings.PROTECTED,
        strings.PROTECTED_NOTE,
        _PERSON,
        Lines(found.protected, person),
    )
    told = [ready for ready in state.checked.ready if ready.contact]
    yield OutcomeSection(
        ReviewKind.HAPPENED,
        strings.HAPPENED,
        strings.HAPPENED_NOTE,
        _HAPPENED,
        Lines(told, lambda ready: _happened(ready, number)),
    )
    remarks = Lines([ready for ready in state.checked.ready if ready.warnings], person)
    yield OutcomeSection(ReviewKind.REMARKS, strings.REMARKS, strings.REMARKS_NOTE, _PERSON, remarks)


def _happened(ready: ImportableRow, number: Shown) -> ReviewLine:
    who = ready.details
    told = strings.happened(ready.contact) if ready.contact else ""
    return ReviewLine((str(ready.row), number(who.identity.dashed), who.name.display, told))


def _person(ready: ImportableRow, number: Shown) -> ReviewLine:
    who = ready.details
    remarks = " ".join(dict.fromkeys(reading.sentence(remark) for remark in ready.warnings))
    return ReviewLine((str(ready.row), number(who.identity.dashed), who.name.display, remarks))


def _change(state: ImportState, one: Changed, change: FieldChange, number: Shown) -> ReviewLine:
    hidden = change.field not in _OPEN and (one.known.protected or one.ready.details.protected)
    values = [importing.HIDDEN if hidden else importing.value(value) for value in (change.old, change.new)]
    who = (number(one.ready.details.identity.dashed), one.known.name.display)
    row = one.ready.row
    return ReviewLine(
        ("", *who, importing.CHANGED[change.field], *values), state.choices.takes(row, change), row, change
    )


def _duplicate(state: ImportState, one: PossibleDuplicate) -> ReviewLine:
    row, new = one.ready.row, one.ready.details
    texts = ("", str(row), new.name.display, new.identity.dashed, one.known.identity.dashed)
    return ReviewLine(texts, row in state.choices.same_person, row, beside=_beside(new, one.known))


def _missing(state: ImportState, digits: str, name: str) -> ReviewLine:
    return ReviewLine(("", f"{digits[:8]}-{digits[8:]}", name), digits in state.choices.gone, identity=digits)


def _beside(new: Details, known: Details) -> tuple[tuple[str, str, str], ...]:
    """Subject, text in the list and registered text, line by line."""
    pairs = zip(_description(new), _description(known), strict=True)
    return tuple((name, listed, registered) for (name, listed), (_, registered) in pairs)


def _description(who: Details) -> tuple[tuple[str, str], ...]:
    where = who.address
    place = f"{where.postcode} {where.city}".strip()
    lines = [part for part in (where.care_of, where.street, where.extra, place, where.country) if part]
    return (
        (reading.FIELDS[ListField.IDENTITY], who.identity.dashed),
        (reading.FIELDS[ListField.NAME], who.name.display or common.MISSING),
        (reading.FIELDS[ListField.PHONE], importing.HIDDEN if who.protected else importing.value(who.phones)),
        (strings.ADDRESS, importing.HIDDEN if who.protected else importing.value(tuple(lines))),
        (reading.FIELDS[ListField.PROTECTED], importing.value(who.protected)),
    )
