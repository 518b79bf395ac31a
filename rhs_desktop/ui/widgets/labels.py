"""Small widgets: labels, rows, cards and copy buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from rhs_desktop.strings import widgets as said
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.theme import Theme, set_kind


def text_label(text: str, kind: str = "", *, wrap: bool = True) -> QLabel:
    """A label whose text can be selected. Always plain text: names are never read as markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind:
        set_kind(label, kind)
    return label


def icon_label(theme: Theme, name: str, colour: str) -> QLabel:
    """An icon beside a text that says the same."""
    label = QLabel()
    label.setPixmap(theme.icon(name, colour).pixmap(QSize(theme.icon_size, theme.icon_size)))
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


def row_layout(*widgets: QWidget, space: int, stretch: int = -1) -> QHBoxLayout:
    """Widgets in a row; `stretch` is the index of the one that takes the remaining width, -1: none."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(space)
    for place, widget in enumerate(widgets):
        line.addWidget(widget, 1 if place == stretch else 0)
    if stretch < 0:
        line.addStretch(1)
    return line


class Card(QFrame):
    """A framed column."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        set_kind(self, "card")
        self.column = QVBoxLayout(self)
        unit = theme.unit
        self.column.setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit)
        self.column.setSpacing(2 * unit)


class CopyButton(QToolButton):
    """`wanted` carries the CopiedText. A resident's data are not shown in the tool tip."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, copied: CopiedText) -> None:
        super().__init__()
        self._copied = copied
        set_kind(self, "icon")
        self.setIcon(theme.icon("copy", "accent"))
        self.setIconSize(QSize(theme.icon_size, theme.icon_size))
        name, text = said.copy(copied.words), copied.text
        self.setAccessibleName(name)
        shown = text if len(text) < 90 else f"{text[:88]}…"
        self.setToolTip(name if copied.data.personal else said.copy_text(shown))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._copy)

    @Slot()
    def _copy(self) -> None:
        self.wanted.emit(self._copied)
