"""Importera lista as a person goes through it, with real files and a real database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QTableView, QWidget

from rhs_desktop.domain.checklists import Cell, ListField
from rhs_desktop.exchange.xlsx_password import protect
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists import importing
from rhs_desktop.store import imports
from rhs_desktop.ui.checklists.file_password_dialog import FilePasswordDialog
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.checklists.round_dialog import RoundDialog
from rhs_desktop.ui.checklists.state import ImportStage
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.jobs import Jobs
from tests.lists import write_messy_list, wrong_check_digit
from tests.ui.desk import HEADINGS, press, row_of, type_text
from tests.ui.letters.letters_of import letters_of
from tests.ui.protecting import plain
from tests.ui.users.sitting import NUMBERS, Sit, Sitting


def dialog_at(at: Sitting) -> ImportDialog:
    return at.shown(ImportDialog(None, at.tools))


def stage_of(dialog: ImportDialog) -> ImportStage:
    return dialog.state.stage


def settle(at: Sitting, dialog: ImportDialog) -> None:
    """Until nothing runs behind the dialog."""
    at.qtbot.waitUntil(lambda: not dialog.busy.running)


def open_file(at: Sitting, dialog: ImportDialog, path: Path) -> None:
    at.files.paths = [path]
    at.click(dialog.source.choose)
    settle(at, dialog)


def go_on(at: Sitting, dialog: ImportDialog) -> None:
    at.click(dialog.primary)
    settle(at, dialog)
    settle(at, dialog)


def workbook(path: Path, *rows: list[Cell], hidden: tuple[int, ...] = (), hidden_columns: str = "") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    for letter in hidden_columns:
        sheet.column_dimensions[letter].hidden = True
    book.save(path)
    return path


def people(count: int, start: int = 0) -> list[list[Cell]]:
    return [row_of(number, turn) for turn, number in enumerate(NUMBERS[start : start + count])]


def index_of(dialog: ImportDialog, row: int) -> QModelIndex:
    return dialog.rows.model.place_to_mend(row)


def write_in_cell(at: Sitting, dialog: ImportDialog, row: int, text: str) -> None:
    """Go to the cell and type over what stands there, then Enter."""
    table = dialog.rows.table
    table.setFocus()
    table.setCurrentIndex(index_of(dialog, row))
    press(table, Qt.Key.Key_F2)
    (editor,) = (edit for edit in table.findChildren(QLineEdit) if edit.isVisible())
    editor.selectAll()
    type_text(editor, text)
    press(editor, Qt.Key.Key_Return)
    at.qtbot.waitUntil(lambda: table.state() is QTableView.State.NoState)
    assert stage_of(dialog) is ImportStage.ROWS, "Enter in a cell must not press the dialog's button"


def test_a_messy_list_with_two_rows_mended_in_place(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    listed = write_messy_list(tmp_path / "rebus.xlsx", NUMBERS[:60])
    dialog = dialog_at(at)
    open_file(at, dialog, listed.path)
    at.click(dialog.columns.questions.ours)
    assert stage_of(dialog) is ImportStage.COLUMNS
    assert dialog.state.mapping is not None
    assert dialog.state.mapping.header == listed.header
    go_on(at, dialog)
    assert stage_of(dialog) is ImportStage.ROWS
    assert dialog.state.in_trouble == tuple(sorted(listed.set_aside))
    assert dialog.rows.banner.text().startswith("53 av 60 rader är klara. Åtgärda: 2 ")
    assert dialog.primary.text() == "Granska 53, lägg 7 åt sidan"
    headers = [dialog.rows.model.headerData(place, Qt.Orientation.Vertical) for place in range(7)]
    assert headers == [f"Rad {row}" for row in sorted(listed.set_aside)]
    for row, (_, right) in listed.fixes.items():
        write_in_cell(at, dialog, row, right)
        assert dialog.state.problem_of(row) is None
    assert dialog.rows.banner.text().startswith("55 av 60")
    go_on(at, dialog)
    assert stage_of(dialog) is ImportStage.REVIEW
    assert dialog.primary.text() == "Importera 55, lägg 5 åt sidan"
    assert case_list.load_rows(at.ctx) == []
    go_on(at, dialog)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert len(case_list.load_rows(at.ctx)) == 55
    assert len(importing.rows_set_aside(at.ctx)) == 5
    assert dialog.change is not None
    assert dialog.change.says == "Listan importerades: 55 nya, 5 lades åt sidan"


def test_f8_goes_to_the_next_row_and_ctrl_z_takes_a_fix_back(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    listed = write_messy_list(tmp_path / "rebus.xlsx", NUMBERS[:60])
    dialog = dialog_at(at)
    open_file(at, dialog, listed.path)
    at.click(dialog.columns.questions.ours)
    go_on(at, dialog)
    rows = sorted(listed.set_aside)
    seen = [dialog.rows.current_row]
    for _ in rows:
        press(dialog.rows.table, Qt.Key.Key_F8)
        seen.append(dialog.rows.current_row)
    assert seen == [*rows, rows[0]]
    row, (_, right) = next(iter(listed.fixes.items()))
    write_in_cell(at, dialog, row, right)
    assert "Klar" in dialog.rows.model.data(dialog.rows.model.index(rows.index(row), 0))
    dialog.rows.table.setFocus()
    press(dialog.rows.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.state.problem_of(row) is not None
    assert not dialog.rows.undo.isEnabled()


def test_of_two_rows_with_one_number_a_person_keeps_one(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    rows = [*people(4), row_of(NUMBERS[0], 0, ort="Motala")]
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(HEADINGS), *rows))
    go_on(at, dialog)
    assert dialog.state.in_trouble == (2, 6)
    dialog.rows.table.setCurrentIndex(index_of(dialog, 6))
    at.click(dialog.rows.keep)
    assert dialog.rows.banner.text() == "4 av 4 rader är klara."
    dialog.rows.table.setCurrentIndex(index_of(dialog, 2))
    assert not dialog.rows.keep.isVisible()
    assert "borttagna av dig (1)" in dialog.rows.ignored.text()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        pytest.param(lambda path: path, "Filen finns inte kvar.", id="gone"),
        pytest.param(lambda path: (path.write_bytes(b""), path)[1], "Det finns ingenting i listan.", id="empty"),
        pytest.param(lambda path: path.write_bytes(b"%PDF-1.7 lista") and path, "en PDF", id="a PDF"),
        pytest.param(lambda path: path.mkdir() or path, "Det är en mapp", id="a folder"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_the_top(
    sit: Sit, tmp_path: Path, make: Callable[[Path], Path], told: str
) -> None:
    at = sit()
    dialog = dialog_at(at)
    open_file(at, dialog, make(tmp_path / "lista.xlsx"))
    assert told in dialog.trouble_banner.text
    assert dialog.trouble_banner.isVisible()
    assert stage_of(dialog) is ImportStage.SOURCE
    open_file(at, dialog, workbook(tmp_path / "bra.xlsx", list(HEADINGS), *people(1)))
    assert dialog.trouble_banner.text == ""
    assert stage_of(dialog) is ImportStage.COLUMNS


def test_a_list_without_identities_asks_to_point_one_out(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    rows = [["Kod", "Namn"], ["1", "Ek, Karin"], ["2", "Öst, Åke"]]
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", *rows))  # type: ignore[arg-type]
    assert "Peka ut kolumnen med personnummer" in dialog.columns.trouble.text
    assert not dialog.primary.isEnabled()
    box = dialog.columns.fields[0]
    box.setCurrentIndex(box.findData(ListField.IDENTITY))
    box.activated.emit(box.currentIndex())
    assert dialog.columns.trouble.text == ""
    assert dialog.primary.isEnabled()


def test_two_columns_with_one_meaning_are_told_and_chosen(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    number = f"{NUMBERS[0][:8]}-{NUMBERS[0][8:]}"
    dialog = dialog_at(at)
    open_file(
        at, dialog, workbook(tmp_path / "lista.xlsx", ["Personnummer", "Personnummer", "Namn"], [number, number, "Ek"])
    )
    assert "Flera kolumner är personnummer" in dialog.columns.trouble.text
    box = dialog.columns.fields[0]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert dialog.columns.trouble.text == ""


def test_the_mapping_is_remembered_for_the_next_list_of_the_kind(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    headings: list[Cell] = ["Personnummer", "Namn", "Kontaktväg"]

    def opened(turn: int) -> ImportDialog:
        dialog = dialog_at(at)
        number = f"{NUMBERS[turn][:8]}-{NUMBERS[turn][8:]}"
        path = workbook(tmp_path / f"lista{turn}.xlsx", headings, [number, "Ek, Karin", "070-174 06 05"])
        open_file(at, dialog, path)
        assert dialog.state.mapping is not None
        return dialog

    first = opened(0)
    assert first.columns.fields[2].currentData() is None
    box = first.columns.fields[2]
    box.setCurrentIndex(box.findData(ListField.PHONE))
    box.activated.emit(box.currentIndex())
    go_on(at, first)
    go_on(at, first)
    assert not first.isVisible()
    second = opened(1)
    assert ListField(second.columns.fields[2].currentData()) is ListField.PHONE


def test_the_same_content_again_must_be_meant(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    path = workbook(tmp_path / "lista.xlsx", list(HEADINGS), *people(2))
    first = dialog_at(at)
    open_file(at, first, path)
    go_on(at, first)
    go_on(at, first)
    again = dialog_at(at)
    open_file(at, again, path)
    assert "importerades 09:30 av Anna Ek" in again.columns.before.text
    assert not again.primary.isEnabled()
    again.columns.again.setChecked(True)
    go_on(at, again)
    assert again.primary.text() == "Importera 2"
    assert [again.review.tabs.tabText(place) for place in range(again.review.tabs.count())] == ["Finns redan  2"]


@pytest.mark.parametrize(("skip", "count"), [(True, 2), (False, 3)])
def test_hidden_rows_are_announced_and_chosen(sit: Sit, tmp_path: Path, skip: bool, count: int) -> None:
    at = sit()
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(HEADINGS), *people(3), hidden=(3,)))
    assert dialog.columns.hidden_rows.text == "1 rad är dold i Excel. Ska den vara med?"
    assert not dialog.primary.isEnabled()
    choice = dialog.columns.hidden_rows
    (choice.skip if skip else choice.keep).click()
    go_on(at, dialog)
    assert dialog.primary.text() == f"Importera {count}"


@pytest.mark.parametrize("skip", [True, False])
def test_hidden_columns_are_announced_and_chosen(sit: Sit, tmp_path: Path, skip: bool) -> None:
    at = sit()
    dialog = dialog_at(at)
    rows = [[*row, "ringer inte på svenska"] for row in people(2)]
    path = workbook(tmp_path / "lista.xlsx", [*HEADINGS, "Egen notering"], *rows, hidden_columns="DI")
    open_file(at, dialog, path)
    choice = dialog.columns.hidden_columns
    assert choice.text == "2 kolumner är dolda i Excel: Telefon och Egen notering. Ska de vara med?"
    titles = [item.text() for row in range(9) if (item := dialog.columns.table.item(row, 0))]
    assert [title for title in titles if title.endswith(" (dold)")] == ["Telefon (dold)", "Egen notering (dold)"]
    assert not dialog.primary.isEnabled()
    assert dialog.hint.text() == "Välj om de dolda kolumnerna ska vara med."
    (choice.skip if skip else choice.keep).click()
    assert dialog.columns.fields[3].isEnabled() is not skip
    go_on(at, dialog)
    go_on(at, dialog)
    with at.ctx.store.reading() as db:
        own = [name for name, _ in imports.own_columns(db, case_list.load_rows(at.ctx)[0].case)]
    assert ("Egen notering" in own) is not skip


def test_a_hidden_personnummer_cannot_be_skipped_for_good(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(HEADINGS), *people(2), hidden_columns="A"))
    dialog.columns.hidden_columns.skip.click()
    assert "Peka ut kolumnen med personnummer" in dialog.columns.trouble.text
    dialog.columns.hidden_columns.keep.click()
    assert dialog.columns.trouble.text == ""
    go_on(at, dialog)
    assert dialog.primary.text() == "Importera 2"


def test_lists_on_other_sheets_are_told_and_imported_one_by_one(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    book = Workbook()
    book.active.append(["Utdrag ur REBUS", "Ekeby"])  # type: ignore[union-attr]
    for name, rows in (("Kvinnor", people(2)), ("Män", people(1, start=2))):
        sheet = book.create_sheet(name)
        for row in (list(HEADINGS), *rows):
            sheet.append(row)
    book.save(tmp_path / "lista.xlsx")
    for sheet_name, other, count in (("Kvinnor", "Män", 2), ("Män", "Kvinnor", 1)):
        dialog = dialog_at(at)
        open_file(at, dialog, tmp_path / "lista.xlsx")
        place = dialog.columns.sheet.findText(sheet_name)
        dialog.columns.sheet.setCurrentIndex(place)
        dialog.columns.sheet.activated.emit(place)
        assert dialog.columns.before.text == ""
        assert f"på bladet {other} också" in dialog.columns.others.text
        go_on(at, dialog)
        assert dialog.primary.text() == f"Importera {count}"
        go_on(at, dialog)
    assert len(case_list.load_rows(at.ctx)) == 3


def test_when_a_third_is_wrong_it_asks_whether_it_is_the_right_file(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    rows = [*people(1), *(row_of(wrong_check_digit(number)) for number in NUMBERS[5:7])]
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(HEADINGS), *rows))
    go_on(at, dialog)
    assert dialog.rows.wrong_file.text == "Är det rätt fil? 2 av 3 rader behöver åtgärdas."
    assert not dialog.primary.isEnabled()
    dialog.rows.is_right.setChecked(True)
    assert dialog.primary.isEnabled()


def test_when_most_are_protected_it_asks_whether_it_is_the_right_column(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    rows = [row_of(number, turn, skyddad="Ja") for turn, number in enumerate(NUMBERS[:20])]
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(HEADINGS), *rows))
    go_on(at, dialog)
    assert dialog.rows.many_stopping.text == "20 av 20 är märkta som skyddade. Är det rätt kolumn?"
    assert stage_of(dialog) is ImportStage.ROWS
    assert dialog.hint.text() == "Kontrollera att det är rätt kolumn."
    assert not dialog.primary.isEnabled()
    dialog.rows.is_right_column.setChecked(True)
    assert dialog.primary.isEnabled()
    go_on(at, dialog)
    assert stage_of(dialog) is ImportStage.REVIEW


def test_changed_details_are_shown_old_and_new_and_can_be_refused(sit: Sit, tmp_path: Path) -> None:
    at = sit(2)
    newer = [row_of(NUMBERS[0], 0, ort="Motala", telefon="013-10 20 30"), row_of(NUMBERS[1], 1)]
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "ny.xlsx", list(HEADINGS), *newer))
    go_on(at, dialog)
    names = [dialog.review.tabs.tabText(place) for place in range(dialog.review.tabs.count())]
    assert names == ["Finns redan  1", "Ändrade uppgifter  2"]
    dialog.review.tabs.setCurrentIndex(1)
    model = dialog.review.model
    said = [[model.data(model.index(row, column)) for column in range(3, 6)] for row in range(2)]
    assert said == [["Telefon", "070-174 06 00", "013-10 20 30, 070-174 06 00"], ["Postort", "Linköping", "Motala"]]
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    go_on(at, dialog)
    details = case_list.case_view(at.ctx, at.cases[0]).resident.details
    assert details.phones == ("070-174 06 00",)
    assert details.address.city == "Motala"


def test_those_who_are_gone_and_the_protected_are_told(sit: Sit, tmp_path: Path) -> None:
    at = sit(2)
    dialog = dialog_at(at)
    listed = [row_of(NUMBERS[0], 0), row_of(NUMBERS[3], 3, skyddad="Ja")]
    open_file(at, dialog, workbook(tmp_path / "ny.xlsx", list(HEADINGS), *listed))
    go_on(at, dialog)
    names = [dialog.review.tabs.tabText(place) for place in range(dialog.review.tabs.count())]
    assert names == ["Nya  1", "Finns redan  1", "Finns inte kvar  1", "Skyddade  1", "Att titta på  1"]
    dialog.review.tabs.setCurrentIndex(2)
    model = dialog.review.model
    assert model.data(model.index(0, 2)) == at.row(at.cases[1]).name
    go_on(at, dialog)
    assert at.cases[1] in at.rows(), "nobody is ever deleted"


def test_pasting_from_excel(sit: Sit) -> None:
    at = sit()
    text = "\r\n".join("\t".join(str(cell) for cell in row) for row in (HEADINGS, *people(3)))
    QGuiApplication.clipboard().setText(text)
    dialog = dialog_at(at)
    press(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(at, dialog)
    assert stage_of(dialog) is ImportStage.COLUMNS
    assert dialog.state.source == "Inklistrad lista"
    go_on(at, dialog)
    go_on(at, dialog)
    assert len(case_list.load_rows(at.ctx)) == 3


def test_an_empty_clipboard_is_told_of(sit: Sit) -> None:
    QGuiApplication.clipboard().clear()
    at = sit()
    dialog = dialog_at(at)
    at.click(dialog.source.paste)
    assert "Urklippet är tomt." in dialog.trouble_banner.text


def test_a_dropped_file_is_read(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    path = workbook(tmp_path / "lista.xlsx", list(HEADINGS), *people(1))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    dialog = dialog_at(at)
    at_middle = QPointF(dialog.source.rect().center())
    drop = QDropEvent(
        at_middle, Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    dialog.source.dropEvent(drop)
    settle(at, dialog)
    assert dialog.state.source == "lista.xlsx"


def test_the_error_list_has_the_persons_own_columns_and_ours(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    rows = [*people(3), row_of(wrong_check_digit(NUMBERS[5]), 5)]
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(HEADINGS), *rows))
    go_on(at, dialog)
    target = tmp_path / "fel.xlsx"
    at.files.paths = [target]
    at.messages.on_run = plain
    at.click(dialog.rows.save)
    settle(at, dialog)
    sheet = load_workbook(target).active
    assert sheet is not None
    found = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert found[0][-3:] == ["Rad", "Fel", "Gör så här"]
    assert found[0][: len(HEADINGS)] == list(HEADINGS)
    assert found[1][0] == row_of(wrong_check_digit(NUMBERS[5]), 5)[0]
    assert found[1][-3] == 5
    assert "Kontrollsiffran" in str(found[1][-2])
    assert len(found) == 2
    assert "fel.xlsx" in dialog.hint.text()


class Held:
    """An executor that waits until the test lets the work go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, work: Callable[[], None], /) -> None:
        self.waiting.append(work)


def test_escape_stops_the_reading_and_leaves_everything_as_it_was(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    held = Held()
    tools = at.tools
    at.tools = DialogContext(tools.context, tools.theme, tools.messages, Jobs(held), tools.clipboard, tools.files)
    dialog = dialog_at(at)
    at.files.paths = [workbook(tmp_path / "lista.xlsx", list(HEADINGS), *people(2))]
    at.click(dialog.source.choose)
    assert dialog.busy.isVisible()
    assert not dialog.pages.isEnabled()
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "the first Escape stops the work"
    held.waiting.pop()()
    settle(at, dialog)
    assert stage_of(dialog) is ImportStage.SOURCE
    assert dialog.pages.isEnabled()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_new_round_is_made_on_the_way(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(HEADINGS), *people(1)))

    def name_it(shown: QDialog) -> None:
        assert isinstance(shown, RoundDialog)
        shown.ages.setText("60")
        shown.ages.textEdited.emit("60")
        assert shown.name.text() == "60-åringar 2026"
        at.click(shown.primary)

    at.messages.on_run = name_it
    at.click(dialog.columns.new_round)
    made = next(one for one in case_list.rounds(at.ctx) if one.id == dialog.state.round)
    assert (made.name, made.birth_years, made.profile) == ("60-åringar 2026", (1966,), "rhs-004")
    assert dialog.columns.round.currentText() == "60-åringar 2026"


def test_ask_hands_back_what_changed_or_nothing(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    parent = QWidget()
    at.qtbot.addWidget(parent)
    at.messages.on_run = lambda dialog: press(dialog, Qt.Key.Key_Escape)
    assert ImportDialog.ask(parent, at.tools) is None

    def import_it(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        settle(at, dialog)
        go_on(at, dialog)
        go_on(at, dialog)

    at.messages.on_run = import_it
    change = ImportDialog.ask(parent, at.tools, workbook(tmp_path / "lista.xlsx", list(HEADINGS), *people(2)))
    assert change is not None
    assert change.says == "Listan importerades: 2 nya"
    assert change.cases is None


# ---- a list with a password ------------------------------------------------------------------------------------------


@pytest.fixture
def protected_list(tmp_path: Path) -> Path:
    path = workbook(tmp_path / "rebus.xlsx", list(HEADINGS), *people(3))
    path.write_bytes(protect(path.read_bytes(), "ärtsoppa på torsdag"))
    return path


def test_a_protected_list_asks_for_its_password_until_it_is_right(sit: Sit, protected_list: Path) -> None:
    at = sit()
    told: list[str] = []
    answers = iter(["Ärtsoppa på torsdag", "ärtsoppa på torsdag"])

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, FilePasswordDialog)
        assert dialog.focusWidget() is dialog.field.edit
        assert "rebus.xlsx" in dialog.text.text()
        told.append(dialog.field.trouble)
        press(dialog, Qt.Key.Key_Return)
        assert dialog.field.trouble == "Skriv lösenordet."
        type_text(dialog.field.edit, next(answers))
        press(dialog.field.edit, Qt.Key.Key_Return)
        assert dialog.field.edit.text() == ""

    at.messages.on_run = answer
    dialog = dialog_at(at)
    open_file(at, dialog, protected_list)
    assert told == ["", "Lösenordet öppnar inte filen. Kontrollera stora och små bokstäver."]
    assert stage_of(dialog) is ImportStage.COLUMNS
    go_on(at, dialog)
    go_on(at, dialog)
    assert len(case_list.load_rows(at.ctx)) == 3


def test_avbryt_instead_of_the_password_reads_nothing(sit: Sit, protected_list: Path) -> None:
    at = sit()
    at.messages.on_run = lambda dialog: press(dialog, Qt.Key.Key_Escape)
    dialog = dialog_at(at)
    open_file(at, dialog, protected_list)
    assert stage_of(dialog) is ImportStage.SOURCE
    assert dialog.trouble_banner.text.startswith("Filen är skyddad med lösenord.")
    open_file(at, dialog, workbook(protected_list.with_name("öppen.xlsx"), list(HEADINGS), *people(2)))
    assert stage_of(dialog) is ImportStage.COLUMNS
    assert dialog.trouble_banner.text == ""


def test_the_rows_in_trouble_of_a_protected_list_can_be_saved(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    listed = write_messy_list(tmp_path / "rebus.xlsx", NUMBERS[:60])
    listed.path.write_bytes(protect(listed.path.read_bytes(), "ärtsoppa på torsdag"))

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, FilePasswordDialog)
        type_text(dialog.field.edit, "ärtsoppa på torsdag")
        press(dialog.field.edit, Qt.Key.Key_Return)

    at.messages.on_run = answer
    dialog = dialog_at(at)
    open_file(at, dialog, listed.path)
    at.click(dialog.columns.questions.ours)
    go_on(at, dialog)
    at.files.paths = [tmp_path / "fellista.xlsx"]
    at.messages.on_run = plain
    dialog.rows.save_wanted.emit()
    settle(at, dialog)
    assert load_workbook(tmp_path / "fellista.xlsx").worksheets[0].max_row > len(listed.set_aside)


@pytest.mark.parametrize(
    ("rows", "hidden", "columns", "begins"),
    [
        pytest.param([list(HEADINGS), *people(2)], (), "", "primary", id="nothing to choose"),
        pytest.param([list(HEADINGS), *people(2)], (3,), "D", "hidden_rows", id="hidden rows"),
        pytest.param([list(HEADINGS), *people(2)], (), "D", "hidden_columns", id="hidden columns"),
        pytest.param([["Namn", "Ort"], ["Ek, Karin", "Ekeby"]], (), "", "field", id="no column of numbers"),
    ],
)
def test_the_keyboard_begins_where_there_is_something_to_choose(
    rows: list[list[Cell]], hidden: tuple[int, ...], columns: str, begins: str, sit: Sit, tmp_path: Path
) -> None:
    """Never at Avbryt, which Enter would press."""
    at = sit()
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", *rows, hidden=hidden, hidden_columns=columns))
    wanted: dict[str, QWidget] = {
        "primary": dialog.primary,
        "hidden_rows": dialog.columns.hidden_rows.keep,
        "hidden_columns": dialog.columns.hidden_columns.keep,
        "field": dialog.columns.fields[0],
    }
    assert dialog.focusWidget() is wanted[begins]


def test_a_remark_is_made_once_for_each_person(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    dialog = dialog_at(at)
    row: list[Cell] = [NUMBERS[0], "Ek", 701740605, 131234567]
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", ["Personnummer", "Namn", "Mobil", "Tel bostad"], row))
    go_on(at, dialog)
    model = dialog.review.model
    assert model.index(0, 3).data() == "Excel har tagit bort nollan först i telefonnumret."


def test_no_letter_stands_for_two_things_in_any_stage(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    dialog = dialog_at(at)
    rows: list[list[Cell]] = [*people(3), row_of(NUMBERS[0], 9), ["AB12CD34EF56", "Ek"]]
    letters = {ImportStage.SOURCE: letters_of(dialog)}
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(HEADINGS), *rows, hidden=(3,), hidden_columns="D"))
    letters[ImportStage.COLUMNS] = letters_of(dialog)
    dialog.columns.hidden_rows.keep.click()
    dialog.columns.hidden_columns.keep.click()
    go_on(at, dialog)
    letters[ImportStage.ROWS] = []
    for row in dialog.rows.model.rows:
        dialog.rows.table.setCurrentIndex(index_of(dialog, row))
        here = letters_of(dialog)
        assert len(here) == len(set(here)), here
        letters[ImportStage.ROWS] += here
    assert {"Alt+B", "Alt+J", "Alt+R", "Alt+O", "Alt+S", "Alt+T"} <= set(letters[ImportStage.ROWS])
    dialog.rows.is_right.click()
    go_on(at, dialog)
    letters[ImportStage.REVIEW] = letters_of(dialog)
    for stage in (ImportStage.SOURCE, ImportStage.COLUMNS, ImportStage.REVIEW):
        assert len(letters[stage]) == len(set(letters[stage])), (stage, letters[stage])


LISTED_AT = (*HEADINGS, "Listad vårdcentral")


def test_each_clinic_is_asked_about_once_and_remembered(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    clinics = ("Ekeby VC", "Vårdcentralen Ekeby", "Motala VC", "Boren VC")
    rows = [[*row_of(NUMBERS[turn], turn), name] for turn, name in enumerate(clinics)]
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(LISTED_AT), *rows))
    asked = dialog.columns.questions
    assert asked.clinic.text == "Listad på Ekeby VC, 2 rader. Är det ni?"
    assert dialog.hint.text() == "Svara om det är er vårdcentral."
    assert dialog.focusWidget() is asked.ours
    assert not dialog.primary.isEnabled()
    at.click(asked.ours)
    assert asked.clinic.text == "Listad på Motala VC, 1 rad. Är det ni?"
    at.click(asked.none_of_them)
    assert not asked.isVisible()
    go_on(at, dialog)
    said = {one.row: [remark.code for remark in one.warnings] for one in dialog.state.checked.ready}  # type: ignore[union-attr]
    assert said == {2: [], 3: [], 4: ["not_listed"], 5: ["not_listed"]}
    go_on(at, dialog)
    again = dialog_at(at)
    open_file(at, again, workbook(tmp_path / "ny.xlsx", list(LISTED_AT), *rows[:2]))
    assert not again.columns.questions.isVisible()


WORKED = (*HEADINGS, "Inbjuden datum", "Inbjudningssätt", "Svar 1177")


def test_a_list_half_worked_through_is_asked_about_and_becomes_events(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    says = (("4/11", "1177", ""), ("20/10", "1177", "Nej"), ("20/10", "Brev", ""), ("", "", ""))
    rows = [[*row_of(NUMBERS[turn], turn), *cells] for turn, cells in enumerate(says)]
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(WORKED), *rows))
    asked = dialog.columns.questions
    assert asked.unread.text == "Kolumnen Svar 1177 innehåller Nej. Ska den läsas in?"
    at.click(asked.read)
    assert dialog.columns.fields[-1].currentText() == "Svar (ja, bokar själv eller nej)"
    assert dialog.hint.text() == "Välj vilken mall de inbjudna fick."
    assert dialog.columns.to_begin_at(dialog.state) is asked.template
    asked.template.setFocus()
    press(asked.template, Qt.Key.Key_Down)
    go_on(at, dialog)
    tabs = dialog.review.tabs
    names = [tabs.tabText(place) for place in range(tabs.count())]
    assert "Har hänt redan  3" in names
    tabs.setCurrentIndex(names.index("Har hänt redan  3"))
    model = dialog.review.model
    assert [model.data(model.index(row, 3)) for row in range(3)] == [
        "Inbjuden i 1177 2026-11-04",
        "Inbjuden i 1177 2026-10-20, svarade nej",
        "Inbjuden med brev 2026-10-20",
    ]
    go_on(at, dialog)
    assert dialog.change is not None
    assert dialog.change.says == "Listan importerades: 4 nya, 5 händelser från listan"
    shown = {row.digits: row.status for row in case_list.load_rows(at.ctx)}
    assert [shown[number] for number in NUMBERS[:4]] == ["unread", "declined", "letter_sent", "listed"]


def test_columns_that_are_left_alone_are_not_asked_about_again(sit: Sit, tmp_path: Path) -> None:
    at = sit()
    rows = [[*row_of(NUMBERS[0], 0), "", "", "Nej"]]
    dialog = dialog_at(at)
    open_file(at, dialog, workbook(tmp_path / "lista.xlsx", list(WORKED), *rows))
    at.click(dialog.columns.questions.leave)
    assert not dialog.columns.questions.unread.isVisible()
    assert dialog.columns.fields[-1].currentText() == "Egen kolumn, sparas som den är"
