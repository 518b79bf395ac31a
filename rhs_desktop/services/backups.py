"""Säkerhetskopior: copies of the register, made by themselves and by hand, thinned out, and kept in a second place.

Where the store has no `copies`, as in practice, nothing is copied.
"""

from __future__ import annotations

from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.access import Access
from rhs_desktop.domain.backups import (
    KEYS_SUFFIX,
    SUFFIX,
    Backup,
    Condition,
    Kind,
    condition,
    is_due,
    newest,
    next_of,
    read_name,
    to_remove,
)
from rhs_desktop.domain.errors import ExpectedError, StoreUnavailable
from rhs_desktop.services.access_log import looked
from rhs_desktop.services.backup_choices import HERE, SECOND, Choices, choices, chosen_in
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import backup as files
from rhs_desktop.store import replacing
from rhs_desktop.store.backup import Head, Report
from rhs_desktop.store.connection import Database
from rhs_desktop.store.copies import Copies


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy and where it lies: beside the register, in the second folder, or in both."""

    backup: Backup
    path: Path
    size: int
    here: bool
    second: bool


@dataclass(frozen=True, slots=True)
class Status:
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
def status(w: Workplace) -> Status | None:
    """How it stands; None where no copies are made. Quick: it reads a folder."""
    copies = w.store.copies
    if copies is None:
        return None
    existing = _in(copies.folder)
    latest = newest(existing, w.now)
    with w.store.reading() as db:
        limit, now = chosen_in(db).workdays, files.head(db)
    holds_all = latest is not None and copies.latest == (latest.name, now)
    standing = condition(latest, w.now, w.calendar, limit, holds_all=holds_all)
    troubles = copies.troubles
    return Status(latest, standing, is_due(existing, w.today), troubles.get(HERE), troubles.get(SECOND))


@needs(Permission.ENTER)
def listed(w: Workplace) -> tuple[Copy, ...]:
    """All copies in both places, the newest first."""
    copies = _copies(w)
    second = choices(w).second
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
def keep(w: Workplace, kind: Kind, report: Report | None = None) -> Backup | None:
    """At a start and once a day: a copy, unless the latest holds all that was confirmed, and then None.

    Raises StoreUnavailable; trouble with the second folder is only told by `status`.
    """
    copies = w.store.copies
    if copies is None or w.store.read_only:
        return None
    chosen = choices(w)
    with copies.lock:
        with w.store.reading() as db:
            now = files.head(db)
        latest = newest(_in(copies.folder), w.now)
        if latest is not None and _holds(w, copies, latest) == now:
            copies.troubles.pop(HERE, None)
            _copy_to_second(copies, chosen, latest)
            return None
        return _make(w, copies, kind, chosen, report=report)


@needs(Permission.ENTER)
def make(w: Workplace, report: Report | None = None) -> Backup:
    """A copy now, because somebody wants one. Raises StoreUnavailable, and NotLogged."""
    copies = _copies(w)
    looked(w, Access.BACKUP)
    return _make(w, copies, Kind.BY_HAND, choices(w), report=report)


@needs(Permission.ADMINISTER)
def make_in(w: Workplace, folder: Path) -> Path:
    """A copy now, and the same in a folder of one's choice; where it is there. Raises StoreUnavailable, NotLogged."""
    made = make(w)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _duplicate(_copies(w).folder / made.name, folder)
    except OSError as error:
        raise files.failed(folder, error, "second_failed") from error
    return folder / made.name


@needs(Permission.ENTER)
def before(w: Workplace, kind: Kind) -> None:
    """Have what is confirmed now copied behind the act that is about to begin, which need not wait for it.

    What goes wrong stands in `status`; it never stops the act.
    """
    copies = w.store.copies
    if copies is None or w.store.read_only:
        return
    try:
        then = w.store.snapshot()
    except StoreUnavailable as error:
        copies.troubles[HERE] = error
        return
    now, chosen = files.head(then), chosen_in(then)
    known = copies.latest is not None and copies.latest[1] == now and (copies.folder / copies.latest[0]).exists()
    if known or copies.awaited == now:
        then.close()
        return
    copies.awaited = now
    at = w.now
    copies.behind(lambda: _behind(w, copies, kind, chosen, then, at))


def _behind(w: Workplace, copies: Copies, kind: Kind, chosen: Choices, then: Database, at: datetime) -> None:
    with closing(then), suppress(StoreUnavailable):  # kept in `troubles`
        try:
            _make(w, copies, kind, chosen, of=then, at=at)
        finally:
            copies.awaited = None


@needs(Permission.ADMINISTER)
def remove(w: Workplace, copy: Copy) -> bool:
    """Take a copy away with its keys, from both folders; False where some of it is still there."""
    second = choices(w).second
    left = False
    for folder in (_copies(w).folder, *((Path(second),) if second else ())):
        for name in (copy.backup.name, copy.backup.name + KEYS_SUFFIX):
            try:
                (folder / name).unlink(missing_ok=True)
            except OSError:
                left = True
    return not left


@needs(Permission.ADMINISTER)
def put_aside(w: Workplace) -> tuple[Path, ...]:
    """Registers that could not be opened, and what was kept with them; whoever was in them is there still."""
    return replacing.aside_in(_copies(w).folder)


@needs(Permission.ADMINISTER)
def remove_aside(w: Workplace) -> int:
    """Take them away; how many registers went."""
    gone = 0
    for file in put_aside(w):
        with suppress(OSError):
            file.unlink()
            gone += file.suffix == SUFFIX
    return gone


@needs(Permission.ADMINISTER)
def keep_present(w: Workplace, report: Report | None = None) -> Backup:
    """The present, before it is replaced by a copy; none of the copies goes for it. Raises StoreUnavailable."""
    return _make(w, _copies(w), Kind.BEFORE_RESTORE, choices(w), report=report, thin_out=False)


# ---- making ----------------------------------------------------------------------------------------------------------


def _make(
    w: Workplace,
    copies: Copies,
    kind: Kind,
    chosen: Choices,
    *,
    of: Database | None = None,
    at: datetime | None = None,
    report: Report | None = None,
    thin_out: bool = True,
) -> Backup:
    with copies.lock:
        files.sweep(copies.folder)
        made = next_of(kind, at or w.now, _in(copies.folder))
        try:
            with closing(w.store.snapshot()) if of is None else nullcontext(of) as db:
                w.store.back_up(copies.folder / made.name, of=db, report=report)
                copies.latest = (made.name, files.head(db))
        except StoreUnavailable as error:
            copies.troubles[HERE] = error
            raise
        copies.troubles.pop(HERE, None)
        _copy_to_second(copies, chosen, made)
        if thin_out:
            _thin_out(copies.folder, w, chosen)
            if chosen.second and SECOND not in copies.troubles:
                _thin_out(Path(chosen.second), w, chosen)
    return made


def _holds(w: Workplace, copies: Copies, latest: Backup) -> Head | None:
    """Up to where that copy goes; None if it cannot be read."""
    if copies.latest is None or copies.latest[0] != latest.name:
        from rhs_desktop.store.restoring import opened_copy

        copies.latest = None
        with suppress(StoreUnavailable):
            path = copies.folder / latest.name
            with closing(opened_copy(path, w.store.connect, encrypted=w.store.encrypted)) as db:
                copies.latest = (latest.name, files.head(db))
    return copies.latest[1] if copies.latest else None


def _copy_to_second(copies: Copies, chosen: Choices, made: Backup) -> None:
    """The same copy in the other place; what goes wrong there stays visible, and stops nothing."""
    if not chosen.second:
        copies.troubles.pop(SECOND, None)
        return
    folder = Path(chosen.second)
    try:
        if not folder.is_dir():
            raise StoreUnavailable("second_missing", path=chosen.second)
        if not (folder / made.name).exists():
            files.sweep(folder)
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


def _thin_out(folder: Path, w: Workplace, chosen: Choices) -> None:
    for one in to_remove(_in(folder), w.today, chosen.keep):
        for name in (one.name, one.name + KEYS_SUFFIX):
            with suppress(OSError):  # somebody may be looking at it; next time, then
                (folder / name).unlink(missing_ok=True)


def _in(folder: Path) -> tuple[Backup, ...]:
    try:
        return tuple(one for file in folder.iterdir() if (one := read_name(file.name)))
    except OSError:
        return ()


def _copies(w: Workplace) -> Copies:
    if w.store.copies is None:
        raise StoreUnavailable("no_copies")
    return w.store.copies
