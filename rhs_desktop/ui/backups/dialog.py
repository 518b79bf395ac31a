"""Säkerhetskopior: lists the backups, makes one, compares one with the register, restores it, and undoes that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.backups import existing, make
from rhs_desktop.services.restoring import restore
from rhs_desktop.services.restoring.restore import RestorePreview
from rhs_desktop.strings import backups as said
from rhs_desktop.strings import common
from rhs_desktop.strings.errors import said as trouble_said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.backups.settings_dialog import BackupChoicesDialog
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.detail_pane import SideSheet
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.progress import Busy


class BackupsDialog(BaseDialog):
    """`change` is set after a restore; then the window reads everything again."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.RESTORE, cancel=CLOSE, fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None
        self.copies: tuple[existing.Copy, ...] = ()
        self.preview: RestorePreview | None = None
        self.restored = Banner(tools.theme, "good")
        self.undo = self.restored.add_button(said.UNDO)
        self.here = Banner(tools.theme, "error")
        self.second = Banner(tools.theme, "warn")
        self.list = LinesTable(tools.theme, said.LIST, said.COLUMNS, (13, 22, 8), several=False)
        self.sheet = SideSheet(tools.theme, said.WOULD_CHANGE)
        self.busy = Busy(tools.theme, tools.jobs)
        self.choices = self.add_button(said.CHOICES, left=True)
        self.make = self.add_button(said.MAKE, left=True)
        self.file = self.add_button(said.OPEN_FILE)
        self.show_changes = self.add_button(said.SHOW)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._restore_chosen)
        self.make.clicked.connect(self._make)
        self.show_changes.clicked.connect(self._compare_chosen)
        self.file.clicked.connect(self._pick_file)
        self.choices.clicked.connect(self._choose)
        self.undo.clicked.connect(self._undo)
        self.list.picked.connect(self._picked)
        self.list.doubleClicked.connect(self._compare_chosen)
        self.busy.failed.connect(self._failed)
        self.busy.stopped.connect(self._stopped)
        self.busy.done.connect(self._done)
        self.busy.changed.connect(self._show_buttons)
        self._then: Callable[[object], None] | None = None

        self._lay_out()
        self._read()
        self.list.select_line(0)

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(5 * self.theme.unit)
        both.addWidget(self.list, 3)
        both.addWidget(self.sheet, 2)
        for banner in (self.restored, self.here, self.second):
            self.content.addWidget(banner)
        self.content.addLayout(both, 1)
        self.content.addWidget(self.busy)
        for widget in (self.file, self.show_changes, self.choices, self.primary):
            widget.setVisible(self.tools.administers)
        self.resize_to(132, 32)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> ActResult | None:
        """Show it until it is closed. None unless the register was restored."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read the list and the banners again."""
        today = self.ctx.today
        self.copies = existing.listed(self.ctx)
        status = existing.status(self.ctx)
        self.list.load(
            Line(
                one.path,
                (
                    common.stamp(one.backup.at, today),
                    said.KIND[one.backup.kind],
                    said.size(one.size),
                    said.where(here=one.here, second=one.second),
                ),
            )
            for one in self.copies
        )
        self.here.say(trouble_said(status.trouble) if status and status.trouble else "")
        self.second.say(trouble_said(status.second) if status and status.second else "")
        undoable = restore.undoable(self.ctx) if self.tools.administers else None
        if undoable is None:
            self.restored.say("")
        elif not self.restored.text:
            self.restored.say(said.LAST_WAS_RESTORE)
        self._show_buttons()
        if not self.copies:
            self.sheet.show_parts([text_label(said.NONE, "muted")])

    def _show_buttons(self, *_: object) -> None:
        idle = not self.busy.running
        chosen = idle and self._chosen is not None
        self.primary.setEnabled(chosen)
        self.show_changes.setEnabled(chosen)
        for widget in (self.make, self.file, self.choices, self.list, self.cancel, self.undo):
            widget.setEnabled(idle)

    @property
    def _chosen(self) -> Path | None:
        """The path of the selected backup."""
        selected = self.list.selected
        return selected[0] if selected else None

    @Slot(object)
    def _picked(self, path: Path | None) -> None:
        self.say("")
        self.preview = None
        self.sheet.show_parts([])
        self._show_buttons()

    def _show_preview(self, shown: RestorePreview) -> None:
        self.preview = shown
        today = self.ctx.today
        parts: list[QWidget] = [text_label(said.WOULD_CHANGE, "section"), text_label(said.holds(shown.until, today))]
        if shown.same:
            parts.append(Banner(self.theme, "info", said.SAME))
        for side, about, people_said in (
            (shown.gone, said.GONE, said.PEOPLE_GONE),
            (shown.back, said.BACK, said.PEOPLE_BACK),
        ):
            if side.deeds:
                parts.append(text_label(about, "section"))
                parts += [text_label(text) for text in said.deeds(side.deeds, today)]
            if side.people:
                parts.append(text_label(people_said, "section"))
                parts.append(text_label(said.people(one.name for one in side.people)))
        parts.append(text_label(said.KEPT, "small"))
        self.sheet.show_parts(parts)

    # ---- behind the dialog ------------------------------------------------------------------------------------------

    def _start(
        self, text: str, work: Callable[[Task], object], then: Callable[[object], None], *, may_stop: bool = True
    ) -> None:
        self.say("")
        self._then = then
        self.busy.start(text, work, may_stop=may_stop)

    @Slot(object)
    def _done(self, answer: object) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(answer)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._read()
        self.say(trouble_said(error))

    @Slot()
    def _stopped(self) -> None:
        self._read()
        self.say(said.STOPPED)

    # ---- doing ------------------------------------------------------------------------------------------------------

    @Slot()
    def _make(self) -> None:
        self._start(said.MAKING, lambda task: make.make(self.ctx, task.report), self._made)

    def _made(self, answer: object) -> None:
        self._read()
        self.list.select_line(0)
        self.list.setFocus()

    @Slot()
    def _compare_chosen(self) -> None:
        path = self._chosen
        if path is not None and self.tools.administers and not self.busy.running:
            self._compare(path)

    @Slot()
    def _pick_file(self) -> None:
        path = self.tools.files.open(self, said.PICK_FILE, said.FILE_KINDS)
        if path is not None:
            self._start(said.COMPARING, lambda task: restore.preview(self.ctx, path), self._ask)

    def _compare(self, path: Path) -> None:
        self._start(said.COMPARING, lambda task: restore.preview(self.ctx, path), self._compared, may_stop=False)

    def _compared(self, answer: object) -> None:
        assert isinstance(answer, RestorePreview)
        self._show_preview(answer)

    @Slot()
    def _restore_chosen(self) -> None:
        """Restore the selected backup; what would change is always shown first."""
        path = self._chosen
        if path is None or self.busy.running:
            return
        self._start(said.COMPARING, lambda task: restore.preview(self.ctx, path), self._ask, may_stop=False)

    @Slot()
    def _undo(self) -> None:
        path = restore.undoable(self.ctx)
        if path is not None:
            self._start(said.COMPARING, lambda task: restore.preview(self.ctx, path), self._ask, may_stop=False)

    def _ask(self, answer: object) -> None:
        assert isinstance(answer, RestorePreview)
        self._show_preview(answer)
        if answer.same:
            return
        when = self._when(answer)
        gone = said.about_to_go(len(answer.gone.deeds), len(answer.gone.people))
        question, details = said.ASK.format(when=when), said.ASK_DETAILS.format(gone=gone)
        if self.tools.messages.ask(self, question, said.ASK_ACT, details):
            then = partial(self._was_restored, when)
            self._start(said.RESTORING, lambda task: restore.restore(self.ctx, answer.path), then, may_stop=False)

    def _when(self, shown: RestorePreview) -> str:
        at = shown.backup.at if shown.backup else shown.until
        return common.stamp(at, self.ctx.today) if at else shown.path.name

    def _was_restored(self, when: str, answer: object) -> None:
        text = said.restored(when)
        self.change = ActResult(text, undoable=False)
        self._read()
        self.restored.say(text)
        self.undo.setFocus()

    @Slot()
    def _choose(self) -> None:
        if BackupChoicesDialog.ask(self, self.tools):
            self._read()
            self._start(said.MAKING, lambda task: make.make(self.ctx, task.report), self._made)

    # ---- ending -----------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Does nothing while a job runs."""
        if not self.busy.running:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.busy.running:
            event.ignore()
        else:
            super().closeEvent(event)
