"""Background jobs with progress and cancellation; the answer is Ok or Err.

A job is a function of one argument, its Task. It must not use widgets, nor data that the window changes meanwhile: pass
a snapshot. `Job.done` is emitted on the window's thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from rhs_desktop.domain.errors import Cancelled

T = TypeVar("T")
PROGRESS_MS = 50


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class Err:
    """`error` is an ExpectedError to show to the user, or a bug to report and log."""

    error: Exception


class Task:
    """The side of the job: reports progress, and raises Cancelled when the job has been cancelled."""

    def __init__(self, report: Callable[[int, int, str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._report = report
        self._clock = clock
        self._last = float("-inf")
        self._stop = Event()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        self._stop.set()

    def check(self) -> None:
        """Raises Cancelled if the job has been cancelled. Call it between items."""
        if self._stop.is_set():
            raise Cancelled

    def report(self, done: int, total: int, text: str = "") -> None:
        """Report progress; may be called for every item, as it is shown every 50 ms. Raises as `check`."""
        self.check()
        now = self._clock()
        if now - self._last >= PROGRESS_MS / 1000 or done >= total:
            self._last = now
            self._report(done, total, text)


class Executor(Protocol):
    def submit(self, work: Callable[[], None], /) -> object: ...


class Immediate:
    """Runs jobs at once on the calling thread, for tests."""

    def submit(self, work: Callable[[], None], /) -> None:
        work()


class Job(QObject):
    """One job. `done` carries Ok or Err; `stopped` is emitted instead if it was cancelled."""

    progress = Signal(int, int, str)
    done = Signal(object)
    stopped = Signal()
    finished = Signal(object)
    _answer = Signal(object)

    def __init__(self, work: Callable[[Task], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._task = Task(self.progress.emit)
        self._answer.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the job to stop; `stopped` is emitted when it has."""
        self._task.cancel()

    @property
    def cancelled(self) -> bool:
        return self._task.cancelled

    def run(self) -> None:
        """Run it, on the worker's thread. Every exception becomes an Err."""
        answer: Ok[Any] | Err
        try:
            answer = Ok(self._work(self._task))
        except Exception as error:  # noqa: BLE001 - handed to the window, which tells bugs from foreseen trouble
            answer = Err(error)
        try:
            self._answer.emit(answer)
        except RuntimeError:
            return  # the window has gone, and the job with it

    @Slot(object)
    def _deliver(self, answer: Ok[Any] | Err) -> None:
        if isinstance(answer, Err) and isinstance(answer.error, Cancelled):
            self.stopped.emit()
        else:
            self.done.emit(answer)
        self.finished.emit(self)


class Jobs(QObject):
    """Starts jobs, one at a time, in their order. Made once by the composition root."""

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own = ThreadPoolExecutor(1, thread_name_prefix="job") if executor is None else None
        self._executor: Executor = executor or self._own  # type: ignore[assignment]
        self._running: list[Job] = []

    def start(self, work: Callable[[Task], Any]) -> Job:
        """Queue a job. Connect to its signals at once: they are emitted from the event loop, not before."""
        job = Job(work, self)
        self._running.append(job)
        job.finished.connect(self._forget)
        self._executor.submit(job.run)
        return job

    @property
    def running(self) -> int:
        return len(self._running)

    def close(self) -> None:
        """Cancel all jobs and wait for their end, before the program ends."""
        for job in self._running:
            job.cancel()
        if self._own:
            self._own.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _forget(self, job: Job) -> None:
        self._running.remove(job)
        job.deleteLater()
