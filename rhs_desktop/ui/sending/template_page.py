"""First page of the wizard: round, manual, template and the number of free web times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from rhs_desktop.domain.manuals.manual import Template
from rhs_desktop.services.sending.send import BatchView
from rhs_desktop.strings import common
from rhs_desktop.strings.sending import send as strings
from rhs_desktop.ui.sending.state import SendState
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.radio_choices import key_cap
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_UNKNOWN = -1
_MOST_TIMES = 999


class TemplatePage(QWidget):
    """Signals: `template_chosen` with a template's key, `times_told` with a number of web times or None,
    `round_chosen` and `manual_chosen` with an id, `resumed` with a batch."""

    template_chosen = Signal(str)
    times_told = Signal(object)
    round_chosen = Signal(int)
    manual_chosen = Signal(str)
    resumed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cards: dict[str, TemplateCard] = {}
        self._group = QButtonGroup(self)
        self._found = QVBoxLayout()
        self.round = QComboBox()
        self._round_name = text_label(strings.ROUND_LABEL, wrap=False)
        self._round_name.setTextFormat(Qt.TextFormat.AutoText)
        self._round_name.setBuddy(self.round)
        self.round.setAccessibleName(strings.ROUND)
        self.manual = QComboBox()
        self._manual_name = text_label(strings.MANUAL_LABEL, wrap=False)
        self._manual_name.setBuddy(self.manual)
        self.manual.setAccessibleName(strings.MANUAL)
        self.times = QSpinBox()
        self._times_name = text_label(strings.WEB_TIMES_LABEL, wrap=False)
        self._times_name.setBuddy(self.times)
        self.times.setRange(_UNKNOWN, _MOST_TIMES)
        self.times.setSpecialValueText(" ")
        self.times.setValue(_UNKNOWN)
        self.times.setAccessibleName(strings.WEB_TIMES)
        self.advice = text_label("", "muted")
        self._cards_row = QHBoxLayout()

        self.times.valueChanged.connect(self._times_changed)
        self.round.activated.connect(self._round_changed)
        self.manual.activated.connect(self._manual_changed)

        unit = theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4 * unit)
        column.addLayout(self._found)
        rounds = QHBoxLayout()
        rounds.addWidget(self._round_name)
        rounds.addWidget(self.round)
        rounds.addSpacing(3 * unit)
        rounds.addWidget(self._manual_name)
        rounds.addWidget(self.manual)
        rounds.addStretch(1)
        column.addLayout(rounds)
        column.addWidget(text_label(strings.TEMPLATE_QUESTION, "strong"))
        self._cards_row.setSpacing(4 * unit)
        column.addLayout(self._cards_row)
        times = QHBoxLayout()
        times.setSpacing(2 * unit)
        times.addWidget(self._times_name)
        times.addWidget(self.times)
        times.addStretch(1)
        column.addLayout(times)
        column.addWidget(self.advice)
        column.addStretch(1)

    def offer_rounds(self, rounds: Sequence[tuple[int, str]], chosen: int) -> None:
        """The rounds to choose from (id and name); hidden where there is only one."""
        self.round.clear()
        for key, name in rounds:
            self.round.addItem(name, key)
        self.round.setCurrentIndex(self.round.findData(chosen))
        for widget in (self.round, self._round_name):
            widget.setVisible(len(rounds) > 1)

    def offer_manuals(self, manuals: Sequence[tuple[str, str]], chosen: str) -> None:
        """The manuals of residents who wait for an invitation (id and name); hidden where there is only one."""
        self.manual.clear()
        for key, name in manuals:
            self.manual.addItem(name, key)
        self.manual.setCurrentIndex(self.manual.findData(chosen))
        for widget in (self.manual, self._manual_name):
            widget.setVisible(len(manuals) > 1)

    def offer_templates(self, templates: Sequence[Template]) -> None:
        """The templates to choose from, one card each."""
        for card in self._cards.values():
            self._group.removeButton(card.button)
            card.deleteLater()
        self._cards = {}
        for turn, template in enumerate(templates, start=1):
            card = TemplateCard(self._theme, template, turn)
            self._group.addButton(card.button)
            card.chosen.connect(self.template_chosen)
            self._cards[template.key] = card
            self._cards_row.addWidget(card, 1)
        self.setFocusProxy(next(iter(self._cards.values())).button)

    def offer_prepared(self, batches: Sequence[BatchView], today: date) -> None:
        """The batches that were prepared and not confirmed, each with a button that continues it."""
        while item := self._found.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for batch in batches:
            prepared = common.stamp(batch.prepared_at, today)
            text = strings.waiting(len(batch.included), batch.template.internal_name, prepared, batch.by)
            banner = Banner(self._theme, "info", text)
            button = banner.add_button(strings.RESUME)
            button.setProperty("batch", batch.id)
            button.clicked.connect(self._resume)
            self._found.addWidget(banner)

    def paint(self, state: SendState, size: int | None) -> None:
        """Show the chosen template; `size` is how many recipients are proposed, None where that is not known."""
        for key, card in self._cards.items():
            card.mark(chosen=key == state.template)
        for widget in (self.times, self._times_name):
            widget.setVisible(state.asks_web_times)
        known = size is not None and state.template and not (state.asks_web_times and not state.free_times)
        advice = strings.suggestion(size, state.profile.batch.one_by_one, state.free_times) if known and size else ""
        self.advice.setText(advice)

    def choose_by_key(self, event: QKeyEvent) -> bool:
        """Choose a template if the key is its number; whether it was."""
        place = event.key() - Qt.Key.Key_1
        keys = list(self._cards)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not 0 <= place < len(keys):
            return False
        self._cards[keys[place]].button.setFocus()
        self.template_chosen.emit(keys[place])
        return True

    @Slot(int)
    def _times_changed(self, count: int) -> None:
        self.times_told.emit(None if count == _UNKNOWN else count)

    @Slot(int)
    def _round_changed(self, place: int) -> None:
        self.round_chosen.emit(self.round.itemData(place))

    @Slot(int)
    def _manual_changed(self, place: int) -> None:
        self.manual_chosen.emit(self.manual.itemData(place))

    @Slot()
    def _resume(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.resumed.emit(sender.property("batch"))


class TemplateCard(QFrame):
    """Card of a template: its names, what it needs, and the possible answers. Signal: `chosen` with its key."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, template: Template, turn: int) -> None:
        super().__init__()
        self._key = template.key
        set_kind(self, "card")
        self.button = QRadioButton(template.internal_name)
        self.button.setFont(theme.font(bold=True))
        needs = strings.NEEDS_WEB_TIMES if template.needs_web_times else strings.NEEDS_NO_WEB_TIMES
        answers = [answer.text for answer in template.answers]
        self.button.setAccessibleDescription(strings.template_description(turn, needs, answers))

        self.button.toggled.connect(self._toggled)

        unit = theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        column.setSpacing(2 * unit)
        head = QHBoxLayout()
        head.setSpacing(2 * unit)
        head.addWidget(key_cap(str(turn)))
        head.addWidget(self.button)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(text_label(strings.public_name(template.public_name), "muted"))
        column.addWidget(text_label(needs))
        column.addSpacing(unit)
        column.addWidget(text_label(strings.answers_seen(len(template.answers)), "small"))
        for answer in template.answers:
            column.addWidget(text_label(f"•  {answer.text}"))
        column.addStretch(1)

    def mark(self, *, chosen: bool) -> None:
        """Show whether this is the chosen template."""
        if chosen and not self.button.isChecked():
            self.button.setChecked(True)
        set_kind(self, "chosen" if chosen else "card")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.button.setChecked(True)
        self.button.setFocus()

    @Slot(bool)
    def _toggled(self, on: bool) -> None:
        if on:
            self.chosen.emit(self._key)
