"""What a person answers where a file with personal data is to be saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from rhs_desktop.ui.checklists.password_protection import ProtectDialog
from tests.ui.desk import press, type_text

PASSWORD = "ärtsoppa på torsdag"


def plain(dialog: QDialog) -> None:
    """Without a password, which is a choice."""
    assert isinstance(dialog, ProtectDialog)
    assert dialog.protecting.wanted
    dialog.protecting.tick.click()
    assert dialog.protecting.care.isVisible()
    assert dialog.focusWidget() is dialog.protecting.tick
    press(dialog, Qt.Key.Key_Return)


def protected(dialog: QDialog) -> None:
    """With a password, by the keyboard: it begins in the field."""
    assert isinstance(dialog, ProtectDialog)
    fields = dialog.protecting.password
    assert dialog.focusWidget() is fields.first.edit
    type_text(fields.first.edit, PASSWORD)
    type_text(fields.second.edit, PASSWORD)
    press(fields.second.edit, Qt.Key.Key_Return)


def thought_better(dialog: QDialog) -> None:
    assert isinstance(dialog, ProtectDialog)
    dialog.reject()


def in_turn(*answers: Callable[[QDialog], None]) -> Callable[[QDialog], None]:
    """One answer for each dialog that opens."""
    waiting = [*answers]
    return lambda dialog: waiting.pop(0)(dialog)
