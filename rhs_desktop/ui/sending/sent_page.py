"""Step 4, Skickat?: nothing is written before the answer is yes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rhs_desktop.strings.sending import send
from rhs_desktop.ui.sending.state import SendState
from rhs_desktop.ui.widgets.field import DayEdit, FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme


class SentPage(QWidget):
    """Asks, and sums up what a yes will write. Who answers on a later day is asked on which day it went out."""

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Gick utskicket iväg i 1177?")
        self._sums = text_label("")
        self._moved = text_label("", "muted")
        self._first = today
        self.on = DayEdit(today, latest=today)
        self._day = FormField(send.SENT_DAY, self.on, send.SENT_DAY_HINT)
        self._day.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * theme.unit, 0, 0)
        column.setSpacing(3 * theme.unit)
        column.addWidget(text_label("Gick utskicket iväg i 1177?", "heading"))
        column.addWidget(text_label("Först när du svarar ja skrivs datum och inbjudningssätt."))
        column.addWidget(self._day)
        column.addWidget(self._sums)
        column.addWidget(self._moved)
        column.addStretch(1)

    def ask_day(self, first: date, today: date) -> None:
        """The days on which it can have gone out; the first is proposed, when the recipients were looked at."""
        self.on.setMaximumDate(QDate(today.year, today.month, today.day))
        if first != self._first:
            self._first = first
            self.on.setMinimumDate(QDate(first.year, first.month, first.day))
            self.on.setDate(self.on.minimumDate())
        self._day.setVisible(first != today)

    def paint(self, state: SendState, counts: Mapping[str, int]) -> None:
        template = state.chosen_template
        name = template.internal_name if template else ""
        self._sums.setText(send.about_to_write(len(state.receiving), name))
        self._moved.setText(send.already_moved(counts))
        self._moved.setVisible(bool(counts))
