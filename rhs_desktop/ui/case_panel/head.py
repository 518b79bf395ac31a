"""The panel's head: who it is, the number to copy, how to reach the person. Protected people are hidden until asked."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.people.resident import Address, Resident
from rhs_desktop.domain.retention import is_erased
from rhs_desktop.strings.cases import panel as said
from rhs_desktop.strings.cases import recording
from rhs_desktop.strings.common import sentence
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.labels import CopyButton, icon_label, row_layout, text_label
from rhs_desktop.ui.widgets.palette import STATE_WORDS, State
from rhs_desktop.ui.widgets.theme import Theme, set_kind


class PanelHead(QWidget):
    """`copy_wanted` with a CopiedText; `revealed` when hidden details were asked for,
    `number_shown` likewise of the whole number. That stays so many seconds; 0: until somebody else is chosen."""

    copy_wanted = Signal(object)
    revealed = Signal()
    number_shown = Signal()

    def __init__(self, case: int, resident: Resident, today: date, theme: Theme, shown_seconds: int = 0) -> None:
        super().__init__()
        self._case = case
        self._hide_again = QTimer(self, singleShot=True, interval=1000 * shown_seconds)
        self._hide_again.timeout.connect(self._hide_number)
        self._theme = theme
        self._resident = resident
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.unit)
        details = resident.details
        self.name = text_label(details.name.display or said.NO_NAME, "heading")
        self._column.addWidget(self.name)
        self._add_number(today)
        self.reveal = QPushButton(said.REVEAL)
        set_kind(self.reveal, "link")
        self.reveal.clicked.connect(self._reveal)
        if details.protected:
            warned = text_label(sentence(STATE_WORDS[State.PROTECTED]), "protected", wrap=False)
            self._column.addLayout(row_layout(icon_label(theme, "protected", "protected"), warned, space=theme.unit))
            self._column.addLayout(row_layout(self.reveal, space=0))
        else:
            self.reveal.hide()
            self._add_reach()

    def _add_number(self, today: date) -> None:
        identity = self._resident.details.identity
        self.number = text_label(identity.masked, wrap=False)
        self.show_number = QPushButton()
        set_kind(self.show_number, "link")
        self.show_number.clicked.connect(self._toggle_number)
        self._hide_number()
        self.copy_number = self._copy(identity.dashed, CopiedData.NUMBER, recording.numbers(1))
        turns = text_label(said.turns(identity.turns(today.year)), "muted", wrap=False)
        line = row_layout(self.number, self.copy_number, self.show_number, turns, space=self._theme.unit)
        self._column.addLayout(line)
        if is_erased(identity.digits):
            for part in (self.number, self.copy_number, self.show_number):
                part.hide()

    @Slot()
    def _toggle_number(self) -> None:
        identity = self._resident.details.identity
        if self.number.text() != identity.masked:
            self._hide_number()
            return
        self.number.setText(identity.dashed)
        self.number.setAccessibleName(said.number_name(identity.dashed))
        self.show_number.setText(said.HIDE)
        self.show_number.setAccessibleName(said.HIDE_NUMBER)
        if self._hide_again.interval():
            self._hide_again.start()
        self.number_shown.emit()

    @Slot()
    def _hide_number(self) -> None:
        self._hide_again.stop()
        identity = self._resident.details.identity
        self.number.setText(identity.masked)
        self.number.setAccessibleName(said.masked_name(identity.masked))
        self.show_number.setText(said.SHOW)
        self.show_number.setAccessibleName(said.SHOW_NUMBER)

    def _add_reach(self) -> None:
        details = self._resident.details
        if is_erased(details.identity.digits):
            return
        for phone in details.phones[:3]:
            number = text_label(phone, wrap=False)
            line = row_layout(
                icon_label(self._theme, "call", "muted"),
                number,
                self._copy(phone, CopiedData.PHONE, recording.PHONE),
                space=self._theme.unit,
            )
            self._column.addLayout(line)
        if not details.phones:
            missing = text_label(said.NO_PHONE, "muted", wrap=False)
            self._column.addLayout(
                row_layout(icon_label(self._theme, "call", "muted"), missing, space=self._theme.unit)
            )
        text = one_line(details.address) or said.NO_ADDRESS
        address = text_label(text, "" if details.address.usable else "muted")
        self._column.addLayout(
            row_layout(icon_label(self._theme, "letter", "muted"), address, space=self._theme.unit, stretch=1)
        )

    def _copy(self, text: str, data: CopiedData, words: str) -> CopyButton:
        button = CopyButton(self._theme, CopiedText(text, data, words, (self._case,)))
        button.wanted.connect(self.copy_wanted)
        return button

    @Slot()
    def _reveal(self) -> None:
        self.reveal.hide()
        self._add_reach()
        self.revealed.emit()


def one_line(address: Address) -> str:
    """`c/o Ek, Ekebyvägen 4, 590 40 Kisa`."""
    care_of = f"c/o {address.care_of.removeprefix('c/o ').strip()}" if address.care_of else ""
    place = f"{address.spaced_postcode} {address.city}".strip()
    return ", ".join(part for part in (care_of, address.extra, address.street, place, address.country) if part)
