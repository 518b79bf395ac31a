"""The program from start to end: window first, rows behind it, restart, trouble on the way, exceptions in slots."""

from __future__ import annotations

import logging
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhs_desktop.app import Application
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.steps import StepKind
from rhs_desktop.paths import database_file, own_profiles_dir
from rhs_desktop.services import opening
from rhs_desktop.strings.window import CRASHED, CRASHED_DETAILS
from rhs_desktop.ui.case_panel.act_forms import FormAnswer
from rhs_desktop.ui.widgets.jobs import Jobs
from rhs_desktop.ui.window.commands import Command
from rhs_desktop.ui.window.crash_dialog import CrashHook
from tests import builders
from tests.conftest import ExpectLog
from tests.repository import ROOT
from tests.ui.desk import Answering
from tests.ui.users.entering import sit_down

NOW = datetime(2026, 11, 9, 9, 30)
Start = Callable[..., Application]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Start]:
    """Start the program over a folder, as far as the window in use."""
    running: list[Application] = []

    def begin(data: Path, *, expect_use: bool = True, demo: bool = False) -> Application:
        one = Application(qapp, data, demo=demo, user="Anna Ek", clock=lambda: NOW, messages=Answering(), jobs=Jobs())
        running.append(one)
        qtbot.addWidget(one.window)
        if demo:
            one.start()
        else:
            sit_down(one, data)
        assert one.window.isVisible()
        assert not one.window.areas.buttons.isEnabled()
        if expect_use:
            qtbot.waitUntil(one.window.areas.buttons.isEnabled)
            qtbot.waitUntil(lambda: one.jobs.running == 0)
        return one

    yield begin
    for one in running:
        one.window.close()


def test_the_first_start_makes_a_database_and_says_what_to_do(start: Start, tmp_path: Path) -> None:
    one = start(tmp_path / "data")
    assert database_file(tmp_path / "data").exists()
    assert one.window.areas.empty.title.text() == "Inga ärenden än"
    assert one.window.windowTitle() == "RHS Desktop"
    assert not one.window.areas.title.mark.isVisible()


def test_everything_is_found_again_after_a_restart(start: Start, tmp_path: Path) -> None:
    ctx = opening.open_context(tmp_path, user="Anna Ek", clock=lambda: NOW, create=True)
    cases = builders.filled(ctx, 5)
    ctx.store.close()
    one = start(tmp_path)
    one.window.areas.sidebar.open("check")
    one.window.areas.table.pick(cases[1])
    one.window.areas.menu.actions[Command.COMPACT].setChecked(True)
    one.window.controller.record(Act.LISTED_ALIVE, cases[:2], FormAnswer())
    one.window.close()
    again = start(tmp_path)
    assert len(again.window.areas.table.rows) == 5
    assert [row.step for row in again.window.areas.table.rows].count(StepKind.INVITE) == 2
    assert again.window.areas.filters.filter.work == "check"
    assert again.window.areas.table.compact
    again.window.areas.menu.actions[Command.UNDO].trigger()
    assert [row.step for row in again.window.areas.table.rows].count(StepKind.INVITE) == 0


def test_a_manual_of_the_clinic_that_is_wrong_is_told_and_the_rest_works(start: Start, tmp_path: Path) -> None:
    ctx = opening.open_context(tmp_path, user="Anna Ek", clock=lambda: NOW, create=True)
    with ctx.store:
        builders.filled(ctx, 2)
    own = own_profiles_dir(tmp_path)
    own.mkdir(exist_ok=True)
    (own / "ekeby.toml").write_text('id = "ekeby"\ndays = 3\n', encoding="utf-8")
    one = start(tmp_path)
    messages = one.messages
    assert isinstance(messages, Answering)
    (told,) = [text for kind, text, _ in messages.said if kind == "warn"]
    assert told.startswith("Manualen ekeby.toml kan inte användas: ")
    assert "ekeby.toml: days är ett heltal. Här behövs en grupp av nycklar." in told
    assert len(one.window.areas.table.rows) == 2


def test_a_database_in_use_is_told_and_the_program_ends(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    with builders.opened(tmp_path):
        one = start(tmp_path, expect_use=False)
        qtbot.waitUntil(lambda: not one.window.isVisible())
    assert one.failed
    messages = one.messages
    assert isinstance(messages, Answering)
    (text,) = [text for _, text, _ in messages.said]
    assert text.startswith(f"Databasen används redan på datorn {platform.node()}, sedan 20")


def test_closing_while_it_still_reads_lets_go_of_the_database(start: Start, tmp_path: Path) -> None:
    one = start(tmp_path, expect_use=False)
    one.window.close()
    with builders.opened(tmp_path):
        pass


def test_an_exception_in_a_slot_is_told_once_and_logged_without_its_words(
    qtbot: QtBot, expect_log: ExpectLog, caplog: pytest.LogCaptureFixture
) -> None:
    messages = Answering()
    hook = CrashHook(messages)
    expect_log("unexpected", logging.ERROR)
    try:
        raise ValueError("Karin Ek 19760115-2395")
    except ValueError as error:
        hook.caught(type(error), error, error.__traceback__)
    assert messages.said == [("warn", CRASHED, CRASHED_DETAILS)]
    assert "Karin" not in caplog.records[-1].getMessage()


def test_the_hook_stands_behind_slots_and_threads(
    qapp: QApplication, qtbot: QtBot, expect_log: ExpectLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    messages = Answering()
    hook = CrashHook(messages)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    hook.install()
    expect_log("unexpected", logging.ERROR)

    def fail() -> None:
        raise KeyError("nobody")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(messages.said) == 1)
    assert sys.excepthook == hook.caught


LOOK = """
import sys
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from rhs_desktop.app import Application
from tests.ui.users.entering import sit_down
app = QApplication([])
one = Application(app, Path(sys.argv[1]), demo=False, user="Anna Ek")
one.window.show()
early = [name for name in (*HEAVY, "sqlmodel", "sqlalchemy") if name in sys.modules]
sit_down(one, Path(sys.argv[1]))
timer = QTimer()
def look():
    if one.window.areas.buttons.isEnabled() and not one.jobs.running:
        one.window.close()
timer.timeout.connect(look)
timer.start(10)
app.exec()
print(early, [name for name in HEAVY if name in sys.modules])
"""


def test_starting_imports_nothing_that_only_acts_need(tmp_path: Path) -> None:
    """Neither before the window nor behind it, as long as nobody acts; before it not even what statements need."""
    ctx = opening.open_context(tmp_path, user="Anna Ek", create=True)
    builders.filled(ctx, 3)
    ctx.store.close()
    heavy = ("pandas", "numpy", "openpyxl", "reportlab", "pypdfium2", "python_calamine")
    done = subprocess.run(
        [sys.executable, "-c", LOOK.replace("HEAVY", repr(heavy)), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[] []"


def test_the_window_needs_no_database_code_to_be_painted() -> None:
    """It comes with the register, and with the first case that is shown."""
    program = (
        "import sys, rhs_desktop.app\nprint([name for name in sys.modules if name.startswith('rhs_desktop.store')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_practice_begins_with_a_clinic_in_full_work_and_leaves_nothing(start: Start, tmp_path: Path) -> None:
    one = start(tmp_path / "data", demo=True)
    assert len(one.window.areas.table.rows) == 300
    assert one.window.windowTitle().startswith("ÖVNING")
    assert one.window.areas.sidebar.code() == "due"
    assert one.window.areas.table.shown > 0
    one.window.close()
    assert not (tmp_path / "data").exists()
