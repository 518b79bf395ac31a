"""A first start on a new computer, and one where the key file is gone: the copy is fetched in the window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from rhs_desktop.app import Application
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services.backups import make
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.users import first_login, login
from rhs_desktop.store.users import key_file as users_key_file
from rhs_desktop.store.users.key_file import Cost
from rhs_desktop.strings import users as strings
from rhs_desktop.ui.login import copy_controller
from rhs_desktop.ui.login.copy_page import FetchPage
from rhs_desktop.ui.login.entry_work import Unopened
from rhs_desktop.ui.login.pages import RecoverPage
from rhs_desktop.ui.widgets.jobs import Jobs
from tests import builders
from tests.ui.desk import Answering, ChosenFiles, Clock, press, type_text

CHEAP = Cost(memory=64, lanes=1, rounds=1)
ANNA, HERS, NEW = "Anna Ek", "ärtsoppa på torsdag", "fyra gröna paraplyer"
PEOPLE = 3


class Place:
    """The old folder, the copy on a stick, and the new computer's program."""

    def __init__(self, folder: Path, qapp: QApplication, qtbot: QtBot) -> None:
        self.old, self.new, self.stick = folder / "old", folder / "new", folder / "stick"
        self.clock, self.picked = Clock(), ChosenFiles()
        self._qapp, self._qtbot = qapp, qtbot
        self.running: list[Application] = []
        self.code = first_login.begin(self.old, ANNA, HERS, cost=CHEAP, clock=self.clock)
        with (ctx := login.enter(self.old, ANNA, HERS, clock=self.clock)).store:
            builders.filled(ctx, PEOPLE)
            name = make.make(ctx).name
        self.stick.mkdir()
        self.copy = self.stick / name
        for one in (name, f"{name}.keys"):
            shutil.copyfile(backup_dir(self.old) / one, self.stick / one)

    def start(self, data: Path) -> Application:
        one = Application(
            self._qapp, data, demo=False, user="anna.ek", clock=self.clock, messages=Answering(), jobs=Jobs()
        )
        self.running.append(one)
        self._qtbot.addWidget(one.window)
        one.start()
        self._qtbot.waitUntil(lambda: one.entrance is not None and one.entrance.ready)
        return one


@pytest.fixture
def place(tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setattr(users_key_file, "measured_cost", lambda: CHEAP)
    made = Place(tmp_path, qapp, qtbot)
    monkeypatch.setattr(copy_controller, "SystemFiles", lambda: made.picked)
    yield made
    for one in made.running:
        one.window.close()


def page_of(one: Application) -> FetchPage:
    assert one.entrance is not None
    shown = one.entrance.page
    assert isinstance(shown, FetchPage)
    return shown


def to_the_copy(one: Application) -> FetchPage:
    assert one.entrance is not None
    assert one.entrance.first is not None
    link = one.entrance.first.other
    assert link.text() == "Hämta registret från en säkerhetskopia…"
    link.setFocus()
    press(one.entrance.first, Qt.Key.Key_Return)
    return page_of(one)


def pick(place: Place, page: FetchPage, path: Path | None = None) -> None:
    place.picked.paths = [path or place.copy]
    page.copy.pick.setFocus()
    press(page, Qt.Key.Key_Return)


def log_in(one: Application, page: FetchPage, qtbot: QtBot, password: str = HERS, name: str = ANNA) -> None:
    page.form.name.setText(name)
    page.form.secret.edit.setFocus()
    type_text(page.form.secret.edit, password)
    press(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: one.entrance is None or not page.form.busy)


def recover(page: RecoverPage, code: str) -> None:
    """Anna's name and new password, with this code."""
    page.code.setText(code)
    page.name.setText(ANNA)
    for edit in (page.new.first.edit, page.new.second.edit):
        edit.setText(NEW)
    page.primary.click()


def in_use(one: Application, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: one.entrance is None)
    qtbot.waitUntil(lambda: one.jobs.running == 0)


def test_a_new_computer_by_keyboard(place: Place, qtbot: QtBot) -> None:
    one = place.start(place.new)
    page = to_the_copy(one)
    assert page.window().focusWidget() is page.copy.pick
    pick(place, page)
    assert page.copy.edit.text() == str(place.copy)
    assert page.window().focusWidget() is page.form.secret.edit
    log_in(one, page, qtbot)
    in_use(one, qtbot)
    assert len(one.window.areas.table.rows) == PEOPLE
    assert one.context is not None
    assert verify(one.context) == ()
    assert one.desk.user == ANNA


def test_the_page_says_what_is_wrong_where_it_is_put_right(place: Place, qtbot: QtBot) -> None:
    one = place.start(place.new)
    page = to_the_copy(one)
    page.primary.click()
    assert page.copy_field.trouble == strings.NOT_PICKED
    pick(place, page)
    log_in(one, page, qtbot, "fel lösenord")
    assert page.form.secret.trouble == "Namnet eller lösenordet stämmer inte. Försök igen."
    assert page.form.secret.edit.text() == ""
    (place.stick / f"{place.copy.name}.keys").rename(place.stick / "bort")
    log_in(one, page, qtbot)
    assert f"Den heter {place.copy.name}.keys och ska ligga i samma mapp." in page.copy_field.trouble
    assert not database_file(place.new).exists()
    (place.stick / "bort").rename(place.stick / f"{place.copy.name}.keys")
    log_in(one, page, qtbot)
    in_use(one, qtbot)


def test_esc_leads_back_to_a_new_register(place: Place) -> None:
    one = place.start(place.new)
    page = to_the_copy(one)
    press(page, Qt.Key.Key_Escape)
    assert one.entrance is not None
    assert one.entrance.page is one.entrance.first
    assert to_the_copy(one) is page


def test_with_the_recovery_code(place: Place, qtbot: QtBot) -> None:
    one = place.start(place.new)
    page = to_the_copy(one)
    entrance = one.entrance
    assert entrance is not None
    assert entrance.fetching is not None
    page.code.click()
    assert page.copy_field.trouble == strings.NOT_PICKED
    pick(place, page)
    page.code.click()
    recovery = entrance.fetching.recovery
    assert entrance.page is recovery
    recover(recovery, "ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567")
    qtbot.waitUntil(lambda: not recovery.progress.text)
    assert recovery.code_field.trouble.startswith("Återställningskoden stämmer inte.")
    assert entrance.page is recovery
    recover(recovery, place.code)
    qtbot.waitUntil(lambda: entrance.page is entrance.code)
    assert entrance.code.sheet.text.text() == strings.NEW_SHEET_TEXT
    entrance.code.primary.click()
    in_use(one, qtbot)
    assert len(one.window.areas.table.rows) == PEOPLE


def test_a_copy_that_will_not_do_is_told_at_the_file_also_with_the_code(place: Place, qtbot: QtBot) -> None:
    place.copy.write_bytes(b"%PDF-1.7" * 2_000)
    one = place.start(place.new)
    page = to_the_copy(one)
    entrance = one.entrance
    assert entrance is not None
    assert entrance.fetching is not None
    pick(place, page)
    page.code.click()
    recovery = entrance.fetching.recovery
    recover(recovery, place.code)
    qtbot.waitUntil(lambda: entrance.page is page)
    assert page.copy_field.trouble.startswith("Säkerhetskopian går inte att använda.")
    assert not key_file(place.new).exists()


def spoil(place: Place, keep: int) -> None:
    """So many bytes of the key file are left."""
    whole = key_file(place.old).read_bytes()
    key_file(place.old).write_bytes(whole[:keep] + bytes(len(whole) - keep))


def proposed(page: FetchPage, qtbot: QtBot) -> Path:
    qtbot.waitUntil(lambda: page.copy.path is not None)
    assert page.copy.path is not None
    return page.copy.path


def headings(page: FetchPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def test_a_lost_key_file_is_fetched_from_a_copy(place: Place, qtbot: QtBot) -> None:
    key_file(place.old).unlink()
    one = place.start(place.old)
    page = page_of(one)
    assert strings.KEYS_TITLE in headings(page)
    assert not page.other.isVisible()
    press(page, Qt.Key.Key_Escape)
    assert page_of(one) is page
    assert proposed(page, qtbot) == backup_dir(place.old) / f"{place.copy.name}.keys"
    pick(place, page, place.stick / f"{place.copy.name}.keys")
    log_in(one, page, qtbot)
    in_use(one, qtbot)
    assert len(one.window.areas.table.rows) == PEOPLE


@pytest.mark.parametrize("keep", [0, 200], ids=["nothing is left", "half is left"])
def test_a_damaged_key_file_needs_no_more_than_the_password(place: Place, qtbot: QtBot, keep: int) -> None:
    """The newest copy on this computer is proposed, and what is left is tried besides."""
    spoil(place, keep)
    one = place.start(place.old)
    qtbot.waitUntil(lambda: one.entrance is not None and isinstance(one.entrance.page, FetchPage))
    page = page_of(one)
    assert strings.DAMAGED_TITLE in headings(page)
    proposed(page, qtbot)
    log_in(one, page, qtbot)
    in_use(one, qtbot)
    assert len(one.window.areas.table.rows) == PEOPLE
    assert len(list(backup_dir(place.old).glob("rhs-skadad-*.keys"))) == 1


def test_a_damaged_key_file_and_no_copy_but_the_code(place: Place, qtbot: QtBot) -> None:
    """The part of the file that is for the code is whole."""
    whole = key_file(place.old).read_bytes()
    key_file(place.old).write_bytes(whole.replace(b'"pepper"', b'"papper"'))
    shutil.rmtree(backup_dir(place.old))
    one = place.start(place.old)
    qtbot.waitUntil(lambda: one.entrance is not None and isinstance(one.entrance.page, FetchPage))
    page, entrance = page_of(one), one.entrance
    assert entrance is not None
    assert entrance.fetching is not None
    log_in(one, page, qtbot)
    assert page.form.secret.trouble == "Namnet eller lösenordet stämmer inte. Försök igen."
    page.code.click()
    recovery = entrance.fetching.recovery
    recover(recovery, place.code)
    qtbot.waitUntil(lambda: entrance.page is entrance.code)
    entrance.code.primary.click()
    in_use(one, qtbot)
    assert len(one.window.areas.table.rows) == PEOPLE


def test_a_key_file_that_is_spoilt_at_the_login_has_the_same_way_on(place: Place, qtbot: QtBot) -> None:
    one = place.start(place.old)
    entrance = one.entrance
    assert entrance is not None
    assert entrance.page is entrance.login
    spoil(place, 0)
    entrance.login.form.name.setText(ANNA)
    entrance.login.form.secret.edit.setText(HERS)
    entrance.login.primary.click()
    qtbot.waitUntil(lambda: isinstance(entrance.page, FetchPage))
    assert entrance.login.form.secret.edit.text() == ""
    page = page_of(one)
    proposed(page, qtbot)
    log_in(one, page, qtbot)
    in_use(one, qtbot)


def test_a_damaged_register_is_offered_its_copies_by_the_code_too(place: Place, qtbot: QtBot) -> None:
    database_file(place.old).write_bytes(b"x" * 9_000)
    one = place.start(place.old)
    entrance = one.entrance
    assert entrance is not None
    heard: list[Unopened] = []
    entrance.unopened.disconnect()
    entrance.unopened.connect(heard.append)
    entrance.login.other.click()
    recovery = entrance.recovery
    recover(recovery, place.code)
    qtbot.waitUntil(lambda: bool(heard))
    assert (heard[0].error.code, heard[0].user) == ("damaged", ANNA)
    assert entrance.page is entrance.login
    assert recovery.code.text() == ""
