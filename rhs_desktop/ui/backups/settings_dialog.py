"""Settings of the backups: how long they are kept, when the window warns, and the second folder."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSpinBox, QWidget

from rhs_desktop.domain.backups import Keep
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.backups import settings
from rhs_desktop.services.backups.settings import RANGES, BackupSettings
from rhs_desktop.strings import backups as said
from rhs_desktop.strings.errors import said as trouble_said
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog, line
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label


class BackupChoicesDialog(BaseDialog):
    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, said.CHOICES_TITLE, said.CHOICES_SAVE)
        self.tools = tools
        self.ctx = tools.context
        self.before = settings.choices(self.ctx)
        self.second = self.before.second
        keep = self.before.keep
        self.days = _number("days", keep.days)
        self.weeks = _number("weeks", keep.weeks)
        self.months = _number("months", keep.months)
        self.workdays = _number("workdays", self.before.workdays)
        self.place = text_label("")
        self.pick = QPushButton(said.SECOND_BUTTON)
        self.forget = QPushButton(said.SECOND_FORGET)

        for button in (self.pick, self.forget):
            button.setAutoDefault(False)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.pick.clicked.connect(self._pick)
        self.forget.clicked.connect(self._forget)

        self._lay_out()
        self.show_place()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * self.theme.unit)
        grid.addWidget(FormField(said.DAYS, self.days), 0, 0)
        grid.addWidget(FormField(said.WEEKS, self.weeks), 0, 1)
        grid.addWidget(FormField(said.MONTHS, self.months), 0, 2)
        place = QHBoxLayout()
        place.setSpacing(2 * self.theme.unit)
        place.addWidget(self.pick)
        place.addWidget(self.forget)
        place.addStretch(1)
        self.keep_width(66)
        self.content.addWidget(text_label(said.KEEP_HEADING, "section"))
        self.content.addLayout(grid)
        self.content.addWidget(text_label(said.KEEP_HINT, "small"))
        self.content.addWidget(FormField(said.WORKDAYS, self.workdays))
        self.content.addWidget(line())
        self.content.addWidget(text_label(said.SECOND_HEADING, "section"))
        self.content.addWidget(self.place)
        self.content.addLayout(place)
        self.content.addWidget(text_label(said.SECOND_HINT, "small"))

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> bool:
        """Returns whether anything was changed."""
        dialog = cls(parent, tools)
        return dialog.run(tools.messages) and dialog.chosen != dialog.before

    @property
    def chosen(self) -> BackupSettings:
        """The values of the fields."""
        keep = Keep(self.days.value(), self.weeks.value(), self.months.value())
        return BackupSettings(keep, self.workdays.value(), self.second)

    def show_place(self) -> None:
        self.place.setText(said.SECOND_CHOSEN.format(path=self.second) if self.second else said.SECOND_NONE)
        self.forget.setVisible(bool(self.second))

    @Slot()
    def _pick(self) -> None:
        path = self.tools.files.folder(self, said.SECOND_PICK)
        if path is not None:
            self.second = str(path)
            self.say("")
            self.show_place()

    @Slot()
    def _forget(self) -> None:
        self.second = ""
        self.show_place()

    @Slot()
    def _save(self) -> None:
        if self.chosen == self.before:
            self.reject()
            return
        try:
            settings.choose(self.ctx, self.chosen)
        except ExpectedError as error:
            self.say(trouble_said(error))
            return
        self.accept()


def _number(name: str, value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(*RANGES[name])
    box.setValue(value)
    return box
