"""The menu of the list's columns: shows and hides each, and resets them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from rhs_desktop.strings import window as said
from rhs_desktop.ui.case_list.columns import MIRRORED, OWN
from rhs_desktop.ui.case_list.header import CaseHeader


class ColumnMenu(QMenu):
    """Filled each time it is shown. `attach` makes it the context menu of a header."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(said.COLUMNS, parent)
        self._header: CaseHeader | None = None
        self.aboutToShow.connect(self.fill)
        self.triggered.connect(self._chosen)

    def attach(self, header: CaseHeader) -> None:
        self._header = header
        header.customContextMenuRequested.connect(self._show_at)

    @Slot()
    def fill(self) -> None:
        """Add every column, ticked where it is shown; those of 1177 first."""
        self.clear()
        shown = self._header.shown_columns() if self._header else []
        for group in (MIRRORED, OWN):
            for column in group:
                action = self.addAction(column.title)
                action.setCheckable(True)
                action.setChecked(column.key in shown)
                action.setData(column.key)
            self.addSeparator()
        self.addAction(said.RESET_COLUMNS).setData("")

    @Slot(QPoint)
    def _show_at(self, place: QPoint) -> None:
        if self._header is not None:
            self.popup(self._header.mapToGlobal(place))

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        if self._header is None:
            return
        if action.data():
            self._header.toggle(action.data())
        else:
            self._header.arrange_anew()
