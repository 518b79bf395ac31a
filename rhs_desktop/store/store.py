"""The database as the rest of the program holds it: opened once, read anywhere, written by one act at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.errors import HistoryRefused, StoreUnavailable
from rhs_desktop.domain.people.resident import Resident
from rhs_desktop.store import compaction, people, schema
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.store.backups.file_identity import FileIdentity
from rhs_desktop.store.backups.file_swap import end_half_done, half_done, ready_beside
from rhs_desktop.store.cases import event_history, projection
from rhs_desktop.store.cases.projection import RulesFor
from rhs_desktop.store.commit_check import confirmed_commit
from rhs_desktop.store.connection import Database, Error, Key, connect, translated, writing
from rhs_desktop.store.copy_file import KEYS_FILE, Report, back_up, drop, head
from rhs_desktop.store.lock import InUse

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter
    from rhs_desktop.store.backups.restoring import RestoredBy


class Store:
    """An open database. Readers have a connection a thread and never wait; writing is one act at a time."""

    def __init__(
        self, path: Path, *, key: Key | None, read_only: bool, lock: InUse | None, copies: Copies | None
    ) -> None:
        self.path = path
        self._key = key
        self.read_only = read_only
        self._lock = lock
        self._act_lock = threading.RLock()
        self._acting: int | None = None
        self._closed = False
        self._own = threading.local()
        self._readers: list[Database] = []
        self._writer: Database | None = None
        self._whereabouts: FileIdentity
        self.copies = copies
        """None where no copies are wanted, as in practice."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        now: datetime,
        key: Key | None = None,
        backups: Path | None = None,
        create: bool = False,
        read_only: bool = False,
    ) -> Store:
        """Open the file, brought to the present schema with a backup before each step.

        `key` opens an encrypted file, None a plain one. `backups` is where those go and all other copies; without it
        they go into a folder beside the file, and no others are made. `create`: make the file, and its folder, if there
        is none. `read_only`: look at a file that another program may be writing; its schema must be present. Raises
        StoreUnavailable: missing, empty, newer, older (read only), foreign, damaged, in_use, read_only, busy,
        unreachable, disk_full, half_restored (read only).
        """
        if read_only and half_done(path):
            raise StoreUnavailable("half_restored", path=str(path))
        if not read_only:
            end_half_done(path, now)
        if not path.exists() and (read_only or not create):
            raise StoreUnavailable("missing", path=str(path))
        if not create and path.stat().st_size == 0:
            raise StoreUnavailable("empty", path=str(path))
        copies = Copies(backups) if backups is not None else None
        if read_only:
            return cls._opened(cls(path, key=key, read_only=True, lock=None, copies=copies))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable("unreachable", path=str(path)) from error
        store = cls(path, key=key, read_only=False, lock=InUse(path, now), copies=copies)
        try:
            drop(ready_beside(path))
            with translated(path):
                store._writer = store.connect(path, create=create)
                schema.migrate(
                    store._writer, path, backups=backups or path.parent / "backups", now=now, opening=store.connect
                )
                store._compact_if_asked()
                store._whereabouts = FileIdentity(path)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def create(cls, path: Path, *, now: datetime, key: Key | None = None, backups: Path | None = None) -> Store:
        """Make a new database. Raises StoreUnavailable `exists` where there is a file already."""
        if path.exists():
            raise StoreUnavailable("exists", path=str(path))
        return cls.open(path, now=now, key=key, backups=backups, create=True)

    @classmethod
    def _opened(cls, store: Store) -> Store:
        with store.reading() as db:
            if schema.version(db, store.path) < schema.PRESENT:
                store.close()
                raise StoreUnavailable("older", path=str(store.path))
        return store

    def close(self) -> None:
        """Let go of the file, with everything in it and nothing beside it. May be called again."""
        self._closed = True
        if self.copies is not None:
            self.copies.wait()
        for reader in self._readers:
            reader.close()
        self._readers.clear()
        self._own = threading.local()
        if self._writer is not None:
            with suppress(Error):
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._writer.close()
        self._writer = None
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def key(self) -> Key | None:
        """What opens the file, for making a door for another user."""
        return self._key

    @property
    def encrypted(self) -> bool:
        """Whether the file is of no use without its key."""
        return self._key is not None

    def connect(self, path: Path, *, read_only: bool = False, create: bool = False) -> Database:
        """A connection to a file that has this one's key: itself, or a copy of it. Raises StoreUnavailable."""
        return connect(path, key=self._key, read_only=read_only, create=create)

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """This thread's own connection, for selects only. Raises StoreUnavailable."""
        self._check_open()
        with translated(self.path):
            reader: Database | None = getattr(self._own, "reader", None)
            if reader is None:
                reader = self.connect(self.path, read_only=self.read_only)
                reader.execute("PRAGMA query_only = ON")
                self._own.reader = reader
                self._readers.append(reader)
            yield reader

    @contextmanager
    def act(
        self,
        kind: str,
        *,
        user: str,
        now: datetime,
        rules: RulesFor,
        batch: int | None = None,
        undoes: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> Iterator[ActWriter]:
        """One transaction: kept if the block commits it, else as if it had never begun. Raises StoreUnavailable."""
        from rhs_desktop.store.act import ActWriter

        with self._act_lock, translated(self.path):
            if self._acting is not None:
                raise RuntimeError("an act within an act")
            self._acting = threading.get_ident()
            try:
                db = self._writing
                db.execute("BEGIN IMMEDIATE")
                try:
                    self._whereabouts.check()
                    told = ActWriter(
                        db, kind=kind, user=user, now=now, rules=rules, batch=batch, undoes=undoes, details=details
                    )
                    yield told
                    self._still_there(told.committed)
                finally:
                    if db.in_transaction:  # a full disk has rolled back already
                        with suppress(Error):
                            db.execute("ROLLBACK")
            finally:
                self._acting = None

    def _still_there(self, committed: bool) -> None:
        """Raises StoreUnavailable `vanished`, or `uncertain` where it was confirmed into a file that has gone since."""
        try:
            self._whereabouts.check()
        except StoreUnavailable as error:
            if committed:
                raise StoreUnavailable("uncertain", path=str(self.path)) from error
            raise

    def state(self, case_id: int) -> CaseState:
        """Where a case stands. Raises HistoryRefused `unknown_case`."""
        self.case(case_id)
        with self.reading() as db:
            return fold(event_history.history(db, case_id))

    def case(self, case_id: int) -> people.CaseRecord:
        """A case with its resident. Raises HistoryRefused `unknown_case`."""
        with self.reading() as db:
            found = people.cases(db, [case_id]).get(case_id)
        if found is None:
            raise HistoryRefused("unknown_case", case=case_id)
        return found

    def resident_of(self, case_id: int) -> Resident:
        """Whose case it is. Raises HistoryRefused `unknown_case`."""
        return self.case(case_id).resident

    def profile_of(self, case_id: int) -> str:
        """The id of the manual that the case follows. Raises HistoryRefused `unknown_case`."""
        return self.case(case_id).profile

    def refresh(self, today: date, rules: RulesFor) -> int:
        """Bring the rows whose days have passed to that day; how many there were.

        Where that cannot be written now, they stay as they are: whoever reads them works them out (projection).
        """
        if self.read_only or self._acting == threading.get_ident():
            return 0
        with self.reading() as db:
            if not projection.stale(db, today):
                return 0
        try:
            with self._raw_transaction() as db:
                cases = projection.stale(db, today)
                projection.write(db, projection.computed(db, rules, today, cases))
        except StoreUnavailable:
            return 0
        return len(cases)

    def rebuild(self, today: date, rules: RulesFor) -> None:
        """Compute every row anew. Cases of a manual that is not installed keep the row they have."""
        with self._raw_transaction() as db:
            projection.write(db, projection.computed(db, rules, today))

    def settle(self, today: date, rules: RulesFor) -> bool:
        """Rebuild if a manual, the calendar or the program's own rules are others than the rows were computed with."""
        with self.reading() as db:
            used = [profile for (profile,) in db.execute("SELECT DISTINCT profile FROM cases")]
            known = dict(db.execute("SELECT profile, fingerprint FROM case_rows_ground").fetchall())
        found: dict[str, str] = {}
        for profile in used:
            with suppress(KeyError):
                found[profile] = projection.fingerprint(rules(profile))
        if all(known.get(profile) == print_ for profile, print_ in found.items()):
            return False
        with self._raw_transaction() as db:
            projection.write(db, projection.computed(db, rules, today))
            db.executemany("INSERT OR REPLACE INTO case_rows_ground VALUES (?, ?)", list(found.items()))
        return True

    def back_up(self, target: Path, *, of: Database | None = None, report: Report | None = None) -> Path:
        """A checked copy of everything confirmed so far, or of what a `snapshot` holds. Raises StoreUnavailable."""
        keys = self.path.with_name(KEYS_FILE)
        told = {"report": report} if report else {}
        if of is not None:
            return back_up(of, target, self.connect, keys=keys, **told)
        with self.reading() as db:
            return back_up(db, target, self.connect, keys=keys, **told)

    def snapshot(self) -> Database:
        """A connection that sees what is confirmed now and nothing later, for any thread; whoever asks closes it."""
        self._check_open()
        with translated(self.path):
            db = self.connect(self.path, read_only=self.read_only)
            db.execute("BEGIN")
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return db

    def take_back(self, copy: Path, by: RestoredBy) -> None:
        """Make what a copy holds the content of the database, in one transaction; what is carried over: restoring.py.

        Connections stay as they are and see it from their next look on. Raises StoreUnavailable; then nothing changed.
        """
        from rhs_desktop.store.backups import restoring

        with self._act_lock, translated(self.path):
            if self._acting is not None:
                raise RuntimeError("not within an act")
            present = self._writing
            while True:  # another program may have logged a look meanwhile
                seen = head(present)
                ready = restoring.make_ready(copy, self.path, self.connect, present, by, encrypted=self.encrypted)
                if head(present) == seen:
                    break
            try:
                with closing(self.connect(ready, read_only=True)) as source:
                    coming = head(source)
                    with confirmed_commit(present, lambda: head(present) == coming):
                        source.backup(present)
            finally:
                drop(ready)
            with suppress(Error):  # it is done; what lies in the WAL moves into the file later
                present.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def logging(self) -> Iterator[Database]:
        """A transaction for lines of the access log alone, within no act. Raises StoreUnavailable.

        A store that only looks has a connection that writes for just so long, beside the program that has the file.
        """
        if not self.read_only:
            with self._raw_transaction() as db:
                yield db
            return
        self._check_open()
        with translated(self.path), closing(self.connect(self.path)) as db, writing(db):
            yield db

    def compact(self) -> bool:
        """Write the file anew, so that nothing that was erased remains; False where that is left to the next start.

        Raises StoreUnavailable.
        """
        with self._act_lock, translated(self.path):
            return compaction.compact(self._writing)

    def _compact_if_asked(self) -> None:
        """What a program that ended while it erased has left to do. A full disk does not keep the file shut."""
        if compaction.pending(self._writing):
            with suppress(StoreUnavailable):
                self.compact()

    @contextmanager
    def _raw_transaction(self) -> Iterator[Database]:
        with self._act_lock, translated(self.path):
            if self._acting is not None:
                raise RuntimeError("not within an act")
            with writing(self._writing):
                yield self._writing

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnavailable("closed", path=str(self.path))

    @property
    def _writing(self) -> Database:
        self._check_open()
        if self.read_only:
            raise StoreUnavailable("read_only", path=str(self.path))
        if self._writer is None:
            self._writer = self.connect(self.path)
        return self._writer
