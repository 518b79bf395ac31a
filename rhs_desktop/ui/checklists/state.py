"""The state of an import without widgets: its four stages, and what each allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import assert_never

from rhs_desktop.domain.checklists import (
    Cell,
    CheckedList,
    ColumnMapping,
    ListField,
    ListFile,
    ManyStopping,
    RowProblem,
    SetAside,
    Sheet,
    SheetProposal,
    many_stopping,
)
from rhs_desktop.domain.checklists.comparison import Comparison
from rhs_desktop.domain.people.personal_number import Refusal
from rhs_desktop.ui.checklists.questions import Questions
from rhs_desktop.ui.checklists.review_choices import ReviewChoices


class ImportStage(IntEnum):
    """The stages of an import, in their order."""

    SOURCE = 0
    COLUMNS = 1
    ROWS = 2
    REVIEW = 3


class ImportBlocked(StrEnum):
    """Why the import cannot continue. The mapping itself names its faults."""

    NO_LIST = "no_list"
    NO_ROUND = "no_round"
    MAPPING = "mapping"
    IMPORTED_BEFORE = "imported_before"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    CLINICS = "clinics"
    UNREAD_COLUMNS = "unread_columns"
    TEMPLATE = "template"
    WRONG_FILE = "wrong_file"
    MANY_STOPPING = "many_stopping"
    NOTHING_READY = "nothing_ready"


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """When and by whom the same content was imported before."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ImportState:
    """An immutable state; each method returns another.

    `skip_rows` and `skip_columns` are None until the user has decided about hidden ones. `other_lists` are the indices
    of other sheets that hold lists as well. `earlier` are the lists before each correction, for undo. `in_trouble` are
    the rows that have needed correction at any time since the check: a corrected row keeps its place. `questions` are
    those that the list raises beside its columns; `ours`, `template` and `leave_unread` the answers.
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
    questions: Questions = field(default_factory=Questions)
    ours: Mapping[str, bool] = field(default_factory=dict)
    template: str = ""
    leave_unread: bool = False
    checked: CheckedList | None = None
    earlier: tuple[CheckedList, ...] = ()
    in_trouble: tuple[int, ...] = ()
    right_file: bool = False
    right_column: bool = False
    comparison: Comparison | None = None
    choices: ReviewChoices = field(default_factory=ReviewChoices)

    # ---- what is known ---------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet | None:
        """The chosen sheet, None before a list was read."""
        return self.listed.sheets[self.sheet_place] if self.listed else None

    @property
    def left_out(self) -> tuple[int, ...]:
        """The hidden columns that are to be skipped."""
        return self.hidden_columns if self.skip_columns else ()

    @property
    def meant(self) -> ColumnMapping | None:
        """The mapping without the columns that are skipped."""
        return self.mapping.without(self.left_out) if self.mapping else None

    @property
    def hidden_columns(self) -> tuple[int, ...]:
        """The columns that Excel hides and that hold anything."""
        return self.sheet.hidden_filled_columns if self.sheet else ()

    @property
    def hidden_rows(self) -> int:
        """How many rows below the headings Excel hides, by hand or by a filter."""
        if self.sheet is None or self.mapping is None:
            return 0
        header = self.mapping.header or 0
        return sum(1 for row in self.sheet.hidden_rows if row > header)

    @property
    def blocked(self) -> ImportBlocked | None:
        """Why the import cannot continue from this stage, or None; of several reasons the one to be settled first."""
        match self.stage:
            case ImportStage.SOURCE:
                return None if self.listed else ImportBlocked.NO_LIST
            case ImportStage.COLUMNS:
                return self._columns_blocked()
            case ImportStage.ROWS | ImportStage.REVIEW:
                if self.asks_for_right_file and not self.right_file:
                    return ImportBlocked.WRONG_FILE
                if self.many_stopping and not self.right_column:
                    return ImportBlocked.MANY_STOPPING
                has_any = self.checked is not None and (self.checked.ready or self.checked.set_aside)
                return None if has_any else ImportBlocked.NOTHING_READY
            case _ as unreachable:
                assert_never(unreachable)

    def _columns_blocked(self) -> ImportBlocked | None:
        if self.meant is None or self.meant.troubles:
            return ImportBlocked.MAPPING
        if self.before and not self.again:
            return ImportBlocked.IMPORTED_BEFORE
        if self.hidden_rows and self.skip_rows is None:
            return ImportBlocked.HIDDEN_ROWS
        if self.hidden_columns and self.skip_columns is None:
            return ImportBlocked.HIDDEN_COLUMNS
        if self.round is None:
            return ImportBlocked.NO_ROUND
        if self.questions.clinics:
            return ImportBlocked.CLINICS
        if self.questions.unread:
            return ImportBlocked.UNREAD_COLUMNS
        return ImportBlocked.TEMPLATE if self.questions.templates and not self.template else None

    @property
    def asks_for_right_file(self) -> bool:
        """Whether so many rows need correction that it may be the wrong file."""
        return self.checked is not None and self.checked.looks_wrong

    @property
    def many_stopping(self) -> ManyStopping | None:
        """That so many rows stop contact that it may be the wrong column."""
        return many_stopping(self.checked) if self.checked is not None else None

    @property
    def may_go_back(self) -> bool:
        """Whether there is an earlier stage."""
        return self.stage is not ImportStage.SOURCE

    @property
    def may_undo(self) -> bool:
        """Whether a correction can be undone."""
        return bool(self.earlier)

    # ---- moving ----------------------------------------------------------------------------------------------------

    def read(self, source: str, listed: ListFile, proposed: SheetProposal, before: EarlierImport | None) -> ImportState:
        """A list was read: the stage of its columns. All choices but the round are reset."""
        place, others, mapping = proposed.sheet, proposed.others, proposed.mapping
        fresh = ImportState(ImportStage.COLUMNS, source, listed, place, others, mapping, before)
        return replace(fresh, round=self.round, ours=self.ours)

    def checked_as(self, checked: CheckedList) -> ImportState:
        """All rows were checked: the stage of the rows that need correction."""
        return replace(
            self,
            stage=ImportStage.ROWS,
            checked=checked,
            earlier=(),
            in_trouble=_rows(checked.set_aside),
            right_file=False,
            right_column=False,
            comparison=None,
        )

    def compared(self, comparison: Comparison) -> ImportState:
        """The list was compared with the register: the stage of the review, with no choices made."""
        return replace(
            self,
            stage=ImportStage.REVIEW,
            comparison=comparison,
            choices=ReviewChoices(),
        )

    def back(self) -> ImportState:
        """The stage before; the rows are passed over if none ever needed correction."""
        match self.stage:
            case ImportStage.REVIEW:
                return replace(
                    self, stage=ImportStage.ROWS if self.in_trouble else ImportStage.COLUMNS, comparison=None
                )
            case ImportStage.ROWS:
                return replace(self, stage=ImportStage.COLUMNS, checked=None, earlier=(), in_trouble=())
            case ImportStage.SOURCE | ImportStage.COLUMNS:
                return replace(self, stage=ImportStage.SOURCE)
            case _ as unreachable:
                assert_never(unreachable)

    def with_choices(self, choices: ReviewChoices) -> ImportState:
        """With other choices in the review."""
        return replace(self, choices=choices)

    # ---- columns ---------------------------------------------------------------------------------------------------

    def with_sheet(self, place: int, mapping: ColumnMapping, before: EarlierImport | None) -> ImportState:
        """Another sheet, with choices reset. The sheet before becomes one of the others if it holds a list."""
        lists = (
            {self.sheet_place, *self.other_lists} if self.mapping and not self.mapping.troubles else self.other_lists
        )
        others = tuple(sorted({*lists} - {place}))
        chosen = replace(self, sheet_place=place, other_lists=others, mapping=mapping, before=before)
        return replace(chosen, again=False, skip_rows=None, skip_columns=None, leave_unread=False)

    def with_mapping(self, mapping: ColumnMapping) -> ImportState:
        """With another mapping of the columns."""
        return replace(self, mapping=mapping)

    def with_field(self, column: int, field: ListField | None) -> ImportState:
        """With the meaning of a column as the user chose it; None: a column of the list's own."""
        return self if self.mapping is None else replace(self, mapping=self.mapping.with_field(column, field))

    def with_hidden_rows(self, *, skipped: bool) -> ImportState:
        """With hidden rows skipped or kept."""
        return replace(self, skip_rows=skipped)

    def with_hidden_columns(self, *, skipped: bool) -> ImportState:
        """With hidden columns skipped or kept."""
        return replace(self, skip_columns=skipped)

    def with_round(self, number: int | None) -> ImportState:
        """With the round that the list is imported into."""
        return replace(self, round=number)

    def importing_again(self, *, yes: bool) -> ImportState:
        """With an answer whether a list that was imported before is imported again."""
        return replace(self, again=yes)

    # ---- rows ------------------------------------------------------------------------------------------------------

    def replaced(self, row: int, column: int, value: Cell) -> ImportState:
        """With a corrected cell; its row and its duplicates are checked again."""
        return self if self.checked is None else self._fixed(self.checked.replaced(row, column, value))

    def dismissed(self, row: int) -> ImportState:
        """Without a row."""
        return self if self.checked is None else self._fixed(self.checked.dismissed(row))

    def with_reserve_accepted(self, row: int) -> ImportState:
        """With the identity of a row confirmed as a reserve number."""
        return self if self.checked is None else self._fixed(self.checked.with_reserve_accepted(row))

    def keeping(self, row: int) -> ImportState:
        """Without the other rows that have the same identity as this one."""
        if self.checked is None:
            return self
        after = self.checked
        for other in self.duplicates_of(row):
            after = after.dismissed(other)
        return self._fixed(after)

    def undone(self) -> ImportState:
        """As before the last correction."""
        if not self.earlier:
            return self
        return replace(self, checked=self.earlier[-1], earlier=self.earlier[:-1])

    def _fixed(self, after: CheckedList) -> ImportState:
        if self.checked is None or after is self.checked:
            return self
        seen = tuple(sorted({*self.in_trouble, *_rows(after.set_aside)}))
        return replace(self, checked=after, earlier=(*self.earlier, self.checked), in_trouble=seen)

    def problem_of(self, row: int) -> SetAside | None:
        """What is wrong with a row, or None."""
        if self.checked is None:
            return None
        return next((one for one in self.checked.set_aside if one.row == row), None)

    def duplicates_of(self, row: int) -> tuple[int, ...]:
        """The other rows with the identity of this one, if that is its fault."""
        aside = self.problem_of(row)
        for problem in aside.problems if aside else ():
            rows = problem.data.get("rows")
            if problem.code == RowProblem.DUPLICATE and isinstance(rows, tuple):
                return tuple(int(other) for other in rows if other != row)
        return ()

    def may_be_reserve(self, row: int) -> bool:
        """Whether the user may confirm that the identity of a row is a reserve number."""
        aside = self.problem_of(row)
        return aside is not None and any(one.code == Refusal.RESERVE_UNCONFIRMED for one in aside.problems)

    def next_trouble(self, after: int) -> int | None:
        """The next row below `after` that needs correction, else the first one, or None."""
        rows = _rows(self.checked.set_aside) if self.checked else ()
        return next((row for row in rows if row > after), rows[0] if rows else None)


def _rows(aside: Iterable[SetAside]) -> tuple[int, ...]:
    return tuple(one.row for one in aside)
