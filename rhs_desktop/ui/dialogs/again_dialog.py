"""Print again: everything, from where the printer jammed, or only what did not come out. One choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from rhs_desktop.ui.dialogs.choices import Choice, Choices
from rhs_desktop.ui.dialogs.field import Field
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.letters_state import LettersState
from rhs_desktop.ui.messages import Messages
from rhs_desktop.ui.parts import words
from rhs_desktop.ui.theme import Theme
from rhs_desktop.words import mailing_dialog as said


class Again(Enum):
    """Which letters."""

    FROM = "from"
    UNPOSTED = "unposted"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Pile:
    """The printed letters and the names on them, in the order of the pile."""

    state: LettersState
    names: Sequence[str]

    def cases(self, what: Again, number: int) -> tuple[int, ...]:
        """The letters that are meant."""
        if what is Again.FROM:
            return self.state.from_number(number)
        if what is Again.UNPOSTED:
            return tuple(case for case in self.state.printed if case in self.state.unposted)
        return self.state.printed


class AgainDialog(Frame):
    """`cases` are those to print again."""

    def __init__(self, parent: QWidget | None, theme: Theme, pile: Pile, number: int) -> None:
        super().__init__(parent, theme, "Skriv ut igen", "")
        self._pile = pile
        unposted = len(pile.state.unposted)
        alternatives = [Choice(Again.FROM, said.FROM_JAM, said.FROM_JAM_HINT)]
        if unposted:
            alternatives.append(Choice(Again.UNPOSTED, said.only_unposted(unposted)))
        alternatives.append(Choice(Again.ALL, said.all_again(len(pile.state.printed))))
        self.choices = Choices("Vilka brev?", alternatives, theme.unit)
        self.number = QSpinBox()
        self.number.setRange(1, len(pile.state.printed))
        self.number.setValue(number)
        self.name = words("", "muted", wrap=False)

        self.choices.chosen.connect(self._paint)
        self.number.valueChanged.connect(self._jammed_at)

        self.keep_width(58)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.unit)
        row.addWidget(Field("Första brevet som blev fel", self.number))
        row.addWidget(self.name, 1)
        self.content.addWidget(self.choices)
        self.content.addLayout(row)
        self.choices.choose(Again.UNPOSTED if unposted else Again.FROM)
        self._paint()

    @classmethod
    def ask(cls, parent: QWidget, theme: Theme, messages: Messages, pile: Pile, number: int) -> tuple[int, ...] | None:
        """The letters to print again; None: none after all. `number` is proposed as the first that went wrong."""
        dialog = cls(parent, theme, pile, number)
        return dialog.cases if dialog.run(messages) else None

    @property
    def cases(self) -> tuple[int, ...]:
        return self._pile.cases(self.choices.value, self.number.value())

    @Slot()
    def _jammed_at(self) -> None:
        self.choices.choose(Again.FROM)
        self._paint()

    @Slot()
    def _paint(self) -> None:
        self.name.setText(self._pile.names[self.number.value() - 1])
        self.primary.setText(said.print_act(len(self.cases)))
