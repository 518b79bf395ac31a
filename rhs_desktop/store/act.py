"""One act: a transaction that is committed whole or leaves nothing, and that undo can take back.

Ids are assigned here, because the transaction holds the write lock from its beginning. Rows are collected and inserted
in bulk when the act is committed, together with the projection of every case that it touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import contact_facts
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, HistoryRefusal, HistoryRefused
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.domain.retention import is_erased
from rhs_desktop.domain.roles import Role
from rhs_desktop.store import access_log, act_records, people, row_changes, settings
from rhs_desktop.store.act_history import ActHistory
from rhs_desktop.store.act_records import ActDone
from rhs_desktop.store.batches import BatchKind, BatchState
from rhs_desktop.store.cases.person_facts import RulesFor
from rhs_desktop.store.commit_check import confirmed_commit
from rhs_desktop.store.connection import Database
from rhs_desktop.store.imports import RowState
from rhs_desktop.store.pending_rows import as_json
from rhs_desktop.store.users import users

_LOGGED = ("cases", "changes")
"""Tables whose new rows the access log reads after they were inserted."""


class ActWriter(ActHistory):
    """Collects what one act changes. Nothing is stored before `commit`. `details` may be filled in until then."""

    def __init__(
        self,
        db: Database,
        *,
        kind: ActKind,
        user: str,
        now: datetime,
        rules: RulesFor,
        batch: int | None = None,
        undoes: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(db, user=user, now=now, rules=rules)
        self.kind = kind
        self.batch = batch
        self.details: dict[str, Any] = dict(details or {})
        self.committed = False
        self.undoes = undoes
        self._settings: dict[str, str] = {}
        self._seen: set[int] = set()
        db.execute("PRAGMA defer_foreign_keys = ON")  # what is changed or erased may refer to rows that commit inserts

    # ---- the register

    def log_cases(self, case_ids: Iterable[int]) -> None:
        """Name these cases too in the act's line of the access log, though no event of them is recorded."""
        self._seen.update(case_ids)

    def add_round(self, name: str, year: int, profile: str, birth_years: Iterable[int] = ()) -> int:
        """Add a round under a manual; returns its number. Raises HistoryRefused `round_exists`."""
        if any(one.name == name for one in people.rounds(self.db)):
            raise HistoryRefused(HistoryRefusal.ROUND_EXISTS, name=name)
        years = json.dumps(sorted(birth_years))
        return self._rows.add_numbered("rounds", name=name, year=year, profile=profile, birth_years=years)

    def add_resident(self, details: Details) -> int:
        """Add a person who is not in the register; returns the resident's number."""
        return self._rows.add_numbered("residents", **people.to_columns(details))

    def add_case(self, resident_id: int, round_id: int, profile: str, position: int) -> int:
        """Add a resident's case in a round, to be followed by its first event; returns its number."""
        number = self._rows.add_numbered(
            "cases", resident_id=resident_id, round_id=round_id, profile=profile, position=position
        )
        self._profiles[number] = profile
        self._residents[number] = resident_id
        return number

    def change_resident(self, resident_id: int, after: Details, *, no_phone: bool = False) -> bool:
        """Replace a person's details, and record the change in each of the person's cases that it concerns.

        `no_phone`: it is known that the person has none (manual 000, step 4), not only that none is given. Returns
        False where nothing differs. Raises HistoryRefused `unknown_resident`, `erased` or `identity_taken`.
        """
        found = people.residents(self.db, [resident_id]).get(resident_id)
        if found is None:
            raise HistoryRefused(HistoryRefusal.UNKNOWN_RESIDENT, resident=resident_id)
        before = found.details
        if is_erased(before.identity.digits):
            raise HistoryRefused(HistoryRefusal.ERASED)
        new = people.to_columns(after)
        fields = {name: new[name] for name in people.GIVEN_COLUMNS}
        other = people.by_identity(self.db, [after.identity.digits]).get(after.identity.digits)
        if other is not None and other.id != resident_id:
            raise HistoryRefused(HistoryRefusal.IDENTITY_TAKEN, resident=other.id)
        differs = self._change("resident", resident_id, fields)
        if not differs and not no_phone:
            return False
        for case in people.cases_of_resident(self.db, resident_id):
            event = contact_facts.changed(
                fold(self._history(case.id)), before, after, self.now.date(), self.now.time(), no_phone=no_phone
            )
            if event is not None:
                self.append(case.id, event)
                differs = True
        return differs

    def add_user(self, name: str, roles: frozenset[Role]) -> int:
        """Add a user account; returns its number. Raises EntryRefused `name_taken`."""
        if users.by_name(self.db, name) is not None:
            raise EntryRefused(EntryRefusal.NAME_TAKEN, name=name)
        number = self._rows.add_numbered("users", name=name, roles=users.written_roles(roles), active=True)
        self._keep_change("user", number, "active", False, True)
        return number

    def add_batch(
        self, kind: BatchKind, round_id: int | None, members: Iterable[int], details: Mapping[str, Any]
    ) -> int:
        """Add a batch in the state `prepared` with its cases in order; returns its number. This act and later ones
        refer to it."""
        columns = {"kind": kind.value, "state": BatchState.PREPARED.value, "details": as_json(details)}
        number = self._rows.add_numbered("batches", round_id=round_id, live=True, **columns)
        for position, case_id in enumerate(members, start=1):
            self._rows.add("batch_members", batch_id=number, case_id=case_id, position=position)
        self._keep_change("batch", number, "live", False, True)
        self.batch = number
        return number

    def add_import(self, round_id: int, source: str, content_hash: str, mapping: str) -> int:
        """Add the list that this act imports; returns its number."""
        columns = {"source": source, "content_hash": content_hash, "mapping": mapping}
        number = self._rows.add_numbered("imports", act_id=self.id, round_id=round_id, live=True, **columns)
        self._keep_change("import", number, "live", False, True)
        return number

    def add_import_row(
        self, import_id: int, row: int, state: RowState, cells: str, problems: str = "[]", case_id: int | None = None
    ) -> int:
        """Add a row of an imported list; returns its number."""
        return self._rows.add_numbered(
            "import_rows",
            import_id=import_id,
            row=row,
            state=state.value,
            cells=cells,
            problems=problems,
            reason="",
            case_id=case_id,
        )

    # ---- values

    def change(self, what: str, item: int, **fields: Any) -> bool:
        """Replace fields of a round, a batch, an import or one of its rows, or a user; False where nothing differs.

        Raises ValueError for a field that may not be changed.
        """
        return self._change(what, item, fields)

    def restore(self, what: str, item: int, field: str, value: Any) -> None:
        """Set a field to its former value, without events: those are withdrawn separately."""
        self._change(what, item, {field: value})

    def set_setting(self, key: str, value: Any) -> None:
        """Store a setting; `value` is plain JSON."""
        self._settings[key] = as_json(value)

    def _change(self, what: str, item: int, fields: Mapping[str, Any]) -> bool:
        changed = row_changes.replace(self.db, what, item, fields)
        for name, (old, new) in changed.items():
            self._keep_change(what, item, name, old, new)
        return bool(changed)

    def _keep_change(self, what: str, item: int, field: str, old: Any, new: Any) -> None:
        values = {"old": as_json(old), "new": as_json(new)}
        self._rows.add_numbered("changes", act_id=self.id, what=what, item=item, field=field, **values)

    # ---- the end

    def commit(self, ask: Callable[[], None] = lambda: None) -> ActDone:
        """Write everything and commit; after it the act is on the disk.

        `ask` is called from time to time; what it raises ends the act with nothing stored. Raises HistoryRefused
        `profile_missing` for a case whose manual is not installed, and StoreUnavailable, `uncertain` where an I/O error
        leaves open whether the act was stored.
        """
        self._rows.add(
            "acts",
            id=self.id,
            kind=self.kind.value,
            at=self.now.isoformat(),
            who=self.user,
            batch_id=self.batch,
            details=as_json(self.details),
            undoes=self.undoes,
        )
        self._rows.insert(ask, keep=_LOGGED)
        for key, value in self._settings.items():
            settings.put(self.db, key, value, self.id)
        projected = self._project(ask)
        self._log()
        with confirmed_commit(self.db, self._stands):
            self.db.execute("COMMIT")
        self.committed = True
        return ActDone(self.id, self.kind, projected, self.batch, self.details)

    def _stands(self) -> bool:
        return act_records.act(self.db, self.id) is not None

    def _log(self) -> None:
        """Write the act's line of the access log."""
        new = {row["id"]: row["resident_id"] for row in self._rows.added("cases")}
        known = (self._pending.keys() | self._seen) - new.keys()
        touched = {*new.values(), *(access_log.residents_of(self.db, known) if known else ())}
        touched.update(row["item"] for row in self._rows.added("changes") if row["what"] == "resident")
        touched.update(self._facts)
        access_log.append_act(
            self.db, self.now, self.user, self.kind, residents=frozenset(touched), details=self.details, act=self.id
        )
