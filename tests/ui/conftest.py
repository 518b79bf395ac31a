"""What every test of the window gets: the theme, and a desk with people in each state that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.widgets.theme import Mode, Theme
from rhs_desktop.ui.window.layout_memory import Layout
from rhs_desktop.ui.window.main_window import MainWindow
from tests.stored_practice import practice_files, practice_made_once
from tests.ui.desk import Answering
from tests.ui.states import Scene, open_scene
from tests.ui.users.sitting import sit
from tests.ui.window_actions import CountedActions

__all__ = ["practice_files", "practice_made_once", "sit"]


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Mode.LIGHT)


@dataclass
class Office:
    """A window in use, the scene behind it, and what was said to the person."""

    window: MainWindow
    scene: Scene
    messages: Answering
    actions: CountedActions


Open = Callable[..., Office]


@pytest.fixture
def office(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Open]:
    """`office("remind", "called")`: a window over these cases, in this order."""
    opened: list[Office] = []

    def open_office(*states: str, wanted: Filter | None = None, layout: Layout | None = None) -> Office:
        scene = open_scene(tmp_path / f"desk{len(opened)}", states)
        messages = Answering()
        actions = CountedActions(scene.tools(theme, messages))
        place = SeatInfo("Vårdcentralen Ekeby", "Anna Ek", "ärendehanterare", practice=True)
        clipboard = actions.tools.clipboard
        window = MainWindow(place, scene.today, theme, messages, clipboard, layout or Layout())
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        window.conductor.begin(actions, actions.rows(), wanted or Filter())
        opened.append(Office(window, scene, messages, actions))
        return opened[-1]

    yield open_office
    for one in opened:
        one.actions.tools.clipboard.clear()
        one.scene.desk.context.store.close()
