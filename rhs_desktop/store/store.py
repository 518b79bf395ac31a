"""The open database: read from any thread, written by one act at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused, StoreTrouble, StoreUnavailable
from rhs_desktop.domain.people.resident import Resident
from rhs_desktop.store import compaction, people, schema
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.store.backups.file_identity import FileIdentity
from rhs_desktop.store.backups.file_swap import end_half_done, half_done, ready_beside
from rhs_desktop.store.cases import person_facts, projection
from rhs_desktop.store.cases.person_facts import RulesFor
from rhs_desktop.store.connection import Database, Error, Key, translated, writing
from rhs_desktop.store.connections import Connections
from rhs_desktop.store.copy_file import KEYS_FILE, Report, back_up, drop
from rhs_desktop.store.lock import InUse

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter
    from rhs_desktop.store.backups.restoring import RestoredBy


class Store(Connections):
    """An open database with its lock file and the folder of its backups; `close` it, or use it in a `with`."""

    def __init__(
        self, path: Path, *, key: Key | None, read_only: bool, lock: InUse | None, copies: Copies | None
    ) -> None:
        super().__init__(path, key=key, read_only=read_only)
        self._lock = lock
        self._act_lock = threading.RLock()
        self._acting: int | None = None
        """The thread that is inside an act."""
        self._identity: FileIdentity
        self.copies = copies
        """The backups; None where none are made, as in practice."""

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
        """Open the file and migrate it to the present schema, with a backup before each migration.

        `key` opens an encrypted file, None a plain one. `backups` is the folder of those and all other backups; without
        it they go into a folder beside the file, and no others are made. `create`: make the file and its folder if
        there is none. `read_only`: open beside a program that writes; the schema must be present. Raises
        StoreUnavailable: missing, empty, newer, older (read only), foreign, damaged, in_use, read_only, busy,
        unreachable, disk_full, half_restored (read only).
        """
        if read_only and half_done(path):
            raise StoreUnavailable(StoreTrouble.HALF_RESTORED, path=str(path))
        if not read_only:
            end_half_done(path, now)
        if not path.exists() and (read_only or not create):
            raise StoreUnavailable(StoreTrouble.MISSING, path=str(path))
        if not create and path.stat().st_size == 0:
            raise StoreUnavailable(StoreTrouble.EMPTY, path=str(path))
        copies = Copies(backups) if backups is not None else None
        if read_only:
            return cls._opened(cls(path, key=key, read_only=True, lock=None, copies=copies))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(StoreTrouble.UNREACHABLE, path=str(path)) from error
        store = cls(path, key=key, read_only=False, lock=InUse(path, now), copies=copies)
        try:
            drop(ready_beside(path))
            with translated(path):
                store._writer = store.connect(path, create=create)
                schema.migrate(
                    store._writer, path, backups=backups or path.parent / "backups", now=now, opening=store.connect
                )
                store._compact_if_asked()
                store._identity = FileIdentity(path)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def create(cls, path: Path, *, now: datetime, key: Key | None = None, backups: Path | None = None) -> Store:
        """Create a new database. Raises StoreUnavailable `exists` where there is a file, and as `open`."""
        if path.exists():
            raise StoreUnavailable(StoreTrouble.EXISTS, path=str(path))
        return cls.open(path, now=now, key=key, backups=backups, create=True)

    @classmethod
    def _opened(cls, store: Store) -> Store:
        with store.reading() as db:
            if schema.version(db, store.path) < schema.PRESENT:
                store.close()
                raise StoreUnavailable(StoreTrouble.OLDER, path=str(store.path))
        return store

    def close(self) -> None:
        """Wait for backups that are being made, close the file and release its lock. May be called again."""
        self._closed = True
        if self.copies is not None:
            self.copies.wait()
        self.close_connections()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """The calling thread's own connection, for selects only; within its act, the act's, so that what is judged
        there is what the act finds.

        Raises StoreUnavailable, also for what SQLite reports inside the block.
        """
        if self._acting == threading.get_ident():
            yield self.writer
            return
        with super().reading() as db:
            yield db

    @contextmanager
    def act(
        self,
        kind: ActKind,
        *,
        user: str,
        now: datetime,
        rules: RulesFor,
        batch: int | None = None,
        undoes: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> Iterator[ActWriter]:
        """One transaction: stored if the block commits it, else rolled back.

        Raises StoreUnavailable, and RuntimeError inside another act.
        """
        from rhs_desktop.store.act import ActWriter

        with self._act_lock, translated(self.path):
            if self._acting is not None:
                raise RuntimeError("an act within an act")
            self._acting = threading.get_ident()
            try:
                db = self.writer
                db.execute("BEGIN IMMEDIATE")
                try:
                    self._identity.check()
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
        """Raises StoreUnavailable `vanished`, or `uncertain` where the act was committed into a file that is gone."""
        try:
            self._identity.check()
        except StoreUnavailable as error:
            if committed:
                raise StoreUnavailable(StoreTrouble.UNCERTAIN, path=str(self.path)) from error
            raise

    def state(self, case_id: int) -> CaseState:
        """The state of a case. Raises HistoryRefused `unknown_case`, StoreUnavailable."""
        self.case(case_id)
        with self.reading() as db:
            return person_facts.states(db, [case_id])[case_id]

    def case(self, case_id: int) -> people.CaseRecord:
        """A case with its resident. Raises HistoryRefused `unknown_case`."""
        with self.reading() as db:
            found = people.cases(db, [case_id]).get(case_id)
        if found is None:
            raise HistoryRefused(HistoryRefusal.UNKNOWN_CASE, case=case_id)
        return found

    def resident_of(self, case_id: int) -> Resident:
        """The resident of a case. Raises HistoryRefused `unknown_case`."""
        return self.case(case_id).resident

    def profile_of(self, case_id: int) -> str:
        """The id of the manual that the case follows. Raises HistoryRefused `unknown_case`."""
        return self.case(case_id).profile

    def refresh(self, today: date, rules: RulesFor) -> int:
        """Recompute the rows that are not valid on that day; returns how many.

        Where they cannot be written now they stay as they are, and readers compute them (projection).
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

    def settle(self, today: date, rules: RulesFor) -> bool:
        """Recompute all rows if a manual, the calendar or the rules changed since; whether it did. Raises
        StoreUnavailable."""
        with self.reading() as db:
            used, known = projection.manuals_used(db), projection.basis(db)
        found: dict[str, str] = {}
        for profile in used:
            with suppress(KeyError):
                found[profile] = projection.fingerprint(rules(profile))
        if all(known.get(profile) == print_ for profile, print_ in found.items()):
            return False
        with self._raw_transaction() as db:
            projection.write(db, projection.computed(db, rules, today))
            projection.set_basis(db, found)
        return True

    def back_up(self, target: Path, *, of: Database | None = None, report: Report | None = None) -> Path:
        """A checked copy of everything committed so far, or of what a `snapshot` sees; its path. Raises
        StoreUnavailable."""
        keys = self.path.with_name(KEYS_FILE)
        told = {"report": report} if report else {}
        with nullcontext(of) if of is not None else self.reading() as db:
            return back_up(db, target, self.connect, keys=keys, **told)

    def restore_from(self, copy: Path, by: RestoredBy) -> None:
        """Replace the content of the database by that of a backup, in one transaction; what is kept: restoring.py.

        Open connections stay valid and see it from their next read. Raises StoreUnavailable; then nothing changed.
        """
        from rhs_desktop.store.backups import restoring

        with self._act_lock, translated(self.path):
            if self._acting is not None:
                raise RuntimeError("not within an act")
            restoring.replace_content(self.writer, copy, self.path, self.connect, by, encrypted=self.encrypted)

    @contextmanager
    def logging(self) -> Iterator[Database]:
        """A transaction for lines of the access log alone, outside any act. Raises StoreUnavailable.

        A read-only store opens a writing connection for this alone, beside the program that has the file.
        """
        if not self.read_only:
            with self._raw_transaction() as db:
                yield db
            return
        self._check_open()
        with translated(self.path), closing(self.connect(self.path)) as db, writing(db):
            yield db

    def compact(self) -> bool:
        """Rewrite the file so that no erased data remain; False where that is left to the next start.

        Raises StoreUnavailable.
        """
        with self._act_lock, translated(self.path):
            return compaction.compact(self.writer)

    def _compact_if_asked(self) -> None:
        """Compact where a killed program left it pending. A full disk does not prevent opening."""
        if compaction.pending(self.writer):
            with suppress(StoreUnavailable):
                self.compact()

    @contextmanager
    def _raw_transaction(self) -> Iterator[Database]:
        with self._act_lock, translated(self.path):
            if self._acting is not None:
                raise RuntimeError("not within an act")
            with writing(self.writer):
                yield self.writer
