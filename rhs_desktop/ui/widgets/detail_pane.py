"""The pane beside a list that shows details of the selected line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from rhs_desktop.ui.widgets.theme import Theme, set_kind


class SideSheet(QScrollArea):
    """`name` is its accessible name."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._unit = theme.unit
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(name)
        set_kind(self, "plain")

    def show_parts(self, parts: Iterable[QWidget]) -> None:
        """Replace the content by these widgets, one below the other."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 2 * self._unit, 0)
        column.setSpacing(2 * self._unit)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
