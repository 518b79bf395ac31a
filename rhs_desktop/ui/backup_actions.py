"""What the window asks of the säkerhetskopior, as part of its Actions: how they stand, making one, and the dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from rhs_desktop.domain.backups import Kind
    from rhs_desktop.services.backups import Status
    from rhs_desktop.ui.change import Change
    from rhs_desktop.ui.dialogs.tools import Tools
    from rhs_desktop.ui.jobs import Task


class BackupActions(Protocol):
    """Part of the window's Actions; the same rules hold."""

    def backup_status(self) -> Status | None:
        """How the copies stand; None where none are made, as in practice."""

    def keep_backup(self, kind: Kind, task: Task) -> object:
        """On a worker's thread: a copy, unless the latest holds everything."""

    def open_backups(self, parent: QWidget) -> Change | None:
        """The list of copies, and what can be done with them."""


class BackupDoors:
    """The copies' part of the window's Actions, over the real services."""

    _tools: Tools

    def backup_status(self) -> Status | None:
        from rhs_desktop.services import backups

        return backups.status(self._tools.workplace)

    def keep_backup(self, kind: Kind, task: Task) -> object:
        from rhs_desktop.services import backups

        return backups.keep(self._tools.workplace, kind, lambda done, total: task.check())

    def _at_restore(self, *, redoable: bool) -> Change | None:
        """What Ångra says where a restore lies before it; None where there is none."""
        from rhs_desktop.services import restoring, undoing
        from rhs_desktop.ui.change import Change
        from rhs_desktop.words import backups as said

        w = self._tools.workplace
        if not undoing.stopped_by_restore(w):
            return None
        here = self._tools.administers and restoring.undoable(w) is not None
        text = said.UNDONE_HERE if here else said.NO_FURTHER
        return Change(text, frozenset(), undoable=False, redoable=redoable)

    def open_backups(self, parent: QWidget) -> Change | None:
        from rhs_desktop.ui.dialogs.backups_dialog import BackupsDialog

        return BackupsDialog.ask(parent, self._tools)
