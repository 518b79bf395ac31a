"""A step with the reply that it chooses, in full behind a button."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhs_desktop.strings.cases import panel as said
from rhs_desktop.ui.widgets.labels import row_layout, text_label
from rhs_desktop.ui.widgets.theme import set_kind


class FullText(QWidget):
    """Closed at first; the button opens and closes it."""

    def __init__(self, step: str, text: str) -> None:
        super().__init__()
        self.button = QPushButton(said.SHOW_REPLY)
        self.text = text_label(text, "muted")
        set_kind(self.button, "link")
        self.text.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(text_label(step))
        column.addLayout(row_layout(self.button, space=0))
        column.addWidget(self.text)
        self.button.clicked.connect(self._turn)

    @Slot()
    def _turn(self) -> None:
        shows = self.text.isHidden()
        self.text.setVisible(shows)
        self.button.setText(said.HIDE_REPLY if shows else said.SHOW_REPLY)
