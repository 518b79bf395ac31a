"""Brev: who gets one and who is held back, every letter as it will look, paper or PDF, then what was posted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from rhs_desktop.domain.letters.letter_plan import HoldReason, LetterOrder
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.letters import print_batch, reply_form
from rhs_desktop.services.letters.print_batch import Addressee, LetterBatchView
from rhs_desktop.strings.letters import printing as said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.letters import jobs
from rhs_desktop.ui.letters.job_dialog import JobDialog
from rhs_desktop.ui.letters.jobs import Made, Proposed
from rhs_desktop.ui.letters.notices import LetterWarnings
from rhs_desktop.ui.letters.pages import ChoosePage, ConfirmPage, nobody_page
from rhs_desktop.ui.letters.printing import choose_printer, print_pages
from rhs_desktop.ui.letters.reprint_dialog import AgainDialog, LetterBatch
from rhs_desktop.ui.letters.state import LettersStage, LettersState
from rhs_desktop.ui.settings.settings_dialog import SettingsDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CANCEL, CLOSE

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from rhs_desktop.services.recording import ActDone

PDF = "PDF (*.pdf)"


class LettersDialog(JobDialog):
    """Made by `ask`. `change` says afterwards what was done, if anything.

    `reminder`: of reminder letters, to those who have let the days to answer pass.
    All that takes its time with a large pile runs behind the window: judging, writing, printing, recording.
    """

    def __init__(
        self,
        parent: QWidget | None,
        tools: DialogContext,
        round_id: int,
        cases: Sequence[int] = (),
        *,
        reminder: bool = False,
    ) -> None:
        title = said.REMINDERS if reminder else said.TITLE
        super().__init__(parent, tools, title, "", refused=said.JAM_TOLD, fixed=False)
        self.round = round_id
        self.reminder = reminder
        self.change: ActResult | None = None
        self.state = LettersState()
        self._cases = tuple(cases) or None
        self._people: dict[int, Addressee] = {}
        self._touched: set[int] = set()
        self._late = 0

        self.notices = LetterWarnings(tools.theme)
        self.pages = QStackedWidget()
        self.choose = ChoosePage(tools.theme, tools.jobs)
        self.confirm = ConfirmPage(tools.theme, self.ctx.today, lambda case: self._people[case].name)
        nobody = (said.REMINDERS_EMPTY, said.REMINDERS_EMPTY_NOTE) if reminder else (said.EMPTY, said.EMPTY_NOTE)
        self.nobody = nobody_page(*nobody)
        self.hint = text_label("", "muted")
        self.save = self.add_button("")
        self.save_menu = QMenu(self)
        self.save_one = self.save_menu.addAction(said.ONE_FILE)
        self.save_each = self.save_menu.addAction(said.FILE_EACH)
        self.save_menu.addSeparator()
        self.save_form = self.save_menu.addAction(said.REPLY_FORM)
        self.again = self.add_button(said.AGAIN, left=True)

        self._connect()
        self._lay_out()
        self._paint()
        self._propose()

    def _connect(self) -> None:
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._go_on)
        self.save.setMenu(self.save_menu)
        self.save_one.triggered.connect(self._save)
        self.save_each.triggered.connect(self._save_each)
        self.save_form.triggered.connect(self._save_form)
        self.again.clicked.connect(self._print_again)
        self.notices.fill_in.clicked.connect(self._fill_in)
        self.notices.remind.clicked.connect(self._remind)
        self.notices.resumed.connect(self.resume)
        self.choose.ticked.connect(self._tick)
        self.choose.picked.connect(self._show)
        self.choose.ordered.connect(self._order)
        self.choose.numbered.connect(self._number)
        self.choose.protected_wanted.connect(self._open_protected)
        self.confirm.ticked.connect(self._tick)
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
        """Letters to those whose turn it is, or to these cases; with `batch` the answer for a pile that was printed.

        None: nothing was changed.
        """
        ctx = tools.context
        rounds = case_list.rounds(ctx)
        if not rounds:
            tools.messages.tell(parent, said.EMPTY, said.EMPTY_NOTE)
            return None
        wanted = settings.load(ctx).round
        round_id = rounds[0].id if wanted is None else wanted
        if cases:
            round_id = case_list.case_view(ctx, cases[0]).round
        dialog = cls(parent, tools, round_id, cases)
        if batch is not None:
            dialog.resume(batch)
        dialog.run(tools.messages)
        return dialog.change

    # ---- who -------------------------------------------------------------------------------------------------------

    def _propose(self) -> None:
        work = jobs.propose(self.ctx, self.round, self._cases, self.state.order, reminder=self.reminder)
        self.start(said.READING, work, self._proposed)

    def _proposed(self, found: Proposed) -> None:
        proposal = found.proposal
        self._people |= {one.case: one for one in proposal.ready}
        self.state = self.state.proposing(one.case for one in proposal.ready)
        protected = (one.case for one, why in proposal.held_back if why[0].reason is HoldReason.PROTECTED)
        self.choose.show_held(proposal, frozenset(() if self.reminder else protected))
        self.notices.offer(found.batches, self.ctx.today)
        self._late = found.late
        self._paint()
        if self.state.stage is LettersStage.CHOOSE and self.state.ready:
            self.choose.table.setFocus()
        self.choose.preview.show_windows(found.windows)

    @Slot(int)
    def resume(self, batch: int) -> None:
        """Answer for letters that were printed earlier."""
        self._confirm_batch(print_batch.batch_view(self.ctx, batch))

    @Slot()
    def _fill_in(self) -> None:
        SettingsDialog.ask(self, self.tools)
        self._propose()

    @Slot()
    def _remind(self) -> None:
        """Once more to those who have not answered; the pile stays as it is."""
        if self.busy.running:
            return
        dialog = LettersDialog(self, self.tools, self.round, self._cases or (), reminder=True)
        dialog.run(self.tools.messages)
        if dialog.change is not None:
            self._note(tuple(dialog.change.cases or ()), dialog.change.says)
            self._propose()

    @Slot(int)
    def _open_protected(self, case: int) -> None:
        from rhs_desktop.ui.letters.protected_dialog import ProtectedDialog

        change = ProtectedDialog.ask(self, self.tools, case)
        if change is not None:
            self._note(tuple(change.cases or ()), change.says)
            self._propose()

    @Slot(object, bool)
    def _tick(self, cases: Sequence[int], yes: bool) -> None:
        for case in cases:
            self.state = self.state.choosing(case, yes=yes)
        self._paint()

    @Slot(object)
    def _order(self, order: LetterOrder) -> None:
        self.state = self.state.ordered(order)
        self._propose()

    @Slot(object)
    def _number(self, numbers: frozenset[int] | None) -> None:
        self.state = self.state.only(numbers)
        self._paint()

    @Slot(object)
    def _show(self, case: int | None) -> None:
        preview = self.choose.preview
        if case is None or settings.clinic(self.ctx).problems:
            preview.show_letter(None, "")
            return
        self.tools.watch.opened(case)
        draw = partial(print_batch.preview, self.ctx, self.round, case, reminder=self.reminder)
        preview.show_letter(draw, self._people[case].name)

    # ---- paper and PDF ---------------------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        if self.busy.running or not self.state.may_go_on:
            return
        if self.state.stage is LettersStage.CONFIRM:
            self._confirm()
        else:
            self._print()

    def _printer(self) -> QPrinter | None:
        title = said.file_name(self.ctx.today, reminder=self.reminder)
        return choose_printer(self, self.tools.messages, self.tools.printing, title)

    def _print(self) -> None:
        printer = self._printer()
        if printer is None:
            return
        target = BytesIO()

        def made(found: Made) -> None:
            self._was_made(found)
            self.start(said.PRINTING, lambda task: print_pages(task, target.getvalue(), printer))

        self._make(target, made, printer)

    @Slot()
    def _save(self) -> None:
        path = self.tools.files.save(self, "Spara breven", said.file_name(self.ctx.today, reminder=self.reminder), PDF)
        if path is not None:
            self._make(path, lambda found: self._was_made(found, said.saved(path.name)))

    @Slot()
    def _save_each(self) -> None:
        folder = said.folder_name(self.ctx.today, reminder=self.reminder)
        path = self.tools.files.save(self, "Ny mapp för breven", folder, "")
        if path is not None:
            self._make(path, lambda found: self._was_made(found, said.saved_each(path.name)), apart=True)

    @Slot()
    def _save_form(self) -> None:
        """The reply letter of whoever the preview shows, for 1177; the pile stays as it is."""
        case = self.choose.shown_case
        if case is None:
            return
        ctx, name = self.ctx, self._people[case].name
        path = self.tools.files.save(self, said.REPLY_FORM_TITLE, reply_form.file_name(ctx, case), PDF)
        if path is not None:
            work = partial(jobs.save_form, ctx, case, path)
            self.start(said.MAKING, work, lambda _: self.hint.setText(said.saved_form(name, path.name)), may_stop=False)

    def _make(
        self,
        target: Path | BytesIO,
        then: Callable[[Made], None],
        printer: QPrinter | None = None,
        *,
        apart: bool = False,
    ) -> None:
        work = jobs.make(self.ctx, self.round, self.state, target, printer, reminder=self.reminder, apart=apart)
        self.start(said.MAKING, work, then)

    def _was_made(self, found: Made, hint: str = "") -> None:
        made, batch = found
        assert made.done is not None
        self._note(made.done.cases, said.printed(made.letters))
        self._confirm_batch(batch)
        self.hint.setText(hint)

    @Slot()
    def _print_again(self) -> None:
        batch, state = self.state.batch, self.state
        pile = LetterBatch(state, [self._people[case].name for case in state.printed])
        cases = AgainDialog.ask(self, self.theme, self.tools.messages, pile, self.confirm.number)
        if batch is None or not cases:
            return
        printer = self._printer()
        if printer is None:
            return
        work = jobs.again(self.ctx, batch, cases, printer)
        self.start(said.PRINTING, work)

    # ---- what was posted -------------------------------------------------------------------------------------------

    def _confirm_batch(self, batch: LetterBatchView) -> None:
        waits = [one for one, still in batch.members if still]
        self._people |= {one.case: one for one in waits}
        self.state = self.state.made(batch.id, [one.case for one in waits])
        self.confirm.note.setText(said.posted_note(reminder=batch.reminder))
        self.confirm.ask_day(batch.printed_at.date(), self.ctx.today)
        self._paint()
        self.confirm.table.setFocus()

    def _confirm(self) -> None:
        ctx, batch, posted, on = self.ctx, self.state.batch, self.state.posted, self.confirm.on.day
        assert batch is not None
        self.start(
            said.SAVING,
            lambda task: print_batch.confirm_posted(ctx, batch, posted, on),
            self._confirmed,
            may_stop=False,
        )

    def _confirmed(self, done: ActDone) -> None:
        self._note(done.cases, said.confirmed(len(self.state.posted), len(self.state.printed)))
        self.accept()

    def _note(self, cases: Sequence[int], says: str) -> None:
        self._touched.update(cases)
        self.change = ActResult(says, frozenset(self._touched))

    # ---- jobs ------------------------------------------------------------------------------------------------------

    @Slot()
    def _job_stopped(self) -> None:
        self._paint()
        if self.state.stage is LettersStage.CONFIRM:
            self.say(said.STOPPED)

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
        self.notices.say_late(self._late)
        self.notices.setVisible(choosing and self.notices.anything)
        anybody = bool(state.ready or self.choose.held.lines)
        if choosing:
            self.pages.setCurrentWidget(self.choose if anybody else self.nobody)
            self.choose.paint_state(state, self._people)
        else:
            self.pages.setCurrentWidget(self.confirm)
            self.confirm.paint_state(state)
        may = state.may_go_on and not (missing and choosing) and not self.busy.running
        self.primary.setText(said.print_act(len(state.chosen)) if choosing else said.confirm_act(len(state.posted)))
        self.primary.setEnabled(may)
        self.primary.setVisible(not choosing or bool(state.ready))
        self.save.setVisible(choosing and bool(state.ready))
        self.save.setEnabled(may)
        self.save.setText(said.save_act(len(state.chosen)))
        self.again.setVisible(not choosing)
        self.cancel.setText((CANCEL if state.ready else CLOSE) if choosing else "Svara senare")
        self.hint.setText("")
