"""Moves the keyboard focus between the areas of the window: F6, Shift+F6, to the search field, to the list."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from rhs_desktop.ui.case_list.table import CaseTable
from rhs_desktop.ui.case_panel.panel import CasePanel
from rhs_desktop.ui.window.top_bar import SearchField

_BY_KEY = Qt.FocusReason.ShortcutFocusReason


class AreaKeys(QObject):
    """`areas` in order, each with the widget that takes the focus. From outside them, the second counts as left."""

    def __init__(
        self,
        areas: list[tuple[QWidget, QWidget]],
        search: SearchField,
        table: CaseTable,
        panel: CasePanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._areas, self._search, self._table, self._panel = areas, search, table, panel

    @Slot()
    def to_search(self) -> None:
        self._search.setFocus(_BY_KEY)
        self._search.selectAll()

    @Slot()
    def to_list(self) -> None:
        self._table.setFocus(_BY_KEY)
        self._table.pick_first()

    @Slot()
    def next_area(self) -> None:
        self._step(1)

    @Slot()
    def previous_area(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        focus = QApplication.focusWidget()
        inside = [focus is not None and (focus is area or area.isAncestorOf(focus)) for area, _ in self._areas]
        here = inside.index(True) if any(inside) else 1
        area, begins = self._areas[(here + step) % len(self._areas)]
        if area is self._panel:
            self._panel.begin()
        else:
            begins.setFocus(_BY_KEY)
