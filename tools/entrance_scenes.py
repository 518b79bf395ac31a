"""Pictures of coming in: the first start, the recovery code, the login, the locked window, the users."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.domain.roles import Role
from rhs_desktop.paths import key_file
from rhs_desktop.practice import clinic
from rhs_desktop.services import opening
from rhs_desktop.services.context import Context
from rhs_desktop.services.users import accounts, first_login, login
from rhs_desktop.store.users.key_file import Cost
from rhs_desktop.ui.login.controller import Entrance
from rhs_desktop.ui.login.recovery_sheet import PrintedSheet
from rhs_desktop.ui.users.account_dialogs import AddUserDialog
from rhs_desktop.ui.users.lock_dialog import LockDialog
from rhs_desktop.ui.users.users_dialog import UsersDialog
from rhs_desktop.ui.widgets.jobs import Immediate, Jobs
from rhs_desktop.ui.widgets.printer_memory import PrinterMemory
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.main_window import MainWindow
from tests.ui.desk import Answering
from tools.staging import Scene, staged

Desk = Callable[[QApplication, Theme, int, int], MainWindow]
MORNING = datetime(2026, 11, 9, 10, 24)
ANNA, PASSWORD = "Anna Ek", "ärtsoppa på torsdag"
CODE = "7KQ2M-XW4RD-9TNCB-H3VPZ-5FJ8S-GAE61"
CHEAP = Cost(memory=64, lanes=1, rounds=1)
STAFF = (
    ("Bo Ask", frozenset({Role.RECEIVER, Role.HANDLER})),
    ("Cecilia Dal", frozenset({Role.RECEIVER})),
    ("Eva Gren", frozenset({Role.REVIEWER})),
)


def _entrance(begun: bool, show: Callable[[Entrance], None], *, damaged: bool = False) -> Scene:
    def scene(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
        folder = Path(tempfile.mkdtemp())
        if begun:
            first_login.begin(folder, ANNA, PASSWORD, cost=CHEAP)
        if damaged:
            key_file(folder).write_bytes(b"")
        entrance = Entrance(
            *(folder, theme, Jobs(Immediate()), Answering(), PrinterMemory()),
            user="anna.ek",
            clock=lambda: MORNING,
            come=lambda ctx: ctx,
        )
        entrance.setWindowTitle("RHS Desktop")
        entrance.resize(width, height)
        entrance.show()
        entrance.begin()
        QTest.qWait(60)
        show(entrance)
        QTest.qWait(60)
        picture = entrance.grab()
        entrance.close()
        entrance.deleteLater()
        shutil.rmtree(folder, ignore_errors=True)
        return picture

    return scene


def _half_filled(entrance: Entrance) -> None:
    page = entrance.first
    assert page is not None
    page.name.setText(ANNA)
    page.new.first.edit.setText(PASSWORD)
    page.new.second.edit.setText("ärtsoppa")
    page.new.second.edit.setFocus()


def _code(entrance: Entrance) -> None:
    entrance.code.sheet.show_code(PrintedSheet(CODE, "", MORNING.date(), ANNA))
    entrance.show_page(entrance.code)


def _fetching(entrance: Entrance) -> None:
    assert entrance.first is not None
    entrance.first.other.click()
    assert entrance.fetching is not None
    page = entrance.fetching.page
    page.copy.edit.setText("E:/rhs-desktop/rhs-2026-11-08-164000-start.sqlite3")
    page.form.name.setText(ANNA)
    page.refuse(StoreUnavailable(StoreTrouble.FETCH_NO_KEYS, name="rhs-2026-11-08-164000-start.sqlite3.keys"))


def _damaged(entrance: Entrance) -> None:
    assert entrance.fetching is not None
    page = entrance.fetching.page
    page.propose(Path("C:/Users/anna.ek/AppData/Local/RHS Desktop/backups/rhs-2026-11-09-080200-start.sqlite3.keys"))
    page.form.name.setText(ANNA)


def _waiting(entrance: Entrance) -> None:
    entrance.login.form.wait(MORNING + timedelta(seconds=8))


def _locked(desk: Desk) -> Scene:
    def scene(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
        """A dialog is a window of its own; here it is drawn where it stands."""
        from rhs_desktop.ui.users.lock_cover import LockCover

        window = desk(app, theme, width, height)
        QTest.qWait(60)
        curtain = LockCover(theme)
        curtain.over(window)
        dialog = LockDialog(window, theme, lambda: MORNING, ANNA, "Vårdcentralen Ekeby")
        dialog.show()
        QTest.qWait(60)
        picture, over = window.grab(), dialog.grab()
        painter = QPainter(picture)
        ratio = picture.devicePixelRatio()
        painter.drawPixmap(
            round((picture.width() - over.width()) / 2 / ratio),
            round((picture.height() - over.height()) / 2 / ratio),
            over,
        )
        painter.end()
        curtain.lift()
        for one in (dialog, window):
            one.hide()
            one.deleteLater()
        return picture

    return scene


@cache
def _clinic() -> Context:
    """A register of some staff, in a folder that is removed at the end."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    plain = opening.open_context(folder, user=ANNA, clock=lambda: MORNING, create=True)
    clinic.create_practice_clinic(plain)
    plain.store.close()
    first_login.begin(folder, ANNA, PASSWORD, cost=CHEAP, clock=lambda: MORNING)
    ctx = login.enter(folder, ANNA, PASSWORD, clock=lambda: MORNING)
    atexit.register(ctx.store.close)
    for name, roles in STAFF:
        accounts.add(ctx, name, roles, PASSWORD)
    return ctx


def entrance_scenes(desk: Desk) -> dict[str, Scene]:
    """Each by the name of its picture."""
    return {
        "first-start": _entrance(False, _half_filled),
        "fetch": _entrance(False, _fetching),
        "key-file-damaged": _entrance(True, _damaged, damaged=True),
        "recovery-code": _entrance(True, _code),
        "login": _entrance(True, _waiting),
        "locked": _locked(desk),
        "users": staged(lambda tools: UsersDialog(None, tools), _clinic),
        "user-new": staged(lambda tools: AddUserDialog(None, tools), _clinic),
    }
