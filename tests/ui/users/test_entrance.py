"""Coming in and being locked out: pages, waits, idle time, the curtain, the printed sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPageSize, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rhs_desktop.app import Application
from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.domain.roles import Role
from rhs_desktop.services import opening, settings
from rhs_desktop.services.users import accounts, first_login, login
from rhs_desktop.store import access_log
from rhs_desktop.store.users import key_file
from rhs_desktop.store.users.key_file import Cost
from rhs_desktop.strings import users as strings
from rhs_desktop.ui.login.recovery_sheet import PrintedSheet, draw
from rhs_desktop.ui.users.idle_timer import IdleWatch
from rhs_desktop.ui.users.lock_cover import LockCover
from rhs_desktop.ui.widgets.jobs import Jobs
from rhs_desktop.ui.widgets.password_field import PasswordField
from rhs_desktop.ui.widgets.password_fields import NewPassword
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.commands import Command
from tests import builders
from tests.ui.desk import Answering, press, type_text

CHEAP = Cost(memory=64, lanes=1, rounds=1)
ANNA, HERS = "Anna Ek", "ärtsoppa på torsdag"
CODE = "ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567"


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 9, 9, 30)

    def __call__(self) -> datetime:
        return self.now


Start = Callable[[], Application]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def start(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    monkeypatch.setattr(key_file, "measured_cost", lambda: CHEAP)
    running: list[Application] = []

    def begin() -> Application:
        one = Application(qapp, tmp_path, demo=False, user="anna.ek", clock=clock, messages=Answering(), jobs=Jobs())
        running.append(one)
        qtbot.addWidget(one.window)
        one.start()
        qtbot.waitUntil(lambda: one.entrance is not None and one.entrance.ready)
        return one

    yield begin
    for one in running:
        one.window.close()


def log_in(one: Application, qtbot: QtBot, password: str = HERS, name: str = ANNA) -> None:
    assert one.entrance is not None
    form = one.entrance.login.form
    form.name.setText(name)
    form.secret.edit.setText(password)
    one.entrance.login.primary.click()
    qtbot.waitUntil(lambda: one.entrance is None or not form.busy)


def in_use(one: Application, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: one.entrance is None)
    qtbot.waitUntil(lambda: one.jobs.running == 0)


def showing(one: Application) -> QWidget | None:
    return one.entrance.page if one.entrance is not None else None


def locked(one: Application) -> bool:
    return one.lock is not None and one.lock.is_locked


def deaf(one: Application) -> bool:
    return one.window.scanning.wedge.deaf


# ---- pages ----------------------------------------------------------------------------------------------------------


def test_the_login_shows_at_once_and_proposes_the_name_of_the_computer(
    start: Start, tmp_path: Path, qtbot: QtBot, clock: Clock
) -> None:
    first_login.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=clock)
    one = start()
    assert one.entrance is not None
    assert one.entrance.page is one.entrance.login
    assert one.entrance.login.form.name.text() == "anna.ek"
    assert not one.window.areas.title.isVisible()
    assert not one.window.areas.table.isVisible()
    assert one.window.windowTitle() == "RHS Desktop"
    keys = [action for action in one.window.actions() if action.isEnabled() and action.isVisible()]
    assert {action.text() for action in keys} <= {"Hjälp och kortkommandon", "Avsluta"}


def test_a_wrong_login_says_the_same_for_any_name_keeps_no_password_and_counts_down(
    start: Start, tmp_path: Path, qtbot: QtBot, clock: Clock
) -> None:
    first_login.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=clock)
    one = start()
    assert one.entrance is not None
    form = one.entrance.login.form
    said = []
    for name in (ANNA, "Ingen Alls"):
        log_in(one, qtbot, "fel lösenord", name)
        said.append(form.secret.trouble)
        assert form.secret.edit.text() == ""
    assert said == ["Namnet eller lösenordet stämmer inte. Försök igen."] * 2
    log_in(one, qtbot, "fel lösenord")
    clock.now += timedelta(seconds=1)
    qtbot.waitUntil(one.entrance.login.primary.isEnabled)
    log_in(one, qtbot, "fel lösenord")
    qtbot.waitUntil(lambda: "Vänta 2 sekunder." in form.secret.trouble)
    assert not one.entrance.login.primary.isEnabled()
    clock.now += timedelta(seconds=1)
    qtbot.waitUntil(lambda: "Vänta 1 sekund." in form.secret.trouble)
    clock.now += timedelta(seconds=1)
    qtbot.waitUntil(one.entrance.login.primary.isEnabled)
    assert form.secret.trouble == said[0]
    log_in(one, qtbot)
    in_use(one, qtbot)


def test_a_wait_is_not_escaped_by_a_new_start(start: Start, tmp_path: Path, qtbot: QtBot, clock: Clock) -> None:
    first_login.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=clock)
    one = start()
    for _ in range(3):
        log_in(one, qtbot, "fel lösenord")
    one.window.close()
    again = start()
    assert again.entrance is not None
    assert again.entrance.login.form.secret.trouble == "För många fel försök. Vänta 1 sekund."


def test_a_clock_that_is_set_back_meanwhile_makes_no_wait_longer(
    start: Start, tmp_path: Path, qtbot: QtBot, clock: Clock
) -> None:
    first_login.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=clock)
    one = start()
    for _ in range(3):
        log_in(one, qtbot, "fel lösenord")
    assert one.entrance is not None
    assert not one.entrance.login.primary.isEnabled()
    clock.now -= timedelta(days=400)
    qtbot.waitUntil(one.entrance.login.primary.isEnabled)
    log_in(one, qtbot)
    clock.now += timedelta(seconds=2)
    qtbot.waitUntil(one.entrance.login.primary.isEnabled)
    log_in(one, qtbot)
    in_use(one, qtbot)


def test_data_from_before_there_were_users_are_encrypted_and_kept(
    start: Start, tmp_path: Path, qtbot: QtBot, clock: Clock
) -> None:
    ctx = opening.open_context(tmp_path, user=ANNA, clock=clock, create=True)
    builders.filled(ctx, 3)
    ctx.store.close()
    one = start()
    assert one.entrance is not None
    page = one.entrance.first
    assert page is not None
    assert strings.PLAIN_TITLE in [label.text() for label in page.findChildren(QLabel)]
    page.name.setText(ANNA)
    page.new.first.edit.setText(HERS)
    page.new.second.edit.setText(HERS + "!")
    page.primary.click()
    assert page.new.second.trouble == strings.NOT_SAME
    page.new.second.edit.setText(HERS)
    page.primary.click()
    entrance = one.entrance
    qtbot.waitUntil(lambda: entrance.page is entrance.code)
    assert one.entrance is entrance, "nothing goes on before the code is kept"
    entrance.code.primary.click()
    in_use(one, qtbot)
    assert len(one.window.areas.table.rows) == 3
    assert login.stage(tmp_path) is login.RegisterState.LOCKED


def test_the_code_lets_in_and_is_replaced(start: Start, tmp_path: Path, qtbot: QtBot, clock: Clock) -> None:
    code = first_login.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=clock)
    one = start()
    entrance = one.entrance
    assert entrance is not None
    entrance.login.other.click()
    page = entrance.recovery
    assert showing(one) is page
    page.code.setText(code[:-1])
    page.name.setText(ANNA)
    page.primary.click()
    assert page.code_field.trouble.startswith("Återställningskoden stämmer inte.")
    press(page, Qt.Key.Key_Escape)
    assert showing(one) is entrance.login
    assert page.code.text() == ""
    entrance.login.other.click()
    page.code.setText(code.lower().replace("-", " "))
    page.name.setText(ANNA)
    for edit in (page.new.first.edit, page.new.second.edit):
        edit.setText("fyra gröna paraplyer")
    page.primary.click()
    qtbot.waitUntil(lambda: entrance.page is entrance.code)
    shown = entrance.code.sheet.code.text().replace("\n", "-")
    assert shown != code
    assert entrance.code.sheet.text.text() == strings.NEW_SHEET_TEXT
    entrance.code.primary.click()
    assert entrance.code.sheet.code.text() == ""
    in_use(one, qtbot)


def test_the_rules_show_as_they_are_met(theme: Theme, qtbot: QtBot) -> None:
    new = NewPassword(theme, lambda: ANNA)
    qtbot.addWidget(new)
    met = []
    for text in ("", "kort", "annaek och hunden", "aaaaaaaaaaaa", HERS):
        new.first.edit.setText(text)
        met.append(tuple(new.met.values()))
    assert met == [
        (False, False, False), (False, True, False), (True, False, False), (True, False, False), (True, True, False)
    ]  # fmt: skip
    new.second.edit.setText(HERS)
    assert all(new.met.values())
    assert new.take() == HERS
    assert (new.first.edit.text(), new.second.edit.text()) == ("", "")


@pytest.mark.parametrize(
    ("sign", "shift", "on"),
    [
        pytest.param("A", False, True, id="large without shift"),
        pytest.param("a", True, True, id="small with shift"),
        pytest.param("a", False, False, id="small"),
        pytest.param("Å", True, False, id="large with shift"),
        pytest.param("7", False, False, id="a figure tells nothing"),
    ],
)
def test_caps_lock_is_guessed_from_what_comes(qtbot: QtBot, sign: str, shift: bool, on: bool) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    told = [False]
    field.caps.connect(told.append)
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, held, sign))
    assert told[-1] is on


def test_a_taken_password_cannot_be_had_back(qtbot: QtBot) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    type_text(field, HERS)
    assert field.take() == HERS
    field.undo()
    field.redo()
    assert field.text() == ""


def test_the_sheet_fills_one_page_with_the_code_in_it(qapp: QApplication, tmp_path: Path) -> None:
    import pypdfium2  # type: ignore[import-untyped]

    writer = QPdfWriter(str(tmp_path / "sheet.pdf"))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    assert draw(writer, PrintedSheet(CODE, "Vårdcentralen Ekeby", date(2026, 11, 9), ANNA))
    document = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    assert len(document) == 1
    page = document[0]
    text = page.get_textpage().get_text_range()
    document.close()
    for wanted in (
        "ABCDE-FGHJK-MNPQR",
        "STVWX-YZ012-34567",
        "Vårdcentralen Ekeby",
        "2026-11-09",
        ANNA,
        "Lås in bladet",
    ):
        assert wanted in text


# ---- locked ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def one(start: Start, tmp_path: Path, qtbot: QtBot, clock: Clock) -> Application:
    """Somebody at her desk."""
    first_login.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=clock)
    application = start()
    log_in(application, qtbot)
    in_use(application, qtbot)
    return application


def unlock(one: Application, qtbot: QtBot, password: str = HERS) -> None:
    assert one.lock is not None
    dialog = one.lock.dialog
    assert dialog is not None
    dialog.form.secret.edit.setText(password)
    dialog.primary.click()
    qtbot.waitUntil(lambda: one.lock is None or not one.lock.is_locked or not dialog.form.busy)


def test_the_lock_clears_the_clipboard_and_deafens_the_scanner(one: Application, qtbot: QtBot) -> None:
    one.clipboard.copy("19760115", "Personnumret")
    one.window.areas.menu.actions[Command.LOCK].trigger()
    assert one.lock is not None
    assert one.lock.is_locked
    assert QGuiApplication.clipboard().text() == ""
    assert deaf(one)
    assert one.lock.dialog is QApplication.activeModalWidget()
    unlock(one, qtbot, "fel lösenord")
    assert locked(one)
    unlock(one, qtbot)
    assert not locked(one)
    assert not deaf(one)
    assert not one.lock.curtain.drawn


def test_a_window_that_comes_while_it_is_locked_is_hidden_and_waits_behind(one: Application, qtbot: QtBot) -> None:
    one.window.areas.menu.actions[Command.LOCK].trigger()
    assert one.lock is not None
    late = QDialog(one.window)
    qtbot.addWidget(late)
    late.setModal(True)
    QVBoxLayout(late).addWidget(QLabel("Karin Ek"))
    late.show()
    assert any(type(child).__name__ == "_CoverWidget" for child in late.children())
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is one.lock.dialog)  # type: ignore[union-attr]
    unlock(one, qtbot)
    assert not any(type(child).__name__ == "_CoverWidget" and child.isVisible() for child in late.children())  # type: ignore[attr-defined]
    late.close()


def test_a_running_job_goes_on_and_keeps_the_next_person_waiting(one: Application, qtbot: QtBot) -> None:
    assert one.context is not None
    accounts.add(one.context, "Bo Ask", frozenset({Role.REVIEWER}), "fyra gröna paraplyer")
    done: list[bool] = []
    may_end = Event()
    job = one.jobs.start(lambda task: may_end.wait())
    job.done.connect(lambda _: done.append(True))
    one.window.areas.menu.actions[Command.SWITCH_USER].trigger()
    assert one.lock is not None
    dialog = one.lock.dialog
    assert dialog is not None
    assert dialog.switching
    dialog.form.name.setText("Bo Ask")
    dialog.form.secret.edit.setText("fyra gröna paraplyer")
    dialog.primary.click()
    assert dialog.form.secret.trouble == "Ett arbete pågår i bakgrunden. Byt användare när det är klart."
    may_end.set()
    qtbot.waitUntil(lambda: done == [True])
    dialog.form.secret.edit.setText("fyra gröna paraplyer")
    dialog.primary.click()
    qtbot.waitUntil(lambda: one.desk.user == "Bo Ask")
    assert not one.window.areas.table.isVisible()
    assert one.window.areas.table.rows == []
    assert one.window.areas.home.buttons[0].text() == "Åtkomstlogg…"


def test_a_lock_that_nobody_can_open_can_be_left(one: Application, qtbot: QtBot, tmp_path: Path) -> None:
    """The key file is gone with its share: no password can be tried, and there must be another way than the power."""
    closed: list[bool] = []
    one.window.closing.connect(lambda: closed.append(True))
    late = QDialog(one.window)
    qtbot.addWidget(late)
    late.setModal(True)
    late.show()
    one.window.areas.menu.actions[Command.LOCK].trigger()
    assert one.lock is not None
    dialog = one.lock.dialog
    assert dialog is not None
    assert not dialog.quit.isVisible()
    unlock(one, qtbot, "fel lösenord")
    assert not dialog.quit.isVisible(), "a wrong password is no reason"
    whole = (tmp_path / "rhs.keys").read_bytes()
    (tmp_path / "rhs.keys").unlink()
    unlock(one, qtbot)
    assert dialog.form.secret.trouble.startswith("Nyckelfilen till databasen saknas.")
    assert dialog.quit.isVisible()
    dialog.quit.click()
    qtbot.waitUntil(lambda: closed == [True])
    assert not late.isVisible()
    (tmp_path / "rhs.keys").write_bytes(whole)
    again = login.enter(tmp_path, ANNA, HERS)
    again.store.close()


def test_a_full_disk_lets_the_same_person_back_and_tells_of_it_later(
    one: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert one.lock is not None
    one.window.areas.menu.actions[Command.LOCK].trigger()
    qtbot.waitUntil(lambda: one.lock is not None and not one.lock.busy)

    def full(*_: object) -> None:
        raise StoreUnavailable(StoreTrouble.DISK_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(access_log, "append", full)
        unlock(one, qtbot)
        qtbot.waitUntil(lambda: not locked(one))
        qtbot.waitUntil(lambda: one.watch is not None and one.watch.failing)
    ctx = one.context
    assert ctx is not None
    assert one.watch is not None
    one.watch.try_again()

    def told() -> bool:
        with ctx.store.reading() as db:
            return bool(access_log.lines(db, access_log.LogQuery(kind="unlocked")))

    qtbot.waitUntil(told)


def test_other_idle_times_count_at_once(one: Application) -> None:
    assert one.context is not None
    assert one.lock is not None
    assert one.lock.idle.minutes == 10
    settings.save(one.context, replace(settings.load(one.context), idle_minutes=3))
    one.window.settings_closed.emit()
    assert one.lock.idle.minutes == 3


@pytest.mark.parametrize("asleep", [0, 1], ids=["one clock", "the other"])
def test_idle_time_by_either_clock(qapp: QApplication, qtbot: QtBot, asleep: int) -> None:
    """One of them stands still while a computer sleeps."""
    clocks = [0.0, 0.0]
    parent = QWidget()
    qtbot.addWidget(parent)
    watch = IdleWatch(parent, (lambda: clocks[0], lambda: clocks[1]))
    idle: list[bool] = []
    watch.idle.connect(lambda: idle.append(True))
    watch.begin(10)
    clocks[asleep] = 599
    watch.look()
    assert idle == []
    clocks[asleep] = 600
    watch.look()
    assert idle == [True]
    watch.touch()
    watch.look()
    watch.begin(0)
    clocks[asleep] = 99_999
    watch.look()
    assert idle == [True]


def test_a_key_in_any_window_is_a_sign_of_life(qtbot: QtBot) -> None:
    clocks = [0.0]
    window = QLineEdit()
    qtbot.addWidget(window)
    watch = IdleWatch(window, (lambda: clocks[0],))
    idle: list[bool] = []
    watch.idle.connect(lambda: idle.append(True))
    watch.begin(10)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    clocks[0] = 599
    QTest.keyClick(window.windowHandle(), "a")  # type: ignore[call-overload]  # it takes a text of one sign
    clocks[0] = 1_000
    watch.look()
    assert idle == []


def test_the_curtain_lies_above_what_comes_later(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    QLabel("Karin Ek", window)
    window.show()
    curtain = LockCover(theme)
    curtain.draw()
    QLabel("Åke Åberg", window).show()
    window.resize(500, 400)
    QTimer.singleShot(0, lambda: None)
    picture = window.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, 500, 5) for y in range(120, 400, 5)}
    colours |= {picture.pixel(x, y) for x in range(0, 120, 2) for y in range(0, 30, 2)}
    assert len(colours) == 1
    curtain.lift()
    assert not curtain.drawn
