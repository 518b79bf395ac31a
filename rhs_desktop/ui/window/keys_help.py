"""The dialog that lists the keyboard shortcuts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.strings import window as said
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.theme import Theme


class KeysHelp(QDialog):
    """`keys`: what each command's key does, and the key; those of the list and the panel come after them."""

    def __init__(self, keys: Sequence[tuple[str, str]], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(said.KEYS)
        unit = theme.unit
        grid = QGridLayout()
        grid.setHorizontalSpacing(8 * unit)
        grid.setVerticalSpacing(2 * unit)
        for line, (what, key) in enumerate([*keys, *said.AREA_KEYS]):
            grid.addWidget(text_label(what, wrap=False), line, 0)
            grid.addWidget(text_label(key, "strong", wrap=False), line, 1)
        close = QPushButton(CLOSE)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * unit, 5 * unit, 6 * unit, 5 * unit)
        column.setSpacing(5 * unit)
        column.addLayout(grid)
        column.addWidget(close)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
