"""Fields of a manual: each has the key of its value, and shows its bounds or its fault below itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from rhs_desktop.domain.manuals.edit import Draft, allowed
from rhs_desktop.domain.manuals.reading import MOST
from rhs_desktop.strings.manuals import manuals as strings
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import set_kind

_BOX_CHARS = 24


class Count(QSpinBox):
    """Spin box with the unit of its value. Without focus it leaves the mouse wheel to the page."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._unit = strings.VALUES[key].unit
        self.setRange(0, MOST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(strings.VALUES[key].name)
        self.setFixedWidth(_BOX_CHARS * self.fontMetrics().averageCharWidth())
        self.valueChanged.connect(self._name_unit)

    def show_value(self, value: int) -> None:
        """Set the value without emitting a signal."""
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
    """Combo box that leaves the mouse wheel to the page while it does not have the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(QWidget):
    """Name and spin box, with the bounds or the fault below. Signal: `edited` with key and number."""

    edited = Signal(str, object)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.box = Count(key)
        self.note = text_label("", "small")
        name = text_label(strings.VALUES[key].name, wrap=False)
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
        """Show the value of the draft, and what is wrong with it."""
        value = draft.value(self.key)
        if self.box.value() != value:
            self.box.show_value(value)
        text = trouble or strings.bounds(self.key, *allowed(draft, self.key))
        if text != self.note.text():
            self.note.setText(text)
            set_kind(self.note, "error" if trouble else "small")
            self.box.setAccessibleDescription(text)

    @Slot(int)
    def _tell(self, value: int) -> None:
        self.edited.emit(self.key, value)


class TextField(FormField):
    """Text of one line. Signal: `edited` with key and text."""

    edited = Signal(str, object)

    def __init__(self, key: str, name: str) -> None:
        self.edit = QLineEdit()
        super().__init__(name, self.edit)
        self.key = key
        self.edit.textEdited.connect(self._tell)

    def paint(self, draft: Draft, trouble: str) -> None:
        """Show the value of the draft, and what is wrong with it."""
        self.show_value(str(draft.value(self.key)), trouble)

    def show_value(self, value: str, trouble: str) -> None:
        """Show a value without emitting a signal; a text that only differs in surrounding spaces is left as typed."""
        if self.edit.text().strip() != value:
            self.edit.setText(value)
            self.edit.setCursorPosition(0)
        if trouble != self.trouble:
            self.complain(trouble, focus=False)

    @Slot(str)
    def _tell(self, text: str) -> None:
        self.edited.emit(self.key, text.strip())


class LinesField(FormField):
    """Texts, one a line; with `apart` each line is a list separated by it. Signal: `edited` with key and list."""

    edited = Signal(str, object)

    def __init__(self, key: str, name: str, hint: str, *, lines: int, apart: str = "") -> None:
        self.edit = QPlainTextEdit()
        super().__init__(name, self.edit, hint)
        self.key = key
        self._apart = apart
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(round((lines + 1) * self.fontMetrics().lineSpacing() * 1.2))
        self.edit.textChanged.connect(self._tell)

    @property
    def value(self) -> list[str] | list[list[str]]:
        """The texts without empty lines."""
        lines = [line.strip() for line in self.edit.toPlainText().splitlines() if line.strip()]
        if not self._apart:
            return lines
        split = ([text.strip() for text in line.split(self._apart) if text.strip()] for line in lines)
        return [texts for texts in split if texts]

    def paint(self, draft: Draft, troubles: Mapping[str, str]) -> None:
        """Show the value of the draft, and below it the first fault of any line."""
        value = draft.value(self.key)
        if self.value != value:
            with QSignalBlocker(self.edit):
                lines = [f"{self._apart} ".join(one) for one in value] if self._apart else value
                self.edit.setPlainText("\n".join(lines))
        trouble = next((text for key, text in troubles.items() if key.partition("[")[0] == self.key), "")
        if trouble != self.trouble:
            self.complain(trouble, focus=False)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit(self.key, self.value)


def scrolled(page: QWidget, content: QLayout) -> QScrollArea:
    """Put a scroll area with the content on a page; the scroll area."""
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
