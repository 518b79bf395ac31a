"""What goes along with a letter: a part of the settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from rhs_desktop.domain.letters.clinic import ReplyEnvelope
from rhs_desktop.services.settings import Settings
from rhs_desktop.strings import settings as strings
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme


class EnclosedPart(QWidget):
    """`by_manual`: the envelope for the answer where the clinic chooses none itself."""

    def __init__(self, theme: Theme, kept: Settings, by_manual: ReplyEnvelope) -> None:
        super().__init__()
        self.reply = QComboBox()
        self.reply.addItem(strings.as_the_manual(by_manual), None)
        for kind, name in strings.REPLY_ENVELOPES.items():
            self.reply.addItem(name, kind)
        self.reply.setCurrentIndex(max(0, self.reply.findData(kept.reply_envelope)))
        self.before_visit = _ticked(strings.BEFORE_VISIT, yes=kept.before_visit_sheet)
        self.data_sheet = _ticked(strings.DATA_SHEET, yes=kept.data_sheet)
        self.ask_first = _ticked(strings.ASK_FIRST, yes=kept.ask_first)
        self.ages = QLineEdit(", ".join(map(str, kept.invitation_ages)))
        self.ages.setValidator(QRegularExpressionValidator(QRegularExpression(r"[1-9]\d( ?, ?[1-9]\d)*")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(FormField(strings.REPLY_ENVELOPE, self.reply, strings.REPLY_ENVELOPE_HINT))
        column.addWidget(text_label(strings.SHEETS))
        for box in (self.before_visit, self.data_sheet, self.ask_first):
            column.addWidget(box)
        column.addWidget(FormField(strings.AGES, self.ages, strings.AGES_HINT))

    def chosen(self, settings: Settings) -> Settings:
        """The settings with what is chosen here."""
        kind = self.reply.currentData()
        ages = sorted({int(age) for age in self.ages.text().split(",") if age.strip()})
        return replace(
            settings,
            reply_envelope=None if kind is None else ReplyEnvelope(kind),
            before_visit_sheet=self.before_visit.isChecked(),
            data_sheet=self.data_sheet.isChecked(),
            ask_first=self.ask_first.isChecked(),
            invitation_ages=tuple(ages),
        )


def _ticked(words: str, *, yes: bool) -> QCheckBox:
    box = QCheckBox(words)
    box.setChecked(yes)
    return box
