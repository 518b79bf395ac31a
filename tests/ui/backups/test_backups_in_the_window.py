"""Säkerhetskopior in the running program: made at the start, shown with their age, and offered where nothing opens."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from rhs_desktop.app import Application
from rhs_desktop.paths import backup_dir, database_file
from rhs_desktop.services.backups import settings
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.users import first_login, login
from rhs_desktop.store.users.key_file import Cost
from rhs_desktop.ui.backups.rescue_dialog import RescueDialog
from rhs_desktop.ui.widgets.jobs import Jobs
from rhs_desktop.ui.window.commands import Command
from tests import builders
from tests.ui.desk import Answering

USER, PASSWORD = "Anna Ek", "ärtsoppa på torsdag"
CHEAP = Cost(memory=64, lanes=1, rounds=1)


@dataclass
class Clock:
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 9, 8, 2))

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Clinic:
    data: Path
    clock: Clock
    start: Callable[[], Application]

    @property
    def copies(self) -> list[str]:
        return sorted(file.name for file in backup_dir(self.data).glob("*.sqlite3"))


def messages_of(one: Application) -> Answering:
    assert isinstance(one.messages, Answering)
    return one.messages


@pytest.fixture
def clinic(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Clinic]:
    """Three people on a list, and nobody logged in."""
    clock, data = Clock(), tmp_path / "data"
    first_login.begin(data, USER, PASSWORD, cost=CHEAP, clock=clock)
    with (ctx := login.enter(data, USER, PASSWORD, clock=clock)).store:
        ctx.store.copies = None
        builders.filled(ctx, 3)
    running: list[Application] = []

    def start() -> Application:
        one = Application(qapp, data, demo=False, user=USER, clock=clock, messages=Answering(), jobs=Jobs())
        running.append(one)
        qtbot.addWidget(one.window)
        one.start()
        entrance = one.entrance
        assert entrance is not None
        qtbot.waitUntil(lambda: entrance.page is entrance.login)
        entrance.login.asked.emit(USER, PASSWORD)
        return one

    yield Clinic(data, clock, start)
    for one in running:
        one.window.close()


def in_use(one: Application, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: one.window.areas.buttons.isEnabled() and one.jobs.running == 0)
    one.window.backups.start()
    idle(one, qtbot)


def idle(one: Application, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not one.window.backups.busy)


def line(one: Application) -> str:
    return one.window.areas.status.backup.text()


def test_a_start_makes_a_copy_and_the_line_says_when(clinic: Clinic, qtbot: QtBot) -> None:
    one = clinic.start()
    in_use(one, qtbot)
    assert clinic.copies == ["rhs-2026-11-09-080200-start.sqlite3"]
    assert line(one) == "Säkerhetskopia 08:02"
    assert one.window.areas.status.backup.isVisible()
    assert one.window.areas.status.backup.icon().isNull()


def test_midnight_passes_over_an_open_program(clinic: Clinic, qtbot: QtBot) -> None:
    one = clinic.start()
    in_use(one, qtbot)
    clinic.clock.now += timedelta(days=1)
    one.window.backups.look()
    idle(one, qtbot)
    assert clinic.copies == ["rhs-2026-11-09-080200-start.sqlite3"]  # it holds everything
    record.add_note(one.window.controller.tools.context, one.window.areas.table.rows[0].case, "Ringer på fredag")
    one.window.backups.look()
    idle(one, qtbot)
    assert clinic.copies[-1] == "rhs-2026-11-10-080200-daily.sqlite3"
    assert line(one) == "Säkerhetskopia 08:02"


def test_what_goes_wrong_is_red_with_icon_and_reason_until_it_is_over(
    clinic: Clinic, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    with (ctx := login.enter(clinic.data, USER, PASSWORD, clock=clinic.clock)).store:
        settings.choose(ctx, settings.BackupSettings(second=str(stick)))
    shutil.rmtree(stick)
    one = clinic.start()
    in_use(one, qtbot)
    qtbot.waitUntil(lambda: "men inte i andra mappen" in line(one))
    button = one.window.areas.status.backup
    assert not button.icon().isNull()
    assert button.property("kind") == "link_late"
    assert "Den andra mappen för säkerhetskopior finns inte." in button.toolTip()
    (stick / settings.SECOND_NAME).mkdir(parents=True)
    one.window.backups.look()
    qtbot.waitUntil(lambda: line(one) == "Säkerhetskopia 08:02")
    assert button.icon().isNull()


def test_practice_shows_nothing_of_it(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    one = Application(qapp, tmp_path, demo=True, user=USER, clock=Clock(), messages=Answering(), jobs=Jobs())
    qtbot.addWidget(one.window)
    one.start()
    in_use(one, qtbot)
    assert not one.window.areas.status.backup.isVisible()
    assert not one.window.areas.menu.actions[Command.BACKUPS].isVisible()
    one.window.close()


def harmed(clinic: Clinic) -> list[int]:
    """A copy, a note that it lacks, and a register that nobody can open."""
    with (ctx := login.enter(clinic.data, USER, PASSWORD, clock=clinic.clock)).store:
        from rhs_desktop.services.backups import make

        make.make(ctx)
        cases = [row.case for row in case_list.load_rows(ctx)]
        record.add_note(ctx, cases[0], "Ringer på fredag")
    database_file(clinic.data).write_bytes(b"inget register" * 1_000)
    return cases


def exchanged(clinic: Clinic) -> None:
    """Somebody has put a register of their own, which is not encrypted, in its place."""
    database_file(clinic.data).unlink()
    open_context(clinic.data, user="Någon Annan", clock=clinic.clock, create=True, copies=False).store.close()


@pytest.mark.parametrize(
    ("then", "said"),
    [
        pytest.param(lambda clinic: None, "Databasen är skadad.", id="damaged"),
        pytest.param(
            lambda clinic: database_file(clinic.data).write_bytes(b""),
            "Filen där databasen ska vara är tom.",
            id="empty",
        ),
        pytest.param(
            lambda clinic: database_file(clinic.data).unlink(), "Databasen finns inte där den ska vara.", id="gone"
        ),
        pytest.param(
            exchanged, "Filen där databasen ska vara är inte krypterad. Någon har bytt ut den.", id="exchanged"
        ),
    ],
)
def test_a_register_that_cannot_be_opened_is_put_back_from_a_copy(
    clinic: Clinic, qtbot: QtBot, then: Callable[[Clinic], object], said: str
) -> None:
    cases = harmed(clinic)
    then(clinic)
    asked: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, RescueDialog)
        asked.append(dialog.list.lines[0].texts[1])
        dialog.primary.click()
        qtbot.waitUntil(lambda: not dialog.busy.running)

    one = clinic.start()
    messages = messages_of(one)
    messages.answers.append(0)
    messages.on_run = answer
    qtbot.waitUntil(lambda: len(messages.said) == 2)
    assert asked == ["för hand"]
    assert [text for _, text, _ in messages.said] == [said, "Registret är återställt."]
    assert one.window.isVisible()
    assert one.entrance is not None
    one.entrance.login.asked.emit(USER, PASSWORD)
    in_use(one, qtbot)
    assert [row.case for row in one.window.areas.table.rows] == cases
    assert bool(list(backup_dir(clinic.data).glob("rhs-skadad-*"))) == ("finns inte" not in said)


def test_whoever_does_not_want_that_leaves_everything_as_it_is(clinic: Clinic, qtbot: QtBot) -> None:
    harmed(clinic)
    one = clinic.start()
    messages_of(one).answers.append(None)
    qtbot.waitUntil(lambda: not one.window.isVisible())
    assert one.failed
    assert database_file(clinic.data).read_bytes() == b"inget register" * 1_000
