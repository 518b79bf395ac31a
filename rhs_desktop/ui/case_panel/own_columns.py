"""The list's own columns, as they stood in the file that was imported."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from rhs_desktop.domain.people.resident import Details
from rhs_desktop.domain.swedish import digits_only
from rhs_desktop.strings.cases import panel as said
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_TEN = 10


class OwnColumns(QWidget):
    """A line for each heading. Of a person with protected details the cells are hidden."""

    def __init__(self, columns: Iterable[tuple[str, object]], details: Details, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * theme.unit)
        grid.setColumnStretch(1, 1)
        for line, (heading, cell) in enumerate(columns):
            grid.addWidget(text_label(heading, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text_label(said.HIDDEN if details.protected else _as_text(cell, details)), line, 1)


def _as_text(cell: object, details: Details) -> str:
    """The cell as it stood; a number that is the person's own is masked here as in the head of the panel."""
    text = "" if cell is None else str(cell)
    own, digits = details.identity, digits_only(text)
    return own.masked if len(digits) >= _TEN and own.digits.endswith(digits[-_TEN:]) else text
