"""Dialog that asks which letters of a batch to print again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from rhs_desktop.strings.letters import printing as strings
from rhs_desktop.ui.letters.state import LettersState
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import Messages
from rhs_desktop.ui.widgets.radio_choices import Choice, RadioChoices
from rhs_desktop.ui.widgets.theme import Theme


class ReprintChoice(Enum):
    """Which letters to print again: from a number on, those that were not posted, or all."""

    FROM = "from"
    UNPOSTED = "unposted"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class LetterBatch:
    """The printed letters of a batch and the names on them, in the order of printing."""

    state: LettersState
    names: Sequence[str]

    def cases(self, what: ReprintChoice, number: int) -> tuple[int, ...]:
        """The cases of the letters that a choice means; `number` is the first for FROM, from 1."""
        match what:
            case ReprintChoice.FROM:
                return self.state.from_number(number)
            case ReprintChoice.UNPOSTED:
                return tuple(case for case in self.state.printed if case in self.state.unposted)
            case ReprintChoice.ALL:
                return self.state.printed
            case _:
                assert_never(what)


class ReprintDialog(BaseDialog):
    """`cases` are the cases of the letters to print again."""

    def __init__(self, parent: QWidget | None, theme: Theme, batch: LetterBatch, number: int) -> None:
        super().__init__(parent, theme, strings.AGAIN_TITLE, "")
        self._batch = batch
        unposted = len(batch.state.unposted)
        alternatives = [Choice(ReprintChoice.FROM, strings.FROM_JAM, strings.FROM_JAM_HINT)]
        if unposted:
            alternatives.append(Choice(ReprintChoice.UNPOSTED, strings.only_unposted(unposted)))
        alternatives.append(Choice(ReprintChoice.ALL, strings.all_again(len(batch.state.printed))))
        self.choices = RadioChoices(strings.WHICH_LETTERS, alternatives, theme.unit)
        self.number = QSpinBox()
        self.number.setRange(1, len(batch.state.printed))
        self.number.setValue(number)
        self.name = text_label("", "muted", wrap=False)

        self.choices.chosen.connect(self._paint)
        self.number.valueChanged.connect(self._jammed_at)

        self.keep_width(58)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.unit)
        row.addWidget(FormField(strings.FIRST_SPOILT, self.number))
        row.addWidget(self.name, 1)
        self.content.addWidget(self.choices)
        self.content.addLayout(row)
        self.choices.choose(ReprintChoice.UNPOSTED if unposted else ReprintChoice.FROM)
        self._paint()

    @classmethod
    def ask(
        cls, parent: QWidget, theme: Theme, messages: Messages, batch: LetterBatch, number: int
    ) -> tuple[int, ...] | None:
        """The cases of the letters to print again, or None if the user cancels.

        `number` is proposed as the first letter that was spoilt.
        """
        dialog = cls(parent, theme, batch, number)
        return dialog.cases if dialog.run(messages) else None

    @property
    def cases(self) -> tuple[int, ...]:
        """The cases of the letters to print again."""
        return self._batch.cases(self.choices.value, self.number.value())

    @Slot()
    def _jammed_at(self) -> None:
        self.choices.choose(ReprintChoice.FROM)
        self._paint()

    @Slot()
    def _paint(self) -> None:
        self.name.setText(self._batch.names[self.number.value() - 1])
        self.primary.setText(strings.print_act(len(self.cases)))
