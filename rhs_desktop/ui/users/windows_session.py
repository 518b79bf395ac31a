"""Whether the Windows session is locked, so that this program locks too.

Polled; where the system does not answer as documented, the idle time alone counts. Layout and values: WTSINFOEX in
wtsapi32.h. No native event filter, which would run for every message of the system.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_CURRENT_SESSION = 0xFFFFFFFF
_SESSION_INFO_EX = 25
_HEAD = struct.Struct("<I4xIii")
"""Level, padding to eight bytes, number of the session, connection, flags; names and times follow."""
_LEVEL = 1
_DISCONNECTED = 4
_LOCKED, _UNLOCKED = 0, 1


def session_locked(platform: str = sys.platform) -> bool | None:
    """Whether the session is locked; None: unknown, as on other systems."""
    if platform != "win32":
        return None
    with suppress(OSError, ValueError, AttributeError, TypeError):
        return understood(asked(getattr(ctypes, "windll").wtsapi32))  # noqa: B009 - not there elsewhere
    return None


def asked(wtsapi32: Any) -> bytes:
    """The WTSINFOEX of this program's session as bytes; empty where Windows gives none."""
    buffer, size = ctypes.c_void_p(), ctypes.c_ulong()
    session, kind = ctypes.c_ulong(_CURRENT_SESSION), ctypes.c_int(_SESSION_INFO_EX)
    if not wtsapi32.WTSQuerySessionInformationW(None, session, kind, ctypes.byref(buffer), ctypes.byref(size)):
        return b""
    if not buffer.value:
        return b""
    try:
        return ctypes.string_at(buffer.value, size.value)
    finally:
        wtsapi32.WTSFreeMemory(buffer)


def understood(told: bytes) -> bool | None:
    """Whether these bytes tell of a locked or disconnected session; None where they cannot be read."""
    if len(told) < _HEAD.size:
        return None
    level, _, connection, flags = _HEAD.unpack_from(told)
    if level != _LEVEL:
        return None
    if connection == _DISCONNECTED:
        return True
    return {_LOCKED: True, _UNLOCKED: False}.get(flags)


class SessionWatch:
    """Reports the change to locked once. A session that is reported as locked from the start or all the time reports
    nothing, so that a wrong answer of the system does not lock the program again and again."""

    def __init__(self, ask: Callable[[], bool | None] = session_locked) -> None:
        self._ask = ask
        self._in_use = False

    def just_locked(self) -> bool:
        locked = self._ask()
        if locked is None:
            return False
        was, self._in_use = self._in_use, not locked
        return locked and was
