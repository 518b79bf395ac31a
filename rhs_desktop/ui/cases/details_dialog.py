"""Ändra uppgifter: name, phones, address and protection of a resident."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.letters.languages import letter_language
from rhs_desktop.domain.people.resident import Address, Details, Name
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.strings.cases import details as strings
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.letters.held_back import LANGUAGES
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.masked_number import as_chosen
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label

_PLACES = (
    *(("given", 0, 0), ("family", 0, 1), ("phones", 1, 0), ("care_of", 2, 0), ("street", 2, 1)),
    *(("extra", 3, 0), ("postcode", 3, 1), ("city", 4, 0), ("country", 4, 1), ("language", 5, 0)),
)
_PRIVATE = ("phones", "care_of", "street", "extra", "postcode", "city", "country")


class DetailsDialog(BaseDialog):
    """`change` is what was saved. Address and phones of a protected resident are hidden until shown on request."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, case: int) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, strings.SAVE)
        self.ctx = tools.context
        self.case = case
        self.change: ActResult | None = None
        view = case_list.case_view(self.ctx, case)
        self.resident = view.resident
        self.language = QComboBox()
        self.language.addItem(strings.SWEDISH, "")
        for language, name in LANGUAGES.items():
            self.language.addItem(name, language.value)
        self._reads = letter_language(view.state.person)
        self.language.setCurrentIndex(max(0, self.language.findData(self._reads)))
        self._watch = tools.watch
        self._watch.opened(case)
        details = self.resident.details
        address = details.address
        self.given = QLineEdit(details.name.given)
        self.family = QLineEdit(details.name.family)
        self.phones = QPlainTextEdit("\n".join(details.phones))
        self.phones.setTabChangesFocus(True)
        self.phones.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 4 * tools.theme.unit)
        self.lines = {
            name: QLineEdit(getattr(address, name))
            for name in ("care_of", "street", "extra", "postcode", "city", "country")
        }
        self.lines["postcode"].setText(address.spaced_postcode)
        self.protected = QCheckBox(strings.PROTECTED)
        self.protected.setChecked(details.protected)
        self.reveal = QPushButton(strings.SHOW_PRIVATE)
        self.reveal.setAutoDefault(False)
        self.fields = {
            "given": FormField(strings.GIVEN, self.given),
            "family": FormField(strings.FAMILY, self.family),
            "phones": FormField(strings.PHONES, self.phones, strings.PHONES_HINT),
            "care_of": FormField(strings.CARE_OF, self.lines["care_of"]),
            "street": FormField(strings.STREET, self.lines["street"]),
            "extra": FormField(strings.EXTRA, self.lines["extra"]),
            "postcode": FormField(strings.POSTCODE, self.lines["postcode"]),
            "city": FormField(strings.CITY, self.lines["city"]),
            "language": FormField(strings.LANGUAGE, self.language),
            "country": FormField(strings.COUNTRY, self.lines["country"], strings.COUNTRY_HINT),
        }

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.reveal.clicked.connect(self._show_private)

        self._lay_out(details)

    def _lay_out(self, details: Details) -> None:
        unit = self.theme.unit
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * unit)
        grid.setVerticalSpacing(3 * unit)
        for key, row, column in _PLACES:
            grid.addWidget(self.fields[key], row, column, 1, 2 if key == "phones" else 1)
        self.keep_width(76)
        self.content.addWidget(text_label(as_chosen(self.ctx)(details.identity.dashed), "strong"))
        self.content.addLayout(grid)
        self.content.addWidget(self.reveal)
        self.content.addWidget(self.protected)
        hidden = details.protected
        self.reveal.setVisible(hidden)
        for key in _PRIVATE:
            self.fields[key].setVisible(not hidden)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, case: int) -> ActResult | None:
        """Edit the resident of a case. None: nothing was saved."""
        dialog = cls(parent, tools, case)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def details(self) -> Details:
        """The values of the fields, with superfluous spaces removed."""
        said_ = {name: " ".join(line.text().split()) for name, line in self.lines.items()}
        said_["postcode"] = _postcode(said_["postcode"], said_["country"])
        phones = tuple(" ".join(line.split()) for line in self.phones.toPlainText().splitlines() if line.strip())
        return replace(
            self.resident.details,
            name=Name(" ".join(self.given.text().split()), " ".join(self.family.text().split())),
            phones=tuple(dict.fromkeys(phones)),
            address=Address(**said_),
            protected=self.protected.isChecked(),
        )

    @Slot()
    def _show_private(self) -> None:
        self._watch.seen(Access.UNMASKED, (self.case,), what=CopiedData.PHONE_AND_ADDRESS)
        self.reveal.hide()
        for key in _PRIVATE:
            self.fields[key].show()
        self.phones.setFocus()

    @Slot()
    def _save(self) -> None:
        details = self.details
        if not details.name.display:
            self.fields["family"].complain(strings.NAME_MISSING)
            return
        code = details.address.postcode
        if code and not details.address.country and not re.fullmatch(r"\d{5}", code):
            self.fields["postcode"].complain(strings.POSTCODE_WRONG)
            return
        reads = self.language.currentData()
        if details == self.resident.details and reads == self._reads:
            self.reject()
            return
        try:
            language = None if reads == self._reads else reads
            done = record.edit_details(self.ctx, self.resident.id, details, language)
        except ExpectedError as error:
            self.say(said(error))
            return
        self.change = ActResult(strings.SAVED, frozenset({self.case, *done.cases}))
        self.accept()


def _postcode(text: str, country: str) -> str:
    return text if country else "".join(text.split())
