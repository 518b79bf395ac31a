"""The entrance: which page is shown from the start of the program to a logged-in user."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from rhs_desktop.domain.errors import EntryRefused, ExpectedError, StoreTrouble, StoreUnavailable
from rhs_desktop.paths import key_file
from rhs_desktop.strings import users as strings
from rhs_desktop.ui.login.entry_work import Come, Entered, EntryWork, Unopened
from rhs_desktop.ui.login.pages import CentredPage, FirstPage, LoginPage, RecoverPage, RecoveryCodePage
from rhs_desktop.ui.login.recovery_sheet import PrintedSheet
from rhs_desktop.ui.widgets.jobs import Err, Jobs, Ok
from rhs_desktop.ui.widgets.messages import Messages
from rhs_desktop.ui.widgets.printer_memory import PrinterMemory
from rhs_desktop.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from rhs_desktop.ui.login.copy_controller import Fetching

_OF_KEYS: Mapping[StoreTrouble, str] = {StoreTrouble.KEYS_MISSING: "missing", StoreTrouble.KEYS_DAMAGED: "damaged"}


class Entrance(QWidget):
    """Signals: `entered` carries what `come` returned for the context, `failed` an error that no page can resolve,
    `unopened` an Unopened.

    No heavy module is imported before the page is shown; that is done in a job while the user types. `ready`: it is
    done.
    """

    entered = Signal(object)
    failed = Signal(object)
    unopened = Signal(object)

    def __init__(
        self,
        data: Path,
        theme: Theme,
        jobs: Jobs,
        messages: Messages,
        printing: PrinterMemory,
        *,
        user: str,
        clock: Callable[[], datetime],
        come: Come,
    ) -> None:
        super().__init__()
        self._data, self._theme, self._jobs, self._clock, self._come = data, theme, jobs, clock, come
        self._work = EntryWork(data, clock, come)
        self._user = user
        self.ready = False
        self._inside: object | None = None
        self.login = LoginPage(theme, clock, user)
        self.recovery = RecoverPage(theme, clock, user)
        self.code = RecoveryCodePage(theme, messages, printing)
        self.first: FirstPage | None = None
        self.fetching: Fetching | None = None
        self._pages = QStackedLayout(self)
        self._known = key_file(data).exists()
        for page in (*(() if self._known else (QWidget(),)), self.login, self.recovery, self.code):
            self._pages.addWidget(page)
        self.login.asked.connect(self._log_in)
        self.login.forgotten.connect(self._forgotten)
        self.recovery.asked.connect(self._recover)
        self.recovery.left.connect(self._to_login)
        self.code.kept.connect(self._kept)

    @property
    def page(self) -> CentredPage:
        """The current page."""
        shown = self._pages.currentWidget()
        assert isinstance(shown, CentredPage)
        return shown

    def begin(self) -> None:
        """Show the login where a key file exists, else look into the data folder in a job."""
        if self._known:
            self.show_page(self.login)
            self._jobs.start(self._work.make_ready).done.connect(self._made_ready)
        else:
            self._jobs.start(self._work.stage).done.connect(self._staged)

    def show_page(self, page: CentredPage) -> None:
        self._pages.setCurrentWidget(page)
        page.begin()

    # ---- before anybody types ---------------------------------------------------------------------------------------

    @Slot(object)
    def _made_ready(self, answer: Ok[datetime | None] | Err) -> None:
        self.ready = True
        if isinstance(answer, Err):
            self._fail(answer.error)
        elif answer.value is not None:
            self.login.form.wait(answer.value)

    @Slot(object)
    def _staged(self, answer: Ok[str] | Err) -> None:
        self.ready = True
        if isinstance(answer, Err):
            self._fail(answer.error)
            return
        if answer.value == "locked":
            self.show_page(self.login)
            return
        self.first = FirstPage(self._theme, self._user, plain=answer.value == "plain")
        self.first.asked.connect(self._begin)
        self.first.fetch_wanted.connect(self._fetch_from_copy)
        self._pages.addWidget(self.first)
        self.show_page(self.first)

    # ---- from a copy ------------------------------------------------------------------------------------------------

    @Slot()
    def _fetch_from_copy(self, what: str = "register") -> None:
        if self.fetching is None:
            from rhs_desktop.ui.login.copy_controller import Fetching
            from rhs_desktop.ui.login.copy_page import What

            parts = (self._data, self._theme, self._jobs, self._clock, self._come)
            self.fetching = Fetching(self, *parts, self._user, What(what))
            for page in self.fetching.pages:
                self._pages.addWidget(page)
            self.fetching.page.left.connect(self._to_first)
            self.fetching.show.connect(self.show_page)
            self.fetching.fetched.connect(self.entered)
            self.fetching.coded.connect(self._coded)
            self.fetching.placed.connect(self._placed)
            self.fetching.failed.connect(self.failed)
        self.show_page(self.fetching.page)

    @Slot()
    def _to_first(self) -> None:
        if self.first is not None:
            self.show_page(self.first)

    @Slot(str, str, object)
    def _coded(self, code: str, user: str, inside: Any) -> None:
        self._show_code(code, user, inside, anew=True)

    @Slot(object)
    def _placed(self, error: ExpectedError) -> None:
        """The register has been fetched, but this user cannot log in: show the login with the error."""
        self.show_page(self.login)
        self.login.form.refuse(error, self._work.waits())

    # ---- asking -----------------------------------------------------------------------------------------------------

    @Slot(str, str)
    def _log_in(self, name: str, password: str) -> None:
        self.login.form.work(strings.LOGGING_IN)
        job = self._jobs.start(self._work.log_in(name, password))
        job.progress.connect(self._goes_on)
        job.done.connect(self._logged_in)

    @Slot(int, int, str)
    def _goes_on(self, done: int, total: int, text: str) -> None:
        self.login.form.progress.say(text)

    @Slot(object)
    def _logged_in(self, answer: Ok[Any] | Err) -> None:
        if isinstance(answer, Err):
            if self._is_for_page(answer.error):
                assert isinstance(answer.error, ExpectedError)
                self.login.form.refuse(answer.error, self._work.waits())
            return
        self.login.form.clear()
        (self.unopened if isinstance(answer.value, Unopened) else self.entered).emit(answer.value)

    @Slot(str, str)
    def _begin(self, name: str, password: str) -> None:
        self._jobs.start(self._work.begin(name, password)).done.connect(self._begun)

    @Slot(object)
    def _begun(self, answer: Ok[Entered] | Err) -> None:
        if isinstance(answer, Ok):
            self._show_code(*answer.value, anew=False)
        elif self._is_for_page(answer.error) and self.first is not None:
            assert isinstance(answer.error, ExpectedError)
            self.first.refuse(answer.error)

    @Slot(str, str, str)
    def _recover(self, code: str, name: str, password: str) -> None:
        self._jobs.start(self._work.recover(code, name, password)).done.connect(self._recovered)

    @Slot(object)
    def _recovered(self, answer: Ok[Entered | Unopened] | Err) -> None:
        if isinstance(answer, Ok):
            self.recovery.clear()
            if isinstance(answer.value, Unopened):
                self.show_page(self.login)
                self.unopened.emit(answer.value)
            else:
                self._show_code(*answer.value, anew=True)
        elif self._is_for_page(answer.error):
            assert isinstance(answer.error, ExpectedError)
            self.recovery.refuse(answer.error, self._work.waits())

    def _show_code(self, code: str, user: str, inside: Any, *, anew: bool) -> None:
        self._inside = inside
        clinic = getattr(inside, "clinic", "")
        self.code.sheet.show_code(PrintedSheet(code, clinic, self._clock().date(), user), anew=anew)
        self.show_page(self.code)

    @Slot()
    def _kept(self) -> None:
        inside, self._inside = self._inside, None
        self.entered.emit(inside)

    # ---- going about ------------------------------------------------------------------------------------------------

    @Slot()
    def _forgotten(self) -> None:
        self.recovery.name.setText(self.login.form.name.text())
        self.show_page(self.recovery)

    @Slot()
    def _to_login(self) -> None:
        self.show_page(self.login)

    def _is_for_page(self, error: Exception) -> bool:
        """Whether the user can resolve the error on the page; any other is passed to `_fail`."""
        if isinstance(error, EntryRefused):
            return True
        self._fail(error)
        return False

    def _fail(self, error: Exception) -> None:
        """Show the page for a missing or damaged key file; emit `failed` for any other error."""
        why = _OF_KEYS.get(error.code) if isinstance(error, StoreUnavailable) else None
        if why is None:
            self.failed.emit(error)
        else:
            self.login.form.clear()
            self.recovery.clear()
            self._fetch_from_copy(why)
