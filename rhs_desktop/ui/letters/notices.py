"""What the letters dialog tells above its page: what the clinic has not filled in, piles that nobody has answered for,
and who has let the days to answer pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rhs_desktop.domain.errors import LetterWithheld
from rhs_desktop.domain.letters.clinic import ClinicProblem
from rhs_desktop.services.letters.print_batch import LetterBatchView
from rhs_desktop.strings import errors
from rhs_desktop.strings.letters import printing as said
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_MOST = 3
"""So many piles are told of one by one."""


class LetterWarnings(QWidget):
    """`resumed` carries the batch to answer for; `fill_in` and `remind` are buttons."""

    resumed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._piles: list[Banner] = []
        self.incomplete = Banner(theme, "error")
        self.fill_in = self.incomplete.add_button("Fyll i mottagningens uppgifter …")
        self._between = QVBoxLayout()
        self.more = text_label("", "muted")
        self.late = Banner(theme, "info")
        self.remind = self.late.add_button(said.REMIND)
        for layout in (column := QVBoxLayout(self), self._between):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(3 * theme.unit)
        column.addWidget(self.incomplete)
        column.addLayout(self._between)
        column.addWidget(self.more)
        column.addWidget(self.late)

    @property
    def anything(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self._piles or self.incomplete.text or self.late.text)

    def say_missing(self, missing: Sequence[ClinicProblem]) -> None:
        """What must be filled in before there can be letters; nothing takes it away."""
        self.incomplete.say(errors.said(LetterWithheld("clinic_incomplete", settings=missing)) if missing else "")

    def say_late(self, number: int) -> None:
        """How many have not answered in time; 0 takes it away."""
        self.late.say(said.unanswered(number) if number else "")

    def offer(self, batches: Iterable[LetterBatchView], today: date) -> None:
        """A line for each of the latest piles in which letters wait to be answered for."""
        for banner in self._piles:
            banner.deleteLater()
        self._piles = []
        waiting = [(batch, number) for batch in batches if (number := sum(still for _, still in batch.members))]
        self.more.setText(said.more_wait(max(0, len(waiting) - _MOST)))
        self.more.setVisible(bool(self.more.text()))
        for batch, number in waiting[:_MOST]:
            banner = Banner(self._theme, "info", said.waiting(number, batch, today))
            button = banner.add_button(said.ANSWER)
            button.setProperty("batch", batch.id)
            button.clicked.connect(self._answer)
            self._between.addWidget(banner)
            self._piles.append(banner)

    @Slot()
    def _answer(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.resumed.emit(sender.property("batch"))
