"""Exportera checklistan: who goes into the file, what the button says, and that trouble leaves everything as it was."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QRadioButton, QWidget

from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.services.checklists.reading import read_list
from rhs_desktop.ui.checklists.export_dialog import ExportDialog, ListSelection, Whom
from tests.ui.desk import press, row_of, type_text
from tests.ui.users.sitting import NUMBERS, Sit, Sitting

PASSWORD = "ärtsoppa på torsdag"


def dialog_at(
    at: Sitting, *, chosen: tuple[int, ...] = (), shown: tuple[int, ...] | None = None, plain: bool = True
) -> ExportDialog:
    dialog = at.shown(ExportDialog(None, at.tools, ListSelection(chosen, at.cases if shown is None else shown)))
    dialog.protecting.tick.setChecked(not plain)
    return dialog


def written(path: Path) -> list[str]:
    sheet = load_workbook(path).worksheets[0]
    return [str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)]


def dashed(*places: int) -> list[str]:
    return [f"{NUMBERS[place][:8]}-{NUMBERS[place][8:]}" for place in places]


def save(at: Sitting, dialog: ExportDialog, path: Path | None) -> None:
    at.files.paths = [path]
    at.click(dialog.primary)
    at.qtbot.waitUntil(lambda: not dialog.busy.running)


@pytest.fixture
def protected(sit: Sit) -> Sitting:
    return sit(
        rows=[row_of(number, turn, skyddad="Ja" if turn == 1 else "") for turn, number in enumerate(NUMBERS[:5])]
    )


@pytest.mark.parametrize(
    ("chosen", "shown", "first", "offered"),
    [
        pytest.param((), 5, Whom.WHOLE, 1, id="nothing narrowed"),
        pytest.param((0,), 5, Whom.WHOLE, 1, id="the current row is no choice"),
        pytest.param((), 3, Whom.SHOWN, 2, id="a filter"),
        pytest.param((2, 0), 5, Whom.CHOSEN, 2, id="some marked"),
        pytest.param((2, 0), 3, Whom.CHOSEN, 3, id="both"),
    ],
)
def test_what_is_offered_and_what_first(
    chosen: tuple[int, ...], shown: int, first: Whom, offered: int, sit: Sit
) -> None:
    at = sit(5)
    dialog = dialog_at(at, chosen=tuple(at.cases[place] for place in chosen), shown=at.cases[:shown])
    assert (dialog.whom.value, len(dialog.whom.findChildren(QRadioButton))) == (first, offered)


def test_those_who_are_marked_in_their_order(sit: Sit, tmp_path: Path) -> None:
    at = sit(5)
    dialog = dialog_at(at, chosen=(at.cases[3], at.cases[1]))
    assert dialog.primary.text() == "Spara 2 invånare …"
    save(at, dialog, tmp_path / "ut.xlsx")
    assert written(tmp_path / "ut.xlsx") == dashed(3, 1)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.change is not None
    assert (dialog.change.says, dialog.change.undoable) == ("2 invånare sparades i ut.xlsx", False)


def test_the_keys_choose_whom(sit: Sit, tmp_path: Path) -> None:
    at = sit(5)
    dialog = dialog_at(at, shown=at.cases[:2])
    press(dialog, Qt.Key.Key_2)
    assert dialog.primary.text() == "Spara 5 invånare …"
    press(dialog, Qt.Key.Key_1)
    save(at, dialog, tmp_path / "ut.xlsx")
    assert written(tmp_path / "ut.xlsx") == dashed(0, 1)


def test_protected_people_are_left_out_and_it_is_said(protected: Sitting, tmp_path: Path) -> None:
    dialog = dialog_at(protected)
    assert dialog.protected.isVisible()
    assert not dialog.protected.isChecked()
    assert dialog.primary.text() == "Spara 4 invånare …"
    save(protected, dialog, tmp_path / "ut.xlsx")
    assert written(tmp_path / "ut.xlsx") == dashed(0, 2, 3, 4)
    assert dialog.change is not None
    assert dialog.change.says.endswith("1 person med skyddade personuppgifter är inte med i filen.")


def test_protected_people_go_along_when_chosen(protected: Sitting, tmp_path: Path) -> None:
    dialog = dialog_at(protected)
    dialog.protected.setChecked(True)
    assert dialog.primary.text() == "Spara 5 invånare …"
    save(protected, dialog, tmp_path / "ut.xlsx")
    assert written(tmp_path / "ut.xlsx") == dashed(0, 1, 2, 3, 4)


def test_only_protected_people_are_nobody_to_save(protected: Sitting) -> None:
    dialog = dialog_at(protected, shown=protected.cases[1:2])
    assert not dialog.primary.isEnabled()
    dialog.protected.setChecked(True)
    assert dialog.primary.isEnabled()


def test_it_warns_of_what_a_plain_file_holds(sit: Sit) -> None:
    dialog = dialog_at(sit(1), plain=False)
    assert not dialog.protecting.care.isVisible()
    assert "kan ingen öppna filen" in dialog.protecting.no_way_in.text()
    dialog.protecting.tick.click()
    assert "personnummer" in dialog.protecting.care.text()
    assert [
        part.isVisible() for part in (dialog.protecting.care, dialog.protecting.no_way_in, dialog.protecting.password)
    ] == [True, False, False]


def test_a_protected_file_by_the_keyboard(sit: Sit, tmp_path: Path) -> None:
    """Tab from whom to the tick that is there already, to the password, and Enter."""
    at = sit(3)
    dialog = at.shown(ExportDialog(None, at.tools, ListSelection((), at.cases)))
    assert dialog.protecting.tick.isChecked()
    fields: list[QWidget] = []
    for _ in range(6):
        fields.append(dialog.focusWidget())
        press(dialog.focusWidget(), Qt.Key.Key_Tab)
    first, second = dialog.protecting.password.first.edit, dialog.protecting.password.second.edit
    assert [one for one in fields if one in (dialog.protecting.tick, first, second)][:3] in (
        [dialog.protecting.tick, first, second],
        [first, second, dialog.protecting.tick],
    )
    for edit in (first, second):
        edit.setFocus()
        type_text(edit, PASSWORD)
    assert all(dialog.protecting.password.met.values())
    at.files.paths = [tmp_path / "ut.xlsx"]
    press(second, Qt.Key.Key_Return)
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.change is not None
    assert dialog.change.says == "3 invånare sparades i ut.xlsx, skyddad med lösenord"
    assert (first.text(), second.text()) == ("", "")
    with pytest.raises(ListUnreadable):
        read_list(tmp_path / "ut.xlsx")
    rows = read_list(tmp_path / "ut.xlsx", password=PASSWORD).sheets[0].rows
    assert [row[0] for row in rows[1:]] == dashed(0, 1, 2)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        pytest.param("", "", "för kort", id="none"),
        pytest.param("kort", "kort", "för kort", id="short"),
        pytest.param("aaaaaaaaaaaa", "aaaaaaaaaaaa", "för lätt", id="easy"),
        pytest.param("ärtsoppa" * 40, "ärtsoppa" * 40, "för långt", id="longer than Excel takes"),
        pytest.param(PASSWORD, "ärtsoppa på fredag", "inte lika", id="not the same"),
    ],
)
def test_a_password_that_will_not_do_asks_for_no_place(first: str, second: str, told: str, sit: Sit) -> None:
    at = sit(1)
    dialog = dialog_at(at, plain=False)
    dialog.protecting.password.first.edit.setText(first)
    dialog.protecting.password.second.edit.setText(second)
    at.click(dialog.primary)
    assert told in dialog.protecting.password.first.trouble + dialog.protecting.password.second.trouble
    assert dialog.isVisible()
    assert dialog.change is None


def test_what_was_typed_stays_until_the_file_is_there_and_goes_with_avbryt(sit: Sit, tmp_path: Path) -> None:
    at = sit(1)
    dialog = dialog_at(at, plain=False)
    edits = (dialog.protecting.password.first.edit, dialog.protecting.password.second.edit)
    for edit in edits:
        type_text(edit, PASSWORD)
    save(at, dialog, None)
    save(at, dialog, tmp_path / "borta" / "ut.xlsx")
    assert "Mappen finns inte längre." in dialog.trouble.text()
    assert {edit.text() for edit in edits} == {PASSWORD}
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert {edit.text() for edit in edits} == {""}
    assert list(tmp_path.glob("**/*.xlsx")) == []


def test_a_full_disk_is_told_and_leaves_nothing(sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    at = sit(1)
    dialog = dialog_at(at, plain=False)
    for edit in (dialog.protecting.password.first.edit, dialog.protecting.password.second.edit):
        type_text(edit, PASSWORD)
    target = tmp_path / "ut"
    target.mkdir()
    monkeypatch.setattr(Path, "write_bytes", full)
    save(at, dialog, target / "ut.xlsx")
    assert "Disken är full." in dialog.trouble.text()
    assert list(target.iterdir()) == []


def test_without_the_tick_what_was_typed_is_forgotten(sit: Sit) -> None:
    dialog = dialog_at(sit(1), plain=False)
    type_text(dialog.protecting.password.first.edit, PASSWORD)
    dialog.protecting.tick.click()
    assert dialog.protecting.password.first.edit.text() == ""
    dialog.protecting.tick.click()
    assert dialog.focusWidget() is dialog.protecting.password.first.edit


def test_thought_better_of_the_place(sit: Sit) -> None:
    at = sit(2)
    dialog = dialog_at(at)
    save(at, dialog, None)
    assert dialog.isVisible()
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.change is None


def test_trouble_is_told_and_another_place_works(sit: Sit, tmp_path: Path) -> None:
    at = sit(2)
    dialog = dialog_at(at)
    save(at, dialog, tmp_path / "borta" / "ut.xlsx")
    assert "Mappen finns inte längre." in dialog.trouble.text()
    assert dialog.isVisible()
    save(at, dialog, tmp_path / "ut.xlsx")
    assert written(tmp_path / "ut.xlsx") == dashed(0, 1)


def test_ask(sit: Sit, tmp_path: Path) -> None:
    at = sit(2)
    parent = QWidget()
    at.qtbot.addWidget(parent)
    at.messages.on_run = lambda dialog: press(dialog, Qt.Key.Key_Escape)
    assert ExportDialog.ask(parent, at.tools, ListSelection()) is None


def test_enter_presses_the_button_that_has_the_focus(sit: Sit) -> None:
    at = sit(2)
    dialog = dialog_at(at)
    dialog.cancel.setFocus()
    press(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.change is None
