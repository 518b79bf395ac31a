"""Dialog for one letter to a resident with protected identity: instructions, printing, then confirmation of posting.

The pages go from memory to the printer. They are not shown on the screen and not written to a file.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.letters import protected
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.letters import protected as strings
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.letters.job_dialog import JobDialog
from rhs_desktop.ui.letters.printing import adjusted_as, both_sides, choose_printer, print_pages
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.labels import icon_label, row_layout, text_label


class ProtectedDialog(JobDialog):
    """`change` says that the letter was posted, None if it was not."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, case: int) -> None:
        super().__init__(parent, tools, strings.TITLE, strings.POSTED, refused=strings.FAILED)
        self.case = case
        self.change: ActResult | None = None
        self.name = case_list.case_view(self.ctx, case).resident.details.name.display
        tools.watch.opened(case)
        self.printed = Banner(tools.theme, "good")
        self.print = QPushButton(strings.PRINT)
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
        sign = icon_label(self.theme, "protected", "protected")
        self.content.addLayout(row_layout(sign, text_label(self.name, "heading"), space=2 * unit, stretch=1))
        self.content.addWidget(text_label(strings.WHY, "muted"))
        steps = QGridLayout()
        steps.setHorizontalSpacing(2 * unit)
        steps.setVerticalSpacing(2 * unit)
        steps.setColumnStretch(1, 1)
        for place, text in enumerate(strings.steps(protected.reply_envelope(self.ctx, self.case))):
            steps.addWidget(text_label(f"{place + 1}.", "muted", wrap=False), place, 0, Qt.AlignmentFlag.AlignTop)
            steps.addWidget(text_label(text), place, 1)
        self.content.addLayout(steps)
        self.content.addLayout(row_layout(self.print, space=0))
        self.content.addWidget(self.printed)
        self.content.addWidget(self.busy)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, case: int) -> ActResult | None:
        """Show the dialog for a case; what was done, or None if the letter was not posted."""
        dialog = cls(parent, tools, case)
        dialog.run(tools.messages)
        return dialog.change

    def _look(self) -> None:
        """Show why there can be no letter, where that is so."""
        try:
            protected.may_print(self.ctx, self.case)
        except ExpectedError as error:
            self.print.setEnabled(False)
            self.primary.setEnabled(False)
            self.say(said(error))
            return
        self.print.setFocus()

    @Slot()
    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrinter

        if self.busy.running:
            return
        title = strings.TITLE
        printer = choose_printer(self, self.tools.messages, self.tools.printing, title, to_file=False)
        if printer is None:
            return
        if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat or printer.outputFileName():
            self.say(strings.NO_FILE)
            return
        ctx, case, duplex, feeds = self.ctx, self.case, both_sides(printer), adjusted_as(printer)

        def work(task: Task) -> int:
            return print_pages(task, printer, protected.draw(ctx, case, duplex=duplex, printer=feeds))

        self.start(strings.TITLE, work, self._was_printed)

    def _was_printed(self, pages: int) -> None:
        self.printed.say(strings.PRINTED)
        self.print.setText(strings.PRINT_AGAIN)
        self.cancel.setText(strings.LATER)
        self.primary.setFocus()

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        self.print.setEnabled(not running)
        self.primary.setEnabled(not running)

    @Slot()
    def _save(self) -> None:
        try:
            done = protected.confirm_posted(self.ctx, self.case)
        except ExpectedError as error:
            self.say(said(error))
            return
        self.change = ActResult(strings.posted(self.name), frozenset(done.cases))
        self.accept()
