"""What an open database knows of its copies: where they lie, what is being made behind the acts, what went wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.store.copy_file import CopyHeader


class Copies:
    """`latest` is the newest copy with what it holds, once that is known. One copy is made at a time, under `lock`.

    `troubles` keeps what went wrong by where: "here" or "second", until it goes well there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.RLock()
        self.latest: tuple[str, CopyHeader] | None = None
        self.awaited: CopyHeader | None = None
        self.troubles: dict[str, ExpectedError] = {}
        self._threads: list[threading.Thread] = []

    def behind(self, work: Callable[[], None]) -> None:
        """Begin work on a thread of its own; what it raises reaches the program's hook."""
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=work, name="backup")
        self._threads.append(thread)
        thread.start()

    def wait(self) -> None:
        """Until nothing is being made any more."""
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()
