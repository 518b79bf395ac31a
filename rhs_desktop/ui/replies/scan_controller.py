"""Opens Skanna svar from the window: by a scan, or a code typed into the search field."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from rhs_desktop.domain.letters.reply_code import may_be_code
from rhs_desktop.strings.cases import replies as said
from rhs_desktop.ui.replies.scanner_filter import ScannerFilter
from rhs_desktop.ui.widgets.messages import Messages


class ScanController(QObject):
    """A child of its window, and deleted with it. `scanned_code` carries the code of a reply letter to be opened.

    `code_typed`: what was typed into the search was a code; `no_code`: it was none.
    """

    scanned_code = Signal(str)
    code_typed = Signal()
    no_code = Signal()

    def __init__(self, window: QWidget, messages: Messages) -> None:
        super().__init__(window)
        self._messages = messages
        self._allowed, self._resting = True, False
        self.wedge = ScannerFilter(window)
        self.wedge.scanned.connect(self.scanned)

    def allow(self, *, allowed: bool) -> None:
        """Set whether the user may record replies."""
        self._allowed = allowed
        self.wedge.set_deaf(deaf=self._resting or not allowed)

    @Slot()
    def rest(self) -> None:
        """Ignore scans, as while the program is locked."""
        self._set_resting(resting=True)

    @Slot()
    def resume(self) -> None:
        """Take scans again."""
        self._set_resting(resting=False)

    def _set_resting(self, *, resting: bool) -> None:
        self._resting = resting
        self.wedge.set_deaf(deaf=resting or not self._allowed)

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
            self.scanned_code.emit(code)

    @Slot(str)
    def entered(self, text: str) -> None:
        """Enter in the search field: a code opens its reply, other text moves the focus to the list."""
        if self._allowed and may_be_code(text):
            self.code_typed.emit()
            self.scanned(text)
        else:
            self.no_code.emit()


def _open_dialog() -> QWidget | None:
    return QApplication.activeModalWidget()
