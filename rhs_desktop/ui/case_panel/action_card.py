"""A card with buttons for acts, below which it asks what an act needs to know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.ui.case_panel.act_forms import PANEL_ACTS, FormAnswer
from rhs_desktop.ui.case_panel.question_form import QuestionForm
from rhs_desktop.ui.widgets.labels import Card
from rhs_desktop.ui.widgets.theme import Theme

CasesFor = Callable[[Act], Sequence[int]]


class AskingCard(Card):
    """`wanted` carries an Act, the cases it is for, and a FormAnswer. `asked`: a question stands below, in `form`.

    `cases_for` says for which cases an act is meant. `texts` stand in the field of an act's question, `hints` below.
    """

    wanted = Signal(object, object, object)
    asked = Signal()

    def __init__(self, theme: Theme, today: date, cases_for: CasesFor) -> None:
        super().__init__(theme)
        self._theme = theme
        self._today = today
        self._cases_for = cases_for
        self.buttons: dict[Act, QPushButton] = {}
        self.form: QuestionForm | None = None
        self.texts: dict[Act, str] = {}
        self.hints: dict[Act, str] = {}
        self._proposed: dict[Act, Sequence[str]] = {}

    def propose(self, act: Act, texts: Sequence[str]) -> None:
        """Texts that are offered while an act's text is typed."""
        self._proposed[act] = texts

    @Slot()
    def press(self) -> None:
        """Begin the act of the button that was pressed."""
        self.begin(Act(self.sender().property("act")))

    def begin(self, act: Act) -> None:
        """Ask, if the act needs to know anything."""
        if PANEL_ACTS[act].form is None:
            self.wanted.emit(act, self._cases_for(act), FormAnswer())
        else:
            self.ask(act)

    def ask(self, act: Act) -> None:
        """Ask what the act needs to know, below the buttons."""
        self._leave_form()
        text, hint = self.texts.get(act, ""), self.hints.get(act, "")
        self.form = QuestionForm(act, self._cases_for(act), self._today, self._theme, text, hint)
        self.form.propose(self._proposed.get(act, ()))
        self.form.wanted.connect(self.wanted)
        self.form.left.connect(self._leave_form)
        self.column.addWidget(self.form)
        self.form.begin()
        self.asked.emit()

    @Slot()
    def _leave_form(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            self.column.removeWidget(form)
            form.hide()
            form.deleteLater()
            button = self.buttons.get(form.act)
            if button is not None:
                button.setFocus()
