"""Dialog for letters: chooses who gets one, shows each letter, prints or saves them, and records what was posted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from rhs_desktop.domain.letters.letter_plan import HoldReason, LetterKind
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.letters import mailing_proposal, print_batch
from rhs_desktop.services.letters.print_batch import LetterBatchView
from rhs_desktop.strings.letters import printing as strings
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.letters.job_dialog import JobDialog
from rhs_desktop.ui.letters.jobs import Proposed
from rhs_desktop.ui.letters.notices import LetterWarnings
from rhs_desktop.ui.letters.output import LetterOutput
from rhs_desktop.ui.letters.pages import ChoosePage, ConfirmPage, nobody_page
from rhs_desktop.ui.letters.session import LettersSession
from rhs_desktop.ui.letters.state import LettersStage, LettersState
from rhs_desktop.ui.settings.settings_dialog import SettingsDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CANCEL, CLOSE


class LettersDialog(JobDialog):
    """Opened by `ask`. `change` is what was done, None if nothing was.

    `kind`: what the letters are for. Proposing, writing, printing and recording run in the background.
    """

    def __init__(
        self,
        parent: QWidget | None,
        tools: DialogContext,
        round_id: int,
        cases: Sequence[int] = (),
        *,
        kind: LetterKind = LetterKind.INVITATION,
    ) -> None:
        super().__init__(parent, tools, strings.title(kind), "", refused=strings.JAM_TOLD, fixed=False)
        self.session = LettersSession(self, round_id, cases, kind=kind)
        self.output = LetterOutput(self, self.session)
        self.notices = LetterWarnings(tools.theme)
        self.pages = QStackedWidget()
        self.choose = ChoosePage(tools.theme, tools.jobs)
        self.confirm = ConfirmPage(tools.theme, self.ctx.today, self.session.name)
        self.nobody = nobody_page(*strings.nobody(kind))
        self.hint = text_label("", "muted")
        self.save = self.add_button("")
        self.save_menu = QMenu(self)
        self.save_one = self.save_menu.addAction(strings.ONE_FILE)
        self.save_each = self.save_menu.addAction(strings.FILE_EACH)
        self.save_menu.addSeparator()
        self.save_form = self.save_menu.addAction(strings.REPLY_FORM)
        self.again = self.add_button(strings.AGAIN, left=True)

        self._connect()
        self._lay_out()
        self._paint()
        self.session.propose()

    def _connect(self) -> None:
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._go_on)
        self.save.setMenu(self.save_menu)
        self.save_one.triggered.connect(self.output.save)
        self.save_each.triggered.connect(self.output.save_each)
        self.save_form.triggered.connect(self._save_form)
        self.again.clicked.connect(self._print_again)
        self.output.saved.connect(self.hint.setText)
        self.session.changed.connect(self._paint)
        self.session.proposed.connect(self._proposed)
        self.session.printed.connect(self._ask_posted)
        self.session.confirmed.connect(self.accept)
        self.notices.fill_in.clicked.connect(self._fill_in)
        self.notices.wanted.connect(self._open_others)
        self.notices.resumed.connect(self.session.resume)
        self.choose.ticked.connect(self.session.tick)
        self.choose.picked.connect(self._show)
        self.choose.ordered.connect(self.session.choose_order)
        self.choose.numbered.connect(self.session.choose_numbers)
        self.choose.protected_wanted.connect(self._open_protected)
        self.confirm.ticked.connect(self.session.tick)
        self.busy.failed.connect(self._paint)
        self.busy.stopped.connect(self._job_stopped)
        self.busy.changed.connect(self._busy_changed)

    def _lay_out(self) -> None:
        for page in (self.choose, self.nobody, self.confirm):
            self.pages.addWidget(page)
        self.content.addWidget(self.notices)
        self.content.addWidget(self.pages, 1)
        self.content.addWidget(self.busy)
        self.buttons.insertWidget(1, self.hint, 1)
        self.buttons.setStretch(2, 0)
        self.resize_to(164, 42)

    @classmethod
    def ask(
        cls, parent: QWidget, tools: DialogContext, cases: Sequence[int] = (), *, batch: int | None = None
    ) -> ActResult | None:
        """Letters to residents who are due, or to these cases, of the kind that they wait for; with `batch` the
        answer for letters that were printed.

        Returns what was done, or None.
        """
        ctx = tools.context
        round_id = case_list.round_shown(ctx)
        if round_id is None:
            tools.messages.tell(parent, strings.EMPTY, strings.EMPTY_NOTE)
            return None
        kind = LetterKind.INVITATION
        if cases:
            round_id = case_list.case_view(ctx, cases[0]).round
            kind = mailing_proposal.kind_for(ctx, cases)
        dialog = cls(parent, tools, round_id, cases, kind=kind)
        if batch is not None:
            dialog.session.resume(batch)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def state(self) -> LettersState:
        """The state of the session."""
        return self.session.state

    @property
    def change(self) -> ActResult | None:
        """What was done, or None."""
        return self.session.change

    # ---- who -------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _proposed(self, found: Proposed) -> None:
        proposal = found.proposal
        protected = (one.case for one, why in proposal.held_back if why[0].reason is HoldReason.PROTECTED)
        self.choose.show_held(proposal, frozenset(() if self.session.kind is LetterKind.REMINDER else protected))
        self.notices.offer(found.batches, self.ctx.today)
        self._paint()
        if self.state.stage is LettersStage.CHOOSE and self.state.ready:
            self.choose.table.setFocus()
        self.choose.preview.show_windows(found.windows)

    @Slot()
    def _fill_in(self) -> None:
        SettingsDialog.ask(self, self.tools)
        self.session.propose()

    @Slot(object)
    def _open_others(self, kind: LetterKind) -> None:
        """Open the dialog for letters of another kind."""
        if self.busy.running:
            return
        dialog = LettersDialog(self, self.tools, self.session.round, self.session.cases or (), kind=kind)
        dialog.run(self.tools.messages)
        if dialog.change is not None:
            self.session.note(tuple(dialog.change.cases or ()), dialog.change.says)
            self.session.propose()

    @Slot(int)
    def _open_protected(self, case: int) -> None:
        from rhs_desktop.ui.letters.protected_dialog import ProtectedDialog

        change = ProtectedDialog.ask(self, self.tools, case)
        if change is not None:
            self.session.note(tuple(change.cases or ()), change.says)
            self.session.propose()

    @Slot(object)
    def _show(self, case: int | None) -> None:
        preview = self.choose.preview
        if case is None or settings.clinic(self.ctx).problems:
            preview.show_letter(None, "")
            return
        self.tools.watch.opened(case)
        draw = partial(mailing_proposal.preview, self.ctx, self.session.round, case, kind=self.session.kind)
        preview.show_letter(draw, self.session.name(case))

    # ---- paper and PDF ---------------------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        if self.busy.running or not self.state.may_go_on:
            return
        if self.state.stage is LettersStage.CONFIRM:
            self.session.confirm(self.confirm.on.day)
        else:
            self.output.print()

    @Slot()
    def _save_form(self) -> None:
        case = self.choose.shown_case
        if case is not None:
            self.output.save_form(case)

    @Slot()
    def _print_again(self) -> None:
        self.output.print_again(self.confirm.number)

    @Slot(object)
    def _ask_posted(self, batch: LetterBatchView) -> None:
        packed = strings.packing(*print_batch.packing(self.ctx, batch.id))
        self.confirm.note.setText(f"{strings.posted_note(batch.kind)} {packed}")
        self.confirm.ask_day(batch.printed_at.date(), self.ctx.today)
        self._paint()
        self.confirm.table.setFocus()

    # ---- jobs ------------------------------------------------------------------------------------------------------

    @Slot()
    def _job_stopped(self) -> None:
        self._paint()
        if self.state.stage is LettersStage.CONFIRM:
            self.say(strings.STOPPED)

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        self.pages.setEnabled(not running)
        for button in (self.save, self.again):
            button.setEnabled(not running)
        self.primary.setEnabled(not running and self.state.may_go_on)
        if not running and self.state.stage is LettersStage.CONFIRM:
            self.confirm.table.setFocus()

    # ---- painting --------------------------------------------------------------------------------------------------

    @Slot()
    def _paint(self) -> None:
        state = self.state
        missing = settings.clinic(self.ctx).problems
        choosing = state.stage is LettersStage.CHOOSE
        self.notices.say_missing(missing)
        self.notices.say_others(self.session.others)
        self.notices.setVisible(choosing and self.notices.anything)
        anybody = bool(state.ready or self.choose.held.lines)
        if choosing:
            self.pages.setCurrentWidget(self.choose if anybody else self.nobody)
            self.choose.paint_state(state, self.session.people)
        else:
            self.pages.setCurrentWidget(self.confirm)
            self.confirm.paint_state(state)
        may = state.may_go_on and not (missing and choosing) and not self.busy.running
        self.primary.setText(
            strings.print_act(len(state.chosen)) if choosing else strings.confirm_act(len(state.posted))
        )
        self.primary.setEnabled(may)
        self.primary.setVisible(not choosing or bool(state.ready))
        self.save.setVisible(choosing and bool(state.ready))
        self.save.setEnabled(may)
        self.save.setText(strings.save_act(len(state.chosen)))
        self.again.setVisible(not choosing)
        self.cancel.setText((CANCEL if state.ready else CLOSE) if choosing else strings.ANSWER_LATER)
        self.hint.setText("")
