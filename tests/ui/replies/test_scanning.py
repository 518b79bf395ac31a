"""A scanner types into the window itself, as the system hands keys on; fields, buttons and shortcuts get none of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.letters.reply_code import code_of, scan_text
from rhs_desktop.services import settings
from rhs_desktop.ui.replies import scanner_filter, scanner_timing
from rhs_desktop.ui.replies.reply_dialog import ReplyDialog
from rhs_desktop.ui.window.commands import Command
from tests.ui.conftest import Office, Open, rows_of
from tests.ui.desk import key_events


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy elsewhere types as slowly as fingers; how fast scanners are is held by test_burst.py."""
    for module in (scanner_timing, scanner_filter):
        monkeypatch.setattr(module, "GAP_MS", 600)


def scan(office: Office, text: str, *, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
    """As a scanner types: through the window system, a key every millisecond or so."""
    key_events(office.window.windowHandle(), text, end)


def latest(dialog: QDialog) -> int | None:
    """Whose reply letter the dialog shows."""
    assert isinstance(dialog, ReplyDialog)
    return dialog.latest


def code(office: Office, state: str) -> str:
    return code_of(office.scene.cases[state], settings.code_salt(office.scene.desk.context))


@pytest.mark.parametrize("place", ["list", "search", "panel", "filter"])
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab, None])
def test_a_scan_is_heard_wherever_the_focus_is(office: Open, qtbot: QtBot, place: str, end: Qt.Key | None) -> None:
    desk = office("letter_sent", "called")
    window = desk.window
    widget = {
        "list": window.areas.table,
        "search": window.areas.search,
        "panel": window.areas.panel,
        "filter": window.areas.filters.resident,
    }[place]
    widget.setFocus()
    text = scan_text(code(desk, "letter_sent"))
    opened = desk.watch()
    with qtbot.waitSignal(window.scanning.wedge.scanned) as heard:
        scan(desk, text, end=end)
    assert heard.args == [text]
    assert [latest(dialog) for dialog in opened] == [desk.scene.cases["letter_sent"]]
    assert window.areas.search.text() == ""
    assert window.areas.filters.resident.text() == ""


def test_digits_of_a_code_press_no_button(office: Open, qtbot: QtBot) -> None:
    """The keys 1–6 record how a call ended."""
    desk = office("called")
    desk.window.areas.table.pick(desk.scene.cases["called"])
    qtbot.waitUntil(lambda: desk.window.areas.panel.card is not None)
    before = rows_of(desk.tools)
    desk.watch()
    with qtbot.waitSignal(desk.window.scanning.wedge.scanned):
        scan(desk, "RHS2345672")
    assert rows_of(desk.tools) == before


def test_typing_goes_where_it_is_typed(office: Open, qtbot: QtBot) -> None:
    desk = office("called")
    desk.window.areas.search.setFocus()
    scan(desk, "rosa rh 17", end=None)
    qtbot.waitUntil(lambda: desk.window.areas.search.text() == "rosa rh 17")
    scan(desk, " r", end=None)
    qtbot.waitUntil(lambda: desk.window.areas.search.text() == "rosa rh 17 r")
    assert desk.messages.said == []


def test_what_was_kept_back_goes_to_the_field_that_was_left(office: Open) -> None:
    desk = office("called")
    desk.window.areas.search.setFocus()
    scan(desk, "r", end=None)
    desk.window.areas.table.setFocus()
    assert desk.window.areas.search.text() == "r"


def test_a_code_in_the_search_opens_its_reply(office: Open) -> None:
    desk = office("letter_sent")
    desk.window.areas.search.setText(code(desk, "letter_sent").lower())
    opened = desk.watch()
    QTest.keyClick(desk.window.areas.search, Qt.Key.Key_Return)
    assert [latest(dialog) for dialog in opened] == [desk.scene.cases["letter_sent"]]
    assert desk.window.areas.search.text() == ""


def test_enter_after_a_name_leads_to_the_list(office: Open) -> None:
    desk = office("letter_sent")
    desk.window.areas.search.setText("karin")
    opened = desk.watch()
    QTest.keyClick(desk.window.areas.search, Qt.Key.Key_Return)
    assert opened == []
    assert desk.window.areas.search.text() == "karin"


def test_button_and_key_begin_without_a_code(office: Open) -> None:
    desk = office("letter_sent")
    opened = desk.watch()
    desk.window.areas.buttons.buttons[Command.SCAN].click()
    QTest.keyClick(desk.window, Qt.Key.Key_F7)
    assert [latest(dialog) for dialog in opened] == [None, None]


def test_a_scan_into_another_dialog_is_not_lost_in_silence(office: Open, qtbot: QtBot) -> None:
    desk = office("letter_sent")
    dialog = QDialog(desk.window)
    entry = QLineEdit()
    QVBoxLayout(dialog).addWidget(entry)
    qtbot.addWidget(dialog)
    dialog.open()
    entry.setFocus()
    qtbot.waitUntil(entry.hasFocus)
    with qtbot.waitSignal(desk.window.scanning.wedge.scanned):
        key_events(entry, scan_text(code(desk, "letter_sent")), Qt.Key.Key_Return)
    assert [what for what, *_ in desk.messages.said] == ["warn"]
    assert entry.text() == ""


def test_each_window_hears_its_own_keys_only(qtbot: QtBot) -> None:
    """Two that listened to one field would hand its keys to each other for ever."""
    windows = [QWidget() for _ in range(2)]
    for window in windows:
        qtbot.addWidget(window)
        scanner_filter.ScannerFilter(window)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    with qtbot.waitActive(field):
        field.activateWindow()
    field.setFocus()
    QTest.keyClicks(field, "ring")
    assert field.text() == "ring"
