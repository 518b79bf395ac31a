"""Restoring a register from a backup.

The backup is first copied to a file of its own and migrated to the present schema, and what belongs to the place and
not to the register is carried over from the present one. The content of that file then replaces the live content in a
single transaction, or, where the live file cannot be opened, the file replaces it (`put_in_place`).

Carried over are the whole access log, the users, the settings of the backups, and every erasure since. Numbers are
never reused: the log names people by their numbers, and letters cases.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.access_log.entries import Access, LogEntry
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases.events import Erased
from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.file_writing import to_disk
from rhs_desktop.store import access_log, compaction, erasing, schema, settings
from rhs_desktop.store.backups.file_swap import ready_beside
from rhs_desktop.store.cases import event_history, projection
from rhs_desktop.store.commit_check import confirmed_commit
from rhs_desktop.store.connection import ConnectFunction, Database, Error, is_plain, translated, writing
from rhs_desktop.store.copy_file import drop, failed, head, sound
from rhs_desktop.store.files import copy_for_us
from rhs_desktop.store.pending_rows import NUMBERED, highest
from rhs_desktop.store.settings import NUMBERS
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import Select

CARRIED_SETTINGS = "backups."


def _erased_cases() -> Select[Any]:
    return sql.select(sql.erased_cases.c.case_id).where(sql.erased_cases.c.erasure_id == sql.value("erasure"))


def _erased_residents() -> Select[Any]:
    return sql.select(sql.erased_residents.c.resident_id).where(
        sql.erased_residents.c.erasure_id == sql.value("erasure")
    )


_USERS = Statement(lambda: sql.select(sql.users).order_by(sql.users.c.id))
_PUT_USERS = Statement(lambda: sql.upsert(sql.users))
_INSERT_ACT = Statement(lambda: sql.insert(sql.acts))
_INSERT_EVENT = Statement(lambda: sql.insert(sql.events))
_ERASURES = Statement(lambda: sql.select(sql.erasures.c.id))
_BARE_ROWS = Statement(lambda: sql.select(sql.import_rows.c.id).where(sql.import_rows.c.cells == "[]"))
_FILLED_ROWS = Statement(lambda: sql.select(sql.import_rows.c.id).where(sql.import_rows.c.cells != "[]"))
_CASES = Statement(lambda: sql.select(sql.cases.c.id))
_RESIDENTS = Statement(lambda: sql.select(sql.residents.c.id))
_ERASED_CASES = Statement(_erased_cases)
_ERASED_RESIDENTS = Statement(_erased_residents)
_OF_A_COPY: Mapping[StoreTrouble, StoreTrouble] = {
    StoreTrouble.DAMAGED: StoreTrouble.COPY_DAMAGED,
    StoreTrouble.NEWER: StoreTrouble.COPY_NEWER,
    StoreTrouble.FOREIGN: StoreTrouble.COPY_FOREIGN,
    StoreTrouble.MISSING: StoreTrouble.COPY_MISSING,
}


@dataclass(frozen=True, slots=True)
class RestoredBy:
    """Who restores the register, when, and from which backup. `details` are codes and numbers only."""

    user: str
    now: datetime
    details: Mapping[str, Any]


def opened_copy(path: Path, opening: ConnectFunction, *, encrypted: bool) -> Database:
    """A read-only connection to a backup that can be restored; the caller closes it.

    Raises StoreUnavailable `copy_missing`, `copy_damaged` (also for a key that is not this clinic's), `copy_newer`,
    `copy_foreign`, `copy_plain`.
    """
    if not path.exists():
        raise StoreUnavailable(StoreTrouble.COPY_MISSING, path=str(path))
    if encrypted and is_plain(path):
        raise StoreUnavailable(StoreTrouble.COPY_PLAIN, path=str(path))
    try:
        with translated(path):
            db = opening(path, read_only=True)
            try:
                if not schema.version(db, path):
                    raise StoreUnavailable(StoreTrouble.COPY_FOREIGN, path=str(path))
            except BaseException:
                db.close()
                raise
    except StoreUnavailable as error:
        raise of_a_copy(error) from error
    return db


def of_a_copy(error: StoreUnavailable) -> StoreUnavailable:
    """The same error with the code that names the backup instead of the register."""
    return StoreUnavailable(_OF_A_COPY.get(error.code, error.code), **error.data)


def make_ready(
    copy: Path, target: Path, opening: ConnectFunction, present: Database | None, by: RestoredBy, *, encrypted: bool
) -> Path:
    """Prepare the file that is to become the register, beside `target`; its path, synced to the disk.

    `present` is the register as it is, None where it cannot be read. Raises StoreUnavailable as `opened_copy`,
    `copy_other` for a backup of another register, and `restore_failed` or the disk's code.
    """
    opened_copy(copy, opening, encrypted=encrypted).close()
    ready = ready_beside(target)
    drop(ready)
    try:
        copy_for_us(copy, ready)
        with translated(ready), closing(opening(ready)) as db:
            db.execute("PRAGMA synchronous = OFF")
            db.execute("PRAGMA journal_mode = MEMORY")
            if not sound(db):
                raise StoreUnavailable(StoreTrouble.COPY_DAMAGED, path=str(copy))
            schema.take(db, ready)
            with writing(db):
                _carry_over(db, present, by, copy)
            if compaction.pending(db):
                compaction.compact(db)
            db.execute("PRAGMA journal_mode = DELETE")
        to_disk(ready)
    except StoreUnavailable as error:
        drop(ready)
        raise (of_a_copy(error) if error.data.get("path") == str(ready) else error) from error
    except OSError as error:
        drop(ready)
        raise failed(target, error, StoreTrouble.RESTORE_FAILED) from error
    except BaseException:
        drop(ready)
        raise
    return ready


def _carry_over(db: Database, present: Database | None, by: RestoredBy, copy: Path) -> None:
    """Runs within one transaction of the prepared file."""
    if present is not None and head(present).clinic != head(db).clinic:
        raise StoreUnavailable(StoreTrouble.COPY_OTHER, path=str(copy))
    numbers = _numbers(db, present)
    act = numbers["acts"] = numbers["acts"] + 1
    if present is not None:
        access_log.carry_over(present, db)
        _PUT_USERS.run_tuples(db, _USERS.run(present).fetchall())
        _carry_settings(db, present)
    _INSERT_ACT.run(
        db,
        id=act,
        kind=ActKind.RESTORE.value,
        at=by.now.isoformat(),
        who=by.user,
        batch_id=None,
        details=json.dumps(dict(by.details)),
        undoes=None,
    )
    if present is not None:
        _erase_again(db, present, act, by, numbers)
    told = {**by.details, "log_kept": present is not None}
    access_log.append(db, LogEntry(by.now, by.user, access_log.unit(db), Access.RESTORE, details=told, act=act))
    settings.put(db, NUMBERS, json.dumps(numbers))


def _numbers(db: Database, present: Database | None) -> dict[str, int]:
    """The highest number that each table has given out, in the backup or in the present register."""
    found: dict[str, int] = {}
    for source in filter(None, (db, present)):
        earlier = settings.get(source, NUMBERS, {})
        for table in NUMBERED:
            found[table] = max(found.get(table, 0), highest(source, table), earlier.get(table, 0))
    return found


def _carry_settings(db: Database, present: Database) -> None:
    for name in settings.under(db, CARRIED_SETTINGS):
        settings.remove(db, CARRIED_SETTINGS + name)
    for name, value in settings.under(present, CARRIED_SETTINGS).items():
        settings.put(db, CARRIED_SETTINGS + name, json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _erase_again(db: Database, present: Database, act: int, by: RestoredBy, numbers: dict[str, int]) -> None:
    """Erase from the restored content what was erased after the backup was made."""
    done, cases, residents = (_numbers_of(one.run(db)) for one in (_ERASURES, _CASES, _RESIDENTS))
    bare, filled = _numbers_of(_BARE_ROWS.run(present)), _numbers_of(_FILLED_ROWS.run(db))
    for record in reversed(erasing.protocol(present)):
        if record.id not in done:
            projection.clear_basis(db)
            erased = _numbers_of(_ERASED_CASES.run(present, erasure=record.id)) & cases
            people = _numbers_of(_ERASED_RESIDENTS.run(present, erasure=record.id)) & residents
            erasing.write(db, record._replace(act=act))
            erasing.erase(db, record.id, erased, people, bare & filled)
            for case in sorted(erased):
                numbers["events"] += 1
                kind, on, data = event_history.to_columns(Erased(on=by.now.date(), at=by.now.time()))
                _INSERT_EVENT.run(db, id=numbers["events"], case_id=case, act_id=act, kind=kind, on_day=on, data=data)


def _numbers_of(rows: Iterable[tuple[int]]) -> set[int]:
    return {number for (number,) in rows}


def replace_content(
    present: Database, copy: Path, target: Path, opening: ConnectFunction, by: RestoredBy, *, encrypted: bool
) -> None:
    """Write the content of a backup over `present`, the open register in `target`, in one transaction.

    Raises StoreUnavailable as `make_ready`; then nothing changed.
    """
    while True:  # another program may have logged an access meanwhile
        seen = head(present)
        ready = make_ready(copy, target, opening, present, by, encrypted=encrypted)
        if head(present) == seen:
            break
    try:
        with closing(opening(ready, read_only=True)) as source:
            coming = head(source)
            with confirmed_commit(present, lambda: head(present) == coming):
                source.backup(present)
    finally:
        drop(ready)
    with suppress(Error):  # it is done; the WAL is written into the file later
        present.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def readable(target: Path, opening: ConnectFunction) -> Database | None:
    """A connection to a damaged register whose log and users can still be read, else None; the caller closes it."""
    db = None
    with suppress(StoreUnavailable, Error):
        db = opening(target, read_only=True)
        if db.execute("PRAGMA user_version").fetchone()[0] == schema.PRESENT and not list(access_log.verify(db)):
            _numbers(db, None)
            _USERS.run(db).fetchall()
            return db
    if db is not None:
        db.close()
    return None
