"""What stands beside a list and tells of the chosen line, in parts one below the other."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from rhs_desktop.ui.widgets.theme import Theme, set_kind


class SideSheet(QScrollArea):
    """`name` is for who cannot see it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._unit = theme.unit
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(name)
        set_kind(self, "plain")

    def show_parts(self, parts: Iterable[QWidget]) -> None:
        """These in place of the former ones."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 2 * self._unit, 0)
        column.setSpacing(2 * self._unit)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
