"""Keeps memory content out of crash dumps.

Best effort: where the system refuses, the program works all the same.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import Any

_PR_SET_DUMPABLE = 4
_SEM_FAILCRITICALERRORS = 0x0001
_SEM_NOGPFAULTERRORBOX = 0x0002
_WER_FAULT_REPORTING_FLAG_NOHEAP = 0x0001
_WER_FAULT_REPORTING_NO_UI = 0x0020


def without_dumps(platform: str = sys.platform) -> None:
    """Disable core dumps, crash reports with memory content, and debugging by other programs of the same user.

    Linux: the limit of core files is 0 and the process is not dumpable. Windows: no fault dialog, reports without heap.
    """
    with suppress(OSError, ValueError, AttributeError):
        if platform == "win32":
            on_windows(getattr(ctypes, "windll").kernel32)  # noqa: B009 - not there elsewhere
        else:
            _on_posix(platform)


def on_windows(kernel32: Any) -> None:
    """The Windows part of `without_dumps`."""
    kernel32.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
    kernel32.WerSetFlags(_WER_FAULT_REPORTING_FLAG_NOHEAP | _WER_FAULT_REPORTING_NO_UI)


def _on_posix(platform: str) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
