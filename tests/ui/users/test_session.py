"""Windows' own lock, as far as it can be held without Windows: what its answer means, and when it counts."""

from __future__ import annotations

import ctypes
import struct
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rhs_desktop.ui.users.idle_timer import IdleWatch
from rhs_desktop.ui.users.windows_session import SessionWatch, asked, session_locked, understood


def answer(*, level: int = 1, connection: int = 0, flags: int = 1) -> bytes:
    """As Windows lays it out: the part about the session begins at the eighth byte."""
    return struct.pack("<IIIii", level, 0xDEAD, 7, connection, flags) + bytes(600)


@pytest.mark.parametrize(
    ("told", "locked"),
    [
        pytest.param(answer(), False, id="in use"),
        pytest.param(answer(flags=0), True, id="locked"),
        pytest.param(answer(connection=4), True, id="another user's session is in front"),
        pytest.param(answer(flags=-1), None, id="Windows does not know"),
        pytest.param(answer(flags=5), None, id="a value that nobody knows"),
        pytest.param(answer(level=2), None, id="another layout"),
        pytest.param(answer()[:19], None, id="cut off"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_what_windows_tells(told: bytes, locked: bool | None) -> None:
    assert understood(told) is locked


class Windows:
    """In the place of wtsapi32: hands out memory and wants it back."""

    def __init__(self, told: bytes | None) -> None:
        self._memory = ctypes.create_string_buffer(told, len(told)) if told is not None else None
        self.lent: list[int] = []

    def WTSQuerySessionInformationW(self, server: None, session: Any, kind: Any, buffer: Any, size: Any) -> int:
        assert (server, session.value, kind.value) == (None, 0xFFFFFFFF, 25)
        if self._memory is None:
            return 0
        address = ctypes.addressof(self._memory)
        ctypes.cast(buffer, ctypes.POINTER(ctypes.c_void_p))[0] = address
        ctypes.cast(size, ctypes.POINTER(ctypes.c_ulong))[0] = len(self._memory)
        self.lent.append(address)
        return 1

    def WTSFreeMemory(self, buffer: Any) -> None:
        self.lent.remove(buffer.value)


@pytest.mark.parametrize("told", [answer(flags=0), None], ids=["an answer", "a refusal"])
def test_windows_is_asked_and_gets_its_memory_back(told: bytes | None) -> None:
    windows = Windows(told)
    assert asked(windows) == (told or b"")
    assert windows.lent == []


def test_a_system_that_has_no_such_thing_is_no_hindrance() -> None:
    assert session_locked("win32") is None  # there is no windll here
    assert session_locked("linux") is None
    with pytest.raises(AttributeError):
        asked(SimpleNamespace())


@pytest.mark.parametrize(
    ("answers", "locks"),
    [
        pytest.param([False, True, True, True], [1], id="once"),
        pytest.param([False, True, False, True], [1, 3], id="and again"),
        pytest.param([True, True, True], [], id="said to be locked for ever"),
        pytest.param([None, True, None, False, None, True], [5], id="what is not known changes nothing"),
        pytest.param([None, None], [], id="never known"),
    ],
)
def test_when_it_counts(answers: list[bool | None], locks: list[int]) -> None:
    waiting = iter(answers)
    watch = SessionWatch(lambda: next(waiting))
    assert [turn for turn in range(len(answers)) if watch.just_locked()] == locks


@pytest.mark.parametrize(("minutes", "locks"), [(10, 1), (0, 0)], ids=["a lock is wanted", "never"])
def test_the_program_locks_with_windows(qtbot: QtBot, minutes: int, locks: int) -> None:
    """Also when nobody has been idle; but not where the clinic has chosen never."""
    parent = QWidget()
    qtbot.addWidget(parent)
    state = [False]
    watch = IdleWatch(parent, (lambda: 0.0,), SessionWatch(lambda: state[0]))
    idle: list[bool] = []
    watch.idle.connect(lambda: idle.append(True))
    watch.begin(minutes)
    watch.look()
    state[0] = True
    watch.look()
    watch.look()
    assert len(idle) == locks
