"""Överlämning: the page for the next shift, on screen or printed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QPageSize, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import settings
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.handover import Handover, handover
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import handover as said
from rhs_desktop.strings.cases.handover import HandoverSection
from rhs_desktop.strings.cases.process import QUEUE, STEP
from rhs_desktop.strings.errors import said as told
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CLOSE

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class HandoverDialog(BaseDialog):
    """Records only the access to the data. Numbers are masked; protected residents are without name and number."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.PRINT, cancel=CLOSE, fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.chosen = settings.load(self.ctx)
        found = handover(self.ctx, self.chosen.round)
        self.cases = tuple(one.row.case for part in (found.promised, found.half_done, found.put_off) for one in part)
        self.parts = said.only_filled(self._parts(found))
        tools.watch.seen(Access.LISTED, self.cases, what=CopiedData.HANDOVER)
        self.page = QTextBrowser()
        self.page.setAccessibleName(said.TITLE)
        self.page.setHtml(self.html())

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._print)

        self.content.addWidget(self.page, 1)
        self.content.addWidget(text_label(said.PRINTED_WARNING, "small"))
        self.resize_to(92, 38)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> None:
        """Show the page until it is closed."""
        cls(parent, tools).run(tools.messages)

    def _parts(self, found: Handover) -> Iterator[HandoverSection]:
        today = self.ctx.today
        yield HandoverSection(
            said.WAITING, tuple(said.waiting(QUEUE[one.queue], one.count, one.late) for one in found.waiting)
        )
        promised = (
            said.promised(_who(one.row), one.on, common.clock(one.at), _phone(one.row), today) for one in found.promised
        )
        yield HandoverSection(said.PROMISED, tuple(promised))
        half = (said.half_done(_who(one.row), STEP[one.step], one.done, one.of) for one in found.half_done)
        yield HandoverSection(said.HALF_DONE, tuple(half))
        ready = (
            said.ready(one.letters, one.number, one.count, common.stamp(one.made_at, today), one.by)
            for one in found.ready
        )
        yield HandoverSection(said.READY, tuple(ready))
        later = (said.put_off(_who(one.row), _step(one.row), one.until, one.reason, today) for one in found.put_off)
        yield HandoverSection(said.PUT_OFF, tuple(later))

    def html(self) -> str:
        """The page; texts that people wrote are escaped."""
        made = f"{common.day(self.ctx.today, self.ctx.today)} {common.clock(self.ctx.now.time())}, {self.ctx.user}"
        head = f"<h2>{escape(said.TITLE)} {escape(self.chosen.clinic.name)}</h2><p>{escape(made)}</p>"
        return head + "".join(
            f"<h3>{escape(part.title)}</h3><ul>{''.join(f'<li>{escape(one)}</li>' for one in part.lines)}</ul>"
            for part in self.parts
        )

    @Slot()
    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(said.TITLE)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(said.PRINT)
        if not self.tools.messages.run(dialog):
            return
        try:
            log_access(self.ctx, Access.PRINTED, cases=self.cases, what=CopiedData.HANDOVER)
        except ExpectedError as error:
            self.say(told(error))
            return
        self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the page."""
        document = QTextDocument()
        document.setDefaultFont(self.font())
        document.setHtml(self.html())
        document.print_(printer)
        if printer.printerState() is printer.PrinterState.Error:
            self.say(said.PRINT_FAILED)


def _who(row: CaseRow) -> str:
    if row.protected:
        return said.PROTECTED
    return f"{row.name}, {row.digits[:8]}-••••"


def _phone(row: CaseRow) -> str:
    return "" if row.protected else row.phone


def _step(row: CaseRow) -> str:
    return STEP[row.step] if row.step else ""
