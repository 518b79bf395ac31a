"""One call: whom and which number, what was said before, and how it ended, on one key."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.events import CallOutcome
from rhs_desktop.services import casework, overview
from rhs_desktop.ui.actions import Change
from rhs_desktop.ui.dialogs.choices import Choice, Choices
from rhs_desktop.ui.dialogs.field import ClockEdit, DayEdit, Field
from rhs_desktop.ui.dialogs.frame import Frame, line
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.parts import CopyButton, words
from rhs_desktop.words import casework as said
from rhs_desktop.words.events import CALL_OUTCOME
from rhs_desktop.words.trouble import said as told

_VISIT_IN_DAYS = 14
_ATTEMPTS_SHOWN = 3


class CallDialog(Frame):
    """`change` says afterwards what was recorded. `place` is which of how many: "3 av 8"."""

    def __init__(self, parent: QWidget | None, tools: Tools, case: int, place: tuple[int, int] | None = None) -> None:
        super().__init__(parent, tools.theme, "Ring", "Anteckna samtalet")
        self.tools = tools
        self.w = tools.workplace
        self.case = case
        self.change: Change | None = None
        self.view = overview.case_view(self.w, case)
        tools.watch.opened(case)
        rules = self.w.rules(self.view.profile)
        self.profile = rules.profile
        today = self.w.today
        again = rules.calendar.add_workdays(today, self.profile.days.call_again_workdays)
        alternatives = [Choice(what, label, said.CALL_HINT[what]) for what, label in CALL_OUTCOME.items()]
        self.choices = Choices("Hur gick det?", alternatives, tools.theme.unit)
        self.visit = DayEdit(today + timedelta(days=_VISIT_IN_DAYS), earliest=today)
        self.visit_time = ClockEdit(known=True)
        self.again = DayEdit(again, earliest=today)
        self.data_told = QCheckBox(f"Jag har berättat: {self.profile.data_protection.name}")
        self.visit_field = Field("Tid för hälsosamtalet", self.visit)
        self.again_field = Field("Ring igen", self.again)

        self.choices.chosen.connect(self._chosen)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)

        self._lay_out(place)
        self.primary.setEnabled(False)
        self.choices.setFocus()

    def _lay_out(self, place: tuple[int, int] | None) -> None:
        details = self.view.resident.details
        unit = self.theme.unit
        self.keep_width(64)
        head = QHBoxLayout()
        head.addWidget(words(details.name.display, "heading"), 1)
        if place:
            head.addWidget(words(said.place(*place), "muted", wrap=False))
        self.content.addLayout(head)
        phones = QVBoxLayout()
        phones.setSpacing(unit)
        for turn, phone in enumerate(details.phones):
            row = QHBoxLayout()
            row.addWidget(words(phone, "number" if turn == 0 else "", wrap=False))
            copy = CopyButton(self.theme, phone, "Telefonnumret")
            copy.wanted.connect(self.tools.clipboard.copy)
            row.addWidget(copy)
            row.addStretch(1)
            phones.addLayout(row)
        if not details.phones:
            phones.addWidget(words("Inget telefonnummer är känt. Se efter i Cosmic.", "muted"))
        self.content.addLayout(phones)
        self.content.addWidget(words(self._before(), "muted"))
        self.content.addWidget(line())
        self.content.addWidget(self.choices)
        booking = QVBoxLayout()
        booking.setSpacing(2 * unit)
        booking.addWidget(self.visit_field)
        booking.addWidget(self.visit_time)
        booking.addWidget(self.data_told)
        self.content.addLayout(booking)
        self.content.addWidget(self.again_field)
        for part in (self.visit_field, self.visit_time, self.data_told, self.again_field):
            part.hide()

    def _before(self) -> str:
        """Earlier attempts, the newest first, and the last note."""
        calls = self.view.state.calls
        lines = [said.attempts(len(calls), self.profile.phone_attempts)]
        lines += [said.attempt(call, self.w.today) for call in reversed(calls[-_ATTEMPTS_SHOWN:])]
        notes = [
            entry.record.event.text
            for entry in self.view.timeline
            if isinstance(entry.record.event, ev.Noted) and entry.taken_back is None
        ]
        return "\n".join([*lines, *(f"Anteckning: {note}" for note in notes[-1:])])

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools, case: int, place: tuple[int, int] | None = None) -> Change | None:
        """What was recorded, or None."""
        dialog = cls(parent, tools, case, place)
        dialog.run(tools.messages)
        return dialog.change

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.choices.take_key(event):
            super().keyPressEvent(event)

    @Slot(object)
    def _chosen(self, outcome: CallOutcome) -> None:
        booked = outcome is CallOutcome.BOOKED
        for part in (self.visit_field, self.visit_time, self.data_told):
            part.setVisible(booked)
        self.again_field.setVisible(outcome is CallOutcome.CALL_AGAIN)
        self.primary.setText(said.call_act(outcome))
        self.primary.setEnabled(True)
        self.say("")

    @Slot()
    def _save(self) -> None:
        outcome = self.choices.value
        booked = outcome is CallOutcome.BOOKED
        try:
            done = casework.record_call(
                self.w,
                self.case,
                outcome,
                again_on=self.again.day if outcome is CallOutcome.CALL_AGAIN else None,
                visit=self.visit.day if booked else None,
                visit_time=self.visit_time.time if booked else None,
                data_told=self.data_told.isChecked(),
            )
        except ExpectedError as error:
            self.say(told(error))
            return
        name = self.view.resident.details.name.display
        self.change = Change(said.called(name, outcome), frozenset(done.cases))
        self.accept()
