"""The status bar: how much of the list is shown, the age of the latest backup, what was just done, and its undo."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStatusBar, QWidget

from rhs_desktop.domain.access_log.samples import SampleDue
from rhs_desktop.strings import backups
from rhs_desktop.strings import window as words
from rhs_desktop.strings.access_log import entries, samples
from rhs_desktop.strings.errors import said
from rhs_desktop.ui.widgets.theme import Theme, set_kind

if TYPE_CHECKING:
    from rhs_desktop.services.backups.existing import BackupStatus

_MENTION_MS = 4000


class StatusLine(QStatusBar):
    """`undo_wanted` and `redo_wanted` by the buttons beside what was done, `refresh_wanted` by the one beside cases
    that moved on, `sample_wanted` by the reminder of the access log's sample, `backup_wanted` by the latest copy."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    refresh_wanted = Signal()
    sample_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self.count = QLabel(self)
        self.backup = QPushButton(self)
        self.moved_on = QPushButton(self)
        self.sample = QPushButton(self)
        self.unlogged = QLabel(self)
        self.done = QLabel(self)
        self._theme = theme
        self._said = ("", False, False)
        self._takes_back = True
        self._mention = QTimer(self, singleShot=True, interval=_MENTION_MS)
        self._mention.timeout.connect(self._show_said)
        self.undo = QPushButton(words.UNDO_BUTTON, self)
        self.redo = QPushButton(words.REDO_BUTTON, self)
        set_kind(self.unlogged, "late")
        self.unlogged.hide()
        for button in (self.moved_on, self.backup, self.sample, self.undo, self.redo):
            set_kind(button, "link")
            button.hide()
        self.undo.setAccessibleName(words.UNDO_NAME)
        self.redo.setAccessibleName(words.REDO_NAME)
        inside = QWidget(self)
        row = QHBoxLayout(inside)
        row.setContentsMargins(3 * theme.unit, theme.unit, 3 * theme.unit, theme.unit)
        row.setSpacing(4 * theme.unit)
        for widget in (self.count, self.moved_on, self.backup, self.sample, self.unlogged):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.done, self.undo, self.redo):
            row.addWidget(widget)
        self.addWidget(inside, 1)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.moved_on.clicked.connect(self.refresh_wanted)
        self.sample.clicked.connect(self.sample_wanted)
        self.backup.clicked.connect(self.backup_wanted)

    def show_count(self, shown: int, total: int, *, searching: bool = False) -> None:
        self.count.setText(words.shown(shown, total, searching=searching))

    def show_moved_on(self, count: int) -> None:
        """How many cases are shown that no longer match the filter."""
        self.moved_on.setVisible(bool(count))
        self.moved_on.setText(words.moved_on(count))

    @Slot(object, object)
    def show_backup(self, status: BackupStatus | None, today: date) -> None:
        """Show the age of the latest backup, or what is wrong; nothing for None."""
        self.backup.setVisible(status is not None)
        if status is None:
            return
        self.backup.setText(backups.line(status, today))
        self.backup.setToolTip("\n".join(said(one) for one in (status.trouble, status.second) if one))
        set_kind(self.backup, "link_late" if status.worrying else "link_muted")
        self.backup.setIcon(self._theme.icon("late", "late") if status.worrying else QIcon())

    @Slot(object, object)
    def show_sample(self, due: SampleDue | None, today: date) -> None:
        """Show until when the access log is to be sampled; nothing for None."""
        self.sample.setVisible(due is not None)
        self.sample.setText(samples.reminder(due) if due else "")
        set_kind(self.sample, "link_late" if due and due.late(today) else "link")

    @Slot(int)
    def show_unlogged(self, looks: int) -> None:
        """Show how many views could not be logged yet."""
        self.unlogged.setVisible(looks > 0)
        self.unlogged.setText(entries.waiting(looks) if looks else "")

    def allow(self, *, undo: bool) -> None:
        """Set whether the user may undo."""
        self._takes_back = undo
        self._show_said()

    def show_done(self, text: str, *, undoable: bool, redoable: bool = False) -> None:
        """Show what was just done, until the next call."""
        self._said = (text, undoable, redoable)
        self._show_said()

    @Slot(str)
    def mention(self, text: str) -> None:
        """Show a text for a few seconds, then what was done again."""
        self.done.setText(text)
        self.undo.hide()
        self.redo.hide()
        self._mention.start()

    @Slot()
    def _show_said(self) -> None:
        self._mention.stop()
        text, undoable, redoable = self._said
        self.done.setText(text)
        self.undo.setVisible(undoable and self._takes_back)
        self.redo.setVisible(redoable and self._takes_back)
