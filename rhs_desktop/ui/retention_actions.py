"""What the window asks for of gallring: its dialog, and to erase one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from rhs_desktop.ui.change import Change
    from rhs_desktop.ui.dialogs.tools import Tools


class RetentionActions(Protocol):
    """Part of the window's Actions; the same rules hold."""

    def open_retention(self, parent: QWidget) -> Change | None:
        """What is due, the times, and the protocol."""

    def open_erase_person(self, parent: QWidget, case: int) -> Change | None:
        """Erase the person whose case it is, once that is confirmed."""


class RetentionDoors:
    """That part of the window's Actions, over the real services."""

    _tools: Tools

    def open_retention(self, parent: QWidget) -> Change | None:
        from rhs_desktop.ui.dialogs.retention_dialog import RetentionDialog

        return RetentionDialog.ask(parent, self._tools)

    def open_erase_person(self, parent: QWidget, case: int) -> Change | None:
        from rhs_desktop.ui.dialogs.erase_dialog import EraseDialog

        return EraseDialog.ask_person(parent, self._tools, case)
