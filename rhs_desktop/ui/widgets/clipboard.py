"""Copies text to the clipboard, and clears it after a while."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QClipboard

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.strings import widgets as said

CLEAR_AFTER_S = 120


@dataclass(frozen=True, slots=True)
class CopiedText:
    """A text to copy, which data it is, its name in Swedish ("Personnumret"), and the cases that it is from."""

    text: str
    data: CopiedData
    words: str
    cases: tuple[int, ...] = ()


class Clipboard(QObject):
    """Clears only its own text. `clear_after` is in seconds; 0: never."""

    copied = Signal(str)
    cleared = Signal()

    def __init__(self, clipboard: QClipboard, clear_after: int = CLEAR_AFTER_S, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._text = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)
        self.clear_after = clear_after

    def copy(self, text: str, what: str) -> None:
        """Copy, and emit `copied` with the message for the status bar; `what` is the Swedish name of what is copied."""
        self._text = text
        self._clipboard.setMimeData(_for_one_paste(text))
        if self.clear_after:
            self._timer.start(1000 * self.clear_after)
        self.copied.emit(said.copied(what))

    @Slot()
    def clear(self) -> None:
        """Clear the clipboard if it still holds the copied text. Called at the end of the program too."""
        self._timer.stop()
        if self._text and self._clipboard.text() == self._text:
            self._clipboard.clear()
            self.cleared.emit()
        self._text = ""


_HISTORY = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
    "x-kde-passwordManagerHint": b"secret",
}
"""What asks Windows' clipboard history and its cloud, and Klipper on Linux, to leave the text out."""


def _for_one_paste(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    for kind, value in _HISTORY.items():
        data.setData(kind, value)
    return data
