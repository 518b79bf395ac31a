"""What the panel shows when several cases are chosen: how many of what, and what can be done with them all at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.domain.pathway import StepKind
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.ui.allowed import ACTS, Asked, everything
from rhs_desktop.ui.columns import dashed
from rhs_desktop.ui.offers import Act
from rhs_desktop.ui.parts import Card, CopyButton, row, words
from rhs_desktop.ui.question_form import Reply
from rhs_desktop.ui.theme import Theme, set_kind
from rhs_desktop.words import common
from rhs_desktop.words.steps import NOTHING_LEFT, STEP

_BATCHES = (
    (StepKind.CHECK_COSMIC, Act.CHECK_MANY, "Kontrollera {n} i Cosmic…"),
    (StepKind.CHECK_COSMIC, Act.LISTED_ALIVE, "Markera {n} som listade och levande"),
    (StepKind.INVITE, Act.SEND, "Skicka ärende till {n}…"),
    (StepKind.REMIND, Act.REMINDED, "Markera {n} som påminda"),
    (StepKind.SEND_LETTER, Act.LETTERS, "Skriv ut {n} brev…"),
)


class ManyCases(QWidget):
    """`wanted` carries the act; `cases_for` says for which of the chosen cases it is meant."""

    wanted = Signal(str, object)
    copy_wanted = Signal(str, str)

    def __init__(self, rows: Sequence[CaseRow], theme: Theme, may: Asked = everything) -> None:
        super().__init__()
        self._rows = rows
        self._may = may
        self.buttons: dict[Act, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(words(f"{common.number(len(rows))} ärenden valda", "heading"))
        numbers = "\n".join(dashed(one) for one in rows)
        what = f"{common.number(len(rows))} personnummer"
        copy = CopyButton(theme, numbers, what)
        copy.setToolTip(f"Kopiera {what} (Ctrl+C)")
        copy.wanted.connect(self.copy_wanted)
        column.addLayout(row(words("Kopiera numren", wrap=False), copy, space=theme.unit))
        column.addWidget(self._card(theme))

    def _card(self, theme: Theme) -> Card:
        card = Card(theme)
        card.column.addWidget(words("Nästa steg", "section"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(3 * theme.unit)
        counts: dict[str, int] = {}
        for one in self._rows:
            counts[one.step] = counts.get(one.step, 0) + 1
        for line, (step, count) in enumerate(sorted(counts.items(), key=lambda item: -item[1])):
            grid.addWidget(words(common.number(count), "strong", wrap=False), line, 0)
            grid.addWidget(words(STEP[StepKind(step)] if step else NOTHING_LEFT), line, 1)
        card.column.addLayout(grid)
        for kind, act, text in _BATCHES:
            if (count := counts.get(kind, 0)) and self._may(ACTS[act]):
                button = QPushButton(text.format(n=common.number(count)))
                button.setProperty("act", act.value)
                if not self.buttons:
                    set_kind(button, "primary")
                button.clicked.connect(self._pressed)
                self.buttons[act] = button
                card.column.addWidget(button)
        if open_cases := sum(1 for one in self._rows if not one.finished):
            take = QPushButton(f"Ta över {common.number(open_cases)}")
            take.setProperty("act", Act.TAKE_OVER.value)
            take.clicked.connect(self._pressed)
            self.buttons[Act.TAKE_OVER] = take
            card.column.addWidget(take)
        return card

    def cases_for(self, act: Act) -> list[int]:
        """The chosen cases whose next step the act is; all open ones for what suits any step."""
        if act is Act.TAKE_OVER:
            return [one.case for one in self._rows if not one.finished]
        kind = next(kind for kind, other, _ in _BATCHES if other is act)
        return [one.case for one in self._rows if one.step == kind]

    @Slot()
    def _pressed(self) -> None:
        self.wanted.emit(self.sender().property("act"), Reply())
