"""Writing files so that either the whole new file is there or what was there before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from tempfile import mkstemp

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.temp_files import remove_leftover_files


class WriteTrouble(StrEnum):
    """Why a file could not be written; data: name (without folder)."""

    FOLDER_MISSING = "folder_missing"
    IN_USE = "in_use"  # open in Excel, or not allowed
    FULL = "full"
    FAILED = "failed"
    TOO_LARGE = "too_large"  # to be protected by a password
    UNPROTECTED = "unprotected"  # what came out of the protection could not be opened again
    TEXT_UNPROTECTED = "text_unprotected"  # no password protects text


class FileUnwritable(ExpectedError):
    """A file that could not be written. Nothing was left behind and an earlier file is untouched."""

    family = "file"


_UNFINISHED = ".rhs-"
_DISK_FULL = frozenset((28, 112, 39))  # ENOSPC, Windows' ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file in the same folder that takes the name `path` when the block ends well, and is gone otherwise.

    Raises FileUnwritable with a code of `WriteTrouble`.
    """
    remove_leftover_files(path.parent, f"{_UNFINISHED}*")
    try:
        handle, name = mkstemp(prefix=_UNFINISHED, suffix=path.suffix, dir=path.parent)
        os.close(handle)
    except OSError as broken:
        raise _unwritable(path, broken) from broken
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as broken:
        raise _unwritable(path, broken) from broken
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _unwritable(path: Path, broken: OSError) -> FileUnwritable:
    if broken.errno in _DISK_FULL or getattr(broken, "winerror", None) in _DISK_FULL:
        code = WriteTrouble.FULL
    elif isinstance(broken, PermissionError | IsADirectoryError):
        code = WriteTrouble.IN_USE
    elif not path.parent.is_dir():
        code = WriteTrouble.FOLDER_MISSING
    else:
        code = WriteTrouble.FAILED
    return FileUnwritable(code, name=path.name)
