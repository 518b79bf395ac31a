"""What the review of an import shows, kind by kind: pure, made from the state of the import.

Lines are made when they are looked at: a hundred thousand new residents are one line each, of which thirty show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from rhs_desktop.domain.checklists import ImportableRow, ListField
from rhs_desktop.domain.checklists.comparison import Changed, ChangedField, FieldChange, PossibleDuplicate
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.strings import common
from rhs_desktop.strings.checklists import importing, reading
from rhs_desktop.ui.case_list.masked_number import Shown, whole
from rhs_desktop.ui.checklists.state import ImportState

MISSING = "missing"
"""The key of those who are not on the list."""
CHANGED = "changed"
_PERSON = ("Rad", "Personnummer", "Namn", "Anmärkning")
_OPEN = frozenset((ChangedField.NAME, ChangedField.PROTECTED, ChangedField.DECEASED))
"""What may be shown of protected people as well."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """`ticked` is None where there is nothing to choose. `row` and `change` say what a tick is about, or `identity`
    where it is about a resident who has no row. `beside`: two descriptions that may be of one person, line by line.
    """

    texts: tuple[str, ...]
    ticked: bool | None = None
    row: int = 0
    change: FieldChange | None = None
    identity: str = ""
    beside: tuple[tuple[str, str, str], ...] = ()


class Lines(Sequence[ReviewLine]):
    """One line for each thing, made when it is asked for."""

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
    """One kind of outcome: its name, what to know about it, its headings and lines.

    `all_of_it` names what the button that ticks all lines is about, `all_ticked` whether they are; no name where each
    line is to be looked at.
    """

    key: str
    name: str
    note: str
    headings: tuple[str, ...]
    lines: Sequence[ReviewLine]
    all_of_it: str = ""
    all_ticked: bool = False


def parts_of(state: ImportState, names: Mapping[str, str], number: Shown = whole) -> Iterator[OutcomeSection]:
    """The kinds that have anybody in them; what needs a decision before what is only told.

    `number` is how lists show a personnummer. Where one is looked up in Cosmic or told from another, it stands whole.
    """
    yield from (part for part in _parts(state, names, number) if part.lines)


def _parts(state: ImportState, names: Mapping[str, str], number: Shown) -> Iterator[OutcomeSection]:
    found = state.comparison
    if found is None or state.checked is None:
        return
    changes = [(one, change) for one in found.changed for change in one.changes]

    def person(ready: ImportableRow) -> ReviewLine:
        return _person(ready, number)

    yield OutcomeSection("new", "Nya", "", _PERSON, Lines(found.new, person))
    yield OutcomeSection("known", "Finns redan", "Inget ändras.", _PERSON, Lines(found.unchanged, person))
    yield OutcomeSection(
        CHANGED,
        "Ändrade uppgifter",
        "Bocka av det som inte ska ändras.",
        ("", "Personnummer", "Namn", "Uppgift", "Förut", "Nu"),
        Lines(changes, lambda pair: _change(state, pair[0], pair[1], number)),
        "alla ändringar",
        all(state.takes(one.ready.row, change) for one, change in changes),
    )
    yield OutcomeSection(
        "double",
        "Möjlig dubblett",
        "Samma namn och födelsedag som någon som redan finns. Kontrollera i Cosmic och bocka för om det är samma "
        "person. Då byts numret, och ärendet följer med.",
        ("", "Rad", "Namn", "Nytt nummer", "Känt nummer"),
        Lines(found.possible_duplicates, lambda one: _double(state, one)),
    )
    yield OutcomeSection(
        MISSING,
        "Finns inte kvar",
        "Stod på en tidigare lista men inte på den här. Kontrollera i Cosmic och bocka för dem som inte längre är "
        "listade här: ärendet avslutas som utesluten. Ingen tas bort.",
        ("", "Personnummer", "Namn"),
        Lines(found.missing, lambda digits: _missing(state, digits, names.get(digits, ""))),
        "alla som avlistade",
        len(state.gone) == len(found.missing),
    )
    yield OutcomeSection(
        "protected",
        "Skyddade",
        "Skyddade personuppgifter: adress och telefon döljs, och inget brev skrivs ut i ett utskick.",
        _PERSON,
        Lines(found.protected, person),
    )
    looked_at = [ready for ready in state.checked.ready if ready.warnings]
    yield OutcomeSection("remarks", "Att titta på", "Raderna importeras.", _PERSON, Lines(looked_at, person))


def _person(ready: ImportableRow, number: Shown) -> ReviewLine:
    who = ready.details
    remarks = " ".join(dict.fromkeys(reading.sentence(remark) for remark in ready.warnings))
    return ReviewLine((str(ready.row), number(who.identity.dashed), who.name.display, remarks))


def _change(state: ImportState, one: Changed, change: FieldChange, number: Shown) -> ReviewLine:
    hidden = change.field not in _OPEN and (one.known.protected or one.ready.details.protected)
    values = [importing.HIDDEN if hidden else importing.value(said) for said in (change.old, change.new)]
    who = (number(one.ready.details.identity.dashed), one.known.name.display)
    row = one.ready.row
    return ReviewLine(("", *who, importing.CHANGED[change.field], *values), state.takes(row, change), row, change)


def _double(state: ImportState, one: PossibleDuplicate) -> ReviewLine:
    row, new = one.ready.row, one.ready.details
    texts = ("", str(row), new.name.display, new.identity.dashed, one.known.identity.dashed)
    return ReviewLine(texts, row in state.same_person, row, beside=_beside(new, one.known))


def _missing(state: ImportState, digits: str, name: str) -> ReviewLine:
    return ReviewLine(("", f"{digits[:8]}-{digits[8:]}", name), digits in state.gone, identity=digits)


def _beside(new: Details, known: Details) -> tuple[tuple[str, str, str], ...]:
    """What the list and the register say, side by side."""
    pairs = zip(_description(new), _description(known), strict=True)
    return tuple((name, said, before) for (name, said), (_, before) in pairs)


def _description(who: Details) -> tuple[tuple[str, str], ...]:
    where = who.address
    place = f"{where.postcode} {where.city}".strip()
    lines = [part for part in (where.care_of, where.street, where.extra, place, where.country) if part]
    return (
        (reading.FIELDS[ListField.IDENTITY], who.identity.dashed),
        (reading.FIELDS[ListField.NAME], who.name.display or common.MISSING),
        (reading.FIELDS[ListField.PHONE], importing.HIDDEN if who.protected else importing.value(who.phones)),
        ("Adress", importing.HIDDEN if who.protected else importing.value(tuple(lines))),
        (reading.FIELDS[ListField.PROTECTED], importing.value(who.protected)),
    )
