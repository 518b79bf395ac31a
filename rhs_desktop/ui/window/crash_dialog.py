"""Unexpected exceptions: logged (rhs_desktop.logs keeps personal data out), and shown once in a dialog."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal, Slot

from rhs_desktop.strings import window as said
from rhs_desktop.ui.widgets.messages import Messages

_LOG = logging.getLogger(__name__)


class CrashHook(QObject):
    """Exception hook of the interpreter and of threads. Shows one dialog at a time, on the window's thread."""

    _happened = Signal()

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._telling = False
        self._happened.connect(self._tell)

    def install(self) -> None:
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.error("unexpected", exc_info=(kind, error, trace))
        self._happened.emit()

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot()
    def _tell(self) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            self._messages.warn(None, said.CRASHED, said.CRASHED_DETAILS)
        finally:
            self._telling = False
