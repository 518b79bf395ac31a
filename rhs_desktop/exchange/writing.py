"""Atomic writing of files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from rhs_desktop.domain.errors import FileUnwritable, WriteTrouble
from rhs_desktop.temp_files import remove_leftover_files

_UNFINISHED = ".rhs-"
_DISK_FULL = frozenset((28, 112, 39))  # ENOSPC, Windows' ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file in the same folder that is renamed to `path` when the block succeeds, else deleted.

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
