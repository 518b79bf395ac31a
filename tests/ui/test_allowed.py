"""What the window shows to each role: everything that shows works, and nothing that would be refused shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.cases.acts import CALL_ACTS, ROWS, Act
from rhs_desktop.domain.cases.available_acts import available
from rhs_desktop.domain.errors import EntryRefusal, EntryRefused
from rhs_desktop.domain.roles import Permission, Role, allowed
from rhs_desktop.strings import users as strings
from rhs_desktop.strings.errors import ENTRY
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.case_panel.perform import perform
from rhs_desktop.ui.case_panel.question_form import FormAnswer
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window import permissions as table
from rhs_desktop.ui.window.desk_actions import DeskActions
from rhs_desktop.ui.window.layout_memory import Layout
from rhs_desktop.ui.window.main_window import MainWindow
from tests.ui.desk import Answering
from tests.ui.states import STATES, Scene, open_scene

SETS = [frozenset(held) for held in chain.from_iterable(combinations(Role, size) for size in range(1, len(Role) + 1))]
REFUSED = ENTRY[EntryRefusal.NOT_ALLOWED][0]
NOT_PRESSED = {"quit"}


class Seat:
    """A window with somebody in it. `refused` is what the person was told that she may not do."""

    def __init__(self, scene: Scene, theme: Theme, roles: frozenset[Role], qtbot: QtBot) -> None:
        self.messages = Answering(on_run=QDialog.reject)
        tools = scene.tools(theme, self.messages)
        ctx = replace(tools.context, roles=roles)
        self.tools = replace(tools, context=ctx, watch=None)  # type: ignore[arg-type]  # made anew
        self.roles = roles
        desk = SeatInfo("Vårdcentralen Ekeby", ctx.user, strings.roles(roles))
        self.window = MainWindow(desk, scene.today, theme, self.messages, tools.clipboard, Layout())
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.show()
        self.actions = DeskActions(self.tools)
        self.window.conductor.begin(self.actions, self.actions.rows(), Filter())

    def may(self, permission: Permission) -> bool:
        return allowed(self.roles, permission)

    @property
    def refused(self) -> list[str]:
        return [text for _, text, _ in self.messages.said if text == REFUSED]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Scene]:
    """Somebody in every state; nothing that is pressed here changes anything, for all dialogs are left."""
    made = open_scene(tmp_path_factory.mktemp("roles") / "desk", [*STATES, "letter!"])
    yield made
    made.desk.context.store.close()


@pytest.fixture(params=SETS, ids=["+".join(sorted(roles)) for roles in SETS])
def seat(request: pytest.FixtureRequest, scene: Scene, theme: Theme, qtbot: QtBot) -> Seat:
    return Seat(scene, theme, request.param, qtbot)


def entries(seat: Seat) -> dict[str, QAction]:
    """Every action that the window's menu or keys have, by name."""
    found = {name: one for name, one in vars(seat.window.menu_).items() if isinstance(one, QAction)}
    assert found.keys() <= table.MENU.keys(), "an entry that the table does not know"
    return found


def test_whatever_shows_in_the_menu_works(seat: Seat) -> None:
    for name, action in entries(seat).items():
        if action.isVisible() and name not in NOT_PRESSED:
            action.trigger()
            assert seat.refused == [], name


def test_the_menu_shows_what_the_table_says(seat: Seat) -> None:
    for name, action in entries(seat).items():
        permissions = table.MENU[name]
        wanted = not permissions or any(seat.may(one) for one in permissions)
        if name in table.WITH_LOGIN or name == "backups":
            continue  # without a login there are none; the copies' entry is shown when there are copies
        assert action.isVisible() is wanted, name
        assert action.isEnabled() or not action.isVisible(), name
        if not wanted:
            assert not action.isEnabled(), f"{name}: its key {QKeySequence(action.shortcut()).toString()} would work"


def test_what_was_done_can_be_taken_back_beside_it_by_whom_it_may(seat: Seat) -> None:
    line = seat.window.status_line
    line.show_done("25 markerades som skickade", undoable=True, redoable=True)
    assert line.undo.isVisible() is seat.may(Permission.UNDO)
    assert line.redo.isVisible() is seat.may(Permission.UNDO)
    line.allow(undo=not seat.may(Permission.UNDO))
    assert line.undo.isVisible() is not seat.may(Permission.UNDO), "also when somebody else sits down"


def test_whatever_shows_at_the_top_works(seat: Seat) -> None:
    row = seat.window.action_row
    for name, permission in table.BUTTONS.items():
        button: QPushButton = getattr(row, name)
        assert button.isVisible() is seat.may(permission), name
        if button.isVisible():
            button.click()
            assert seat.refused == [], name
    shown = [one for one in row.findChildren(QPushButton) if one.isVisible()]
    assert {id(one) for one in shown} <= {id(getattr(row, name)) for name in table.BUTTONS}


def test_whoever_may_see_no_residents_sees_none(seat: Seat) -> None:
    looks = seat.may(Permission.LOOK)
    assert bool(seat.window.table.rows) is looks
    assert seat.window.table.isVisible() is looks
    assert seat.window.search.isVisible() is looks
    assert seat.window.home.isVisible() is not looks
    if not looks:
        named = [button.text() for button in seat.window.home.buttons]
        assert ("Åtkomstlogg…" in named) is seat.may(Permission.REVIEW)
        assert ("Inställningar…" in named) is seat.may(Permission.ADMINISTER)
        assert len(named) == len(set(named))


def test_the_panel_offers_what_the_services_allow(seat: Seat, scene: Scene) -> None:
    """Each act of each case: offered, it is not refused; not offered for want of a role, the service refuses it."""
    if not seat.may(Permission.LOOK):
        return
    opened = DeskActions(scene.tools(seat.window._theme, Answering()))
    for case in scene.all:
        view = opened.case_view(case)
        every = available(view.step, view.state, scene.today)
        shown = table.offered(every, seat.may)
        left = {*shown.main, *shown.more, *(CALL_ACTS if shown.call else ())}
        for act in {*every.main, *every.more, *(CALL_ACTS if every.call else ())}:
            assert (act in left) is seat.may(ROWS[act].permission)
        seat.window.panel.show_case(view, opened.profile(view.profile))
        card = seat.window.panel.card
        assert card is not None
        assert {*card.buttons} <= left
        assert all(tick.isEnabled() is seat.may(Permission.HANDLE) for tick in card.ticks.values())


DIRECT = [act for act in Act if ROWS[act].permission is not Permission.SEND and act not in (Act.ANSWER, Act.CHECK_MANY)]


@pytest.mark.parametrize("act", [act for act in DIRECT if act not in (Act.DETAILS, Act.CALL_NOW)])
@pytest.mark.parametrize("roles", [frozenset({role}) for role in Role], ids=list(Role))
def test_the_table_asks_for_what_the_services_ask_for(
    tmp_path: Path, theme: Theme, qtbot: QtBot, act: Act, roles: frozenset[Role]
) -> None:
    scene = open_scene(tmp_path / "desk", ["called"])
    try:
        tools = scene.tools(theme, Answering())
        tools = replace(tools, context=replace(tools.context, roles=roles), watch=None)  # type: ignore[arg-type]
        actions = DeskActions(tools)
        reply = FormAnswer("Bo Ask", scene.today, None)
        code = ""
        try:
            perform(actions, None, act, scene.all, reply, told=True, batch=None)  # type: ignore[arg-type]
        except EntryRefused as error:
            code = error.code
        except Exception as error:  # noqa: BLE001 - refused for another reason than the role
            code = type(error).__name__
        assert (code == "not_allowed") is not allowed(roles, ROWS[act].permission), code
    finally:
        scene.desk.context.store.close()


def test_the_whole_table_is_there() -> None:
    assert set(ROWS) == set(Act)
