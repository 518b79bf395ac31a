"""Importera lista as a pure state: choose, columns, rows in trouble, review; what may be pressed in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum

from rhs_desktop.domain.checklists import (
    Cell,
    CheckedList,
    ColumnMapping,
    ListField,
    ListFile,
    RowProblem,
    SetAside,
    Sheet,
    SheetProposal,
)
from rhs_desktop.domain.checklists.comparison import Comparison, FieldChange
from rhs_desktop.domain.people.personal_number import Refusal


class ImportStage(IntEnum):
    """The four stages, in their order."""

    SOURCE = 0
    COLUMNS = 1
    ROWS = 2
    REVIEW = 3


class ImportBlocked(StrEnum):
    """Why the import does not go on; a mapping's own trouble is told by the mapping."""

    NO_LIST = "no_list"
    NO_ROUND = "no_round"
    MAPPING = "mapping"
    IMPORTED_BEFORE = "imported_before"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    WRONG_FILE = "wrong_file"
    NOTHING_READY = "nothing_ready"


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """When and by whom this very content was imported."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ImportState:
    """`skip_rows` and `skip_columns` are None until the person has chosen about hidden ones. `other_lists`: the places
    of other sheets that hold lists as well. `earlier` are the lists before each fix, for undo.

    `in_trouble` are the rows that stood in trouble at any time since the check: a fixed row keeps its place.
    """

    stage: ImportStage = ImportStage.SOURCE
    source: str = ""
    listed: ListFile | None = None
    sheet_place: int = 0
    other_lists: tuple[int, ...] = ()
    mapping: ColumnMapping | None = None
    before: EarlierImport | None = None
    again: bool = False
    skip_rows: bool | None = None
    skip_columns: bool | None = None
    round: int | None = None
    checked: CheckedList | None = None
    earlier: tuple[CheckedList, ...] = ()
    in_trouble: tuple[int, ...] = ()
    right_file: bool = False
    comparison: Comparison | None = None
    rejected: frozenset[tuple[int, str]] = frozenset()
    accepted: frozenset[tuple[int, str]] = frozenset()
    same_person: frozenset[int] = frozenset()
    gone: frozenset[str] = frozenset()

    # ---- what is known ---------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet | None:
        return self.listed.sheets[self.sheet_place] if self.listed else None

    @property
    def left_out(self) -> tuple[int, ...]:
        """The hidden columns that the person chose to leave out."""
        return self.hidden_columns if self.skip_columns else ()

    @property
    def meant(self) -> ColumnMapping | None:
        """What the columns mean that count."""
        return self.mapping.without(self.left_out) if self.mapping else None

    @property
    def hidden_columns(self) -> tuple[int, ...]:
        """The columns that Excel hides and that have anything in them."""
        return self.sheet.hidden_filled_columns if self.sheet else ()

    @property
    def hidden_rows(self) -> int:
        """How many rows below the headings Excel hides, filtered ones too."""
        if self.sheet is None or self.mapping is None:
            return 0
        header = self.mapping.header or 0
        return sum(1 for row in self.sheet.hidden_rows if row > header)

    @property
    def blocked(self) -> ImportBlocked | None:
        """Why `advance` does not go on; of several reasons the first to be settled."""
        match self.stage:
            case ImportStage.SOURCE:
                return None if self.listed else ImportBlocked.NO_LIST
            case ImportStage.COLUMNS:
                return self._columns_blocked()
            case ImportStage.ROWS | ImportStage.REVIEW:
                if self.asks_for_right_file and not self.right_file:
                    return ImportBlocked.WRONG_FILE
                has_any = self.checked is not None and (self.checked.ready or self.checked.set_aside)
                return None if has_any else ImportBlocked.NOTHING_READY

    def _columns_blocked(self) -> ImportBlocked | None:
        if self.meant is None or self.meant.troubles:
            return ImportBlocked.MAPPING
        if self.before and not self.again:
            return ImportBlocked.IMPORTED_BEFORE
        if self.hidden_rows and self.skip_rows is None:
            return ImportBlocked.HIDDEN_ROWS
        if self.hidden_columns and self.skip_columns is None:
            return ImportBlocked.HIDDEN_COLUMNS
        return ImportBlocked.NO_ROUND if self.round is None else None

    @property
    def asks_for_right_file(self) -> bool:
        """Whether so many rows are in trouble, as they are now, that it may be the wrong file."""
        return self.checked is not None and self.checked.looks_wrong

    @property
    def may_go_back(self) -> bool:
        return self.stage is not ImportStage.SOURCE

    @property
    def may_undo(self) -> bool:
        return bool(self.earlier)

    # ---- moving ----------------------------------------------------------------------------------------------------

    def read(self, source: str, listed: ListFile, proposed: SheetProposal, before: EarlierImport | None) -> ImportState:
        """A list was read; on to its columns. Whatever was chosen for another list is forgotten, but for the round."""
        place, others, mapping = proposed.sheet, proposed.others, proposed.mapping
        fresh = ImportState(ImportStage.COLUMNS, source, listed, place, others, mapping, before)
        return replace(fresh, round=self.round)

    def checked_as(self, checked: CheckedList) -> ImportState:
        """Every row was checked; to the rows in trouble, or past them if there are none."""
        return replace(
            self,
            stage=ImportStage.ROWS,
            checked=checked,
            earlier=(),
            in_trouble=_rows(checked.set_aside),
            right_file=False,
            comparison=None,
        )

    def compared(self, comparison: Comparison) -> ImportState:
        """The list was held against what is known; to the review."""
        return replace(
            self,
            stage=ImportStage.REVIEW,
            comparison=comparison,
            rejected=frozenset(),
            accepted=frozenset(),
            same_person=frozenset(),
            gone=frozenset(),
        )

    def back(self) -> ImportState:
        """The stage before, past the rows if none was ever in trouble."""
        match self.stage:
            case ImportStage.REVIEW:
                return replace(
                    self, stage=ImportStage.ROWS if self.in_trouble else ImportStage.COLUMNS, comparison=None
                )
            case ImportStage.ROWS:
                return replace(self, stage=ImportStage.COLUMNS, checked=None, earlier=(), in_trouble=())
            case _:
                return replace(self, stage=ImportStage.SOURCE)

    # ---- columns ---------------------------------------------------------------------------------------------------

    def with_sheet(self, place: int, mapping: ColumnMapping, before: EarlierImport | None) -> ImportState:
        """Another sheet. That on which a list was proposed is one of the others then."""
        lists = (
            {self.sheet_place, *self.other_lists} if self.mapping and not self.mapping.troubles else self.other_lists
        )
        others = tuple(sorted({*lists} - {place}))
        chosen = replace(self, sheet_place=place, other_lists=others, mapping=mapping, before=before)
        return replace(chosen, again=False, skip_rows=None, skip_columns=None)

    def with_mapping(self, mapping: ColumnMapping) -> ImportState:
        return replace(self, mapping=mapping)

    def with_field(self, column: int, field: ListField | None) -> ImportState:
        """A person pointed out what a column means."""
        return self if self.mapping is None else replace(self, mapping=self.mapping.with_field(column, field))

    def with_hidden_rows(self, *, skipped: bool) -> ImportState:
        return replace(self, skip_rows=skipped)

    def with_hidden_columns(self, *, skipped: bool) -> ImportState:
        return replace(self, skip_columns=skipped)

    def with_round(self, number: int | None) -> ImportState:
        return replace(self, round=number)

    def importing_again(self, *, yes: bool) -> ImportState:
        return replace(self, again=yes)

    def as_right_file(self, *, yes: bool) -> ImportState:
        return replace(self, right_file=yes)

    # ---- rows ------------------------------------------------------------------------------------------------------

    def replaced(self, row: int, column: int, value: Cell) -> ImportState:
        """A cell was corrected in place; its row, and what it has to do with others, is checked again at once."""
        return self if self.checked is None else self._fixed(self.checked.replaced(row, column, value))

    def dismissed(self, row: int) -> ImportState:
        return self if self.checked is None else self._fixed(self.checked.dismissed(row))

    def with_reserve_accepted(self, row: int) -> ImportState:
        return self if self.checked is None else self._fixed(self.checked.with_reserve_accepted(row))

    def keeping(self, row: int) -> ImportState:
        """Of rows with one identity this one counts; the others are left out."""
        if self.checked is None:
            return self
        after = self.checked
        for other in self.duplicates_of(row):
            after = after.dismissed(other)
        return self._fixed(after)

    def undone(self) -> ImportState:
        """As before the last fix."""
        if not self.earlier:
            return self
        return replace(self, checked=self.earlier[-1], earlier=self.earlier[:-1])

    def _fixed(self, after: CheckedList) -> ImportState:
        if self.checked is None or after is self.checked:
            return self
        seen = tuple(sorted({*self.in_trouble, *_rows(after.set_aside)}))
        return replace(self, checked=after, earlier=(*self.earlier, self.checked), in_trouble=seen)

    def problem_of(self, row: int) -> SetAside | None:
        """What is wrong with the row now, or None."""
        if self.checked is None:
            return None
        return next((one for one in self.checked.set_aside if one.row == row), None)

    def duplicates_of(self, row: int) -> tuple[int, ...]:
        """The other rows with the row's identity, where that is its trouble."""
        aside = self.problem_of(row)
        for problem in aside.problems if aside else ():
            rows = problem.data.get("rows")
            if problem.code == RowProblem.DUPLICATE and isinstance(rows, tuple):
                return tuple(int(other) for other in rows if other != row)
        return ()

    def may_be_reserve(self, row: int) -> bool:
        """Whether the person may confirm that the row's identity is a reserve number."""
        aside = self.problem_of(row)
        return aside is not None and any(one.code == Refusal.RESERVE_UNCONFIRMED for one in aside.problems)

    def next_trouble(self, after: int) -> int | None:
        """The next row below `after` that is still in trouble, or else the first from the top."""
        rows = _rows(self.checked.set_aside) if self.checked else ()
        return next((row for row in rows if row > after), rows[0] if rows else None)

    # ---- review ----------------------------------------------------------------------------------------------------

    def takes(self, row: int, change: FieldChange) -> bool:
        """Whether a change of a known resident will be made."""
        key = (row, change.field.value)
        return key in self.accepted or (change.proposed and key not in self.rejected)

    def choosing(self, row: int, change: FieldChange, *, yes: bool) -> ImportState:
        key = (row, change.field.value)
        accepted, rejected = self.accepted - {key}, self.rejected - {key}
        return replace(
            self, accepted=accepted | {key} if yes else accepted, rejected=rejected if yes else rejected | {key}
        )

    def as_same_person(self, row: int, *, yes: bool) -> ImportState:
        """A new identity belongs to a known resident, or not after all."""
        rows = self.same_person | {row} if yes else self.same_person - {row}
        return replace(self, same_person=rows)

    def as_gone(self, identity: str, *, yes: bool) -> ImportState:
        """Somebody who is missing from the list is no longer listed here, or not after all."""
        return replace(self, gone=self.gone | {identity} if yes else self.gone - {identity})

    def choosing_all_changes(self, *, yes: bool) -> ImportState:
        """Every change of every known resident, or none."""
        changed = self.comparison.changed if self.comparison else ()
        keys = frozenset((one.ready.row, change.field.value) for one in changed for change in one.changes)
        return replace(self, accepted=keys if yes else frozenset(), rejected=frozenset() if yes else keys)

    def all_as_gone(self, *, yes: bool) -> ImportState:
        missing = frozenset(self.comparison.missing) if self.comparison and yes else frozenset()
        return replace(self, gone=missing)

    @property
    def chosen_changes(self) -> dict[int, tuple[FieldChange, ...]]:
        """For each changed resident's row the changes that will be made."""
        if self.comparison is None:
            return {}
        return {
            one.ready.row: tuple(change for change in one.changes if self.takes(one.ready.row, change))
            for one in self.comparison.changed
        }

    @property
    def known_as(self) -> dict[int, str]:
        """For rows of known residents with a new identity, the identity known so far."""
        if self.comparison is None:
            return {}
        return {
            one.ready.row: one.known.identity.digits
            for one in self.comparison.possible_duplicates
            if one.ready.row in self.same_person
        }


def _rows(aside: Iterable[SetAside]) -> tuple[int, ...]:
    return tuple(one.row for one in aside)
