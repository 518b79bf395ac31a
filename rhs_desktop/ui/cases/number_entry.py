"""Entry of a phone number found in Cosmic during a call, or that Cosmic has none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.domain.people.phone import is_whole
from rhs_desktop.strings.cases import calling as said
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import row_layout
from rhs_desktop.ui.widgets.theme import Theme, set_kind


class NumberEntry(QWidget):
    """Closed, it is one button. `found` carries the number; empty where Cosmic has none."""

    found = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.open_button = QPushButton(said.OTHER_NUMBER)
        self.edit = QLineEdit()
        self.save = QPushButton(said.SAVE_NUMBER)
        self.none = QPushButton(said.NO_OTHER_NUMBER)
        self._field = FormField(said.NUMBER_FROM_COSMIC, self.edit)
        set_kind(self.open_button, "link")
        for button in (self.open_button, self.save, self.none):
            button.setAutoDefault(False)
        self._buttons = QWidget()
        self._buttons.setLayout(row_layout(self.save, self.none, space=2 * theme.unit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit)
        column.addLayout(row_layout(self.open_button, space=0))
        column.addWidget(self._field)
        column.addWidget(self._buttons)
        self._field.hide()
        self._buttons.hide()
        self.open_button.clicked.connect(self.begin)
        self.save.clicked.connect(self.tell)
        self.none.clicked.connect(self._tell_none)

    @property
    def opened(self) -> bool:
        return not self._field.isHidden()

    @property
    def typing(self) -> bool:
        """Whether the field has the focus, so that Enter confirms the number."""
        return self.window().focusWidget() is self.edit

    def open(self) -> None:
        self.open_button.hide()
        self._field.show()
        self._buttons.show()

    @Slot()
    def begin(self) -> None:
        """Open, and focus the field."""
        self.open()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def tell(self) -> None:
        number = self.edit.text().strip()
        if is_whole(number):
            self.found.emit(number)
        else:
            self._field.complain(said.NOT_WHOLE)

    @Slot()
    def _tell_none(self) -> None:
        self.found.emit("")
