"""What the window shows to each role: everything that shows works, and nothing that would be refused shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.cases import acts
from rhs_desktop.domain.cases.act_buttons import available
from rhs_desktop.domain.cases.acts import CALL_ACTS, Act
from rhs_desktop.domain.errors import EntryRefusal, EntryRefused
from rhs_desktop.domain.roles import Permission, Role, allowed
from rhs_desktop.services.cases import case_list
from rhs_desktop.strings import users as strings
from rhs_desktop.strings import window as said
from rhs_desktop.strings.cases.process import ACT
from rhs_desktop.strings.errors import ENTRY
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.case_panel.act_forms import PANEL_ACTS, FormAnswer, Recording, offered
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.commands import ROWS, Command, Place
from rhs_desktop.ui.window.dialogs import ACT_DIALOGS
from rhs_desktop.ui.window.layout_memory import Layout
from rhs_desktop.ui.window.main_window import MainWindow
from tests.ui.conftest import rows_of
from tests.ui.desk import Answering
from tests.ui.states import STATES, Scene, open_scene

SETS = [frozenset(held) for held in chain.from_iterable(combinations(Role, size) for size in range(1, len(Role) + 1))]
REFUSED = ENTRY[EntryRefusal.NOT_ALLOWED][0]
NOT_PRESSED = {Command.QUIT}


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
        rows = rows_of(self.tools) if self.may(Permission.LOOK) else []
        self.window.begin(self.tools, rows, Filter())

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


def test_whatever_shows_in_the_menu_works(seat: Seat) -> None:
    actions = seat.window.areas.menu.actions
    shown = [command for command, action in actions.items() if action.isVisible() and command not in NOT_PRESSED]
    assert shown
    for command in shown:
        actions[command].trigger()
        assert seat.refused == [], command


def test_the_menu_shows_what_the_table_says(seat: Seat) -> None:
    actions = seat.window.areas.menu.actions
    assert set(actions) == {command for command in Command if ROWS[command].place is not Place.CASE}
    for command, action in actions.items():
        row = ROWS[command]
        wanted = row.practice and (not row.permissions or any(map(seat.may, row.permissions)))
        assert action.isVisible() is wanted, command
        assert action.isEnabled() is wanted, f"{command}: its key {row.keys} would work"


def test_the_keys_that_are_told_are_those_that_work(seat: Seat) -> None:
    told = {key for _, key in seat.window.areas.menu.told_keys()}
    shown = [action for action in seat.window.areas.menu.actions.values() if action.isVisible()]
    assert told == {said.key(action.shortcut().toString()) for action in shown if not action.shortcut().isEmpty()}


def test_what_was_done_can_be_taken_back_beside_it_by_whom_it_may(seat: Seat) -> None:
    line = seat.window.areas.status
    line.show_done("25 markerades som skickade", undoable=True, redoable=True)
    assert line.undo.isVisible() is seat.may(Permission.UNDO)
    assert line.redo.isVisible() is seat.may(Permission.UNDO)
    line.allow(undo=not seat.may(Permission.UNDO))
    assert line.undo.isVisible() is not seat.may(Permission.UNDO), "also when somebody else sits down"


def test_whatever_shows_at_the_top_works(seat: Seat) -> None:
    row = seat.window.areas.buttons
    shown = [command for command, button in row.buttons.items() if button.isVisible()]
    assert shown == [command for command in row.buttons if any(map(seat.may, ROWS[command].permissions))]
    for command in shown:
        row.buttons[command].click()
        assert seat.refused == [], command
    visible = [one for one in row.findChildren(QPushButton) if one.isVisible()]
    assert {id(one) for one in visible} == {id(row.buttons[command]) for command in shown}


def test_whoever_may_see_no_residents_sees_none(seat: Seat) -> None:
    looks = seat.may(Permission.LOOK)
    assert bool(seat.window.areas.table.rows) is looks
    assert seat.window.areas.table.isVisible() is looks
    assert seat.window.areas.search.isVisible() is looks
    assert seat.window.areas.home.isVisible() is not looks
    named = [button.text() for button in seat.window.areas.home.buttons]
    assert ("Åtkomstlogg…" in named) is (not looks and seat.may(Permission.REVIEW))
    assert ("Inställningar…" in named) is (not looks and seat.may(Permission.ADMINISTER))
    assert len(named) == len(set(named))


LOOKING = [roles for roles in SETS if allowed(roles, Permission.LOOK)]


@pytest.mark.parametrize("roles", LOOKING, ids=["+".join(sorted(roles)) for roles in LOOKING])
def test_the_panel_offers_what_a_role_may_do(scene: Scene, theme: Theme, qtbot: QtBot, roles: frozenset[Role]) -> None:
    seat, ctx = Seat(scene, theme, roles, qtbot), scene.desk.context
    for case in scene.all:
        view = case_list.case_view(ctx, case)
        every = available(view.step, view.state, scene.today)
        shown = offered(every, roles)
        left = {*shown.main, *shown.more, *(CALL_ACTS if shown.call else ())}
        for act in {*every.main, *every.more, *(CALL_ACTS if every.call else ())}:
            assert (act in left) is seat.may(acts.ROWS[act].permission)
        seat.window.areas.panel.show_case(view, ctx.rules(view.profile).profile)
        card = seat.window.areas.panel.card
        assert card is not None
        assert {*card.buttons} <= left
        assert all(tick.isEnabled() is seat.may(Permission.HANDLE) for tick in card.ticks.values())


RECORDED = [act for act in Act if PANEL_ACTS[act].service is not None]


@pytest.mark.parametrize("act", RECORDED)
@pytest.mark.parametrize("roles", [frozenset({role}) for role in Role], ids=list(Role))
def test_the_table_asks_for_what_the_services_ask_for(tmp_path: Path, act: Act, roles: frozenset[Role]) -> None:
    scene = open_scene(tmp_path / "desk", ["called"])
    service = PANEL_ACTS[act].service
    assert service is not None
    context = replace(scene.desk.context, roles=roles)
    code: str = ""
    try:
        service(Recording(context, scene.all, FormAnswer("Bo Ask", scene.today), data_told=True))
    except EntryRefused as error:
        code = error.code
    except Exception as error:  # noqa: BLE001 - refused for another reason than the role
        code = type(error).__name__
    finally:
        scene.desk.context.store.close()
    assert (code == "not_allowed") is not allowed(roles, acts.ROWS[act].permission), code


def test_each_act_is_recorded_by_a_service_or_by_a_dialog() -> None:
    assert set(PANEL_ACTS) == set(acts.ROWS) == set(Act)
    assert {act for act in Act if PANEL_ACTS[act].service is None} == set(ACT_DIALOGS)
    assert {act for act in Act if ACT[act].several} == {act for act in Act if acts.ROWS[act].many}


def test_each_command_has_its_row() -> None:
    assert set(ROWS) == set(Command)
    keys = [key for row in ROWS.values() for key in row.keys]
    assert len(keys) == len(set(keys))
