"""Sitting down at a desk: the clinic's own database, or a throw-away one to practise on."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.roles import ALL_ROLES, Role
from rhs_desktop.paths import backup_dir, database_file, own_profiles_dir
from rhs_desktop.services.calendar import YEARS, swedish_calendar
from rhs_desktop.services.profiles import Shelf, load_profiles
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import manuals
from rhs_desktop.store.connection import Key
from rhs_desktop.store.store import Store

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Practice:
    """A desk to practise at. `folder` holds its database and `list_file`, a messy list to import; it goes away."""

    workplace: Workplace
    folder: Path
    list_file: Path


def open_workplace(
    data: Path,
    *,
    user: str,
    clock: Clock = datetime.now,
    create: bool = False,
    read_only: bool = False,
    key: Key | None = None,
    roles: frozenset[Role] = ALL_ROLES,
    copies: bool = True,
) -> Workplace:
    """The data in that folder: plain without `key`, as for practice; entry.py asks people for theirs.

    Whoever opens it closes `Workplace.store`.

    `create`: begin an empty database if there is none. `read_only`: look at it while the window has it open. `copies`:
    keep säkerhetskopier beside it (backups.py).
    Manuals of the clinic that cannot be used as they stand are told of in `Shelf.troubles`. Raises StoreUnavailable,
    and ProfileInvalid for an installation that is broken.
    """
    profiles = load_profiles(own_profiles_dir(data)).usable
    path = database_file(data)
    folder = backup_dir(data) if copies else None
    store = Store.open(path, now=clock(), backups=folder, key=key, create=create, read_only=read_only)
    try:
        shelf = with_kept(profiles, store)
    except BaseException:
        store.close()
        raise
    return Workplace(store, clock, user, shelf, swedish_calendar(YEARS), roles)


def with_kept(shelf: Shelf, store: Store) -> Shelf:
    """The manuals of the clinic that are in use as they were saved, should their files have changed or gone."""
    with store.reading() as db:
        kept = manuals.kept(db)
        return shelf.with_kept(kept, manuals.used(db) if kept else ())


@contextmanager
def practice_desk(*, clock: Clock = datetime.now, user: str = "") -> Iterator[Practice]:
    """A copy of the practice clinic as of this morning, in a folder of its own that is removed afterwards.

    `user` is by default the first of the clinic's staff. Raises StoreUnavailable.
    """
    from rhs_desktop.services import practice
    from rhs_desktop.services.practice_list import FILE_NAME
    from rhs_desktop.services.practice_people import people

    with tempfile.TemporaryDirectory(prefix="rhs-övning-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        w = open_workplace(folder, user=user or people().staff[0], clock=clock, create=True, copies=False)
        try:
            practice.furnish(w)
            practice.write_practice_list(folder / FILE_NAME, w.today)
            yield Practice(w, folder, folder / FILE_NAME)
        finally:
            w.store.close()
