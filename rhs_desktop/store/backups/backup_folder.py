"""The state of the backups of an open database: their folder, the threads that make them, the errors."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.store.copy_file import CopyHeader


class Copies:
    """`latest` is the newest backup with its header, once that is known. One backup is made at a time, under `lock`.

    `troubles` holds the last error of each place, "here" or "second", until a backup succeeds there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.RLock()
        self.latest: tuple[str, CopyHeader] | None = None
        self.awaited: CopyHeader | None = None
        self.troubles: dict[str, ExpectedError] = {}
        self._threads: list[threading.Thread] = []

    def behind(self, work: Callable[[], None]) -> None:
        """Run `work` on a thread of its own; what it raises reaches `threading.excepthook`."""
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=work, name="backup")
        self._threads.append(thread)
        thread.start()

    def wait(self) -> None:
        """Block until no backup is being made."""
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()
