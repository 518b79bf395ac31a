"""A resident's word: what it was, how it came, and on which day."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.events import Answer, Via
from rhs_desktop.services import casework, overview
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.dialogs.choices import Choice, Choices
from rhs_desktop.ui.dialogs.field import DayEdit, Field
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.parts import words
from rhs_desktop.words import casework as said
from rhs_desktop.words.trouble import said as told


class AnswerDialog(Frame):
    """`change` says afterwards what was recorded. The answers are those of the template that was sent, else all."""

    def __init__(self, parent: QWidget | None, tools: Tools, case: int) -> None:
        super().__init__(parent, tools.theme, "Svar kom", "Anteckna svaret")
        self.w = tools.workplace
        self.case = case
        self.change: Change | None = None
        self.view = overview.case_view(self.w, case)
        tools.watch.opened(case)
        alternatives = [Choice(what, said.ANSWER_TEXT[what], said.ANSWER_HINT[what]) for what in self._answers()]
        self.choices = Choices("Vad svarade invånaren?", alternatives, tools.theme.unit)
        self.via = QComboBox()
        for via, name in said.VIA_TEXT.items():
            self.via.addItem(name, via)
        state = self.view.state
        guess = Via.LETTER if state.posted_on and not state.invited else Via.DIGITAL if state.invited else Via.PHONE
        self.via.setCurrentIndex(self.via.findData(guess))
        self.on = DayEdit(self.w.today, latest=self.w.today)

        self.choices.chosen.connect(self._chosen)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)

        self.keep_width(60)
        self.content.addWidget(words(self.view.resident.details.name.display, "heading"))
        self.content.addWidget(self.choices)
        row = QHBoxLayout()
        row.setSpacing(3 * tools.theme.unit)
        row.addWidget(Field("Hur kom svaret?", self.via), 1)
        row.addWidget(Field("Dag", self.on), 1)
        self.content.addLayout(row)
        self.primary.setEnabled(False)
        self.choices.setFocus()

    def _answers(self) -> tuple[Answer, ...]:
        """Those that the resident could choose among."""
        invited = self.view.state.invited
        if invited is not None and self.view.profile in self.w.profiles:
            for template in self.w.profiles[self.view.profile].templates:
                if template.key == invited.template:
                    return tuple(answer.key for answer in template.answers)
        return tuple(Answer)

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools, case: int) -> Change | None:
        """What was recorded, or None."""
        dialog = cls(parent, tools, case)
        dialog.run(tools.messages)
        return dialog.change

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.choices.take_key(event):
            super().keyPressEvent(event)

    @Slot(object)
    def _chosen(self, answer: Answer) -> None:
        self.primary.setText(f"Anteckna: {said.ANSWER_TEXT[answer].lower()}")
        self.primary.setEnabled(True)

    @Slot()
    def _save(self) -> None:
        answer = self.choices.value
        try:
            done = casework.record_answer(self.w, self.case, answer, Via(self.via.currentData()), self.on.day)
        except ExpectedError as error:
            self.say(told(error))
            return
        name = self.view.resident.details.name.display
        self.change = Change(f"{name}: {said.ANSWER_TEXT[answer].lower()}", frozenset(done.cases))
        self.accept()
