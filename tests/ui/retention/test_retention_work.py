"""The ways to gallring in the window: the menu, the list's own menu, and what the window shows afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.roles import ALL_ROLES, Role
from rhs_desktop.strings import retention as said
from rhs_desktop.ui.case_list.filter import Filter, Tab
from rhs_desktop.ui.retention.dialog import RetentionDialog
from rhs_desktop.ui.retention.erase_dialog import EraseDialog
from rhs_desktop.ui.window.commands import Command
from tests.ui.conftest import Office, Open
from tests.ui.desk import type_text

ALL = Filter(tab=Tab.ALL)


def entries(office: Office) -> list[str]:
    office.window.case_menu.fill()
    return [action.text() for action in office.window.case_menu.menu.actions()]


def test_the_menu_opens_it(office: Open) -> None:
    at = office("remind", wanted=ALL)
    seen: list[QDialog] = []
    at.messages.on_run = seen.append
    at.window.areas.menu.actions[Command.RETENTION].trigger()
    assert [type(one) for one in seen] == [RetentionDialog]


def test_one_person_from_the_list(office: Open, qtbot: QtBot) -> None:
    at = office("remind", "called", wanted=ALL)
    case = at.scene.cases["remind"]
    at.window.areas.table.pick(case)
    assert said.ERASE_PERSON in entries(at)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, EraseDialog)
        type_text(dialog.why, "Begäran")
        type_text(dialog.word, said.WORD)
        dialog.open_too.setChecked(True)
        dialog.primary.click()
        qtbot.waitUntil(lambda: dialog.change is not None)

    at.messages.on_run = answer
    action = next(one for one in at.window.case_menu.menu.actions() if one.text() == said.ERASE_PERSON)
    action.trigger()
    (row,) = [one for one in at.window.areas.table.rows if one.case == case]
    assert row.name == "Gallrad"
    assert "Gallrat: 1 ärende, 1 invånare." in at.window.areas.status.done.text()


@pytest.mark.parametrize("allowed", [True, False])
def test_only_whoever_administers_may(office: Open, allowed: bool) -> None:
    at = office("remind", wanted=ALL)
    at.window.areas.table.pick(at.scene.cases["remind"])
    at.window.areas.panel.roles = ALL_ROLES if allowed else ALL_ROLES - {Role.ADMINISTRATOR}
    assert (said.ERASE_PERSON in entries(at)) is allowed


def test_not_several_at_once(office: Open) -> None:
    at = office("remind", "called", wanted=ALL)
    at.window.areas.table.selectAll()
    assert said.ERASE_PERSON not in entries(at)
