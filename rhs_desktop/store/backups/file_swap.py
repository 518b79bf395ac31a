"""A file that was made ready takes the place of a register that cannot be opened."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.store.copy_file import drop, to_disk
from rhs_desktop.store.files import copy_for_us, fsync_folder
from rhs_desktop.store.lock import InUse

_REPLACEABLE = frozenset({"damaged", "empty", "missing", "unsealed"})
ASIDE = "rhs-skadad-"
"""Names of what could not be used and is kept beside the copies begin so."""
_READY, _DECIDED, _FETCHED = ".restoring", ".restored", ".fetched"


def replaceable(error: StoreUnavailable) -> bool:
    """Whether the opening of a register failed in a way in which a copy can take its place."""
    return error.code in _REPLACEABLE


def ready_beside(target: Path) -> Path:
    """The file in which a register is made ready. One that a killed program left is of no use to anybody."""
    return target.with_name(target.name + _READY)


def put_in_place(ready: Path, target: Path) -> None:
    """Have the file that was made ready take the place of the register, killed at any moment one or the other.

    From the moment on which it bears its new name it is the register: whoever opens that next ends what was begun.
    Nobody may have the register open.
    """
    ready.replace(target.with_name(target.name + _DECIDED))
    fsync_folder(target.parent)
    _end(target)


def lay_ready(ready: Path, target: Path) -> Path:
    """On a new computer: the file that becomes the register once its key file is there, which decides."""
    fetched = target.with_name(target.name + _FETCHED)
    ready.replace(fetched)
    fsync_folder(target.parent)
    return fetched


def end_fetched(target: Path) -> None:
    """The key file is there: what was laid ready is the register. Raises OSError."""
    fetched = target.with_name(target.name + _FETCHED)
    if fetched.exists() and not target.exists():
        fetched.replace(target)
        fsync_folder(target.parent)


def forget_fetched(target: Path) -> None:
    """The key file never came: what was laid ready or half made belongs to nothing."""
    for ending in (_READY, _FETCHED):
        drop(target.with_name(target.name + ending))


def half_done(target: Path) -> bool:
    """Whether a register is on its way into its place."""
    return target.with_name(target.name + _DECIDED).exists()


def end_half_done(target: Path, now: datetime) -> None:
    """End what a killed program had begun, if it had. Raises StoreUnavailable `in_use` and the disk's."""
    if not half_done(target):
        return
    lock = InUse(target, now)
    try:
        if half_done(target):
            _end(target)
    except OSError as error:
        raise StoreUnavailable("read_only", path=str(target)) from error
    finally:
        lock.release()


def _end(target: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):  # of the register that goes: they would be read into the new one
        target.with_name(target.name + ending).unlink(missing_ok=True)
    target.with_name(target.name + _DECIDED).replace(target)
    fsync_folder(target.parent)


def aside_in(folder: Path) -> tuple[Path, ...]:
    """What was put aside in that folder, damaged registers and key files."""
    try:
        return tuple(sorted(file for file in folder.iterdir() if file.name.startswith(ASIDE)))
    except OSError:
        return ()


def put_aside(target: Path, folder: Path, now: datetime) -> tuple[Path, ...]:
    """A copy, as it is, of a register that cannot be opened. Raises OSError."""
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
