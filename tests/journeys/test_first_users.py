"""From the first start to the second user, by keyboard alone and with real dialogs in real loops: the sheet with the
code, a list, a colleague with fewer roles, a lock over half-typed text, another person at the desk, wrong passwords."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rhs_desktop.app import Application
from rhs_desktop.domain.roles import Role
from rhs_desktop.services import integrity
from rhs_desktop.services.users import login
from rhs_desktop.store import access_log
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.store.users import key_file
from rhs_desktop.store.users.key_file import Cost
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.settings.settings_dialog import SettingsDialog
from rhs_desktop.ui.users.account_dialogs import AddUserDialog
from rhs_desktop.ui.users.lock_dialog import LockDialog
from rhs_desktop.ui.users.role_boxes import RoleBoxes
from rhs_desktop.ui.users.users_dialog import UsersDialog
from rhs_desktop.ui.widgets import file_dialogs
from rhs_desktop.ui.widgets.jobs import Jobs
from rhs_desktop.ui.widgets.messages import WindowMessages
from rhs_desktop.ui.window.commands import Command
from tests.journeys.beginner import Beginner, Ctrl, Key, check_rows, name_the_round, open_list
from tests.lists import dashed
from tests.ui.desk import ChosenFiles, type_text
from tests.ui.users.sitting import NUMBERS

ANNA, BO = "Anna Ek", "Bo Ask"
HERS, HIS = "ärtsoppa på torsdag", "fyra gröna paraplyer"
HALF = "Halvskriven ga"


class Real(WindowMessages):
    """Real dialogs; what to do in each begins when its own loop runs."""

    def __init__(self, opened: Callable[[QDialog], None]) -> None:
        self._opened = opened

    def run(self, dialog: QDialog) -> bool:
        QTimer.singleShot(0, lambda: self._go(dialog))
        return super().run(dialog)

    def _go(self, dialog: QDialog) -> None:
        """What goes wrong in a dialog ends it, so that the journey ends too."""
        try:
            self._opened(dialog)
        except BaseException:
            QDialog.done(dialog, QDialog.DialogCode.Rejected)
            raise


class Staff(Beginner):
    """Whoever sits at the keyboard of a clinic with a login."""

    now = datetime(2026, 11, 9, 8, 30)

    def until(self, what: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(what)

    def start(self) -> Application:
        one = Application(
            self.qapp,
            self.data,
            demo=False,
            user="anna.ek",
            clock=lambda: self.now,
            messages=Real(self._opened),
            jobs=Jobs(),
        )
        self.running.append(one)
        self.qtbot.addWidget(one.window)
        one.start()
        self.at(one.window)
        return one

    def write(self, text: str) -> None:
        """Where the focus is, over what stands there."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit), field
        self.key(field.window(), Key.Key_A, Ctrl)
        type_text(field, text)

    def log_in(self, one: Application, name: str, password: str) -> None:
        assert one.entrance is not None
        form = one.entrance.login.form
        self.until(lambda: form.secret.edit.hasFocus())
        self.tab_to(one.window, form.name)
        self.write(name)
        self.tab_to(one.window, form.secret.edit)
        self.write(password)
        self.key(one.window, Key.Key_Return)
        self.until(lambda: one.entrance is None or not form.busy)

    def at_desk(self, one: Application) -> None:
        self.until(lambda: one.entrance is None)
        self.until(lambda: one.jobs.running == 0)
        self.at(one.window)


@pytest.fixture
def staff(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Staff]:
    chosen = ChosenFiles()
    monkeypatch.setattr(file_dialogs, "SystemFiles", lambda: chosen)
    monkeypatch.setattr(key_file, "measured_cost", lambda: Cost(memory=64, lanes=1, rounds=1))
    people = Staff(qapp, qtbot, tmp_path / "data", chosen)
    yield people
    for one in people.running:
        one.window.close()


def begin(person: Staff) -> Application:
    """Name, password twice, the sheet, in."""
    one = person.start()
    entrance = one.entrance
    assert entrance is not None
    person.until(lambda: entrance.first is not None)
    page = entrance.first
    assert page is not None
    person.until(page.name.hasFocus)
    person.write(ANNA)
    person.key(one.window, Key.Key_Tab)
    person.write("ärtsoppa")
    person.key(one.window, Key.Key_Return)
    assert "för kort" in page.new.first.trouble
    person.write(HERS)
    person.key(one.window, Key.Key_Tab)
    person.write(HERS)
    assert all(page.new.met.values())
    person.key(one.window, Key.Key_Return)
    person.until(lambda: entrance.page is entrance.code)
    letters = entrance.code.sheet.code.text().replace("\n", "-")
    assert len(letters.split("-")) == 6
    assert not one.window.areas.title.isVisible()
    person.press_button(one.window, entrance.code.primary)
    person.at_desk(one)
    assert one.window.areas.title.user.text() == "Anna Ek, alla roller"
    return one


def bring_in(person: Staff, path: Path) -> Callable[[ImportDialog], None]:
    def go(dialog: ImportDialog) -> None:
        open_list(person, dialog, path)
        person.expected.insert(0, name_the_round(person))
        person.mnemonic(dialog, Key.Key_N)
        person.until(lambda: QApplication.activeModalWidget() is dialog)
        check_rows(person, dialog)
        person.press_button(dialog, dialog.primary)
        person.settled(dialog)

    return go


def menu(person: Staff, one: Application, text: str) -> None:
    """Alt+M, then the arrow keys to the entry, Enter."""
    person.at(one.window)
    person.qapp.processEvents()
    QTimer.singleShot(0, lambda: walk_menu(person, one, text))
    one.window.areas.title.menu.setFocus()
    person.key(one.window, Key.Key_Space)


def walk_menu(person: Staff, one: Application, text: str) -> None:
    shown = one.window.areas.menu.menu
    person.until(shown.isVisible)
    for _ in shown.actions():
        active = shown.activeAction()
        if active and active.text() == text:
            break
        QTest.keyClick(shown, Key.Key_Down)
    active = shown.activeAction()
    assert active is not None
    assert active.text() == text
    QTest.keyClick(shown, Key.Key_Return)


def add_bo(person: Staff) -> Callable[[UsersDialog], None]:
    """A colleague who handles cases but administers nothing."""

    def fill(dialog: AddUserDialog) -> None:
        person.at(dialog)
        person.write(BO)
        boxes = dialog.findChildren(RoleBoxes)[0].boxes
        person.press_button(dialog, boxes[Role.HANDLER])
        person.tab_to(dialog, dialog.new.first.edit)
        person.write(HIS)
        person.key(dialog, Key.Key_Tab)
        person.write(HIS)
        person.key(dialog, Key.Key_Return)
        person.until(lambda: not dialog.isVisible())

    def go(dialog: UsersDialog) -> None:
        person.at(dialog)
        person.expected = [fill]
        person.tab_to(dialog, dialog.primary)
        QTimer.singleShot(0, lambda: person.key(dialog, Key.Key_Return))
        person.until(lambda: dialog.table.rowCount() == 2)
        assert dialog.told.text() == "Bo Ask är tillagd"
        person.key(dialog, Key.Key_Escape)

    return go


def hidden(window: QWidget) -> bool:
    """Whether nothing of it shows but one colour and the program's own sign."""
    picture = window.grab().toImage()
    step = 3
    colours = {
        picture.pixel(x, y)
        for x in range(0, picture.width(), step)
        for y in range(picture.height() // 4, picture.height(), step)
    }
    return len(colours) == 1


def lock_over(person: Staff, one: Application) -> Callable[[SettingsDialog], None]:
    """Half a name is typed; it is locked, unlocked, locked again, and Bo sits down."""

    def go(dialog: SettingsDialog) -> None:
        person.at(dialog)
        field = dialog.name
        person.tab_to(dialog, field)
        person.write(HALF)
        assert one.lock is not None
        assert not hidden(dialog)
        person.key(dialog, Key.Key_L, Ctrl)
        locked = one.lock.dialog
        assert locked is not None
        assert hidden(dialog)
        assert hidden(one.window)
        person.until(locked.form.secret.edit.hasFocus)
        person.write("fel lösenord")
        person.key(locked, Key.Key_Return)
        person.until(lambda: "stämmer inte" in locked.form.secret.trouble)
        person.key(locked, Key.Key_Escape)
        assert one.lock.is_locked
        person.write(HERS)
        person.key(locked, Key.Key_Return)
        person.until(lambda: not one.lock or not one.lock.is_locked)
        assert dialog.isVisible()
        assert not hidden(dialog)
        assert field.text() == HALF
        person.until(field.hasFocus)
        person.key(dialog, Key.Key_L, Ctrl)
        bo_comes(person, one.lock.dialog)
        person.until(lambda: not dialog.isVisible())

    return go


def bo_comes(person: Staff, locked: LockDialog | None) -> None:
    assert locked is not None
    person.until(locked.form.secret.edit.hasFocus)
    person.press_button(locked, locked.other)
    assert "Inställningar" in locked.losing.text()
    person.until(locked.form.name.hasFocus)
    person.write("bo ask")
    person.key(locked, Key.Key_Tab)
    person.write(HIS)
    person.key(locked, Key.Key_Return)


def shown_buttons(one: Application) -> set[str]:
    return {
        button.text().replace("&", "")
        for button in one.window.areas.buttons.findChildren(QPushButton)
        if button.isVisible()
    }


@pytest.mark.qt_log_ignore("grabbing the keyboard", "support raise", extend=True)  # by menus, on no screen
def test_first_start_second_user_lock_and_switch(staff: Staff, tmp_path: Path) -> None:
    listed = tmp_path / "lista.csv"
    rows = [
        f"{dashed(number)};Karin;Ek{turn};Storgatan {turn};58222;Linköping" for turn, number in enumerate(NUMBERS[:4])
    ]
    listed.write_text("\n".join(["Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort", *rows]), encoding="utf-8")

    one = begin(staff)
    staff.expected = [bring_in(staff, listed)]
    staff.mnemonic(one.window, Key.Key_I)
    staff.until(lambda: len(one.window.areas.table.rows) == 4)

    staff.expected = [add_bo(staff)]
    menu(staff, one, "Användare…")
    staff.until(lambda: not staff.expected and one.window.areas.status.done.text() == "Bo Ask är tillagd")

    # Half-typed text under a lock, and then another person.
    staff.expected = [lock_over(staff, one)]
    menu(staff, one, "Inställningar…")
    staff.until(lambda: one.desk.user == BO and one.lock is not None and not one.lock.is_locked)
    assert one.window.areas.title.user.text() == "Bo Ask, ärendehanterare"
    assert one.window.areas.status.done.text() == "Bo Ask är inloggad"
    assert shown_buttons(one) == {"Importera lista", "Klistra in", "Skanna svar"}
    visible = {command for command, action in one.window.areas.menu.actions.items() if action.isVisible()}
    hidden = {Command.USERS, Command.MANUALS, Command.TEXTS, Command.REMINDERS, Command.ACCESS_LOG}
    assert not visible & hidden
    assert {Command.CALLING, Command.OWN_PASSWORD, Command.LOCK, Command.SETTINGS} <= visible
    assert len(one.window.areas.table.rows) == 4
    assert one.desk.clinic == "", "what was half typed was said to be lost, and is"
    ctx = one.context
    assert ctx is not None
    assert integrity.verify(ctx) == ()
    staff.until(lambda: one.jobs.running == 0)
    one.window.close()

    # The next morning: three wrong passwords, a wait, and in.
    staff.now += timedelta(days=1)
    again = staff.start()
    entrance = again.entrance
    assert entrance is not None
    for name in (ANNA, "Ingen Alls", ANNA):
        staff.log_in(again, name, "fel lösenord")
        assert entrance.login.form.secret.trouble.startswith("Namnet eller lösenordet stämmer inte.")
    assert "Vänta 1 sekund" in entrance.login.form.secret.trouble
    assert not entrance.login.primary.isEnabled()
    staff.now += timedelta(seconds=2)
    staff.until(entrance.login.primary.isEnabled)
    staff.log_in(again, ANNA, HERS)
    staff.at_desk(again)
    assert len(again.window.areas.table.rows) == 4
    ctx = again.context
    assert ctx is not None
    assert integrity.verify(ctx) == ()
    with ctx.store.reading() as db:
        kinds = [line.kind for line in reversed(access_log.lines(db, LogQuery()))]
    entries = [kind for kind in kinds if kind in {"login", "logout", "locked", "unlocked", "failed_login"}]
    assert entries == [
        *("login", "locked", "failed_login", "unlocked", "locked", "logout", "login", "logout"),
        *("failed_login", "failed_login", "failed_login", "login"),
    ]
    assert login.stage(staff.data) is login.RegisterState.LOCKED
