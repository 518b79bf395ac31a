"""Fields of a manual: each knows its key, what it may hold, and says below itself what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLayout, QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from rhs_desktop.domain.profile_edit import Draft, allowed
from rhs_desktop.domain.profile_reading import MOST
from rhs_desktop.ui.dialogs.field import Field
from rhs_desktop.ui.parts import words
from rhs_desktop.ui.theme import set_kind
from rhs_desktop.words import manuals as said

_BOX_CHARS = 24


class Count(QSpinBox):
    """A number with its unit. The wheel scrolls the page and changes nothing that has not the focus."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._unit = said.VALUES[key].unit
        self.setRange(0, MOST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(said.VALUES[key].name)
        self.setFixedWidth(_BOX_CHARS * self.fontMetrics().averageCharWidth())
        self.valueChanged.connect(self._name_unit)

    def show_value(self, value: int) -> None:
        """Without telling anybody."""
        with QSignalBlocker(self):
            self.setValue(value)
        self._name_unit()

    @Slot()
    def _name_unit(self) -> None:
        one, many = self._unit
        self.setSuffix(f" {one if self.value() == 1 else many}")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Chosen(QComboBox):
    """One of a few. The wheel scrolls the page and changes nothing that has not the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(QWidget):
    """Name and number, and below them what it may be or what is wrong. Signal: `edited` with key and number."""

    edited = Signal(str, object)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.box = Count(key)
        self.note = words("", "small")
        name = words(said.VALUES[key].name, wrap=False)
        name.setBuddy(self.box)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        grid.addWidget(name, 0, 0)
        grid.addWidget(self.box, 0, 1)
        grid.addWidget(self.note, 1, 0, 1, 2)
        self.box.valueChanged.connect(self._tell)

    def paint(self, draft: Draft, trouble: str) -> None:
        value = draft.value(self.key)
        if self.box.value() != value:
            self.box.show_value(value)
        text = trouble or said.bounds(self.key, *allowed(draft, self.key))
        if text != self.note.text():
            self.note.setText(text)
            set_kind(self.note, "error" if trouble else "small")
            self.box.setAccessibleDescription(text)

    @Slot(int)
    def _tell(self, value: int) -> None:
        self.edited.emit(self.key, value)


class TextField(Field):
    """A text on one line. Signal: `edited` with key and text."""

    edited = Signal(str, object)

    def __init__(self, key: str, name: str) -> None:
        self.edit = QLineEdit()
        super().__init__(name, self.edit)
        self.key = key
        self.edit.textEdited.connect(self._tell)

    def paint(self, draft: Draft, trouble: str) -> None:
        value = str(draft.value(self.key))
        if self.edit.text().strip() != value:
            self.edit.setText(value)
            self.edit.setCursorPosition(0)
        if trouble != self.trouble:
            self.complain(trouble, focus=False)

    @Slot(str)
    def _tell(self, text: str) -> None:
        self.edited.emit(self.key, text.strip())


def scrolled(page: QWidget, content: QLayout) -> QScrollArea:
    """Fill a page with a content that scrolls where the screen is small."""
    inside = QWidget()
    inside.setLayout(content)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    set_kind(area, "plain")
    area.setWidget(inside)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(area)
    return area
