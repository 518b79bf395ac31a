"""One letter to somebody with protected identity: what to do, the printer, then whether it was posted.

The pages go from memory to the printer. They are not shown on the screen and never become a file.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import overview, protected_letters
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.dialogs.banner import Banner
from rhs_desktop.ui.dialogs.printing import adjusted_as, both_sides, choose_printer, print_pages
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.dialogs.working import WorkingFrame
from rhs_desktop.ui.jobs import Task
from rhs_desktop.ui.parts import picture, row, words
from rhs_desktop.words import protected as said
from rhs_desktop.words.trouble import said as told


class ProtectedDialog(WorkingFrame):
    """`change` says afterwards that it was posted, if it was."""

    def __init__(self, parent: QWidget | None, tools: Tools, case: int) -> None:
        super().__init__(parent, tools, said.TITLE, said.POSTED, refused=said.FAILED)
        self.case = case
        self.change: Change | None = None
        self.name = overview.case_view(self.w, case).resident.details.name.display
        tools.watch.opened(case)
        self.printed = Banner(tools.theme, "good")
        self.print = QPushButton(said.PRINT)
        self.print.setAutoDefault(False)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.busy.changed.connect(self._busy_changed)

        self._lay_out()
        self._look()

    def _lay_out(self) -> None:
        unit = self.theme.unit
        self.keep_width(76)
        sign = picture(self.theme, "protected", "protected")
        self.content.addLayout(row(sign, words(self.name, "heading"), space=2 * unit, stretch=1))
        self.content.addWidget(words(said.WHY, "muted"))
        steps = QGridLayout()
        steps.setHorizontalSpacing(2 * unit)
        steps.setVerticalSpacing(2 * unit)
        steps.setColumnStretch(1, 1)
        for place, text in enumerate(said.STEPS):
            steps.addWidget(words(f"{place + 1}.", "muted", wrap=False), place, 0, Qt.AlignmentFlag.AlignTop)
            steps.addWidget(words(text), place, 1)
        self.content.addLayout(steps)
        self.content.addLayout(row(self.print, space=0))
        self.content.addWidget(self.printed)
        self.content.addWidget(self.busy)

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools, case: int) -> Change | None:
        """The letter of one person. None: it was not posted."""
        dialog = cls(parent, tools, case)
        dialog.run(tools.messages)
        return dialog.change

    def _look(self) -> None:
        """Whether there can be a letter at all; if not, why."""
        try:
            protected_letters.may_print(self.w, self.case)
        except ExpectedError as error:
            self.print.setEnabled(False)
            self.primary.setEnabled(False)
            self.say(told(error))
            return
        self.print.setFocus()

    @Slot()
    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrinter

        if self.busy.running:
            return
        title = said.TITLE
        printer = choose_printer(self, self.tools.messages, self.tools.printing, title, to_file=False)
        if printer is None:
            return
        if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat or printer.outputFileName():
            self.say(said.NO_FILE)
            return
        w, case, duplex, feeds = self.w, self.case, both_sides(printer), adjusted_as(printer)

        def work(task: Task) -> int:
            return print_pages(task, protected_letters.draw(w, case, duplex=duplex, printer=feeds), printer)

        self.start(said.TITLE, work, self._was_printed)

    def _was_printed(self, pages: int) -> None:
        self.printed.say(said.PRINTED)
        self.print.setText(said.PRINT_AGAIN)
        self.cancel.setText(said.LATER)
        self.primary.setFocus()

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        self.print.setEnabled(not running)
        self.primary.setEnabled(not running)

    @Slot()
    def _save(self) -> None:
        try:
            done = protected_letters.confirm_posted(self.w, self.case)
        except ExpectedError as error:
            self.say(told(error))
            return
        self.change = Change(said.posted(self.name), frozenset(done.cases))
        self.accept()
