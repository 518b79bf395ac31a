"""The page of help: whom to ask and what to read, by the manual, and the keyboard shortcuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.strings import window as said
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.theme import Theme

_CHARS = 54
_TO_COPY = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class KeysHelp(QDialog):
    """`keys`: what each command's key does, and the key; those of the list and the panel come after them. `told`: the
    manual's contacts and materials by heading, to be read and copied."""

    def __init__(
        self, keys: Sequence[tuple[str, str]], told: Mapping[str, Sequence[str]], theme: Theme, parent: QWidget
    ) -> None:
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
        both = QHBoxLayout()
        both.setSpacing(8 * unit)
        both.addLayout(grid)
        both.addLayout(self._help(told, unit))
        column.addLayout(both)
        column.addWidget(close)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _help(self, told: Mapping[str, Sequence[str]], unit: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2 * unit)
        for title, lines in told.items():
            column.addWidget(text_label(title, "section"))
            for line in lines:
                label = text_label(line)
                label.setTextInteractionFlags(_TO_COPY)
                label.setFixedWidth(_CHARS * self.fontMetrics().averageCharWidth())
                column.addWidget(label)
        column.addStretch(1)
        return column
