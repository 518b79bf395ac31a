"""Gallring: cases that are due for erasure, the retention periods, and the report of erasures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.retention import ErasurePlan
from rhs_desktop.services import retention
from rhs_desktop.strings import retention as said
from rhs_desktop.strings.errors import said as told
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.masked_number import hidden
from rhs_desktop.ui.checklists.password_protection import ProtectDialog
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.retention.erase_dialog import EraseDialog
from rhs_desktop.ui.retention.periods_page import TimesPage
from rhs_desktop.ui.retention.report_page import ProtocolPage
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.labels import row_layout, text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.progress import Busy


class RetentionDialog(BaseDialog):
    """`change` is what was erased; None: nothing was."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.ERASE, cancel=CLOSE, fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None
        self.plan: ErasurePlan | None = None
        self.tabs = QTabWidget()
        self.note = text_label("", "strong")
        self.counts = text_label("", "muted")
        self.off = Banner(tools.theme, "info")
        self.kept = Banner(tools.theme, "good")
        self.people = LinesTable(tools.theme, said.WHO, said.COLUMNS, (28, 16, 26, 12))
        self.archive = QPushButton(said.ARCHIVE)
        self.table = QPushButton(said.TABLE)
        self.times = TimesPage(tools)
        self.protocol = ProtocolPage(tools)
        self.busy = Busy(tools.theme, tools.jobs)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._erase)
        self.archive.clicked.connect(self._archive)
        self.table.clicked.connect(self._table)
        self.times.saved.connect(self.show_due)
        self.busy.done.connect(self._saved)
        self.busy.failed.connect(self._failed)
        self.busy.changed.connect(self._busy_changed)

        for button in (self.archive, self.table):
            button.setAutoDefault(False)
        self.tabs.addTab(self._due_page(), said.DUE)
        self.tabs.addTab(self.times, said.TIMES)
        self.tabs.addTab(self.protocol, said.PROTOCOL)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.content.addWidget(self.tabs, 1)
        self.content.addWidget(self.busy)
        self.resize_to(104, 34)
        self.show_due()

    def _due_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        unit = self.theme.unit
        column.setContentsMargins(0, 4 * unit, 0, 0)
        column.setSpacing(3 * unit)
        for part in (self.off, self.note, self.counts):
            column.addWidget(part)
        column.addWidget(self.people, 1)
        column.addWidget(self.kept)
        column.addLayout(row_layout(self.archive, self.table, space=2 * unit))
        column.addWidget(text_label(said.COPIES_STAY, "small"))
        return page

    @classmethod
    def ask(cls, parent: QWidget | None, tools: DialogContext) -> ActResult | None:
        """Returns what was erased, or None."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    @Slot()
    def show_due(self) -> None:
        """Compute again what is due, and show it."""
        self.plan = shown = retention.plan(self.ctx)
        self.off.say("" if retention.rules(self.ctx) else said.OFF_YET)
        self.note.setText(said.summary(shown))
        self.counts.setText(said.counts(shown))
        self.counts.setVisible(not shown.empty)
        self.people.load(self._lines(shown))
        self.people.setVisible(bool(shown.cases))
        self.primary.setText(said.act(shown))
        self._busy_changed(running=False)

    def _lines(self, shown: ErasurePlan) -> Iterator[Line]:
        known = {one.id: one.details for one in retention.who(self.ctx, shown)}
        for one in shown.cases:
            who = known[one.resident]
            number = hidden(who.identity.dashed)
            name = said.PROTECTED if who.protected else who.name.display
            yield Line(one.case, (name, number, said.ground(one.ground), str(one.since)))

    # ---- what is done -----------------------------------------------------------------------------------------------

    @Slot()
    def _erase(self) -> None:
        if self.plan is None or self.plan.empty:
            return
        change = EraseDialog.ask(self, self.tools, self.plan)
        if change is not None:
            self.change = change
            self.kept.say(change.says)
        self.show_due()
        self.protocol.show_all()

    @Slot()
    def _archive(self) -> None:
        target = self.tools.files.save(
            self, said.ARCHIVE.replace("&", ""), said.archive_name(self.ctx.today), said.ARCHIVE_KINDS
        )
        if target is not None:
            ctx = self.ctx
            text = (said.ARCHIVED if ctx.store.encrypted else said.ARCHIVED_PLAIN).format(name=target.name)
            self._start(lambda task: retention.archive(ctx, target) and text)

    @Slot()
    def _table(self) -> None:
        shown, ctx = self.plan, self.ctx
        if shown is None:
            return
        password = ProtectDialog.ask(self, self.tools, said.TABLE_TITLE, said.TABLE_DETAILS)
        if password is None:
            return
        target = self.tools.files.save(self, said.TABLE_TITLE, said.table_name(ctx.today), said.TABLE_KINDS)
        if target is not None:

            def work(task: Task) -> str:
                rows = retention.archive_table(ctx, target, shown, password=password).rows
                return said.table_saved(rows, target.name, encrypted=bool(password))

            self._start(work)

    def _start(self, work: Any) -> None:
        self.say("")
        self.busy.start(said.SAVING, work, may_stop=False)

    @Slot(object)
    def _saved(self, text: str) -> None:
        self.kept.say(text)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self.say(told(error))

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        ready = not running and self.plan is not None and not self.plan.empty
        self.tabs.setEnabled(not running)
        for button in (self.primary, self.archive, self.table):
            button.setEnabled(ready)
        self._tab_changed()

    @Slot()
    def _tab_changed(self) -> None:
        """The button that erases is shown only on the page of what is due."""
        self.primary.setVisible(self.tabs.currentIndex() == 0)

    def reject(self) -> None:
        """Does nothing while a job runs."""
        if not self.busy.running:
            super().reject()
