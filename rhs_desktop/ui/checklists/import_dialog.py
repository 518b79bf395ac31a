"""Importera lista: reads behind the window, tells all trouble, and saves nothing before the person has reviewed it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from rhs_desktop.domain.checklists import (
    CheckedList,
    ListField,
    ReadingCancelled,
    RowRules,
    check,
    mapping_at,
    propose_mapping,
)
from rhs_desktop.domain.checklists.comparison import FieldChange
from rhs_desktop.domain.errors import ExpectedError, ListUnreadable
from rhs_desktop.practice import checklist
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.checklists.importing import Imported
from rhs_desktop.strings.checklists import exporting, reading
from rhs_desktop.strings.checklists import importing as importing_strings
from rhs_desktop.strings.errors import said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.masked_number import as_chosen
from rhs_desktop.ui.checklists import jobs
from rhs_desktop.ui.checklists.columns_page import ColumnMessage, ColumnsPage
from rhs_desktop.ui.checklists.file_password_dialog import FilePasswordDialog
from rhs_desktop.ui.checklists.jobs import Compared, Read
from rhs_desktop.ui.checklists.password_protection import ProtectDialog
from rhs_desktop.ui.checklists.review_lines import MISSING
from rhs_desktop.ui.checklists.review_page import ReviewPage
from rhs_desktop.ui.checklists.round_dialog import RoundDialog
from rhs_desktop.ui.checklists.rows_page import RowsPage
from rhs_desktop.ui.checklists.source_page import SourcePage
from rhs_desktop.ui.checklists.state import ImportBlocked, ImportStage, ImportState
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.jobs import JobCancelled as Stopped
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CANCEL
from rhs_desktop.ui.widgets.progress import Busy
from rhs_desktop.ui.widgets.step_bar import StepBar

STAGES = ("Välj lista", "Kolumner", "Rader att åtgärda", "Granska")
KINDS = "Listor (*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.txt *.tsv *.xml *.htm *.html *.mht *.mhtml);;Alla filer (*)"
PASTED = "Inklistrad lista"


class ImportDialog(BaseDialog):
    """Made by `ask`. `change` says afterwards what was imported, if anything."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, "Importera lista", "", fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None
        self._source = ""
        self._path: Path | None = None
        self._then: Callable[[Any], None] | None = None
        self._names: dict[str, str] = {}
        self.state = ImportState(round=self._first_round())

        self.bar = StepBar(tools.theme, STAGES)
        self.trouble_banner = Banner(tools.theme, "error")
        self.pages = QStackedWidget()
        self.source = SourcePage(tools.theme, checklist.beside(tools.context))
        self.columns = ColumnsPage(tools.theme)
        self.rows = RowsPage(tools.theme)
        self.review = ReviewPage(tools.theme, as_chosen(tools.context))
        self.busy = Busy(tools.theme, tools.jobs)
        self.hint = text_label("", "muted")
        self.back = self.add_button("&Tillbaka")

        self._connect()
        for page in (self.source, self.columns, self.rows, self.review):
            self.pages.addWidget(page)
        for part in (self.bar, self.trouble_banner):
            self.content.addWidget(part)
        self.content.addWidget(self.pages, 1)
        self.content.addWidget(self.busy)
        self.buttons.insertWidget(1, self.hint, 1)
        self.buttons.setStretch(0, 0)
        self.resize_to(164, 40)
        self._paint()
        self._focus()

    def _connect(self) -> None:
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._go_on)
        self.back.clicked.connect(self._go_back)
        self.source.choose_wanted.connect(self._choose_file)
        self.source.chosen.connect(self.read_file)
        self.source.pasted.connect(self.read_text)
        self.columns.sheet_chosen.connect(self._choose_sheet)
        self.columns.header_chosen.connect(self._choose_header)
        self.columns.field_chosen.connect(self._choose_field)
        self.columns.hidden_rows.chosen.connect(self._choose_hidden_rows)
        self.columns.hidden_columns.chosen.connect(self._choose_hidden_columns)
        self.columns.again_chosen.connect(self._choose_again)
        self.columns.round_chosen.connect(self._choose_round)
        self.columns.new_round_wanted.connect(self._new_round)
        self.rows.corrected.connect(self._correct)
        self.rows.dismissed.connect(self._dismiss)
        self.rows.kept.connect(self._keep)
        self.rows.reserve_accepted.connect(self._accept_reserve)
        self.rows.undo_wanted.connect(self._undo)
        self.rows.save_wanted.connect(self._save_errors)
        self.rows.right_file.connect(self._right_file)
        self.review.change_chosen.connect(self._choose_change)
        self.review.same_person.connect(self._choose_same_person)
        self.review.gone.connect(self._choose_gone)
        self.review.all_chosen.connect(self._choose_all)
        self.busy.done.connect(self._job_done)
        self.busy.failed.connect(self._job_failed)
        self.busy.stopped.connect(self._paint)
        self.busy.changed.connect(self._busy_changed)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, source: Path | str | None = None) -> ActResult | None:
        """Import a list. `source` is a file that was dropped or text that was pasted, if there is one already."""
        dialog = cls(parent, tools)
        if isinstance(source, Path):
            dialog.read_file(source)
        elif source:
            dialog.read_text(source)
        dialog.run(tools.messages)
        return dialog.change

    # ---- moving ----------------------------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        if self.state.blocked or self.busy.running:
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

    @Slot()
    def _go_back(self) -> None:
        self.state = self.state.back()
        self._paint()
        self._focus()

    def reject(self) -> None:
        """Esc and Avbryt stop what runs first; a second time they close."""
        if self.busy.running:
            self.busy.stop()
        else:
            super().reject()

    # ---- jobs ------------------------------------------------------------------------------------------------------

    def _start(self, text: str, work: Callable[[Task], Any], then: Callable[[Any], None]) -> None:
        """Run behind the window; cancelling leaves everything as it was."""

        def guarded(task: Task) -> Any:
            try:
                return work(task)
            except ReadingCancelled:
                raise Stopped from None

        self.trouble_banner.say("")
        self._then = then
        self.busy.start(text, guarded)

    @Slot(object)
    def _job_done(self, value: object) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(value)

    @Slot(object)
    def _job_failed(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._paint()
        if isinstance(error, ListUnreadable) and error.data.get("asks") and self._path:
            password = FilePasswordDialog.ask(self, self.tools, self._source, error)
            if password is not None:
                self._read(self._path, self._source, password)
                return
        self.trouble_banner.say(said(error))

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        self.pages.setEnabled(not running)
        self.back.setEnabled(not running)
        self.primary.setEnabled(not running and self.state.blocked is None)

    # ---- 1 Välj lista ----------------------------------------------------------------------------------------------

    @Slot()
    def _choose_file(self) -> None:
        path = self.tools.files.open(self, "Välj lista", KINDS)
        if path:
            self.read_file(path)

    @Slot(object)
    def read_file(self, path: Path) -> None:
        """Read a file behind the window."""
        self._read(path, path.name)

    @Slot(str)
    def read_text(self, text: str) -> None:
        """Read a pasted table."""
        if not text.strip():
            self.trouble_banner.say("Urklippet är tomt. Markera listan i Excel, kopiera den och försök igen.")
            return
        self._read(text, PASTED)

    def _read(self, source: Path | str, name: str, password: str = "") -> None:
        self._source = name
        self._path = source if isinstance(source, Path) else None
        ctx = self.ctx
        self._start(f"Läser {name} …", lambda task: jobs.read(ctx, source, task, password), self._was_read)

    def _was_read(self, read: Read) -> None:
        self.state = self.state.read(self._source, read.listed, read.proposed, read.before)
        self.columns.again.setChecked(False)
        self.columns.load(self.state)
        self._paint()
        self._focus()

    # ---- 2 Kolumner ------------------------------------------------------------------------------------------------

    @Slot(int)
    def _choose_sheet(self, place: int) -> None:
        if self.state.listed is not None:
            sheet = self.state.listed.sheets[place]
            mapping = propose_mapping(sheet, self.ctx.today, lambda kind: importing.remembered_mapping(self.ctx, kind))
            self.state = self.state.with_sheet(place, mapping, jobs.before(self.ctx, self.state.listed, place))
            self.columns.again.setChecked(False)
            self.columns.load(self.state)
            self._paint()

    @Slot(object)
    def _choose_header(self, row: int | None) -> None:
        if self.state.sheet is not None:
            self.state = self.state.with_mapping(mapping_at(self.state.sheet, row, self.ctx.today))
            self.columns.load(self.state)
            self._paint()

    @Slot(int, object)
    def _choose_field(self, column: int, field: ListField | None) -> None:
        self.state = self.state.with_field(column, field)
        self._paint()

    @Slot(bool)
    def _choose_hidden_rows(self, skipped: bool) -> None:
        self.state = self.state.with_hidden_rows(skipped=skipped)
        self._paint()

    @Slot(bool)
    def _choose_hidden_columns(self, skipped: bool) -> None:
        self.state = self.state.with_hidden_columns(skipped=skipped)
        self._paint()

    @Slot(bool)
    def _choose_again(self, yes: bool) -> None:
        self.state = self.state.importing_again(yes=yes)
        self._paint()

    @Slot(object)
    def _choose_round(self, number: int | None) -> None:
        self.state = self.state.with_round(number)
        self._paint()

    @Slot()
    def _new_round(self) -> None:
        number = RoundDialog.ask(self, self.tools)
        if number is not None:
            self.state = self.state.with_round(number)
            self.change = ActResult("Ny omgång skapad", undoable=False)
            self._paint()

    def _check(self) -> None:
        sheet, mapping, left_out = self.state.sheet, self.state.meant, self.state.left_out
        if sheet is None or mapping is None:
            return
        rules = RowRules(self.ctx.today, self._birth_years())
        skip = bool(self.state.skip_rows)

        def work(task: Task) -> CheckedList:
            return check(sheet.without(left_out), mapping, rules, skip_hidden=skip, cancelled=lambda: task.cancelled)

        self._start("Kontrollerar alla rader …", work, self._was_checked)

    def _was_checked(self, checked: CheckedList) -> None:
        self.state = self.state.checked_as(checked)
        if self.state.in_trouble or self.state.blocked:
            self._paint()
            self._focus()
        else:
            self._compare()

    # ---- 3 Rader att åtgärda ---------------------------------------------------------------------------------------

    @Slot(int, int, str)
    def _correct(self, row: int, column: int, value: str) -> None:
        self.state = self.state.replaced(row, column, value)
        self._paint()

    @Slot(int)
    def _dismiss(self, row: int) -> None:
        self.state = self.state.dismissed(row)
        self._paint()

    @Slot(int)
    def _keep(self, row: int) -> None:
        self.state = self.state.keeping(row)
        self._paint()

    @Slot(int)
    def _accept_reserve(self, row: int) -> None:
        self.state = self.state.with_reserve_accepted(row)
        self._paint()

    @Slot()
    def _undo(self) -> None:
        self.state = self.state.undone()
        self._paint()

    @Slot(bool)
    def _right_file(self, yes: bool) -> None:
        self.state = self.state.as_right_file(yes=yes)
        self._paint()

    @Slot()
    def _save_errors(self) -> None:
        ctx, state, source = self.tools.context, self.state, self._path
        if state.checked is None:
            return
        about = importing_strings.errors_hold(len(state.checked.set_aside))
        password = ProtectDialog.ask(self, self.tools, importing_strings.SAVE_ERRORS, about)
        if password is None:
            return
        path = self.tools.files.save(self, importing_strings.SAVE_ERRORS, "fellista.xlsx", exporting.KINDS)
        if path is not None:
            self._start(
                "Sparar fellistan …",
                lambda task: jobs.save_errors(ctx, path, state, source, task, password),
                lambda count: self._errors_saved(
                    importing_strings.saved_rows(count, path.name, encrypted=bool(password))
                ),
            )

    def _errors_saved(self, says: str) -> None:
        self._paint()
        self.hint.setText(says)

    def _compare(self) -> None:
        checked, round_id, ctx = self.state.checked, self.state.round, self.ctx
        if checked is None or round_id is None:
            return

        self._start(
            "Jämför med det som redan finns …",
            lambda task: jobs.compare(ctx, checked, round_id, task),
            self._was_compared,
        )

    def _was_compared(self, found: Compared) -> None:
        self._names = found.names
        self.state = self.state.compared(found.comparison)
        self._paint()
        self._focus()

    # ---- 4 Granska -------------------------------------------------------------------------------------------------

    @Slot(int, object, bool)
    def _choose_change(self, row: int, change: FieldChange, yes: bool) -> None:
        self.state = self.state.choosing(row, change, yes=yes)
        self._paint()

    @Slot(int, bool)
    def _choose_same_person(self, row: int, yes: bool) -> None:
        self.state = self.state.as_same_person(row, yes=yes)
        self._paint()

    @Slot(str, bool)
    def _choose_gone(self, identity: str, yes: bool) -> None:
        self.state = self.state.as_gone(identity, yes=yes)
        self._paint()

    @Slot(str, bool)
    def _choose_all(self, part: str, yes: bool) -> None:
        state = self.state
        self.state = state.all_as_gone(yes=yes) if part == MISSING else state.choosing_all_changes(yes=yes)
        self._paint()

    def _import(self) -> None:
        state, ctx = self.state, self.ctx
        if state.checked is not None and state.listed is not None and state.round is not None:
            self._start("Importerar …", lambda task: jobs.bring_in(ctx, state, task), self._was_imported)

    def _was_imported(self, done: Imported) -> None:
        says = importing_strings.done(
            done.new, done.updated, done.unchanged, done.set_aside, settled=done.settled, gone=done.gone
        )
        self.change = ActResult(says)
        self.accept()

    # ---- painting --------------------------------------------------------------------------------------------------

    @Slot()
    def _paint(self) -> None:
        state = self.state
        self.bar.go_to(state.stage)
        self.pages.setCurrentIndex(state.stage)
        self.trouble_banner.say("")
        match state.stage:
            case ImportStage.COLUMNS:
                self.columns.offer_rounds([(one.id, one.name) for one in case_list.rounds(self.ctx)], state.round)
                self.columns.paint(state, self._told_of_columns())
            case ImportStage.ROWS:
                self.rows.paint(state)
            case ImportStage.REVIEW:
                self.review.paint(state, self._names)
            case ImportStage.SOURCE:
                pass
        self._paint_buttons()

    def _told_of_columns(self) -> ColumnMessage:
        """One thing at a time: the columns first, then that the list is known, then what is hidden in it."""
        state = self.state
        if state.meant is None or state.sheet is None or state.mapping is None or state.listed is None:
            return ColumnMessage()
        names = [reading.column_name(state.mapping, column) for column in state.hidden_columns]
        columns = importing_strings.hidden_columns(names)
        if state.meant.troubles:
            trouble = reading.mapping_sentence(state.meant.troubles[0], state.meant)
            return ColumnMessage(trouble, hidden_columns=columns if state.skip_columns else "")
        before = (
            importing_strings.imported_before(state.before.at, state.before.by, self.ctx.today) if state.before else ""
        )
        if state.blocked is ImportBlocked.IMPORTED_BEFORE:
            return ColumnMessage(before=before)
        rows = importing_strings.hidden(state.hidden_rows, filtered=state.sheet.filtered)
        others = importing_strings.other_lists([state.listed.sheets[place].name for place in state.other_lists])
        return ColumnMessage("", before, rows, columns, others)

    def _paint_buttons(self) -> None:
        state = self.state
        self.back.setVisible(state.may_go_back)
        self.primary.setVisible(state.stage is not ImportStage.SOURCE)
        ready, aside = (len(state.checked.ready), len(state.checked.set_aside)) if state.checked else (0, 0)
        acts = {
            ImportStage.SOURCE: "",
            ImportStage.COLUMNS: "Kontrollera raderna",
            ImportStage.ROWS: importing_strings.review(ready, aside),
            ImportStage.REVIEW: importing_strings.act(ready, aside),
        }
        self.primary.setText(acts[state.stage])
        self.primary.setEnabled(state.blocked is None and not self.busy.running)
        self.cancel.setText(CANCEL)
        why = state.blocked
        told = why is not None and why not in (ImportBlocked.NO_LIST, ImportBlocked.MAPPING)
        if told and why:
            self.hint.setText(importing_strings.BLOCKED[why])
        elif state.stage is ImportStage.ROWS and aside:
            self.hint.setText("Rader som läggs åt sidan går att rätta senare.")
        else:
            self.hint.setText(state.source if state.stage is not ImportStage.SOURCE else "")

    def _focus(self) -> None:
        """To where the work of the stage is."""
        match self.state.stage:
            case ImportStage.SOURCE:
                self.source.setFocus()
            case ImportStage.COLUMNS:
                (self.columns.to_begin_at(self.state) or self.primary).setFocus()
            case ImportStage.ROWS:
                self.rows.setFocus()
            case _:
                self.primary.setFocus()

    def _first_round(self) -> int | None:
        """The round that the window shows, or the newest."""
        rounds = case_list.rounds(self.ctx)
        wanted = settings.load(self.ctx).round
        return wanted if wanted is not None else (rounds[0].id if rounds else None)

    def _birth_years(self) -> tuple[int, ...]:
        return next((one.birth_years for one in case_list.rounds(self.ctx) if one.id == self.state.round), ())
