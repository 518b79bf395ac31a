"""What every test gets: fixed day, test numbers, no window on the screen, and no warning left unread."""

from __future__ import annotations

import csv
import gc
import logging
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from rhs_desktop.paths import resources_dir

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No deadlines and no complaint about slowness: both measure the machine, not the code.
_common = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("gate", _common, derandomize=True)  # the same examples in each run, on each machine
settings.register_profile(  # `make check`: the first of them, too few to tell how many are filtered out
    "check",
    _common,
    derandomize=True,
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.register_profile("explore", _common, max_examples=500)  # `make explore`: others each time, and more of them
settings.load_profile("gate")

PATIENCE_MS = 60_000
ExpectLog = Callable[[str, int], None]


def pytest_itemcollected(item: pytest.Item) -> None:
    if "chance_seed" in getattr(item, "fixturenames", ()):
        item.add_marker("chance")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("whole_repository") is None)


@pytest.fixture(scope="session")
def chance_seed(request: pytest.FixtureRequest) -> int:
    """What a test draws from where it draws by chance: the same in each run, but for `make explore`."""
    given: str | None = request.config.getoption("--hypothesis-seed")
    return 0 if given is None else int(given)


class PatientBot(QtBot):
    """Waits for a minute before it gives up: the usual five seconds measure how busy the machine is."""

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)


def settle_heap() -> None:
    """Collects what nothing holds, and leaves what is held out of every later look: it would be gone through again
    at the end of each test.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def settled_heap() -> None:
    settle_heap()


@pytest.fixture
def qtbot(qapp: QApplication, settled_heap: None, request: pytest.FixtureRequest) -> Iterator[QtBot]:
    """In place of the plugin's own. No key is held down from a test before, which would change what a choice does, and
    no window outlives its test: Python's collector would take it on whatever thread it runs, and crash there.
    """
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QWindow
    from PySide6.QtTest import QTest

    if qapp.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWindow(), Qt.Key.Key_Control)
    yield PatientBot(request)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle_heap()


@pytest.fixture
def today() -> date:
    """A Monday, a working day with working days on both sides."""
    return date(2026, 11, 9)


@pytest.fixture(scope="session")
def test_numbers() -> tuple[str, ...]:
    """All personnummer that may be used, twelve digits: Skatteverket's open list, nobody's."""
    with (resources_dir() / "demo" / "test_personnummer_2026.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(row["personnummer12"] for row in csv.DictReader(lines))


@pytest.fixture(autouse=True)
def data_in_tmp_only(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that forgets to name its data folder may touch the data of whoever runs the tests."""
    monkeypatch.setenv("RHS_DATA_DIR", str(tmp_path_factory.getbasetemp() / "unnamed-data-folder"))


class _Unread(logging.Handler):
    """Collects warnings and errors, and which of them a test said it expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[tuple[int, str]] = []
        self.expected: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((record.levelno, f"{record.name}: {record.getMessage()}"))

    def verdict(self) -> str:
        unread = [text for level, text in self.said if not any(self._fits(level, text, e) for e in self.expected)]
        missed = [e[1] for e in self.expected if not any(self._fits(level, text, e) for level, text in self.said)]
        lines = [f"logged unexpectedly: {text}" for text in unread] + [f"never logged: {text}" for text in missed]
        return "\n".join(lines)

    @staticmethod
    def _fits(level: int, text: str, expected: tuple[int, str]) -> bool:
        return level == expected[0] and re.search(expected[1], text) is not None


@pytest.fixture(autouse=True)
def _unread_log() -> Iterator[_Unread]:
    handler = _Unread()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)
    if verdict := handler.verdict():
        pytest.fail(verdict, pytrace=False)


@pytest.fixture
def expect_log(_unread_log: _Unread) -> ExpectLog:
    """`expect_log("pattern", logging.WARNING)`: this warning or error must be logged; any other one fails the test."""
    return lambda pattern, level: _unread_log.expected.append((level, pattern))
