"""Inställningar: the clinic's name and address in letters, sending, envelope, access log, lock, personal numbers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.letters.clinic import Clinic, ClinicProblem
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.domain.roles import Permission, allowed
from rhs_desktop.domain.sending import Order
from rhs_desktop.services import settings
from rhs_desktop.services.letters.pages import envelope_names
from rhs_desktop.services.letters.plan import by_manual
from rhs_desktop.strings import settings as strings
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.manuals import manuals
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.settings.enclosed_part import EnclosedPart
from rhs_desktop.ui.settings.told_page import ToldPage
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label

_PROBLEMS = {
    ClinicProblem.NAME_MISSING: ("name", strings.NAME_MISSING),
    ClinicProblem.ADDRESS_INCOMPLETE: ("street", strings.ADDRESS_INCOMPLETE),
    ClinicProblem.PHONE_MISSING: ("phone", strings.PHONE_MISSING),
}
_PLACES = (
    *(("name", 0, 0, 2), ("street", 1, 0, 2), ("postcode", 2, 0, 1), ("city", 2, 1, 1)),
    *(("phone", 3, 0, 1), ("hours", 3, 1, 1), ("online", 4, 0, 2)),
)


class SettingsDialog(BaseDialog):
    """`change` is what was saved; None: nothing was."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, strings.SAVE)
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None
        self.before = settings.load(self.ctx)
        clinic = self.before.clinic
        self.name = QLineEdit(clinic.name)
        self.street = QLineEdit(clinic.address.street)
        self.postcode = QLineEdit(clinic.address.postcode)
        self.city = QLineEdit(clinic.address.city)
        self.phone = QLineEdit(clinic.phone)
        self.hours = QLineEdit(clinic.phone_hours)
        self.online = QLineEdit(clinic.online)
        self.told = ToldPage(tools.theme, clinic)
        self.manual = QComboBox()
        for profile in self.ctx.profiles.values():
            self.manual.addItem(manuals.title(profile), profile.id)
        self.batch_size = QSpinBox()
        self.batch_size.setRange(0, 250)
        self.batch_size.setSpecialValueText(strings.AS_THE_MANUAL)
        self.batch_size.setValue(self.before.batch_size or 0)
        self.order = QComboBox()
        self.order.addItem(strings.LONGEST_WAITING, Order.LONGEST_WAITING)
        self.order.addItem(strings.LIST_ORDER, Order.LIST)
        self.clear = QSpinBox()
        self.clear.setRange(0, 3600)
        self.clear.setSingleStep(30)
        self.clear.setSuffix(" s")
        self.clear.setSpecialValueText(strings.NOT_CLEARED)
        self.clear.setValue(self.before.clipboard_seconds)
        self.last_four = QCheckBox(strings.MASK)
        self.last_four.setChecked(self.before.mask_numbers)
        self.shown = QSpinBox()
        self.shown.setRange(0, 600)
        self.shown.setSingleStep(10)
        self.shown.setSuffix(" s")
        self.shown.setSpecialValueText(strings.SHOWN_UNTIL_ANOTHER)
        self.shown.setValue(self.before.shown_seconds)
        self.searches = QCheckBox(strings.SHOW_SEARCHES)
        self.searches.setChecked(self.before.searches_shown)
        self.sampling = QComboBox()
        for months, often in strings.SAMPLING_MONTHS.items():
            self.sampling.addItem(often, months)
        self.idle = QSpinBox()
        self.idle.setRange(0, 60)
        self.idle.setSuffix(" min")
        self.idle.setSpecialValueText(strings.NOT_LOCKED)
        self.idle.setValue(self.before.idle_minutes)
        self.envelope = QComboBox()
        for key, name in envelope_names():
            self.envelope.addItem(name, key)
        profile = self.ctx.profiles[self.before.profile]
        self.enclosed = EnclosedPart(tools.theme, self.before, by_manual(profile))
        self.right = _millimetres(self.before.shift_right)
        self.down = _millimetres(self.before.shift_down)
        for box, value in (
            (self.manual, self.before.profile),
            (self.order, self.before.order),
            (self.envelope, self.before.envelope),
            (self.sampling, self.before.sample_months),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.fields = self._make_fields()
        self.tabs = QTabWidget()

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)

        self.tabs.addTab(self._clinic_page(), strings.CLINIC_TAB)
        self.tabs.addTab(self._sending_page(), strings.SENDING_TAB)
        self.tabs.addTab(self._letters_page(), strings.LETTERS_TAB)
        self.tabs.addTab(self.told, strings.TOLD_TAB)
        self.tabs.addTab(self._log_page(), strings.LOG_TAB)
        self.tabs.addTab(self._numbers_page(), strings.NUMBERS_TAB)
        self.keep_width(88)
        self.content.addWidget(self.tabs)
        self._administers = allowed(self.ctx.roles, Permission.ADMINISTER)
        if not self._administers:
            self._show_those_of_the_desk()

    def _show_those_of_the_desk(self) -> None:
        """Hide all but the settings that need no administrator (settings.AT_THE_DESK)."""
        for place in range(self.tabs.count()):
            self.tabs.setTabVisible(place, self.tabs.tabText(place) in (strings.SENDING_TAB, strings.LETTERS_TAB))
        for key in ("manual", "size"):
            self.fields[key].hide()
        self.enclosed.hide()

    def _make_fields(self) -> dict[str, FormField]:
        return {
            "name": FormField(strings.NAME, self.name),
            "street": FormField(strings.STREET, self.street, strings.STREET_HINT),
            "postcode": FormField(strings.POSTCODE, self.postcode),
            "city": FormField(strings.CITY, self.city),
            "phone": FormField(strings.PHONE, self.phone),
            "hours": FormField(strings.HOURS, self.hours, strings.HOURS_HINT),
            "online": FormField(strings.ONLINE, self.online, strings.ONLINE_HINT),
            "manual": FormField(strings.MANUAL, self.manual, strings.MANUAL_HINT),
            "size": FormField(strings.BATCH_SIZE, self.batch_size),
            "order": FormField(strings.ORDER, self.order),
            "clear": FormField(strings.CLEAR, self.clear, strings.CLEAR_HINT),
            "shown": FormField(strings.SHOWN, self.shown, strings.SHOWN_HINT),
            "searches": FormField(strings.SEARCHES, self.searches, strings.SEARCHES_HINT),
            "sampling": FormField(strings.SAMPLING, self.sampling, strings.SAMPLING_HINT),
            "idle": FormField(strings.IDLE, self.idle, strings.IDLE_HINT),
            "envelope": FormField(strings.ENVELOPE, self.envelope),
            "right": FormField(strings.SHIFT_RIGHT, self.right, strings.SHIFT_RIGHT_HINT),
            "down": FormField(strings.SHIFT_DOWN, self.down, strings.SHIFT_DOWN_HINT),
        }

    def _clinic_page(self) -> QWidget:
        page, column = self._page()
        column.addWidget(text_label(strings.CLINIC, "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * self.theme.unit)
        grid.setVerticalSpacing(3 * self.theme.unit)
        for key, row, place, span in _PLACES:
            grid.addWidget(self.fields[key], row, place, 1, span)
        column.addLayout(grid)
        column.addStretch(1)
        return page

    def _sending_page(self) -> QWidget:
        page, column = self._page()
        for key in ("manual", "size", "order"):
            column.addWidget(self.fields[key])
        column.addStretch(1)
        return page

    def _numbers_page(self) -> QWidget:
        page, column = self._page()
        column.addWidget(self.last_four)
        column.addWidget(text_label(strings.MASK_NOTE, "muted"))
        for key in ("shown", "clear"):
            column.addWidget(self.fields[key])
        column.addStretch(1)
        return page

    def _letters_page(self) -> QWidget:
        page, column = self._page()
        column.addWidget(self.fields["envelope"])
        shifts = QHBoxLayout()
        shifts.setSpacing(3 * self.theme.unit)
        for key in ("right", "down"):
            shifts.addWidget(self.fields[key])
        column.addLayout(shifts)
        column.addWidget(self.enclosed)
        column.addStretch(1)
        return page

    def _log_page(self) -> QWidget:
        page, column = self._page()
        for key in ("searches", "sampling", "idle"):
            column.addWidget(self.fields[key])
        column.addStretch(1)
        return page

    def _page(self) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        column = QVBoxLayout(page)
        unit = self.theme.unit
        column.setContentsMargins(0, 4 * unit, 0, 0)
        column.setSpacing(3 * unit)
        return page, column

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> ActResult | None:
        """Returns what was saved, or None."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def chosen(self) -> settings.Settings:
        """The values of the fields."""
        address = Address(
            street=self.street.text().strip(),
            postcode="".join(self.postcode.text().split()),
            city=self.city.text().strip(),
        )
        old = self.before.clinic
        clinic = Clinic(
            name=self.name.text().strip(),
            address=replace(old.address, street=address.street, postcode=address.postcode, city=address.city),
            phone=self.phone.text().strip(),
            phone_hours=self.hours.text().strip(),
            online=self.online.text().strip(),
            letter_lines=old.letter_lines,
        )
        return replace(
            self.enclosed.chosen(self.before),
            clinic=self.told.told(clinic),
            profile=self.manual.currentData(),
            batch_size=self.batch_size.value() or None,
            order=Order(self.order.currentData()),
            envelope=self.envelope.currentData(),
            shift_right=self.right.value(),
            shift_down=self.down.value(),
            clipboard_seconds=self.clear.value(),
            idle_minutes=self.idle.value(),
            searches_shown=self.searches.isChecked(),
            sample_months=self.sampling.currentData(),
            mask_numbers=self.last_four.isChecked(),
            shown_seconds=self.shown.value(),
        )

    @Slot()
    def _save(self) -> None:
        chosen = self.chosen
        for field in self.fields.values():
            field.complain("")
        problems = chosen.clinic.problems
        if problems and self._administers and self._began_clinic(chosen.clinic):
            self.tabs.setCurrentIndex(0)
            for problem in reversed(problems):
                key, text = _PROBLEMS[problem]
                self.fields[key].complain(text)
            return
        if chosen == self.before:
            self.reject()
            return
        try:
            settings.save(self.ctx, chosen)
        except ExpectedError as error:
            self.say(said(error))
            return
        self.tools.clipboard.clear_after = chosen.clipboard_seconds
        self.change = ActResult(strings.SAVED, undoable=False)
        self.accept()

    @staticmethod
    def _began_clinic(clinic: Clinic) -> bool:
        """Whether any field of the clinic is filled in: all may be empty until the first letter, but not some."""
        return clinic != Clinic(letter_lines=clinic.letter_lines)


def _millimetres(value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-20, 20)
    box.setSingleStep(0.5)
    box.setDecimals(1)
    box.setSuffix(" mm")
    box.setValue(value)
    return box
