"""Work behind the window: runs on a snapshot, reports now and then, can be cancelled, hands back Ok or Err.

The work is a function of one argument, its Task. It must not touch widgets nor anything that the window changes
meanwhile: take a snapshot before starting. The answer arrives on the window's thread by `Job.done`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")
PROGRESS_MS = 50


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class Err:
    """`error` is an ExpectedError to be put in words, or a bug to be shown and logged as one."""

    error: Exception


class JobCancelled(Exception):
    """Raised by `Task.report` and `Task.check` when the person has pressed Avbryt; the work need not catch it."""


class Task:
    """What the work sees: it reports, and thereby finds out whether it should stop."""

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
        """Raise Cancelled if the person has pressed Avbryt. Ask between items."""
        if self._stop.is_set():
            raise JobCancelled

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say how far it is; may be called for every item, the window hears of it every 50 ms and at the end."""
        self.check()
        now = self._clock()
        if now - self._last >= PROGRESS_MS / 1000 or done >= total:
            self._last = now
            self._report(done, total, text)


class Executor(Protocol):
    def submit(self, work: Callable[[], None], /) -> object: ...


class Immediate:
    """Runs at once on the calling thread, for tests."""

    def submit(self, work: Callable[[], None], /) -> None:
        work()


class Job(QObject):
    """One running piece of work. `done` carries Ok or Err, `stopped` comes instead if it was cancelled."""

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
        """Ask the work to stop; `stopped` follows when it has."""
        self._task.cancel()

    @property
    def cancelled(self) -> bool:
        return self._task.cancelled

    def run(self) -> None:
        """On the worker's thread. Whatever goes wrong is handed back, never lost."""
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
        if isinstance(answer, Err) and isinstance(answer.error, JobCancelled):
            self.stopped.emit()
        else:
            self.done.emit(answer)
        self.finished.emit(self)


class Jobs(QObject):
    """Starts jobs, one at a time in the order in which they were asked for. Made once by the composition root."""

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own = ThreadPoolExecutor(1, thread_name_prefix="job") if executor is None else None
        self._executor: Executor = executor or self._own  # type: ignore[assignment]
        self._running: list[Job] = []

    def start(self, work: Callable[[Task], Any]) -> Job:
        """Begin; connect to the job's signals at once: they come when the event loop next turns, not before."""
        job = Job(work, self)
        self._running.append(job)
        job.finished.connect(self._forget)
        self._executor.submit(job.run)
        return job

    @property
    def running(self) -> int:
        return len(self._running)

    def close(self) -> None:
        """Cancel everything and wait until the work has let go, before the program ends."""
        for job in self._running:
            job.cancel()
        if self._own:
            self._own.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _forget(self, job: Job) -> None:
        self._running.remove(job)
        job.deleteLater()
