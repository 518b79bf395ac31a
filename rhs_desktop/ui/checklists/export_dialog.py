"""Dialog that exports the checklist: whom the file holds, how it is protected, and where it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import settings
from rhs_desktop.services.checklists import exporting
from rhs_desktop.services.checklists.exporting import ExportExtent
from rhs_desktop.strings.checklists import exporting as strings
from rhs_desktop.strings.errors import said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.checklists.password_protection import Protecting
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.progress import Busy
from rhs_desktop.ui.widgets.radio_choices import Choice, RadioChoices

if TYPE_CHECKING:
    from rhs_desktop.exchange.checklist_file import ExportResult


class Whom(Enum):
    """Which residents an export holds."""

    CHOSEN = "chosen"
    SHOWN = "shown"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class ListSelection:
    """The cases that are marked in the window's list and those that its filter shows, each in their order."""

    chosen: Sequence[int] = ()
    shown: Sequence[int] = ()


class ExportDialog(BaseDialog):
    """`change` says what was written, None if nothing was."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, listed: ListSelection) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, "")
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None
        self._round = settings.load(self.ctx).round
        self._target: Path | None = None
        self._cases: dict[Whom, Sequence[int] | None] = {Whom.WHOLE: None}
        whole = exporting.extent(self.ctx, None, self._round)
        if len(listed.shown) < whole.residents:
            self._cases[Whom.SHOWN] = listed.shown
        if len(listed.chosen) > 1:
            self._cases[Whom.CHOSEN] = listed.chosen
        self._extents: dict[Whom, ExportExtent] = {
            whom: whole if cases is None else exporting.extent(self.ctx, cases) for whom, cases in self._cases.items()
        }
        named = {
            Whom.CHOSEN: strings.chosen,
            Whom.SHOWN: strings.shown,
            Whom.WHOLE: strings.whole,
        }
        alternatives = [
            Choice(whom, name(self._extents[whom].residents)) for whom, name in named.items() if whom in self._cases
        ]
        self.whom = RadioChoices(strings.WHOM, alternatives, tools.theme.unit)
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
    def ask(cls, parent: QWidget, tools: DialogContext, listed: ListSelection) -> ActResult | None:
        """Show the dialog; what was written, or None."""
        dialog = cls(parent, tools, listed)
        tools.messages.run(dialog)
        return dialog.change

    @property
    def extent(self) -> ExportExtent:
        """How many residents the choice holds, and how many of them are protected."""
        return self._extents[self.whom.value]

    @property
    def residents(self) -> int:
        """How many residents the file will hold."""
        return self.extent.residents - (0 if self.protected.isChecked() else self.extent.protected)

    @Slot()
    def _paint(self) -> None:
        self.protected.setVisible(self.extent.protected > 0)
        self.protected.setText(strings.include(self.extent.protected))
        self.primary.setText(strings.act(self.residents))
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
        target = self.tools.files.save(self, strings.TITLE, strings.file_name(self.ctx.today), strings.KINDS)
        if target is None:
            return
        self.say("")
        self._target = target
        ctx, round_id, cases = self.ctx, self._round, self._cases[self.whom.value]
        include = self.protected.isChecked()

        def work(task: Task) -> ExportResult:
            return exporting.export_checklist(
                ctx,
                target,
                round_id,
                cases=cases,
                include_protected=include,
                password=password,
                cancelled=lambda: task.cancelled,
            )

        self.busy.start(strings.WRITING, work)

    @Slot(object)
    def _written(self, written: Any) -> None:
        assert self._target is not None
        encrypted = self.protecting.wanted
        says = strings.done(written.rows, written.left_out, self._target.name, encrypted=encrypted)
        self.change = ActResult(says, frozenset(), undoable=False)
        self.protecting.clear()
        self.accept()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._paint()
        self.say(said(error))

    def reject(self) -> None:
        """Cancel the writing if it runs, else close. Esc and the cancel button come here."""
        if self.busy.running:
            self.busy.stop()
        else:
            self.protecting.clear()
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.busy.running or not self.whom.take_key(event):
            super().keyPressEvent(event)
