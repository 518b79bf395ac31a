"""Somebody who has never seen the program and uses nothing but the keyboard.

Every key goes through the window system, as a person's would: mnemonics, Tab and Enter work or the journey ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTableView, QWidget
from pytestqt.qtbot import QtBot

from rhs_desktop.app import Application
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.checklists.round_dialog import RoundDialog
from rhs_desktop.ui.checklists.state import ImportStage
from rhs_desktop.ui.widgets.jobs import Jobs
from tests.ui.desk import Answering, ChosenFiles, type_text
from tests.ui.users.entering import sit_down

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_MOST_TABS = 40


@dataclass
class Beginner:
    """Somebody at the keyboard. `expected` says what to do in the dialogs that will open, in their order."""

    qapp: QApplication
    qtbot: QtBot
    data: Path
    chosen: ChosenFiles
    running: list[Application] = field(default_factory=list)
    expected: list[Callable[[Any], None]] = field(default_factory=list)

    def start(self) -> Application:
        messages = Answering(on_run=self._opened)
        now = datetime(2026, 11, 9, 8, 30)
        one = Application(
            self.qapp, self.data, demo=False, user="Ny Användare", clock=lambda: now, messages=messages, jobs=Jobs()
        )
        self.running.append(one)
        self.qtbot.addWidget(one.window)
        sit_down(one, self.data, "Ny Användare")
        self.until(one.window.areas.buttons.isEnabled)
        self.until(lambda: one.jobs.running == 0)
        self.at(one.window)
        return one

    def _opened(self, dialog: QDialog) -> None:
        assert self.expected, f"a dialog that nobody expected: {dialog.windowTitle()}"
        self.at(dialog)
        self.expected.pop(0)(dialog)

    def until(self, what: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(what)

    def at(self, window: QWidget) -> None:
        window.activateWindow()
        self.until(window.isActiveWindow)

    def key(self, window: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(window.windowHandle(), key, held)

    def mnemonic(self, window: QWidget, key: Qt.Key) -> None:
        """Alt and the underlined letter; the button goes down and up again before anything happens."""
        waiting = (len(self.expected), len(self.chosen.paths))
        self.key(window, key, Alt)
        self.until(lambda: (len(self.expected), len(self.chosen.paths)) < waiting)

    def tab_to(self, window: QWidget, widget: QWidget) -> None:
        """Tab until the widget has the focus."""
        for _ in range(_MOST_TABS):
            if window.focusWidget() is widget:
                return
            self.key(window, Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {widget.accessibleName() or widget}")

    def press_button(self, window: QWidget, button: QWidget) -> None:
        assert button.isEnabled()
        self.tab_to(window, button)
        self.key(window, Key.Key_Space)

    def settled(self, dialog: ImportDialog) -> None:
        """Until nothing runs behind the dialog; one step may begin the next."""
        self.until(lambda: not dialog.busy.running)
        self.qapp.processEvents()
        self.until(lambda: not dialog.busy.running)


def stage_of(dialog: ImportDialog) -> ImportStage:
    return dialog.state.stage


def open_list(person: Beginner, dialog: ImportDialog, path: Path) -> None:
    """The dialog begins at the button that chooses a file."""
    person.chosen.paths = [path]
    person.key(dialog, Key.Key_Return)
    person.settled(dialog)
    assert stage_of(dialog) is ImportStage.COLUMNS
    person.at(dialog)


def name_the_round(person: Beginner) -> Callable[[RoundDialog], None]:
    return lambda dialog: person.key(dialog, Key.Key_Return)


def check_rows(person: Beginner, dialog: ImportDialog) -> None:
    person.at(dialog)
    person.press_button(dialog, dialog.primary)
    person.settled(dialog)


def mend(person: Beginner, dialog: ImportDialog, right: str) -> None:
    """Write over the marked cell, as in Excel, and Enter."""
    row = dialog.rows.current_row
    assert row is not None
    person.key(dialog, Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    assert editor is not dialog.rows.table
    person.key(dialog, Key.Key_A, Ctrl)
    type_text(editor, right)
    person.key(dialog, Key.Key_Return)
    person.until(lambda: dialog.rows.table.state() is QTableView.State.NoState)
    assert dialog.state.problem_of(row) is None
