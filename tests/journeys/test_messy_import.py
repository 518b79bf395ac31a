"""A first messy list, brought in by somebody who has never seen the program and uses nothing but the keyboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from rhs_desktop.app import Application
from rhs_desktop.services import integrity
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.checklists.password_protection import ProtectDialog
from rhs_desktop.ui.checklists.reason_dialog import ReasonDialog
from rhs_desktop.ui.checklists.set_aside_dialog import SetAsideDialog
from rhs_desktop.ui.checklists.state import ImportStage
from tests.journeys.beginner import Beginner, check_rows, mend, name_the_round, open_list, stage_of
from tests.lists import MessyList, write_messy_list
from tests.ui.desk import type_text
from tests.ui.users.sitting import NUMBERS

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def bring_in(person: Beginner, listed: MessyList, errors: Path) -> Callable[[ImportDialog], None]:
    """All four stages: a new round, two rows mended, five left aside and saved as a list of errors."""

    def go(dialog: ImportDialog) -> None:
        open_list(person, dialog, listed.path)
        assert dialog.hint.text() == "Välj vilken omgång listan hör till."
        person.expected.insert(0, name_the_round(person))
        person.mnemonic(dialog, Key.Key_N)
        assert dialog.columns.questions.clinic.text == "Listad på Ekeby VC, 59 rader. Är det ni?"
        person.at(dialog)
        person.press_button(dialog, dialog.columns.questions.ours)
        check_rows(person, dialog)
        assert stage_of(dialog) is ImportStage.ROWS
        assert dialog.rows.banner.text().startswith("53 av 60 rader är klara. Åtgärda: 2 ")
        person.tab_to(dialog, dialog.rows.table)
        mended = 0
        for _ in listed.set_aside:
            row = dialog.rows.current_row
            if row in listed.fixes:
                mend(person, dialog, listed.fixes[row][1])
                mended += 1
            person.key(dialog, Key.Key_F8)
        assert mended == 2
        assert dialog.primary.text() == "Granska 55, lägg 5 åt sidan"
        person.chosen.paths = [errors]
        person.expected.insert(0, without_password(person))
        person.mnemonic(dialog, Key.Key_S)
        person.settled(dialog)
        person.at(dialog)
        assert "5 rader sparades i fel.xlsx" in dialog.hint.text()
        person.press_button(dialog, dialog.primary)
        person.settled(dialog)
        assert stage_of(dialog) is ImportStage.REVIEW
        assert dialog.primary.text() == "Importera 55, lägg 5 åt sidan"
        person.press_button(dialog, dialog.primary)
        person.settled(dialog)
        assert not dialog.isVisible()

    return go


def without_password(person: Beginner) -> Callable[[ProtectDialog], None]:
    """It is ticked; Alt+L takes the tick away, and Enter goes on."""

    def go(dialog: ProtectDialog) -> None:
        person.key(dialog, Key.Key_L, Alt)
        person.until(lambda: not dialog.protecting.wanted)
        person.key(dialog, Key.Key_Return)
        assert dialog.chosen == ""

    return go


def import_again(person: Beginner, path: Path) -> Callable[[ImportDialog], None]:
    """The round is there now, and nothing is in trouble: Enter, Enter."""

    def go(dialog: ImportDialog) -> None:
        open_list(person, dialog, path)
        check_rows(person, dialog)
        assert stage_of(dialog) is ImportStage.REVIEW
        person.press_button(dialog, dialog.primary)
        person.settled(dialog)

    return go


def put_one_away(person: Beginner) -> Callable[[SetAsideDialog], None]:
    def give_reason(dialog: ReasonDialog) -> None:
        type_text(dialog.reason, "finns inte i Cosmic")
        person.key(dialog, Key.Key_Return)

    def go(dialog: SetAsideDialog) -> None:
        assert dialog.count.text() == "5 rader är lagda åt sidan"
        person.key(dialog, Key.Key_F8)
        assert "Excel har avrundat" in dialog.verdict.text()
        person.expected.insert(0, give_reason)
        person.mnemonic(dialog, Key.Key_T)
        person.at(dialog)
        assert dialog.count.text() == "4 rader är lagda åt sidan"
        person.key(dialog, Key.Key_Escape)
        assert not dialog.isVisible()

    return go


def counter(one: Application, code: str) -> int:
    return next((line.count for line in one.window.areas.sidebar.counters if line.code == code), 0)


def open_counter(person: Beginner, one: Application, code: str) -> None:
    """F6 to the counters, down to the one, Enter."""
    for _ in range(8):
        if QApplication.focusWidget() is one.window.areas.sidebar:
            break
        person.key(one.window, Key.Key_F6)
    assert QApplication.focusWidget() is one.window.areas.sidebar
    person.key(one.window, Key.Key_Home)
    for _ in one.window.areas.sidebar.counters:
        if one.window.areas.sidebar.code() == code:
            break
        person.key(one.window, Key.Key_Down)
    assert one.window.areas.sidebar.code() == code
    person.key(one.window, Key.Key_Return)


def put_right(errors: Path, listed: MessyList) -> None:
    """In Excel: the row without a number gets it, the others are looked up another day."""
    book = load_workbook(errors)
    sheet: Any = book.active
    head = [cell.value for cell in sheet[1]]
    assert head[-3:] == ["Rad", "Fel", "Gör så här"]
    assert sheet["A1"].fill.fgColor.rgb == "00DDEBF7", "the list's own colours are kept"
    number, said = head.index("Persnr") + 1, head.index("Fel") + 1
    (missing,) = (row for row in range(2, sheet.max_row + 1) if sheet.cell(row, said).value == "Personnummer saknas.")
    sheet.cell(missing, number).value = f"{NUMBERS[12][:8]}-{NUMBERS[12][8:]}"
    for row in reversed(range(2, sheet.max_row + 1)):
        if row != missing:
            sheet.delete_rows(row)
    book.save(errors)


def context_of(one: Application) -> Context:
    assert one.context is not None
    return one.context


def test_a_messy_list_by_keyboard(beginner: Beginner, tmp_path: Path) -> None:
    person, errors = beginner, tmp_path / "fel.xlsx"
    listed = write_messy_list(tmp_path / "rebus.xlsx", NUMBERS[:60])

    one = person.start()
    texts = [label.text() for label in one.window.areas.empty.findChildren(QLabel)]
    assert "Inga ärenden än" in texts
    person.expected = [bring_in(person, listed, errors)]
    person.mnemonic(one.window, Key.Key_I)
    assert person.expected == []
    assert (len(one.window.areas.table.rows), counter(one, "aside")) == (55, 5)
    assert one.window.areas.status.done.text() == "Listan importerades: 55 nya, 5 lades åt sidan"
    codes = Counter(str(row.problems[0].code) for row in importing.rows_set_aside(context_of(one)))
    assert codes == {"empty": 1, "lost_precision": 1, "birth_date_only": 1, "duplicate": 2}

    # All of it is taken back, and the same file is then no list that was imported before.
    person.at(one.window)
    person.key(one.window, Key.Key_Z, Ctrl)
    assert (len(one.window.areas.table.rows), counter(one, "aside")) == (0, 0)
    assert case_list.rounds(context_of(one))
    person.expected = [bring_in_once_more(person, listed)]
    person.mnemonic(one.window, Key.Key_I)
    assert (len(one.window.areas.table.rows), counter(one, "aside")) == (55, 5)

    # One row is put away with a reason; the rest waits over a restart.
    person.at(one.window)
    person.expected = [put_one_away(person)]
    open_counter(person, one, "aside")
    assert counter(one, "aside") == 4
    one.window.close()
    again = person.start()
    assert (len(again.window.areas.table.rows), counter(again, "aside")) == (55, 4)

    # What was put right in Excel comes in with the list of errors, and waits no longer.
    put_right(errors, listed)
    person.expected = [import_again(person, errors)]
    person.mnemonic(again.window, Key.Key_I)
    waiting = {str(row.problems[0].code) for row in importing.rows_set_aside(context_of(again))}
    told = again.window.areas.status.done.text()
    assert told == "Listan importerades: 1 ny, 1 rad som låg åt sidan är åtgärdade"
    assert waiting == {"birth_date_only", "duplicate"}
    assert len(again.window.areas.table.rows) == 56

    # The same list again: everybody is known, and what was put away stays away.
    person.at(again.window)
    person.expected = [import_what_is_known(person, listed)]
    person.mnemonic(again.window, Key.Key_I)
    assert len(again.window.areas.table.rows) == 56
    assert integrity.verify(context_of(again)) == ()


def bring_in_once_more(person: Beginner, listed: MessyList) -> Callable[[ImportDialog], None]:
    """As the first time, without the list of errors."""

    def go(dialog: ImportDialog) -> None:
        open_list(person, dialog, listed.path)
        assert dialog.columns.before.text == ""
        assert not dialog.columns.questions.isVisible(), "which clinic is ours was said already"
        check_rows(person, dialog)
        person.tab_to(dialog, dialog.rows.table)
        for _ in listed.set_aside:
            row = dialog.rows.current_row
            if row in listed.fixes:
                mend(person, dialog, listed.fixes[row][1])
            person.key(dialog, Key.Key_F8)
        person.press_button(dialog, dialog.primary)
        person.settled(dialog)
        person.press_button(dialog, dialog.primary)
        person.settled(dialog)

    return go


def import_what_is_known(person: Beginner, listed: MessyList) -> Callable[[ImportDialog], None]:
    """It must be meant: the box is ticked. What differs from the register is what stands in the file."""

    def go(dialog: ImportDialog) -> None:
        open_list(person, dialog, listed.path)
        assert "med exakt samma innehåll" in dialog.columns.before.text
        assert not dialog.primary.isEnabled()
        person.tab_to(dialog, dialog.columns.again)
        person.key(dialog, Key.Key_Space)
        check_rows(person, dialog)
        assert stage_of(dialog) is ImportStage.ROWS
        person.press_button(dialog, dialog.primary)
        person.settled(dialog)
        names = [dialog.review.tabs.tabText(place).rpartition("  ")[0] for place in range(dialog.review.tabs.count())]
        assert "Nya" not in names
        person.press_button(dialog, dialog.primary)
        person.settled(dialog)
        assert dialog.change is not None
        assert "nya" in dialog.change.says

    return go
