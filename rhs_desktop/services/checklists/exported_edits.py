"""Finds what somebody changed in a checklist that this program exported, by comparing its cells with the exported ones.

A checklist has the cells of the list that a resident came with. What was corrected in the program since is not in them,
and must not be overwritten when the file is imported: only cells that were edited count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rhs_desktop.domain.checklists import Cell, CheckedList, ImportableRow, Ours, RowChecker
from rhs_desktop.domain.checklists.comparison import Changed, ChangedField, Comparison, FieldChange, differences
from rhs_desktop.store import imports, people
from rhs_desktop.store.connection import Database

Column = tuple[str, int]
"""A heading and its occurrence, because a list may have one heading twice."""
Edited = Mapping[int, frozenset[ChangedField]]
"""The edited fields of each row whose resident the file was written with. Of other rows all fields count."""


def by_column(cells: Iterable[tuple[str, Cell]]) -> dict[Column, Cell]:
    """The cells by their column."""
    turns: Counter[str] = Counter()
    found: dict[Column, Cell] = {}
    for heading, cell in cells:
        turns[heading] += 1
        found[heading, turns[heading]] = cell
    return found


def edited_fields(db: Database, checked: CheckedList, round_id: int) -> Edited:
    """The edited fields by row; empty for a list that is not our own checklist."""
    if checked.sheet.ours != Ours.CHECKLIST:
        return {}
    known = people.by_identity(db, [ready.details.identity.digits for ready in checked.ready])
    cases = people.cases_by_resident(db, round_id)
    case_of = {digits: case for digits, one in known.items() if (case := cases.get(one.id)) is not None}
    own = imports.own_columns_of(db, case_of.values())
    columns = list(by_column((heading, "") for heading in checked.mapping.headings))
    checker = RowChecker(checked.mapping, checked.rules)
    found: dict[int, frozenset[ChangedField]] = {}
    for ready in checked.ready:
        case = case_of.get(ready.details.identity.digits)
        if case is not None and (fields := _edited(ready, columns, own.get(case, ()), checker)) is not None:
            found[ready.row] = fields
    return found


def _edited(
    ready: ImportableRow, columns: Sequence[Column], own: Iterable[tuple[str, Cell]], checker: RowChecker
) -> frozenset[ChangedField] | None:
    cells = by_column(own)
    before = checker.check(ready.row, [cells.get(column, "") for column in columns])
    if not isinstance(before, ImportableRow):
        return None
    return frozenset(change.field for change in differences(before.details, ready.details))


def counting(row: int, changes: Iterable[FieldChange], edited: Edited) -> tuple[FieldChange, ...]:
    """The changes that count for the row."""
    fields = edited.get(row)
    return tuple(change for change in changes if fields is None or change.field in fields)


def only_edited(found: Comparison, edited: Edited) -> tuple[tuple[Changed, ...], tuple[ImportableRow, ...]]:
    """The changed and the unchanged of a comparison, where only edited fields count."""
    changed: list[Changed] = []
    unchanged = [*found.unchanged]
    for one in found.changed:
        if changes := counting(one.ready.row, one.changes, edited):
            changed.append(Changed(one.ready, one.known, changes))
        else:
            unchanged.append(one.ready)
    return tuple(changed), tuple(sorted(unchanged, key=lambda ready: ready.row))
