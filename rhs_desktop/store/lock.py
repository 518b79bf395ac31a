"""A lock file beside the database: one program at a time writes, a second one is told which computer does.

The system releases the lock when its holder ends, also when it is killed.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable

_LOCKED_BYTE = 1 << 30
"""Far beyond the text, so that on Windows others can read who holds the lock."""


class InUse:
    """The lock beside the database file. Raises StoreUnavailable `in_use` with the holder's computer and since when."""

    def __init__(self, database: Path, now: datetime) -> None:
        self._path = database.with_name(database.name + ".in-use")
        try:
            self._file: IO[str] = os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")
        except OSError as error:
            raise StoreUnavailable(StoreTrouble.READ_ONLY, path=str(database)) from error
        try:
            _lock(self._file)
        except OSError as error:
            holder = self._read()
            self._file.close()
            raise StoreUnavailable(StoreTrouble.IN_USE, path=str(database), **holder) from error
        with suppress(OSError):  # a full disk: the lock holds, only nobody is told who has it
            self._write({"computer": _computer(), "since": f"{now:%Y-%m-%d %H:%M}"})

    def release(self) -> None:
        """Release the lock. May be called again."""
        if not self._file.closed:
            with suppress(OSError):
                self._write({})
            with suppress(OSError):  # what could not be written before
                self._file.close()

    def _read(self) -> dict[str, str]:
        try:
            self._file.seek(0)
            said = json.loads(self._file.read() or "{}")
        except (OSError, ValueError):
            said = {}
        return {name: str(said.get(name, "")) for name in ("computer", "since")}

    def _write(self, said: dict[str, str]) -> None:
        self._file.seek(0)
        self._file.truncate()
        json.dump(said, self._file)
        self._file.flush()


if sys.platform == "win32":
    import msvcrt

    def _computer() -> str:
        return os.environ.get("COMPUTERNAME", "")

    def _lock(file: IO[str]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _computer() -> str:
        return os.uname().nodename

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
