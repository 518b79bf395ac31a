"""Gallring: who is due, the clinic's times, and the protocol of what was erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.retention import Plan
from rhs_desktop.services import retention
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.dialogs.banner import Banner
from rhs_desktop.ui.dialogs.busy import Busy
from rhs_desktop.ui.dialogs.erase_dialog import EraseDialog
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.people_table import Line, PeopleTable
from rhs_desktop.ui.dialogs.protecting import ProtectDialog
from rhs_desktop.ui.dialogs.protocol_page import ProtocolPage
from rhs_desktop.ui.dialogs.times_page import TimesPage
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.jobs import Task
from rhs_desktop.ui.messages import CLOSE
from rhs_desktop.ui.numbers import hidden
from rhs_desktop.ui.parts import row, words
from rhs_desktop.words import retention as said
from rhs_desktop.words.trouble import said as told


class RetentionDialog(Frame):
    """`change` says afterwards what was erased; None: nothing was."""

    def __init__(self, parent: QWidget | None, tools: Tools) -> None:
        super().__init__(parent, tools.theme, said.TITLE, "Gallra…", cancel=CLOSE, fixed=False)
        self.tools = tools
        self.w = tools.workplace
        self.change: Change | None = None
        self.plan: Plan | None = None
        self.tabs = QTabWidget()
        self.note = words("", "strong")
        self.counts = words("", "muted")
        self.off = Banner(tools.theme, "info")
        self.kept = Banner(tools.theme, "good")
        self.people = PeopleTable(tools.theme, said.WHO, said.COLUMNS, (28, 16, 26, 12))
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
        column.addLayout(row(self.archive, self.table, space=2 * unit))
        column.addWidget(words(said.COPIES_STAY, "small"))
        return page

    @classmethod
    def ask(cls, parent: QWidget | None, tools: Tools) -> Change | None:
        """What was erased, or None."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    @Slot()
    def show_due(self) -> None:
        """Judge afresh what is due, and show it."""
        self.plan = shown = retention.plan(self.w)
        self.off.say("" if retention.rules(self.w) else said.OFF_YET)
        self.note.setText(said.summary(shown))
        self.counts.setText(said.counts(shown))
        self.counts.setVisible(not shown.empty)
        self.people.load(self._lines(shown))
        self.people.setVisible(bool(shown.cases))
        self.primary.setText(said.act(shown))
        self._busy_changed(running=False)

    def _lines(self, shown: Plan) -> Iterator[Line]:
        known = {one.id: one.details for one in retention.who(self.w, shown)}
        for one in shown.cases:
            who = known[one.resident]
            number = hidden(who.identity.dashed)
            name = "Skyddade personuppgifter" if who.protected else who.name.display
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
            self, said.ARCHIVE.replace("&", ""), said.archive_name(self.w.today), said.ARCHIVE_KINDS
        )
        if target is not None:
            w = self.w
            text = (said.ARCHIVED if w.store.encrypted else said.ARCHIVED_PLAIN).format(name=target.name)
            self._start(lambda task: retention.archive(w, target) and text)

    @Slot()
    def _table(self) -> None:
        shown, w = self.plan, self.w
        if shown is None:
            return
        password = ProtectDialog.ask(self, self.tools, said.TABLE_TITLE, said.TABLE_DETAILS)
        if password is None:
            return
        target = self.tools.files.save(self, said.TABLE_TITLE, said.table_name(w.today), said.TABLE_KINDS)
        if target is not None:

            def work(task: Task) -> str:
                rows = retention.archive_table(w, target, shown, password=password).rows
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
        """What can be erased is seen beside the button that does it."""
        self.primary.setVisible(self.tabs.currentIndex() == 0)

    def reject(self) -> None:
        """Not while something is being saved."""
        if not self.busy.running:
            super().reject()
