"""The window's own eye on the computer's clock: a line across the top for as long as it goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.strings.clock import moved_back
from rhs_desktop.ui.widgets.jobs import Err, Jobs, Ok
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.clock_check_actions import MovedBack

if TYPE_CHECKING:
    from rhs_desktop.ui.widgets.banner import Banner
    from rhs_desktop.ui.window.actions import Actions
    from rhs_desktop.ui.window.main_window import MainWindow

_SOON_MS = 1_500
_LOOK_MS = 5 * 60_000
_BELOW_TITLE = 1


class ClockWork(QObject):
    """Lives as long as its window; `begin` when the window is in use. The line goes when the clock is right again."""

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._actions: Actions | None = None
        self._jobs = Jobs(parent=self)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._soon.timeout.connect(self.look)
        self._timer.timeout.connect(self.look)
        self.banner: Banner | None = None
        window.closing.connect(self.close)

    def begin(self, actions: Actions) -> None:
        """Somebody sits here now. Their list is painted first."""
        self._actions = actions
        self._soon.start()
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Ask behind the window: every line of the log may have to be read."""
        if self._actions is not None and not self.busy:
            self._jobs.start(self._actions.clock_moved_back).done.connect(self._looked)

    @property
    def busy(self) -> bool:
        """Whether it is being asked."""
        return self._jobs.running > 0

    @Slot(object)
    def _looked(self, answer: Ok[MovedBack] | Err) -> None:
        if isinstance(answer, Ok):
            self._say(moved_back(*answer.value) if answer.value else "")
        elif self._actions is not None and not isinstance(answer.error, ExpectedError):
            raise answer.error

    def _say(self, text: str) -> None:
        if text and self.banner is None:
            self.banner = self._make_banner()
        if self.banner is not None:
            self.banner.say(text)
            self.banner.setAccessibleName(text)

    def _make_banner(self) -> Banner:
        from rhs_desktop.ui.widgets.banner import Banner

        banner = Banner(self._theme, "error")
        whole = self._window.centralWidget()
        layout = whole.layout() if whole else None
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(_BELOW_TITLE, banner)
        return banner

    @Slot()
    def close(self) -> None:
        """The window goes."""
        self._actions = None
        self._soon.stop()
        self._timer.stop()
        self._jobs.close()
