"""Opens a database and makes the context of its services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.roles import ALL_ROLES, Role
from rhs_desktop.paths import backup_dir, database_file, own_profiles_dir
from rhs_desktop.services.calendar import YEARS, swedish_calendar
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import ManualSet, load_profiles
from rhs_desktop.store import manuals, statement
from rhs_desktop.store.connection import Key
from rhs_desktop.store.store import Store

Clock = Callable[[], datetime]


def import_statements() -> None:
    """Import what statements are written with, half a second, before a register is opened: while somebody types."""
    statement.load()


def open_context(
    data: Path,
    *,
    user: str,
    clock: Clock = datetime.now,
    create: bool = False,
    read_only: bool = False,
    key: Key | None = None,
    roles: frozenset[Role] = ALL_ROLES,
    copies: bool = True,
) -> Context:
    """Open the data in that folder: plain without `key`, as for practice. The caller closes `Context.store`.

    `create`: make an empty database if there is none. `read_only`: open it beside an open window. `copies`: make
    backups beside it. Manuals of the clinic that cannot be used are listed in `ManualSet.troubles`. Raises
    StoreUnavailable, and ProfileInvalid for a broken installation.
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
    return Context(store, clock, user, shelf, swedish_calendar(YEARS), roles)


def with_kept(shelf: ManualSet, store: Store) -> ManualSet:
    """The manuals, those in use as they were saved, should their files have changed or gone."""
    with store.reading() as db:
        kept = manuals.kept(db)
        return shelf.with_kept(kept, manuals.used(db) if kept else ())
