"""Shows the selected cases of the list in the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.strings.errors import trouble
from rhs_desktop.ui.case_list.table import CaseTable
from rhs_desktop.ui.case_panel.handling_guide import packed
from rhs_desktop.ui.case_panel.panel import CasePanel

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context
    from rhs_desktop.services.settings import Settings

_PICK_MS = 25


class PanelController(QObject):
    """Inactive until `begin`."""

    def __init__(self, table: CaseTable, panel: CasePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._table, self._panel = table, panel
        self._ctx: Context | None = None
        self._pick = QTimer(self, singleShot=True, interval=_PICK_MS)
        self._pick.timeout.connect(self.show_picked)
        table.picked.connect(self._pick.start)
        table.opened.connect(panel.begin)

    def begin(self, context: Context) -> None:
        """Start for a session, with nothing selected."""
        self._ctx = context
        self._panel.roles = context.roles
        self._panel.colleagues = self._colleagues
        self._panel.show_nothing()

    def _colleagues(self) -> list[str]:
        """The users to whom cases can be handed over."""
        from rhs_desktop.services.users import accounts

        assert self._ctx is not None
        return list(accounts.colleagues(self._ctx))

    @Slot()
    def rest(self) -> None:
        """Stop: the window is closed, and the database will be."""
        self._pick.stop()

    @Slot(object)
    def take_settings(self, chosen: Settings) -> None:
        """Take over the clinic's settings and the present date."""
        if self._ctx is not None:
            self._panel.today = self._ctx.today
            self._panel.shown_seconds = chosen.shown_seconds

    @Slot()
    def show_picked(self) -> None:
        """Show the selected cases. Called shortly after a selection, so that holding an arrow key stays fast."""
        rows = self._table.selected_rows()
        if len(rows) > 1:
            self._panel.show_many(rows)
        elif rows:
            self._show_case(rows[0].case)
        else:
            self._panel.show_nothing()

    def _show_case(self, case: int) -> None:
        from rhs_desktop.services.cases import case_list
        from rhs_desktop.services.letters.plan import enclosed

        assert self._ctx is not None
        try:
            view = case_list.case_view(self._ctx, case)
            profile = self._ctx.rules(view.profile).profile
            self._panel.show_case(view, packed(profile, enclosed(self._ctx, profile)))
        except ExpectedError as error:
            self._panel.show_nothing(" ".join(trouble(error)))
