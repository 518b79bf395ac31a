"""The review of an import: what is chosen one by one or all at once, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from rhs_desktop.domain.checklists import Cell
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists import importing
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from tests.lists import wrong_check_digit
from tests.ui.checklists.test_import_dialog import dialog_at, go_on, open_file, people, settle, workbook
from tests.ui.desk import HEADINGS, press, row_of
from tests.ui.protecting import plain
from tests.ui.users.sitting import COORDINATION, NUMBERS, Sit, Sitting


def reviewed(at: Sitting, path: Path, *rows: list[Cell]) -> ImportDialog:
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(path, list(HEADINGS), *rows))
    go_on(at, dialog)
    return dialog


def open_tab(dialog: ImportDialog, name: str) -> None:
    tabs = dialog.review.tabs
    tabs.setCurrentIndex(next(at for at in range(tabs.count()) if tabs.tabText(at).startswith(name)))


def status(at: Sitting) -> dict[str, str]:
    return {row.digits: row.status for row in case_list.load_rows(at.ctx)}


def test_missing_people_are_marked_one_by_one_by_keyboard(sit: Sit, tmp_path: Path) -> None:
    at = sit(4)
    dialog = reviewed(at, tmp_path / "ny.xlsx", *people(2))
    open_tab(dialog, "Finns inte kvar  2")
    assert [line.ticked for line in dialog.review.sections[1].lines] == [False, False]
    dialog.review.table.setFocus()
    press(dialog.review.table, Qt.Key.Key_Down)
    press(dialog.review.table, Qt.Key.Key_Space, text=" ")
    assert dialog.state.choices.gone == {NUMBERS[3]}
    press(dialog.review.table, Qt.Key.Key_Space, text=" ")
    assert dialog.state.choices.gone == frozenset()
    press(dialog.review.table, Qt.Key.Key_Space, text=" ")
    go_on(at, dialog)
    assert status(at)[NUMBERS[3]] == "not_listed"
    assert status(at)[NUMBERS[2]] == "listed"
    assert dialog.change is not None
    assert dialog.change.says == "Listan importerades: 0 nya, 2 oförändrade, 1 avlistad"


def test_all_who_are_missing_at_once_and_back(sit: Sit, tmp_path: Path) -> None:
    at = sit(4)
    dialog = reviewed(at, tmp_path / "ny.xlsx", *people(2))
    open_tab(dialog, "Finns inte kvar")
    assert dialog.review.all_of_it.text() == "&Kryssa för alla som avlistade"
    at.click(dialog.review.all_of_it)
    assert dialog.state.choices.gone == {NUMBERS[2], NUMBERS[3]}
    assert dialog.review.all_of_it.text() == "Ta &bort krysset för alla som avlistade"
    at.click(dialog.review.all_of_it)
    assert dialog.state.choices.gone == frozenset()


def test_all_changes_at_once(sit: Sit, tmp_path: Path) -> None:
    at = sit(2)
    newer = [row_of(NUMBERS[turn], turn, ort="Motala", gatuadress="Nygatan 1") for turn in range(2)]
    dialog = reviewed(at, tmp_path / "ny.xlsx", *newer)
    open_tab(dialog, "Ändrade uppgifter  4")
    at.click(dialog.review.all_of_it)
    assert dialog.state.comparison is not None
    assert dialog.state.choices.changes(dialog.state.comparison) == {2: (), 3: ()}
    model = dialog.review.model
    assert model.data(model.index(0, 0), Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked
    assert model.setData(model.index(3, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    go_on(at, dialog)
    places = [case_list.case_view(at.ctx, case).resident.details.address for case in at.cases]
    assert [(one.street, one.city) for one in places] == [("Storgatan 1", "Linköping"), ("Storgatan 2", "Motala")]


def test_what_is_protected_is_not_shown_in_changes(sit: Sit, tmp_path: Path) -> None:
    at = sit(rows=[row_of(NUMBERS[0], 0, skyddad="Ja")])
    dialog = reviewed(at, tmp_path / "ny.xlsx", row_of(NUMBERS[0], 0, skyddad="Ja", ort="Motala"))
    open_tab(dialog, "Ändrade uppgifter")
    assert dialog.review.sections[0].lines[0].texts[3:] == ("Postort", "dold", "dold")


@pytest.mark.parametrize("same", [True, False])
def test_one_person_under_two_numbers_side_by_side(same: bool, sit: Sit, tmp_path: Path) -> None:
    at = sit(rows=[row_of(COORDINATION, 0, gatuadress="Gamla vägen 3")])
    dialog = reviewed(at, tmp_path / "ny.xlsx", row_of(NUMBERS[0], 0))
    assert not dialog.review.beside.isVisible()
    open_tab(dialog, "Möjlig dubblett  1")
    beside = dialog.review.beside
    assert beside.isVisible()
    said = [[label.text() for label in line] for line in beside.labels]
    new, old = (f"{number[:8]}-{number[8:]}" for number in (NUMBERS[0], COORDINATION))
    assert said == [
        ["Personnummer", new, old],
        ["Namn", "Karin Ek", "Karin Ek"],
        ["Telefon", "070-174 06 00", "070-174 06 00"],
        ["Adress", "Storgatan 1, 582 22 Linköping".replace("582 22", "58222"), "Gamla vägen 3, 58222 Linköping"],
        ["Skyddade personuppgifter", "Nej", "Nej"],
    ]
    assert [line[1].property("kind") for line in beside.labels] == ["strong", "", "", "strong", ""]
    if same:
        dialog.review.table.setFocus()
        press(dialog.review.table, Qt.Key.Key_Space, text=" ")
    go_on(at, dialog)
    found = {row.digits for row in case_list.load_rows(at.ctx)}
    assert found == ({NUMBERS[0]} if same else {NUMBERS[0], COORDINATION})


def test_the_error_list_looks_as_the_file_and_settles_what_waits(sit: Sit, tmp_path: Path) -> None:
    """Save the errors, put them right in Excel, import that file: nothing waits any longer."""
    from openpyxl.styles import PatternFill

    at = sit()
    path = workbook(tmp_path / "lista.xlsx", list(HEADINGS), *people(3), row_of(wrong_check_digit(NUMBERS[5]), 5))
    book = load_workbook(path)
    for cell in book.worksheets[0][5]:
        cell.fill = PatternFill("solid", fgColor="FFFF00")
    book.save(path)
    dialog = dialog_at(at)
    open_file(at, dialog, path)
    go_on(at, dialog)
    at.files.paths = [tmp_path / "fel.xlsx"]
    at.messages.on_run = plain
    at.click(dialog.rows.save)
    settle(at, dialog)
    go_on(at, dialog)
    go_on(at, dialog)
    assert len(importing.rows_set_aside(at.ctx)) == 1
    errors = load_workbook(tmp_path / "fel.xlsx")
    sheet = errors.worksheets[0]
    assert sheet["A2"].fill.fgColor.rgb == "00FFFF00"
    sheet["A2"] = f"{NUMBERS[5][:8]}-{NUMBERS[5][8:]}"
    errors.save(tmp_path / "fel.xlsx")
    again = dialog_at(at)
    open_file(at, again, tmp_path / "fel.xlsx")
    go_on(at, again)
    assert [again.review.tabs.tabText(place) for place in range(again.review.tabs.count())] == ["Nya  1"]
    go_on(at, again)
    assert again.change is not None
    assert again.change.says == "Listan importerades: 1 ny, 1 rad som låg åt sidan är åtgärdade"
    assert importing.rows_set_aside(at.ctx) == ()


def test_of_rows_in_trouble_of_protected_people_only_number_and_name_are_shown(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    wrong, other = wrong_check_digit(NUMBERS[0]), wrong_check_digit(NUMBERS[1])
    rows = (row_of(wrong, 0, skyddad="Ja"), row_of(other, 1), row_of(NUMBERS[2], 2))
    dialog = reviewed(at, tmp_path / "ny.xlsx", *rows)
    model = dialog.rows.model
    columns = range(2, model.columnCount())
    shown = [[str(model.data(model.index(place, column))) for column in columns] for place in (0, 1)]
    assert [said for said in shown[0] if said != "dold"] == row_of(wrong, 0)[:3]
    assert "dold" not in shown[1]
    edited = [bool(model.flags(model.index(0, column)) & Qt.ItemFlag.ItemIsEditable) for column in columns]
    assert edited == [said != "dold" for said in shown[0]]
    at.files.paths = [tmp_path / "fel.xlsx"]
    at.messages.on_run = plain
    at.click(dialog.rows.save)
    settle(at, dialog)
    assert "1 rad sparades i fel.xlsx" in dialog.hint.text()
    assert "1 person med skyddade personuppgifter är inte med i filen." in dialog.hint.text()
    sheet = load_workbook(tmp_path / "fel.xlsx").active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [row_of(other)[0]]
