"""Looks on their way to the log: once each, behind the window, and none is lost in silence."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.services.access_log.write import PendingAccess, write_looks
from rhs_desktop.services.context import Context
from rhs_desktop.ui.access_recorder import AccessRecorder
from rhs_desktop.ui.widgets.jobs import Immediate
from tests.ui.access_log.logged import full_disk, lines, told
from tests.ui.desk import TestDesk, open_desk, row_of
from tests.ui.users.sitting import NUMBERS


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestDesk]:
    desk = open_desk(tmp_path, [row_of(number, turn) for turn, number in enumerate(NUMBERS[:3])])
    yield desk
    desk.context.store.close()


@pytest.fixture
def begun(desk: TestDesk) -> int:
    return len(told(desk.context))


class Later:
    """Runs what it is given when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, work: Callable[[], None], /) -> None:
        self.waiting.append(work)

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


def test_a_look_is_a_line_once(desk: TestDesk, begun: int, qtbot: QtBot) -> None:
    watch = AccessRecorder(desk.context, Immediate())
    for case in (1, 1, 2, 2, 1):
        watch.opened(case)
    assert told(desk.context, begun) == [("opened", "1"), ("opened", "2"), ("opened", "1")]


def test_the_time_is_that_of_the_look_and_many_are_one_transaction(
    desk: TestDesk, begun: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Later()
    batches: list[int] = []

    def counted(ctx: Context, looks: Sequence[PendingAccess]) -> None:
        batches.append(len(looks))
        write_looks(ctx, looks)

    monkeypatch.setattr("rhs_desktop.ui.access_recorder.write_looks", counted)
    watch = AccessRecorder(desk.context, later)
    first = desk.clock.now
    watch.opened(1)
    desk.clock.now = first.replace(hour=15)
    watch.seen(Access.LISTED, (1, 2, 3), what=CopiedData.HANDOVER)
    later.run()
    assert [line.at for line in lines(desk.context)[begun:]] == [first, desk.clock.now]
    assert batches == [2]


def test_nothing_is_lost_while_the_log_cannot_be_written(desk: TestDesk, begun: int, qtbot: QtBot) -> None:
    watch = AccessRecorder(desk.context, Immediate())
    said: list[int] = []
    watch.waiting.connect(said.append)
    with full_disk():
        watch.opened(1)
        watch.opened(2)
        watch.try_again()
    assert said == [1, 2, 2]
    assert told(desk.context, begun) == []
    watch.try_again()
    assert said[-1] == 0
    assert told(desk.context, begun) == [("opened", "1"), ("opened", "2")]


def test_it_tries_again_by_itself(desk: TestDesk, begun: int, qtbot: QtBot) -> None:
    watch = AccessRecorder(desk.context, Immediate(), retry_ms=20)
    with full_disk():
        watch.opened(1)
    with qtbot.waitSignal(watch.waiting):
        pass
    assert told(desk.context, begun) == [("opened", "1")]


def test_the_end_waits_for_what_is_being_written(
    desk: TestDesk, begun: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a thread of its own, as in the real window."""
    threads: set[str] = set()

    def noted(ctx: Context, looks: Sequence[PendingAccess]) -> None:
        threads.add(threading.current_thread().name)
        write_looks(ctx, looks)

    monkeypatch.setattr("rhs_desktop.ui.access_recorder.write_looks", noted)
    watch = AccessRecorder(desk.context)
    for case in (1, 2, 3):
        watch.opened(case)
    assert watch.close() == 0
    assert told(desk.context, begun) == [("opened", "1"), ("opened", "2"), ("opened", "3")]
    assert any(name.startswith("log") for name in threads)


def test_the_end_says_how_many_were_lost(desk: TestDesk, begun: int, qtbot: QtBot) -> None:
    watch = AccessRecorder(desk.context, Later())
    watch.opened(1)
    watch.opened(2)
    with full_disk():
        assert watch.close() == 2
    assert told(desk.context, begun) == []


def test_two_threads_write_each_look_once(desk: TestDesk, begun: int, qtbot: QtBot) -> None:
    with ThreadPoolExecutor(4) as pool:
        watch = AccessRecorder(desk.context, pool)
        for turn in range(60):
            watch.opened(turn % 3 + 1)
    assert watch.close() == 0
    assert len(told(desk.context, begun)) == 60


def test_a_look_does_not_touch_the_database_on_the_windows_thread(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Later()
    watch = AccessRecorder(desk.context, later)
    with monkeypatch.context() as patched:
        for door in ("reading", "logging", "act"):
            patched.setattr(type(desk.context.store), door, lambda *_, **__: pytest.fail("the window waits"))
        watch.opened(1)
    later.run()


def test_a_bug_is_shown_and_nothing_is_lost(desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    later = Later()
    watch = AccessRecorder(desk.context, later)
    watch.opened(1)
    with monkeypatch.context() as patched:
        patched.setattr("rhs_desktop.ui.access_recorder.write_looks", lambda *_: 1 / 0)
        with qtbot.captureExceptions() as raised:
            later.run()
    assert [type(error) for _, error, _ in raised] == [ZeroDivisionError]
    assert watch.close() == 0


def test_the_same_person_s_phone_and_number_are_two_lines(desk: TestDesk, begun: int, qtbot: QtBot) -> None:
    watch = AccessRecorder(desk.context, Immediate())
    for what in (CopiedData.PHONE_AND_ADDRESS, CopiedData.NUMBER, CopiedData.NUMBER):
        watch.seen(Access.UNMASKED, (1,), what=what)
    assert [line.details["what"] for line in lines(desk.context)[begun:]] == ["phone_and_address", "number"]
