"""The two tabs of "Mina ärenden" above the list."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabBar, QWidget

from rhs_desktop.strings import window as said
from rhs_desktop.ui.case_list.filter import Tab

_TITLES = {Tab.TO_HANDLE: said.TO_HANDLE, Tab.ALL: said.ALL}


class CaseTabs(QTabBar):
    """`chosen` carries the Tab that was opened."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for title in _TITLES.values():
            self.addTab(title)
        self.setAccessibleName(said.CASES)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.currentChanged.connect(self._changed)

    def show_tab(self, tab: Tab) -> None:
        place = list(_TITLES).index(tab)
        if self.currentIndex() != place:
            self.setCurrentIndex(place)

    @Slot(int)
    def _changed(self, place: int) -> None:
        self.chosen.emit(list(_TITLES)[place])
