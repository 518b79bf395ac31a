"""Påminn: numbers out one by one or all, then what went out is confirmed, all or some."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.ui.case_list.columns import dashed
from rhs_desktop.ui.case_list.masked_number import hidden
from rhs_desktop.ui.sending.reminders_dialog import RemindersDialog
from rhs_desktop.ui.widgets.theme import Theme
from tests.ui.desk import Answering, press
from tests.ui.states import Scene, open_scene


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = open_scene(tmp_path / "desk", ["remind", "remind_late", "unread", "reminded", "answered"])
    yield made
    made.desk.context.store.close()


@pytest.fixture
def dialog(scene: Scene, theme: Theme, qtbot: QtBot) -> Iterator[RemindersDialog]:
    made = RemindersDialog(None, scene.tools(theme, Answering()))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.tools.clipboard.clear()


def statuses(scene: Scene) -> dict[str, str]:
    rows = {row.case: row for row in case_list.load_rows(scene.desk.context)}
    return {name: rows[case].status for name, case in scene.cases.items()}


def test_who_is_due_stands_there_the_longest_waiting_first(scene: Scene, dialog: RemindersDialog) -> None:
    assert [row.case for row in dialog.people] == [scene.cases["remind_late"], scene.cases["remind"]]
    assert dialog.primary.text() == "Markera 2 som påminda"


def test_the_reminder_of_1177_is_told_as_its_own(dialog: RemindersDialog) -> None:
    assert [line.texts[3] for line in dialog.table.lines] == ["28 okt", "nej, läst"]
    text = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "1177 påminner själv efter 5 dagar" in text
    assert "går inte att besvara" in text
    assert "Du missar väl inte ditt hälsosamtal" in text


def test_numbers_go_out_one_by_one_and_all_at_once(dialog: RemindersDialog) -> None:
    clipboard = QApplication.clipboard()
    assert [line.texts[0] for line in dialog.table.lines] == [hidden(dashed(row)) for row in dialog.people]
    numbers = [dashed(row) for row in dialog.people]
    dialog.copy_next.click()
    assert clipboard.text() == numbers[0]
    dialog.copy_next.click()
    assert clipboard.text() == numbers[1]
    dialog.copy_all.click()
    assert clipboard.text() == "\n".join(numbers)
    dialog.copy_message.click()
    assert clipboard.text() == "Du missar väl inte ditt hälsosamtal"


def test_all_went_out(scene: Scene, dialog: RemindersDialog) -> None:
    press(dialog, Qt.Key.Key_Return)
    assert statuses(scene)["remind"] == statuses(scene)["remind_late"] == "reminded"
    assert dialog.change is not None
    assert dialog.change.says == "2 markerades som påminda"


def test_who_did_not_get_it_stays(scene: Scene, dialog: RemindersDialog) -> None:
    dialog.table.setFocus()
    press(dialog, Qt.Key.Key_Space)
    assert dialog.primary.text() == "Markera 1 som påmind"
    dialog.copy_all.click()
    assert QApplication.clipboard().text() == dashed(dialog.people[1])
    dialog.primary.click()
    assert (statuses(scene)["remind_late"], statuses(scene)["remind"]) == ("unread", "reminded")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        pytest.param(Answer.YES_CALL, "väntar inte längre", id="a yes"),
        pytest.param(Answer.NO, "har tackat nej", id="a no"),
    ],
)
def test_who_answered_meanwhile_is_told_and_nobody_is_marked(
    scene: Scene, dialog: RemindersDialog, answer: Answer, told: str
) -> None:
    record.record_answer(scene.desk.context, scene.cases["remind"], answer, Via.DIGITAL)
    dialog.primary.click()
    assert told in dialog.trouble.text()
    assert statuses(scene)["remind_late"] == "unread"


def test_nobody_is_due(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    made = open_scene(tmp_path / "none", ["unread"])
    dialog = RemindersDialog(None, made.tools(theme, Answering()))
    qtbot.addWidget(dialog)
    assert not dialog.primary.isEnabled()
    assert "Ingen ska påminnas i dag" in dialog.count.text()
    made.desk.context.store.close()


@pytest.mark.parametrize(
    ("now", "warned"),
    [
        pytest.param(datetime(2026, 11, 9, 9, 0), "", id="Monday morning"),
        pytest.param(datetime(2026, 11, 9, 21, 0), "Det är måndag 21:00.", id="Monday evening"),
        pytest.param(datetime(2026, 11, 15, 10, 0), "Det är söndag 10:00.", id="Sunday"),
    ],
)
def test_a_reminder_in_the_evening_or_on_a_day_off_is_warned_about_as_a_send_is(
    scene: Scene, theme: Theme, qtbot: QtBot, now: datetime, warned: str
) -> None:
    scene.desk.clock.now = now
    dialog = RemindersDialog(None, scene.tools(theme, Answering()))
    qtbot.addWidget(dialog)
    assert dialog.warning.text.startswith(warned)
    assert bool(dialog.warning.text) is bool(warned)
    assert dialog.primary.isEnabled()
