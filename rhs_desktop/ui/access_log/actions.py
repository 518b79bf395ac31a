"""What the window tells the access log, and the doors to it, as part of the window's Actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.roles import Permission, allowed

if TYPE_CHECKING:
    from rhs_desktop.domain.access_log.samples import SampleDue
    from rhs_desktop.ui.access_recorder import AccessRecorder
    from rhs_desktop.ui.context import DialogContext
    from rhs_desktop.ui.widgets.clipboard import CopiedText


class LogActions(Protocol):
    """Part of the window's Actions; the same rules hold."""

    @property
    def watch(self) -> AccessRecorder:
        """Whom to tell what was seen."""

    def copy(self, parent: QWidget, copied: CopiedText) -> bool:
        """Copy a text; False where that had to be logged and could not be."""

    def may(self, permission: Permission) -> bool:
        """Whether whoever sits here may."""

    def open_log(self, parent: QWidget, *, sample: bool = False) -> None:
        """The access log, or at once a sample of it."""

    def sample_due(self) -> SampleDue | None:
        """When the log is to be sampled; None for whoever does not review it, and where nobody is reminded."""


class LogDoors:
    """The log's part of the window's Actions, over the real services."""

    _tools: DialogContext

    @property
    def watch(self) -> AccessRecorder:
        return self._tools.watch

    def copy(self, parent: QWidget, copied: CopiedText) -> bool:
        return self._tools.copy(parent, copied)

    def may(self, permission: Permission) -> bool:
        return allowed(self._tools.context.roles, permission)

    def open_log(self, parent: QWidget, *, sample: bool = False) -> None:
        from rhs_desktop.ui.access_log.dialog import LogDialog
        from rhs_desktop.ui.access_log.sample_dialog import SampleDialog

        if sample:
            SampleDialog.ask(parent, self._tools)
        else:
            LogDialog.ask(parent, self._tools)

    def sample_due(self) -> SampleDue | None:
        from rhs_desktop.services.access_log import review

        return review.due(self._tools.context) if self.may(Permission.REVIEW) else None
