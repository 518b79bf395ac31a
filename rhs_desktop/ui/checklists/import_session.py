"""The state of one import, the choices that change it, and the jobs that take it from stage to stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, assert_never

from PySide6.QtCore import QObject, Signal, Slot

from rhs_desktop.domain.checklists import (
    CheckedList,
    ListField,
    RowRules,
    check,
    mapping_at,
    propose_mapping,
)
from rhs_desktop.domain.errors import ExpectedError, ListUnreadable
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists import preparing
from rhs_desktop.services.checklists.reading import ErrorsSaved
from rhs_desktop.services.context import Context
from rhs_desktop.strings.checklists import importing as strings
from rhs_desktop.strings.errors import said
from rhs_desktop.ui.checklists import jobs
from rhs_desktop.ui.checklists.jobs import Compared, Read
from rhs_desktop.ui.checklists.questions import raised
from rhs_desktop.ui.checklists.review_choices import ReviewChoices
from rhs_desktop.ui.checklists.state import ImportStage, ImportState
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.progress import Busy


class ImportSession(QObject):
    """`names` are those of the residents who are missing from the list, by their 12 digits.

    Signals: `changed`: the state is another; `loaded`, before it: another list, sheet or heading row; `moved`, after
    it: another stage. `refused` with what went wrong, `password_wanted` with a ListUnreadable, `errors_saved` with what
    was saved, `imported` with an Imported.
    """

    changed = Signal()
    loaded = Signal()
    moved = Signal()
    refused = Signal(str)
    password_wanted = Signal(object)
    errors_saved = Signal(str)
    imported = Signal(object)

    def __init__(self, ctx: Context, busy: Busy, parent: QObject) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.state = ImportState(round=case_list.round_shown(self.ctx))
        self.names: dict[str, str] = {}
        self.source = ""
        self._path: Path | None = None
        self._busy = busy
        self._then: Callable[[Any], None] | None = None
        busy.done.connect(self._job_done)
        busy.failed.connect(self._job_failed)

    # ---- moving ----------------------------------------------------------------------------------------------------

    def _become(self, state: ImportState) -> None:
        self.state = self._asked(state)
        self.changed.emit()

    def _asked(self, state: ImportState) -> ImportState:
        """With what the list raises beside its columns."""
        if state.stage is not ImportStage.COLUMNS or state.sheet is None or state.meant is None:
            return state
        unread = not state.leave_unread
        questions = raised(self.ctx, state.sheet, state.meant, state.round, state.ours, unread=unread)
        template = state.template if state.template in dict(questions.templates) else ""
        return replace(state, questions=questions, template=template)

    def _move(self, state: ImportState) -> None:
        self._become(state)
        self.moved.emit()

    @Slot()
    def advance(self) -> None:
        """Start the job that leads to the next stage; does nothing while the state is blocked or a job runs."""
        if self.state.blocked or self._busy.running:
            return
        match self.state.stage:
            case ImportStage.SOURCE:
                pass
            case ImportStage.COLUMNS:
                self._check()
            case ImportStage.ROWS:
                self._compare()
            case ImportStage.REVIEW:
                self._import()
            case _ as unreachable:
                assert_never(unreachable)

    @Slot()
    def go_back(self) -> None:
        """To the stage before."""
        self._move(self.state.back())

    # ---- jobs ------------------------------------------------------------------------------------------------------

    def _start(self, text: str, work: Callable[[Task], Any], then: Callable[[Any], None]) -> None:
        """Run a job in the background. One that is cancelled leaves the state as it was."""
        self._then = then
        self._busy.start(text, work)

    @Slot(object)
    def _job_done(self, value: object) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(value)

    @Slot(object)
    def _job_failed(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        if isinstance(error, ListUnreadable) and error.data.get("asks") and self._path:
            self.password_wanted.emit(error)
        else:
            self.refused.emit(said(error))

    # ---- 1 the list ------------------------------------------------------------------------------------------------

    @Slot(object)
    def read_file(self, path: Path) -> None:
        """Read a file in the background."""
        self._read(path, path.name)

    @Slot(str)
    def read_text(self, text: str) -> None:
        """Read a pasted table in the background."""
        if text.strip():
            self._read(text, strings.PASTED_LIST)
        else:
            self.refused.emit(strings.CLIPBOARD_EMPTY)

    def read_with(self, password: str) -> None:
        """Read the latest file again, with a password."""
        if self._path is not None:
            self._read(self._path, self.source, password)

    def _read(self, source: Path | str, name: str, password: str = "") -> None:
        self.source = name
        self._path = source if isinstance(source, Path) else None
        ctx = self.ctx
        self._start(strings.reading_list(name), lambda task: jobs.read(ctx, source, task, password), self._was_read)

    def _was_read(self, read: Read) -> None:
        self.state = self._asked(self.state.read(self.source, read.listed, read.proposed, read.before))
        self.loaded.emit()
        self._move(self.state)

    # ---- 2 its columns ---------------------------------------------------------------------------------------------

    @Slot(int)
    def choose_sheet(self, place: int) -> None:
        """Another sheet of the file, with the mapping that is remembered or proposed for it."""
        if self.state.listed is not None:
            sheet = self.state.listed.sheets[place]
            mapping = propose_mapping(sheet, self.ctx.today, lambda kind: preparing.remembered_mapping(self.ctx, kind))
            self._load(self.state.with_sheet(place, mapping, jobs.before(self.ctx, self.state.listed, place)))

    @Slot(object)
    def choose_header(self, row: int | None) -> None:
        """Another row of headings, None for none."""
        if self.state.sheet is not None:
            self._load(self.state.with_mapping(mapping_at(self.state.sheet, row, self.ctx.today)))

    def _load(self, state: ImportState) -> None:
        self.state = self._asked(state)
        self.loaded.emit()
        self.changed.emit()

    @Slot(int, object)
    def choose_field(self, column: int, field: ListField | None) -> None:
        """What a column means, None for a column of the list's own."""
        self._become(self.state.with_field(column, field))

    @Slot(bool)
    def choose_hidden_rows(self, skipped: bool) -> None:
        """Whether hidden rows are skipped."""
        self._become(self.state.with_hidden_rows(skipped=skipped))

    @Slot(bool)
    def choose_hidden_columns(self, skipped: bool) -> None:
        """Whether hidden columns are skipped."""
        self._become(self.state.with_hidden_columns(skipped=skipped))

    @Slot(bool)
    def choose_again(self, yes: bool) -> None:
        """Whether a list that was imported before is imported again."""
        self._become(self.state.importing_again(yes=yes))

    @Slot(object)
    def choose_round(self, number: int | None) -> None:
        """The round that the list is imported into."""
        self._become(self.state.with_round(number))

    @Slot(object)
    def answer(self, change: Callable[[ImportState], ImportState]) -> None:
        """An answer to what the list raised."""
        self._become(change(self.state))

    def _check(self) -> None:
        sheet, mapping, left_out = self.state.sheet, self.state.meant, self.state.left_out
        if sheet is None or mapping is None:
            return
        of = next((one for one in case_list.rounds(self.ctx) if one.id == self.state.round), None)
        rules = preparing.rules_of(self.ctx, of) if of else RowRules(self.ctx.today)
        rules = replace(rules, ours={**rules.ours, **self.state.ours})
        skip = bool(self.state.skip_rows)

        def work(task: Task) -> CheckedList:
            return check(sheet.without(left_out), mapping, rules, skip_hidden=skip, cancelled=lambda: task.cancelled)

        self._start(strings.CHECKING, work, self._was_checked)

    def _was_checked(self, checked: CheckedList) -> None:
        self.state = self.state.checked_as(checked)
        if self.state.in_trouble or self.state.blocked:
            self._move(self.state)
        else:
            self._compare()

    # ---- 3 rows that need correction -------------------------------------------------------------------------------

    @Slot(int, int, str)
    def correct(self, row: int, column: int, value: str) -> None:
        """Another value of a cell."""
        self._become(self.state.replaced(row, column, value))

    @Slot(int)
    def dismiss(self, row: int) -> None:
        """Leave a row out."""
        self._become(self.state.dismissed(row))

    @Slot(int)
    def keep(self, row: int) -> None:
        """Leave out the other rows with the identity of this one."""
        self._become(self.state.keeping(row))

    @Slot(int)
    def accept_reserve(self, row: int) -> None:
        """The identity of a row is a reserve number."""
        self._become(self.state.with_reserve_accepted(row))

    @Slot()
    def undo(self) -> None:
        """Take the last correction back."""
        self._become(self.state.undone())

    def save_errors(self, target: Path, password: str) -> None:
        """Write the rows that need correction to a file, encrypted if there is a password."""
        ctx, state, source = self.ctx, self.state, self._path

        def saved(done: ErrorsSaved) -> None:
            says = strings.saved_rows(done.rows, target.name, encrypted=bool(password), left_out=done.left_out)
            self.errors_saved.emit(says)

        self._start(
            strings.SAVING_ERRORS, lambda task: jobs.save_errors(ctx, target, state, source, task, password), saved
        )

    def _compare(self) -> None:
        checked, round_id, ctx = self.state.checked, self.state.round, self.ctx
        if checked is not None and round_id is not None:
            self._start(strings.COMPARING, lambda task: jobs.compare(ctx, checked, round_id, task), self._was_compared)

    def _was_compared(self, found: Compared) -> None:
        self.names = found.names
        self._move(self.state.compared(found.comparison))

    # ---- 4 the review ----------------------------------------------------------------------------------------------

    @Slot(object)
    def choose(self, choices: ReviewChoices) -> None:
        """Other choices in the review."""
        self._become(self.state.with_choices(choices))

    def _import(self) -> None:
        state, ctx = self.state, self.ctx
        if state.checked is not None and state.listed is not None and state.round is not None:
            self._start(strings.IMPORTING, lambda task: jobs.bring_in(ctx, state, task), self.imported.emit)
