"""The window's own part of the säkerhetskopior: one at the start and one a day, their age, and the way to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.ui.widgets.jobs import Err, Jobs, Ok
from rhs_desktop.ui.window.actions import Actions

if TYPE_CHECKING:
    from rhs_desktop.ui.window.main_window import MainWindow

_LOOK_MS = 5 * 60_000
_SOON_MS = 1_000


class BackupWork(QObject):
    """Lives as long as its window; `begin` when the window is in use.

    Copies have a worker of their own, so that nobody's import waits for them.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions: Actions | None = None
        self._jobs = Jobs(parent=self)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer.timeout.connect(self.look)
        self._soon.timeout.connect(self.start)
        window.menu_.backups.triggered.connect(self.open)
        window.status_line.backup.clicked.connect(self.open)
        window.closing.connect(self.close)

    def begin(self, actions: Actions) -> None:
        """Somebody sits here now. Their list is painted first."""
        self._actions = actions
        self._soon.start()

    @Slot()
    def start(self) -> None:
        """A copy of how the program's day begins, once."""
        if self._actions is None:
            return
        wanted = self._actions.backup_status() is not None
        if not wanted:
            self._window.menu_.backups.setVisible(False)
        self.show()
        if wanted and not self._timer.isActive():
            self._keep(BackupKind.START)
            self._timer.start()

    @Slot()
    def close(self) -> None:
        """The window goes: a copy that is being made is given up, and leaves nothing."""
        self._actions = None
        self._timer.stop()
        self._soon.stop()
        self._jobs.close()

    @property
    def busy(self) -> bool:
        """Whether a copy is being made."""
        return self._jobs.running > 0

    @Slot()
    def show(self) -> None:
        """Say how old the latest copy is, or what is wrong."""
        if self._actions is not None:
            self._window.status_line.show_backup(self._actions.backup_status(), self._actions.today())

    @Slot()
    def look(self) -> None:
        """Now and then: midnight may have passed, and what went wrong is tried again."""
        status = self._actions.backup_status() if self._actions is not None else None
        if status is not None and (status.due or status.trouble or status.second):
            self._keep(BackupKind.DAILY)
        self.show()

    def _keep(self, kind: BackupKind) -> None:
        if self._actions is not None and not self.busy:
            self._jobs.start(partial(self._actions.keep_backup, kind)).done.connect(self._kept)

    @Slot(object)
    def _kept(self, answer: Ok[object] | Err) -> None:
        if isinstance(answer, Err) and not isinstance(answer.error, ExpectedError):
            raise answer.error
        self.show()  # what was foreseen stands in the status

    @Slot()
    def open(self) -> None:
        """The dialog; what was taken back stands in the window afterwards."""
        if self._actions is None:
            return
        do = self._window.conductor
        do.attempt(lambda: do.actions.open_backups(self._window))
        self.show()
