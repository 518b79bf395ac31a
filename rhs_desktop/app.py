"""The composition root: the only module that knows the window, the services and the data folder.

Start-up: the window stands first; the database is opened and its rows are read behind it. Libraries that only some
acts need (openpyxl, reportlab) are not imported here but when these acts begin, and sqlmodel while somebody logs in.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.paths import APPLICATION, log_dir
from rhs_desktop.strings import backups, users
from rhs_desktop.strings.access_log import entries
from rhs_desktop.strings.errors import trouble
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.manuals.unusable_files import warn_of_manuals
from rhs_desktop.ui.users.log_out import log_out
from rhs_desktop.ui.widgets import file_dialogs
from rhs_desktop.ui.widgets.clipboard import Clipboard
from rhs_desktop.ui.widgets.icons import forget
from rhs_desktop.ui.widgets.jobs import Err, Jobs, Ok, Task
from rhs_desktop.ui.widgets.messages import Messages, WindowMessages
from rhs_desktop.ui.widgets.printer_memory import PrinterMemory
from rhs_desktop.ui.widgets.theme import Mode, Theme
from rhs_desktop.ui.window.crash_dialog import CrashHook
from rhs_desktop.ui.window.layout_memory import LayoutMemory, remembered_filter
from rhs_desktop.ui.window.loaded_register import LoadedRegister, load_register
from rhs_desktop.ui.window.main_window import MainWindow
from rhs_desktop.ui.window.qt_language import speak_swedish

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context
    from rhs_desktop.ui.access_recorder import AccessRecorder
    from rhs_desktop.ui.login.controller import Entrance
    from rhs_desktop.ui.login.entry_work import Unopened
    from rhs_desktop.ui.users.lock import Lock

Clock = Callable[[], datetime]


class Application(QObject):
    """One window over one data folder, or over a practice clinic that goes away with it."""

    def __init__(
        self,
        app: QApplication,
        data: Path,
        *,
        demo: bool,
        user: str,
        clock: Clock = datetime.now,
        messages: Messages | None = None,
        jobs: Jobs | None = None,
    ) -> None:
        super().__init__()
        self._data = data
        self._demo = demo
        self._user = user
        self.clock = clock
        self._resources = ExitStack()
        self._translator = speak_swedish(app)
        self.memory = LayoutMemory(None if demo else data)
        self._layout = self.memory.load()
        self.theme = Theme(app, Mode(self._layout.mode))
        self.messages: Messages = messages or WindowMessages()
        self.crash = CrashHook(self.messages, self)
        self.jobs = jobs or Jobs(parent=self)
        self.clipboard = Clipboard(app.clipboard(), parent=self)
        self.desk = SeatInfo("", user, practice=demo)
        self.window = MainWindow(self.desk, clock().date(), self.theme, self.messages, self.clipboard, self._layout)
        self.window.closing.connect(self.close)
        self.window.settings_closed.connect(self._read_settings)
        self.failed = False
        self.entrance: Entrance | None = None
        self.lock: Lock | None = None
        self._closed = False
        self.context: Context | None = None
        self.watch: AccessRecorder | None = None

    def start(self) -> None:
        """Show the window: with the login page, or over the practice clinic, where nobody logs in."""
        if self._demo:
            self.window.show()
            QTimer.singleShot(0, self.practise)
        else:
            self.entrance = self._make_entrance()
            self.window.show_entrance(self.entrance)
            self.window.show()
            QTimer.singleShot(0, self.entrance.begin)

    @Slot()
    def practise(self) -> None:
        """Open the practice clinic on a worker's thread."""
        self.admit(self._practice_desk)

    def admit(self, opened: Callable[[], Context]) -> None:
        """Start a session with a context that is opened on a worker's thread."""
        if not self._closed:
            self.jobs.start(lambda task: self._come(opened())).done.connect(self._begin)

    def _practice_desk(self) -> Context:
        from rhs_desktop.practice.opening import open_practice

        return self._resources.enter_context(open_practice(clock=self.clock)).context

    def _make_entrance(self) -> Entrance:
        from rhs_desktop.ui.login.controller import Entrance

        entrance = Entrance(
            *(self._data, self.theme, self.jobs, self.messages, PrinterMemory(self._data)),
            user=self._user,
            clock=self.clock,
            come=self._come,
        )
        entrance.entered.connect(self._sit)
        entrance.failed.connect(self._refuse)
        entrance.unopened.connect(self._offer_copies)
        return entrance

    def _come(self, context: Context) -> LoadedRegister:
        """On a worker's thread: what the window is to show to who has come in."""
        self._resources.callback(context.store.close)
        return load_register(context)

    @Slot(object)
    def _begin(self, answer: Ok[LoadedRegister] | Err) -> None:
        if isinstance(answer, Ok):
            self._sit(answer.value)
        elif not self._closed:
            self._refuse(answer.error)

    @Slot(object)
    def _sit(self, opened: LoadedRegister) -> None:
        """Start the session of a user; that of a former user has ended."""
        if self._closed:
            return
        from rhs_desktop.ui.access_recorder import AccessRecorder
        from rhs_desktop.ui.context import DialogContext

        first = self.context is None
        self._log_the_rest()
        self.context = ctx = opened.context
        self.watch = AccessRecorder(ctx, parent=self)
        printing = PrinterMemory(None if self._demo else self._data)
        tools = DialogContext(
            ctx, self.theme, self.messages, self.jobs, self.clipboard, file_dialogs.SystemFiles(), printing, self.watch
        )
        self._show_settings(opened.clinic, opened.clipboard_seconds, opened.idle_minutes)
        wanted = remembered_filter(self._layout.filter) if first else Filter()
        self.window.begin(tools, opened.rows, wanted)
        if first:
            self._leave_entrance()
            warn_of_manuals(ctx, self.messages, self.window)
        else:
            self.window.areas.status.show_done(users.switched(ctx.user), undoable=False)
        self.jobs.start(self._settle).done.connect(self._settled)

    def _leave_entrance(self) -> None:
        if self.entrance is not None:
            self.window.remove_entrance(self.entrance)
            self.entrance.deleteLater()
            self.entrance = None

    def _show_settings(self, clinic: str, clipboard_seconds: int, idle_minutes: int) -> None:
        """Apply the clinic's settings to the window, and show the user."""
        assert self.context is not None
        self.clipboard.clear_after = clipboard_seconds
        roles = users.roles(self.context.roles) if self.context.store.encrypted else ""
        self.desk = SeatInfo(clinic, self.context.user, roles, practice=self._demo)
        self.window.show_desk(self.desk)
        if self.context.store.encrypted:
            self.lock = self.lock or self._make_lock()
            self.lock.begin(self.context, clinic, idle_minutes)

    def _make_lock(self) -> Lock:
        from rhs_desktop.ui.users.lock import Lock

        lock = Lock(
            *(self.window, self.theme, self.clipboard, self.jobs),
            clock=self.clock,
            come=self._come,
            asking=lambda: self.window.areas.panel.asking,
        )
        self.window.lock_wanted.connect(lock.lock)
        self.window.switch_wanted.connect(lock.lock_for_another)
        lock.covered.connect(self.window.scanning.rest)
        lock.uncovered.connect(self.window.scanning.resume)
        lock.switched.connect(self._sit)
        lock.untold.connect(self._tell_later)
        return lock

    @Slot()
    def _tell_later(self) -> None:
        """Log that the user unlocked the program, as soon as the access log can be written."""
        from rhs_desktop.domain.access_log.entries import Access

        if self.watch is not None:
            self.watch.seen(Access.UNLOCKED)

    @Slot()
    def _read_settings(self) -> None:
        """Read the clinic's settings again."""
        from rhs_desktop.services import settings

        if self.context is not None:
            chosen = settings.load(self.context)
            self._show_settings(chosen.clinic.name, chosen.clipboard_seconds, chosen.idle_minutes)

    def _settle(self, task: Task) -> bool:
        from rhs_desktop.services.cases import case_list

        assert self.context is not None
        return case_list.settle(self.context)

    @Slot(object)
    def _settled(self, answer: Ok[bool] | Err) -> None:
        if isinstance(answer, Err):
            if not self._closed:
                raise answer.error
            return
        if answer.value and not self._closed:
            self.window.lists.refresh()

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        """Say why the database cannot be opened, and end the program."""
        self.failed = True
        if not isinstance(error, ExpectedError):
            self.window.close()
            raise error
        said, todo = trouble(error)
        self.messages.warn(self.window, said, todo)
        self.window.close()

    @Slot(object)
    def _offer_copies(self, unopened: Unopened) -> None:
        """The register is damaged, empty or missing: say so, and offer to restore a backup."""
        from rhs_desktop.ui.backups.rescue_dialog import DamagedRegister, RescueDialog

        said, _ = trouble(unopened.error)
        if self.messages.choose(self.window, said, [backups.RESCUE_OFFER], backups.RESCUE_TEXT) is None:
            self.failed = True
            self.window.close()
            return
        broken = DamagedRegister(self._data, unopened.user, unopened.key, self.clock)
        if RescueDialog.ask(self.window, self.theme, self.messages, self.jobs, file_dialogs.SystemFiles(), broken):
            self.messages.tell(self.window, backups.RESCUED, backups.RESCUED_ADVICE)

    @Slot()
    def close(self) -> None:
        """Keep the layout, empty the clipboard and close the database."""
        self._closed = True
        self.memory.save(self.window.layout_now())
        self.clipboard.clear()
        if self.lock is not None:
            self.lock.close()
        self.jobs.close()
        self._log_the_rest()
        if self.context is not None:
            log_out(self.context)
        self._resources.close()

    def _log_the_rest(self) -> None:
        """Write the last views to the access log; what cannot be written is told to the user."""
        watch, self.watch = self.watch, None
        lost = watch.close() if watch else 0
        if lost:
            logging.getLogger(__name__).error("the access log could not be written: %s looks", lost)
            self.messages.warn(self.window, entries.lost(lost), entries.LOST_ADVICE)


def run_window(data: Path, *, demo: bool = False, user: str, arguments: Sequence[str] = ()) -> int:
    """Open the window and stay until it is closed; the exit code of the program."""
    from rhs_desktop.logs import start_logging, stop_logging

    app = QApplication([APPLICATION, *arguments])
    app.setApplicationName(APPLICATION)
    app.setApplicationDisplayName("")
    handler = None if demo else start_logging(log_dir(data))
    application = Application(app, data, demo=demo, user=user)
    application.crash.install()
    application.start()
    code = app.exec()
    application.window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    sys.excepthook = sys.__excepthook__
    forget()
    stop_logging(handler)
    return 1 if application.failed else code
