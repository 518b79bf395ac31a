"""A phone time that was booked in Cosmic with its telefonkallelse."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import casework, overview
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.dialogs.field import ClockEdit, DayEdit, Field
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.parts import words
from rhs_desktop.words.trouble import said

_WORKDAYS_AHEAD = 5


class PhoneTimeDialog(Frame):
    """`change` says afterwards what was recorded."""

    def __init__(self, parent: QWidget | None, tools: Tools, case: int) -> None:
        super().__init__(parent, tools.theme, "Telefontid bokad", "Anteckna telefontiden")
        self.w = tools.workplace
        self.case = case
        self.change: Change | None = None
        self.view = overview.case_view(self.w, case)
        tools.watch.opened(case)
        rules = self.w.rules(self.view.profile)
        today = self.w.today
        self.day = DayEdit(rules.calendar.add_workdays(today, _WORKDAYS_AHEAD), earliest=today)
        self.at = ClockEdit(known=True)
        self.field = Field("Dag", self.day)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)

        self.keep_width(52)
        self.content.addWidget(words(self.view.resident.details.name.display, "heading"))
        notice = rules.profile.phone_notice.name
        self.content.addWidget(words(f"Boka tiden i Cosmic och skicka telefonkallelsen med {notice}.", "muted"))
        self.content.addWidget(self.field)
        self.content.addWidget(self.at)
        self.day.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools, case: int) -> Change | None:
        """What was recorded, or None."""
        dialog = cls(parent, tools, case)
        dialog.run(tools.messages)
        return dialog.change

    @Slot()
    def _save(self) -> None:
        try:
            done = casework.record_phone_time(self.w, self.case, self.day.day, self.at.time)
        except ExpectedError as error:
            self.field.complain(said(error))
            return
        self.change = Change(f"{self.view.resident.details.name.display}: telefontid bokad", frozenset(done.cases))
        self.accept()
