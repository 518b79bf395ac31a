"""Work that cannot be interrupted, and a person who does not wait for it."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from rhs_desktop.cancellation import WorkerThread
from rhs_desktop.domain.errors import Cancelled


class _Large:
    """Something that must not stay in memory."""


def test_what_the_work_gives() -> None:
    assert WorkerThread(lambda: 7).result(lambda: False) == 7


def test_what_the_work_raises() -> None:
    def fail() -> int:
        raise KeyError("lista")

    with pytest.raises(KeyError):
        WorkerThread(fail).result(lambda: False)


def test_nobody_waits_after_avbryt() -> None:
    on, done = threading.Event(), threading.Event()

    def slow() -> None:
        on.wait(30)
        done.set()

    work = WorkerThread(slow)
    with pytest.raises(Cancelled):
        work.result(lambda: True)
    assert not done.is_set()
    on.set()
    assert done.wait(30)


def test_nothing_of_stopped_work_stays_in_memory() -> None:
    """Without Python's collector, which runs seldom in the program."""
    kept: list[weakref.ref[_Large]] = []

    def stopped() -> _Large:
        large = _Large()
        kept.append(weakref.ref(large))
        raise Cancelled

    gc.disable()
    try:
        with pytest.raises(Cancelled):
            WorkerThread(stopped).result(lambda: False)
        assert [reference() for reference in kept] == [None]
    finally:
        gc.enable()
