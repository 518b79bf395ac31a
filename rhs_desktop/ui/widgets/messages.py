"""All questions, warnings and dialogs are shown through Messages, which tests implement without showing anything."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton, QWidget

from rhs_desktop.strings import widgets
from rhs_desktop.ui.widgets.theme import set_kind

CANCEL, CLOSE = widgets.CANCEL, widgets.CLOSE


class Messages(Protocol):
    """`text` is one short sentence, `details` what to do about it. Buttons are named by their act, never OK."""

    def tell(self, parent: QWidget | None, text: str, details: str = "") -> None:
        """Show a message."""

    def warn(self, parent: QWidget | None, text: str, details: str = "") -> None:
        """Show a message with a warning icon."""

    def ask(self, parent: QWidget | None, text: str, act: str, details: str = "", *, cancel: str = CANCEL) -> bool:
        """Returns whether the user chose the act. Enter chooses it, Esc does not."""

    def choose(self, parent: QWidget | None, text: str, acts: list[str], details: str = "") -> int | None:
        """Returns the index of the chosen act, the first being the default; None for Avbryt."""

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog until it is closed. Returns whether it was accepted."""


class WindowMessages:
    """Messages as real dialogs; no other code runs one."""

    def tell(self, parent: QWidget | None, text: str, details: str = "") -> None:
        self._show(parent, QMessageBox.Icon.Information, text, details, [], CLOSE)

    def warn(self, parent: QWidget | None, text: str, details: str = "") -> None:
        self._show(parent, QMessageBox.Icon.Warning, text, details, [], CLOSE)

    def ask(self, parent: QWidget | None, text: str, act: str, details: str = "", *, cancel: str = CANCEL) -> bool:
        return self._show(parent, QMessageBox.Icon.NoIcon, text, details, [act], cancel) == 0

    def choose(self, parent: QWidget | None, text: str, acts: list[str], details: str = "") -> int | None:
        return self._show(parent, QMessageBox.Icon.NoIcon, text, details, acts, CANCEL)

    def run(self, dialog: QDialog) -> bool:
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        let_go(dialog)
        return accepted

    def _show(
        self, parent: QWidget | None, icon: QMessageBox.Icon, text: str, details: str, acts: list[str], cancel: str
    ) -> int | None:
        box, buttons = message_box(parent, icon, text, details, acts, cancel)
        box.exec()
        clicked = box.clickedButton()
        let_go(box)
        return next((place for place, button in enumerate(buttons) if button is clicked), None)


_leaving: dict[int, QDialog] = {}


def let_go(dialog: QDialog) -> None:
    """Let Qt delete a closed dialog, and keep a reference to it until then.

    The parts of a dialog refer to each other. Python's garbage collector, running between the end of the dialog and its
    deletion by Qt, would delete them one by one in any order, and crash.
    """
    key = id(dialog)
    _leaving[key] = dialog
    dialog.destroyed.connect(lambda *_: _leaving.pop(key, None))
    dialog.deleteLater()


def message_box(
    parent: QWidget | None, icon: QMessageBox.Icon, text: str, details: str, acts: list[str], cancel: str
) -> tuple[QMessageBox, list[QPushButton]]:
    """The message box, not shown yet, and the buttons of the acts, the first being the default."""
    box = QMessageBox(parent)
    box.setWindowTitle("RHS Desktop")
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(details)
    buttons = [box.addButton(act, QMessageBox.ButtonRole.AcceptRole) for act in acts]
    for button in buttons[:1]:
        set_kind(button, "primary")
        box.setDefaultButton(button)
    box.setEscapeButton(box.addButton(cancel, QMessageBox.ButtonRole.RejectRole))
    return box, buttons
