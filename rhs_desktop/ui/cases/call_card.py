"""The form of one call: phone numbers, earlier attempts and notes, and the outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QRadioButton, QVBoxLayout, QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.call_attempts import attempts
from rhs_desktop.domain.cases.phases.phone import must_tell_data_protection
from rhs_desktop.domain.cases.steps import Finished
from rhs_desktop.domain.codes import CallOutcome
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.services.cases.case_list import CaseView
from rhs_desktop.strings.cases import calling as said
from rhs_desktop.strings.cases import recording
from rhs_desktop.strings.cases.next_step import why
from rhs_desktop.strings.cases.process import CALL_OUTCOME, STATUS
from rhs_desktop.ui.cases.call_state import PHONE_TIME, CallEnd
from rhs_desktop.ui.cases.number_entry import NumberEntry
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.dialog import line
from rhs_desktop.ui.widgets.field import ClockEdit, DayEdit, FormField
from rhs_desktop.ui.widgets.labels import CopyButton, row_layout, text_label
from rhs_desktop.ui.widgets.radio_choices import Choice, RadioChoices
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_VISIT_IN_DAYS = 14
_PHONE_TIME_WORKDAYS = 5
_ATTEMPTS_SHOWN = 3
_NOTES_SHOWN = 2


class CallingCard(QWidget):
    """Signals: `chosen` with the outcome, `copy_wanted` with a CopiedText, `revealed` when hidden details were shown,
    `number_found` with a number from Cosmic or an empty string. The dialog forwards its key presses to `take_key`.
    `data_text` gives the words of "Hur skyddas mina data?", asked for when they are shown. `ask_number`: open the field
    for another number at once."""

    chosen = Signal(object)
    copy_wanted = Signal(object)
    revealed = Signal()
    number_found = Signal(str)

    def __init__(
        self,
        theme: Theme,
        view: CaseView,
        rules: Rules,
        today: date,
        data_text: Callable[[], str] = str,
        *,
        ask_number: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.view = view
        self._rules = rules
        self._today = today
        profile, calendar = rules.profile, rules.calendar
        again = calendar.add_workdays(today, profile.days.call_again_workdays)
        outcomes: list[Choice] = [Choice(what, text, recording.CALL_HINT[what]) for what, text in CALL_OUTCOME.items()]
        outcomes.append(Choice(PHONE_TIME, said.PHONE_TIME, said.PHONE_TIME_HINT))
        self.choices = RadioChoices(said.QUESTION, outcomes, theme.unit)
        self.visit = DayEdit(today + timedelta(days=_VISIT_IN_DAYS), earliest=today)
        self.visit_time = ClockEdit(known=True)
        self.again = DayEdit(again, earliest=today)
        self.phone_day = DayEdit(calendar.add_workdays(today, _PHONE_TIME_WORKDAYS), earliest=today)
        self.phone_at = ClockEdit(known=True)
        self.data_told = QCheckBox(said.told(profile.data_protection.name))
        self.data_words = QPushButton(said.SHOW_WORDS)
        self.data_text = text_label("", "muted")
        self._data_text = data_text
        self.numbers = QButtonGroup(self)
        self.reveal = QPushButton(said.SHOW_NUMBER)
        self.number = NumberEntry(theme)
        self._visit_field = FormField(said.VISIT, self.visit, said.with_booking(profile))
        self._again_field = FormField(said.AGAIN, self.again)
        self._phone_day_field = FormField(said.PHONE_TIME, self.phone_day, said.phone_notice(profile.phone_notice.name))
        self.choices.chosen.connect(self._chosen)
        self.reveal.clicked.connect(self._reveal)
        self.data_words.clicked.connect(self._toggle_data_text)
        self.number.found.connect(self.number_found)
        self._lay_out()
        if ask_number or not view.resident.details.phones:
            self.number.open()

    def _lay_out(self) -> None:
        unit, profile = self._theme.unit, self._rules.profile
        details, state = self.view.resident.details, self.view.state
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit)
        identity = details.identity
        age = identity.turns(self._today.year)
        turns = text_label(said.turns(age) if age else "", "muted", wrap=False)
        copy = self._copy(identity.dashed, CopiedData.NUMBER, recording.numbers(1))
        name = text_label(details.name.display or said.NO_NAME, "heading")
        column.addLayout(
            row_layout(name, text_label(identity.masked, wrap=False), copy, turns, space=2 * unit, stretch=0)
        )
        self._phones = QVBoxLayout()
        self._phones.setSpacing(unit)
        column.addLayout(self._phones)
        if details.protected:
            set_kind(self.reveal, "link")
            self._phones.addWidget(text_label(said.PROTECTED, "protected"))
            self._phones.addLayout(row_layout(self.reveal, space=0))
        else:
            self.reveal.hide()
            self._show_phones()
        column.addWidget(self.number)
        step = self.view.step
        if isinstance(step, Finished):
            column.addWidget(text_label(said.CLOSED_CASE.format(status=STATUS[step.status].lower()), "late"))
        elif step is not None:
            column.addWidget(text_label(why(step, state, profile, self._today), "muted"))
        column.addWidget(text_label(self._before(), "muted"))
        column.addWidget(line())
        self.data_told.setToolTip(said.TOLD_REMINDER)
        set_kind(self.data_words, "link")
        self.data_words.setAutoDefault(False)
        self.data_text.hide()
        if not must_tell_data_protection(state, profile):
            self.data_told.hide()
            self.data_words.hide()
        column.addLayout(row_layout(self.data_told, self.data_words, space=3 * unit))
        column.addWidget(self.data_text)
        column.addWidget(self.choices)
        for part in (self._visit_field, self.visit_time, self._again_field, self._phone_day_field, self.phone_at):
            part.hide()
            column.addWidget(part)
        column.addStretch(1)

    def _copy(self, text: str, data: CopiedData, words: str) -> CopyButton:
        copy = CopyButton(self._theme, CopiedText(text, data, words, (self.view.case,)))
        copy.wanted.connect(self.copy_wanted)
        return copy

    def _show_phones(self) -> None:
        """Show the numbers; of several one is selected, and recorded with the call."""
        phones = self.view.resident.details.phones
        if not phones:
            self._phones.addWidget(text_label(said.NO_NUMBER, "muted"))
        for turn, phone in enumerate(phones):
            copy = self._copy(phone, CopiedData.PHONE, recording.PHONE)
            if len(phones) == 1:
                self._phones.addLayout(
                    row_layout(text_label(phone, "number", wrap=False), copy, space=2 * self._theme.unit)
                )
                continue
            choice = QRadioButton(phone)
            choice.setAccessibleName(f"{said.WHICH}: {phone}")
            set_kind(choice, "number")
            choice.setChecked(turn == 0)
            self.numbers.addButton(choice, turn)
            self._phones.addLayout(row_layout(choice, copy, space=2 * self._theme.unit))

    @Slot()
    def _reveal(self) -> None:
        self.reveal.hide()
        self._show_phones()
        self.revealed.emit()

    @Slot()
    def _toggle_data_text(self) -> None:
        """Show what the resident is to be told, or hide it again."""
        shows = self.data_text.isHidden()
        if shows and not self.data_text.text():
            self.data_text.setText(self._data_text() or said.NO_WORDS)
        self.data_text.setVisible(shows)
        self.data_words.setText(said.HIDE_WORDS if shows else said.SHOW_WORDS)

    def _before(self) -> str:
        """The count of attempts, the latest attempts and the latest notes, newest first."""
        calls = self.view.state.calls
        lines = [recording.attempts(len(attempts(self.view.state)), self._rules.profile.phone_attempts)]
        lines += [recording.attempt(call, self._today) for call in reversed(calls[-_ATTEMPTS_SHOWN:])]
        notes = [
            entry.record.event.text
            for entry in self.view.timeline
            if isinstance(entry.record.event, ev.Noted) and entry.taken_back is None
        ]
        return "\n".join([*lines, *(said.note(note) for note in reversed(notes[-_NOTES_SHOWN:]))])

    @property
    def phone(self) -> str:
        """The selected number; empty where none is known or shown."""
        phones = self.view.resident.details.phones
        return phones[max(self.numbers.checkedId(), 0)] if phones and not self.reveal.isVisibleTo(self) else ""

    @property
    def asks(self) -> bool:
        """Whether the chosen outcome has fields to fill in."""
        return self.choices.value in (CallOutcome.BOOKED, CallOutcome.CALL_AGAIN, PHONE_TIME)

    @property
    def ended(self) -> CallEnd:
        """The outcome with what the fields say."""
        return CallEnd(
            outcome=self.choices.value,
            phone=self.phone,
            again_on=self.again.day,
            visit=self.visit.day,
            visit_time=self.visit_time.time,
            data_told=self.data_told.isChecked(),
            phone_day=self.phone_day.day,
            phone_at=self.phone_at.time,
        )

    def begin(self) -> None:
        """Focus the field for a number where it is open, else the outcomes, so that their number keys work."""
        if self.number.opened:
            self.number.begin()
        else:
            self.choices.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_key(self, event: QKeyEvent) -> bool:
        """Handle a key press of the dialog; returns whether it was handled."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.number.typing:
            self.number.tell()
            return True
        return self.choices.take_key(event)

    @Slot(object)
    def _chosen(self, outcome: CallOutcome | str) -> None:
        self._visit_field.setVisible(outcome is CallOutcome.BOOKED)
        self.visit_time.setVisible(outcome is CallOutcome.BOOKED)
        self._again_field.setVisible(outcome is CallOutcome.CALL_AGAIN)
        self._phone_day_field.setVisible(outcome == PHONE_TIME)
        self.phone_at.setVisible(outcome == PHONE_TIME)
        self.chosen.emit(outcome)
