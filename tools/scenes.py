"""What each picture shows. A scene opens a window in the state worth showing and hands back its picture."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.roles import ALL_ROLES
from rhs_desktop.practice import clinic
from rhs_desktop.services import settings
from rhs_desktop.services.calendar import swedish_calendar
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import load_profiles
from rhs_desktop.store.store import Store
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.case_list.filter import DUE_TODAY, Filter
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.commands import Command
from rhs_desktop.ui.window.layout_memory import Layout
from rhs_desktop.ui.window.main_window import MainWindow
from tools.backup_scenes import backup_scenes
from tools.day_scenes import day_scenes
from tools.dialog_scenes import dialog_scenes
from tools.entrance_scenes import entrance_scenes
from tools.letter_scenes import letter_scenes
from tools.log_scenes import log_scenes
from tools.manual_scenes import manual_scenes
from tools.retention_scenes import retention_scenes
from tools.staging import Scene, tools_at

MORNING = datetime(2026, 11, 9, 10, 24)


def shoot(app: QApplication, window: QWidget) -> QPixmap:
    window.show()
    app.processEvents()
    app.processEvents()
    picture = window.grab()
    window.close()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return picture


def desk_window(app: QApplication, theme: Theme, width: int, height: int) -> MainWindow:
    """The window in the middle of a working day of the practice clinic."""
    context = practice_context()
    tools = tools_at(context, app, theme)
    place = SeatInfo(settings.clinic(context).name, context.user, "ärendehanterare", practice=True)
    window = MainWindow(place, context.today, theme, tools.messages, tools.clipboard, Layout())
    window.resize(width, height)
    window.show()
    window.begin(tools, case_list.load_rows(context, settings.load(context).round), Filter(work=DUE_TODAY))
    return window


@cache
def practice_context() -> Context:
    """The practice clinic, made once for all pictures, in a folder that is removed at the end."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Store.create(folder / "rhs.sqlite3", now=MORNING)
    atexit.register(store.close)
    calendar = swedish_calendar(range(2025, 2029))
    context = Context(store, lambda: MORNING, "Anna Ek", load_profiles(folder / "profiles").usable, calendar, ALL_ROLES)
    clinic.create_practice_clinic(context)
    return context


def pick(window: MainWindow, step: str) -> None:
    """The first shown case whose next step is of that kind."""
    table = window.areas.table
    line = next(line for line in range(table.shown) if table.row(line).step == step)
    table.pick(table.row(line).case)
    QTest.qWait(60)


def main_window(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
    window = desk_window(app, theme, width, height)
    pick(window, "remind")
    return shoot(app, window)


def queue(code: str, step: str) -> Scene:
    def scene(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
        window = desk_window(app, theme, width, height)
        window.areas.sidebar.open(code)
        pick(window, step)
        return shoot(app, window)

    return scene


def chosen_many(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
    window = desk_window(app, theme, width, height)
    window.areas.sidebar.open("check")
    window.areas.table.selectAll()
    QTest.qWait(60)
    return shoot(app, window)


def searching(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
    window = desk_window(app, theme, width, height)
    window.areas.search.setText("ek")
    window.areas.table.pick(window.areas.table.row(0).case)
    QTest.qWait(60)
    return shoot(app, window)


def half_screen(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
    """Beside Cosmic or 1177 on the other half of a screen."""
    return main_window(app, theme, 960, height)


def recorded(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
    """A reminder has just been recorded; it can be undone."""
    window = desk_window(app, theme, width, height)
    window.areas.sidebar.open("remind")
    pick(window, "remind")
    card = window.areas.panel.card
    if card is not None:
        card.buttons[Act.REMINDED].click()
    QTest.qWait(500)
    picture = window.grab()
    window.areas.menu.actions[Command.UNDO].trigger()
    shoot(app, window)
    return picture


def new_clinic(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
    """Before the first list."""
    window = desk_window(app, theme, width, height)
    window.begin(window.controller.tools, [], Filter())
    return shoot(app, window)


SCENES: dict[str, Scene] = {
    "main-window": main_window,
    "call": queue("call", "call"),
    "answer": queue("answer", "handle_answer"),
    "check-cosmic": queue("check", "check_cosmic"),
    "chosen-many": chosen_many,
    "search": searching,
    "half-screen": half_screen,
    "recorded": recorded,
    "new-clinic": new_clinic,
    **day_scenes(practice_context),
    **dialog_scenes(practice_context),
    **entrance_scenes(desk_window),
    **letter_scenes(practice_context),
    **backup_scenes(),
    **log_scenes(practice_context),
    **manual_scenes(practice_context),
    **retention_scenes(practice_context),
}
