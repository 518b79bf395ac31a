"""From the scanner to the recorded answer, through the window's own doors."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.letters.reply_code import code_of, scan_text
from rhs_desktop.services import settings
from rhs_desktop.strings.cases.replies import Crossed
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.case_list.filter import DUE_TODAY, Filter
from rhs_desktop.ui.replies import scanner_filter, scanner_timing
from rhs_desktop.ui.replies.reply_dialog import ReplyDialog
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.commands import Command
from rhs_desktop.ui.window.layout_memory import Layout
from rhs_desktop.ui.window.main_window import MainWindow
from tests.ui.conftest import rows_of
from tests.ui.desk import Answering, key_events, press
from tests.ui.states import Scene, open_scene


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy elsewhere types as slowly as fingers; how fast scanners are is held by test_burst.py."""
    for module in (scanner_timing, scanner_filter):
        monkeypatch.setattr(module, "GAP_MS", 600)


def opened(tmp_path: Path, theme: Theme, qtbot: QtBot, messages: Answering) -> tuple[Scene, MainWindow]:
    scene = open_scene(tmp_path, ["called", "letter_sent"])
    tools = scene.tools(theme, messages)
    window = MainWindow(SeatInfo("", "Anna Ek"), scene.today, theme, messages, tools.clipboard, Layout())
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.begin(tools, rows_of(tools), Filter(work=DUE_TODAY))
    return scene, window


def scan(qtbot: QtBot, scene: Scene, window: MainWindow, case: int) -> None:
    with qtbot.waitSignal(window.scanning.wedge.scanned):
        code = code_of(case, settings.code_salt(scene.desk.context))
        key_events(window.windowHandle(), scan_text(code), Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_2])
def test_whose_letter_was_read_is_chosen_afterwards(tmp_path: Path, theme: Theme, qtbot: QtBot, key: Qt.Key) -> None:
    """Though the list of what is due today did not show it while the answer was waited for."""
    messages = Answering()
    scene, window = opened(tmp_path, theme, qtbot, messages)
    case = scene.cases["letter_sent"]
    assert case not in window.areas.table.shown_cases()

    def crossed_yes(dialog: QDialog) -> None:
        press(dialog, key)
        press(dialog, Qt.Key.Key_Return)

    messages.on_run = crossed_yes
    scan(qtbot, scene, window, case)
    assert window.areas.table.selected_cases() == [case]
    qtbot.waitUntil(lambda: window.areas.panel.case == case)
    scene.desk.context.store.close()


def test_scanned_in_the_window_and_crossed_no(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    scene = open_scene(tmp_path, ["called", "letter_sent"])
    case = scene.cases["letter_sent"]
    messages = Answering()
    tools = scene.tools(theme, messages)
    window = MainWindow(SeatInfo("", "Anna Ek"), scene.today, theme, messages, tools.clipboard, Layout())
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.begin(tools, rows_of(tools), Filter())

    def crossed_no(dialog: QDialog) -> None:
        assert isinstance(dialog, ReplyDialog)
        assert dialog.latest == case
        press(dialog, Qt.Key.Key_3)
        press(dialog, Qt.Key.Key_Return)

    messages.on_run = crossed_no
    with qtbot.waitSignal(window.scanning.wedge.scanned):
        code = code_of(case, settings.code_salt(scene.desk.context))
        key_events(window.windowHandle(), scan_text(code), Qt.Key.Key_Return)
    assert scene.desk.context.store.state(case).said_no
    assert "nej tack" in window.areas.status.done.text()
    window.areas.menu.actions[Command.UNDO].trigger()
    assert scene.desk.context.store.state(case).word is None
    scene.desk.context.store.close()


@pytest.mark.parametrize("place", ["code", "choices", "primary"])
def test_the_next_letter_of_the_pile_is_scanned_into_the_open_dialog(
    tmp_path: Path, theme: Theme, qtbot: QtBot, place: str
) -> None:
    """Whatever has the focus in it, and though the dialog is a window of its own."""
    messages = Answering()
    scene, window = opened(tmp_path, theme, qtbot, messages)
    first, second = scene.cases["letter_sent"], scene.cases["called"]
    seen: list[int | None] = []

    def next_one(dialog: QDialog) -> None:
        assert isinstance(dialog, ReplyDialog)
        dialog.hide()
        dialog.open()
        with qtbot.waitActive(dialog):
            dialog.activateWindow()
        if place == "primary":
            dialog.choices.choose(Crossed.NO)
            dialog.primary.click()
        getattr(dialog, place).setFocus()
        qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or window))
        seen.append(dialog.latest)
        with qtbot.waitSignal(window.scanning.wedge.scanned):
            code = code_of(second, settings.code_salt(scene.desk.context))
            key_events(dialog.windowHandle(), scan_text(code), Qt.Key.Key_Return)
        seen.append(dialog.latest)

    messages.on_run = next_one
    scan(qtbot, scene, window, first)
    assert seen == [first, second]
    assert messages.said == []
    assert scene.desk.context.store.state(first).said_no == (place == "primary")
    scene.desk.context.store.close()
