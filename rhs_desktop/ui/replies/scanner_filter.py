"""Event filter that recognises keyboard-wedge scans in any focused widget and forwards other key events unchanged."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from rhs_desktop.ui.replies.scanner_timing import GAP_MS, KeyTiming, KeyVerdict

_NO_SIGNS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr})
_HEARD = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})


class ScannerFilter(QObject):
    """Filters the key events of the focused widget in the window and its child dialogs. `scanned` carries the text of a
    scan.

    ShortcutOverride events are filtered too: a character of a scan never triggers a shortcut or a button.
    """

    scanned = Signal(str)
    _heard = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._burst = KeyTiming()
        self._kept: list[QKeyEvent] = []
        self._listening: QWidget = window
        self._deaf = False
        self._silence = QTimer(self, singleShot=True, interval=2 * GAP_MS)
        self._silence.timeout.connect(self._fell_silent)
        self._heard.connect(self.scanned, Qt.ConnectionType.QueuedConnection)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self._focus_moved(None, QApplication.focusWidget())

    @property
    def deaf(self) -> bool:
        return self._deaf

    def set_deaf(self, *, deaf: bool) -> None:
        """Turn recognition off or on. Off, all key events pass: the program is locked, or the user may not record."""
        if deaf and self._kept:
            self._give_back()
        self._deaf = deaf

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._kept:
            self._give_back()
        if isValid(self._listening):
            self._listening.removeEventFilter(self)
        self._listening = now if now is not None and self._is_ours(now) else self._window
        self._listening.installEventFilter(self)

    def _is_ours(self, widget: QWidget) -> bool:
        above: QWidget | None = widget
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return above is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._deaf or event.type() not in _HEARD or not isinstance(event, QKeyEvent) or _is_secret(watched):
            return False
        at = float(event.timestamp()) or time.monotonic() * 1000
        if event.type() is QEvent.Type.ShortcutOverride:
            ours = self._is_sign(event) and bool(self._kept) and self._burst.would_hold(event.text(), at)
            if ours or (event.key() in _ENDS and self._burst.end(at) is KeyVerdict.SCAN):
                event.accept()
                return True
            return False
        if event.key() in _ENDS and self._kept:
            return self._end(at)
        if self._is_sign(event):
            return self._take(event, at)
        if self._kept and event.key() not in _MODIFIERS:
            self._give_back()
        return False

    def _take(self, event: QKeyEvent, at: float) -> bool:
        if self._kept and not self._burst.would_hold(event.text(), at):
            self._give_back()
        if self._burst.take(event.text(), at) is KeyVerdict.PASS:
            return False
        if len(self._burst.text) == 1 and self._kept:
            self._give_back(keep_last=True)
        self._kept.append(_copy(event))
        self._silence.start()
        return True

    def _end(self, at: float) -> bool:
        if self._burst.end(at) is KeyVerdict.SCAN:
            self._scan()
            return True
        self._give_back()
        return False

    @Slot()
    def _fell_silent(self) -> None:
        if self._burst.silence() is KeyVerdict.SCAN:
            self._scan()
        else:
            self._give_back()

    def _scan(self) -> None:
        self._silence.stop()
        self._kept.clear()
        self._heard.emit(self._burst.clear())

    def _give_back(self, *, keep_last: bool = False) -> None:
        """Send the held key events to the widget that they were meant for, in their order."""
        widget = self._listening
        self._silence.stop()
        kept, self._kept = self._kept, []
        if not keep_last:
            self._burst.clear()
        if not isValid(widget):
            return
        widget.removeEventFilter(self)
        for event in kept:
            QCoreApplication.sendEvent(widget, event)
        if widget is self._listening and isValid(widget):
            widget.installEventFilter(self)

    @staticmethod
    def _is_sign(event: QKeyEvent) -> bool:
        text = event.text()
        return len(text) == 1 and text.isprintable() and text != " " and not event.modifiers() & _NO_SIGNS


def _is_secret(watched: QObject) -> bool:
    """Whether the widget is a password field: what is typed in one is never held."""
    return isinstance(watched, QLineEdit) and watched.echoMode() is not QLineEdit.EchoMode.Normal


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
