"""The clinic's settings: how residents meet it in letters, how sends are proposed, which envelope is used."""

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
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.manuals import manuals
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label

_PROBLEMS = {
    ClinicProblem.NAME_MISSING: ("name", "Skriv mottagningens namn."),
    ClinicProblem.ADDRESS_INCOMPLETE: ("street", "Skriv gatuadress eller box, postnummer med fem siffror och postort."),
    ClinicProblem.PHONE_MISSING: ("phone", "Skriv telefonnumret som invånaren kan ringa."),
}


_SEARCHES = (
    "Annars står bara ett märke, som visar om någon har sökt på ett visst ord. Sökord kan vara namn och personnummer."
)
_OTHERS = "För PDF och skrivare utan egen finjustering (se Kuvert och finjustering). Minus: åt vänster."
_SAMPLING = {
    1: "Varje månad",
    2: "Varannan månad",
    3: "Var tredje månad",
    6: "Varje halvår",
    12: "Varje år",
    0: "Påminn inte",
}
_PLACES = (
    *(("name", 0, 0, 2), ("street", 1, 0, 2), ("postcode", 2, 0, 1), ("city", 2, 1, 1)),
    *(("phone", 3, 0, 1), ("hours", 3, 1, 1), ("online", 4, 0, 2)),
)


class SettingsDialog(BaseDialog):
    """`change` says afterwards what was saved, if anything."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, "Inställningar", "Spara inställningarna")
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
        self.manual = QComboBox()
        for profile in self.ctx.profiles.values():
            self.manual.addItem(manuals.title(profile), profile.id)
        self.batch_size = QSpinBox()
        self.batch_size.setRange(0, 250)
        self.batch_size.setSpecialValueText("Som manualen")
        self.batch_size.setValue(self.before.batch_size or 0)
        self.order = QComboBox()
        self.order.addItem("Väntat längst först", Order.LONGEST_WAITING)
        self.order.addItem("Listans ordning", Order.LIST)
        self.clear = QSpinBox()
        self.clear.setRange(0, 3600)
        self.clear.setSingleStep(30)
        self.clear.setSuffix(" s")
        self.clear.setSpecialValueText("Töms inte")
        self.clear.setValue(self.before.clipboard_seconds)
        self.last_four = QCheckBox("&Dölj de fyra sista i listor")
        self.last_four.setChecked(self.before.mask_numbers)
        self.shown = QSpinBox()
        self.shown.setRange(0, 600)
        self.shown.setSingleStep(10)
        self.shown.setSuffix(" s")
        self.shown.setSpecialValueText("Tills någon annan väljs")
        self.shown.setValue(self.before.shown_seconds)
        self.searches = QCheckBox("Visa sökord i åtkomstloggen")
        self.searches.setChecked(self.before.searches_shown)
        self.sampling = QComboBox()
        for months, often in _SAMPLING.items():
            self.sampling.addItem(often, months)
        self.idle = QSpinBox()
        self.idle.setRange(0, 60)
        self.idle.setSuffix(" min")
        self.idle.setSpecialValueText("Låses inte")
        self.idle.setValue(self.before.idle_minutes)
        self.envelope = QComboBox()
        for key, name in envelope_names():
            self.envelope.addItem(name, key)
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

        self.tabs.addTab(self._clinic_page(), "&Mottagningen")
        self.tabs.addTab(self._sending_page(), "&Utskick")
        self.tabs.addTab(self._letters_page(), "&Brev")
        self.tabs.addTab(self._log_page(), "&Logg och låsning")
        self.tabs.addTab(self._numbers_page(), "&Personnummer")
        self.keep_width(76)
        self.content.addWidget(self.tabs)
        self._administers = allowed(self.ctx.roles, Permission.ADMINISTER)
        if not self._administers:
            self._show_those_of_the_desk()

    def _show_those_of_the_desk(self) -> None:
        """What whoever sits here may change (settings.AT_THE_DESK)."""
        for place in range(self.tabs.count()):
            self.tabs.setTabVisible(place, self.tabs.tabText(place) in ("&Utskick", "&Brev"))
        for key in ("manual", "size"):
            self.fields[key].hide()

    def _make_fields(self) -> dict[str, FormField]:
        return {
            "name": FormField("Mottagningens namn", self.name),
            "street": FormField("Gatuadress eller box", self.street, "Dit svarsbreven skickas."),
            "postcode": FormField("Postnummer", self.postcode),
            "city": FormField("Postort", self.city),
            "phone": FormField("Telefon", self.phone),
            "hours": FormField("Telefontider", self.hours, "Till exempel: vardagar 8–16. Får vara tomt."),
            "online": FormField("På webben", self.online, "Till exempel: Logga in på 1177.se. Får vara tomt."),
            "manual": FormField("Manual för nya omgångar", self.manual, "Ärenden som redan finns behåller sin manual."),
            "size": FormField("Mottagare per utskick", self.batch_size),
            "order": FormField("Vem föreslås först", self.order),
            "clear": FormField("Töm urklippet efter", self.clear, "Gäller personnummer som kopieras härifrån."),
            "shown": FormField("Visa ett helt personnummer i", self.shown, "Att det visas skrivs i åtkomstloggen."),
            "searches": FormField("Sökningar", self.searches, _SEARCHES),
            "sampling": FormField("Stickprov av loggen", self.sampling, "Den som granskar loggen påminns i fönstret."),
            "idle": FormField("Lås när ingen rör programmet på", self.idle, "Ctrl+L låser genast."),
            "envelope": FormField("Kuvert", self.envelope),
            "right": FormField("Flytta adressen åt höger", self.right, _OTHERS),
            "down": FormField("Flytta adressen nedåt", self.down, "Minus: uppåt."),
        }

    def _clinic_page(self) -> QWidget:
        page, column = self._page()
        column.addWidget(text_label("Så här står mottagningen i breven.", "muted"))
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
        column.addWidget(text_label("Sökning och kopiering gäller ändå hela numret.", "muted"))
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
        """Change the settings; None: nothing was saved."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def chosen(self) -> settings.Settings:
        """What the fields say."""
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
            self.before,
            clinic=clinic,
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
        self.change = ActResult("Inställningarna är sparade", undoable=False)
        self.accept()

    @staticmethod
    def _began_clinic(clinic: Clinic) -> bool:
        """A clinic may be left wholly empty until the first letter; half of one is a slip."""
        return clinic != Clinic(letter_lines=clinic.letter_lines)


def _millimetres(value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-20, 20)
    box.setSingleStep(0.5)
    box.setDecimals(1)
    box.setSuffix(" mm")
    box.setValue(value)
    return box
