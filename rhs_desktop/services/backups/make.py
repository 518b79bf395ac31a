"""Säkerhetskopior: copies of the register, made by themselves and by hand, thinned out, and kept in a second place.

Where the store has no `copies`, as in practice, nothing is copied.
"""

from __future__ import annotations

from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.domain.backups import (
    KEYS_SUFFIX,
    SUFFIX,
    Backup,
    BackupKind,
    Condition,
    condition,
    is_due,
    newest,
    next_of,
    read_name,
    to_remove,
)
from rhs_desktop.domain.errors import ExpectedError, StoreUnavailable
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.backups.settings import HERE, SECOND, BackupSettings, choices, chosen_in
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import copy_file as files
from rhs_desktop.store.backups import file_swap
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.store.connection import Database
from rhs_desktop.store.copy_file import CopyHeader, Report


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy and where it lies: beside the register, in the second folder, or in both."""

    backup: Backup
    path: Path
    size: int
    here: bool
    second: bool


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """How it stands. `trouble`: the last attempt beside the register failed; `second`: the one in the second folder.

    `due`: no copy has been made today.
    """

    latest: Backup | None
    condition: Condition
    due: bool
    trouble: ExpectedError | None = None
    second: ExpectedError | None = None

    @property
    def worrying(self) -> bool:
        return self.condition is not Condition.FINE or self.trouble is not None or self.second is not None


@needs(Permission.ENTER)
def status(ctx: Context) -> BackupStatus | None:
    """How it stands; None where no copies are made. Quick: it reads a folder."""
    copies = ctx.store.copies
    if copies is None:
        return None
    existing = _in(copies.folder)
    latest = newest(existing, ctx.now)
    with ctx.store.reading() as db:
        limit, now = chosen_in(db).workdays, files.head(db)
    holds_all = latest is not None and copies.latest == (latest.name, now)
    standing = condition(latest, ctx.now, ctx.calendar, limit, holds_all=holds_all)
    troubles = copies.troubles
    return BackupStatus(latest, standing, is_due(existing, ctx.today), troubles.get(HERE), troubles.get(SECOND))


@needs(Permission.ENTER)
def listed(ctx: Context) -> tuple[Copy, ...]:
    """All copies in both places, the newest first."""
    copies = _copies(ctx)
    second = choices(ctx).second
    found: dict[Backup, dict[str, Path]] = {}
    for place, folder in ((HERE, copies.folder), (SECOND, Path(second) if second else None)):
        for one in _in(folder) if folder else ():
            found.setdefault(one, {})[place] = folder / one.name if folder else Path()
    told: list[Copy] = []
    for one in sorted(found, reverse=True):
        path = found[one].get(HERE) or found[one][SECOND]
        with suppress(OSError):  # it went while this was asked
            told.append(Copy(one, path, path.stat().st_size, HERE in found[one], SECOND in found[one]))
    return tuple(told)


@needs(Permission.ENTER)
def keep(ctx: Context, kind: BackupKind, report: Report | None = None) -> Backup | None:
    """At a start and once a day: a copy, unless the latest holds all that was confirmed, and then None.

    Raises StoreUnavailable; trouble with the second folder is only told by `status`.
    """
    copies = ctx.store.copies
    if copies is None or ctx.store.read_only:
        return None
    chosen = choices(ctx)
    with copies.lock:
        with ctx.store.reading() as db:
            now = files.head(db)
        latest = newest(_in(copies.folder), ctx.now)
        if latest is not None and _holds(ctx, copies, latest) == now:
            copies.troubles.pop(HERE, None)
            _copy_to_second(copies, chosen, latest)
            return None
        return _make(ctx, copies, kind, chosen, report=report)


@needs(Permission.ENTER)
def make(ctx: Context, report: Report | None = None) -> Backup:
    """A copy now, because somebody wants one. Raises StoreUnavailable, and NotLogged."""
    copies = _copies(ctx)
    log_access(ctx, Access.BACKUP)
    return _make(ctx, copies, BackupKind.BY_HAND, choices(ctx), report=report)


@needs(Permission.ADMINISTER)
def make_in(ctx: Context, folder: Path) -> Path:
    """A copy now, and the same in a folder of one's choice; where it is there. Raises StoreUnavailable, NotLogged."""
    made = make(ctx)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _duplicate(_copies(ctx).folder / made.name, folder)
    except OSError as error:
        raise files.failed(folder, error, "second_failed") from error
    return folder / made.name


@needs(Permission.ENTER)
def before(ctx: Context, kind: BackupKind) -> None:
    """Have what is confirmed now copied behind the act that is about to begin, which need not wait for it.

    What goes wrong stands in `status`; it never stops the act.
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
def remove(ctx: Context, copy: Copy) -> bool:
    """Take a copy away with its keys, from both folders; False where some of it is still there."""
    second = choices(ctx).second
    left = False
    for folder in (_copies(ctx).folder, *((Path(second),) if second else ())):
        for name in (copy.backup.name, copy.backup.name + KEYS_SUFFIX):
            try:
                (folder / name).unlink(missing_ok=True)
            except OSError:
                left = True
    return not left


@needs(Permission.ADMINISTER)
def put_aside(ctx: Context) -> tuple[Path, ...]:
    """Registers that could not be opened, and what was kept with them; whoever was in them is there still."""
    return file_swap.aside_in(_copies(ctx).folder)


@needs(Permission.ADMINISTER)
def remove_aside(ctx: Context) -> int:
    """Take them away; how many registers went."""
    gone = 0
    for file in put_aside(ctx):
        with suppress(OSError):
            file.unlink()
            gone += file.suffix == SUFFIX
    return gone


@needs(Permission.ADMINISTER)
def keep_present(ctx: Context, report: Report | None = None) -> Backup:
    """The present, before it is replaced by a copy; none of the copies goes for it. Raises StoreUnavailable."""
    return _make(ctx, _copies(ctx), BackupKind.BEFORE_RESTORE, choices(ctx), report=report, thin_out=False)


# ---- making ----------------------------------------------------------------------------------------------------------


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
        made = next_of(kind, at or ctx.now, _in(copies.folder))
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
    """Up to where that copy goes; None if it cannot be read."""
    if copies.latest is None or copies.latest[0] != latest.name:
        from rhs_desktop.store.backups.restoring import opened_copy

        copies.latest = None
        with suppress(StoreUnavailable):
            path = copies.folder / latest.name
            with closing(opened_copy(path, ctx.store.connect, encrypted=ctx.store.encrypted)) as db:
                copies.latest = (latest.name, files.head(db))
    return copies.latest[1] if copies.latest else None


def _copy_to_second(copies: Copies, chosen: BackupSettings, made: Backup) -> None:
    """The same copy in the other place; what goes wrong there stays visible, and stops nothing."""
    if not chosen.second:
        copies.troubles.pop(SECOND, None)
        return
    folder = Path(chosen.second)
    try:
        if not folder.is_dir():
            raise StoreUnavailable("second_missing", path=chosen.second)
        if not (folder / made.name).exists():
            files.remove_unfinished_copies(folder)
            _duplicate(copies.folder / made.name, folder)
        copies.troubles.pop(SECOND, None)
    except StoreUnavailable as error:
        copies.troubles[SECOND] = error
    except OSError as error:
        full = files.failed(folder, error).code == "disk_full"
        copies.troubles[SECOND] = StoreUnavailable("second_full" if full else "second_failed", path=chosen.second)


def _duplicate(copy: Path, folder: Path) -> None:
    """The keys first, so that no copy ever lies there without them."""
    keys = copy.with_name(copy.name + KEYS_SUFFIX)
    if keys.exists():
        files.duplicate(keys, folder / keys.name)
    files.duplicate(copy, folder / copy.name)


def _thin_out(folder: Path, ctx: Context, chosen: BackupSettings) -> None:
    for one in to_remove(_in(folder), ctx.today, chosen.keep):
        for name in (one.name, one.name + KEYS_SUFFIX):
            with suppress(OSError):  # somebody may be looking at it; next time, then
                (folder / name).unlink(missing_ok=True)


def _in(folder: Path) -> tuple[Backup, ...]:
    try:
        return tuple(one for file in folder.iterdir() if (one := read_name(file.name)))
    except OSError:
        return ()


def _copies(ctx: Context) -> Copies:
    if ctx.store.copies is None:
        raise StoreUnavailable("no_copies")
    return ctx.store.copies
