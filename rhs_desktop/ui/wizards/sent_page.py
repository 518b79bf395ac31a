"""Step 4, Skickat?: nothing is written before the answer is yes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rhs_desktop.ui.dialogs.field import DayEdit, Field
from rhs_desktop.ui.parts import words
from rhs_desktop.ui.theme import Theme
from rhs_desktop.ui.wizards.send_state import SendState
from rhs_desktop.words import sending


class SentPage(QWidget):
    """Asks, and sums up what a yes will write. Who answers on a later day is asked on which day it went out."""

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Gick utskicket iväg i 1177?")
        self._sums = words("")
        self._moved = words("", "muted")
        self._first = today
        self.on = DayEdit(today, latest=today)
        self._day = Field(sending.SENT_DAY, self.on, sending.SENT_DAY_HINT)
        self._day.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * theme.unit, 0, 0)
        column.setSpacing(3 * theme.unit)
        column.addWidget(words("Gick utskicket iväg i 1177?", "heading"))
        column.addWidget(words("Först när du svarar ja skrivs datum och inbjudningssätt."))
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
        self._sums.setText(sending.about_to_write(len(state.receiving), name))
        self._moved.setText(sending.already_moved(counts))
        self._moved.setVisible(bool(counts))
