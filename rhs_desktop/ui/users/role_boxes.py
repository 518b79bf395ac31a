"""Check boxes for the four roles of 1177, with what each permits."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from rhs_desktop.domain.roles import Role
from rhs_desktop.strings import users as said
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme


class RoleBoxes(QWidget):
    """`chosen` are the ticked roles."""

    def __init__(self, theme: Theme, held: Iterable[Role] = ()) -> None:
        super().__init__()
        self.boxes: dict[Role, QCheckBox] = {}
        self.trouble = text_label("", "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit // 2)
        column.addWidget(text_label(said.ROLES, "section"))
        kept = frozenset(held)
        for role in Role:
            box = QCheckBox(said.ROLE[role].capitalize())
            box.setChecked(role in kept)
            box.setAccessibleDescription(said.ROLE_OPENS[role])
            box.toggled.connect(self.trouble.hide)
            self.boxes[role] = box
            column.addSpacing(theme.unit)
            column.addWidget(box)
            opens = text_label(said.ROLE_OPENS[role], "small")
            opens.setContentsMargins(6 * theme.unit, 0, 0, 0)
            column.addWidget(opens)
        column.addWidget(self.trouble)
        self.trouble.hide()

    @property
    def chosen(self) -> frozenset[Role]:
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())

    def take(self) -> frozenset[Role] | None:
        """Returns the ticked roles; None, and an error at the boxes, where none is."""
        if not self.chosen:
            self.complain(said.NO_ROLE)
            return None
        return self.chosen

    def complain(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.show()
        self.boxes[Role.RECEIVER].setFocus()
