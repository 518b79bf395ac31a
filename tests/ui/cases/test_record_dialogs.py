"""Dialogs that record one thing about one or several cases, with the keyboard and a real database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

from rhs_desktop.domain.checklists import RowRules, Sheet, check, propose_mapping
from rhs_desktop.domain.letters.clinic import ReplyEnvelope
from rhs_desktop.domain.letters.languages import letter_language
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.checklists import importing
from rhs_desktop.ui.cases.cosmic_check_dialog import CosmicManyDialog
from rhs_desktop.ui.cases.details_dialog import DetailsDialog
from rhs_desktop.ui.checklists.reason_dialog import ReasonDialog
from rhs_desktop.ui.checklists.round_dialog import RoundDialog
from rhs_desktop.ui.checklists.set_aside_dialog import SetAsideDialog
from rhs_desktop.ui.settings.settings_dialog import SettingsDialog
from tests.letters.samples import CLINIC
from tests.lists import wrong_check_digit
from tests.ui.desk import HEADINGS, MONDAY, press, row_of, type_text
from tests.ui.users.sitting import NUMBERS, Sit, Sitting


def key(dialog: QDialog, sign: str) -> None:
    press(dialog, Qt.Key(ord(sign)), text=sign)


# ---- Kontrollera i Cosmic --------------------------------------------------------------------------------------------


def test_many_are_gone_through_by_keys_and_the_rest_is_listed(sit: Sit) -> None:
    at = sit(5)
    dialog = at.shown(CosmicManyDialog(None, at.tools, at.cases))
    for sign in "132":
        key(dialog, sign)
    assert dialog.count.text() == "1 listad här, inte avliden · 1 avliden · 1 inte listad här · 2 kvar"
    at.click(dialog.rest)
    assert dialog.primary.text() == "Spara 5 kontroller"
    assert at.row(at.cases[0]).status == "listed"
    at.click(dialog.primary)
    assert [at.row(case).status for case in at.cases] == ["ready", "deceased", "not_listed", "ready", "ready"]
    assert dialog.change is not None
    assert dialog.change.cases == frozenset(at.cases)


def test_a_mark_among_many_is_taken_back_by_backspace(sit: Sit) -> None:
    at = sit(2)
    dialog = at.shown(CosmicManyDialog(None, at.tools, at.cases))
    key(dialog, "3")
    dialog.table.go_to(at.cases[0])
    press(dialog, Qt.Key.Key_Backspace)
    assert dialog.results == {}
    assert not dialog.primary.isEnabled()


def test_each_other_reason_among_many_is_asked_for(sit: Sit) -> None:
    at = sit(2)
    dialog = at.shown(CosmicManyDialog(None, at.tools, at.cases))
    key(dialog, "4")
    assert dialog.focusWidget() is dialog.reason
    assert not dialog.primary.isEnabled()
    type_text(dialog.reason, "går på annan vårdcentral")
    assert dialog.primary.isEnabled()
    dialog.table.setFocus()
    dialog.table.go_to(at.cases[1])
    key(dialog, "1")
    at.click(dialog.primary)
    assert [at.row(case).status for case in at.cases] == ["excluded", "ready"]


# ---- Uppgifter -------------------------------------------------------------------------------------------------------


def test_the_language_of_letters_is_the_person_s(sit: Sit) -> None:
    at = sit(1)
    case = at.cases[0]
    dialog = at.shown(DetailsDialog(None, at.tools, case))
    dialog.language.setCurrentText("finska")
    at.click(dialog.primary)
    assert letter_language(case_list.case_view(at.ctx, case).state.person) == "fi"
    again = at.shown(DetailsDialog(None, at.tools, case))
    assert again.language.currentText() == "finska"
    again.language.setCurrentText("svenska")
    at.click(again.primary)
    assert letter_language(case_list.case_view(at.ctx, case).state.person) == ""


def test_details_are_edited(sit: Sit) -> None:
    at = sit(1)
    dialog = at.shown(DetailsDialog(None, at.tools, at.cases[0]))
    dialog.family.setFocus()
    dialog.family.selectAll()
    type_text(dialog.family, "Åkerström")
    dialog.phones.setPlainText("013-10 20 30\n 070-174 06 05 \n\n")
    dialog.lines["postcode"].setText("591 30")
    at.click(dialog.primary)
    details = case_list.case_view(at.ctx, at.cases[0]).resident.details
    assert details.name.family == "Åkerström"
    assert details.phones == ("013-10 20 30", "070-174 06 05")
    assert details.address.postcode == "59130"
    assert at.shown(DetailsDialog(None, at.tools, at.cases[0])).lines["postcode"].text() == "591 30"


def test_a_wrong_postcode_is_told_beside_it(sit: Sit) -> None:
    at = sit(1)
    dialog = at.shown(DetailsDialog(None, at.tools, at.cases[0]))
    dialog.lines["postcode"].setText("5913")
    at.click(dialog.primary)
    assert dialog.fields["postcode"].trouble == "Postnumret ska ha fem siffror."
    assert dialog.focusWidget() is dialog.lines["postcode"]


def test_nothing_changed_is_nothing_saved(sit: Sit) -> None:
    at = sit(1)
    dialog = at.shown(DetailsDialog(None, at.tools, at.cases[0]))
    at.click(dialog.primary)
    assert dialog.change is None
    assert not dialog.isVisible()


def test_a_protected_persons_address_is_hidden_until_asked_for(sit: Sit) -> None:
    at = sit(rows=[row_of(NUMBERS[0], skyddad="Ja")])
    dialog = at.shown(DetailsDialog(None, at.tools, at.cases[0]))
    assert not dialog.phones.isVisible()
    assert not dialog.lines["street"].isVisible()
    at.click(dialog.reveal)
    assert dialog.phones.isVisible()


# ---- Inställningar ---------------------------------------------------------------------------------------------------


def test_settings_are_saved_and_the_clipboard_follows(sit: Sit) -> None:
    at = sit()
    dialog = at.shown(SettingsDialog(None, at.tools))
    for field, text in ((dialog.name, "Vårdcentralen Ekeby"), (dialog.street, "Ekebyvägen 1"), (dialog.city, "Kisa")):
        field.setFocus()
        type_text(field, text)
    dialog.postcode.setText("590 40")
    dialog.phone.setText("010-104 70 00")
    dialog.batch_size.setValue(20)
    dialog.clear.setValue(30)
    at.click(dialog.primary)
    kept = settings.load(at.ctx)
    assert kept.clinic.complete_for_letters
    assert kept.clinic.address.postcode == "59040"
    assert (kept.batch_size, kept.clipboard_seconds) == (20, 30)
    assert at.tools.clipboard.clear_after == 30


def test_what_letters_tell_and_enclose_is_kept(sit: Sit) -> None:
    at = sit()
    settings.save(at.ctx, replace(settings.load(at.ctx), clinic=CLINIC))
    dialog = at.shown(SettingsDialog(None, at.tools))
    assert dialog.enclosed.reply.currentText() == "Som manualen (frankerat)"
    dialog.enclosed.reply.setCurrentText("Inget")
    for box in (dialog.enclosed.before_visit, dialog.enclosed.data_sheet, dialog.enclosed.ask_first):
        box.click()
    for field in dialog.told.fields.values():
        field.setText(f" {field.accessibleName()} ")
    at.click(dialog.primary)
    kept = settings.load(at.ctx)
    assert (kept.reply_envelope, kept.before_visit_sheet, kept.data_sheet, kept.ask_first) == (
        *(ReplyEnvelope.NONE, True, True),
        False,
    )
    assert {name: getattr(kept.clinic, name) for name in dialog.told.fields} == {
        name: field.accessibleName() for name, field in dialog.told.fields.items()
    }


def test_half_a_clinic_is_told_beside_each_field(sit: Sit) -> None:
    at = sit()
    dialog = at.shown(SettingsDialog(None, at.tools))
    dialog.tabs.setCurrentIndex(2)
    dialog.name.setText("Ekeby")
    at.click(dialog.primary)
    assert dialog.tabs.currentIndex() == 0
    assert dialog.fields["street"].trouble
    assert dialog.fields["phone"].trouble
    assert not dialog.fields["name"].trouble
    assert settings.load(at.ctx).clinic.name == ""


# ---- Rader lagda åt sidan --------------------------------------------------------------------------------------------


@pytest.fixture
def aside(sit: Sit) -> Sitting:
    wrong = row_of(wrong_check_digit(NUMBERS[5]), 5)
    return sit(rows=[row_of(NUMBERS[0]), row_of(NUMBERS[1], 1), wrong, row_of("", 6, personnummer="")])


def test_a_row_is_mended_and_imported(aside: Sitting) -> None:
    dialog = aside.shown(SetAsideDialog(None, aside.tools))
    assert dialog.count.text() == "2 rader är lagda åt sidan"
    assert "Kontrollsiffran" in dialog.verdict.text()
    assert not dialog.primary.isEnabled()
    edit = next(edit for edit in dialog.form.findChildren(QLineEdit) if edit.isVisible())
    edit.setFocus()
    edit.selectAll()
    type_text(edit, f"{NUMBERS[5][:8]}-{NUMBERS[5][8:]}")
    aside.qtbot.waitUntil(dialog.primary.isEnabled)
    assert dialog.verdict.text() == "Raden går att importera."
    aside.click(dialog.primary)
    assert len(aside.rows()) == 3
    assert dialog.count.text() == "1 rad är lagd åt sidan"
    assert dialog.change is not None
    assert dialog.change.says == "Rad 4 i lista.xlsx importerades"


def test_a_row_is_put_away_with_a_reason(aside: Sitting) -> None:
    dialog = aside.shown(SetAsideDialog(None, aside.tools))

    def give_reason(shown: QDialog) -> None:
        assert isinstance(shown, ReasonDialog)
        aside.click(shown.primary)
        assert shown.field.trouble == "Skriv kort varför."
        type_text(shown.reason, "går inte att få fram")
        aside.click(shown.primary)

    aside.messages.on_run = give_reason
    aside.click(dialog.dismiss)
    assert [row.row for row in importing.rows_set_aside(aside.ctx)] == [5]
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("known", [True, False])
def test_of_a_row_of_somebody_protected_only_number_and_name_are_shown(sit: Sit, known: bool) -> None:
    """Whether the register says so, or the row."""
    doubled = [row_of(NUMBERS[0]), row_of(NUMBERS[0], ort="Motala")]
    rows = doubled if known else [row_of(wrong_check_digit(NUMBERS[5]), 5, skyddad="Ja")]
    at = sit(rows=[row_of(NUMBERS[0])] if known else rows)
    if known:
        resident = at.ctx.store.resident_of(at.cases[0])
        record.edit_details(at.ctx, resident.id, replace(resident.details, protected=True))
        sheet = Sheet.of("Lista", [HEADINGS, *rows])
        checked = check(sheet, propose_mapping(sheet, MONDAY), RowRules(MONDAY))
        round_id = case_list.rounds(at.ctx)[0].id
        importing.import_list(at.ctx, checked, round_id, source="ny.xlsx", content_hash="1")
    assert len(importing.rows_set_aside(at.ctx)) == len(rows)
    dialog = at.shown(SetAsideDialog(None, at.tools))
    shown = [edit.text() for edit in dialog.form.findChildren(QLineEdit)]
    assert shown[:3] == rows[0][:3]
    assert not {"Linköping", "582 22"} & set(shown)
    assert sum(label.text() == "dold" for label in dialog.form.findChildren(QLabel)) >= 4


def test_f8_goes_to_the_next_row(aside: Sitting) -> None:
    dialog = aside.shown(SetAsideDialog(None, aside.tools))
    first = dialog.current
    press(dialog, Qt.Key.Key_F8)
    assert dialog.current != first
    assert "Personnummer saknas" in dialog.verdict.text()


def test_the_last_row_that_is_put_away_says_that_all_is_done(aside: Sitting) -> None:
    dialog = aside.shown(SetAsideDialog(None, aside.tools))

    def give_reason(shown: QDialog) -> None:
        assert isinstance(shown, ReasonDialog)
        type_text(shown.reason, "prov")
        aside.click(shown.primary)

    aside.messages.on_run = give_reason
    aside.click(dialog.dismiss)
    aside.click(dialog.dismiss)
    assert importing.rows_set_aside(aside.ctx) == ()
    assert dialog.pages.currentIndex() == 1
    assert not dialog.primary.isEnabled()


# ---- Omgång ----------------------------------------------------------------------------------------------------------


def test_a_round_that_exists_is_told_beside_the_name(sit: Sit) -> None:
    at = sit()
    dialog = at.shown(RoundDialog(None, at.tools))
    assert dialog.name.text() == "40- och 50-åringar 2026"
    at.click(dialog.primary)
    assert "Det finns redan en omgång" in dialog.fields["name"].trouble
    dialog.ages.setText("fyrtio")
    at.click(dialog.primary)
    assert dialog.fields["ages"].trouble.startswith("Skriv åldrar som tal")
