"""How long a window stands still while something runs behind it: how late a timer of 5 ms is. Import it late."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

_TICK_MS = 5
_TURNS_AFTERWARDS = 20


class Gaps:
    """Seconds. `longest_own` is the longest gap without the time that a thread of ours was ready to run and had no
    core; where the system does not tell, it is the longest gap."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.longest_own = 0.0
        self._before = 0.0
        self._waits: dict[int, float] = {}
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=_TICK_MS)
        self._timer.timeout.connect(self._ticked)

    def watch(self, app: QApplication, begin: Callable[[], object], running: Callable[[], bool]) -> None:
        """Begin something and turn the event loop until it has ended, and a little longer."""
        self.longest = self.longest_own = 0.0
        self._waits = _waits()
        self._before = time.perf_counter()
        self._timer.start()
        begin()
        while running():
            app.processEvents()
            time.sleep(0.0005)
        for _ in range(_TURNS_AFTERWARDS):
            app.processEvents()
            time.sleep(_TICK_MS / 1000)
        self._timer.stop()

    def _ticked(self) -> None:
        gap = time.perf_counter() - self._before - _TICK_MS / 1000
        waits = _waits()
        waited = max((wait - self._waits.get(thread, 0.0) for thread, wait in waits.items()), default=0.0)
        self.longest = max(self.longest, gap)
        self.longest_own = max(self.longest_own, gap - waited)
        self._waits = waits
        self._before = time.perf_counter()


def _waits() -> dict[int, float]:
    """For each thread of this process the seconds that it has stood in the queue for a core so far."""
    tasks = Path("/proc/self/task")
    found: dict[int, float] = {}
    for thread in tasks.iterdir() if tasks.exists() else ():
        try:
            told = (thread / "schedstat").read_text(encoding="ascii")
        except OSError:
            continue  # it has just ended, or the system keeps no such figures
        found[int(thread.name)] = int(told.split()[1]) / 1e9
    return found
