"""Between the window's areas and the actions: what a click leads to, and what the window shows afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.strings.cases import recording
from rhs_desktop.strings.errors import trouble
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.empty_state import Way, reason
from rhs_desktop.ui.case_list.filter import Filter, Tab
from rhs_desktop.ui.case_panel.act_forms import QUESTIONS
from rhs_desktop.ui.case_panel.perform import perform
from rhs_desktop.ui.case_panel.question_form import FormAnswer
from rhs_desktop.ui.widgets.clipboard import Clipboard, CopiedText
from rhs_desktop.ui.widgets.messages import Messages
from rhs_desktop.ui.window.actions import Actions
from rhs_desktop.ui.window.queue_counters import FORECAST, SET_ASIDE, counters

if TYPE_CHECKING:
    from rhs_desktop.ui.window.main_window import MainWindow

_PICK_MS = 25
_DAY_MS = 60_000


class WindowController(QObject):
    """Lives as long as its window. Without actions (`begin` not yet called) nothing can be pressed.

    `settings_closed`: the clinic's name and the like may have changed.
    """

    settings_closed = Signal()

    def __init__(self, window: MainWindow, messages: Messages, clipboard: Clipboard) -> None:
        super().__init__(window)
        self._window = window
        self._messages = messages
        self._clipboard = clipboard
        self._actions: Actions | None = None
        self._today: date | None = None
        self._ready = 0
        self._pick = QTimer(self, singleShot=True, interval=_PICK_MS)
        self._day = QTimer(self, interval=_DAY_MS)
        self._pick.timeout.connect(self._show_picked)
        self._day.timeout.connect(self._look_at_day)
        window.closing.connect(self._rest)
        clipboard.copied.connect(self._copied)

    @property
    def actions(self) -> Actions:
        if self._actions is None:
            raise RuntimeError("the window has no actions yet")
        return self._actions

    def begin(self, actions: Actions, rows: Sequence[CaseRow], wanted: Filter) -> None:
        """From here on the window is in use. `rows` were read behind it."""
        self._actions = actions
        self._window.panel.show_nothing()
        self._window.search.clear()
        self._window.show_allowed(actions.may, actions.colleagues, login=actions.has_login)
        self._show_rows(rows)
        if wanted == self._window.filters.filter:
            self._narrow()
        self._window.filters.set_filter(wanted)
        self._window.set_in_use()
        self._window.log.begin(actions)
        self._window.backups.begin(actions)
        self._window.clock.begin(actions)
        self._day.start()

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _show_rows(self, rows: Sequence[CaseRow]) -> None:
        self._today = self._window.panel.today = self.actions.today()
        self._window.table.load(rows, self._today)
        self._window.filters.set_rows(self._window.table.rows)
        self._show_overview()

    def _show_overview(self) -> None:
        overview = self.actions.overview()
        lines = counters(self._window.table.rows, self.actions.today(), overview.set_aside)
        self._ready = next((line.count for line in lines if line.code == Queue.INVITE), 0)
        self._window.sidebar.set_counters(lines)
        self._window.backups.show()
        self._window.table.set_masked(overview.masked)
        self._window.panel.shown_seconds = overview.shown_seconds

    @Slot()
    def list_changed(self) -> None:
        """Say how much of it shows; an empty list says what to do next."""
        window, table = self._window, self._window.table
        window.status_line.show_count(table.shown, len(table.rows), searching=table.searching)
        window.status_line.show_moved_on(table.stale)
        if table.shown or self._actions is None:
            window.empty.hide()
        else:
            window.empty.say(*reason(len(table.rows), window.filters.filter, window.search.text().strip(), self._ready))

    @Slot()
    def picked(self) -> None:
        """Soon, so that arrow keys run down the list freely."""
        self._pick.start()

    @Slot()
    def _show_picked(self) -> None:
        rows = self._window.table.selected_rows()
        if len(rows) > 1:
            self._window.panel.show_many(rows)
        elif rows:
            self._show_case(rows[0].case)
        else:
            self._window.panel.show_nothing()

    def _show_case(self, case: int) -> None:
        try:
            view = self.actions.case_view(case)
            self._window.panel.show_case(view, self.actions.profile(view.profile))
        except ExpectedError as error:
            self._window.panel.show_nothing(" ".join(trouble(error)))

    @Slot()
    def narrow(self) -> None:
        self._narrow()

    def _narrow(self) -> None:
        wanted = self._window.filters.filter
        self._window.show_tab(wanted.tab)
        self._window.sidebar.mark(wanted.work)
        self._window.table.narrow(wanted)
        self.list_changed()

    # ---- reading again ----------------------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Everything anew: what has moved on leaves the list, what has come stands in it."""
        self._show_rows(self.actions.rows())
        self._narrow()
        self._show_picked()

    @Slot()
    def _rest(self) -> None:
        """The window has closed, and soon the database: nothing is read any more."""
        self._pick.stop()
        self._day.stop()

    @Slot()
    def _look_at_day(self) -> None:
        if self.actions.today() != self._today:
            self.refresh()

    def _apply(self, change: ActResult | None) -> None:
        if change is None:
            return
        table = self._window.table
        if change.cases is None:
            self.refresh()
        else:
            rows = self.actions.rows_of(change.cases)
            if all(row.case in table for row in rows) and len(rows) == len(change.cases):
                table.update_rows(rows)
                self._show_overview()
                self.list_changed()
                self._show_picked()
            else:
                self.refresh()
        if change.latest is not None:
            self._go_to(change.latest)
        self._window.status_line.show_done(change.says, undoable=change.undoable, redoable=change.redoable)

    def _go_to(self, case: int) -> None:
        """Choose a case whose turn has come; the list is narrowed anew if it did not stand there before."""
        table = self._window.table
        if not table.pick(case):
            table.refresh()
            self._narrow()
            table.pick(case)

    def attempt(self, act: Callable[[], ActResult | None]) -> None:
        """Do it and show what changed; foreseen trouble goes beside the open form, or into a message."""
        try:
            change = act()
        except ExpectedError as error:
            said, todo = trouble(error)
            if not self._window.panel.complain(f"{said} {todo}".strip()):
                self._messages.warn(self._window, said, todo)
            return
        self._apply(change)

    # ---- acts -------------------------------------------------------------------------------------------------------

    @Slot(str, object, object)
    def wanted(self, act: str, cases: Sequence[int], reply: FormAnswer) -> None:
        """An act of the panel or of the list's menu."""
        panel, batch = self._window.panel, self._window.panel.batch
        told = panel.told()
        self.attempt(lambda: perform(self.actions, self._window, Act(act), cases, reply, told=told, batch=batch))

    def begin_act(self, act: Act, cases: Sequence[int]) -> None:
        """From the list's menu: ask in the panel first, where something must be asked."""
        if act in QUESTIONS:
            self._window.panel.ask(act)
        else:
            self.wanted(act.value, cases, FormAnswer())

    @Slot(int, str, bool)
    def ticked(self, case: int, step: str, done: bool) -> None:
        self.attempt(lambda: self.actions.tick(case, step, done=done))

    @Slot()
    def undo(self) -> None:
        self.attempt(self.actions.undo)

    @Slot()
    def redo(self) -> None:
        self.attempt(self.actions.redo)

    @Slot()
    def send(self) -> None:
        """Those chosen in the list if there are several, else whom the wizard proposes."""
        chosen = self._window.table.selected_cases()
        self._open(self.actions.open_send, chosen if len(chosen) > 1 else [])

    @Slot()
    def letters(self) -> None:
        chosen = self._window.table.selected_cases()
        self._open(self.actions.open_letters, chosen if len(chosen) > 1 else [])

    def _open(self, door: Callable[[QWidget, Sequence[int]], ActResult | None], cases: Sequence[int]) -> None:
        self.attempt(lambda: door(self._window, cases))

    @Slot()
    def import_list(self) -> None:
        self.attempt(lambda: self.actions.open_import(self._window))

    def import_file(self, file: Path) -> None:
        """A list that was dropped on the window."""
        self.attempt(lambda: self.actions.open_import(self._window, file))

    @Slot()
    def paste(self) -> None:
        self.attempt(lambda: self.actions.open_paste(self._window))

    @Slot()
    def letter_texts(self) -> None:
        self.attempt(lambda: self.actions.open_letter_texts(self._window))

    @Slot()
    def envelope(self) -> None:
        self.attempt(lambda: self.actions.open_envelope(self._window))

    def open_reply(self, code: str) -> None:
        """Reply letters that came by post, beginning with the one of that code."""
        if self._actions is not None:
            self.attempt(lambda: self.actions.open_reply(self._window, code))

    @Slot()
    def export(self) -> None:
        table = self._window.table
        chosen, shown = table.selected_cases(), table.shown_cases()
        self.attempt(lambda: self.actions.open_export(self._window, chosen, shown))

    @Slot()
    def manuals(self) -> None:
        self.attempt(lambda: self.actions.open_manuals(self._window))

    @Slot()
    def settings(self) -> None:
        self.attempt(lambda: self.actions.open_settings(self._window))
        self.settings_closed.emit()

    # ---- going about ------------------------------------------------------------------------------------------------

    @Slot(str)
    def open_work(self, code: str) -> None:
        """The list behind a counter."""
        if code == FORECAST:
            return
        if code == SET_ASIDE:
            self._window.sidebar.mark(self._window.filters.filter.work)
            self.attempt(lambda: self.actions.open_set_aside(self._window))
            return
        self._window.search.clear()
        opened = self._window.filters.filter.opened(code)
        if opened == self._window.filters.filter:
            self._window.table.refresh()
            self._narrow()
        else:
            self._window.filters.set_filter(opened)

    @Slot(int)
    def open_tab(self, place: int) -> None:
        tab = self._window.tab_at(place)
        now = self._window.filters.filter
        if tab is not now.tab:
            self._window.filters.set_filter(now.on_tab(tab))

    @Slot(str)
    def go_on(self, way: str) -> None:
        """Where an empty list's button leads."""
        match Way(way):
            case Way.IMPORT:
                self.import_list()
            case Way.CLEAR:
                self._window.filters.set_filter(self._window.filters.filter.cleared())
            case Way.CHECKLIST:
                self.open_work(Queue.INVITE)
            case Way.EVERYTHING:
                self._window.filters.set_filter(Filter(tab=Tab.TO_HANDLE))

    @Slot()
    def copy_numbers(self) -> None:
        numbers = self._window.table.numbers()
        if numbers:
            words, cases = recording.numbers(len(numbers)), tuple(self._window.table.selected_cases())
            self.copy(CopiedText("\n".join(numbers), CopiedData.NUMBER, words, cases))

    @Slot(object)
    def copy(self, copied: CopiedText) -> None:
        """Details of residents, told to the access log, or a text of the manual."""
        self.actions.copy(self._window, copied)

    @Slot(str)
    def _copied(self, what: str) -> None:
        self._window.status_line.mention(what)
