"""Checks the computer's clock regularly, and shows a banner at the top for as long as it is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.strings.clock import moved_back
from rhs_desktop.ui.widgets.jobs import Err, Jobs, Ok
from rhs_desktop.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context
    from rhs_desktop.ui.widgets.banner import Banner

MovedBack = tuple[datetime, datetime] | None
"""What the clock says, and when something was last done, if that has not been yet."""

SOON_MS = 1_500
_LOOK_MS = 5 * 60_000
_BELOW_TITLE = 1


class ClockCheck(QObject):
    """Inactive until `begin`. The banner is hidden when the clock is right again.

    `whole`: the content of the window; the banner goes into its column layout, below the title.
    """

    def __init__(self, whole: QWidget, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._whole = whole
        self._theme = theme
        self._ctx: Context | None = None
        self._jobs = Jobs(parent=self)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._soon.timeout.connect(self.look)
        self._timer.timeout.connect(self.look)
        self.banner: Banner | None = None

    def begin(self, context: Context) -> None:
        """Start for a session; the first check comes after the list has been painted."""
        self._ctx = context
        self._soon.start()
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Check now, on a worker's thread, as the whole log may have to be read."""
        ctx = self._ctx
        if ctx is not None and not self.busy:
            self._jobs.start(lambda task: _moved_back(ctx)).done.connect(self._looked)

    @property
    def busy(self) -> bool:
        """Whether a check runs."""
        return self._jobs.running > 0

    @Slot(object)
    def _looked(self, answer: Ok[MovedBack] | Err) -> None:
        if isinstance(answer, Ok):
            self._say(moved_back(*answer.value) if answer.value else "")
        elif self._ctx is not None and not isinstance(answer.error, ExpectedError):
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
        layout = self._whole.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(_BELOW_TITLE, banner)
        return banner

    @Slot()
    def close(self) -> None:
        """Stop: the window is closed."""
        self._ctx = None
        self._soon.stop()
        self._timer.stop()
        self._jobs.close()


def _moved_back(ctx: Context) -> MovedBack:
    """The clock's time and that of the latest entry of the register, if that is later. Runs on a worker's thread."""
    from rhs_desktop.services import clock

    last = clock.moved_back(ctx)
    return None if last is None else (ctx.now, last)
