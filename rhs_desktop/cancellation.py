"""Runs a library call that cannot be interrupted on a thread of its own, so that Avbryt need not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from rhs_desktop.domain.errors import Cancelled

_POLL_SECONDS = 0.05
T = TypeVar("T")


class WorkerThread(Generic[T]):
    """Starts at once. Its result after Avbryt is discarded."""

    def __init__(self, slow: Callable[[], T]) -> None:
        self._slow: Callable[[], T] | None = slow
        self._outcome: list[T] = []
        self._trouble: list[BaseException] = []
        self._thread = threading.Thread(target=self._run, name="aside", daemon=True)
        self._thread.start()

    def result(self, cancelled: Callable[[], bool]) -> T:
        """The result of the work. Raises what the work raised, and Cancelled as soon as `cancelled` returns
        True."""
        while self._thread.is_alive():
            if cancelled():
                raise Cancelled
            self._thread.join(_POLL_SECONDS)
        if self._trouble:
            raise self._trouble.pop()  # kept by nobody, or what it holds would stay in memory
        return self._outcome.pop()

    def _run(self) -> None:
        slow, self._slow = self._slow, None
        assert slow is not None
        try:
            self._outcome.append(slow())
        except BaseException as raised:  # noqa: BLE001  raised again in the waiting thread
            self._trouble.append(raised)
