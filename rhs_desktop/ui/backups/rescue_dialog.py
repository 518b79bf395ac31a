"""Chooses a backup to replace a register that cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.backups import read_name
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.restoring import restore
from rhs_desktop.strings import backups as said
from rhs_desktop.strings import common
from rhs_desktop.strings.errors import said as trouble_said
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.file_dialogs import Files
from rhs_desktop.ui.widgets.jobs import Jobs
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable
from rhs_desktop.ui.widgets.messages import Messages
from rhs_desktop.ui.widgets.progress import Busy
from rhs_desktop.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from rhs_desktop.store.connection import Key


@dataclass(frozen=True, slots=True)
class DamagedRegister:
    """The data folder, the user who has logged in, the key, and a clock."""

    data: Path
    user: str
    key: Key | None
    clock: Callable[[], datetime]


class RescueDialog(BaseDialog):
    """Accepted when a backup has replaced the register."""

    def __init__(self, parent: QWidget | None, theme: Theme, jobs: Jobs, files: Files, broken: DamagedRegister) -> None:
        super().__init__(parent, theme, said.RESCUE_TITLE, said.RESTORE_IT, fixed=False)
        self.broken = broken
        self._files = files
        self.copies = restore.found(broken.data)
        self.list = LinesTable(theme, said.LIST, said.COLUMNS[:3], (18, 30), several=False)
        self.busy = Busy(theme, jobs)
        self.file = self.add_button(said.OPEN_FILE, left=True)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._rescue_chosen)
        self.file.clicked.connect(self._pick_file)
        self.busy.failed.connect(self._failed)
        self.busy.done.connect(self._done)
        self.busy.changed.connect(self._show_buttons)

        self.content.addWidget(text_label(said.RESCUE_PICK if self.copies else said.RESCUE_NONE))
        self.content.addWidget(self.list, 1)
        self.content.addWidget(self.busy)
        self.resize_to(84, 24)
        self.list.load(map(self._line, self.copies))
        if self.copies:
            self.list.select_line(0)
        self._show_buttons()

    @classmethod
    def ask(
        cls, parent: QWidget, theme: Theme, messages: Messages, jobs: Jobs, files: Files, broken: DamagedRegister
    ) -> bool:
        """Returns whether the register has been replaced."""
        return cls(parent, theme, jobs, files, broken).run(messages)

    def _line(self, path: Path) -> Line:
        of = read_name(path.name)
        when = common.stamp(of.at, self.broken.clock().date()) if of else path.name
        return Line(path, (when, said.KIND[of.kind] if of else "", said.size(path.stat().st_size)))

    def _show_buttons(self, *_: object) -> None:
        idle = not self.busy.running
        self.primary.setEnabled(idle and bool(self.copies))
        for widget in (self.file, self.list, self.cancel):
            widget.setEnabled(idle)

    @Slot()
    def _rescue_chosen(self) -> None:
        if self.list.selected:
            self._rescue(self.list.selected[0])

    @Slot()
    def _pick_file(self) -> None:
        path = self._files.open(self, said.PICK_FILE, said.FILE_KINDS)
        if path is not None:
            self._rescue(path)

    def _rescue(self, path: Path) -> None:
        of = self.broken
        self.say("")
        self.busy.start(
            said.RESTORING,
            lambda task: restore.rescue(of.data, path, user=of.user, key=of.key, clock=of.clock),
            may_stop=False,
        )

    @Slot(object)
    def _done(self, answer: object) -> None:
        self.accept()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self.say(trouble_said(error))

    def reject(self) -> None:
        """Does nothing while a job runs."""
        if not self.busy.running:
            super().reject()
