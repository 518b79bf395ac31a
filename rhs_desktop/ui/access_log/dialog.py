"""Åtkomstlogg: lists the entries, newest first, verifies the chain, exports a file, and opens samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QTextBrowser, QWidget

from rhs_desktop.domain.access_log.entries import LogLine
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.access_log import exporting as log_exporting
from rhs_desktop.services.access_log import review
from rhs_desktop.services.access_log.review import LogPage, LogQuery, LogVerdict
from rhs_desktop.services.context import Context
from rhs_desktop.strings.access_log import entries as said
from rhs_desktop.strings.checklists import exporting
from rhs_desktop.strings.errors import said as told
from rhs_desktop.ui.access_log.filters import LogFilters
from rhs_desktop.ui.access_log.sample_dialog import SampleDialog
from rhs_desktop.ui.access_log.text import full
from rhs_desktop.ui.checklists.password_protection import ProtectDialog
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.progress import Busy

SHOWN_AT_MOST = 2_000
_CHOOSE_AT_MOST = 6


class LogDialog(BaseDialog):
    """Opening it is logged, and so is each query for one person."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.SHOW, cancel=CLOSE, fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.filters = LogFilters(tools.theme, review.enter(self.ctx))
        self.page = LogPage((), 0, {})
        self.wanted = self.filters.wanted()
        self._asked = False
        self.whole, self.broken = Banner(tools.theme, "good"), Banner(tools.theme, "error")
        self.count = text_label("", "strong")
        self.list = LinesTable(tools.theme, said.LIST, said.COLUMNS, (19, 18, 34, 30))
        self.line = QTextBrowser()
        self.line.setAccessibleName(said.THE_LINE)
        self.busy = Busy(tools.theme, tools.jobs)
        self.export = self.add_button(said.EXPORT, left=True)
        self.check = self.add_button(said.VERIFY, left=True)
        self.sample = self.add_button(said.SAMPLE, left=True)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self.show_lines)
        self.filters.asked.connect(self.show_lines)
        self.export.clicked.connect(self._export)
        self.check.clicked.connect(self._check)
        self.sample.clicked.connect(self._sample)
        self.list.picked.connect(self._picked)
        self.busy.done.connect(self._done)
        self.busy.failed.connect(self._failed)
        self.busy.changed.connect(self._busy_changed)

        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.list)
        both.addWidget(self.line)
        both.setStretchFactor(0, 5)
        both.setStretchFactor(1, 2)
        both.setChildrenCollapsible(False)
        for part in (self.filters, self.whole, self.broken, self.count):
            self.content.addWidget(part)
        self.content.addWidget(both, 1)
        self.content.addWidget(self.busy)
        self.content.addWidget(text_label(said.KEPT, "small"))
        self.resize_to(150, 42)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> None:
        """Show it until it is closed. Raises NotLogged where its opening could not be logged."""
        cls(parent, tools).run(tools.messages)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self.show_lines()
            self.list.setFocus()

    # ---- what is shown ----------------------------------------------------------------------------------------------

    @Slot()
    def show_lines(self) -> None:
        """Query by the filters and show the result."""
        if self.busy.running:
            return
        self.say("")
        self.filters.person_field.complain("")
        found, person = self._person()
        if not found:
            return
        ctx, wanted = self.ctx, self.filters.wanted(person)
        self.wanted = wanted
        self.busy.start(said.LOADING, lambda task: review.read(ctx, wanted, SHOWN_AT_MOST), may_stop=False)

    def _person(self) -> tuple[bool, int | None]:
        """Whether the filter names nobody or a resident that exists, and the resident's number in the register."""
        text = self.filters.person.text().strip()
        if not text:
            return True, None
        found = review.find_people(self.ctx, text)
        if not found:
            self.filters.person_field.complain(said.NOBODY_FOUND.format(text=text))
            return False, None
        if len(found) == 1:
            return True, found[0].id
        if len(found) > _CHOOSE_AT_MOST:
            self.filters.person_field.complain(said.too_many(len(found)))
            return False, None
        known = {one.id: one for one in found}
        names = [said.person(one.id, known) for one in found]
        chosen = self.tools.messages.choose(self, said.WHICH_PERSON, names)
        return chosen is not None, None if chosen is None else found[chosen].id

    def _show(self, page: LogPage) -> None:
        self.page = page
        self.list.load(self._lines())
        self.count.setText(said.shown(len(page.lines), page.total) if page.lines else said.NO_LINES)
        self.export.setEnabled(bool(page.lines))
        if page.lines:
            self.list.select_line(0)
        else:
            self.line.clear()

    def _lines(self) -> Iterator[Line]:
        for line in self.page.lines:
            texts = (
                *(said.moment(line.at), said.user(line), said.what(line), said.who(line, self.page.people)),
                said.more(line),
            )
            yield Line(line.number, texts)

    @Slot(object)
    def _picked(self, number: int | None) -> None:
        line: LogLine | None = next((one for one in self.page.lines if one.number == number), None)
        self.line.setHtml(full(line, self.page.people) if line else "")

    # ---- what is done -----------------------------------------------------------------------------------------------

    @Slot()
    def _check(self) -> None:
        ctx = self.ctx
        self.say("")
        self.busy.start(said.VERIFYING, lambda task: review.verify(ctx, task.report))

    @Slot()
    def _export(self) -> None:
        self.say("")
        password = ProtectDialog.ask(self, self.tools, said.EXPORT_TITLE, said.to_export(self.page.total))
        if password is None:
            return
        kinds = exporting.KINDS if password else said.KINDS_OF_FILE
        target = self.tools.files.save(self, said.EXPORT_TITLE, said.file_name(self.ctx.today), kinds)
        if target is None:
            return
        ctx, wanted = self.ctx, self.wanted
        self.busy.start(said.WRITING, lambda task: _exported(ctx, target, wanted, password, task))

    @Slot()
    def _sample(self) -> None:
        SampleDialog.ask(self, self.tools)
        self.show_lines()

    @Slot(object)
    def _done(self, value: Any) -> None:
        if isinstance(value, LogPage):
            self._show(value)
        elif isinstance(value, LogVerdict):
            text = said.verdict(value.findings, value.extent.lines, value.extent.digest, value.turned_back)
            self.whole.say("" if value.findings else text)
            self.broken.say(text if value.findings else "")
        else:
            self.count.setText(value)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self.say(told(error))

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        for part in (self.filters, self.check, self.sample, self.primary):
            part.setEnabled(not running)
        self.export.setEnabled(not running and bool(self.page.lines))

    def reject(self) -> None:
        """Esc cancels a running job, otherwise closes the dialog."""
        if self.busy.running and self.busy.cancel.isVisibleTo(self.busy):
            self.busy.stop()
        else:
            super().reject()


def _exported(ctx: Context, target: Path, wanted: LogQuery, password: str, task: Task) -> str:
    """What to say of it."""
    count = log_exporting.export(ctx, target, wanted, password=password, cancelled=lambda: task.cancelled)
    return said.exported(count, target.name, encrypted=bool(password))
