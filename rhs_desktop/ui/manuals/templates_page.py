"""Page of a manual's templates: add and remove them, and edit their names and answers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.manuals.parts import TEMPLATES, answer_place, why_answer_stays
from rhs_desktop.strings.manuals import manuals as strings
from rhs_desktop.strings.manuals import parts
from rhs_desktop.ui.manuals.fields import TextField, scrolled
from rhs_desktop.ui.manuals.items import Items
from rhs_desktop.ui.manuals.state import ManualState
from rhs_desktop.ui.manuals.values_pages import side_by_side
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_NAMES = ("internal_name", "public_name", "listed_as")


class TemplatesPage(QWidget):
    """Signals: `edited` with field and value of the open template, `answer_text` with place and text of its answer,
    `answer_given` with answer and tick. The signals of the list are those of `items`."""

    edited = Signal(str, object)
    answer_text = Signal(int, str)
    answer_given = Signal(str, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.items = Items(theme, TEMPLATES)
        self.names = {name: TextField(name, strings.FIELDS[name]) for name in _NAMES}
        self.times = QCheckBox(strings.FIELDS["needs_web_times"])
        self.wrong = text_label("", "error")
        self.given: dict[Answer, QCheckBox] = {}
        self.texts: dict[Answer, TextField] = {}
        self._why = {answer: text_label("", "small") for answer in Answer}
        self._places: dict[Answer, int] = {}
        for answer in Answer:
            self.given[answer] = tick = QCheckBox(parts.needs_answer(strings.ANSWERS[answer]))
            self.texts[answer] = text = TextField(answer, strings.answer_field(answer))
            tick.setProperty("answer", answer.value)
            tick.toggled.connect(self._gives)
            text.edited.connect(self._answer_typed)
        for name in self.names.values():
            name.edited.connect(self.edited)
        self.times.toggled.connect(self._times_needed)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        unit = theme.unit
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 3 * unit, 0)
        right.setSpacing(2 * unit)
        for field in self.names.values():
            right.addWidget(field)
        right.addWidget(text_label(parts.TEMPLATE_HINT, "small"))
        right.addWidget(self.times)
        right.addWidget(self.wrong)
        right.addSpacing(2 * unit)
        right.addWidget(text_label(strings.FIELDS["answers"], "section"))
        for answer, tick in self.given.items():
            right.addWidget(tick)
            right.addWidget(self._why[answer])
            right.addWidget(self.texts[answer])
        right.addStretch(1)
        side = QWidget()
        scrolled(side, right)
        columns = side_by_side(unit)
        columns.addWidget(self.items, 2)
        columns.addWidget(side, 3)
        self.setLayout(columns)

    @property
    def first(self) -> QWidget:
        """The field that is filled in first."""
        return self.names["internal_name"].edit

    def paint(self, state: ManualState, troubles: Mapping[str, str]) -> None:
        """Show the templates and the open one; faults by key."""
        self.items.paint(state, troubles)
        place = state.item_of(TEMPLATES)
        template = state.item(TEMPLATES) or {}
        at = f"{TEMPLATES}[{place}]"
        for name, field in self.names.items():
            field.show_value(str(template.get(name, "")), troubles.get(f"{at}.{name}", ""))
        with QSignalBlocker(self.times):
            self.times.setChecked(bool(template.get("needs_web_times")))
        self.wrong.setText(troubles.get(f"{at}.needs_web_times", ""))
        self.wrong.setVisible(bool(self.wrong.text()))
        for answer in Answer:
            self._paint_answer(state, answer, f"{at}.answers", troubles)

    def _paint_answer(self, state: ManualState, answer: Answer, at: str, troubles: Mapping[str, str]) -> None:
        template = state.item_of(TEMPLATES)
        self._places[answer] = place = answer_place(state.draft, template, answer)
        why = parts.stays(why_answer_stays(state.draft, template, answer))
        tick, text = self.given[answer], self.texts[answer]
        with QSignalBlocker(tick):
            tick.setChecked(place > 0)
        tick.setEnabled(not why)
        tick.setAccessibleDescription(why)
        self._why[answer].setText(why)
        self._why[answer].setVisible(bool(why))
        text.setVisible(place > 0)
        if place:
            here = f"{at}[{place}]"
            trouble = troubles.get(f"{here}.text", "") or troubles.get(f"{here}.key", "")
            text.show_value(str(state.draft.value(f"{here}.text")), trouble)

    @Slot(bool)
    def _times_needed(self, on: bool) -> None:
        self.edited.emit("needs_web_times", on)

    @Slot(bool)
    def _gives(self, on: bool) -> None:
        sender = self.sender()
        if sender is not None:
            self.answer_given.emit(sender.property("answer"), on)

    @Slot(str, object)
    def _answer_typed(self, answer: str, text: str) -> None:
        self.answer_text.emit(self._places[Answer(answer)], text)
