"""The password of a list that is protected by one."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.errors import ListTrouble, ListUnreadable
from rhs_desktop.strings.checklists import importing as strings
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.password_fields import PasswordInput

_CHARS = 56


class FilePasswordDialog(BaseDialog):
    """Asks once for the password of a list. `password` is what was typed when the dialog was accepted, else empty.

    `wrong`: the dialog opens after an attempt that failed, and says so beside the field.
    """

    def __init__(self, parent: QWidget | None, tools: DialogContext, name: str, *, wrong: bool = False) -> None:
        super().__init__(parent, tools.theme, strings.PROTECTED_TITLE, strings.PROTECTED_ACT)
        self.password = ""
        self.text = text_label(strings.protected(name))
        self.field = PasswordInput(strings.FILE_PASSWORD)
        self.content.addWidget(self.text)
        self.content.addWidget(self.field)
        self.keep_width(_CHARS)
        if wrong:
            self.field.complain(strings.PASSWORD_WRONG)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, name: str, error: ListUnreadable) -> str | None:
        """The password to try, or None if the user cancels. `error` is why the list could not be read."""
        dialog = cls(parent, tools, name, wrong=error.code is ListTrouble.PASSWORD_WRONG)
        return dialog.password if dialog.run(tools.messages) else None

    @Slot()
    def accept(self) -> None:
        if not self.field.edit.text():
            self.field.complain(strings.PASSWORD_MISSING)
            return
        self.password = self.field.edit.take()
        super().accept()

    def reject(self) -> None:
        self.field.edit.take()
        super().reject()
