"""Between the list and the panel: the case that is chosen in the one is shown in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.strings.errors import trouble
from rhs_desktop.ui.case_list.table import CaseTable
from rhs_desktop.ui.case_panel.panel import CasePanel

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context
    from rhs_desktop.services.settings import Settings

_PICK_MS = 25


class PanelController(QObject):
    """Lives as long as its window; `begin` when somebody sits there."""

    def __init__(self, table: CaseTable, panel: CasePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._table, self._panel = table, panel
        self._ctx: Context | None = None
        self._pick = QTimer(self, singleShot=True, interval=_PICK_MS)
        self._pick.timeout.connect(self.show_picked)
        table.picked.connect(self._pick.start)
        table.opened.connect(panel.begin)

    def begin(self, context: Context) -> None:
        """Somebody sits here now, and has chosen nothing yet."""
        self._ctx = context
        self._panel.roles = context.roles
        self._panel.colleagues = self._colleagues
        self._panel.show_nothing()

    def _colleagues(self) -> list[str]:
        """To whom cases can be handed over: whoever may come in, and whoever has cases already."""
        from rhs_desktop.services.users import accounts

        assert self._ctx is not None
        return list(accounts.colleagues(self._ctx))

    @Slot()
    def rest(self) -> None:
        """The window has closed, and soon the database."""
        self._pick.stop()

    @Slot(object)
    def take_settings(self, chosen: Settings) -> None:
        """What the clinic has chosen, and which day it is."""
        if self._ctx is not None:
            self._panel.today = self._ctx.today
            self._panel.shown_seconds = chosen.shown_seconds

    @Slot()
    def show_picked(self) -> None:
        """Soon after a choice, so that arrow keys run down the list freely."""
        rows = self._table.selected_rows()
        if len(rows) > 1:
            self._panel.show_many(rows)
        elif rows:
            self._show_case(rows[0].case)
        else:
            self._panel.show_nothing()

    def _show_case(self, case: int) -> None:
        from rhs_desktop.services.cases import case_list

        assert self._ctx is not None
        try:
            view = case_list.case_view(self._ctx, case)
            self._panel.show_case(view, self._ctx.rules(view.profile).profile)
        except ExpectedError as error:
            self._panel.show_nothing(" ".join(trouble(error)))
