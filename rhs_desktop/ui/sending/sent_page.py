"""Last page of the wizard: asks whether the batch was sent in 1177, and on which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rhs_desktop.strings.sending import send as strings
from rhs_desktop.ui.sending.state import SendState
from rhs_desktop.ui.widgets.field import DayEdit, FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme


class SentPage(QWidget):
    """Says what a confirmation will record. `on` is the day it was sent, asked for only on a later day."""

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(strings.SENT_QUESTION)
        self._sums = text_label("")
        self._moved = text_label("", "muted")
        self._first = today
        self.on = DayEdit(today, latest=today)
        self._day = FormField(strings.SENT_DAY, self.on, strings.SENT_DAY_HINT)
        self._day.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * theme.unit, 0, 0)
        column.setSpacing(3 * theme.unit)
        column.addWidget(text_label(strings.SENT_QUESTION, "heading"))
        column.addWidget(text_label(strings.SENT_NOTE))
        column.addWidget(self._day)
        column.addWidget(self._sums)
        column.addWidget(self._moved)
        column.addStretch(1)

    def ask_day(self, first: date, today: date) -> None:
        """Let the user choose a day from `first`, when the recipients were checked, to today. `first` is proposed."""
        self.on.setMaximumDate(QDate(today.year, today.month, today.day))
        if first != self._first:
            self._first = first
            self.on.setMinimumDate(QDate(first.year, first.month, first.day))
            self.on.setDate(self.on.minimumDate())
        self._day.setVisible(first != today)

    def paint(self, state: SendState, counts: Mapping[str, int]) -> None:
        """Show how many a confirmation records as invited, and how many went to each queue instead."""
        template = state.chosen_template
        name = template.internal_name if template else ""
        self._sums.setText(strings.about_to_write(len(state.receiving), name))
        self._moved.setText(strings.already_moved(counts))
        self._moved.setVisible(bool(counts))
