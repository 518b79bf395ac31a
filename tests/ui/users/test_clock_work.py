"""A computer whose clock goes wrong: the window says so for as long as it does, to whoever sits there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.roles import Role
from rhs_desktop.services.cases import record
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.window import clock_check
from tests.ui.conftest import Office, Open, rows_of

SAID = (
    "Datorns klocka går fel: enligt den är det 6 nov 2026 09:30, men det senaste gjordes 9 nov 2026 09:30. "
    "Rätta klockan, annars räknas dagarna fel."
)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_check, "SOON_MS", 0)


def look(at: Office, qtbot: QtBot) -> None:
    at.window.clock.look()
    qtbot.waitUntil(lambda: not at.window.clock.busy)


def text(at: Office) -> str:
    banner = at.window.clock.banner
    return banner.text if banner is not None and banner.isVisible() else ""


def test_it_is_said_soon_and_stays_until_the_clock_is_right(office: Open, qtbot: QtBot, soon: None) -> None:
    at = office("ready")
    now = at.scene.desk.clock.now
    look(at, qtbot)
    assert text(at) == ""
    at.scene.desk.clock.now = now - timedelta(days=3)
    at.window.begin(at.tools, rows_of(at.tools), Filter())
    qtbot.waitUntil(lambda: bool(text(at)))
    assert text(at) == SAID
    record.add_note(at.scene.desk.context, at.scene.all[0], "Ringer på fredag")
    look(at, qtbot)
    assert text(at) == SAID, "what is done meanwhile does not hide it"
    banner = at.window.clock.banner
    assert banner is not None
    assert banner.accessibleName() == SAID
    assert banner.geometry().top() >= at.window.areas.title.geometry().bottom()
    assert banner.geometry().bottom() <= at.window.areas.pages.geometry().top()
    at.scene.desk.clock.now = now + timedelta(minutes=1)
    look(at, qtbot)
    assert text(at) == ""


@pytest.mark.parametrize("role", list(Role))
def test_whoever_sits_there_is_told(office: Open, qtbot: QtBot, role: Role) -> None:
    at = office("ready")
    at.scene.desk.clock.now -= timedelta(days=3)
    context = replace(at.tools.context, roles=frozenset({role}))
    at.window.begin(replace(at.tools, context=context), [], Filter())
    look(at, qtbot)
    assert text(at) == SAID


def test_nothing_is_asked_when_the_window_is_gone(office: Open) -> None:
    at = office("ready")
    at.window.clock.close()
    at.window.clock.look()
    assert not at.window.clock.busy
