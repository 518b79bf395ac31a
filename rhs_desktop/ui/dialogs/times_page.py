"""The clinic's times for gallring: one for each outcome, none until somebody sets it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.retention import MOST_MONTHS, Ground
from rhs_desktop.services import retention
from rhs_desktop.ui.dialogs.field import Field
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.parts import row, words
from rhs_desktop.words import retention as said
from rhs_desktop.words.trouble import said as told


class TimesPage(QWidget):
    """`saved` when the times are kept."""

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.w = tools.workplace
        kept = retention.rules(self.w)
        self.boxes: dict[Ground, QSpinBox] = {}
        self.save = QPushButton(said.SAVE_TIMES)
        self.save.setAutoDefault(False)
        self.told = words("", "muted")
        unit = tools.theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * unit, 0, 0)
        column.setSpacing(3 * unit)
        column.addWidget(words(said.TIMES_NOTE))
        grid = QGridLayout()
        grid.setHorizontalSpacing(5 * unit)
        grid.setVerticalSpacing(2 * unit)
        for place, ground in enumerate(Ground):
            box = QSpinBox()
            box.setRange(0, MOST_MONTHS)
            box.setSingleStep(6)
            box.setSuffix(" månader")
            box.setSpecialValueText(said.OFF)
            box.setValue(kept.get(ground, 0))
            box.valueChanged.connect(self._changed)
            self.boxes[ground] = box
            grid.addWidget(Field(said.GROUND[ground], box), place // 2, place % 2)
        column.addLayout(grid)
        column.addLayout(row(self.save, self.told, space=3 * unit))
        column.addStretch(1)
        self.save.clicked.connect(self._save)
        self.save.setEnabled(False)

    @property
    def chosen(self) -> dict[Ground, int]:
        return {ground: box.value() for ground, box in self.boxes.items()}

    @Slot()
    def _changed(self) -> None:
        self.save.setEnabled(True)
        self.told.setText("")

    @Slot()
    def _save(self) -> None:
        try:
            retention.save_rules(self.w, self.chosen)
        except ExpectedError as error:
            self.told.setText(told(error))
            return
        self.save.setEnabled(False)
        self.told.setText(said.TIMES_SAVED)
        self.saved.emit()
