"""Checking a whole sheet: every row of the file is ready, set aside or announced as ignored.

Used alike by the window, the command line and paste. Nothing here stops at the first trouble.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from rhs_desktop.domain.checklists.mapping import ColumnMapping
from rhs_desktop.domain.checklists.outcome import (
    CellProblem,
    Ignored,
    IgnoredBecause,
    ImportableRow,
    Outcome,
    RowProblem,
    RowRemark,
    SetAside,
)
from rhs_desktop.domain.checklists.row import RowChecker, RowRules, differing
from rhs_desktop.domain.checklists.same_person import person_key
from rhs_desktop.domain.checklists.statements import said_of
from rhs_desktop.domain.checklists.table import Cell, Row, Sheet
from rhs_desktop.domain.errors import Cancelled
from rhs_desktop.domain.people.personal_number import IdentityKind

_ASK_CANCELLED_EVERY = 512
WRONG_FILE_SHARE = 0.3
_DIGITS_OF_NUMBER = 6


@dataclass(frozen=True, slots=True)
class CheckedList:
    """The outcome of every row. A new value is made by each fix, so the one before it is the undo."""

    sheet: Sheet = field(repr=False)
    mapping: ColumnMapping
    rules: RowRules
    ready: tuple[ImportableRow, ...]
    set_aside: tuple[SetAside, ...]
    ignored: tuple[Ignored, ...]
    singles: tuple[Outcome, ...] = field(repr=False)
    """Each row's own outcome, before rows are held against one another; row `n` is `singles[n - 1]`."""

    @property
    def counts(self) -> Counter[str]:
        """How many set-aside rows have each problem code."""
        return Counter(problem.code for row in self.set_aside for problem in row.problems)

    @property
    def speaking(self) -> tuple[SetAside | Ignored, ...]:
        """The rows that are not imported, and say of somebody whose number can be read that contact stops."""
        rows: list[SetAside | Ignored] = [*self.set_aside, *self.ignored]
        return tuple(one for one in rows if one.details and said_of(one.warnings))

    @property
    def protected_rows(self) -> frozenset[int]:
        """The set-aside rows of people of whom one of their rows says that they are protected, or may be."""
        known = {one.details.identity.digits for one in self.ready if one.details.protected}
        known |= {one.details.identity.digits for one in self.set_aside if one.protected and one.details}
        return frozenset(
            one.row
            for one in self.set_aside
            if one.protected or (one.details is not None and one.details.identity.digits in known)
        )

    @property
    def looks_wrong(self) -> bool:
        """Whether so many rows are in trouble that it may be the wrong file (ui.md: more than 30 %)."""
        return len(self.set_aside) > WRONG_FILE_SHARE * (len(self.set_aside) + len(self.ready))

    @property
    def own_columns(self) -> tuple[int, ...]:
        """The list's own columns in their order: all with a heading or with anything in them."""
        rows = [one.cells for one in self.ready] + [one.cells for one in self.set_aside]
        return tuple(
            column
            for column, heading in enumerate(self.mapping.headings)
            if heading or any(row[column] != "" for row in rows)
        )

    def replaced(self, row: int, column: int, value: Cell) -> CheckedList:
        """A cell was corrected in place: the row is checked again, and so is what it has to do with others."""
        before = self.singles[row - 1]
        cells = list(self.sheet.rows[row - 1] if isinstance(before, Ignored) else before.cells)
        cells[column] = value
        return self._with(row, RowChecker(self.mapping, self.rules).check(row, cells))

    def dismissed(self, row: int) -> CheckedList:
        """A person left the row out."""
        return self._with(row, Ignored.left_out(self.singles[row - 1], IgnoredBecause.DISMISSED))

    def with_reserve_accepted(self, row: int) -> CheckedList:
        """A person confirmed that the row's identity is a reserve number of a format that is not published."""
        cells = self.sheet.rows[row - 1] if isinstance(one := self.singles[row - 1], Ignored) else one.cells
        return self._with(row, RowChecker(self.mapping, replace(self.rules, accept_reserve=True)).check(row, cells))

    def _with(self, row: int, outcome: Outcome) -> CheckedList:
        singles = [*self.singles]
        singles[row - 1] = outcome
        return _conclude(self.sheet, self.mapping, self.rules, singles)


def check(
    sheet: Sheet,
    mapping: ColumnMapping,
    rules: RowRules,
    *,
    skip_hidden: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> CheckedList:
    """Check every row of a sheet. `skip_hidden`: the person chose to leave out the rows that Excel hides.

    Raises Cancelled soon after `cancelled` says so; ValueError for a mapping that still has trouble.
    """
    check_row = RowChecker(mapping, rules).check
    header = mapping.header or 0
    hidden = sheet.hidden_rows if skip_hidden else frozenset()
    outcomes: list[Outcome] = []
    for number, row in enumerate(sheet.rows, start=1):
        if number % _ASK_CANCELLED_EVERY == 0 and cancelled():
            raise Cancelled
        if number < header:
            outcomes.append(Ignored(number, IgnoredBecause.ABOVE))
        elif number == header:
            outcomes.append(Ignored(number, IgnoredBecause.HEADINGS))
        elif number in hidden:
            outcomes.append(Ignored.left_out(check_row(number, row), IgnoredBecause.HIDDEN))
        else:
            outcomes.append(check_row(number, row))
    _find_titles(sheet, header, outcomes)
    return _conclude(sheet, mapping, rules, outcomes)


def _find_titles(sheet: Sheet, header: int, outcomes: list[Outcome]) -> None:
    """Lines of text right above headings that come again are titles, if nothing but a blank row is above them."""
    headings = [one.row for one in outcomes[header:] if type(one) is Ignored and one.because is IgnoredBecause.HEADINGS]
    for number in headings:
        first = number
        while type(outcomes[first - 2]) is SetAside and _is_title(sheet.rows[first - 2]):
            first -= 1
        above = outcomes[first - 2]
        if type(above) is Ignored and above.because in (IgnoredBecause.BLANK, IgnoredBecause.TOTAL):
            for place in range(first, number):
                outcomes[place - 1] = Ignored(place, IgnoredBecause.TITLE)


def _is_title(row: Row) -> bool:
    filled = [cell for cell in row if cell != ""]
    return len(filled) == 1 and type(filled[0]) is str and sum(sign.isdigit() for sign in filled[0]) < _DIGITS_OF_NUMBER


def _conclude(sheet: Sheet, mapping: ColumnMapping, rules: RowRules, singles: Sequence[Outcome]) -> CheckedList:
    """Hold the rows against one another: duplicates, and one person under two identities."""
    changed = {**_same_person(singles), **_duplicates(singles)}
    final: Iterable[Outcome] = (changed.get(one.row, one) for one in singles) if changed else singles
    ready: list[ImportableRow] = []
    set_aside: list[SetAside] = []
    ignored: list[Ignored] = []
    for one in final:
        if type(one) is ImportableRow:
            ready.append(one)
        elif type(one) is SetAside:
            set_aside.append(one)
        elif type(one) is Ignored:
            ignored.append(one)
    return CheckedList(sheet, mapping, rules, tuple(ready), tuple(set_aside), tuple(ignored), tuple(singles))


def _duplicates(singles: Sequence[Outcome]) -> dict[int, Outcome]:
    """Rows whose identity stands more than once. Equal rows count once; of rows that differ a person chooses."""
    first: dict[str, ImportableRow] = {}
    again: dict[str, list[ImportableRow]] = {}
    for one in singles:
        if type(one) is ImportableRow:
            digits = one.details.identity.digits
            before = first.setdefault(digits, one)
            if before is not one:
                again.setdefault(digits, [before]).append(one)
    changed: dict[int, Outcome] = {}
    for group in again.values():
        columns = sorted({column for one in group[1:] for column in differing(group[0].cells, one.cells)})
        rows = tuple(one.row for one in group)
        if columns:
            problem = CellProblem(RowProblem.DUPLICATE, None, {"rows": rows, "columns": tuple(columns)})
            changed |= {one.row: SetAside(one.row, (problem,), one.cells, one.details, one.warnings) for one in group}
        else:
            remark = CellProblem(RowRemark.REPEATED, None, {"rows": rows})
            changed[rows[0]] = replace(group[0], warnings=(*group[0].warnings, remark))
            changed |= {row: Ignored(row, IgnoredBecause.REPEATED, of=rows[0]) for row in rows[1:]}
    return changed


def _same_person(singles: Sequence[Outcome]) -> dict[int, Outcome]:
    """Remarks where one name and birth date stand under a samordningsnummer and another identity. Never merged."""
    groups: dict[tuple[str, str], list[ImportableRow]] = {}
    for one in singles:
        is_coordination = type(one) is ImportableRow and one.details.identity.kind is IdentityKind.COORDINATION
        if type(one) is ImportableRow and is_coordination and (key := person_key(one.details)):
            groups.setdefault(key, []).append(one)
    if not groups:
        return {}
    dates = {born for born, _ in groups}
    for one in singles:
        if type(one) is not ImportableRow or not one.details.identity.may_log_in:
            continue
        if one.details.identity.digits[:8] in dates and (key := person_key(one.details)) in groups:
            groups[key].append(one)
    changed: dict[int, Outcome] = {}
    for group in groups.values():
        if len({one.details.identity for one in group}) < 2:
            continue
        for one in group:
            rows = tuple(other.row for other in group if other.details.identity != one.details.identity)
            remark = CellProblem(RowRemark.SAME_PERSON, None, {"rows": rows})
            changed[one.row] = replace(one, warnings=(*one.warnings, remark))
    return changed
