"""The context menu of the list, with the acts that the panel offers."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from rhs_desktop.domain.cases.act_buttons import available
from rhs_desktop.domain.cases.acts import CALL_ACTS, Act
from rhs_desktop.domain.retention import is_erased
from rhs_desktop.strings import window as said
from rhs_desktop.strings.cases.process import ACT
from rhs_desktop.ui.case_list.table import CaseTable
from rhs_desktop.ui.case_panel.panel import CasePanel
from rhs_desktop.ui.window.commands import ROWS, Command, Place, commands_at, shows
from rhs_desktop.ui.window.controller import WindowController

_COPY = "copy"


class CaseMenu(QObject):
    """Filled each time it is shown, for the selected cases."""

    def __init__(self, table: CaseTable, panel: CasePanel, controller: WindowController, parent: QWidget) -> None:
        super().__init__(parent)
        self._table, self._panel, self._controller = table, panel, controller
        self.menu = QMenu(parent)
        self.menu.triggered.connect(self._chosen)
        table.menu_wanted.connect(self.show_at)

    @Slot(QPoint)
    def show_at(self, place: QPoint) -> None:
        """Show it at a position in the list's viewport; nothing where no case is selected."""
        self.fill()
        if self.menu.actions():
            self.menu.popup(self._table.viewport().mapToGlobal(place))

    def fill(self) -> None:
        """Add the acts of the selected cases."""
        self.menu.clear()
        rows = self._table.selected_rows()
        if not rows:
            return
        if len(rows) == 1:
            self._one(rows[0].case)
        else:
            self._many()
        self._add(f"{said.copy_numbers(len(rows))}\tCtrl+C", _COPY)
        if len(rows) == 1 and not is_erased(rows[0].digits):
            wanted = [one for one in commands_at(Place.CASE) if shows(one, self._panel.roles, login=True)]
            if wanted:
                self.menu.addSeparator()
            for command in wanted:
                self._add(ROWS[command].words, command.value)

    def _one(self, case: int) -> None:
        from rhs_desktop.services.cases import case_list
        from rhs_desktop.ui.case_panel.act_forms import offered

        ctx = self._controller.tools.context
        view = case_list.case_view(ctx, case)
        acts = offered(available(view.step, view.state, ctx.today), self._panel.roles)
        for act in (*(CALL_ACTS if acts.call else ()), *acts.main, *acts.more):
            self._add(ACT[act].button, act.value)
        self.menu.addSeparator()

    def _many(self) -> None:
        self._panel.show_many(self._table.selected_rows())
        many = self._panel.many
        for act, button in many.buttons.items() if many else ():
            self._add(button.text(), act.value)
        self.menu.addSeparator()

    def _add(self, text: str, code: str) -> None:
        self.menu.addAction(text).setData(code)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        code = action.data()
        if code == _COPY:
            self._controller.copy_numbers()
        elif code in [command.value for command in commands_at(Place.CASE)]:
            self._controller.run(Command(code))
        else:
            many = self._panel.many
            cases = many.cases_for(Act(code)) if many else self._table.selected_cases()
            self._controller.begin_act(Act(code), cases)
