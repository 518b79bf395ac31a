"""Detects that no input has come for a set time, and the key Ctrl+L in any window."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from rhs_desktop.ui.users.windows_session import SessionWatch

LOOK_MS = 1_000
_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """`idle` after `minutes` without key or mouse events in any window of the program, or when the computer was locked;
    0 minutes: never.

    `lock_wanted` on Ctrl+L, also where a modal dialog has the focus. Filters the events of native windows only, not of
    each widget. The later of wall clock and monotonic clock counts, as one of them stops while a computer sleeps.
    """

    idle = Signal()
    lock_wanted = Signal()

    def __init__(
        self,
        parent: QObject,
        clocks: tuple[Callable[[], float], ...] = (time.monotonic, time.time),
        session: SessionWatch | None = None,
    ) -> None:
        super().__init__(parent)
        self._clocks = clocks
        self._session = session or SessionWatch()
        self._touched = self._now()
        self._minutes = 0
        self._on = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._hear)
        for window in QGuiApplication.allWindows():
            self._hear(window)

    @property
    def minutes(self) -> int:
        return self._minutes

    def begin(self, minutes: int) -> None:
        """Start, or start again with another time."""
        self._minutes, self._on = minutes, True
        self.touch()
        if minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def rest(self) -> None:
        """Stop: nobody is logged in, or the program is locked."""
        self._on = False
        self._timer.stop()

    def touch(self) -> None:
        self._touched = self._now()

    @Slot()
    def look(self) -> None:
        """Emit `idle` if the time has passed or the session is locked."""
        if not self._on or not self._minutes:
            return
        passed = max(now - then for now, then in zip(self._now(), self._touched, strict=True))
        if self._session.just_locked() or passed >= 60 * self._minutes:
            self.idle.emit()

    @Slot(QWindow)
    def _hear(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TOUCHED:
            return False
        self.touch()
        if self._on and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() == Qt.Key.Key_L:
                self.lock_wanted.emit()
                return True
        return False

    def _now(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)
