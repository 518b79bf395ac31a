"""The backups that there are: how recent the newest is, the list of both folders, and removing one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rhs_desktop.domain.backups import (
    KEYS_SUFFIX,
    SUFFIX,
    Backup,
    Condition,
    condition,
    is_due,
    newest,
    read_name,
)
from rhs_desktop.domain.errors import ExpectedError, StoreTrouble, StoreUnavailable
from rhs_desktop.services.backups.settings import HERE, SECOND, choices, chosen_in
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import copy_file as files
from rhs_desktop.store.backups import file_swap
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup and where it is: beside the register, in the second folder, or in both. `size` in bytes."""

    backup: Backup
    path: Path
    size: int
    here: bool
    second: bool


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """`trouble`: the error of the last attempt beside the register; `second`: that of the second folder.

    `due`: no backup has been made today.
    """

    latest: Backup | None
    condition: Condition
    due: bool
    trouble: ExpectedError | None = None
    second: ExpectedError | None = None

    @property
    def worrying(self) -> bool:
        """Whether there is anything to warn about."""
        return self.condition is not Condition.FINE or self.trouble is not None or self.second is not None


@needs(Permission.ENTER)
def status(ctx: Context) -> BackupStatus | None:
    """The state of the backups; None where none are made. Quick: it reads a folder. Raises StoreUnavailable."""
    copies = ctx.store.copies
    if copies is None:
        return None
    existing = backups_in(copies.folder)
    latest = newest(existing, ctx.now)
    with ctx.store.reading() as db:
        limit, now = chosen_in(db).workdays, files.head(db)
    holds_all = latest is not None and copies.latest == (latest.name, now)
    standing = condition(latest, ctx.now, ctx.calendar, limit, holds_all=holds_all)
    troubles = copies.troubles
    return BackupStatus(latest, standing, is_due(existing, ctx.today), troubles.get(HERE), troubles.get(SECOND))


@needs(Permission.ENTER)
def listed(ctx: Context) -> tuple[Copy, ...]:
    """All backups in both folders, the newest first. Raises StoreUnavailable `no_copies`."""
    copies = copies_of(ctx.store)
    second = choices(ctx).second
    found: dict[Backup, dict[str, Path]] = {}
    for place, folder in ((HERE, copies.folder), (SECOND, Path(second) if second else None)):
        for one in backups_in(folder) if folder else ():
            found.setdefault(one, {})[place] = folder / one.name if folder else Path()
    told: list[Copy] = []
    for one in sorted(found, reverse=True):
        path = found[one].get(HERE) or found[one][SECOND]
        with suppress(OSError):  # it went while this was asked
            told.append(Copy(one, path, path.stat().st_size, HERE in found[one], SECOND in found[one]))
    return tuple(told)


@needs(Permission.ADMINISTER)
def remove(ctx: Context, copy: Copy) -> bool:
    """Delete a backup and its key file from both folders; False where some of it is left. Raises StoreUnavailable
    `no_copies`."""
    second = choices(ctx).second
    left = False
    for folder in (copies_of(ctx.store).folder, *((Path(second),) if second else ())):
        for name in (copy.backup.name, copy.backup.name + KEYS_SUFFIX):
            try:
                (folder / name).unlink(missing_ok=True)
            except OSError:
                left = True
    return not left


@needs(Permission.ADMINISTER)
def put_aside(ctx: Context) -> tuple[Path, ...]:
    """The damaged registers that were put aside beside the backups, with their key files. Raises StoreUnavailable
    `no_copies`."""
    return file_swap.aside_in(copies_of(ctx.store).folder)


@needs(Permission.ADMINISTER)
def remove_aside(ctx: Context) -> int:
    """Delete the registers that were put aside; returns how many."""
    gone = 0
    for file in put_aside(ctx):
        with suppress(OSError):
            file.unlink()
            gone += file.suffix == SUFFIX
    return gone


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, by their file names; none where it cannot be read."""
    try:
        return tuple(one for file in folder.iterdir() if (one := read_name(file.name)))
    except OSError:
        return ()


def copies_of(store: Store) -> Copies:
    """The folder of copies beside the register. Raises StoreUnavailable `no_copies` where none are made (practice)."""
    if store.copies is None:
        raise StoreUnavailable(StoreTrouble.NO_COPIES)
    return store.copies
