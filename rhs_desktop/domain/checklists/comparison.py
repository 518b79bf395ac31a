"""A checked list held against what is known: what would be new, changed, doubled or gone. Nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from rhs_desktop.domain.checklists import CheckedList, ImportableRow, person_key
from rhs_desktop.domain.errors import Cancelled
from rhs_desktop.domain.people.resident import Address, Details

_ASK_CANCELLED_EVERY = 512
_NOT_DIGIT = re.compile(r"\D")


class ChangedField(StrEnum):
    """What can differ between two descriptions of one resident."""

    NAME = "name"
    PHONES = "phones"
    CARE_OF = "care_of"
    STREET = "street"
    EXTRA = "extra"
    POSTCODE = "postcode"
    CITY = "city"
    COUNTRY = "country"
    PROTECTED = "protected"
    DECEASED = "deceased"


_ADDRESS_FIELDS = (
    ChangedField.CARE_OF,
    ChangedField.STREET,
    ChangedField.EXTRA,
    ChangedField.POSTCODE,
    ChangedField.CITY,
    ChangedField.COUNTRY,
)
_PLACE = (ChangedField.STREET, ChangedField.POSTCODE, ChangedField.CITY)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, old and new. `proposed`: chosen unless a person says otherwise.

    What the newer list leaves empty is never erased by itself: after a move the c/o and the extra line of the old
    address are offered for removal, not proposed.
    """

    field: ChangedField
    old: str | tuple[str, ...] | bool
    new: str | tuple[str, ...] | bool
    proposed: bool = True


@dataclass(frozen=True, slots=True)
class Changed:
    """A known resident whom the list describes differently."""

    ready: ImportableRow
    known: Details
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """A new identity with a known resident's name and birth date, as when a samordningsnummer became a personnummer."""

    ready: ImportableRow
    known: Details


@dataclass(frozen=True, slots=True)
class Comparison:
    """Each ready row is in exactly one of `new`, `unchanged` and `changed`; the others point out rows or residents.

    `possible_duplicates` are among the new. `missing` are identities (12 characters) of the previous list that this one
    lacks, without those whose row here is set aside as a duplicate. `protected` are among all ready rows.
    """

    new: tuple[ImportableRow, ...]
    unchanged: tuple[ImportableRow, ...]
    changed: tuple[Changed, ...]
    possible_duplicates: tuple[PossibleDuplicate, ...]
    missing: tuple[str, ...]
    protected: tuple[ImportableRow, ...]


def compare(
    checked: CheckedList,
    known: Mapping[str, Details],
    previous_list: frozenset[str] = frozenset(),
    cancelled: Callable[[], bool] = lambda: False,
) -> Comparison:
    """Hold the ready rows against the known residents (by the 12 characters of their identity). Raises
    Cancelled."""
    new: list[ImportableRow] = []
    unchanged: list[ImportableRow] = []
    changed: list[Changed] = []
    for turn, ready in enumerate(checked.ready):
        if turn % _ASK_CANCELLED_EVERY == 0 and cancelled():
            raise Cancelled
        before = known.get(ready.details.identity.digits)
        if before is None:
            new.append(ready)
        elif changes := differences(before, ready.details):
            changed.append(Changed(ready, before, changes))
        else:
            unchanged.append(ready)
    described = {ready.details.identity.digits for ready in checked.ready}
    described |= {row.details.identity.digits for row in checked.set_aside if row.details}
    return Comparison(
        tuple(new),
        tuple(unchanged),
        tuple(changed),
        tuple(_possible_duplicates(new, known, cancelled)),
        tuple(sorted(previous_list - described)),
        tuple(ready for ready in checked.ready if ready.details.protected),
    )


def differences(known: Details, newer: Details) -> tuple[FieldChange, ...]:
    """What the newer description says otherwise, in the order of the fields. What it leaves empty it does not say."""
    if known == newer:
        return ()
    changes: list[FieldChange] = []
    if newer.name.display and _folded(known.name.display) != _folded(newer.name.display):
        changes.append(FieldChange(ChangedField.NAME, known.name.display, newer.name.display))
    phones = _phones(known.phones, newer.phones)
    if phones != known.phones:
        changes.append(FieldChange(ChangedField.PHONES, known.phones, phones))
    changes += _address(known.address, newer.address)
    if newer.protected and not known.protected:
        changes.append(FieldChange(ChangedField.PROTECTED, False, True))
    if newer.deceased and not known.deceased:
        changes.append(FieldChange(ChangedField.DECEASED, False, True))
    return tuple(changes)


def merged(known: Details, newer: Details, chosen: Iterable[FieldChange]) -> Details:
    """The known details with the chosen changes."""
    result = known
    for change in chosen:
        match change.field:
            case ChangedField.NAME:
                result = replace(result, name=newer.name)
            case ChangedField.PHONES:
                assert isinstance(change.new, tuple)
                result = replace(result, phones=change.new)
            case ChangedField.PROTECTED:
                result = replace(result, protected=bool(change.new))
            case ChangedField.DECEASED:
                result = replace(result, deceased=bool(change.new))
            case (
                ChangedField.CARE_OF
                | ChangedField.STREET
                | ChangedField.EXTRA
                | ChangedField.POSTCODE
                | ChangedField.CITY
                | ChangedField.COUNTRY
            ):
                result = replace(result, address=replace(result.address, **{change.field.value: str(change.new)}))
            case _ as unreachable:
                assert_never(unreachable)
    return result


def _folded(said: str) -> str:
    return " ".join(sorted(said.casefold().replace(",", " ").split()))


def _phones(known: tuple[str, ...], newer: tuple[str, ...]) -> tuple[str, ...]:
    """The newer numbers first, then those known that the newer list lacks; as they were where no number is new.

    A number that is known stays as it was written.
    """
    have = {_dialled(number): number for number in reversed(known)}
    if all(_dialled(number) in have for number in newer):
        return known
    said = {_dialled(number): number for number in reversed(newer)}
    first = tuple(have.get(dialled, number) for dialled, number in reversed(said.items()))
    return first + tuple(number for number in known if _dialled(number) not in said)


def _dialled(number: str) -> str:
    digits = _NOT_DIGIT.sub("", number)
    if number.lstrip().startswith("+46"):
        digits = "0" + digits[2:].lstrip("0")
    elif digits.startswith("0046"):
        digits = "0" + digits[4:].lstrip("0")
    return digits


def _address(known: Address, newer: Address) -> list[FieldChange]:
    changes: list[FieldChange] = []
    if known == newer:
        return changes
    moved = any(
        getattr(newer, field) and _folded(getattr(newer, field)) != _folded(getattr(known, field)) for field in _PLACE
    )
    for field in _ADDRESS_FIELDS:
        old, new = getattr(known, field), getattr(newer, field)
        if new and _folded(new) != _folded(old):
            changes.append(FieldChange(field, old, new))
        elif old and not new and moved and field not in _PLACE:
            changes.append(FieldChange(field, old, "", proposed=False))
    return changes


def _possible_duplicates(
    new: Iterable[ImportableRow], known: Mapping[str, Details], cancelled: Callable[[], bool]
) -> Iterable[PossibleDuplicate]:
    people: list[tuple[tuple[str, str], ImportableRow]] = []
    for turn, ready in enumerate(new):
        if turn % _ASK_CANCELLED_EVERY == 0 and cancelled():
            raise Cancelled
        if known and (key := person_key(ready.details)):
            people.append((key, ready))
    if not people:
        return
    dates = {born for (born, _), _ in people}
    by_person: dict[tuple[str, str], list[Details]] = {}
    for details in known.values():
        if (key := person_key(details)) and key[0] in dates:
            by_person.setdefault(key, []).append(details)
    for key, ready in people:
        for details in by_person.get(key, ()):
            yield PossibleDuplicate(ready, details)
