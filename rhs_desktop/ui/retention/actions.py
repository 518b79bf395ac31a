"""What the window asks for of gallring: its dialog, and to erase one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from rhs_desktop.ui.act_result import ActResult
    from rhs_desktop.ui.context import DialogContext


class RetentionActions(Protocol):
    """Part of the window's Actions; the same rules hold."""

    def open_retention(self, parent: QWidget) -> ActResult | None:
        """What is due, the times, and the protocol."""

    def open_erase_person(self, parent: QWidget, case: int) -> ActResult | None:
        """Erase the person whose case it is, once that is confirmed."""


class RetentionDoors:
    """That part of the window's Actions, over the real services."""

    _tools: DialogContext

    def open_retention(self, parent: QWidget) -> ActResult | None:
        from rhs_desktop.ui.retention.dialog import RetentionDialog

        return RetentionDialog.ask(parent, self._tools)

    def open_erase_person(self, parent: QWidget, case: int) -> ActResult | None:
        from rhs_desktop.ui.retention.erase_dialog import EraseDialog

        return EraseDialog.ask_person(parent, self._tools, case)
