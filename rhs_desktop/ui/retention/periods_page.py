"""The retention periods in months, one for each outcome; none until one is set."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.retention import MOST_MONTHS, OutcomeGroup
from rhs_desktop.services import retention
from rhs_desktop.strings import retention as said
from rhs_desktop.strings.errors import said as told
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import row_layout, text_label


class TimesPage(QWidget):
    """`saved` after the periods have been saved."""

    saved = Signal()

    def __init__(self, tools: DialogContext) -> None:
        super().__init__()
        self.ctx = tools.context
        kept = retention.rules(self.ctx)
        self.boxes: dict[OutcomeGroup, QSpinBox] = {}
        self.save = QPushButton(said.SAVE_TIMES)
        self.save.setAutoDefault(False)
        self.told = text_label("", "muted")
        unit = tools.theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * unit, 0, 0)
        column.setSpacing(3 * unit)
        column.addWidget(text_label(said.TIMES_NOTE))
        grid = QGridLayout()
        grid.setHorizontalSpacing(5 * unit)
        grid.setVerticalSpacing(2 * unit)
        for place, ground in enumerate(OutcomeGroup):
            box = QSpinBox()
            box.setRange(0, MOST_MONTHS)
            box.setSingleStep(6)
            box.setSuffix(said.MONTHS_SUFFIX)
            box.setSpecialValueText(said.OFF)
            box.setValue(kept.get(ground, 0))
            box.valueChanged.connect(self._changed)
            self.boxes[ground] = box
            grid.addWidget(FormField(said.GROUND[ground], box), place // 2, place % 2)
        column.addLayout(grid)
        column.addLayout(row_layout(self.save, self.told, space=3 * unit))
        column.addStretch(1)
        self.save.clicked.connect(self._save)
        self.save.setEnabled(False)

    @property
    def chosen(self) -> dict[OutcomeGroup, int]:
        return {ground: box.value() for ground, box in self.boxes.items()}

    @Slot()
    def _changed(self) -> None:
        self.save.setEnabled(True)
        self.told.setText("")

    @Slot()
    def _save(self) -> None:
        try:
            retention.save_rules(self.ctx, self.chosen)
        except ExpectedError as error:
            self.told.setText(told(error))
            return
        self.save.setEnabled(False)
        self.told.setText(said.TIMES_SAVED)
        self.saved.emit()
