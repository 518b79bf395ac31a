"""Opens Skanna svar from the window: by a scan, F7, the button, or a code typed into the search field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from rhs_desktop.domain.letters.reply_code import may_be_code
from rhs_desktop.strings.cases import replies as said
from rhs_desktop.ui.replies.scanner_filter import ScannerFilter
from rhs_desktop.ui.widgets.messages import Messages

if TYPE_CHECKING:
    from rhs_desktop.ui.window.main_window import MainWindow


class Scanning(QObject):
    """A child of its window, and deleted with it."""

    def __init__(self, window: MainWindow, messages: Messages) -> None:
        super().__init__(window)
        self._window = window
        self._messages = messages
        self._allowed, self._resting = True, False
        self.wedge = ScannerFilter(window)
        self.wedge.scanned.connect(self.scanned)
        window.action_row.scan.clicked.connect(self.begin)
        window.menu_.scan.triggered.connect(self.begin)
        window.search.entered.connect(self.entered)

    def allow(self, *, allowed: bool) -> None:
        """Set whether the user may record replies."""
        self._allowed = allowed
        self.wedge.set_deaf(deaf=self._resting or not allowed)

    def rest(self, *, resting: bool) -> None:
        """Set whether scans are ignored, as while the program is locked."""
        self._resting = resting
        self.wedge.set_deaf(deaf=resting or not self._allowed)

    @Slot()
    def begin(self) -> None:
        """Open Skanna svar without a code."""
        self._window.conductor.open_reply("")

    @Slot(str)
    def scanned(self, code: str) -> None:
        """Open the reply of a code. An open modal dialog takes the scan itself (`take_scan`), or a warning is shown."""
        dialog = _open_dialog()
        take = getattr(dialog, "take_scan", None)
        if take is not None:
            take(code)
        elif dialog is not None:
            self._messages.warn(dialog, said.ELSEWHERE, said.ELSEWHERE_TODO)
        else:
            self._window.conductor.open_reply(code)

    @Slot(str)
    def entered(self, text: str) -> None:
        """Enter in the search field: a code opens its reply, other text moves the focus to the list."""
        if self._allowed and may_be_code(text):
            self._window.search.clear()
            self.scanned(text)
        else:
            self._window.search.left.emit()


def _open_dialog() -> QWidget | None:
    return QApplication.activeModalWidget()
