"""Brev without a mouse: Tab comes to everything that can be pressed or chosen, on both pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QMenu, QWidget

from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.letters import print_batch
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.letters.state import LettersStage
from rhs_desktop.ui.widgets.dialog import BaseDialog
from tests.ui.desk import row_of
from tests.ui.letters.test_letters_dialog import CLINIC
from tests.ui.users.sitting import NUMBERS, Sit, Sitting

_PRESSED = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)


@pytest.fixture
def at(sit: Sit, tmp_path: Path) -> Sitting:
    """One has let the days pass, one letter waits to be answered for, two shall have one, two are protected."""
    rows = [row_of(number, turn, skyddad="Ja" if turn > 3 else "") for turn, number in enumerate(NUMBERS[:6])]
    sitting = sit(rows=rows, checked=True)
    settings.save(sitting.ctx, replace(settings.load(sitting.ctx), clinic=CLINIC))
    for case in sitting.cases:
        record.route(sitting.ctx, case, Channel.LETTER)
    first = print_batch.make(sitting.ctx, sitting.desk.round, sitting.cases[:1], tmp_path / "brev.pdf").done
    assert first is not None
    assert first.batch is not None
    print_batch.confirm_posted(sitting.ctx, first.batch, sitting.cases[:1])
    sitting.desk.clock.now += timedelta(days=25)
    print_batch.make(sitting.ctx, sitting.desk.round, sitting.cases[1:2], tmp_path / "igen.pdf")
    return sitting


def brev(at: Sitting) -> LettersDialog:
    dialog = at.shown(LettersDialog(None, at.tools, at.desk.round))
    at.qtbot.waitUntil(lambda: not dialog.busy.running)
    return dialog


def wanted(dialog: BaseDialog) -> set[QWidget]:
    """What can be pressed or chosen just now."""
    found = {one for kind in _PRESSED for one in dialog.findChildren(kind)}
    return {
        one
        for one in found
        if one.isVisible()
        and one.isEnabled()
        and one.window() is dialog
        and not isinstance(one.parent(), QComboBox | QAbstractItemView)
    }


def reached(dialog: BaseDialog, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Where the key goes, once around."""
    found: list[QWidget] = []
    for _ in range(100):
        at = dialog.focusWidget()
        assert at is not None
        if at in found:
            return found
        found.append(at)
        QTest.keyClick(at, key)
    raise AssertionError("the keyboard never comes around")


def unreachable(dialog: BaseDialog) -> list[str]:
    forth, back = set(reached(dialog)), set(reached(dialog, Qt.Key.Key_Backtab))
    assert forth == back
    return [getattr(one, "text", one.accessibleName)() for one in wanted(dialog) - forth]


def test_everything_while_choosing(at: Sitting) -> None:
    dialog = brev(at)
    dialog.choose.table.selectRow(0)
    shown = wanted(dialog)
    must = {
        dialog.notices.open_others[LetterKind.REMINDER],
        dialog.save,
        dialog.primary,
        dialog.cancel,
        dialog.choose.numbers,
    }
    assert must | {dialog.choose.order, dialog.choose.table, dialog.choose.held} <= shown
    assert any(isinstance(one, QAbstractButton) and one.text() == "Svara" for one in shown)
    assert unreachable(dialog) == []


def test_the_protected_are_picked_and_opened(at: Sitting) -> None:
    dialog = brev(at)
    assert not dialog.choose.protected.isEnabled()
    for _ in range(30):
        if dialog.focusWidget() is dialog.choose.held:
            break
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.choose.held, Qt.Key.Key_Down)
    assert dialog.choose.protected.isEnabled()
    assert dialog.choose.protected in reached(dialog)


def test_the_clinics_details(at: Sitting) -> None:
    settings.save(at.ctx, replace(settings.load(at.ctx), clinic=Clinic()))
    dialog = brev(at)
    assert dialog.notices.fill_in in wanted(dialog)
    assert unreachable(dialog) == []


def test_everything_while_confirming(at: Sitting, tmp_path: Path) -> None:
    dialog = brev(at)
    at.files.paths = [tmp_path / "alla.pdf"]
    dialog.save_one.trigger()
    at.qtbot.waitUntil(lambda: dialog.state.stage is LettersStage.CONFIRM and not dialog.busy.running)
    assert {dialog.again, dialog.confirm.table, dialog.primary, dialog.cancel} <= wanted(dialog)
    assert unreachable(dialog) == []


@pytest.mark.qt_log_ignore("grabbing the keyboard", r"raise\(\)", extend=True)
def test_the_ways_to_save_open_by_the_keyboard(at: Sitting) -> None:
    dialog = brev(at)
    opened: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        opened.extend(action.text() for action in menu.actions() if action.text())
        menu.close()

    dialog.save.setFocus()

    QTimer.singleShot(200, look)
    QTest.keyClick(dialog.save, Qt.Key.Key_Space)
    at.qtbot.waitUntil(lambda: bool(opened))
    assert len(opened) == 3
