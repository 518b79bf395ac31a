"""Dialog that asks for a reason of one line before something is done."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from rhs_desktop.strings.checklists import set_aside as strings
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.theme import Theme


class ReasonDialog(BaseDialog):
    """`answer` is the reason, None until one was given."""

    def __init__(self, parent: QWidget | None, theme: Theme, title: str, act: str, question: str) -> None:
        super().__init__(parent, theme, title, act)
        self.answer: str | None = None
        self.reason = QLineEdit()
        self.field = FormField(question, self.reason, strings.REASON_HINT)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._take)

        self.keep_width(56)
        self.content.addWidget(self.field)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, title: str, act: str, question: str) -> str | None:
        """The reason, or None if the user cancels."""
        dialog = cls(parent, tools.theme, title, act, question)
        return dialog.answer if dialog.run(tools.messages) else None

    @Slot()
    def _take(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.field.complain(strings.REASON_MISSING)
            return
        self.answer = reason
        self.accept()
