"""A field with its name above and its error below, and fields for a day and a time of day."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, QTime, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from rhs_desktop.strings.widgets import CLOCK_TIME
from rhs_desktop.ui.widgets.labels import text_label

DATE_FORMAT = "yyyy-MM-dd"
TIME_FORMAT = "HH:mm"
_UP, _DOWN = QAbstractSpinBox.StepEnabledFlag.StepUpEnabled, QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
_STAY = QAbstractSpinBox.StepEnabledFlag.StepNone


class FormField(QWidget):
    """Name, widget, hint and error in one column. The name is the buddy and the accessible name of the widget."""

    def __init__(self, name: str, widget: QWidget, hint: str = "") -> None:
        super().__init__()
        self.widget = widget
        self._name = text_label(name, wrap=False)
        self._hint = text_label(hint, "small")
        self._trouble = text_label("", "error")
        self._name.setBuddy(_focus_of(widget))
        _focus_of(widget).setAccessibleName(name.replace("&", ""))
        _focus_of(widget).setAccessibleDescription(hint)

        if isinstance(widget, QLineEdit):
            widget.textEdited.connect(self.clear)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for part in (self._name, widget, self._hint, self._trouble):
            column.addWidget(part)
        column.addStretch(1)
        self._hint.setVisible(bool(hint))
        self._trouble.hide()

    def complain(self, trouble: str, *, focus: bool = True) -> None:
        """Show an error and focus the widget, unless `focus` is False; an empty text hides it."""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        target = _focus_of(self.widget)
        target.setProperty("wrong", bool(trouble))
        target.style().unpolish(target)
        target.style().polish(target)
        if trouble and focus:
            target.setFocus()

    @property
    def trouble(self) -> str:
        return self._trouble.text()

    @Slot()
    def clear(self) -> None:
        if self._trouble.text():
            self.complain("")


class ByDays(QDateEdit):
    """A date field whose arrow keys step one day, whichever part of the date has the cursor; Qt's own would step that
    part, at first the year."""

    def stepBy(self, steps: int) -> None:
        self.setDate(self.date().addDays(steps))

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        now = self.date()
        return (_UP if now < self.maximumDate() else _STAY) | (_DOWN if now > self.minimumDate() else _STAY)


class DayEdit(ByDays):
    """A day, typed as 2026-11-09 or chosen in a calendar."""

    def __init__(self, day: date, *, earliest: date | None = None, latest: date | None = None) -> None:
        super().__init__()
        self.setDisplayFormat(DATE_FORMAT)
        self.setCalendarPopup(True)
        if earliest:
            self.setMinimumDate(QDate(earliest.year, earliest.month, earliest.day))
        if latest:
            self.setMaximumDate(QDate(latest.year, latest.month, latest.day))
        self.setDate(QDate(day.year, day.month, day.day))

    @property
    def day(self) -> date:
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def go_on_to(self, latest: date) -> None:
        """Set another latest day; a field that shows the former latest day shows the new one."""
        stood_there = self.date() == self.maximumDate()
        self.setMaximumDate(QDate(latest.year, latest.month, latest.day))
        if stood_there:
            self.setDate(self.maximumDate())


class ClockEdit(QWidget):
    """An optional time of day."""

    changed = Signal()

    def __init__(self, at: time = time(9, 0), *, known: bool = False) -> None:
        super().__init__()
        self.known = QCheckBox(CLOCK_TIME)
        self.edit = QTimeEdit(QTime(at.hour, at.minute))
        self.edit.setDisplayFormat(TIME_FORMAT)
        self.edit.setAccessibleName(CLOCK_TIME)
        self.edit.setEnabled(known)
        self.known.setChecked(known)
        self.known.toggled.connect(self.edit.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.known)
        row.addWidget(self.edit)
        row.addStretch(1)
        self.setFocusProxy(self.known)

    @property
    def time(self) -> time | None:
        chosen = self.edit.time()
        return time(chosen.hour(), chosen.minute()) if self.known.isChecked() else None


def _focus_of(widget: QWidget) -> QWidget:
    return widget.focusProxy() or widget
