"""Compares a newer list with rows of earlier lists that wait for a person: which it repeats, and which it corrects.

A row that was corrected in Excel comes back in a newer list, or in the list of errors, and must then wait no longer.
Rows are the same where all their cells but the personnummer are equal, under the same headings in any order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rhs_desktop.domain.checklists import (
    Cell,
    ColumnMapping,
    Ignored,
    ImportableRow,
    ListField,
    RowChecker,
    RowProblem,
    RowRules,
    SetAside,
    column_letter,
    text,
)
from rhs_desktop.domain.checklists.fields import compact
from rhs_desktop.domain.errors import IdentityRefused
from rhs_desktop.domain.people.personal_number import parse
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import imports, people
from rhs_desktop.store.connection import Database
from rhs_desktop.store.imports import RowRecord, RowState

_NOT_DIGIT = re.compile(r"\D")
_FEWEST_CELLS = 2
_MOST_WRONG_DIGITS = 2
_BIRTH = 4  # digits of the year and month, without the century

_Said = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Told:
    """The cells of a row beside its personnummer, and its personnummer as written."""

    rest: _Said
    number: str


@needs(Permission.LIST)
def of_protected(ctx: Context, rows: Iterable[RowRecord]) -> frozenset[int]:
    """The rows, by their numbers, of people whom the row or the register has as protected."""
    with ctx.store.reading() as db:
        lists = {one.id: one for one in imports.imports(db)}
        checkers = {number: RowChecker(one.mapping, RowRules(ctx.today)) for number, one in lists.items()}
        found = {row.id: checkers[row.list].check(row.row, row.cells) for row in rows}
        read = {number: one for number, one in found.items() if not isinstance(one, Ignored)}
        digits = {number: one.details.identity.digits for number, one in read.items() if one.details}
        known = people.by_identity(db, digits.values())
    says = {number for number, one in read.items() if isinstance(one, SetAside) and one.protected}
    says |= {number for number, one in read.items() if isinstance(one, ImportableRow) and one.details.protected}
    protected = {digits[number] for number in says if number in digits}
    protected |= {one for one, resident in known.items() if resident.details.protected}
    return frozenset(says | {number for number, one in digits.items() if one in protected})


class RowsSetAside:
    """The rows of a round that wait, and those dismissed."""

    def __init__(self, db: Database, round_id: int, today: date) -> None:
        mappings = {one.id: one.mapping for one in imports.imports(db, round_id)}
        waiting = [row for row in imports.rows_aside(db) if row.list in mappings]
        put_away = [row for row in imports.rows_aside(db, RowState.DISMISSED) if row.list in mappings]
        told = {row.id: _told(mappings[row.list], row.cells) for row in (*waiting, *put_away)}
        self._told = told
        self._known = {told[row.id] for row in (*waiting, *put_away)}
        self._by_rest: dict[_Said, list[RowRecord]] = {}
        self._doubled: dict[str, list[RowRecord]] = {}
        for row in waiting:
            self._by_rest.setdefault(told[row.id].rest, []).append(row)
            if any(problem.code == RowProblem.DUPLICATE for problem in row.problems):
                self._doubled.setdefault(_digits(told[row.id].number, today), []).append(row)

    def repeats(self, row: SetAside, mapping: ColumnMapping) -> bool:
        """Whether an equal row waits already or was dismissed."""
        return _told(mapping, row.cells) in self._known

    def settled(
        self, came: Sequence[tuple[ImportableRow, int]], ready: Sequence[ImportableRow], mapping: ColumnMapping
    ) -> Iterable[tuple[RowRecord, int]]:
        """The waiting rows that a list corrects, each with the case that it became.

        `came` are the rows of those who came into the round with the list, and their cases; `ready` all its good rows:
        of two rows that are equal beside their numbers neither can be known to be the waiting one.
        """
        if not self._by_rest:
            return
        often = Counter(_told(mapping, one.cells).rest for one in ready)
        done: set[int] = set()
        for one, case in came:
            said = _told(mapping, one.cells).rest
            digits = one.details.identity.digits
            meant = list(self._doubled.get(digits, ()))
            waiting = self._by_rest.get(said, [])
            if len(waiting) == often[said] == 1 and len(said) >= _FEWEST_CELLS:
                meant += [row for row in waiting if _may_be_meant(self._told[row.id].number, digits)]
            for row in meant:
                if row.id not in done:
                    done.add(row.id)
                    yield row, case


def _told(mapping: ColumnMapping, cells: Sequence[Cell]) -> _Told:
    rest: set[tuple[str, str]] = set()
    number = ""
    for column, (heading, field, cell) in enumerate(zip(mapping.headings, mapping.fields, cells, strict=False)):
        said = text(cell).casefold()
        if field in (ListField.IDENTITY, ListField.LAST_FOUR):
            number += said
        elif said:
            rest.add((compact(heading) or f"kolumn{column_letter(column).lower()}", said))
    return _Told(frozenset(rest), number)


def _digits(said: str, today: date) -> str:
    try:
        return parse(said, today).digits
    except IdentityRefused:
        return ""


def _may_be_meant(wrong: str, right: str) -> bool:
    """Whether `wrong` may be `right` mistyped: few wrong digits, or missing ones after the right day of birth."""
    found, wanted = _NOT_DIGIT.sub("", wrong), right
    if len(found) == 10:
        wanted = right[2:]
    if len(found) == len(wanted):
        return sum(a != b for a, b in zip(found, wanted, strict=True)) <= _MOST_WRONG_DIGITS
    return not found or found[:_BIRTH] in (right[:_BIRTH], right[2 : 2 + _BIRTH])
