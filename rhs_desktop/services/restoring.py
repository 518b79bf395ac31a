"""Taking the register back from a copy: what that would change, doing it, and undoing it.

The present is copied first, so that it can itself be taken back. What stays as it is: store/restoring.py.
"""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from rhs_desktop.domain.access import Access
from rhs_desktop.domain.backups import KEYS_SUFFIX, Backup, read_name
from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.domain.roles import allowed
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services import overview
from rhs_desktop.services.access_log import looked
from rhs_desktop.services.backups import keep_present
from rhs_desktop.services.opening import Clock, with_kept
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.profiles import Shelf
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import backup as files
from rhs_desktop.store import differing, lines, replacing, restoring
from rhs_desktop.store.connection import Error, Key, connect
from rhs_desktop.store.differing import Side
from rhs_desktop.store.lock import InUse
from rhs_desktop.store.replacing import replaceable
from rhs_desktop.store.restoring import By

__all__ = ["Preview", "Side", "bring_keys", "found", "preview", "replaceable", "rescue", "restore", "undoable"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change. `gone` is what the register has and the copy lacks, `back` the other way about.

    `until`: when the last thing was done that the copy holds. `named`: whoever asks may see the people's names.
    """

    path: Path
    backup: Backup | None
    until: datetime | None
    gone: Side
    back: Side
    named: bool

    @property
    def same(self) -> bool:
        """Whether taking it back would change nothing."""
        return not (self.gone.deeds or self.back.deeds)


@needs(Permission.ADMINISTER)
def preview(w: Workplace, path: Path) -> Preview:
    """What taking that copy back would change. Raises StoreUnavailable `copy_…`, and NotLogged."""
    with closing(restoring.opened_copy(path, w.store.connect, encrypted=w.store.encrypted)) as copy:
        try:
            with w.store.reading() as db:
                if files.head(db).clinic != files.head(copy).clinic:
                    raise StoreUnavailable("copy_other", path=str(path))
                gone, back = differing.sides(db, copy)
            until = differing.last_act(copy)
        except Error as error:
            raise StoreUnavailable("copy_damaged", path=str(path)) from error
    named = allowed(w.roles, Permission.LOOK)
    if named and (gone.people or back.people):
        shown = {one.id for side in (gone, back) for one in side.people}
        looked(w, Access.LISTED, people=shown, what="restore", count=len(shown))
    if not named:
        gone, back = (
            side._replace(people=tuple(one._replace(name="") for one in side.people)) for side in (gone, back)
        )
    return Preview(path, read_name(path.name), until, gone, back, named)


@needs(Permission.ADMINISTER)
def restore(w: Workplace, path: Path, report: files.Report | None = None) -> Backup:
    """Take the register back from that copy; the copy of the present, made first, with which this can be undone.

    All of it or nothing. Raises StoreUnavailable `copy_…` for a copy that cannot be taken back, `no_copies`, and the
    disk's codes.
    """
    copies = w.store.copies
    if copies is None:
        raise StoreUnavailable("no_copies")
    with copies.lock:
        restoring.opened_copy(path, w.store.connect, encrypted=w.store.encrypted).close()
        kept = keep_present(w, report)
        of = read_name(path.name)
        told = {"kind": of.kind, "made": of.at.isoformat()} if of else {}
        w.store.take_back(path, By(w.user, w.now, {**told, "before": kept.name}))
    with suppress(StoreUnavailable):  # it has been taken back; the next start brings the rest in line
        if isinstance(w.profiles, Shelf):
            for profile in with_kept(w.profiles, w.store).values():
                w.profiles.put(profile)
        overview.settle(w)
    return kept


@needs(Permission.ADMINISTER)
def undoable(w: Workplace) -> Path | None:
    """The copy that undoes the last restore, as long as nothing has been done since."""
    copies = w.store.copies
    with w.store.reading() as db:
        last = lines.latest(db, 1)
        since = lines.since_last_deed(db)
    if copies is None or not last or last[0].kind != lines.RESTORE or since:
        return None
    path = copies.folder / str(last[0].details.get("before", ""))
    return path if path.is_file() else None


# ---- where the register cannot be opened -----------------------------------------------------------------------------


def bring_keys(data: Path, copy: Path) -> bool:
    """On a computer without the key file: that of the copy, so that users can log in. Raises StoreUnavailable."""
    keys = copy.with_name(copy.name + KEYS_SUFFIX)
    if key_file(data).exists() or not keys.exists():
        return False
    try:
        data.mkdir(parents=True, exist_ok=True)
        files.duplicate(keys, key_file(data))
    except OSError as error:
        raise files.failed(key_file(data), error, "restore_failed") from error
    return True


def found(data: Path) -> tuple[Path, ...]:
    """The copies beside a register that cannot be opened, the newest first."""
    folder = backup_dir(data)
    try:
        made = sorted((one for file in folder.iterdir() if (one := read_name(file.name))), reverse=True)
    except OSError:
        return ()
    return tuple(folder / one.name for one in made)


def rescue(data: Path, path: Path, *, user: str, key: Key | None = None, clock: Clock = datetime.now) -> None:
    """Put a copy in the place of a register that is damaged, empty or gone; what is left of that is kept beside.

    Its log and users are taken over if they can still be read whole. Killed at any moment it is the one or the other.
    Raises StoreUnavailable `copy_…`, `in_use`, and the disk's codes.
    """
    target, opening, now = database_file(data), partial(connect, key=key), clock()
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable("unreachable", path=str(target)) from error
    lock = InUse(target, now)
    try:
        of = read_name(path.name)
        told = {"kind": of.kind, "made": of.at.isoformat(), "rescue": True} if of else {"rescue": True}
        present = restoring.readable(target, opening)
        try:
            by = By(user, now, told)
            ready = restoring.make_ready(path, target, opening, present, by, encrypted=key is not None)
        finally:
            if present is not None:
                present.close()
        replacing.put_aside(target, backup_dir(data), now)
        replacing.put_in_place(ready, target)
    except OSError as error:
        raise files.failed(target, error, "restore_failed") from error
    finally:
        lock.release()
