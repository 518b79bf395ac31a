"""Small files beside the database, written whole or not at all, and read by nobody else on the computer."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from rhs_desktop.domain.errors import StoreUnavailable


def write_whole(path: Path, content: bytes) -> None:
    """Put the content in place in one move, once it is on the disk. Raises StoreUnavailable `read_only`."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        fsync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreUnavailable("read_only", path=str(path)) from error


def only_ours(path: Path) -> None:
    """Make a file that is nobody else's on this computer to read; what SQLite makes beside it takes after it.

    One that is there keeps its content. Raises OSError.
    """
    path.touch(0o600)
    with suppress(OSError):  # one that was there; a stick may know no rights
        path.chmod(0o600)


def copy_for_us(source: Path, target: Path) -> None:
    """The same content, nobody else's to read, not yet on the disk. Raises OSError."""
    only_ours(target)
    shutil.copyfile(source, target)


def fsync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk too, where the system keeps them apart from the files."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
