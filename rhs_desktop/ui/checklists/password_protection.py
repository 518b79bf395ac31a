"""Choice of a password for a file with personal data; protection is on from the beginning."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.domain.passwords import check_file_password
from rhs_desktop.strings.checklists import exporting
from rhs_desktop.strings.errors import said
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.password_fields import NewPassword
from rhs_desktop.ui.widgets.theme import Theme

_CHARS = 72


class Protecting(QWidget):
    """Checkbox, password fields and the notes of either choice. Signal: `changed` when the checkbox was toggled."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.tick = QCheckBox(exporting.PROTECT)
        self.tick.setChecked(True)
        self.password = NewPassword(theme, str, exporting.FILE_PASSWORD, other=exporting.FILE_RULE)
        self.no_way_in = text_label(exporting.NO_WAY_IN, "muted")
        self.care = text_label(exporting.HANDLE_WITH_CARE, "due")
        self.tick.toggled.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.unit)
        for part in (self.tick, self.password, self.no_way_in, self.care):
            column.addWidget(part)
        self.care.hide()

    @property
    def wanted(self) -> bool:
        """Whether the file is to be protected."""
        return self.tick.isChecked()

    def valid(self) -> str | None:
        """The password, empty for a plain file; None where it is not accepted, which is shown beside the field."""
        if not self.wanted:
            return ""
        password = self.password.valid()
        try:
            if password is not None:
                check_file_password(password)
        except EntryRefused as error:
            self.password.first.complain(said(error))
            return None
        return password

    def clear(self) -> None:
        """Remove what was typed."""
        self.password.clear()

    @Slot(bool)
    def _chosen(self, yes: bool) -> None:
        self.tick.setFocus()  # not to Avbryt, from a field that goes away
        for part in (self.password, self.no_way_in):
            part.setVisible(yes)
        self.care.setVisible(not yes)
        if yes:
            self.password.first.edit.setFocus()
        else:
            self.clear()
        self.changed.emit()


class ProtectDialog(BaseDialog):
    """Asks how a file is protected, before its place is chosen.

    `chosen` is the password, empty for a plain file, None if the user cancels.
    """

    def __init__(self, parent: QWidget | None, tools: DialogContext, title: str, about: str) -> None:
        super().__init__(parent, tools.theme, title, exporting.CHOOSE_PLACE)
        self.chosen: str | None = None
        self.protecting = Protecting(tools.theme)
        self.content.addWidget(text_label(about))
        self.content.addWidget(self.protecting)
        self.keep_width(_CHARS)
        self.protecting.password.first.edit.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, title: str, about: str) -> str | None:
        """The password for the file that `about` describes; empty for a plain file, None if the user cancels."""
        dialog = cls(parent, tools, title, about)
        dialog.run(tools.messages)
        return dialog.chosen

    @Slot()
    def accept(self) -> None:
        password = self.protecting.valid()
        if password is not None:
            self.chosen = password
            self.protecting.clear()
            super().accept()

    def reject(self) -> None:
        self.protecting.clear()
        super().reject()
