"""Brev: who gets one and who is held back, every letter as it will look, paper or PDF, then what was posted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError, LetterHeld
from rhs_desktop.services import mailing, overview, settings
from rhs_desktop.services.mailing import Addressee, LetterBatchView, Printed
from rhs_desktop.ui.actions import Change
from rhs_desktop.ui.dialogs.banner import Banner
from rhs_desktop.ui.dialogs.busy import Busy
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.letter_preview import LetterPreview
from rhs_desktop.ui.dialogs.letters_state import LettersState, Stage
from rhs_desktop.ui.dialogs.people_table import Line, PeopleTable
from rhs_desktop.ui.dialogs.printing import PrintFailed, choose_printer, print_pages
from rhs_desktop.ui.dialogs.settings_dialog import SettingsDialog
from rhs_desktop.ui.dialogs.tick_table import TickLine, TickTable
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.jobs import Cancelled as Stopped
from rhs_desktop.ui.jobs import Task
from rhs_desktop.ui.messages import CANCEL, CLOSE
from rhs_desktop.ui.parts import words
from rhs_desktop.words import mailing_dialog as said
from rhs_desktop.words import trouble

PDF = "PDF (*.pdf)"


class LettersDialog(Frame):
    """Made by `ask`. `change` says afterwards what was done, if anything."""

    def __init__(self, parent: QWidget | None, tools: Tools, round_id: int, cases: Sequence[int] = ()) -> None:
        super().__init__(parent, tools.theme, "Brev", "", fixed=False)
        self.tools = tools
        self.w = tools.workplace
        self.round = round_id
        self.change: Change | None = None
        self.state = LettersState()
        self._cases = tuple(cases) or None
        self._people: dict[int, Addressee] = {}
        self._touched: set[int] = set()
        self._then: Callable[[Any], None] | None = None
        self._waiting_banners: list[Banner] = []
        self._folder: TemporaryDirectory[str] | None = None

        self.incomplete = Banner(tools.theme, "error")
        self.fill_in = self.incomplete.add_button("Fyll i mottagningens uppgifter …")
        self.waiting = QVBoxLayout()
        self.pages = QStackedWidget()
        self.heading = words("", "strong")
        self.table = TickTable(tools.theme, "Får brev", ("Namn", "Adress"), (28,))
        self.held_heading = words("", "strong")
        self.held = PeopleTable(tools.theme, "Hålls tillbaka", ("Namn", "Varför"), (24,), lines=2)
        self.preview = LetterPreview(tools.theme, tools.jobs)
        self.empty = words(said.EMPTY, "heading")
        self.posted = TickTable(tools.theme, "Postade brev", ("Namn",), (40,))
        self.posted_count = words("", "strong")
        self.busy = Busy(tools.theme, tools.jobs)
        self.hint = words("", "muted")
        self.save = self.add_button("")
        self.again = self.add_button("Skriv ut igen …", left=True)

        self._connect()
        self._lay_out()
        self._propose()

    def _connect(self) -> None:
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._go_on)
        self.save.clicked.connect(self._save)
        self.again.clicked.connect(self._print_again)
        self.fill_in.clicked.connect(self._fill_in)
        self.table.ticked.connect(self._tick)
        self.table.picked.connect(self._show)
        self.posted.ticked.connect(self._tick)
        self.busy.done.connect(self._job_done)
        self.busy.failed.connect(self._job_failed)
        self.busy.stopped.connect(self._job_stopped)
        self.busy.changed.connect(self._busy_changed)

    def _lay_out(self) -> None:
        unit = self.theme.unit
        who = QWidget()
        column = QVBoxLayout(who)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit)
        column.addWidget(self.heading)
        column.addWidget(self.table, 3)
        column.addWidget(self.held_heading)
        column.addWidget(self.held, 2)
        halves = QWidget()
        row = QHBoxLayout(halves)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * unit)
        row.addWidget(who, 56)
        row.addWidget(self.preview, 44)
        nobody = QWidget()
        column = QVBoxLayout(nobody)
        column.addStretch(1)
        for part in (self.empty, words(said.EMPTY_NOTE, "muted")):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addStretch(2)
        confirm = QWidget()
        column = QVBoxLayout(confirm)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * unit)
        column.addWidget(words(said.ASK_POSTED, "heading"))
        column.addWidget(words(said.POSTED_NOTE, "muted"))
        column.addWidget(self.posted_count)
        column.addWidget(self.posted, 1)
        for page in (halves, nobody, confirm):
            self.pages.addWidget(page)
        self.content.addWidget(self.incomplete)
        self.content.addLayout(self.waiting)
        self.content.addWidget(self.pages, 1)
        self.content.addWidget(self.busy)
        self.buttons.insertWidget(1, self.hint, 1)
        self.buttons.setStretch(2, 0)
        self.resize_to(164, 42)

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools, cases: Sequence[int] = ()) -> Change | None:
        """Letters to those whose turn it is, or to these cases. None: nothing was changed."""
        w = tools.workplace
        rounds = overview.rounds(w)
        if not rounds:
            tools.messages.tell(parent, said.EMPTY, said.EMPTY_NOTE)
            return None
        wanted = settings.load(w).round
        round_id = rounds[0].id if wanted is None else wanted
        if cases:
            round_id = overview.case_view(w, cases[0]).round
        dialog = cls(parent, tools, round_id, cases)
        dialog.run(tools.messages)
        return dialog.change

    # ---- who -------------------------------------------------------------------------------------------------------

    def _propose(self) -> None:
        proposal = mailing.propose(self.w, self.round, self._cases)
        self._people = {one.case: one for one in proposal.ready}
        self.state = self.state.proposing(one.case for one in proposal.ready)
        self.held.load(Line(one.case, (one.name, said.why(why))) for one, why in proposal.held_back)
        self.held_heading.setText(said.held_heading(len(proposal.held_back)))
        for part in (self.held, self.held_heading):
            part.setVisible(bool(proposal.held_back))
        self._offer_waiting()
        self._paint()

    def _offer_waiting(self) -> None:
        for banner in self._waiting_banners:
            banner.deleteLater()
        self._waiting_banners = []
        for batch in mailing.batches(self.w):
            waits = [one for one, still in batch.members if still]
            if batch.round != self.round or not waits:
                continue
            text = said.waiting(len(waits), batch.printed_at, batch.by, self.w.today)
            banner = Banner(self.theme, "info", text)
            button = banner.add_button("Svara")
            button.setProperty("batch", batch.id)
            button.clicked.connect(self._resume)
            self.waiting.addWidget(banner)
            self._waiting_banners.append(banner)

    @Slot()
    def _resume(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.resume(sender.property("batch"))

    def resume(self, batch: int) -> None:
        """Answer for letters that were printed earlier."""
        self._confirm_batch(mailing.batch_view(self.w, batch))

    @Slot()
    def _fill_in(self) -> None:
        SettingsDialog.ask(self, self.tools)
        self._propose()

    @Slot(int, bool)
    def _tick(self, case: int, yes: bool) -> None:
        self.state = self.state.choosing(case, yes=yes)
        self._paint()

    @Slot(object)
    def _show(self, case: int | None) -> None:
        if case is None or settings.clinic(self.w).problems:
            self.preview.show_letter(None, "")
            return
        w, round_id = self.w, self.round
        self.preview.show_letter(lambda: mailing.preview(w, round_id, case), self._people[case].name)

    # ---- paper and PDF ---------------------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        if self.busy.running or not self.state.may_go_on:
            return
        if self.state.stage is Stage.CONFIRM:
            self._confirm()
        else:
            self._print()

    def _print(self) -> None:
        printer = choose_printer(self, self.tools.messages, said.file_name(self.w.today))
        if printer is None:
            return
        folder = TemporaryDirectory(prefix="rhs-brev-", ignore_cleanup_errors=True)
        self._folder = folder
        target = Path(folder.name) / "brev.pdf"

        def made(done: Printed) -> None:
            self._was_made(done)
            self._start("Skriver ut …", lambda task: print_pages(task, target, printer), lambda _: self._clean_up())

        self._make(target, made)

    @Slot()
    def _save(self) -> None:
        path = self.tools.files.save(self, "Spara breven", said.file_name(self.w.today), PDF)
        if path is None:
            return

        def saved(done: Printed) -> None:
            self._was_made(done)
            self.hint.setText(said.saved(path.name))

        self._make(path, saved)

    def _make(self, target: Path, then: Callable[[Printed], None]) -> None:
        w, round_id, cases = self.w, self.round, self.state.chosen

        def work(task: Task) -> Printed:
            try:
                return mailing.make(w, round_id, cases, target, progress=task.report, cancelled=lambda: task.cancelled)
            except LetterHeld as error:
                if error.code == "cancelled":
                    raise Stopped from None
                raise

        self._start("Skriver breven …", work, then)

    def _was_made(self, done: Printed) -> None:
        assert done.done is not None
        assert done.done.batch is not None
        self._note(done.done.cases, said.printed(done.letters))
        self._confirm_batch(mailing.batch_view(self.w, done.done.batch))

    @Slot()
    def _print_again(self) -> None:
        batch = self.state.batch
        printer = choose_printer(self, self.tools.messages, said.file_name(self.w.today))
        if printer is None or batch is None:
            return
        folder = TemporaryDirectory(prefix="rhs-brev-", ignore_cleanup_errors=True)
        self._folder = folder
        target = Path(folder.name) / "brev.pdf"
        w, cases = self.w, tuple(sorted(self.state.unposted)) or None

        def work(task: Task) -> int:
            mailing.print_again(w, batch, target, cases)
            return print_pages(task, target, printer)

        self._start("Skriver ut igen …", work, lambda _: self._clean_up())

    # ---- what was posted -------------------------------------------------------------------------------------------

    def _confirm_batch(self, batch: LetterBatchView) -> None:
        waits = [one for one, still in batch.members if still]
        self._people |= {one.case: one for one in waits}
        self.state = self.state.made(batch.id, [one.case for one in waits])
        self._paint()
        self.posted.setFocus()

    def _confirm(self) -> None:
        state = self.state
        assert state.batch is not None
        try:
            done = mailing.confirm_posted(self.w, state.batch, state.posted)
        except ExpectedError as error:
            self.say(trouble.said(error))
            return
        self._note(done.cases, said.confirmed(len(state.posted), len(state.printed)))
        self.accept()

    def _note(self, cases: Sequence[int], says: str) -> None:
        self._touched.update(cases)
        self.change = Change(says, frozenset(self._touched))

    # ---- jobs ------------------------------------------------------------------------------------------------------

    def _start(self, text: str, work: Callable[[Task], Any], then: Callable[[Any], None]) -> None:
        self.say("")
        self._then = then
        self.busy.start(text, work)

    @Slot(object)
    def _job_done(self, value: object) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(value)

    @Slot(object)
    def _job_failed(self, error: Exception) -> None:
        self._clean_up()
        if isinstance(error, PrintFailed):
            self._paint()
            self.say("Skrivaren tog inte emot breven. Kontrollera den och välj Skriv ut igen.")
        elif isinstance(error, ExpectedError):
            self._propose()
            self.say(trouble.said(error))
        else:
            raise error

    @Slot()
    def _job_stopped(self) -> None:
        self._clean_up()
        self._paint()
        if self.state.stage is Stage.CONFIRM:
            self.say("Utskriften avbröts. Bocka av de brev som inte kom ut.")

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        self.pages.setEnabled(not running)
        for button in (self.save, self.again):
            button.setEnabled(not running)
        self.primary.setEnabled(not running and self.state.may_go_on)

    def _clean_up(self) -> None:
        """Nothing with a name and an address stays behind."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def reject(self) -> None:
        """Esc and Avbryt stop what runs first; a second time they close."""
        if self.busy.running:
            self.busy.stop()
        else:
            super().reject()

    # ---- painting --------------------------------------------------------------------------------------------------

    def _paint(self) -> None:
        state = self.state
        missing = settings.clinic(self.w).problems
        choosing = state.stage is Stage.CHOOSE
        text = trouble.said(LetterHeld("clinic_incomplete", settings=missing)) if missing and choosing else ""
        self.incomplete.say(text)
        for banner in self._waiting_banners:
            banner.setVisible(choosing)
        self.pages.setCurrentIndex((0 if state.ready or self.held.lines else 1) if choosing else 2)
        self.table.load(
            TickLine(case, (one.name, ", ".join(one.lines[1:])), case not in state.left_out)
            for case, one in ((case, self._people[case]) for case in state.ready)
        )
        self.heading.setText(said.ready_heading(len(state.chosen), len(state.ready)) if state.ready else said.EMPTY)
        for part in (self.table, self.preview):
            part.setVisible(bool(state.ready))
        self.posted.load(
            TickLine(case, (self._people[case].name,), case not in state.unposted) for case in state.printed
        )
        self.posted_count.setText(said.posted_of(len(state.posted), len(state.printed)))
        may = state.may_go_on and not (missing and choosing)
        self.primary.setText(said.print_act(len(state.chosen)) if choosing else said.confirm_act(len(state.posted)))
        self.primary.setEnabled(may)
        self.primary.setVisible(not choosing or bool(state.ready))
        self.save.setVisible(choosing and bool(state.ready))
        self.save.setEnabled(may)
        self.save.setText(said.save_act(len(state.chosen)))
        self.again.setVisible(not choosing)
        self.cancel.setText((CANCEL if state.ready else CLOSE) if choosing else "Svara senare")
        self.hint.setText("")
