"""What the panel shows when several cases are chosen: how many of what, and what can be done with them all at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.cases.acts import ROWS, Act
from rhs_desktop.domain.cases.steps import StepKind
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.next_step import NOTHING_LEFT, STEP
from rhs_desktop.ui.case_list.columns import dashed
from rhs_desktop.ui.case_panel.action_card import AskingCard
from rhs_desktop.ui.case_panel.question_form import QuestionForm
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.labels import CopyButton, row_layout, text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind
from rhs_desktop.ui.window.permissions import Asked, everything

_BATCHES = (
    (StepKind.CHECK_COSMIC, Act.CHECK_MANY, "Kontrollera {n} i Cosmic…"),
    (StepKind.CHECK_COSMIC, Act.LISTED_ALIVE, "Markera {n} som listade och levande"),
    (StepKind.INVITE, Act.SEND, "Skicka ärende till {n}…"),
    (StepKind.REMIND, Act.REMINDED, "Markera {n} som påminda"),
    (StepKind.SEND_LETTER, Act.LETTERS, "Skriv ut {n} brev…"),
)
_FOR_ALL = ((Act.TAKE_OVER, "Ta över {n}"), (Act.HAND_OVER, "Lämna över {n}…"))
"""What suits any step, for all that are open."""


class ManyCases(QWidget):
    """`wanted` carries the act and a Reply; `cases_for` says for which of the chosen cases it is meant. `asked`: a
    question stands below. `colleagues` are proposed where somebody is asked for.
    """

    wanted = Signal(str, object)
    copy_wanted = Signal(object)
    asked = Signal()

    def __init__(
        self,
        rows: Sequence[CaseRow],
        theme: Theme,
        today: date,
        may: Asked = everything,
        colleagues: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._rows = rows
        self._may = may
        self._card = AskingCard(theme, today)
        self._card.propose(Act.HAND_OVER, colleagues)
        self._card.wanted.connect(self.wanted)
        self._card.asked.connect(self.asked)
        self.buttons = self._card.buttons
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(text_label(f"{common.number(len(rows))} ärenden valda", "heading"))
        numbers = "\n".join(dashed(one) for one in rows)
        words = f"{common.number(len(rows))} personnummer"
        copied = CopiedText(numbers, CopiedData.NUMBER, words, tuple(row.case for row in rows))
        copy = CopyButton(theme, copied)
        copy.setToolTip(f"Kopiera {words} (Ctrl+C)")
        copy.wanted.connect(self.copy_wanted)
        column.addLayout(row_layout(text_label("Kopiera numren", wrap=False), copy, space=theme.unit))
        self._fill(self._card, theme)
        column.addWidget(self._card)

    def _fill(self, card: AskingCard, theme: Theme) -> None:
        card.column.addWidget(text_label("Nästa steg", "section"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(3 * theme.unit)
        counts: dict[str, int] = {}
        for one in self._rows:
            counts[one.step] = counts.get(one.step, 0) + 1
        for line, (step, count) in enumerate(sorted(counts.items(), key=lambda item: -item[1])):
            grid.addWidget(text_label(common.number(count), "strong", wrap=False), line, 0)
            grid.addWidget(text_label(STEP[StepKind(step)] if step else NOTHING_LEFT), line, 1)
        card.column.addLayout(grid)
        open_cases = sum(1 for one in self._rows if not one.finished)
        batches = [(act, text, counts.get(kind, 0)) for kind, act, text in _BATCHES]
        for act, text, count in (*batches, *((act, text, open_cases) for act, text in _FOR_ALL)):
            if count and self._may(ROWS[act].permission):
                button = QPushButton(text.format(n=common.number(count)))
                button.setProperty("act", act.value)
                if not self.buttons and act not in dict(_FOR_ALL):
                    set_kind(button, "primary")
                button.clicked.connect(card.press)
                self.buttons[act] = button
                card.column.addWidget(button)

    def cases_for(self, act: Act) -> list[int]:
        """The chosen cases whose next step the act is; all open ones for what suits any step."""
        if act in dict(_FOR_ALL):
            return [one.case for one in self._rows if not one.finished]
        kind = next(kind for kind, other, _ in _BATCHES if other is act)
        return [one.case for one in self._rows if one.step == kind]

    @property
    def form(self) -> QuestionForm | None:
        return self._card.form

    def ask(self, act: Act) -> None:
        self._card.ask(act)
