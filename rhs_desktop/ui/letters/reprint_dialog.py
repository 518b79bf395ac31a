"""Print again: everything, from where the printer jammed, or only what did not come out. One choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from rhs_desktop.strings.letters import printing as said
from rhs_desktop.ui.letters.state import LettersState
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import Messages
from rhs_desktop.ui.widgets.radio_choices import Choice, RadioChoices
from rhs_desktop.ui.widgets.theme import Theme


class ReprintChoice(Enum):
    """Which letters."""

    FROM = "from"
    UNPOSTED = "unposted"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class LetterBatch:
    """The printed letters and the names on them, in the order of the pile."""

    state: LettersState
    names: Sequence[str]

    def cases(self, what: ReprintChoice, number: int) -> tuple[int, ...]:
        """The letters that are meant."""
        if what is ReprintChoice.FROM:
            return self.state.from_number(number)
        if what is ReprintChoice.UNPOSTED:
            return tuple(case for case in self.state.printed if case in self.state.unposted)
        return self.state.printed


class AgainDialog(BaseDialog):
    """`cases` are those to print again."""

    def __init__(self, parent: QWidget | None, theme: Theme, pile: LetterBatch, number: int) -> None:
        super().__init__(parent, theme, "Skriv ut igen", "")
        self._pile = pile
        unposted = len(pile.state.unposted)
        alternatives = [Choice(ReprintChoice.FROM, said.FROM_JAM, said.FROM_JAM_HINT)]
        if unposted:
            alternatives.append(Choice(ReprintChoice.UNPOSTED, said.only_unposted(unposted)))
        alternatives.append(Choice(ReprintChoice.ALL, said.all_again(len(pile.state.printed))))
        self.choices = RadioChoices("Vilka brev?", alternatives, theme.unit)
        self.number = QSpinBox()
        self.number.setRange(1, len(pile.state.printed))
        self.number.setValue(number)
        self.name = text_label("", "muted", wrap=False)

        self.choices.chosen.connect(self._paint)
        self.number.valueChanged.connect(self._jammed_at)

        self.keep_width(58)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.unit)
        row.addWidget(FormField("Första brevet som blev fel", self.number))
        row.addWidget(self.name, 1)
        self.content.addWidget(self.choices)
        self.content.addLayout(row)
        self.choices.choose(ReprintChoice.UNPOSTED if unposted else ReprintChoice.FROM)
        self._paint()

    @classmethod
    def ask(
        cls, parent: QWidget, theme: Theme, messages: Messages, pile: LetterBatch, number: int
    ) -> tuple[int, ...] | None:
        """The letters to print again; None: none after all. `number` is proposed as the first that went wrong."""
        dialog = cls(parent, theme, pile, number)
        return dialog.cases if dialog.run(messages) else None

    @property
    def cases(self) -> tuple[int, ...]:
        return self._pile.cases(self.choices.value, self.number.value())

    @Slot()
    def _jammed_at(self) -> None:
        self.choices.choose(ReprintChoice.FROM)
        self._paint()

    @Slot()
    def _paint(self) -> None:
        self.name.setText(self._pile.names[self.number.value() - 1])
        self.primary.setText(said.print_act(len(self.cases)))
