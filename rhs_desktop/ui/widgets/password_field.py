"""A password field that is emptied when it is read, and detects Caps Lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from rhs_desktop.strings import users as strings


class PasswordField(QLineEdit):
    """`caps` says whether Caps Lock seems to be on, judged by letters and Shift, as Qt does not know."""

    caps = Signal(bool)

    def __init__(self, name: str = strings.PASSWORD) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhHiddenText
        )
        self._caps = False

    def take(self) -> str:
        """Returns the text and empties the field."""
        text = self.text()
        self.setText("")
        return text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell(on=False)
        elif len(sign) == 1 and sign.isalpha() and sign.lower() != sign.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(on=sign.isupper() != shift)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._tell(on=False)
        super().focusOutEvent(event)

    def _tell(self, *, on: bool) -> None:
        if on != self._caps:
            self._caps = on
            self.caps.emit(on)
