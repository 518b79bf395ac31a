"""The window's own part of the access log: whose case lies open, what is searched for, and who reviews the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.roles import Permission, allowed
from rhs_desktop.ui.case_list.table import CaseTable
from rhs_desktop.ui.case_panel.panel import CasePanel

if TYPE_CHECKING:
    from rhs_desktop.ui.context import DialogContext

_REMIND_MS = 1_000
REST_MS = 500
"""So long a case lies open before it counts as seen: arrow keys run past many."""
TYPED_MS = 1_500
"""So long typing rests before the text counts as searched for."""
_SHORTEST = 2
_NAMED_AT_MOST = 25
"""A search that finds no more than so many names them."""


class LogController(QObject):
    """Inactive until `begin`.

    `sample_due` carries when the log is to be sampled, or None, and today; `unlogged` how many looks could not be
    written yet.
    """

    sample_due = Signal(object, object)
    unlogged = Signal(int)

    def __init__(self, table: CaseTable, panel: CasePanel, search: QLineEdit, parent: QObject) -> None:
        super().__init__(parent)
        self._table, self._panel, self._search = table, panel, search
        self._tools: DialogContext | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._soon = QTimer(self, singleShot=True, interval=_REMIND_MS)
        self._soon.timeout.connect(self.remind)
        self._rest.timeout.connect(self._rested)
        self._typed.timeout.connect(self._searched)
        table.picked.connect(self._rest.start)
        panel.revealed.connect(self._revealed)
        panel.number_shown.connect(self._number_shown)

    def begin(self, tools: DialogContext) -> None:
        """Somebody sits here now: her looks are told of, the list first, and a reviewer is reminded."""
        self._tools = tools
        tools.watch.waiting.connect(self.unlogged)
        tools.watch.listed(CopiedData.WHOLE_LIST, [row.case for row in self._table.rows])
        self._soon.start()
        self._rest.start()

    @Slot()
    def remind(self) -> None:
        """Tell a reviewer when the log is to be sampled."""
        from rhs_desktop.services.access_log import review

        if self._tools is None:
            return
        ctx, due = self._tools.context, None
        try:
            if allowed(ctx.roles, Permission.REVIEW):
                due = review.due(ctx)
        except ExpectedError:  # a register that cannot be read says so where something is done with it
            due = None
        self.sample_due.emit(due, ctx.today)

    @Slot()
    def typed(self) -> None:
        """Another text stands in the search field."""
        self._typed.start()

    @Slot()
    def close(self) -> None:
        """The window goes: what lies open or stands in the search field counts as seen."""
        self._soon.stop()
        for timer, tell in ((self._rest, self._rested), (self._typed, self._searched)):
            if timer.isActive():
                timer.stop()
                tell()

    @Slot()
    def _rested(self) -> None:
        case = self._panel.case
        if self._tools is not None and case is not None:
            self._tools.watch.opened(case)

    @Slot()
    def _searched(self) -> None:
        text, table = self._search.text().strip(), self._table
        if self._tools is None or len(text) < _SHORTEST:
            return
        cases = tuple(table.shown_cases()) if table.shown <= _NAMED_AT_MOST else ()
        self._tools.watch.seen(Access.SEARCHED, cases, searched=text, count=table.shown)

    @Slot(int)
    def _revealed(self, case: int) -> None:
        if self._tools is not None:
            self._tools.watch.seen(Access.UNMASKED, (case,), what=CopiedData.PHONE_AND_ADDRESS)

    @Slot(int)
    def _number_shown(self, case: int) -> None:
        if self._tools is not None:
            self._tools.watch.seen(Access.UNMASKED, (case,), what=CopiedData.NUMBER)
