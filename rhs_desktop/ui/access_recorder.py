"""What was seen on the screen, on its way to the access log: gathered here, written behind the window.

Opening a person must neither wait for the disk nor be refused because the log cannot be written just now. What could
not be written waits and is tried again, and `waiting` says so.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.access_log.write import PendingAccess, write_looks
from rhs_desktop.ui.widgets.jobs import Executor

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context

RETRY_MS = 10_000


class AccessRecorder(QObject):
    """One for each person who sits at the desk. `waiting`: so many looks could not be written yet; 0: all well.

    Without an executor it has a thread of its own, so that no long work of the window's delays it.
    """

    waiting = Signal(int)
    _broke = Signal(object)

    def __init__(
        self,
        context: Context,
        executor: Executor | None = None,
        parent: QObject | None = None,
        *,
        retry_ms: int = RETRY_MS,
    ) -> None:
        super().__init__(parent)
        self._ctx = context
        self._own = ThreadPoolExecutor(1, thread_name_prefix="log") if executor is None else None
        self._executor: Executor = executor or self._own  # type: ignore[assignment]
        self._pending: list[PendingAccess] = []
        self._lock = threading.Lock()
        self._failing = False
        self._last: PendingAccess | None = None
        self._retry = QTimer(self, interval=retry_ms)
        self._retry.timeout.connect(self.try_again)
        self.waiting.connect(self._waits)
        self._broke.connect(self._raise)

    def seen(
        self,
        kind: Access,
        cases: tuple[int, ...] = (),
        *,
        searched: str = "",
        what: CopiedData | None = None,
        **details: int,
    ) -> None:
        """Somebody has this before her eyes. The same as a moment ago is told once."""
        look = PendingAccess(self._ctx.now, self._ctx.user, kind, cases, searched, details, what)
        last, self._last = self._last, look
        if last and (last.kind, last.cases, last.searched, last.what) == (kind, cases, searched, what):
            return
        self._pending.append(look)
        if self._failing:
            self.waiting.emit(len(self._pending))
        else:
            self._executor.submit(self._write)

    @property
    def failing(self) -> bool:
        """Whether the last attempt to write failed."""
        return self._failing

    def listed(self, what: CopiedData, cases: Iterable[int]) -> None:
        """Several people at once, in that list."""
        people = tuple(cases)
        if people:
            self.seen(Access.LISTED, people, what=what, count=len(people))

    def opened(self, case: int) -> None:
        """A case in full."""
        self.seen(Access.OPENED, (case,))

    def close(self) -> int:
        """Write what is left, here and now; how many could not be written and are lost with the program."""
        self._retry.stop()
        if self._own is not None:
            self._own.shutdown(wait=True)
        self._write()
        return len(self._pending)

    def _write(self) -> None:
        """On any thread: all that waits, in one transaction."""
        with self._lock:
            batch = self._pending[:]
            if not batch:
                return
            try:
                write_looks(self._ctx, batch)
            except Exception as error:  # noqa: BLE001  # foreseen or not: what was seen waits, and the person is told
                self._failing = True
                self.waiting.emit(len(self._pending))
                if not isinstance(error, ExpectedError):
                    self._broke.emit(error)
                return
            del self._pending[: len(batch)]
            if self._failing:
                self._failing = False
                self.waiting.emit(len(self._pending))

    @Slot(int)
    def _waits(self, looks: int) -> None:
        """On the window's thread, wherever it was found out."""
        if not looks:
            self._retry.stop()
        elif not self._retry.isActive():
            self._retry.start()

    @Slot()
    def try_again(self) -> None:
        """Write what waits, in the background."""
        self._executor.submit(self._write)

    @Slot(object)
    def _raise(self, error: Exception) -> None:
        raise error
