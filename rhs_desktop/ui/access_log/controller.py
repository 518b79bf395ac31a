"""The window's own part of the access log: whose case lies open, what is searched for, and who reviews the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.ui.window.actions import Actions

if TYPE_CHECKING:
    from rhs_desktop.ui.window.main_window import MainWindow

_REMIND_MS = 1_000
REST_MS = 500
"""So long a case lies open before it counts as seen: arrow keys run past many."""
TYPED_MS = 1_500
"""So long typing rests before the text counts as searched for."""
_SHORTEST = 2
_NAMED_AT_MOST = 25
"""A search that finds no more than so many names them."""


class LogWork(QObject):
    """Lives as long as its window; `begin` when the window is in use."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions: Actions | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._soon = QTimer(self, singleShot=True, interval=_REMIND_MS)
        self._soon.timeout.connect(self.remind)
        self._rest.timeout.connect(self._rested)
        self._typed.timeout.connect(self._searched)
        window.closing.connect(self._stop)
        window.table.picked.connect(self._rest.start)
        window.search.searched.connect(self._typed.start)
        window.panel.revealed.connect(self._revealed)
        window.panel.number_shown.connect(self._number_shown)
        window.menu_.access_log.triggered.connect(self.open_log)
        window.status_line.sample_wanted.connect(self.open_sample)
        window.conductor.settings_closed.connect(self.remind)

    def begin(self, actions: Actions) -> None:
        """Somebody sits here now: her looks are told of, the list first, and a reviewer is reminded."""
        self._actions = actions
        actions.watch.waiting.connect(self._window.status_line.show_unlogged)
        actions.watch.listed(CopiedData.WHOLE_LIST, [row.case for row in self._window.table.rows])
        self._soon.start()
        self._rest.start()

    @Slot()
    def remind(self) -> None:
        """Tell a reviewer when the log is to be sampled."""
        if self._actions is None:
            return
        try:
            due = self._actions.sample_due()
        except ExpectedError:  # a register that cannot be read says so where something is done with it
            due = None
        self._window.status_line.show_sample(due, self._actions.today())

    @Slot()
    def _stop(self) -> None:
        """The window goes: what lies open or stands in the search field counts as seen."""
        self._soon.stop()
        for timer, tell in ((self._rest, self._rested), (self._typed, self._searched)):
            if timer.isActive():
                timer.stop()
                tell()

    @Slot()
    def _rested(self) -> None:
        case = self._window.panel.case
        if self._actions is not None and case is not None:
            self._actions.watch.opened(case)

    @Slot()
    def _searched(self) -> None:
        text, table = self._window.search.text().strip(), self._window.table
        if self._actions is None or len(text) < _SHORTEST:
            return
        cases = tuple(table.shown_cases()) if table.shown <= _NAMED_AT_MOST else ()
        self._actions.watch.seen(Access.SEARCHED, cases, searched=text, count=table.shown)

    @Slot(int)
    def _revealed(self, case: int) -> None:
        if self._actions is not None:
            self._actions.watch.seen(Access.UNMASKED, (case,), what=CopiedData.PHONE_AND_ADDRESS)

    @Slot(int)
    def _number_shown(self, case: int) -> None:
        if self._actions is not None:
            self._actions.watch.seen(Access.UNMASKED, (case,), what=CopiedData.NUMBER)

    @Slot()
    def open_log(self) -> None:
        self._open(sample=False)

    @Slot()
    def open_sample(self) -> None:
        self._open(sample=True)

    def _open(self, *, sample: bool) -> None:
        do = self._window.conductor

        def opened() -> None:
            do.actions.open_log(self._window, sample=sample)

        do.attempt(opened)
        self.remind()
