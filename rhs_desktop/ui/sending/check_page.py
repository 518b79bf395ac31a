"""Third page of the wizard: numbers to copy to 1177, and one key for each answer that 1177 shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.manuals.manual import HandlingStep
from rhs_desktop.strings.sending import send as strings
from rhs_desktop.ui.sending.state import SendState
from rhs_desktop.ui.widgets.dialog import line
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.mark_table import Mark, MarkTable, PersonMark
from rhs_desktop.ui.widgets.palette import State
from rhs_desktop.ui.widgets.radio_choices import key_cap
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_STATES = {RecipientOutcome.NOTIFIED: State.DONE, RecipientOutcome.WRONG_NUMBER: State.LATE}
MARKS = tuple(Mark(what, label, _STATES.get(what, State.DUE)) for what, label in strings.MARK.items())


class CheckPage(QWidget):
    """Shows the members of a batch and reports what the user does with them.

    Signals: `marked` with cases and a RecipientOutcome, `removed` and `copied` with cases, `rest_marked`,
    `paste_wanted`, `file_wanted` and `undo_wanted`.
    """

    marked = Signal(object, object)
    removed = Signal(object)
    copied = Signal(object)
    rest_marked = Signal()
    paste_wanted = Signal()
    file_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, theme: Theme, steps: Sequence[HandlingStep]) -> None:
        super().__init__()
        self._theme = theme
        self.table = MarkTable(theme, strings.CONTROL, MARKS, strings.CONTROL_HEADINGS)
        self.count = text_label("", "strong")
        self.copy_next = _button(strings.COPY_NEXT)
        self.copy_all = _button(strings.COPY_ALL)
        self.to_file = _button(strings.SAVE_FILE)
        self.paste = _button(strings.PASTE_RECIPIENTS)
        self.rest = _button("")
        self.undo = _button(strings.UNDO_MARK)
        self.remove = _button(strings.TAKE_OUT)
        self.copy_said = text_label("", "small")
        self._mark_buttons = [_button(mark.label) for mark in MARKS]

        self.table.marked.connect(self.marked)
        self.table.copy_wanted.connect(self.copied)
        self.table.removed.connect(self.removed)
        self.remove.clicked.connect(self._remove)
        self.copy_next.clicked.connect(self._copy_next)
        self.copy_all.clicked.connect(self._copy_all)
        self.to_file.clicked.connect(self.file_wanted)
        self.paste.clicked.connect(self.paste_wanted)
        self.rest.clicked.connect(self.rest_marked)
        self.undo.clicked.connect(self.undo_wanted)
        for button, mark in zip(self._mark_buttons, MARKS, strict=True):
            button.setProperty("outcome", mark.value)
            button.clicked.connect(self._mark)
        self._state: SendState | None = None
        self._lay_out(theme, steps)

    def _lay_out(self, theme: Theme, steps: Sequence[HandlingStep]) -> None:
        unit = theme.unit
        side = QVBoxLayout()
        side.setSpacing(2 * unit)
        side.addWidget(text_label(strings.NUMBERS_IN_ORDER, "section"))
        for button in (self.copy_next, self.copy_all, self.to_file):
            side.addWidget(button)
        side.addWidget(self.copy_said)
        side.addWidget(line())
        side.addWidget(text_label(strings.WHAT_1177_SHOWS, "section"))
        for turn, button in enumerate(self._mark_buttons, start=1):
            row = QHBoxLayout()
            row.setSpacing(2 * unit)
            row.addWidget(key_cap(str(turn)))
            row.addWidget(button, 1)
            side.addLayout(row)
        for button in (self.rest, self.paste, self.undo, self.remove):
            side.addWidget(button)
        side.addWidget(line())
        side.addWidget(text_label(strings.HOW, "section"))
        for turn, step in enumerate(steps, start=1):
            side.addWidget(text_label(f"{turn}. {step.text}", "small"))
        side.addStretch(1)
        inside = QWidget()
        inside.setLayout(side)
        side.setContentsMargins(0, 0, 2 * unit, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        set_kind(scroll, "plain")
        scroll.setFixedWidth(40 * self.fontMetrics().averageCharWidth())
        left = QVBoxLayout()
        left.setSpacing(2 * unit)
        left.addWidget(self.count)
        left.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5 * unit)
        row.addLayout(left, 1)
        row.addWidget(scroll)

    def load(self, people: Sequence[PersonMark]) -> None:
        """Show other members."""
        self.table.load_people(people)
        self.table.setFocus()

    def paint(self, state: SendState, goes_to: Mapping[int, str], counts: Mapping[str, int], *, may_undo: bool) -> None:
        """Show the state. `goes_to`: where the cases of members who left continue; `counts`: how many, by queue."""
        self._state = state
        self.table.say(state.outcomes, goes_to, state.copied)
        self.count.setText(strings.control(len(state.receiving), len(state.unmarked), counts))
        self.rest.setText(strings.rest(len(state.unmarked)))
        self.rest.setVisible(bool(state.unmarked))
        self.undo.setEnabled(may_undo)
        self.copy_next.setEnabled(state.next_to_copy is not None)
        self.copy_all.setText(strings.copy_all(len(state.still_in)))
        if state.needs_file:
            set_kind(self.to_file, "")

    def say_copied(self, text: str) -> None:
        """Tell what was copied or saved, below the buttons for it."""
        self.copy_said.setText(text)

    @Slot()
    def _copy_next(self) -> None:
        if self._state and (case := self._state.next_to_copy) is not None:
            self.table.go_to(case)
            self.copied.emit((case,))

    @Slot()
    def _copy_all(self) -> None:
        if self._state:
            self.copied.emit(self._state.still_in)

    @Slot()
    def _mark(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.table.mark_selected(sender.property("outcome"))
            self.table.setFocus()

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.table.selected)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button
