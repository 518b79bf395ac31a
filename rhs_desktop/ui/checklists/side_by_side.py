"""Two descriptions that may be of one person, side by side, with what differs set off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from rhs_desktop.strings.checklists import importing
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind


class SideBySide(QFrame):
    """Hidden while there is nothing to compare."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        set_kind(self, "card")
        self.setAccessibleName("Jämförelse")
        self.labels: list[tuple[QLabel, QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        unit = theme.unit
        self._grid.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit)
        self._grid.setHorizontalSpacing(6 * unit)
        self._grid.setVerticalSpacing(unit)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        self._titles = (text_label("", "muted"), text_label(importing.REGISTERED, "muted"))
        for column, title in enumerate(self._titles, start=1):
            self._grid.addWidget(title, 0, column)
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, str, str]], row: int) -> None:
        """What each line is about, what the list says and what is known."""
        self._titles[0].setText(importing.in_the_list(row))
        while len(self.labels) < len(lines):
            made = (text_label("", "muted", wrap=False), text_label(""), text_label(""))
            for column, label in enumerate(made):
                self._grid.addWidget(label, len(self.labels) + 1, column, Qt.AlignmentFlag.AlignTop)
            self.labels.append(made)
        for labels, said in zip(self.labels, lines, strict=False):
            for label, text in zip(labels, said, strict=True):
                label.setText(text)
            for label in labels[1:]:
                set_kind(label, "strong" if said[1].casefold() != said[2].casefold() else "")
        self.setVisible(bool(lines))
