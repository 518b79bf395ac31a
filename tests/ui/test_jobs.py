"""Work behind the window: the answer, trouble, progress that does not flood, cancelling, and the end of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.errors import Cancelled
from rhs_desktop.ui.widgets.jobs import Err, Immediate, Job, Jobs, Ok, Task


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def answer_of(qtbot: QtBot, job: Job) -> Any:
    with qtbot.waitSignal(job.done) as caught:
        pass
    return caught.args[0]


def test_the_answer_comes_back_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    where = []
    job = jobs.start(lambda task: current_thread().name)
    job.done.connect(lambda answer: where.append(current_thread()))
    answer = answer_of(qtbot, job)
    assert isinstance(answer, Ok)
    assert answer.value != main_thread().name
    assert where == [main_thread()]
    qtbot.waitUntil(lambda: jobs.running == 0)


def test_trouble_comes_back_too(qtbot: QtBot, jobs: Jobs) -> None:
    def work(task: Task) -> None:
        raise ValueError("no")

    answer = answer_of(qtbot, jobs.start(work))
    assert isinstance(answer, Err)
    assert isinstance(answer.error, ValueError)


def test_an_immediate_job_still_answers_after_it_was_connected_to(qtbot: QtBot) -> None:
    jobs = Jobs(Immediate())
    answer = answer_of(qtbot, jobs.start(lambda task: 7))
    assert answer == Ok(7)


def test_cancelling_stops_between_items(qtbot: QtBot, jobs: Jobs) -> None:
    begun, seen = Event(), []

    def work(task: Task) -> None:
        for item in range(1_000_000):
            seen.append(item)
            begun.set()
            task.report(item, 1_000_000)

    job = jobs.start(work)
    answers: list[object] = []
    job.done.connect(answers.append)
    with qtbot.waitSignal(job.stopped):
        assert begun.wait(5)
        job.cancel()
    assert job.cancelled
    assert len(seen) < 1_000_000
    assert answers == []


def test_progress_is_told_every_50_ms_and_at_the_end() -> None:
    told: list[int] = []
    now = 0.0

    def clock() -> float:
        return now

    task = Task(lambda done, total, text: told.append(done), clock)
    for done in range(1, 101):
        now += 0.004
        task.report(done, 100)
    assert told[-1] == 100
    assert 8 <= len(told) <= 11


def test_a_cancelled_task_raises_where_it_is_asked() -> None:
    task = Task(lambda done, total, text: None)
    task.check()
    task.cancel()
    assert task.cancelled
    with pytest.raises(Cancelled):
        task.check()


def test_jobs_run_one_after_the_other(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[int] = []

    def numbered(number: int) -> Callable[[Task], None]:
        return lambda task: order.append(number)

    last = [jobs.start(numbered(number)) for number in range(5)][-1]
    answer_of(qtbot, last)
    assert order == [0, 1, 2, 3, 4]


def test_closing_waits_for_the_work_to_let_go(qtbot: QtBot) -> None:
    jobs, begun, ended = Jobs(), Event(), Event()

    def work(task: Task) -> None:
        begun.set()
        while not task.cancelled:
            pass
        ended.set()

    jobs.start(work)
    assert begun.wait(5)
    jobs.close()
    assert ended.is_set()
