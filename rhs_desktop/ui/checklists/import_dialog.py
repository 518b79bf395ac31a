"""Dialog that imports a checklist: four pages over an ImportSession. Nothing is saved before the last is confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.practice import checklist
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists.importing import Imported
from rhs_desktop.strings import common
from rhs_desktop.strings.checklists import exporting, rounds
from rhs_desktop.strings.checklists import importing as strings
from rhs_desktop.strings.errors import said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.masked_number import as_chosen
from rhs_desktop.ui.checklists.button_texts import act_of, why_blocked
from rhs_desktop.ui.checklists.column_message import column_message
from rhs_desktop.ui.checklists.columns_page import ColumnsPage
from rhs_desktop.ui.checklists.file_password_dialog import FilePasswordDialog
from rhs_desktop.ui.checklists.import_session import ImportSession
from rhs_desktop.ui.checklists.password_protection import ProtectDialog
from rhs_desktop.ui.checklists.review_page import ReviewPage
from rhs_desktop.ui.checklists.round_dialog import RoundDialog
from rhs_desktop.ui.checklists.rows_page import RowsPage
from rhs_desktop.ui.checklists.source_page import SourcePage
from rhs_desktop.ui.checklists.state import ImportStage, ImportState
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CANCEL
from rhs_desktop.ui.widgets.progress import Busy
from rhs_desktop.ui.widgets.step_bar import StepBar


class ImportDialog(BaseDialog):
    """Opened by `ask`. `change` is what was imported or created, None if nothing was."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, "", fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None

        self.bar = StepBar(tools.theme, strings.STAGES)
        self.trouble_banner = Banner(tools.theme, "error")
        self.pages = QStackedWidget()
        self.source = SourcePage(tools.theme, checklist.beside(tools.context))
        self.columns = ColumnsPage(tools.theme)
        self.rows = RowsPage(tools.theme)
        self.review = ReviewPage(tools.theme, as_chosen(tools.context))
        self.busy = Busy(tools.theme, tools.jobs)
        self.session = ImportSession(tools.context, self.busy, self)
        self.hint = text_label("", "muted")
        self.back = self.add_button(common.BACK)

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
        session = self.session
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(session.advance)
        self.back.clicked.connect(session.go_back)
        self.source.choose_wanted.connect(self._choose_file)
        self.source.chosen.connect(session.read_file)
        self.source.pasted.connect(session.read_text)
        self.columns.sheet_chosen.connect(session.choose_sheet)
        self.columns.header_chosen.connect(session.choose_header)
        self.columns.field_chosen.connect(session.choose_field)
        self.columns.hidden_rows.chosen.connect(session.choose_hidden_rows)
        self.columns.hidden_columns.chosen.connect(session.choose_hidden_columns)
        self.columns.again_chosen.connect(session.choose_again)
        self.columns.round_chosen.connect(session.choose_round)
        self.columns.questions.answered.connect(session.answer)
        self.columns.new_round_wanted.connect(self._new_round)
        self.rows.corrected.connect(session.correct)
        self.rows.dismissed.connect(session.dismiss)
        self.rows.kept.connect(session.keep)
        self.rows.reserve_accepted.connect(session.accept_reserve)
        self.rows.undo_wanted.connect(session.undo)
        self.rows.save_wanted.connect(self._save_errors)
        self.rows.answered.connect(session.answer)
        self.review.chosen.connect(session.choose)
        session.loaded.connect(self._load_columns)
        session.changed.connect(self._paint)
        session.moved.connect(self._focus)
        session.refused.connect(self._refuse)
        session.password_wanted.connect(self._ask_password)
        session.errors_saved.connect(self._errors_saved)
        session.imported.connect(self._imported)
        self.busy.stopped.connect(self._paint)
        self.busy.changed.connect(self._busy_changed)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, source: Path | str | None = None) -> ActResult | None:
        """Import a list; what was done, or None.

        `source` is a file that was dropped or text that was pasted, if there is one already.
        """
        dialog = cls(parent, tools)
        if isinstance(source, Path):
            dialog.session.read_file(source)
        elif source:
            dialog.session.read_text(source)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def state(self) -> ImportState:
        """The state of the session."""
        return self.session.state

    def reject(self) -> None:
        """Cancel the job that runs, else close. Esc and the cancel button come here."""
        if self.busy.running:
            self.busy.stop()
        else:
            super().reject()

    # ---- what the user is asked ------------------------------------------------------------------------------------

    @Slot()
    def _choose_file(self) -> None:
        path = self.tools.files.open(self, strings.CHOOSE_LIST, strings.FILES)
        if path:
            self.session.read_file(path)

    @Slot(object)
    def _ask_password(self, error: ListUnreadable) -> None:
        self._paint()
        password = FilePasswordDialog.ask(self, self.tools, self.session.source, error)
        if password is None:
            self.trouble_banner.say(said(error))
        else:
            self.session.read_with(password)

    @Slot()
    def _new_round(self) -> None:
        number = RoundDialog.ask(self, self.tools)
        if number is not None:
            self.change = ActResult(rounds.CREATED, undoable=False)
            self.session.choose_round(number)

    @Slot()
    def _save_errors(self) -> None:
        if self.state.checked is None:
            return
        hidden = len(self.state.checked.protected_rows)
        about = strings.errors_hold(len(self.state.checked.set_aside) - hidden, hidden)
        password = ProtectDialog.ask(self, self.tools, strings.SAVE_ERRORS, about)
        if password is None:
            return
        path = self.tools.files.save(self, strings.SAVE_ERRORS, strings.ERRORS_FILE, exporting.KINDS)
        if path is not None:
            self.session.save_errors(path, password)

    @Slot(str)
    def _errors_saved(self, says: str) -> None:
        self._paint()
        self.hint.setText(says)

    @Slot(object)
    def _imported(self, done: Imported) -> None:
        says = strings.done(
            done.new,
            done.updated,
            done.unchanged,
            done.set_aside,
            settled=done.settled,
            gone=done.gone,
            events=done.events,
        )
        self.change = ActResult(says)
        self.accept()

    # ---- painting --------------------------------------------------------------------------------------------------

    @Slot()
    def _load_columns(self) -> None:
        self.columns.again.setChecked(False)
        self.columns.load(self.state)

    @Slot()
    def _paint(self) -> None:
        state = self.state
        self.bar.go_to(state.stage)
        self.pages.setCurrentIndex(state.stage)
        self.trouble_banner.say("")
        match state.stage:
            case ImportStage.COLUMNS:
                self.columns.offer_rounds([(one.id, one.name) for one in case_list.rounds(self.ctx)], state.round)
                self.columns.paint(state, column_message(state, self.ctx.today))
            case ImportStage.ROWS:
                self.rows.paint(state)
            case ImportStage.REVIEW:
                self.review.paint(state, self.session.names)
            case ImportStage.SOURCE:
                pass
            case _ as unreachable:
                assert_never(unreachable)
        self._paint_buttons()

    def _paint_buttons(self) -> None:
        state = self.state
        self.back.setVisible(state.may_go_back)
        self.primary.setVisible(state.stage is not ImportStage.SOURCE)
        ready, aside = (len(state.checked.ready), len(state.checked.set_aside)) if state.checked else (0, 0)
        self.primary.setText(act_of(state.stage, ready, aside))
        self.primary.setEnabled(state.blocked is None and not self.busy.running)
        self.cancel.setText(CANCEL)
        if why := why_blocked(state.blocked):
            self.hint.setText(why)
        elif state.stage is ImportStage.ROWS and aside:
            self.hint.setText(strings.SET_ASIDE_LATER)
        else:
            self.hint.setText(state.source if state.stage is not ImportStage.SOURCE else "")

    @Slot(str)
    def _refuse(self, text: str) -> None:
        self._paint()
        self.trouble_banner.say(text)

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        if running:
            self.trouble_banner.say("")
        self.pages.setEnabled(not running)
        self.back.setEnabled(not running)
        self.primary.setEnabled(not running and self.state.blocked is None)

    @Slot()
    def _focus(self) -> None:
        """Move the keyboard to where the work of the stage begins."""
        match self.state.stage:
            case ImportStage.SOURCE:
                self.source.setFocus()
            case ImportStage.COLUMNS:
                (self.columns.to_begin_at(self.state) or self.primary).setFocus()
            case ImportStage.ROWS:
                self.rows.setFocus()
            case ImportStage.REVIEW:
                self.primary.setFocus()
            case _ as unreachable:
                assert_never(unreachable)
