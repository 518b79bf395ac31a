"""Where everything is put together: the only module that knows the window, the services and where the data lie.

Start-up: the window stands first; the database is opened and its rows are read behind it. Libraries that only some
acts need (sqlmodel, openpyxl, reportlab) are not imported here but when these acts begin.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.paths import APPLICATION, backup_dir, log_dir
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.ui.actions import Desk
from rhs_desktop.ui.clipboard import Clipboard
from rhs_desktop.ui.crash import CrashHook
from rhs_desktop.ui.icons import forget
from rhs_desktop.ui.jobs import Err, Jobs, Ok, Task
from rhs_desktop.ui.layout_memory import LayoutMemory, remembered_filter
from rhs_desktop.ui.main_window import MainWindow
from rhs_desktop.ui.messages import Messages, WindowMessages
from rhs_desktop.ui.theme import Mode, Theme
from rhs_desktop.words import access
from rhs_desktop.words.trouble import trouble

if TYPE_CHECKING:
    from rhs_desktop.services.workplace import Workplace
    from rhs_desktop.ui.access_watch import AccessWatch

Clock = Callable[[], datetime]


def swedish(app: QApplication) -> QTranslator:
    """Dates and Qt's own buttons in Swedish. Whoever calls keeps the translator: without it the buttons fall back."""
    QLocale.setDefault(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_sv", folder):
        app.installTranslator(translator)
    return translator


@dataclass(frozen=True, slots=True)
class Opened:
    """What was read behind the window."""

    workplace: Workplace
    rows: list[CaseRow]
    clinic: str
    clipboard_seconds: int


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
        self._clock = clock
        self._resources = ExitStack()
        self._translator = swedish(app)
        self.memory = LayoutMemory(None if demo else data)
        self._layout = self.memory.load()
        self.theme = Theme(app, Mode(self._layout.mode))
        self.messages: Messages = messages or WindowMessages()
        self.crash = CrashHook(self.messages, self)
        self.jobs = jobs or Jobs(parent=self)
        self.clipboard = Clipboard(app.clipboard(), parent=self)
        self.desk = Desk("", user, practice=demo)
        self.window = MainWindow(self.desk, clock().date(), self.theme, self.messages, self.clipboard, self._layout)
        self.window.closing.connect(self.close)
        self.failed = False
        self._closed = False
        self._watch: AccessWatch | None = None

    def start(self) -> None:
        """Show the window; the reading begins when it has been painted."""
        self.window.show()
        QTimer.singleShot(0, self.read)

    @Slot()
    def read(self) -> None:
        if self._closed:
            return
        job = self.jobs.start(self._open)
        job.done.connect(self._begin)

    def _open(self, task: Task) -> Opened:
        """On the worker's thread: the database, the rows, the clinic's name."""
        from rhs_desktop.services import opening, overview, settings

        if self._demo:
            desk = self._resources.enter_context(opening.practice_desk(clock=self._clock))
            workplace = desk.workplace
        else:
            workplace = opening.open_workplace(self._data, user=self._user, clock=self._clock, create=True)
            self._resources.callback(workplace.store.close)
        chosen = settings.load(workplace)
        rows = overview.load_rows(workplace, chosen.round)
        return Opened(workplace, rows, chosen.clinic.name, chosen.clipboard_seconds)

    @Slot(object)
    def _begin(self, answer: Ok[Opened] | Err) -> None:
        if self._closed:
            return
        if isinstance(answer, Err):
            self._refuse(answer.error)
            return
        from rhs_desktop.ui.access_watch import AccessWatch
        from rhs_desktop.ui.desk_actions import DeskActions
        from rhs_desktop.ui.dialogs.files import SystemFiles
        from rhs_desktop.ui.dialogs.printer_memory import PrinterMemory
        from rhs_desktop.ui.dialogs.tools import Tools

        opened = answer.value
        self.clipboard.clear_after = opened.clipboard_seconds
        self.desk = Desk(opened.clinic, opened.workplace.user, practice=self._demo)
        printing = PrinterMemory(None if self._demo else self._data)
        self._watch = AccessWatch(opened.workplace, parent=self)
        tools = Tools(
            opened.workplace, self.theme, self.messages, self.jobs, self.clipboard, SystemFiles(), printing, self._watch
        )
        self.window.show_desk(self.desk)
        actions = DeskActions(tools, self._newest_backup)
        self.window.conductor.begin(actions, opened.rows, remembered_filter(self._layout.filter))
        self._workplace = opened.workplace
        self.window.conductor.settings_closed.connect(self._read_settings)
        self._tell_of_manuals()
        self.jobs.start(self._settle).done.connect(self._settled)

    def _tell_of_manuals(self) -> None:
        """Files of the clinic's own manuals that are not used as they stand: nobody's case may wait for one unseen."""
        from rhs_desktop.services import manuals
        from rhs_desktop.words.manuals import trouble as told

        for one in manuals.troubles(self._workplace):
            self.messages.warn(self.window, told(one.error, instead=one.instead))

    @Slot()
    def _read_settings(self) -> None:
        """The clinic's name and how long a copied number stays may be others now."""
        from rhs_desktop.services import settings

        chosen = settings.load(self._workplace)
        self.clipboard.clear_after = chosen.clipboard_seconds
        self.desk = Desk(chosen.clinic.name, self._workplace.user, practice=self._demo)
        self.window.show_desk(self.desk)

    def _settle(self, task: Task) -> bool:
        from rhs_desktop.services import overview

        return overview.settle(self._workplace)

    @Slot(object)
    def _settled(self, answer: Ok[bool] | Err) -> None:
        if isinstance(answer, Err):
            if not self._closed:
                raise answer.error
            return
        if answer.value and not self._closed:
            self.window.conductor.refresh()

    def _refuse(self, error: Exception) -> None:
        """The database cannot be opened: say why, and end."""
        self.failed = True
        if not isinstance(error, ExpectedError):
            self.window.close()
            raise error
        said, todo = trouble(error)
        self.messages.warn(self.window, said, todo)
        self.window.close()

    def _newest_backup(self) -> datetime | None:
        made = [file.stat().st_mtime for file in backup_dir(self._data).glob("*") if file.is_file()]
        return datetime.fromtimestamp(max(made)) if made and not self._demo else None  # noqa: DTZ006 - local time

    @Slot()
    def close(self) -> None:
        """Remember the layout, empty the clipboard, let go of the database."""
        self._closed = True
        self.memory.save(self.window.layout_now())
        self.clipboard.clear()
        self.jobs.close()
        self._log_the_rest()
        self._resources.close()

    def _log_the_rest(self) -> None:
        """What was seen last goes into the access log; what cannot is told, not lost in silence."""
        lost = self._watch.close() if self._watch else 0
        if lost:
            logging.getLogger(__name__).error("the access log could not be written: %s looks", lost)
            self.messages.warn(self.window, access.lost(lost), access.LOST_ADVICE)


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
