"""Dialog for the envelope of the clinic, its test page, and the fine adjustment of each printer in millimetres."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import settings
from rhs_desktop.services.letters import pages
from rhs_desktop.services.settings import PrinterShift
from rhs_desktop.strings import common
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.letters import envelopes as strings
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.letters.job_dialog import JobDialog
from rhs_desktop.ui.letters.preview import LetterPreview
from rhs_desktop.ui.letters.printing import adjusted_as, choose_printer, print_pages, printer_names
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import set_kind

_MOST_MM = 20.0
_STEP_MM = 0.5


class EnvelopeDialog(JobDialog):
    """`change` is what was saved, None if nothing was."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools, strings.TITLE, strings.SAVE, refused=strings.FAILED, fixed=False)
        self.change: ActResult | None = None
        self.before = settings.load(self.ctx)
        self.envelope = QComboBox()
        for key, name in pages.envelope_names():
            self.envelope.addItem(name, key)
        self.envelope.setCurrentIndex(max(0, self.envelope.findData(self.before.envelope)))
        self.moved = self.before
        self.printer = QComboBox()
        self._offer_printers()
        self.whose = text_label("", "small")
        self.follow = QPushButton(strings.FOLLOW)
        self.follow.setAutoDefault(False)
        self.follow.setAccessibleName(strings.FOLLOW_NAME)
        set_kind(self.follow, "link")
        self.right = _millimetres(self.before.shift_right)
        self.down = _millimetres(self.before.shift_down)
        self.sender_line = QLineEdit(self.before.sender_line)
        self.sender_field = FormField(strings.SENDER, self.sender_line, strings.SENDER_HINT)
        self.preview = LetterPreview(tools.theme, tools.jobs)
        self.print = self.add_button(strings.PRINT, left=True)
        self.to_file = self.add_button(strings.PDF_FILE)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.to_file.clicked.connect(self._to_file)
        self.envelope.currentIndexChanged.connect(self._draw)
        self.printer.currentIndexChanged.connect(self._show_printer)
        self.follow.clicked.connect(self._follow)
        self.right.valueChanged.connect(self._move)
        self.down.valueChanged.connect(self._move)
        self.envelope.currentIndexChanged.connect(self._look_at_sender)
        self.sender_line.textChanged.connect(self._look_at_sender)
        self._lay_out()
        last = tools.printing.load().name
        self.choose(last if last in self.before.printer_shifts else "")
        self._show_printer()

    def _lay_out(self) -> None:
        unit = self.theme.unit
        left = QVBoxLayout()
        left.setSpacing(3 * unit)
        left.addWidget(FormField(strings.ENVELOPE, self.envelope))
        left.addWidget(FormField(strings.PRINTER, self.printer))
        whose = QHBoxLayout()
        whose.addWidget(self.whose, 1)
        whose.addWidget(self.follow)
        left.addLayout(whose)
        shifts = QHBoxLayout()
        shifts.setSpacing(3 * unit)
        shifts.addWidget(FormField(strings.RIGHT, self.right, strings.MINUS_LEFT))
        shifts.addWidget(FormField(strings.DOWN, self.down, strings.MINUS_UP))
        left.addLayout(shifts)
        left.addWidget(self.sender_field)
        steps = QGridLayout()
        steps.setHorizontalSpacing(2 * unit)
        steps.setVerticalSpacing(2 * unit)
        steps.setColumnStretch(1, 1)
        for place, text in enumerate(strings.STEPS):
            steps.addWidget(text_label(f"{place + 1}.", "muted", wrap=False), place, 0, Qt.AlignmentFlag.AlignTop)
            steps.addWidget(text_label(text), place, 1)
        left.addLayout(steps)
        left.addStretch(1)
        left.addWidget(self.busy)
        row = QHBoxLayout()
        row.setSpacing(4 * unit)
        row.addLayout(left, 50)
        row.addWidget(self.preview, 50)
        self.content.addLayout(row, 1)
        self.resize_to(132, 42)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> ActResult | None:
        """Show the dialog; what was saved, or None."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def chosen(self) -> settings.Settings:
        """The settings as the fields have them."""
        sender = " ".join(self.sender_line.text().split())
        return replace(self.moved, envelope=self.envelope.currentData(), sender_line=sender)

    @property
    def _fit(self) -> tuple[str, float, float]:
        return self.envelope.currentData(), *self.moved.shift_of(self.printer.currentData())

    # ---- the adjustment of a printer -------------------------------------------------------------------------------

    def _offer_printers(self) -> None:
        here = printer_names()
        self.printer.addItem(strings.ALL_OTHERS, "")
        for name in here:
            self.printer.addItem(name, name)
        for name in sorted(self.before.printer_shifts.keys() - set(here)):
            self.printer.addItem(strings.not_here(name), name)

    def choose(self, printer: str) -> None:
        """Show the adjustment of a printer by its name; an empty name: of all other printers and PDF."""
        if self.printer.findData(printer) < 0:
            self.printer.addItem(printer, printer)
        self.printer.setCurrentIndex(self.printer.findData(printer))

    @Slot()
    def _show_printer(self) -> None:
        printer = self.printer.currentData()
        for box, millimetres in zip((self.right, self.down), self.moved.shift_of(printer), strict=True):
            box.blockSignals(True)
            box.setValue(millimetres)
            box.blockSignals(False)
        self._say_whose()
        self._draw()

    def _say_whose(self) -> None:
        printer = self.printer.currentData()
        own = printer in self.moved.printer_shifts
        says = strings.OWN_HINT if own else strings.NO_OWN_HINT if printer else strings.ALL_OTHERS_HINT
        self.whose.setText(says)
        self.printer.setAccessibleDescription(says)
        self.follow.setVisible(own)

    @Slot()
    def _move(self) -> None:
        shift = PrinterShift(round(self.right.value(), 1), round(self.down.value(), 1))
        self.moved = self.moved.shifted(self.printer.currentData(), shift)
        self._say_whose()
        self._draw()

    @Slot()
    def _follow(self) -> None:
        self.moved = self.moved.shifted(self.printer.currentData(), None)
        self.printer.setFocus()
        self._show_printer()

    # ---- the test page ---------------------------------------------------------------------------------------------

    @Slot()
    def _look_at_sender(self) -> None:
        """Show at once what is wrong with the sender's line: it would hold back every letter."""
        sender = self.chosen.sender_line
        wrong = ""
        if missing := pages.sender_signs(sender):
            wrong = strings.sender_unprintable(missing)
        elif not pages.sender_fits(self.envelope.currentData(), sender):
            wrong = strings.SENDER_WIDE
        self.sender_field.complain(wrong)
        self.primary.setEnabled(not wrong)

    @Slot()
    def _draw(self) -> None:
        self.preview.show_windows([pages.overlay(*self._fit)], always=True)
        self.preview.show_letter(partial(pages.proof, self.ctx, *self._fit), strings.PICTURE)

    @Slot()
    def _print(self) -> None:
        if self.busy.running:
            return
        title, wanted = strings.file_name(self.ctx.today), self.printer.currentData()
        printer = choose_printer(self, self.tools.messages, self.tools.printing, title, named=wanted)
        if printer is None:
            return
        feeds = adjusted_as(printer)
        if wanted or not feeds or feeds in self.moved.printer_shifts:
            self.choose(feeds)
        ctx, fit = self.ctx, self._fit

        def work(task: Task) -> int:
            return print_pages(task, printer, pages.proof(ctx, *fit))

        self.start(strings.PRINTING, work)

    @Slot()
    def _to_file(self) -> None:
        path = self.tools.files.save(self, strings.SAVE_PAGE, strings.file_name(self.ctx.today), common.PDF_FILES)
        if path is not None:
            self.choose("")
            self._write(path)

    def _write(self, path: Path) -> None:
        try:
            pages.save_proof(self.ctx, path, *self._fit)
        except ExpectedError as error:
            self.say(said(error))

    @Slot()
    def _save(self) -> None:
        if self.chosen == self.before:
            self.reject()
            return
        try:
            settings.save(self.ctx, self.chosen)
        except ExpectedError as error:
            self.say(said(error))
            return
        self.change = ActResult(strings.SAVED, frozenset(), undoable=False)
        self.accept()


def _millimetres(value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-_MOST_MM, _MOST_MM)
    box.setSingleStep(_STEP_MM)
    box.setDecimals(1)
    box.setSuffix(strings.MILLIMETRES)
    box.setValue(value)
    return box
