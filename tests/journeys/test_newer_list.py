"""A newer list that the program cannot make out by itself, and all that a person decides about it, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from rhs_desktop.app import Application
from rhs_desktop.domain.checklists import Cell
from rhs_desktop.services import integrity
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.store import imports as imports_store
from rhs_desktop.strings.checklists import importing as importing_strings
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.checklists.state import ImportStage
from tests.journeys.beginner import Beginner, check_rows, mend, name_the_round, open_list, stage_of
from tests.lists import dashed, wrong_check_digit
from tests.ui.users.sitting import COORDINATION, NUMBERS

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
FIRST = ("Personnummer", "Förnamn", "Efternamn", "Telefon", "Gatuadress", "Postnummer", "Ort")
NEWER = ("Personnummer", "Personnummer", *FIRST[1:], "Egen notering")
CLOSE_TO = dashed(NUMBERS[20])
"""Whom to ring, as many lists have it: a number of another person in a second column."""


def person(number: str, family: str, street: str = "Storgatan 1", phone: str = "070-174 06 05") -> list[Cell]:
    return [dashed(number), "Karin", family, phone, street, "58222", "Linköping"]


def first_list(path: Path) -> Path:
    rows = [person(COORDINATION, "Ek"), *(person(number, f"Ek{turn}") for turn, number in enumerate(NUMBERS[1:5]))]
    return _save(path, FIRST, rows)


def newer_list(path: Path) -> Path:
    """Row 2 has a personnummer now, row 3 moved and has another telephone, row 4 has a wrong number, rows 5 and 6 are
    one person, row 7 is hidden; of the first list the last is missing."""
    rows = [
        person(NUMBERS[0], "Ek"),
        person(NUMBERS[1], "Ek0", "Ågatan 2", "070-174 06 31"),
        person(wrong_check_digit(NUMBERS[2]), "Ek1"),
        person(NUMBERS[3], "Ek2"),
        person(NUMBERS[3], "Ek2", "Fel gata 3"),
        person(NUMBERS[9], "Dold"),
        person(NUMBERS[10], "Ny"),
    ]
    return _save(path, NEWER, [[row[0], CLOSE_TO, *row[1:], "x"] for row in rows], hidden_row=7, hidden_column="I")


def _save(
    path: Path, head: tuple[str, ...], rows: list[list[Cell]], hidden_row: int = 0, hidden_column: str = ""
) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(head))
    for row in rows:
        sheet.append(row)
    if hidden_row:
        sheet.row_dimensions[hidden_row].hidden = True
        sheet.column_dimensions[hidden_column].hidden = True
    book.save(path)
    return path


def bring_in_the_first(beginner: Beginner, path: Path) -> Callable[[ImportDialog], None]:
    def go(dialog: ImportDialog) -> None:
        open_list(beginner, dialog, path)
        beginner.expected.insert(0, name_the_round(beginner))
        beginner.mnemonic(dialog, Key.Key_N)
        check_rows(beginner, dialog)
        beginner.press_button(dialog, dialog.primary)
        beginner.settled(dialog)

    return go


def point_out_the_column(beginner: Beginner, dialog: ImportDialog) -> None:
    """Two columns claim to be the personnummer; the second is somebody else's."""
    assert dialog.columns.trouble.text.startswith("Flera kolumner är personnummer")
    assert not dialog.primary.isEnabled()
    box = dialog.columns.fields[1]
    assert isinstance(box, QComboBox)
    beginner.tab_to(dialog, box)
    beginner.key(dialog, Key.Key_Home)
    assert box.currentText() == importing_strings.OWN_COLUMN
    assert dialog.columns.trouble.text == ""


def skip_what_is_hidden(beginner: Beginner, dialog: ImportDialog) -> None:
    for told, choice in (
        ("1 rad är dold i Excel. Ska den vara med?", dialog.columns.hidden_rows),
        ("1 kolumn är dold i Excel: Egen notering. Ska den vara med?", dialog.columns.hidden_columns),
    ):
        assert choice.text == told
        assert not dialog.primary.isEnabled()
        beginner.tab_to(dialog, choice.keep)
        beginner.key(dialog, Key.Key_Right)
        beginner.key(dialog, Key.Key_Space)
        assert choice.skip.isChecked()


def mend_with_a_slip(beginner: Beginner, dialog: ImportDialog) -> None:
    """Of two rows with one number the first is kept, then taken back and kept again; a number is put right."""
    rows = dialog.rows
    assert rows.banner.text() == "3 av 6 rader är klara. Åtgärda: 2 dubbletter, 1 kontrollsiffra"
    assert "dolda i Excel (1)" in rows.ignored.text()
    assert rows.wrong_file.text == "Är det rätt fil? 3 av 6 rader behöver åtgärdas."
    assert not dialog.primary.isEnabled()
    beginner.tab_to(dialog, rows.table)
    assert rows.current_row == 4
    mend(beginner, dialog, dashed(NUMBERS[11]))
    assert rows.banner.text() == "4 av 6 rader är klara. Åtgärda: 2 dubbletter"
    beginner.key(dialog, Key.Key_Z, Ctrl)
    assert rows.banner.text() == "3 av 6 rader är klara. Åtgärda: 2 dubbletter, 1 kontrollsiffra"
    mend(beginner, dialog, dashed(NUMBERS[2]))
    beginner.key(dialog, Key.Key_F8)
    assert rows.current_row == 5
    beginner.key(dialog, Key.Key_B, Alt)
    beginner.until(lambda: rows.banner.text() == "5 av 5 rader är klara.")
    assert dialog.primary.text() == "Granska 5"
    assert rows.wrong_file.text == ""


def go_to_tab(beginner: Beginner, dialog: ImportDialog, name: str) -> None:
    tabs = dialog.review.tabs
    beginner.tab_to(dialog, tabs)
    beginner.key(dialog, Key.Key_Home)
    for _ in range(tabs.count()):
        if tabs.tabText(tabs.currentIndex()).startswith(name):
            break
        beginner.key(dialog, Key.Key_Right)
    assert tabs.tabText(tabs.currentIndex()).startswith(name)
    beginner.tab_to(dialog, dialog.review.table)


def decide(beginner: Beginner, dialog: ImportDialog) -> None:
    """The telephone is right, the street is not; the samordningsnummer was hers; the last one has left."""
    texts = [dialog.review.tabs.tabText(place) for place in range(dialog.review.tabs.count())]
    assert [text.split("  ") for text in texts] == [
        ["Nya", "2"],
        ["Finns redan", "2"],
        ["Ändrade uppgifter", "2"],
        ["Möjlig dubblett", "1"],
        ["Finns inte kvar", "2"],
    ]
    go_to_tab(beginner, dialog, "Ändrade")
    lines = dialog.review.model.lines
    assert [line.texts[3:] for line in lines] == [
        ("Telefon", "070-174 06 05", "070-174 06 31, 070-174 06 05"),
        ("Gatuadress", "Storgatan 1", "Ågatan 2"),
    ]
    beginner.key(dialog, Key.Key_Down)
    beginner.key(dialog, Key.Key_Space)
    go_to_tab(beginner, dialog, "Möjlig")
    assert dialog.review.beside.isVisible()
    beginner.key(dialog, Key.Key_Space)
    go_to_tab(beginner, dialog, "Finns inte kvar")
    place = [line.identity for line in dialog.review.model.lines].index(NUMBERS[4])
    for _ in range(place):
        beginner.key(dialog, Key.Key_Down)
    beginner.key(dialog, Key.Key_Space)
    assert dialog.state.choices.gone == {NUMBERS[4]}


def bring_in_the_newer(beginner: Beginner, path: Path) -> Callable[[ImportDialog], None]:
    def go(dialog: ImportDialog) -> None:
        open_list(beginner, dialog, path)
        point_out_the_column(beginner, dialog)
        skip_what_is_hidden(beginner, dialog)
        check_rows(beginner, dialog)
        assert stage_of(dialog) is ImportStage.ROWS
        mend_with_a_slip(beginner, dialog)
        beginner.press_button(dialog, dialog.primary)
        beginner.settled(dialog)
        assert stage_of(dialog) is ImportStage.REVIEW
        decide(beginner, dialog)
        beginner.press_button(dialog, dialog.primary)
        beginner.settled(dialog)
        assert not dialog.isVisible()

    return go


def look_once_more(beginner: Beginner, path: Path) -> Callable[[ImportDialog], None]:
    """A later list of the kind: the column that was pointed out is known."""

    def go(dialog: ImportDialog) -> None:
        open_list(beginner, dialog, path)
        assert dialog.columns.trouble.text == ""
        assert dialog.columns.fields[1].currentText() == importing_strings.OWN_COLUMN
        beginner.key(dialog, Key.Key_Escape)

    return go


def context_of(one: Application) -> Context:
    assert one.context is not None
    return one.context


def test_everything_about_a_newer_list_by_keyboard(beginner: Beginner, tmp_path: Path) -> None:
    one = beginner.start()
    beginner.expected = [bring_in_the_first(beginner, first_list(tmp_path / "vår.xlsx"))]
    beginner.mnemonic(one.window, Key.Key_I)
    beginner.at(one.window)
    beginner.expected = [bring_in_the_newer(beginner, newer_list(tmp_path / "höst.xlsx"))]
    beginner.mnemonic(one.window, Key.Key_I)
    assert beginner.expected == []

    ctx = context_of(one)
    rows = {row.digits: row for row in case_list.load_rows(ctx)}
    assert set(rows) == {*NUMBERS[:5], NUMBERS[10]}
    moved = case_list.case_view(ctx, rows[NUMBERS[1]].case).resident.details
    assert (moved.address.street, moved.phones) == ("Storgatan 1", ("070-174 06 31", "070-174 06 05"))
    assert case_list.case_view(ctx, rows[NUMBERS[3]].case).resident.details.address.street == "Storgatan 1"
    assert {digits for digits, row in rows.items() if row.status == "not_listed"} == {NUMBERS[4]}
    assert importing.rows_set_aside(ctx) == ()
    with ctx.store.reading() as db:
        own = dict(imports_store.own_columns(db, rows[NUMBERS[10]].case))
    assert "Egen notering" not in own

    beginner.at(one.window)
    beginner.expected = [look_once_more(beginner, _save(tmp_path / "vinter.xlsx", NEWER, [[CLOSE_TO] * len(NEWER)]))]
    beginner.mnemonic(one.window, Key.Key_I)

    # All of it is taken back.
    beginner.at(one.window)
    beginner.key(one.window, Key.Key_Z, Ctrl)
    assert {row.digits for row in case_list.load_rows(ctx)} == {COORDINATION, *NUMBERS[1:5]}
    assert not [row for row in case_list.load_rows(ctx) if row.status == "not_listed"]
    assert integrity.verify(ctx) == ()
