"""Detects that the open database file is no longer the one in the folder (share, USB stick or folder replaced)."""

from __future__ import annotations

from pathlib import Path

from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable


class FileIdentity:
    """Device and inode of an open database and of its WAL file, compared later by `check`."""

    def __init__(self, path: Path) -> None:
        """Raises StoreUnavailable `vanished` where either file is missing."""
        self._path = path
        self._files = (path, path.with_name(path.name + "-wal"))
        self._were = self._are()

    def check(self) -> None:
        """Raises StoreUnavailable `vanished` where either file is gone or is another one."""
        if self._are() != self._were:
            raise StoreUnavailable(StoreTrouble.VANISHED, path=str(self._path))

    def _are(self) -> list[tuple[int, int]]:
        try:
            found = [file.stat() for file in self._files]
        except OSError as error:
            raise StoreUnavailable(StoreTrouble.VANISHED, path=str(self._path)) from error
        return [(one.st_dev, one.st_ino) for one in found]
