"""Replaces a register that cannot be opened by a prepared file, safely at every point of failure."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.file_writing import fsync_folder, to_disk
from rhs_desktop.store.copy_file import drop
from rhs_desktop.store.files import copy_for_us
from rhs_desktop.store.lock import InUse

_REPLACEABLE = frozenset({StoreTrouble.DAMAGED, StoreTrouble.EMPTY, StoreTrouble.MISSING, StoreTrouble.UNSEALED})
ASIDE = "rhs-skadad-"
"""Prefix of files that could not be used and are kept beside the backups."""
_READY, _DECIDED, _FETCHED = ".restoring", ".restored", ".fetched"


def replaceable(error: StoreUnavailable) -> bool:
    """Whether a register failed to open in a way in which a backup can replace it."""
    return error.code in _REPLACEABLE


def ready_beside(target: Path) -> Path:
    """The path where a register is prepared. One that a killed program left is deleted at the next start."""
    return target.with_name(target.name + _READY)


def put_in_place(ready: Path, target: Path) -> None:
    """Replace the register by the prepared file; killed at any moment, one or the other is in place.

    From its renaming on the prepared file is the register: the next program that opens it completes the swap. Nobody
    may have the register open.
    """
    ready.replace(target.with_name(target.name + _DECIDED))
    fsync_folder(target.parent)
    _end(target)


def lay_ready(ready: Path, target: Path) -> Path:
    """On a new computer: prepare the file that becomes the register once its key file is written."""
    fetched = target.with_name(target.name + _FETCHED)
    ready.replace(fetched)
    fsync_folder(target.parent)
    return fetched


def end_fetched(target: Path) -> None:
    """Rename the prepared file to the register, after the key file was written. Raises OSError."""
    fetched = target.with_name(target.name + _FETCHED)
    if fetched.exists() and not target.exists():
        fetched.replace(target)
        fsync_folder(target.parent)


def forget_fetched(target: Path) -> None:
    """Delete the prepared file of a restore that never wrote its key file."""
    for ending in (_READY, _FETCHED):
        drop(target.with_name(target.name + ending))


def half_done(target: Path) -> bool:
    """Whether a swap was interrupted."""
    return target.with_name(target.name + _DECIDED).exists()


def end_half_done(target: Path, now: datetime) -> None:
    """Complete an interrupted swap, if there is one. Raises StoreUnavailable `in_use` and the disk's errors."""
    if not half_done(target):
        return
    lock = InUse(target, now)
    try:
        if half_done(target):
            _end(target)
    except OSError as error:
        raise StoreUnavailable(StoreTrouble.READ_ONLY, path=str(target)) from error
    finally:
        lock.release()


def _end(target: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):  # of the register that goes: they would be read into the new one
        target.with_name(target.name + ending).unlink(missing_ok=True)
    target.with_name(target.name + _DECIDED).replace(target)
    fsync_folder(target.parent)


def aside_in(folder: Path) -> tuple[Path, ...]:
    """The files that were put aside in that folder: damaged registers and key files."""
    try:
        return tuple(sorted(file for file in folder.iterdir() if file.name.startswith(ASIDE)))
    except OSError:
        return ()


def put_aside(target: Path, folder: Path, now: datetime) -> tuple[Path, ...]:
    """Copy a register that cannot be opened, unchanged, into the folder; the copy's path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    kept: list[Path] = []
    for ending in ("", "-wal", "-journal"):
        source = target.with_name(target.name + ending)
        if source.exists():
            aside = folder / f"{ASIDE}{now:%Y-%m-%d-%H%M%S}{target.suffix}{ending}"
            copy_for_us(source, aside)
            to_disk(aside)
            kept.append(aside)
    return tuple(kept)
