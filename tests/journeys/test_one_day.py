"""One whole day at the desk, through the real window, over a real file: from a messy list to letters in the post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from rhs_desktop.app import Application
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.services import integrity
from rhs_desktop.services.cases import record
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.letters.pages import count_pages
from rhs_desktop.services.sending import send
from rhs_desktop.ui.case_panel.act_forms import FormAnswer
from rhs_desktop.ui.cases.cosmic_check_dialog import CosmicManyDialog
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.checklists.round_dialog import RoundDialog
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.sending.wizard import SendWizard
from rhs_desktop.ui.settings.settings_dialog import SettingsDialog
from rhs_desktop.ui.widgets import file_dialogs
from rhs_desktop.ui.widgets.jobs import Immediate, Jobs
from rhs_desktop.ui.window.commands import Command
from tests.lists import MessyList, write_messy_list
from tests.ui.desk import Answering, ChosenFiles, press, type_text
from tests.ui.users.entering import sit_down
from tests.ui.users.sitting import NUMBERS

MONDAY = datetime(2026, 11, 9, 8, 30)
KEYS = {
    RecipientOutcome.NOTIFIED: "1",
    RecipientOutcome.NO_NOTIFICATION: "2",
    RecipientOutcome.NEVER_LOGGED_IN: "3",
    RecipientOutcome.LOCKED: "4",
    RecipientOutcome.WRONG_NUMBER: "5",
}


@dataclass
class Day:
    """The desk: starts the program, answers its dialogs by a list of what to do next, keeps the clock."""

    qapp: QApplication
    qtbot: QtBot
    data: Path
    chosen: ChosenFiles
    now: datetime = MONDAY
    running: list[Application] = field(default_factory=list)
    expected: list[Callable[[QDialog], None]] = field(default_factory=list)

    def start(self) -> Application:
        messages = Answering(on_run=self._opened)
        jobs = Jobs(Immediate())
        one = Application(
            self.qapp, self.data, demo=False, user="Anna Ek", clock=lambda: self.now, messages=messages, jobs=jobs
        )
        self.running.append(one)
        self.qtbot.addWidget(one.window)
        sit_down(one, self.data)
        self.qtbot.waitUntil(one.window.areas.buttons.isEnabled)
        return one

    def stop(self) -> None:
        self.running[-1].window.close()

    def will(self, *steps: Callable[[QDialog], None]) -> None:
        self.expected.extend(steps)

    def _opened(self, dialog: QDialog) -> None:
        assert self.expected, f"a dialog that nobody expected: {dialog.windowTitle()}"
        self.expected.pop(0)(dialog)

    def wait(self, dialog: ImportDialog | LettersDialog) -> None:
        self.qtbot.waitUntil(lambda: not dialog.busy.running)


@pytest.fixture
def day(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    chosen = ChosenFiles()
    monkeypatch.setattr(file_dialogs, "SystemFiles", lambda: chosen)
    at_desk = Day(qapp, qtbot, tmp_path / "data", chosen)
    yield at_desk
    for one in at_desk.running:
        one.window.close()


def fill_in_the_clinic(dialog: QDialog) -> None:
    assert isinstance(dialog, SettingsDialog)
    given = (
        (dialog.name, "Vårdcentralen Ekeby"),
        (dialog.street, "Ekvägen 1"),
        (dialog.postcode, "590 30"),
        (dialog.city, "Borensberg"),
        (dialog.phone, "013-465 00 00"),
    )
    for edit, text in given:
        edit.setText(text)
    dialog.primary.click()


def name_the_round(dialog: QDialog) -> None:
    assert isinstance(dialog, RoundDialog)
    dialog.primary.click()


def write_in_cell(qtbot: QtBot, dialog: ImportDialog, row: int, text: str) -> None:
    """Go to the cell and type over what stands there, then Enter."""
    table = dialog.rows.table
    table.setFocus()
    table.setCurrentIndex(dialog.rows.model.place_to_mend(row))
    press(table, Qt.Key.Key_F2)
    (editor,) = (edit for edit in table.findChildren(QLineEdit) if edit.isVisible())
    editor.selectAll()
    type_text(editor, text)
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() is QTableView.State.NoState)


def import_the_list(day: Day, listed: MessyList) -> Callable[[QDialog], None]:
    def go(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        day.chosen.paths = [listed.path]
        dialog.source.choose.click()
        day.wait(dialog)
        dialog.columns.new_round.click()
        dialog.primary.click()
        day.wait(dialog)
        assert dialog.rows.banner.text().startswith("53 av 60 rader är klara.")
        for row, (_, right) in listed.fixes.items():
            write_in_cell(day.qtbot, dialog, row, right)
        dialog.primary.click()
        day.wait(dialog)
        assert dialog.primary.text() == "Importera 55, lägg 5 åt sidan"
        dialog.primary.click()
        day.wait(dialog)

    return go


def all_listed_and_alive(dialog: QDialog) -> None:
    assert isinstance(dialog, CosmicManyDialog)
    dialog.rest.click()
    dialog.primary.click()


def send_to(day: Day, outcomes: dict[int, RecipientOutcome]) -> Callable[[QDialog], None]:
    """Through the wizard by keyboard: the phone template, the proposed 25, a key for each, and yes."""

    def go(dialog: QDialog) -> None:
        assert isinstance(dialog, SendWizard)
        press(dialog, Qt.Key.Key_1, text="1")
        press(dialog, Qt.Key.Key_Return)
        assert dialog.primary.text() == "Förbered 25 mottagare"
        press(dialog, Qt.Key.Key_Return)
        shown = (RecipientOutcome.NO_NOTIFICATION,) * 4 + (
            RecipientOutcome.NEVER_LOGGED_IN,
            RecipientOutcome.LOCKED,
            RecipientOutcome.WRONG_NUMBER,
        )
        for place, case in enumerate(dialog.state.chosen):
            outcome = shown[place] if place < len(shown) else RecipientOutcome.NOTIFIED
            outcomes[case] = outcome
            press(dialog, Qt.Key(ord(KEYS[outcome])), text=KEYS[outcome])
        press(dialog, Qt.Key.Key_Return)
        assert dialog.primary.text() == "Ja, markera 18 som skickade"
        dialog.primary.click()

    return go


def print_and_post(day: Day, target: Path, left: list[int]) -> Callable[[QDialog], None]:
    def go(dialog: QDialog) -> None:
        assert isinstance(dialog, LettersDialog)
        day.qtbot.waitUntil(lambda: dialog.primary.text() == "Skriv ut 4 brev …")
        day.chosen.paths = [target]
        dialog.save_one.trigger()
        day.wait(dialog)
        dialog.confirm.table.setFocus()
        press(dialog, Qt.Key.Key_Space)
        assert dialog.primary.text() == "Markera 3 som postade"
        left.append(dialog.state.printed[0])
        dialog.primary.click()

    return go


def context_of(one: Application) -> Context:
    assert one.context is not None
    return one.context


def test_one_whole_day(day: Day, tmp_path: Path) -> None:
    listed = write_messy_list(tmp_path / "rebus.xlsx", NUMBERS[:60])
    one = day.start()
    window, ctx = one.window, context_of(one)

    day.will(fill_in_the_clinic)
    window.areas.menu.actions[Command.SETTINGS].trigger()
    day.will(import_the_list(day, listed), name_the_round)
    window.areas.buttons.buttons[Command.IMPORT].click()
    assert not day.expected
    assert len(window.areas.table.rows) == 55
    assert len(importing.rows_set_aside(ctx)) == 5
    assert window.areas.status.done.text().startswith("Listan importerades: 55 nya")

    window.areas.sidebar.open("check")
    window.areas.table.selectAll()
    day.will(all_listed_and_alive)
    window.controller.record(Act.CHECK_MANY, window.areas.table.selected_cases(), FormAnswer())
    assert Counter(row.status for row in window.areas.table.rows)[Status.READY] >= 50

    day.now += timedelta(minutes=30)
    outcomes: dict[int, RecipientOutcome] = {}
    window.areas.table.clearSelection()
    day.will(send_to(day, outcomes))
    window.areas.buttons.buttons[Command.SEND].click()
    rows = {row.case: row for row in window.areas.table.rows}
    assert Counter(outcomes.values()) == {
        RecipientOutcome.NOTIFIED: 18,
        RecipientOutcome.NO_NOTIFICATION: 4,
        RecipientOutcome.NEVER_LOGGED_IN: 1,
        RecipientOutcome.LOCKED: 1,
        RecipientOutcome.WRONG_NUMBER: 1,
    }
    for case, outcome in outcomes.items():
        queue = {RecipientOutcome.NOTIFIED: "remind", RecipientOutcome.WRONG_NUMBER: "fix"}.get(outcome, "call")
        assert rows[case].queue == queue
        assert rows[case].rule

    day.now += timedelta(minutes=30)
    by_phone = [case for case, outcome in outcomes.items() if rows[case].queue == "call"]
    without_address = {case for case in by_phone if not ctx.store.resident_of(case).details.address.usable}
    by_letter = [case for case in by_phone if case not in without_address][:4]
    for case in by_letter:
        record.set_phone(ctx, case, None)
    window.areas.menu.actions[Command.REFRESH].trigger()
    left: list[int] = []
    target = tmp_path / "brev.pdf"
    window.areas.table.clearSelection()
    day.will(print_and_post(day, target, left))
    window.areas.buttons.buttons[Command.LETTERS].click()
    assert count_pages(target) == 8
    posted = [case for case in by_letter if case not in left]
    assert len(posted) == 3

    day.stop()
    day.now += timedelta(hours=1)
    again = day.start()
    found = {row.case: row for row in again.window.areas.table.rows}
    assert len(found) == 55
    assert {case for case, row in found.items() if row.channel == "1177"} == {
        case for case, outcome in outcomes.items() if outcome is RecipientOutcome.NOTIFIED
    }
    assert {case for case, row in found.items() if row.status == "letter_sent"} == set(posted)
    assert found[left[0]].status == "to_letter"
    after = context_of(again)
    assert len(importing.rows_set_aside(after)) == 5
    assert send.batches(after) == ()
    assert print_batch.batches(after) == ()
    assert integrity.verify(after) == ()
