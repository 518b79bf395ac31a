"""Exportera checklistan: whom the file is to hold, what it must be handled like, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from rhs_desktop.domain.checklist import Cancelled
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import exporting, settings
from rhs_desktop.services.exporting import Extent
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.dialogs.busy import Busy
from rhs_desktop.ui.dialogs.choices import Choice, Choices
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.protecting import Protecting
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.jobs import Cancelled as Stopped
from rhs_desktop.ui.jobs import Task
from rhs_desktop.words import exports
from rhs_desktop.words.trouble import said

if TYPE_CHECKING:
    from rhs_desktop.exchange.checklist_file import Written


class Whom(Enum):
    """Which residents."""

    CHOSEN = "chosen"
    SHOWN = "shown"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the window's list shows: the cases that are marked and those that a filter leaves, in their order."""

    chosen: Sequence[int] = ()
    shown: Sequence[int] = ()


class ExportDialog(Frame):
    """`change` says afterwards what was written, if anything."""

    def __init__(self, parent: QWidget | None, tools: Tools, listed: Listed) -> None:
        super().__init__(parent, tools.theme, exports.TITLE, "")
        self.tools = tools
        self.w = tools.workplace
        self.change: Change | None = None
        self._round = settings.load(self.w).round
        self._target: Path | None = None
        self._cases: dict[Whom, Sequence[int] | None] = {Whom.WHOLE: None}
        whole = exporting.extent(self.w, None, self._round)
        if len(listed.shown) < whole.residents:
            self._cases[Whom.SHOWN] = listed.shown
        if len(listed.chosen) > 1:
            self._cases[Whom.CHOSEN] = listed.chosen
        self._extents: dict[Whom, Extent] = {
            whom: whole if cases is None else exporting.extent(self.w, cases) for whom, cases in self._cases.items()
        }
        named = {Whom.CHOSEN: exports.chosen, Whom.SHOWN: exports.shown, Whom.WHOLE: exports.whole}
        alternatives = [
            Choice(whom, name(self._extents[whom].residents)) for whom, name in named.items() if whom in self._cases
        ]
        self.whom = Choices(exports.WHOM, alternatives, tools.theme.unit)
        self.protected = QCheckBox()
        self.protecting = Protecting(tools.theme)
        self.busy = Busy(tools.theme, tools.jobs)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.whom.chosen.connect(self._paint)
        self.protected.toggled.connect(self._paint)
        self.busy.done.connect(self._written)
        self.busy.failed.connect(self._failed)
        self.busy.stopped.connect(self._paint)
        self.busy.changed.connect(self._busy_changed)

        for part in (self.whom, self.protected, self.protecting, self.busy):
            self.content.addWidget(part)
        self.keep_width(72)
        self.whom.choose(next(iter(alternatives)).value)
        self._paint()

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools, listed: Listed) -> Change | None:
        """Export; None: nothing was written."""
        dialog = cls(parent, tools, listed)
        tools.messages.run(dialog)
        return dialog.change

    @property
    def extent(self) -> Extent:
        """Whom the choice would hold, protected ones counted."""
        return self._extents[self.whom.value]

    @property
    def residents(self) -> int:
        """How many there will be in the file."""
        return self.extent.residents - (0 if self.protected.isChecked() else self.extent.protected)

    @Slot()
    def _paint(self) -> None:
        self.protected.setVisible(self.extent.protected > 0)
        self.protected.setText(exports.include(self.extent.protected))
        self.primary.setText(exports.act(self.residents))
        self.primary.setEnabled(self.residents > 0 and not self.busy.running)

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        for part in (self.whom, self.protected, self.protecting):
            part.setEnabled(not running)
        self.primary.setEnabled(not running)

    @Slot()
    def _save(self) -> None:
        password = self.protecting.valid()
        if password is None:
            return
        target = self.tools.files.save(self, exports.TITLE, exports.file_name(self.w.today), exports.KINDS)
        if target is None:
            return
        self.say("")
        self._target = target
        w, round_id, cases = self.w, self._round, self._cases[self.whom.value]
        include = self.protected.isChecked()

        def work(task: Task) -> Written:
            try:
                return exporting.export_checklist(
                    w,
                    target,
                    round_id,
                    cases=cases,
                    include_protected=include,
                    password=password,
                    cancelled=lambda: task.cancelled,
                )
            except Cancelled:
                raise Stopped from None

        self.busy.start(exports.WRITING, work)

    @Slot(object)
    def _written(self, written: Any) -> None:
        assert self._target is not None
        encrypted = self.protecting.wanted
        says = exports.done(written.rows, written.left_out, self._target.name, encrypted=encrypted)
        self.change = Change(says, frozenset(), undoable=False)
        self.protecting.clear()
        self.accept()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._paint()
        self.say(said(error))

    def reject(self) -> None:
        """Esc and Avbryt stop the writing first; a second time they close."""
        if self.busy.running:
            self.busy.stop()
        else:
            self.protecting.clear()
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.busy.running or not self.whom.take_key(event):
            super().keyPressEvent(event)
