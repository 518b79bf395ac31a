"""The optional fields of a reply letter: phone number and suitable times."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rhs_desktop.strings.cases import replies as said
from rhs_desktop.ui.widgets.field import FormField


class ReplyFields(QWidget):
    """All fields may be empty."""

    def __init__(self, unit: int) -> None:
        super().__init__()
        self.phone = QLineEdit()
        self.times = QLineEdit()
        self.interpreter = QLineEdit()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * unit)
        row.addWidget(FormField(said.PHONE, self.phone, said.PHONE_HINT), 2)
        row.addWidget(FormField(said.TIMES, self.times, said.TIMES_HINT), 3)
        row.addWidget(FormField(said.INTERPRETER, self.interpreter, said.INTERPRETER_HINT), 2)

    def clear(self) -> None:
        self.phone.clear()
        self.times.clear()
        self.interpreter.clear()
