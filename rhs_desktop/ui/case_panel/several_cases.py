"""What the panel shows when several cases are chosen: how many of what, and what can be done with them all at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.cases.acts import ROWS, Act
from rhs_desktop.domain.cases.steps import StepKind
from rhs_desktop.domain.roles import ALL_ROLES, Role
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import panel as said
from rhs_desktop.strings.cases import recording
from rhs_desktop.strings.cases.next_step import NOTHING_LEFT
from rhs_desktop.strings.cases.process import ACT, STEP
from rhs_desktop.ui.case_list.columns import dashed
from rhs_desktop.ui.case_panel.act_forms import may_do
from rhs_desktop.ui.case_panel.action_card import AskingCard
from rhs_desktop.ui.case_panel.question_form import QuestionForm
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.labels import CopyButton, row_layout, text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_STEP_OF = {
    Act.CHECK_MANY: StepKind.CHECK_COSMIC,
    Act.LISTED_ALIVE: StepKind.CHECK_COSMIC,
    Act.SEND: StepKind.INVITE,
    Act.REMINDED: StepKind.REMIND,
    Act.LETTERS: StepKind.SEND_LETTER,
}
"""The step that an act for several does; the other acts for several suit any step, for all that are open."""


class ManyCases(QWidget):
    """`wanted` carries an Act, those of the chosen cases that it is meant for, and a FormAnswer. `asked`: a question
    stands below. `colleagues` are proposed where somebody is asked for.
    """

    wanted = Signal(object, object, object)
    copy_wanted = Signal(object)
    asked = Signal()

    def __init__(
        self,
        rows: Sequence[CaseRow],
        theme: Theme,
        today: date,
        roles: frozenset[Role] = ALL_ROLES,
        colleagues: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._rows = rows
        self._roles = roles
        self._card = AskingCard(theme, today, self.cases_for)
        self._card.propose(Act.HAND_OVER, colleagues)
        self._card.wanted.connect(self.wanted)
        self._card.asked.connect(self.asked)
        self.buttons = self._card.buttons
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(text_label(said.chosen(len(rows)), "heading"))
        numbers = "\n".join(dashed(one) for one in rows)
        words = recording.numbers(len(rows))
        copied = CopiedText(numbers, CopiedData.NUMBER, words, tuple(row.case for row in rows))
        copy = CopyButton(theme, copied)
        copy.setToolTip(said.copy_numbers(words))
        copy.wanted.connect(self.copy_wanted)
        column.addLayout(row_layout(text_label(said.COPY_NUMBERS, wrap=False), copy, space=theme.unit))
        self._fill(self._card, theme)
        column.addWidget(self._card)

    def _fill(self, card: AskingCard, theme: Theme) -> None:
        card.column.addWidget(text_label(said.NEXT_STEP, "section"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(3 * theme.unit)
        counts: dict[StepKind | None, int] = {}
        for one in self._rows:
            counts[one.step] = counts.get(one.step, 0) + 1
        for line, (step, count) in enumerate(sorted(counts.items(), key=lambda item: -item[1])):
            grid.addWidget(text_label(common.number(count), "strong", wrap=False), line, 0)
            grid.addWidget(text_label(STEP[step] if step else NOTHING_LEFT), line, 1)
        card.column.addLayout(grid)
        for act in (*_STEP_OF, *(act for act in Act if ROWS[act].many and act not in _STEP_OF)):
            count = len(self.cases_for(act))
            if count and may_do(act, self._roles):
                button = QPushButton(ACT[act].several.format(n=common.number(count)))
                button.setProperty("act", act.value)
                if not self.buttons and act in _STEP_OF:
                    set_kind(button, "primary")
                button.clicked.connect(card.press)
                self.buttons[act] = button
                card.column.addWidget(button)

    def cases_for(self, act: Act) -> list[int]:
        """The chosen cases whose next step the act is; all open ones for what suits any step."""
        kind = _STEP_OF.get(act)
        if kind is None:
            return [one.case for one in self._rows if not one.finished]
        return [one.case for one in self._rows if one.step is kind]

    @property
    def form(self) -> QuestionForm | None:
        return self._card.form

    def ask(self, act: Act) -> None:
        self._card.ask(act)
