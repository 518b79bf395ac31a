"""What the window asks of the säkerhetskopior, as part of its Actions: how they stand, making one, and the dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from rhs_desktop.domain.backups import BackupKind
    from rhs_desktop.services.backups.existing import BackupStatus
    from rhs_desktop.ui.act_result import ActResult
    from rhs_desktop.ui.context import DialogContext
    from rhs_desktop.ui.widgets.jobs import Task


class BackupActions(Protocol):
    """Part of the window's Actions; the same rules hold."""

    def backup_status(self) -> BackupStatus | None:
        """How the copies stand; None where none are made, as in practice."""

    def keep_backup(self, kind: BackupKind, task: Task) -> object:
        """On a worker's thread: a copy, unless the latest holds everything."""

    def open_backups(self, parent: QWidget) -> ActResult | None:
        """The list of copies, and what can be done with them."""


class BackupDoors:
    """The copies' part of the window's Actions, over the real services."""

    _tools: DialogContext

    def backup_status(self) -> BackupStatus | None:
        from rhs_desktop.services.backups import existing

        return existing.status(self._tools.context)

    def keep_backup(self, kind: BackupKind, task: Task) -> object:
        from rhs_desktop.services.backups import make

        return make.keep(self._tools.context, kind, lambda done, total: task.check())

    def _at_restore(self, *, redoable: bool) -> ActResult | None:
        """What Ångra says where a restore lies before it; None where there is none."""
        from rhs_desktop.services.cases import undo
        from rhs_desktop.services.restoring import restore
        from rhs_desktop.strings import backups as said
        from rhs_desktop.ui.act_result import ActResult

        ctx = self._tools.context
        if not undo.stopped_by_restore(ctx):
            return None
        here = self._tools.administers and restore.undoable(ctx) is not None
        text = said.UNDONE_HERE if here else said.NO_FURTHER
        return ActResult(text, frozenset(), undoable=False, redoable=redoable)

    def open_backups(self, parent: QWidget) -> ActResult | None:
        from rhs_desktop.ui.backups.dialog import BackupsDialog

        return BackupsDialog.ask(parent, self._tools)
