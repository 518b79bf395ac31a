"""Files that appear whole under their names or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp, mkstemp

from rhs_desktop.domain.errors import FileUnwritable, WriteTrouble
from rhs_desktop.temp_files import remove_leftover_files

_UNFINISHED = ".rhs-"
_LEFTOVERS = (f"{_UNFINISHED}*", ".brev-*")  # the second: letters, up to version 0.1.0
_DISK_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))
_WINDOWS_DISK_FULL = frozenset((112, 39))  # ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A temporary file in the same folder that is renamed to `target` when the block succeeds, else deleted.

    A former file is replaced, or stays as it was. Raises FileUnwritable for every OSError of the block too.
    """
    with whole_files((target,)) as (unfinished,):
        yield unfinished


@contextmanager
def whole_files(targets: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """Temporary files in one folder that are renamed together when the block succeeds: all or none. Raises as
    `whole_file`."""
    first = targets[0]
    remove_leftover_files(first.parent, *_LEFTOVERS)
    unfinished: list[Path] = []
    named: list[Path] = []
    try:
        try:
            unfinished.extend(map(_new_file, targets))
        except OSError as broken:
            raise unwritable(first, broken, begun=False) from broken
        try:
            yield unfinished
            for left in unfinished:
                to_disk(left)
            for left, target in zip(unfinished, targets, strict=True):
                left.replace(target)
                named.append(target)
        except OSError as broken:
            _remove(named)
            raise unwritable(first, broken) from broken
    finally:
        _remove(unfinished)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A temporary folder that is renamed to `target` when the block succeeds, else deleted. Raises FileUnwritable."""
    remove_leftover_files(target.parent, *_LEFTOVERS)
    try:
        unfinished = Path(mkdtemp(prefix=_UNFINISHED, dir=target.parent))
    except OSError as broken:
        raise unwritable(target, broken, begun=False) from broken
    try:
        yield unfinished
        unfinished.rename(target)
    except OSError as broken:
        raise unwritable(target, broken, begun=False) from broken
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def put_in_place(finished: Path, target: Path) -> None:
    """Rename a finished file to `target` when its content and then its name are on the disk. Raises OSError."""
    to_disk(finished)
    finished.replace(target)
    fsync_folder(target.parent)


def to_disk(path: Path) -> None:
    """Sync a file's content to the disk. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """Sync a folder, on systems that store file names apart from files (POSIX). Raises OSError."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def unwritable(target: Path, broken: OSError, *, begun: bool = True) -> FileUnwritable:
    """The FileUnwritable for an OSError. `begun`: whether the folder had taken an unfinished file."""
    if broken.errno in _DISK_FULL or getattr(broken, "winerror", None) in _WINDOWS_DISK_FULL:
        code = WriteTrouble.FULL
    elif isinstance(broken, PermissionError | IsADirectoryError):
        code = WriteTrouble.IN_USE
    elif not target.parent.is_dir():
        code = WriteTrouble.FOLDER_MISSING
    else:
        code = WriteTrouble.FAILED
    error = FileUnwritable(code, name=target.name)
    error.begun = begun
    return error


def _new_file(target: Path) -> Path:
    handle, name = mkstemp(prefix=_UNFINISHED, suffix=target.suffix, dir=target.parent)
    os.close(handle)
    return Path(name)


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)
