"""Säkerhetskopior: the list of copies, one more, what taking one back would change, doing it, and undoing that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import backups, restoring
from rhs_desktop.services.restoring import Preview
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.dialogs.backup_choices_dialog import BackupChoicesDialog
from rhs_desktop.ui.dialogs.banner import Banner
from rhs_desktop.ui.dialogs.busy import Busy
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.people_table import Line, PeopleTable
from rhs_desktop.ui.dialogs.side_sheet import SideSheet
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.jobs import Task
from rhs_desktop.ui.messages import CLOSE
from rhs_desktop.ui.parts import words
from rhs_desktop.words import backups as said
from rhs_desktop.words import common
from rhs_desktop.words.trouble import said as trouble_said


class BackupsDialog(Frame):
    """`change` says afterwards whether the register was taken back; then everything is to be read again."""

    def __init__(self, parent: QWidget | None, tools: Tools) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.RESTORE, cancel=CLOSE, fixed=False)
        self.tools = tools
        self.w = tools.workplace
        self.change: Change | None = None
        self.copies: tuple[backups.Copy, ...] = ()
        self.preview: Preview | None = None
        self.restored = Banner(tools.theme, "good")
        self.undo = self.restored.add_button(said.UNDO)
        self.here = Banner(tools.theme, "error")
        self.second = Banner(tools.theme, "warn")
        self.list = PeopleTable(tools.theme, said.LIST, said.COLUMNS, (13, 22, 8))
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
        self.list.setSelectionMode(PeopleTable.SelectionMode.SingleSelection)
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
    def ask(cls, parent: QWidget, tools: Tools) -> Change | None:
        """Look after the copies; None unless the register was taken back."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """The list and the banners as things stand now."""
        today = self.w.today
        self.copies = backups.listed(self.w)
        status = backups.status(self.w)
        self.list.load(
            Line(
                turn,
                (
                    common.stamp(one.backup.at, today),
                    said.KIND[one.backup.kind],
                    said.size(one.size),
                    said.where(here=one.here, second=one.second),
                ),
            )
            for turn, one in enumerate(self.copies)
        )
        self.here.say(trouble_said(status.trouble) if status and status.trouble else "")
        self.second.say(trouble_said(status.second) if status and status.second else "")
        undoable = restoring.undoable(self.w) if self.tools.administers else None
        if undoable is None:
            self.restored.say("")
        elif not self.restored.text:
            self.restored.say(said.LAST_WAS_RESTORE)
        self._show_buttons()
        if not self.copies:
            self.sheet.show_parts([words(said.NONE, "muted")])

    def _show_buttons(self, *_: object) -> None:
        idle = not self.busy.running
        chosen = idle and self._chosen is not None
        self.primary.setEnabled(chosen)
        self.show_changes.setEnabled(chosen)
        for widget in (self.make, self.file, self.choices, self.list, self.cancel, self.undo):
            widget.setEnabled(idle)

    @property
    def _chosen(self) -> Path | None:
        """The copy that the list or the file dialog points at."""
        selected = self.list.selected
        return self.copies[selected[0]].path if selected else None

    @Slot(object)
    def _picked(self, turn: int | None) -> None:
        self.say("")
        self.preview = None
        self.sheet.show_parts([])
        self._show_buttons()

    def _show_preview(self, shown: Preview) -> None:
        self.preview = shown
        today = self.w.today
        parts: list[QWidget] = [words(said.WOULD_CHANGE, "section"), words(said.holds(shown.until, today))]
        if shown.same:
            parts.append(Banner(self.theme, "info", said.SAME))
        for side, about, people_said in (
            (shown.gone, said.GONE, said.PEOPLE_GONE),
            (shown.back, said.BACK, said.PEOPLE_BACK),
        ):
            if side.deeds:
                parts.append(words(about, "section"))
                parts += [words(text) for text in said.deeds(side.deeds, today)]
            if side.people:
                parts.append(words(people_said, "section"))
                parts.append(words(said.people(one.name for one in side.people)))
        parts.append(words(said.KEPT, "small"))
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
        self._start(said.MAKING, lambda task: backups.make(self.w, task.report), self._made)

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
            self._start(said.COMPARING, lambda task: restoring.preview(self.w, path), self._ask)

    def _compare(self, path: Path) -> None:
        self._start(said.COMPARING, lambda task: restoring.preview(self.w, path), self._compared, may_stop=False)

    def _compared(self, answer: object) -> None:
        assert isinstance(answer, Preview)
        self._show_preview(answer)

    @Slot()
    def _restore_chosen(self) -> None:
        """What would change is always seen before it is done."""
        path = self._chosen
        if path is None or self.busy.running:
            return
        self._start(said.COMPARING, lambda task: restoring.preview(self.w, path), self._ask, may_stop=False)

    @Slot()
    def _undo(self) -> None:
        path = restoring.undoable(self.w)
        if path is not None:
            self._start(said.COMPARING, lambda task: restoring.preview(self.w, path), self._ask, may_stop=False)

    def _ask(self, answer: object) -> None:
        assert isinstance(answer, Preview)
        self._show_preview(answer)
        if answer.same:
            return
        when = self._when(answer)
        gone = said.about_to_go(len(answer.gone.deeds), len(answer.gone.people))
        question, details = said.ASK.format(when=when), said.ASK_DETAILS.format(gone=gone)
        if self.tools.messages.ask(self, question, said.ASK_ACT, details):
            then = partial(self._was_restored, when)
            self._start(said.RESTORING, lambda task: restoring.restore(self.w, answer.path), then, may_stop=False)

    def _when(self, shown: Preview) -> str:
        at = shown.backup.at if shown.backup else shown.until
        return common.stamp(at, self.w.today) if at else shown.path.name

    def _was_restored(self, when: str, answer: object) -> None:
        text = said.restored(when)
        self.change = Change(text, undoable=False)
        self._read()
        self.restored.say(text)
        self.undo.setFocus()

    @Slot()
    def _choose(self) -> None:
        if BackupChoicesDialog.ask(self, self.tools):
            self._read()
            self._start(said.MAKING, lambda task: backups.make(self.w, task.report), self._made)

    # ---- ending -----------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Not while something is being put back."""
        if not self.busy.running:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.busy.running:
            event.ignore()
        else:
            super().closeEvent(event)
