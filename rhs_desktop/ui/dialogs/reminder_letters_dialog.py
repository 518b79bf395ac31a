"""Reminder letters on paper: printed at once, again after a jam, and recorded when somebody says what was posted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import overview, reminder_letters
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.dialogs import letters_work
from rhs_desktop.ui.dialogs.again_dialog import AgainDialog, Pile
from rhs_desktop.ui.dialogs.busy import Busy
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.letters_pages import ConfirmPage
from rhs_desktop.ui.dialogs.letters_state import LettersState, Stage
from rhs_desktop.ui.dialogs.printing import PrintFailed, choose_printer
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.jobs import Task
from rhs_desktop.words import mailing_dialog as said
from rhs_desktop.words import trouble

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from rhs_desktop.services.acts import Done


class ReminderLettersDialog(Frame):
    """Made by `ask`. `change` says afterwards which were posted, if any.

    Unlike letters of invitation a pile that nobody has answered for is not kept: it is offered anew.
    """

    def __init__(self, parent: QWidget | None, tools: Tools, cases: Sequence[int], printer: QPrinter) -> None:
        super().__init__(parent, tools.theme, said.REMINDERS, "", cancel=said.NOT_RECORDED, fixed=False)
        self.tools = tools
        self.w = tools.workplace
        self.change: Change | None = None
        self.state = LettersState(stage=Stage.CONFIRM, printed=tuple(cases))
        self._names = {row.case: row.name for row in overview.load_some(self.w, cases)}
        self._reached_paper = False
        self._then: Callable[[Any], None] = self._on_paper
        self.page = ConfirmPage(tools.theme, said.REMINDERS_NOTE, self._person)
        self.busy = Busy(tools.theme, tools.jobs)
        self.again = self.add_button(said.AGAIN, left=True)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._confirm)
        self.again.clicked.connect(self._print_again)
        self.page.ticked.connect(self._tick)
        self.busy.done.connect(self._done)
        self.busy.failed.connect(self._failed)
        self.busy.stopped.connect(self._stopped)
        self.busy.changed.connect(self._busy_changed)
        self.content.addWidget(self.page, 1)
        self.content.addWidget(self.busy)
        self.resize_to(88, 30)
        self._paint()
        self._print(cases, printer)

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools, cases: Sequence[int]) -> Change | None:
        """Choose a printer, print, and say what was posted. None: nothing was recorded."""
        printer = _printer(parent, tools)
        if printer is None:
            return None
        dialog = cls(parent, tools, cases, printer)
        dialog.run(tools.messages)
        return dialog.change

    def _person(self, case: int) -> str:
        return self._names[case]

    def _print(self, cases: Sequence[int], printer: QPrinter) -> None:
        self.say("")
        self._then = self._on_paper
        self.busy.start(said.PRINTING, letters_work.print_reminders(self.w, cases, printer))

    @Slot()
    def _print_again(self) -> None:
        pile = Pile(self.state, [self._names[case] for case in self.state.printed])
        cases = AgainDialog.ask(self, self.theme, self.tools.messages, pile, self.page.number)
        printer = _printer(self, self.tools) if cases else None
        if cases and printer is not None:
            self._print(cases, printer)

    @Slot(int, bool)
    def _tick(self, case: int, yes: bool) -> None:
        self.state = self.state.choosing(case, yes=yes)
        self._paint()

    @Slot()
    def _confirm(self) -> None:
        w, posted = self.w, self.state.posted
        if self.busy.running:
            return
        if not posted:
            super().reject()
            return

        def work(task: Task) -> Done:
            return reminder_letters.confirm_posted(w, posted)

        self.say("")
        self._then = self._confirmed
        self.busy.start(said.SAVING, work, may_stop=False)

    def _confirmed(self, done: Done) -> None:
        self.change = Change(said.reminders_posted(len(done.cases)), frozenset(done.cases))
        self.accept()

    def _on_paper(self, _: object) -> None:
        self._reached_paper = True
        self._paint()
        self.page.table.setFocus()

    # ---- jobs ------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _done(self, value: object) -> None:
        self._then(value)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, PrintFailed):
            self._reached_paper = True
            self.say(said.JAM_TOLD)
        elif isinstance(error, ExpectedError):
            self.say(trouble.said(error))
        else:
            raise error
        self._paint()

    @Slot()
    def _stopped(self) -> None:
        self._reached_paper = True
        self.say(said.STOPPED)
        self._paint()

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        self.again.setEnabled(not running)
        self._paint()

    def reject(self) -> None:
        """Esc stops the printing first."""
        if self.busy.running:
            self.busy.stop()
        else:
            super().reject()

    def _paint(self) -> None:
        self.page.paint_state(self.state)
        self.primary.setText(said.confirm_act(len(self.state.posted)))
        self.primary.setEnabled(self._reached_paper and not self.busy.running)


def _printer(parent: QWidget, tools: Tools) -> QPrinter | None:
    return choose_printer(parent, tools.messages, tools.printing, said.reminders_name(tools.workplace.today))
