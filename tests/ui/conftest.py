"""What every test of the window gets: the theme, and a desk with people in each state that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from rhs_desktop.services import settings
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.cases import case_list
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.theme import Mode, Theme
from rhs_desktop.ui.window.layout_memory import Layout
from rhs_desktop.ui.window.main_window import MainWindow
from tests.stored_practice import practice_files, practice_made_once
from tests.ui.desk import Answering
from tests.ui.states import Scene, open_scene
from tests.ui.users.sitting import sit

__all__ = ["practice_files", "practice_made_once", "sit"]


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Mode.LIGHT)


@dataclass
class Office:
    """A window in use, the scene behind it, what dialogs are handed, and what was said to the person."""

    window: MainWindow
    scene: Scene
    messages: Answering
    tools: DialogContext

    def watch(self) -> list[QDialog]:
        """From here on dialogs may open; they are left at once, and stand in this list."""
        opened: list[QDialog] = []
        self.messages.on_run = opened.append
        return opened


def rows_of(tools: DialogContext) -> list[CaseRow]:
    """The rows that the window begins with."""
    return case_list.load_rows(tools.context, settings.load(tools.context).round)


Open = Callable[..., Office]


@pytest.fixture
def office(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Open]:
    """`office("remind", "called")`: a window over these cases, in this order."""
    opened: list[Office] = []

    def open_office(*states: str, wanted: Filter | None = None, layout: Layout | None = None) -> Office:
        scene = open_scene(tmp_path / f"desk{len(opened)}", states)
        messages = Answering()
        tools = scene.tools(theme, messages)
        place = SeatInfo("Vårdcentralen Ekeby", "Anna Ek", "ärendehanterare", practice=True)
        window = MainWindow(place, scene.today, theme, messages, tools.clipboard, layout or Layout())
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        window.begin(tools, rows_of(tools), wanted or Filter())
        opened.append(Office(window, scene, messages, tools))
        return opened[-1]

    yield open_office
    for one in opened:
        one.tools.clipboard.clear()
        one.scene.desk.context.store.close()
