"""The window's own part of the säkerhetskopior: one at the start and one a day, and their age."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.ui.widgets.jobs import Err, Jobs, Ok, Task

if TYPE_CHECKING:
    from rhs_desktop.services.backups.existing import BackupStatus
    from rhs_desktop.services.context import Context

_LOOK_MS = 5 * 60_000
_SOON_MS = 1_000


class BackupController(QObject):
    """Inactive until `begin`. `told` carries the BackupStatus or None, and today.

    Copies have a worker of their own, so that nobody's import waits for them.
    """

    told = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx: Context | None = None
        self._jobs = Jobs(parent=self)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer.timeout.connect(self.look)
        self._soon.timeout.connect(self.start)

    def begin(self, context: Context) -> None:
        """Start for a session; the first backup comes after the list has been painted."""
        self._ctx = context
        self._soon.start()

    @Slot()
    def start(self) -> None:
        """A copy of how the program's day begins, once."""
        wanted = self._status() is not None
        self.show()
        if wanted and not self._timer.isActive():
            self._keep(BackupKind.START)
            self._timer.start()

    @Slot()
    def close(self) -> None:
        """The window goes: a copy that is being made is given up, and leaves nothing."""
        self._ctx = None
        self._timer.stop()
        self._soon.stop()
        self._jobs.close()

    @property
    def busy(self) -> bool:
        """Whether a copy is being made."""
        return self._jobs.running > 0

    @Slot()
    def show(self) -> None:
        """Tell how old the latest copy is, or what is wrong."""
        if self._ctx is not None:
            self.told.emit(self._status(), self._ctx.today)

    @Slot()
    def look(self) -> None:
        """Now and then: midnight may have passed, and what went wrong is tried again."""
        status = self._status()
        if status is not None and (status.due or status.trouble or status.second):
            self._keep(BackupKind.DAILY)
        self.show()

    def _status(self) -> BackupStatus | None:
        """How the copies stand; None where none are made, as in practice."""
        from rhs_desktop.services.backups import existing

        return existing.status(self._ctx) if self._ctx is not None else None

    def _keep(self, kind: BackupKind) -> None:
        if self._ctx is not None and not self.busy:
            self._jobs.start(partial(_keep, self._ctx, kind)).done.connect(self._kept)

    @Slot(object)
    def _kept(self, answer: Ok[object] | Err) -> None:
        if isinstance(answer, Err) and not isinstance(answer.error, ExpectedError):
            raise answer.error
        self.show()  # what was foreseen stands in the status


def _keep(ctx: Context, kind: BackupKind, task: Task) -> object:
    """On a worker's thread: a copy, unless the latest holds everything."""
    from rhs_desktop.services.backups import make

    return make.keep(ctx, kind, lambda done, total: task.check())
