"""A date field in which the arrow keys go a day at a time, whichever part of the date is marked."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit

_UP, _DOWN = QAbstractSpinBox.StepEnabledFlag.StepUpEnabled, QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
_NONE = QAbstractSpinBox.StepEnabledFlag.StepNone


class ByDays(QDateEdit):
    """Qt's own steps a year at first: one press too many, and a visit is a year away."""

    def stepBy(self, steps: int) -> None:
        self.setDate(self.date().addDays(steps))

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        now = self.date()
        return (_UP if now < self.maximumDate() else _NONE) | (_DOWN if now > self.minimumDate() else _NONE)
