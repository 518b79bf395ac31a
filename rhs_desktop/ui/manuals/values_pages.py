"""Pages of a manual's numbers, hours, and names in 1177 and Cosmic."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, QTime, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from rhs_desktop.domain.manuals.edit import Draft
from rhs_desktop.strings.manuals import manuals as strings
from rhs_desktop.ui.manuals.fields import NumberField, TextField, scrolled
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_LEFT = 2
_NAMES = ("reminder.name", "phone_notice.name", "form.name", "documentation.name")
_CLOCK = "HH:mm"
_START, _END = "sending_hours.start", "sending_hours.end"
Troubles = Mapping[str, str]
"""Faults by key."""


class DaysPage(QWidget):
    """All numbers of days and attempts. Signal: `edited` with key and value."""

    edited = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.fields = {key: NumberField(key) for group in strings.GROUPS.values() for key in group}
        for field in self.fields.values():
            field.edited.connect(self.edited)
        columns = side_by_side(theme.unit)
        groups = list(strings.GROUPS.items())
        for some in (groups[:_LEFT], groups[_LEFT:]):
            column = QVBoxLayout()
            column.setSpacing(2 * theme.unit)
            for title, keys in some:
                column.addWidget(text_label(title, "section"))
                for key in keys:
                    column.addWidget(self.fields[key])
                column.addSpacing(2 * theme.unit)
            column.addStretch(1)
            columns.addLayout(column, 1)
        scrolled(self, columns)

    def paint(self, draft: Draft, troubles: Troubles) -> None:
        """Show the values of the draft and their faults."""
        for key, field in self.fields.items():
            field.paint(draft, troubles.get(key, ""))


class SendingPage(QWidget):
    """Sizes and hours of a send, the check in Cosmic, and names in 1177 and Cosmic. Signal: `edited`: key and value."""

    edited = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.sizes = {key: NumberField(key) for key in strings.BATCH}
        self.names = {key: TextField(key, strings.FIELDS[key]) for key in _NAMES}
        self.cosmic = QCheckBox(strings.FIELDS["cosmic_check"])
        self.start = _clock(strings.FIELDS[_START])
        self.end = _clock(strings.FIELDS[_END])
        self.hours = text_label("", "small")
        self._lay_out(theme)

        for size in self.sizes.values():
            size.edited.connect(self.edited)
        for name in self.names.values():
            name.edited.connect(self.edited)
        self.cosmic.toggled.connect(self._checked)
        self.start.timeChanged.connect(self._start_changed)
        self.end.timeChanged.connect(self._end_changed)

    def _lay_out(self, theme: Theme) -> None:
        unit = theme.unit
        left, right = QVBoxLayout(), QVBoxLayout()
        hours = QHBoxLayout()
        for layout in (left, right, hours):
            layout.setSpacing(2 * unit)
        name = text_label(strings.FIELDS["sending_hours"], wrap=False)
        name.setBuddy(self.start)
        hours.addWidget(name, 1)
        for widget in (self.start, text_label(strings.HOURS_AND, wrap=False), self.end):
            hours.addWidget(widget)
        left.addWidget(text_label(strings.BATCH_TITLE, "section"))
        left.addWidget(self.cosmic)
        for field in self.sizes.values():
            left.addWidget(field)
        left.addLayout(hours)
        left.addWidget(self.hours)
        left.addStretch(1)
        right.addWidget(text_label(strings.NAMES_TITLE, "section"))
        for text in self.names.values():
            right.addWidget(text)
        right.addStretch(1)
        columns = side_by_side(unit)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        scrolled(self, columns)

    def paint(self, draft: Draft, troubles: Troubles) -> None:
        """Show the values of the draft and their faults."""
        for key, size in self.sizes.items():
            size.paint(draft, troubles.get(key, ""))
        for key, name in self.names.items():
            name.paint(draft, troubles.get(key, ""))
        with QSignalBlocker(self.cosmic):
            self.cosmic.setChecked(bool(draft.value("cosmic_check")))
        for key, edit in ((_START, self.start), (_END, self.end)):
            with QSignalBlocker(edit):
                edit.setTime(QTime.fromString(str(draft.value(key)), _CLOCK))
        trouble = troubles.get(_START, "")
        self.hours.setText(trouble or strings.HOURS)
        set_kind(self.hours, "error" if trouble else "small")

    @Slot(bool)
    def _checked(self, on: bool) -> None:
        self.edited.emit("cosmic_check", on)

    @Slot(QTime)
    def _start_changed(self, at: QTime) -> None:
        self.edited.emit(_START, at.toString(_CLOCK))

    @Slot(QTime)
    def _end_changed(self, at: QTime) -> None:
        self.edited.emit(_END, at.toString(_CLOCK))


def side_by_side(unit: int) -> QHBoxLayout:
    """A layout for the columns of a page."""
    columns = QHBoxLayout()
    columns.setContentsMargins(0, 3 * unit, 3 * unit, 3 * unit)
    columns.setSpacing(10 * unit)
    return columns


def _clock(name: str) -> QTimeEdit:
    edit = QTimeEdit()
    edit.setDisplayFormat(_CLOCK)
    edit.setAccessibleName(name)
    return edit
