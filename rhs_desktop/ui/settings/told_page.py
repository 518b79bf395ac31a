"""What letters tell of the visit and of how data are protected: a page of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.strings import settings as strings
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_FIELDS: Mapping[str, tuple[str, str]] = {
    "place": (strings.PLACE, strings.PLACE_HINT),
    "samples": (strings.SAMPLES, strings.SAMPLES_HINT),
    "form": (strings.FORM, strings.FORM_HINT),
    "data_controller": (strings.CONTROLLER, strings.CONTROLLER_HINT),
    "data_officer": (strings.OFFICER, strings.OFFICER_HINT),
    "data_reason": (strings.REASON, strings.REASON_HINT),
    "data_kept": (strings.KEPT, strings.KEPT_HINT),
}
"""The name and the hint of each field, by the name of its value in Clinic."""


class ToldPage(QWidget):
    """`fields` by the names of their values in Clinic."""

    def __init__(self, theme: Theme, clinic: Clinic) -> None:
        super().__init__()
        self.fields = {name: QLineEdit(getattr(clinic, name)) for name in _FIELDS}
        for field in self.fields.values():
            field.setCursorPosition(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * theme.unit, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(text_label(strings.TOLD, "muted"))
        for name, (title, hint) in _FIELDS.items():
            column.addWidget(FormField(title, self.fields[name], hint))
        column.addStretch(1)

    def told(self, clinic: Clinic) -> Clinic:
        """The clinic with what the fields say."""
        said: dict[str, Any] = {name: field.text().strip() for name, field in self.fields.items()}
        return replace(clinic, **said)
