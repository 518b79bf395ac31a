"""What a manual holds is added and taken away in the window: templates, answers, texts of 1177, contacts, samples."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from rhs_desktop.domain.codes import Answer, Eligibility
from rhs_desktop.domain.manuals.parts import CONTACTS, MATERIALS, NOTICES, STATUSES
from rhs_desktop.domain.pasting.vocabulary import Vocabulary
from rhs_desktop.services.cases import record
from rhs_desktop.services.manuals import editing
from rhs_desktop.ui.manuals.editor import ManualEditor
from rhs_desktop.ui.manuals.manuals_dialog import ManualsDialog
from rhs_desktop.ui.manuals.state import EditorTab
from rhs_desktop.ui.sending.wizard import SendWizard
from tests import builders
from tests.ui.desk import key_events, press, type_text
from tests.ui.users.sitting import Sit, Sitting


@pytest.fixture
def at(sit: Sit) -> Sitting:
    return sit(1)


@pytest.fixture
def dialog(at: Sitting) -> ManualEditor:
    own = editing.copy(at.ctx, "rhs-004", "Ekebys manual").profile
    made = at.shown(ManualEditor(None, at.tools, editing.draft(at.ctx, own.id), used=False))
    QApplication.processEvents()
    return made


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def typed(widget: QWidget, text: str) -> None:
    widget.setFocus()
    key_events(widget, "", None)
    press(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(widget, text)


def previewed(dialog: ManualEditor) -> str:
    dialog.tabs.setCurrentIndex(EditorTab.PREVIEW)
    return said(dialog.preview)


# ---- templates ------------------------------------------------------------------------------------------------------


def test_a_template_is_added_by_keyboard_and_the_wizard_sends_with_it(at: Sitting, dialog: ManualEditor) -> None:
    dialog.tabs.setCurrentIndex(EditorTab.TEMPLATES)
    page = dialog.templates
    page.items.add.setFocus()
    press(page.items.add, Qt.Key.Key_Return)
    assert dialog.focusWidget() is page.names["internal_name"].edit
    assert page.items.list.item(1).text() == "(utan text) · behöver rättas"
    assert dialog.tabs.tabText(EditorTab.TEMPLATES) == "Mallar · 3 fel"
    assert page.names["internal_name"].trouble == "Internt namn får inte vara tom."
    type_text(dialog.focusWidget(), "Inbjudan 60-åringar")
    press(dialog, Qt.Key.Key_Tab)
    typed(page.names["public_name"].edit, "Inbjudan – 60")
    assert page.names["listed_as"].edit.text() == "Inbjudan 60-åringar"
    told = previewed(dialog)
    assert "•  Mallarna: ”Inbjudan 60-åringar” läggs till" in told
    manuals_round = dialog.state.using(at.desk.round, on=True)
    assert manuals_round.may_save
    at.click(dialog.primary)
    assert dialog.saved is not None
    editing.use(at.ctx, at.desk.round, dialog.saved.profile.id)
    new = max(builders.import_people(at.ctx, at.desk.round, [builders.details(5)]).done.cases)
    record.check_cosmic(at.ctx, [new], Eligibility.LISTED_ALIVE)
    wizard = at.shown(SendWizard(None, at.tools, at.desk.round))
    assert [one.internal_name for one in wizard.state.profile.templates] == [
        "Inbjudan hälsosamtal via telefon",
        "Inbjudan 60-åringar",
        "Inbjudan hälsosamtal med webbtider",
    ]
    press(wizard, Qt.Key.Key_2, text="2")
    at.click(wizard.primary)
    assert wizard.state.chosen == (new,)


def test_a_template_is_taken_away_and_the_last_one_says_why_it_stays(at: Sitting, dialog: ManualEditor) -> None:
    dialog.tabs.setCurrentIndex(EditorTab.TEMPLATES)
    items = dialog.templates.items
    assert not items.why.isVisible()
    items.list.setCurrentRow(1)
    at.click(items.remove)
    assert items.list.count() == 1
    assert dialog.templates.names["internal_name"].edit.text() == "Inbjudan hälsosamtal via telefon"
    assert not items.remove.isEnabled()
    assert items.why.text() == "Manualen måste ha minst en mall."
    assert items.remove.accessibleDescription() == items.why.text()
    assert "•  Mallarna: ”Inbjudan hälsosamtal med webbtider” tas bort" in previewed(dialog)
    at.click(dialog.primary)
    assert dialog.saved is not None
    assert [one.key for one in dialog.saved.profile.templates] == ["phone"]


def test_answers_are_ticked_and_a_fault_stands_beside_what_it_is_about(at: Sitting, dialog: ManualEditor) -> None:
    dialog.tabs.setCurrentIndex(EditorTab.TEMPLATES)
    page = dialog.templates
    books = page.given[Answer.YES_BOOK_SELF]
    assert not books.isChecked()
    assert not page.texts[Answer.YES_BOOK_SELF].isVisible()
    books.setFocus()
    press(books, Qt.Key.Key_Space, text=" ")
    assert page.texts[Answer.YES_BOOK_SELF].edit.text() == (
        "Ja, jag vill ha ett hälsosamtal och vill boka in tiden själv."
    )
    assert page.wrong.text() == "Mallen låter invånaren boka själv, och då behövs webbtider."
    assert not dialog.primary.isEnabled()
    page.times.click()
    assert dialog.primary.isEnabled()
    page.given[Answer.NO].click()
    page.given[Answer.YES_CALL].click()
    assert not books.isEnabled()
    assert "Mallen måste ha minst ett svar." in said(page)
    told = previewed(dialog)
    assert "Inbjudan hälsosamtal via telefon: svaret ”Nej, jag vill inte ha något hälsosamtal.” tas bort" in told
    assert "Inbjudan hälsosamtal via telefon: Kräver lediga webbtider: nej → ja" in told
    at.click(dialog.primary)
    assert dialog.saved is not None
    assert [one.key for one in dialog.saved.profile.templates[0].answers] == [Answer.YES_BOOK_SELF]


# ---- 1177 -----------------------------------------------------------------------------------------------------------


def test_a_status_that_1177_begins_to_write_is_known_when_a_table_is_pasted(at: Sitting, dialog: ManualEditor) -> None:
    dialog.tabs.setCurrentIndex(EditorTab.PORTAL)
    statuses = dialog.portal.lists[STATUSES]
    statuses.items.list.setCurrentRow(3)
    at.click(statuses.items.add)
    assert dialog.focusWidget() is statuses.texts["text"].edit
    type_text(dialog.focusWidget(), "avslutat")
    assert statuses.texts["text"].trouble == "”Avslutat” står redan i listan."
    assert dialog.tabs.tabText(EditorTab.PORTAL) == "Texter i 1177 · 1 fel"
    typed(statuses.texts["text"].edit, "Pågår (svar från invånare)")
    statuses.means.setFocus()
    for _ in range(2):
        press(statuses.means, Qt.Key.Key_Down)
    assert statuses.items.list.item(4).text() == "Pågår (svar från invånare) · besvarat"
    assert "Status i 1177: ”Pågår (svar från invånare) · besvarat” läggs till" in previewed(dialog)
    at.click(dialog.primary)
    assert Vocabulary.of(at.ctx.profiles.values()).status("Pågår (svar från invånare)") == "answered"


def test_the_only_text_for_a_status_says_why_it_stays(at: Sitting, dialog: ManualEditor) -> None:
    dialog.tabs.setCurrentIndex(EditorTab.PORTAL)
    statuses = dialog.portal.lists[STATUSES]
    statuses.items.list.setCurrentRow(4)
    assert not statuses.items.remove.isEnabled()
    assert not statuses.means.isEnabled()
    assert statuses.items.why.text() == "Kan inte tas bort: det är den enda texten som betyder avslutat."
    statuses.items.list.setCurrentRow(3)
    assert not statuses.items.why.isVisible()
    at.click(statuses.items.remove)
    assert [one.text for one in dialog.state.after.portal.statuses if one.status == "answered"] == [  # type: ignore[union-attr]
        "Tilldelat (svar från invånare)"
    ]


def test_notices_tabs_headings_and_the_address(at: Sitting, dialog: ManualEditor) -> None:
    dialog.tabs.setCurrentIndex(EditorTab.PORTAL)
    page = dialog.portal
    notices = page.lists[NOTICES]
    notices.items.list.setCurrentRow(2)
    typed(notices.texts["text"].edit, "Ingen avisering")
    typed(page.values["portal.layouts"].edit, "Datum, Ärende,, Status")
    typed(page.values["portal.tabs"].edit, " ")
    assert page.values["portal.tabs"].trouble == "Flikarna i 1177 får inte vara tomma."
    typed(page.values["portal.tabs"].edit, "Alla")
    typed(page.values["portal.address"].edit, "https://1177.test/")
    at.click(dialog.primary)
    assert dialog.saved is not None
    portal = dialog.saved.profile.portal
    assert (portal.notices[2].text, portal.layouts) == ("Ingen avisering", (("Datum", "Ärende", "Status"),))
    assert (portal.tabs, portal.address) == (("Alla",), "https://1177.test/")


@pytest.mark.parametrize("place", [EditorTab.TEMPLATES, EditorTab.PORTAL, EditorTab.CONTACTS])
def test_tab_goes_down_the_left_column_and_then_the_right(dialog: ManualEditor, place: EditorTab) -> None:
    dialog.tabs.setCurrentIndex(place)
    page = dialog.tabs.currentWidget()
    assert page is not None
    chain: list[tuple[int, int]] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        fields = (QLineEdit, QPlainTextEdit, QListWidget, QCheckBox, QComboBox, QPushButton)
        if isinstance(widget, fields) and page.isAncestorOf(widget) and widget.isVisible():
            at = widget.mapTo(page, QPoint(0, 0))
            chain.append((int(at.x() > 0.38 * page.width()), at.y()))
        widget = widget.nextInFocusChain()
    assert len(chain) > 5
    assert chain == sorted(chain)


# ---- samples, contacts, material ------------------------------------------------------------------------------------


def test_samples_contacts_and_material(at: Sitting, dialog: ManualEditor) -> None:
    dialog.tabs.setCurrentIndex(EditorTab.CONTACTS)
    page = dialog.contacts
    samples = page.values["samples"]
    typed(samples.edit, " ")
    assert samples.trouble == "Prover får inte vara tomma."
    typed(samples.edit, "fp-glukos")
    press(samples.edit, Qt.Key.Key_Return)
    type_text(samples.edit, "HbA1c")
    contacts = page.lists[CONTACTS]
    at.click(contacts.items.add)
    assert contacts.texts["about"].trouble == "Rubrik får inte vara tom."
    typed(contacts.texts["about"].edit, "Frågor om Lab-ROS")
    typed(contacts.texts["phone"].edit, "013-10 20 30")
    material = page.lists[MATERIALS]
    at.click(material.items.remove)
    told = previewed(dialog)
    assert "Prover: ”fp-glukos” och ”fp-lipidstatus” → ”fp-glukos” och ”HbA1c”" in told
    assert "Kontakter: ”Frågor om Lab-ROS” läggs till" in told
    assert "Material: ”Metodstöd för riktade hälsosamtal” tas bort" in told
    at.click(dialog.primary)
    assert dialog.saved is not None
    saved = dialog.saved.profile
    assert (saved.samples, saved.contacts[1].about, saved.contacts[1].phone) == (
        ("fp-glukos", "HbA1c"),
        "Frågor om Lab-ROS",
        "013-10 20 30",
    )
    assert saved.origin("contacts") == "Vårdcentralens inställning"


def test_whom_to_ask_and_what_to_read_is_shown_to_everybody(at: Sitting) -> None:
    text = said(at.shown(ManualsDialog(None, at.tools)))
    assert "Prover\nfp-glukos och fp-lipidstatus" in text
    assert "Teknisk support för invånare på 1177.se: 0770-72 00 00, alla dagar 06:00–22:00" in text
    assert "Frågor om riktade hälsosamtal: halsosamtal@regionostergotland.se" in text
    assert "Min målsättning: https://ledsys.lio.se/Document/Published/26191" in text
