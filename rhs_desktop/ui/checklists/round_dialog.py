"""Dialog for a new round (omgång): its year, the ages it is for, its name and the manual it follows."""

from __future__ import annotations

import re

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import settings
from rhs_desktop.services.checklists import importing
from rhs_desktop.strings.checklists import rounds as strings
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.manuals import manuals
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField

_AGES = (40, 50)
_SPAN = 5


class RoundDialog(BaseDialog):
    """`answer` is the id of the round that was created, None until then."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, strings.CREATE)
        self._ctx = tools.context
        self.answer: int | None = None
        this_year = self._ctx.today.year
        self.year = QSpinBox()
        self.year.setRange(this_year - _SPAN, this_year + _SPAN)
        self.year.setValue(this_year)
        self.ages = QLineEdit(strings.ages(_AGES))
        self.name = QLineEdit()
        self.manual = QComboBox()
        for profile in self._ctx.profiles.values():
            self.manual.addItem(manuals.title(profile), profile.id)
        self.manual.setCurrentIndex(max(0, self.manual.findData(settings.load(self._ctx).profile)))
        self._named = False
        self.fields = {
            "year": FormField(strings.YEAR, self.year),
            "ages": FormField(strings.AGES, self.ages, strings.AGES_HINT),
            "name": FormField(strings.NAME, self.name),
            "manual": FormField(strings.MANUAL, self.manual),
        }

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._create)
        self.name.textEdited.connect(self._name_typed)
        self.ages.textEdited.connect(self._suggest)
        self.year.valueChanged.connect(self._suggest)

        self.keep_width(52)
        for field in self.fields.values():
            self.content.addWidget(field)
        self.fields["manual"].setVisible(self.manual.count() > 1)
        self._suggest()

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> int | None:
        """The id of the new round, or None if the user cancels."""
        dialog = cls(parent, tools)
        return dialog.answer if dialog.run(tools.messages) else None

    @property
    def _ages(self) -> tuple[int, ...] | None:
        """The ages that were typed, in order; None where the text holds anything else."""
        text = self.ages.text().strip()
        parts = [part for part in re.split(strings.AGE_SEPARATORS, text) if part]
        if not all(part.isdecimal() and 0 < int(part) < 130 for part in parts):
            return None
        return tuple(sorted({int(part) for part in parts}))

    @Slot()
    def _suggest(self) -> None:
        if self._named or self._ages is None:
            return
        self.name.setText(strings.proposed_name(self._ages, self.year.value()))

    @Slot()
    def _name_typed(self) -> None:
        self._named = bool(self.name.text().strip())

    @Slot()
    def _create(self) -> None:
        ages = self._ages
        if ages is None:
            self.fields["ages"].complain(strings.AGES_WRONG)
            return
        if not self.name.text().strip():
            self.fields["name"].complain(strings.NAME_MISSING)
            return
        year = self.year.value()
        try:
            self.answer = importing.add_round(
                self._ctx, self.name.text(), year, self.manual.currentData(), [year - age for age in ages]
            )
        except ExpectedError as error:
            self.fields["name"].complain(said(error))
            return
        self.accept()
