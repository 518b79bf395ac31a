"""The window and the access log: resting on a person, searching, copying, and what a reviewer sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.access_log.entries import CopiedData, ranges
from rhs_desktop.domain.roles import ALL_ROLES, Role
from rhs_desktop.services import settings
from rhs_desktop.strings.access_log.entries import what
from rhs_desktop.ui.access_log import controller
from rhs_desktop.ui.access_log.dialog import LogDialog
from rhs_desktop.ui.access_log.sample_dialog import SampleDialog
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.labels import CopyButton
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.commands import Command
from tests.ui.access_log.logged import full_disk, lines, told
from tests.ui.conftest import Office, Open
from tests.ui.desk import type_text

LONG_MS = 600_000
"""Longer than any test: what waits is told when the window closes."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second is long for a test; the panel follows the list after 25 ms."""
    monkeypatch.setattr(controller, "REST_MS", 80)
    monkeypatch.setattr(controller, "TYPED_MS", 20)


def begun(at: Office) -> int:
    """So many lines there are when the first case has been seen."""
    at.window.log.close()
    at.window.areas.table.clearSelection()
    return len(told(at.scene.desk.context))


def since(at: Office, count: int) -> list[tuple[str, str]]:
    return told(at.scene.desk.context, count)


def person(at: Office, case: int) -> str:
    return str(at.scene.desk.context.store.resident_of(case).id)


def test_a_person_who_lies_open_a_while_is_logged_once(office: Open, qtbot: QtBot) -> None:
    at = office("remind", "called", "answered")
    before = begun(at)
    case = at.scene.cases["called"]
    at.window.areas.table.pick(case)
    qtbot.waitUntil(lambda: bool(since(at, before)))
    at.window.lists.refresh()
    at.window.log.close()
    assert since(at, before) == [("opened", person(at, case))]


def test_arrow_keys_run_past_people(office: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controller, "REST_MS", LONG_MS)
    at = office("remind", "called", "answered")
    before = begun(at)
    for state in ("remind", "answered", "called"):
        at.window.areas.table.pick(at.scene.cases[state])
        qtbot.waitUntil(lambda state=state: at.window.areas.panel.case == at.scene.cases[state])  # type: ignore[misc]
    assert since(at, before) == []
    at.window.log.close()
    assert since(at, before) == [("opened", person(at, at.scene.cases["called"]))]


def test_a_search_is_logged_when_typing_rests(office: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controller, "TYPED_MS", LONG_MS)
    at = office("remind", "called", "answered")
    before = begun(at)
    name = at.scene.desk.context.store.resident_of(at.scene.cases["called"]).details.name.family
    type_text(at.window.areas.search, name)
    assert since(at, before) == []
    at.window.log.close()
    searched = lines(at.scene.desk.context, "searched")
    assert len(searched) == 1
    assert searched[0].people == person(at, at.scene.cases["called"])
    assert set(searched[0].details) == {"mark", "count"}


def test_copied_numbers_are_logged_with_whom(office: Open, qtbot: QtBot) -> None:
    at = office("remind", "called", "answered")
    before = begun(at)
    at.window.areas.table.selectAll()
    at.window.controller.copy_numbers()
    assert since(at, before)[-1] == ("copied", "1-3")
    assert lines(at.scene.desk.context)[-1].details == {"what": "number", "count": 3}
    assert len(QGuiApplication.clipboard().text().split()) == 3


def test_numbers_and_phones_of_the_panel_are_logged_and_texts_are_not(office: Open, qtbot: QtBot) -> None:
    at = office("called")
    window = at.window
    window.areas.table.pick(at.scene.cases["called"])
    qtbot.waitUntil(lambda: window.areas.panel.head is not None)
    window.log.close()
    before = len(told(at.scene.desk.context))
    assert window.areas.panel.head is not None
    for button in window.areas.panel.head.findChildren(CopyButton):
        button.click()
    assert window.areas.panel.card is not None
    for button in window.areas.panel.card.findChildren(CopyButton):
        button.click()
    assert [line.details["what"] for line in lines(at.scene.desk.context)[before:]] == ["number", "phone"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(CopiedData.ADDRESS, "Adressen", id="address"),
        pytest.param(CopiedData.NAME, "Namnet", id="name"),
        pytest.param(CopiedData.PHONE, "Mobilnumret", id="mobile number"),
        pytest.param(CopiedData.NUMBER, "Texten", id="a number by the words of a text"),
    ],
)
def test_a_copy_is_logged_for_what_it_is_whatever_it_is_called(
    office: Open, theme: Theme, qtbot: QtBot, data: CopiedData, words: str
) -> None:
    at = office("called")
    begun(at)
    case = at.scene.cases["called"]
    before = len(told(at.scene.desk.context))
    button = CopyButton(theme, CopiedText("Storgatan 1", data, words, (case,)))
    qtbot.addWidget(button)
    button.wanted.connect(at.window.areas.panel.copy_wanted)
    button.click()
    (line,) = lines(at.scene.desk.context)[before:]
    assert (line.kind, line.people) == ("copied", person(at, case))
    assert line.details == {"what": data.value, "count": 1}
    assert "Storgatan" not in button.toolTip()


def test_nothing_is_copied_that_cannot_be_logged(office: Open, qtbot: QtBot) -> None:
    at = office("remind", "called")
    begun(at)
    at.window.areas.table.selectAll()
    QGuiApplication.clipboard().clear()
    with full_disk():
        at.window.controller.copy_numbers()
    assert QGuiApplication.clipboard().text() == ""
    assert at.messages.said[-1][1].startswith("Åtkomstloggen går inte att skriva")


def test_a_person_can_be_seen_though_the_log_cannot_be_written_and_the_window_says_so(
    office: Open, qtbot: QtBot
) -> None:
    at = office("remind", "called")
    before = begun(at)
    with full_disk():
        at.window.areas.table.pick(at.scene.cases["called"])
        qtbot.waitUntil(at.window.areas.status.unlogged.isVisible)
        assert at.window.areas.panel.case == at.scene.cases["called"]
    assert at.window.areas.status.unlogged.text() == "Åtkomstloggen går inte att skriva: 1 visning väntar"
    at.tools.watch.try_again()
    assert not at.window.areas.status.unlogged.isVisible()
    assert since(at, before) == [("opened", person(at, at.scene.cases["called"]))]


def test_hidden_details_that_were_asked_for_are_logged(office: Open, qtbot: QtBot) -> None:
    at = office("called!", "remind")
    case = at.scene.cases["called"]
    at.window.areas.table.pick(case)
    qtbot.waitUntil(lambda: at.window.areas.panel.case == case)
    head = at.window.areas.panel.head
    assert head is not None
    head.reveal.click()
    assert lines(at.scene.desk.context)[-1].kind == "unmasked"
    assert lines(at.scene.desk.context)[-1].people == person(at, case)


# ---- who reviews -----------------------------------------------------------------------------------------------------


def as_(at: Office, *roles: Role) -> None:
    """Somebody with other roles sits down."""
    ctx = replace(at.scene.desk.context, roles=frozenset(roles or ALL_ROLES))
    at.window.begin(replace(at.tools, context=ctx), [], Filter())
    at.window.log.remind()


def test_only_a_reviewer_sees_the_way_to_the_log(office: Open, qtbot: QtBot) -> None:
    at = office("remind")
    assert at.window.areas.menu.actions[Command.ACCESS_LOG].isVisible()
    as_(at, Role.RECEIVER, Role.HANDLER, Role.ADMINISTRATOR)
    assert not at.window.areas.menu.actions[Command.ACCESS_LOG].isVisible()
    assert not at.window.areas.status.sample.isVisible()


def test_a_reviewer_is_reminded_until_when(office: Open, qtbot: QtBot) -> None:
    at = office("remind")
    at.window.log.remind()
    button = at.window.areas.status.sample
    assert (button.text(), button.property("kind")) == ("Stickprov av loggen: senast 2026-12-09", "link")
    at.scene.desk.clock.now = datetime(2027, 1, 11, 9, 0)
    at.window.log.remind()
    assert button.property("kind") == "link_late"


def test_a_clinic_can_be_reminded_in_another_way(office: Open, qtbot: QtBot) -> None:
    at = office("remind")
    ctx = at.scene.desk.context
    settings.save(ctx, replace(settings.load(ctx), sample_months=0))
    at.window.settings_closed.emit()
    assert not at.window.areas.status.sample.isVisible()


def test_menu_and_reminder_open_the_dialogs(office: Open, qtbot: QtBot) -> None:
    at = office("remind")
    opened: list[type] = []
    at.messages.on_run = lambda dialog: opened.append(type(dialog))
    at.window.log.remind()
    at.window.areas.menu.actions[Command.ACCESS_LOG].trigger()
    at.window.areas.status.sample.click()
    assert opened == [LogDialog, SampleDialog]


def test_the_list_is_told_of_when_somebody_sits_down_and_not_each_time_it_is_read(office: Open) -> None:
    at = office("remind", "called", "answered")
    ctx = at.scene.desk.context
    everybody = ranges(ctx.store.resident_of(case).id for case in at.scene.cases.values())
    (line,) = lines(ctx, "listed")
    assert (line.people, line.details) == (everybody, {"what": "list", "count": 3})
    assert what(line) == "Visade en lista: hela listan"
    at.window.lists.refresh()
    assert len(lines(ctx, "listed")) == 1
