"""Banners of the letters dialog: missing settings of the clinic, printed batches that wait for an answer, and residents
who have not answered in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.clinic import ClinicProblem
from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.services.letters.print_batch import LetterBatchView
from rhs_desktop.strings import errors
from rhs_desktop.strings.letters import printing as strings
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_MOST = 3
"""How many batches have a banner of their own."""


_OTHERS: Mapping[LetterKind, tuple[Callable[[int], str], str]] = {
    LetterKind.TIME: (strings.wait_for_time, strings.TELL_TIMES),
    LetterKind.REMINDER: (strings.unanswered, strings.REMIND),
}
"""The letters besides invitations: how many wait for one, and the button that opens them."""


class LetterWarnings(QWidget):
    """`fill_in` is a button. Signals: `resumed` with the id of a batch, `wanted` with a LetterKind."""

    resumed = Signal(int)
    wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._batches: list[Banner] = []
        self.incomplete = Banner(theme, "error")
        self.fill_in = self.incomplete.add_button(strings.FILL_IN_CLINIC)
        self._between = QVBoxLayout()
        self.more = text_label("", "muted")
        self.others = {kind: Banner(theme, "info") for kind in _OTHERS}
        self.open_others = {kind: self.others[kind].add_button(words) for kind, (_, words) in _OTHERS.items()}
        for kind, button in self.open_others.items():
            button.setProperty("kind", kind)
            button.clicked.connect(self._other)
        for layout in (column := QVBoxLayout(self), self._between):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(3 * theme.unit)
        column.addWidget(self.incomplete)
        column.addLayout(self._between)
        column.addWidget(self.more)
        for banner in self.others.values():
            column.addWidget(banner)

    @property
    def anything(self) -> bool:
        """Whether there is any banner to show."""
        return bool(self._batches or self.incomplete.text or any(one.text for one in self.others.values()))

    def say_missing(self, missing: Sequence[ClinicProblem]) -> None:
        """Show what must be filled in before letters can be written; an empty sequence hides the banner."""
        self.incomplete.say(
            errors.said(LetterWithheld(LetterTrouble.CLINIC_INCOMPLETE, settings=missing)) if missing else ""
        )

    def say_others(self, numbers: Mapping[LetterKind, int]) -> None:
        """Show how many residents wait for a letter of another kind; a banner with nobody is hidden."""
        for kind, (says, _) in _OTHERS.items():
            number = numbers.get(kind, 0)
            self.others[kind].say(says(number) if number else "")

    def offer(self, batches: Iterable[LetterBatchView], today: date) -> None:
        """Show a banner for each of the latest batches with letters that wait for an answer."""
        for banner in self._batches:
            banner.deleteLater()
        self._batches = []
        waiting = [(batch, number) for batch in batches if (number := sum(still for _, still in batch.members))]
        self.more.setText(strings.more_wait(max(0, len(waiting) - _MOST)))
        self.more.setVisible(bool(self.more.text()))
        for batch, number in waiting[:_MOST]:
            banner = Banner(self._theme, "info", strings.waiting(number, batch, today))
            button = banner.add_button(strings.ANSWER)
            button.setProperty("batch", batch.id)
            button.clicked.connect(self._answer)
            self._between.addWidget(banner)
            self._batches.append(banner)

    @Slot()
    def _other(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.wanted.emit(LetterKind(sender.property("kind")))

    @Slot()
    def _answer(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.resumed.emit(sender.property("batch"))
