"""Restoring the register from a backup: what that would change, doing it, and undoing it.

The present register is backed up first, so that it can itself be restored. What stays as it is:
store/backups/restoring.py.
"""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.backups import KEYS_SUFFIX, Backup, read_name
from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.domain.roles import allowed
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.backups.make import keep_present
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import ManualSet
from rhs_desktop.services.opening import Clock, with_kept
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import act_records
from rhs_desktop.store import copy_file as files
from rhs_desktop.store.backups import backup_diff, file_swap, restoring
from rhs_desktop.store.backups.backup_diff import BackupSide
from rhs_desktop.store.backups.file_swap import replaceable
from rhs_desktop.store.backups.restoring import RestoredBy
from rhs_desktop.store.connection import Error, Key, connect
from rhs_desktop.store.lock import InUse

__all__ = [
    "BackupSide",
    "RestorePreview",
    "bring_keys",
    "found",
    "preview",
    "replaceable",
    "rescue",
    "restore",
    "undoable",
]


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What would change. `gone` is what the register has and the backup lacks, `back` the reverse.

    `until`: the time of the last act in the backup. `named`: whether the user may see the people's names.
    """

    path: Path
    backup: Backup | None
    until: datetime | None
    gone: BackupSide
    back: BackupSide
    named: bool

    @property
    def same(self) -> bool:
        """Whether restoring would change nothing."""
        return not (self.gone.deeds or self.back.deeds)


@needs(Permission.ADMINISTER)
def preview(ctx: Context, path: Path) -> RestorePreview:
    """What restoring that backup would change. Raises StoreUnavailable `copy_…`, and NotLogged."""
    with closing(restoring.opened_copy(path, ctx.store.connect, encrypted=ctx.store.encrypted)) as copy:
        try:
            with ctx.store.reading() as db:
                if files.head(db).clinic != files.head(copy).clinic:
                    raise StoreUnavailable(StoreTrouble.COPY_OTHER, path=str(path))
                gone, back = backup_diff.sides(db, copy)
            until = backup_diff.last_act(copy)
        except Error as error:
            raise StoreUnavailable(StoreTrouble.COPY_DAMAGED, path=str(path)) from error
    named = allowed(ctx.roles, Permission.LOOK)
    if named and (gone.people or back.people):
        shown = {one.id for side in (gone, back) for one in side.people}
        log_access(ctx, Access.LISTED, people=shown, what=CopiedData.RESTORE_PREVIEW, count=len(shown))
    if not named:
        gone, back = (
            side._replace(people=tuple(one._replace(name="") for one in side.people)) for side in (gone, back)
        )
    return RestorePreview(path, read_name(path.name), until, gone, back, named)


@needs(Permission.ADMINISTER)
def restore(ctx: Context, path: Path, report: files.Report | None = None) -> Backup:
    """Restore the register from that backup; returns the backup of the present, with which this can be undone.

    All or nothing. Raises StoreUnavailable `copy_…` for a backup that cannot be restored, `no_copies`, and the disk's
    codes.
    """
    copies = ctx.store.copies
    if copies is None:
        raise StoreUnavailable(StoreTrouble.NO_COPIES)
    with copies.lock:
        restoring.opened_copy(path, ctx.store.connect, encrypted=ctx.store.encrypted).close()
        kept = keep_present(ctx, report)
        of = read_name(path.name)
        told = {"kind": of.kind, "made": of.at.isoformat()} if of else {}
        ctx.store.restore_from(path, RestoredBy(ctx.user, ctx.now, {**told, "before": kept.name}))
    with suppress(StoreUnavailable):  # it has been taken back; the next start brings the rest in line
        if isinstance(ctx.profiles, ManualSet):
            for profile in with_kept(ctx.profiles, ctx.store).values():
                ctx.profiles.put(profile)
        case_list.settle(ctx)
    return kept


@needs(Permission.ADMINISTER)
def undoable(ctx: Context) -> Path | None:
    """The backup that undoes the last restore, as long as nothing has been done since; else None."""
    copies = ctx.store.copies
    with ctx.store.reading() as db:
        last = act_records.latest(db, 1)
        since = act_records.since_last_deed(db)
    if copies is None or not last or last[0].kind is not ActKind.RESTORE or since:
        return None
    path = copies.folder / str(last[0].details.get("before", ""))
    return path if path.is_file() else None


# ---- where the register cannot be opened -----------------------------------------------------------------------------


def bring_keys(data: Path, copy: Path) -> bool:
    """On a computer without the key file: copy that of the backup, so that users can log in. Raises
    StoreUnavailable."""
    keys = copy.with_name(copy.name + KEYS_SUFFIX)
    if key_file(data).exists() or not keys.exists():
        return False
    try:
        data.mkdir(parents=True, exist_ok=True)
        files.duplicate(keys, key_file(data))
    except OSError as error:
        raise files.failed(key_file(data), error, StoreTrouble.RESTORE_FAILED) from error
    return True


def found(data: Path) -> tuple[Path, ...]:
    """The backups beside a register that cannot be opened, the newest first."""
    folder = backup_dir(data)
    try:
        made = sorted((one for file in folder.iterdir() if (one := read_name(file.name))), reverse=True)
    except OSError:
        return ()
    return tuple(folder / one.name for one in made)


def rescue(data: Path, path: Path, *, user: str, key: Key | None = None, clock: Clock = datetime.now) -> None:
    """Replace a register that is damaged, empty or missing by a backup; what is left of it is kept beside.

    Its log and users are carried over if they can still be read. Killed at any moment, one or the other is in place.
    Raises StoreUnavailable `copy_…`, `in_use`, and the disk's codes.
    """
    target, opening, now = database_file(data), partial(connect, key=key), clock()
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(StoreTrouble.UNREACHABLE, path=str(target)) from error
    lock = InUse(target, now)
    try:
        of = read_name(path.name)
        told = {"kind": of.kind, "made": of.at.isoformat(), "rescue": True} if of else {"rescue": True}
        present = restoring.readable(target, opening)
        try:
            by = RestoredBy(user, now, told)
            ready = restoring.make_ready(path, target, opening, present, by, encrypted=key is not None)
        finally:
            if present is not None:
                present.close()
        file_swap.put_aside(target, backup_dir(data), now)
        file_swap.put_in_place(ready, target)
    except OSError as error:
        raise files.failed(target, error, StoreTrouble.RESTORE_FAILED) from error
    finally:
        lock.release()
