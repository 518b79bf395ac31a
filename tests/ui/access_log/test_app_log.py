"""The program's end and the access log: what lay open is written, and what cannot be is told."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhs_desktop.app import Application
from rhs_desktop.services import opening
from rhs_desktop.ui.widgets.jobs import Jobs
from tests import builders
from tests.conftest import ExpectLog
from tests.ui.access_log.logged import full_disk, told
from tests.ui.desk import Answering
from tests.ui.users.entering import sit_down

NOW = datetime(2026, 11, 9, 9, 30)


@pytest.fixture
def running(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[tuple[Application, Answering]]:
    """The window over three cases, the second of them just opened."""
    ctx = opening.open_context(tmp_path, user="Anna Ek", clock=lambda: NOW, create=True)
    cases = builders.filled(ctx, 3)
    ctx.store.close()
    messages = Answering()
    one = Application(qapp, tmp_path, demo=False, user="Anna Ek", clock=lambda: NOW, messages=messages, jobs=Jobs())
    qtbot.addWidget(one.window)
    sit_down(one, tmp_path)
    qtbot.waitUntil(one.window.areas.buttons.isEnabled)
    qtbot.waitUntil(lambda: one.jobs.running == 0)
    one.window.areas.sidebar.open("check")
    one.window.areas.table.pick(cases[1])
    qtbot.waitUntil(lambda: one.window.areas.panel.case == cases[1])
    yield one, messages
    one.window.close()


def opened(folder: Path) -> list[tuple[str, str]]:
    ctx = opening.open_context(folder, user="Anna Ek", clock=lambda: NOW)
    try:
        return [line for line in told(ctx) if line[0] == "opened"]
    finally:
        ctx.store.close()


def test_what_lies_open_at_the_end_is_written(running: tuple[Application, Answering], tmp_path: Path) -> None:
    """Even when the program ends at once."""
    one, messages = running
    one.window.close()
    assert ("opened", "2") in opened(tmp_path)
    assert messages.said == []


def test_what_cannot_be_written_at_the_end_is_told(
    running: tuple[Application, Answering], tmp_path: Path, expect_log: ExpectLog
) -> None:
    one, messages = running
    expect_log("could not be written", logging.ERROR)
    with full_disk():
        one.window.close()
    (said,) = [text for _, text, _ in messages.said]
    assert said.endswith("hann inte loggas, för databasen går inte att skriva.")
