"""The inside of a fresh process: `python -m benchmarks.job module:function ARGUMENT …` runs it and says what it found.

Nothing is imported here before the job that the job might want to see imported itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable


def since_birth() -> float:
    """Seconds since the process was asked for."""
    import os

    return time.perf_counter() - float(os.environ["RHS_BENCHMARK_STARTED"])


def peak_mebibytes() -> float | None:
    """The most memory that this process has held. None where the system does not tell."""
    system = platform()
    if system == "linux":
        # ru_maxrss would begin with what the parent held when it made this process.
        with open("/proc/self/status", encoding="ascii") as lines:  # noqa: PTH123 - pathlib would count as the job's
            return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))
    if system == "win32":
        return _peak_on_windows()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if system == "darwin" else 1)


def platform() -> str:
    """A name that type checkers do not take for that of their own machine."""
    return sys.platform


def _peak_on_windows() -> float | None:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [("cb", ctypes.c_ulong), ("faults", ctypes.c_ulong), *((name, ctypes.c_size_t) for name in _SIZES)]

    windll = getattr(ctypes, "windll")  # noqa: B009 - not there for type checkers on other systems
    found = Counters(cb=ctypes.sizeof(Counters))
    windll.kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(windll.kernel32.GetCurrentProcess())
    if not windll.psapi.GetProcessMemoryInfo(process, ctypes.byref(found), found.cb):
        return None
    return float(found.peak_working_set) / 1024 / 1024


_SIZES = (
    *("peak_working_set", "working_set", "peak_paged_pool", "paged_pool", "peak_other_pool", "other_pool"),
    *("page_file", "peak_page_file"),
)


def clocked(act: Callable[[], object]) -> float:
    """How many seconds the act takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def main(arguments: list[str]) -> None:
    from importlib import import_module

    module, _, function = arguments[0].partition(":")
    values = getattr(import_module(module), function)(*arguments[1:])
    peak = peak_mebibytes()
    import json

    print(json.dumps({"values": values, "peak": peak}))


if __name__ == "__main__":
    main(sys.argv[1:])
