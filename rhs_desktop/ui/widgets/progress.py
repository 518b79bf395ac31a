"""A line with text, progress and Avbryt for a job of a dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from rhs_desktop.strings.widgets import HOW_FAR
from rhs_desktop.ui.widgets.jobs import Err, Job, Jobs, Ok, Task
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CANCEL
from rhs_desktop.ui.widgets.theme import Theme


class Busy(QWidget):
    """Runs one job at a time. Signals: `done` carries its result, `failed` its exception, `stopped`: it was cancelled.

    `changed` says whether a job runs, so that the dialog can disable its fields.
    """

    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    changed = Signal(bool)

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Job | None = None
        self._text = text_label("", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(HOW_FAR)
        self.cancel = QPushButton(CANCEL)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.unit)
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel)
        self.hide()

    @property
    def running(self) -> bool:
        return self._job is not None

    def start(self, text: str, work: Callable[[Task], Any], *, may_stop: bool = True) -> None:
        """Start a job; `text` is shown. Raises RuntimeError while one runs."""
        if self._job is not None:
            raise RuntimeError("a job is running")
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self.cancel.setVisible(may_stop)
        self.show()
        job = self._jobs.start(work)
        self._job = job
        job.progress.connect(self._progress)
        job.done.connect(self._done)
        job.stopped.connect(self._stopped)
        self.changed.emit(True)

    @Slot()
    def stop(self) -> None:
        """Ask the job to stop; `stopped` is emitted when it has."""
        if self._job is not None:
            self._job.cancel()

    @Slot(int, int, str)
    def _progress(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if text:
            self._text.setText(text)

    @Slot(object)
    def _done(self, answer: Ok[Any] | Err) -> None:
        self._end()
        if isinstance(answer, Ok):
            self.done.emit(answer.value)
        else:
            self.failed.emit(answer.error)

    @Slot()
    def _stopped(self) -> None:
        self._end()
        self.stopped.emit()

    def _end(self) -> None:
        self._job = None
        self.hide()
        self.changed.emit(False)
