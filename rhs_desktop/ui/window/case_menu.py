"""The list's own menu: the same acts as in the panel, where the pointer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from rhs_desktop.domain.cases.acts import CALL_ACTS, Act
from rhs_desktop.domain.cases.available_acts import available
from rhs_desktop.domain.retention import is_erased
from rhs_desktop.domain.roles import Permission as May
from rhs_desktop.strings import common
from rhs_desktop.strings.retention import ERASE_PERSON
from rhs_desktop.ui.case_panel.act_forms import WORDS
from rhs_desktop.ui.window import permissions

if TYPE_CHECKING:
    from rhs_desktop.ui.window.main_window import MainWindow


class CaseMenu(QObject):
    """Made anew each time it is shown, for what is chosen then."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(window)
        self.menu.triggered.connect(self._chosen)

    def show_at(self, place: QPoint) -> None:
        self.fill()
        if self.menu.actions():
            self.menu.popup(place)

    def fill(self) -> None:
        """The chosen cases' acts; nothing chosen, nothing offered."""
        self.menu.clear()
        rows = self._window.table.selected_rows()
        if not rows:
            return
        if len(rows) == 1:
            self._one(rows[0].case)
        else:
            self._many()
        count = "personnummer" if len(rows) == 1 else f"{common.number(len(rows))} personnummer"
        self._add(f"Kopiera {count}\tCtrl+C", "copy")
        if len(rows) == 1 and not is_erased(rows[0].digits) and self._window.panel.may(May.ADMINISTER):
            self.menu.addSeparator()
            self._add(ERASE_PERSON, "erase")

    def _one(self, case: int) -> None:
        actions, panel = self._window.conductor.actions, self._window.panel
        view = actions.case_view(case)
        offered = permissions.offered(available(view.step, view.state, actions.today()), panel.may)
        calls = CALL_ACTS if offered.call else ()
        for act in (*calls, *offered.main, *offered.more):
            self._add(WORDS[act], act.value)
        self.menu.addSeparator()

    def _many(self) -> None:
        self._window.panel.show_many(self._window.table.selected_rows())
        many = self._window.panel.many
        for act, button in many.buttons.items() if many else ():
            self._add(button.text(), act.value)
        self.menu.addSeparator()

    def _add(self, text: str, code: str) -> None:
        self.menu.addAction(text).setData(code)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        code, conductor = action.data(), self._window.conductor
        if code == "copy":
            conductor.copy_numbers()
            return
        if code == "erase":
            self._window.retention.erase(self._window.table.selected_cases()[0])
            return
        many = self._window.panel.many
        cases = many.cases_for(Act(code)) if many else self._window.table.selected_cases()
        conductor.begin_act(Act(code), cases)
