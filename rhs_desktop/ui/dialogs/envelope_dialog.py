"""Which envelope the clinic uses, its test page, and the fine adjustment of the printer in millimetres."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import letter_pages, settings
from rhs_desktop.ui.actions import Change
from rhs_desktop.ui.dialogs.busy import Busy
from rhs_desktop.ui.dialogs.field import Field
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.letter_preview import LetterPreview
from rhs_desktop.ui.dialogs.printing import PrintFailed, choose_printer, print_pages
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.jobs import Task
from rhs_desktop.ui.parts import words
from rhs_desktop.words import envelopes as said
from rhs_desktop.words.trouble import said as told

_MOST_MM = 20.0
_STEP_MM = 0.5


class EnvelopeDialog(Frame):
    """`change` says afterwards what was saved, if anything."""

    def __init__(self, parent: QWidget | None, tools: Tools) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.SAVE, fixed=False)
        self.tools = tools
        self.w = tools.workplace
        self.change: Change | None = None
        self.before = settings.load(self.w)
        self.envelope = QComboBox()
        for key, name in letter_pages.envelope_names():
            self.envelope.addItem(name, key)
        self.envelope.setCurrentIndex(max(0, self.envelope.findData(self.before.envelope)))
        self.right = _millimetres(self.before.shift_right)
        self.down = _millimetres(self.before.shift_down)
        self.sender_line = QLineEdit(self.before.sender_line)
        self.sender_field = Field(said.SENDER, self.sender_line, said.SENDER_HINT)
        self.preview = LetterPreview(tools.theme, tools.jobs)
        self.print = self.add_button(said.PRINT, left=True)
        self.to_file = self.add_button(said.PDF_FILE)
        self.busy = Busy(tools.theme, tools.jobs)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.to_file.clicked.connect(self._to_file)
        self.envelope.currentIndexChanged.connect(self._draw)
        self.right.valueChanged.connect(self._draw)
        self.down.valueChanged.connect(self._draw)
        self.envelope.currentIndexChanged.connect(self._look_at_sender)
        self.sender_line.textChanged.connect(self._look_at_sender)
        self.busy.failed.connect(self._failed)
        self._lay_out()
        self._draw()

    def _lay_out(self) -> None:
        unit = self.theme.unit
        left = QVBoxLayout()
        left.setSpacing(3 * unit)
        left.addWidget(Field(said.ENVELOPE, self.envelope))
        shifts = QHBoxLayout()
        shifts.setSpacing(3 * unit)
        shifts.addWidget(Field(said.RIGHT, self.right, said.MINUS_LEFT))
        shifts.addWidget(Field(said.DOWN, self.down, said.MINUS_UP))
        left.addLayout(shifts)
        left.addWidget(self.sender_field)
        steps = QGridLayout()
        steps.setHorizontalSpacing(2 * unit)
        steps.setVerticalSpacing(2 * unit)
        steps.setColumnStretch(1, 1)
        for place, text in enumerate(said.STEPS):
            steps.addWidget(words(f"{place + 1}.", "muted", wrap=False), place, 0, Qt.AlignmentFlag.AlignTop)
            steps.addWidget(words(text), place, 1)
        left.addLayout(steps)
        left.addStretch(1)
        left.addWidget(self.busy)
        row = QHBoxLayout()
        row.setSpacing(4 * unit)
        row.addLayout(left, 50)
        row.addWidget(self.preview, 50)
        self.content.addLayout(row, 1)
        self.resize_to(132, 38)

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools) -> Change | None:
        """Choose an envelope and try it; None: nothing was saved."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def chosen(self) -> settings.Settings:
        key, right, down = self._fit
        sender = " ".join(self.sender_line.text().split())
        return replace(self.before, envelope=key, shift_right=right, shift_down=down, sender_line=sender)

    @property
    def _fit(self) -> tuple[str, float, float]:
        return self.envelope.currentData(), round(self.right.value(), 1), round(self.down.value(), 1)

    @Slot()
    def _look_at_sender(self) -> None:
        """Told beside the line at once: later it would hold back every letter."""
        sender = self.chosen.sender_line
        wrong = ""
        if missing := letter_pages.sender_signs(sender):
            wrong = said.sender_unprintable(missing)
        elif not letter_pages.sender_fits(self.envelope.currentData(), sender):
            wrong = said.SENDER_WIDE
        self.sender_field.complain(wrong)
        self.primary.setEnabled(not wrong)

    @Slot()
    def _draw(self) -> None:
        self.preview.show_windows([letter_pages.overlay(*self._fit)], always=True)
        self.preview.show_letter(partial(letter_pages.proof, self.w, *self._fit), said.PICTURE)

    @Slot()
    def _print(self) -> None:
        if self.busy.running:
            return
        printer = choose_printer(self, self.tools.messages, self.tools.printing, said.file_name(self.w.today))
        if printer is None:
            return
        w, fit = self.w, self._fit

        def work(task: Task) -> int:
            return print_pages(task, letter_pages.proof(w, *fit), printer)

        self.say("")
        self.busy.start(said.PRINTING, work)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, PrintFailed):
            self.say(said.FAILED)
        elif isinstance(error, ExpectedError):
            self.say(told(error))
        else:
            raise error

    @Slot()
    def _to_file(self) -> None:
        path = self.tools.files.save(self, "Spara testsidan", said.file_name(self.w.today), "PDF (*.pdf)")
        if path is not None:
            self._write(path)

    def _write(self, path: Path) -> None:
        try:
            letter_pages.save_proof(self.w, path, *self._fit)
        except ExpectedError as error:
            self.say(told(error))

    @Slot()
    def _save(self) -> None:
        if self.chosen == self.before:
            self.reject()
            return
        try:
            settings.save(self.w, self.chosen)
        except ExpectedError as error:
            self.say(told(error))
            return
        self.change = Change(said.SAVED, frozenset(), undoable=False)
        self.accept()

    def reject(self) -> None:
        """Esc stops the printing first."""
        if self.busy.running:
            self.busy.stop()
        else:
            super().reject()


def _millimetres(value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-_MOST_MM, _MOST_MM)
    box.setSingleStep(_STEP_MM)
    box.setDecimals(1)
    box.setSuffix(" mm")
    box.setValue(value)
    return box
