"""Is the open file still the one in the folder? A system may let a program write on to a file that is gone."""

from __future__ import annotations

from pathlib import Path

from rhs_desktop.domain.errors import StoreUnavailable


class FileIdentity:
    """Of an open database and of its log of writes (WAL), which SQLite keeps beside it while it is open."""

    def __init__(self, path: Path) -> None:
        """Raises StoreUnavailable `vanished`."""
        self._path = path
        self._files = (path, path.with_name(path.name + "-wal"))
        self._were = self._are()

    def check(self) -> None:
        """Raises StoreUnavailable `vanished` where the share, the stick or the folder went, or another file came."""
        if self._are() != self._were:
            raise StoreUnavailable("vanished", path=str(self._path))

    def _are(self) -> list[tuple[int, int]]:
        try:
            found = [file.stat() for file in self._files]
        except OSError as error:
            raise StoreUnavailable("vanished", path=str(self._path)) from error
        return [(one.st_dev, one.st_ino) for one in found]
