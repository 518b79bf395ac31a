"""Two descriptions that may be of one person, side by side, with the differing lines in bold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from rhs_desktop.strings.checklists import importing, review
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind


class SideBySide(QFrame):
    """Grid of a list's description and the registered one. Hidden while there is nothing to compare."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        set_kind(self, "card")
        self.setAccessibleName(review.COMPARISON)
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
        """Show lines of subject, text in the list and registered text; `row` is the row of the list."""
        self._titles[0].setText(importing.in_the_list(row))
        while len(self.labels) < len(lines):
            made = (text_label("", "muted", wrap=False), text_label(""), text_label(""))
            for column, label in enumerate(made):
                self._grid.addWidget(label, len(self.labels) + 1, column, Qt.AlignmentFlag.AlignTop)
            self.labels.append(made)
        for labels, texts in zip(self.labels, lines, strict=False):
            for label, text in zip(labels, texts, strict=True):
                label.setText(text)
            for label in labels[1:]:
                set_kind(label, "strong" if texts[1].casefold() != texts[2].casefold() else "")
        self.setVisible(bool(lines))
