"""Making backups (säkerhetskopior): automatically and by hand, thinned out, and copied to a second folder.

Where the store has no `copies`, as in practice, none are made.
"""

from __future__ import annotations

from contextlib import closing, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.domain.backups import (
    KEYS_SUFFIX,
    Backup,
    BackupKind,
    newest,
    next_of,
    to_remove,
)
from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.backups.existing import backups_in, copies_of
from rhs_desktop.services.backups.settings import HERE, SECOND, BackupSettings, choices, chosen_in
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import copy_file as files
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.store.connection import Database
from rhs_desktop.store.copy_file import CopyHeader, Report


@needs(Permission.ENTER)
def keep(ctx: Context, kind: BackupKind, report: Report | None = None) -> Backup | None:
    """Make the backup of a start or of a new day; None where the latest one already holds all that is committed.

    Raises StoreUnavailable; an error of the second folder appears in `status` only.
    """
    copies = ctx.store.copies
    if copies is None or ctx.store.read_only:
        return None
    chosen = choices(ctx)
    with copies.lock:
        with ctx.store.reading() as db:
            now = files.head(db)
        latest = newest(backups_in(copies.folder), ctx.now)
        if latest is not None and _holds(ctx, copies, latest) == now:
            copies.troubles.pop(HERE, None)
            _copy_to_second(copies, chosen, latest)
            return None
        return _make(ctx, copies, kind, chosen, report=report)


@needs(Permission.ENTER)
def make(ctx: Context, report: Report | None = None) -> Backup:
    """Make a backup by hand. Raises StoreUnavailable, and NotLogged."""
    copies = copies_of(ctx.store)
    log_access(ctx, Access.BACKUP)
    return _make(ctx, copies, BackupKind.BY_HAND, choices(ctx), report=report)


@needs(Permission.ADMINISTER)
def make_in(ctx: Context, folder: Path) -> Path:
    """Make a backup, and copy it to a folder of one's choice; its path there. Raises StoreUnavailable, NotLogged."""
    made = make(ctx)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _duplicate(copies_of(ctx.store).folder / made.name, folder)
    except OSError as error:
        raise files.failed(folder, error, StoreTrouble.SECOND_FAILED) from error
    return folder / made.name


@needs(Permission.ENTER)
def before(ctx: Context, kind: BackupKind) -> None:
    """Start a backup of the present content on another thread, before an act begins; the act need not wait for it.

    An error appears in `status`; it never stops the act.
    """
    copies = ctx.store.copies
    if copies is None or ctx.store.read_only:
        return
    try:
        then = ctx.store.snapshot()
    except StoreUnavailable as error:
        copies.troubles[HERE] = error
        return
    now, chosen = files.head(then), chosen_in(then)
    known = copies.latest is not None and copies.latest[1] == now and (copies.folder / copies.latest[0]).exists()
    if known or copies.awaited == now:
        then.close()
        return
    copies.awaited = now
    at = ctx.now
    copies.behind(lambda: _behind(ctx, copies, kind, chosen, then, at))


def _behind(
    ctx: Context, copies: Copies, kind: BackupKind, chosen: BackupSettings, then: Database, at: datetime
) -> None:
    with closing(then), suppress(StoreUnavailable):  # kept in `troubles`
        try:
            _make(ctx, copies, kind, chosen, of=then, at=at)
        finally:
            copies.awaited = None


@needs(Permission.ADMINISTER)
def keep_present(ctx: Context, report: Report | None = None) -> Backup:
    """Back up the present register before it is replaced by a backup, without thinning out. Raises StoreUnavailable."""
    return _make(ctx, copies_of(ctx.store), BackupKind.BEFORE_RESTORE, choices(ctx), report=report, thin_out=False)


def _make(
    ctx: Context,
    copies: Copies,
    kind: BackupKind,
    chosen: BackupSettings,
    *,
    of: Database | None = None,
    at: datetime | None = None,
    report: Report | None = None,
    thin_out: bool = True,
) -> Backup:
    with copies.lock:
        files.remove_unfinished_copies(copies.folder)
        made = next_of(kind, at or ctx.now, backups_in(copies.folder))
        try:
            with closing(ctx.store.snapshot()) if of is None else nullcontext(of) as db:
                ctx.store.back_up(copies.folder / made.name, of=db, report=report)
                copies.latest = (made.name, files.head(db))
        except StoreUnavailable as error:
            copies.troubles[HERE] = error
            raise
        copies.troubles.pop(HERE, None)
        _copy_to_second(copies, chosen, made)
        if thin_out:
            _thin_out(copies.folder, ctx, chosen)
            if chosen.second and SECOND not in copies.troubles:
                _thin_out(Path(chosen.second), ctx, chosen)
    return made


def _holds(ctx: Context, copies: Copies, latest: Backup) -> CopyHeader | None:
    """The header of that backup; None if it cannot be read."""
    if copies.latest is None or copies.latest[0] != latest.name:
        from rhs_desktop.store.backups.restoring import opened_copy

        copies.latest = None
        with suppress(StoreUnavailable):
            path = copies.folder / latest.name
            with closing(opened_copy(path, ctx.store.connect, encrypted=ctx.store.encrypted)) as db:
                copies.latest = (latest.name, files.head(db))
    return copies.latest[1] if copies.latest else None


def _copy_to_second(copies: Copies, chosen: BackupSettings, made: Backup) -> None:
    """Copy the backup to the second folder; an error is kept in `troubles` and stops nothing."""
    if not chosen.second:
        copies.troubles.pop(SECOND, None)
        return
    folder = Path(chosen.second)
    try:
        if not folder.is_dir():
            raise StoreUnavailable(StoreTrouble.SECOND_MISSING, path=chosen.second)
        if not (folder / made.name).exists():
            files.remove_unfinished_copies(folder)
            _duplicate(copies.folder / made.name, folder)
        copies.troubles.pop(SECOND, None)
    except StoreUnavailable as error:
        copies.troubles[SECOND] = error
    except OSError as error:
        full = files.failed(folder, error).code is StoreTrouble.DISK_FULL
        copies.troubles[SECOND] = StoreUnavailable(
            StoreTrouble.SECOND_FULL if full else StoreTrouble.SECOND_FAILED, path=chosen.second
        )


def _duplicate(copy: Path, folder: Path) -> None:
    """The key file first, so that no backup is ever there without it. Raises OSError."""
    keys = copy.with_name(copy.name + KEYS_SUFFIX)
    if keys.exists():
        files.duplicate(keys, folder / keys.name)
    files.duplicate(copy, folder / copy.name)


def _thin_out(folder: Path, ctx: Context, chosen: BackupSettings) -> None:
    for one in to_remove(backups_in(folder), ctx.today, chosen.keep):
        for name in (one.name, one.name + KEYS_SUFFIX):
            with suppress(OSError):  # somebody may be looking at it; next time, then
                (folder / name).unlink(missing_ok=True)
