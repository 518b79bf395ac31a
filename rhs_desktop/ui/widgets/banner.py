"""A coloured message across a dialog or the window, with optional buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from rhs_desktop.ui.widgets.labels import icon_label, text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_ICONS = {"info": ("info", "accent"), "warn": ("due", "due"), "error": ("late", "late"), "good": ("done", "done")}


class Banner(QFrame):
    """`level` is info, warn, error or good, shown by colour and icon."""

    def __init__(self, theme: Theme, level: str = "info", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icon, colour = _ICONS[level]
        set_kind(self, f"banner_{level}")
        self._text = text_label(text)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3 * theme.unit, 2 * theme.unit, 3 * theme.unit, 2 * theme.unit)
        self._row.setSpacing(2 * theme.unit)
        self._row.addWidget(icon_label(theme, icon, colour))
        self._row.addWidget(self._text, 1)
        if not text:
            self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str) -> None:
        """Set the text; an empty one hides the banner."""
        self._text.setText(text)
        self.setVisible(bool(text))

    def add_button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        self._row.addWidget(button)
        return button
