"""Radio buttons with number keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from rhs_desktop.strings import widgets as said
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import set_kind


@dataclass(frozen=True, slots=True)
class Choice:
    """An alternative: its value, its name, and a hint on its consequence."""

    value: Any
    label: str
    hint: str = ""


class RadioChoices(QWidget):
    """Radio buttons in a column with the keys 1, 2, 3 … The dialog forwards its key presses to `take_key`."""

    chosen = Signal(object)

    def __init__(self, name: str, alternatives: Sequence[Choice], unit: int) -> None:
        super().__init__()
        self._alternatives = tuple(alternatives)
        self._group = QButtonGroup(self)
        self.setAccessibleName(name)

        self._group.idToggled.connect(self._toggled)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        for turn, choice in enumerate(alternatives, start=1):
            button = QRadioButton(choice.label)
            button.setAccessibleName(choice.label)
            button.setAccessibleDescription(said.key(turn, choice.hint))
            self._group.addButton(button, turn - 1)
            row = QHBoxLayout()
            row.setSpacing(2 * unit)
            row.addWidget(key_cap(str(turn)))
            row.addWidget(button)
            if choice.hint:
                row.addWidget(text_label(choice.hint, "small", wrap=False))
            row.addStretch(1)
            column.addLayout(row)
        self.setFocusProxy(self._group.button(0))

    @property
    def values(self) -> tuple[Any, ...]:
        """What can be chosen, in the order of the keys 1, 2, 3 …"""
        return tuple(choice.value for choice in self._alternatives)

    @property
    def value(self) -> Any:
        """The chosen value, or None."""
        place = self._group.checkedId()
        return self._alternatives[place].value if place >= 0 else None

    def choose(self, value: object) -> None:
        for place, choice in enumerate(self._alternatives):
            if choice.value == value:
                self._group.button(place).setChecked(True)

    def take_key(self, event: QKeyEvent) -> bool:
        """Choose by a number key. Returns whether the key was one."""
        place = event.key() - Qt.Key.Key_1
        if not 0 <= place < len(self._alternatives) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        button = self._group.button(place)
        button.setChecked(True)
        button.setFocus()
        return True

    @Slot(int, bool)
    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.chosen.emit(self._alternatives[place].value)


def key_cap(key: str) -> QLabel:
    """A label that looks like a key."""
    cap = text_label(key, "key", wrap=False)
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    set_kind(cap, "key")
    return cap
