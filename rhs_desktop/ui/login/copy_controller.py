"""Fetches the register, or its key file, from a backup: the two pages and their jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, ExpectedError
from rhs_desktop.paths import key_file
from rhs_desktop.strings import users as strings
from rhs_desktop.ui.login.copy_page import FetchPage, What
from rhs_desktop.ui.login.pages import CentredPage, RecoverPage
from rhs_desktop.ui.widgets.file_dialogs import Files, SystemFiles
from rhs_desktop.ui.widgets.jobs import Err, Jobs, Ok, Task
from rhs_desktop.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context
    from rhs_desktop.services.restoring.move_to_computer import CopyRequest

_OF_CODE = frozenset({EntryRefusal.CODE_WRONG, EntryRefusal.WAIT})


class Fetching(QObject):
    """Signals: `fetched` carries what `come` returned for the context; `coded` the new recovery code, the user's name
    and the same; `show` the page to show; `placed` the error of a user who cannot log in to a register that has been
    fetched; `failed` an error that no page can resolve."""

    show = Signal(object)
    fetched = Signal(object)
    coded = Signal(str, str, object)
    placed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        parent: QObject,
        data: Path,
        theme: Theme,
        jobs: Jobs,
        clock: Callable[[], datetime],
        come: Callable[[Context], Any],
        user: str,
        what: What,
    ) -> None:
        super().__init__(parent)
        self._data, self._jobs, self._clock, self._come = data, jobs, clock, come
        self._chosen_files: Files | None = None
        self._put_back = False
        damaged = what is What.DAMAGED_KEYS
        self.page = FetchPage(theme, clock, self._files, user, what, key_file(data) if damaged else None)
        text = strings.DAMAGED_CODE_TEXT if damaged else strings.FETCH_CODE_TEXT
        self.recovery = RecoverPage(theme, clock, user, strings.FETCH_CODE_TITLE, text)
        if self.page.keys:
            jobs.start(self._propose).done.connect(self._proposed)
        self.page.asked.connect(self._fetch)
        self.page.forgotten.connect(self._forgotten)
        self.recovery.asked.connect(self._recover)
        self.recovery.left.connect(self._back)

    @property
    def pages(self) -> tuple[CentredPage, CentredPage]:
        return self.page, self.recovery

    def _files(self) -> Files:
        """The file dialogs, made once, as they remember the last folder."""
        self._chosen_files = self._chosen_files or SystemFiles()
        return self._chosen_files

    def _propose(self, task: Task) -> Path | None:
        from rhs_desktop.services.restoring import key_file as restoring_key_file

        return restoring_key_file.proposed(self._data)

    @Slot(object)
    def _proposed(self, answer: Ok[Path | None] | Err) -> None:
        if isinstance(answer, Err):
            self.failed.emit(answer.error)
        elif answer.value is not None:
            self.page.propose(answer.value)

    def _put(self, wanted: CopyRequest) -> None:
        """Copy the register or its key file. On a worker's thread."""
        from rhs_desktop.services.restoring import key_file as restoring_key_file
        from rhs_desktop.services.restoring import move_to_computer

        if self.page.keys:
            restoring_key_file.put_back(self._data, wanted, clock=self._clock)
            self._put_back = True
        else:
            move_to_computer.fetch(self._data, wanted, clock=self._clock)

    @Slot(object, str, str)
    def _fetch(self, path: Path, name: str, password: str) -> None:
        self.page.work()

        def work(task: Task) -> Any:
            from rhs_desktop.services.restoring.move_to_computer import CopyRequest
            from rhs_desktop.services.users import login

            self._put(CopyRequest(path, name, password))
            return self._come(login.enter(self._data, name, password, clock=self._clock))

        self._jobs.start(work).done.connect(self._done)

    @Slot(object)
    def _done(self, answer: Ok[Any] | Err) -> None:
        if isinstance(answer, Ok):
            self.page.form.clear()
            self.fetched.emit(answer.value)
        elif (error := self._said(answer.error)) is not None:
            self.page.refuse(error, self._waits())

    @Slot(str, str, str)
    def _recover(self, code: str, name: str, password: str) -> None:
        path = self.page.path
        assert path is not None

        def work(task: Task) -> tuple[str, str, Any]:
            from rhs_desktop.services.restoring.move_to_computer import CopyRequest
            from rhs_desktop.services.users import recovery

            self._put(CopyRequest(path, name, password, code))
            made = recovery.recover_and_enter(self._data, code, name, password, clock=self._clock)
            return made.code, made.context.user, self._come(made.context)

        self._jobs.start(work).done.connect(self._recovered)

    @Slot(object)
    def _recovered(self, answer: Ok[tuple[str, str, Any]] | Err) -> None:
        if isinstance(answer, Ok):
            self.recovery.clear()
            self.coded.emit(*answer.value)
        elif (error := self._said(answer.error)) is not None:
            if isinstance(error, EntryRefused) and error.code in _OF_CODE:
                self.recovery.refuse(error, self._waits())
            else:
                self.recovery.clear()
                self._back()
                self.page.refuse(error)

    def _said(self, error: Exception) -> ExpectedError | None:
        """The error to show on the page; None where a signal was emitted instead."""
        if not isinstance(error, ExpectedError):
            self.failed.emit(error)
        elif self._put_back if self.page.keys else key_file(self._data).exists():
            self.page.form.clear()
            self.recovery.clear()
            self.placed.emit(error)
        else:
            return error
        return None

    @Slot()
    def _forgotten(self) -> None:
        self.recovery.name.setText(self.page.form.name.text())
        self.show.emit(self.recovery)

    @Slot()
    def _back(self) -> None:
        self.show.emit(self.page)

    def _waits(self) -> datetime | None:
        from rhs_desktop.services.users import failed_attempts

        return failed_attempts.waits_until(self._data, clock=self._clock)
