"""One act: a transaction that is confirmed whole or leaves nothing, and the line that undo can take back.

Ids are given out here, for the transaction holds the write lock from its beginning. Rows are gathered and written in
bulk when the act is committed, together with the projection of every case that it touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import contact_facts, event_guard
from rhs_desktop.domain.cases.events import ContactFacts, Erased, Event, RecordedEvent, Withdrawn
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.history import check_withdrawal
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.errors import EntryRefused, HistoryRefused
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.domain.retention import is_erased
from rhs_desktop.domain.roles import Role
from rhs_desktop.store import access_log, people
from rhs_desktop.store.act_records import ActDone
from rhs_desktop.store.cases import event_history, projection
from rhs_desktop.store.cases.projection import RulesFor
from rhs_desktop.store.commit_check import confirmed_commit
from rhs_desktop.store.connection import Database
from rhs_desktop.store.pending_rows import PendingRows, as_json
from rhs_desktop.store.users import users

_LOGGED = ("cases", "changes")
"""Tables of which the access log looks at the rows after they were written."""


class ActWriter:
    """Gathers what one act does. Nothing counts before `commit`. `details` may be filled in until then."""

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
        self.kind = kind
        self.user = user
        self.now = now
        self.batch = batch
        self.details: dict[str, Any] = dict(details or {})
        self.committed = False
        self.db = db
        """For reading within the act. What the act itself adds is seen after the commit."""
        self._undoes = undoes
        self._rules = rules
        self._rows = PendingRows(db)
        self._settings: dict[str, str] = {}
        self._profiles: dict[int, str] = {}
        self._pending: dict[int, list[RecordedEvent]] = {}
        self._stored: dict[int, Sequence[RecordedEvent]] = {}
        self._seen: set[int] = set()
        self.id = self._rows.next_id("acts")
        db.execute("PRAGMA defer_foreign_keys = ON")  # rows may come before those they refer to

    # ---- cases and what happens to them

    def append(self, case_id: int, event: Event) -> int:
        """Record what happened to a case; the number of the entry. Raises HistoryRefused."""
        history = self._history(case_id)
        if any(isinstance(record.event, Erased) for record in history):
            raise HistoryRefused("erased", case=case_id)
        if isinstance(event, Withdrawn):
            check_withdrawal(event, history)
        elif not history and not isinstance(event, ContactFacts):
            raise HistoryRefused("not_listed", case=case_id)
        elif type(event) in event_guard.REACHES:
            event_guard.check_event_allowed(fold(history), event)
        number = self._rows.next_id("events")
        kind, on, data = event_history.to_columns(event)
        self._rows.add("events", id=number, case_id=case_id, act_id=self.id, kind=kind, on_day=on, data=data)
        self._pending.setdefault(case_id, []).append(RecordedEvent(number, event, self.user, self.now, self.id))
        return number

    def withdraw(self, case_id: int, entry: int, reason: str = "") -> int:
        """Take back an entry of a case; it stays, struck through. Raises HistoryRefused."""
        return self.append(case_id, Withdrawn(on=self.now.date(), at=self.now.time(), event=entry, reason=reason))

    def history(self, case_id: int) -> list[RecordedEvent]:
        """All entries of a case, those of this act included."""
        return [*self._history(case_id)]

    def state(self, case_id: int) -> CaseState:
        """Where the case stands with what this act has added."""
        return fold(self._history(case_id))

    def _history(self, case_id: int) -> Sequence[RecordedEvent]:
        pending = self._pending.get(case_id, [])
        if case_id in self._profiles:
            return pending
        if case_id not in self._stored:
            self._stored[case_id] = event_history.history(self.db, case_id)
            if not self._stored[case_id] and case_id not in people.cases(self.db, [case_id]):
                raise HistoryRefused("unknown_case", case=case_id)
        return [*self._stored[case_id], *pending]

    def tell_of(self, case_ids: Iterable[int]) -> None:
        """These cases too are what the act is about, for the access log, though nothing is recorded of them."""
        self._seen.update(case_ids)

    # ---- the register

    def add_round(self, name: str, year: int, profile: str, birth_years: Iterable[int] = ()) -> int:
        """A new round under a manual. Raises HistoryRefused `round_exists`."""
        if self.db.execute("SELECT 1 FROM rounds WHERE name = ?", (name,)).fetchone():
            raise HistoryRefused("round_exists", name=name)
        years = json.dumps(sorted(birth_years))
        return self._rows.add_numbered("rounds", name=name, year=year, profile=profile, birth_years=years)

    def add_resident(self, details: Details) -> int:
        """A person who is not in the register."""
        return self._rows.add_numbered("residents", **people.to_columns(details))

    def add_case(self, resident_id: int, round_id: int, profile: str, position: int) -> int:
        """A resident's case in a round, to be followed by its first event."""
        number = self._rows.add_numbered(
            "cases", resident_id=resident_id, round_id=round_id, profile=profile, position=position
        )
        self._profiles[number] = profile
        return number

    def change_resident(self, resident_id: int, after: Details, *, no_phone: bool = False) -> bool:
        """New details of a person, told to each of the person's cases for which they change something.

        `no_phone`: it is known that the person has none (manual 000, step 4), not only that none is given.
        False where nothing differs. Raises HistoryRefused `unknown_resident` or `identity_taken`.
        """
        found = people.residents(self.db, [resident_id]).get(resident_id)
        if found is None:
            raise HistoryRefused("unknown_resident", resident=resident_id)
        before = found.details
        if is_erased(before.identity.digits):
            raise HistoryRefused("erased")
        new = people.to_columns(after)
        fields = {name: new[name] for name in people.GIVEN_COLUMNS}
        other = people.by_identity(self.db, [after.identity.digits]).get(after.identity.digits)
        if other is not None and other.id != resident_id:
            raise HistoryRefused("identity_taken", resident=other.id)
        differs = self._change("resident", resident_id, fields)
        if not differs and not no_phone:
            return False
        for case in people.cases_of_resident(self.db, resident_id):
            event = contact_facts.changed(
                self.state(case.id), before, after, self.now.date(), self.now.time(), no_phone=no_phone
            )
            if event is not None:
                self.append(case.id, event)
                differs = True
        return differs

    # ---- users

    def add_user(self, name: str, roles: frozenset[Role]) -> int:
        """Somebody who may come in. Raises EntryRefused `name_taken`."""
        if users.by_name(self.db, name) is not None:
            raise EntryRefused("name_taken", name=name)
        number = self._rows.add_numbered("users", name=name, roles=users.written_roles(roles), active=True)
        self._keep_change("user", number, "active", False, True)
        return number

    # ---- batches

    def add_batch(self, kind: str, round_id: int | None, members: Iterable[int], details: Mapping[str, Any]) -> int:
        """A batch in the state `prepared` with its cases in order; this act and later ones refer to it."""
        number = self._rows.add_numbered(
            "batches", kind=kind, round_id=round_id, details=as_json(details), state="prepared", live=True
        )
        for position, case_id in enumerate(members, start=1):
            self._rows.add("batch_members", batch_id=number, case_id=case_id, position=position)
        self._keep_change("batch", number, "live", False, True)
        self.batch = number
        return number

    # ---- lists

    def add_import(self, round_id: int, source: str, content_hash: str, mapping: str) -> int:
        """A list that is imported by this act."""
        number = self._rows.add_numbered(
            "imports",
            act_id=self.id,
            round_id=round_id,
            source=source,
            content_hash=content_hash,
            mapping=mapping,
            live=True,
        )
        self._keep_change("import", number, "live", False, True)
        return number

    def add_import_row(
        self, import_id: int, row: int, state: str, cells: str, problems: str = "[]", case_id: int | None = None
    ) -> int:
        return self._rows.add_numbered(
            "import_rows",
            import_id=import_id,
            row=row,
            state=state,
            cells=cells,
            problems=problems,
            reason="",
            case_id=case_id,
        )

    # ---- values

    def change(self, what: str, item: int, **fields: Any) -> bool:
        """Replace fields of a round, a batch, an import or one of its rows; False where nothing differs."""
        return self._change(what, item, fields)

    def restore(self, what: str, item: int, field: str, value: Any) -> None:
        """Put back a field as it was before, without telling the cases: their events are withdrawn besides."""
        self._change(what, item, {field: value})

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a setting; `value` is plain JSON."""
        self._settings[key] = as_json(value)

    def _change(self, what: str, item: int, fields: Mapping[str, Any]) -> bool:
        from rhs_desktop.store import row_changes  # with the models, which take a third of a second: most acts only add

        changed = row_changes.replace(self.db, what, item, fields)
        for name, (old, new) in changed.items():
            self._keep_change(what, item, name, old, new)
        return bool(changed)

    def _keep_change(self, what: str, item: int, field: str, old: Any, new: Any) -> None:
        values = {"old": as_json(old), "new": as_json(new)}
        self._rows.add_numbered("changes", act_id=self.id, what=what, item=item, field=field, **values)

    # ---- the end

    def commit(self, ask: Callable[[], None] = lambda: None) -> ActDone:
        """Write everything; after it the act is on the disk, whatever happens to program or power.

        `ask` is called now and then on the way; what it raises ends the act with nothing kept. Raises StoreUnavailable
        `uncertain` where a disk that failed leaves open whether it was kept.
        """
        self._rows.add(
            "acts",
            id=self.id,
            kind=self.kind.value,
            at=self.now.isoformat(),
            user=self.user,
            batch_id=self.batch,
            details=as_json(self.details),
            undoes=self._undoes,
        )
        self._rows.insert(ask, keep=_LOGGED)
        for key, value in self._settings.items():
            self.db.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (key, value))
        self._project(ask)
        self._log()
        with confirmed_commit(self.db, self._stands):
            self.db.execute("COMMIT")
        self.committed = True
        return ActDone(self.id, self.kind, tuple(self._pending), self.batch, self.details)

    def _stands(self) -> bool:
        return self.db.execute("SELECT 1 FROM acts WHERE id = ?", (self.id,)).fetchone() is not None

    def _project(self, ask: Callable[[], None]) -> None:
        ask()
        known = people.profiles_of(self.db, self._pending.keys() - self._profiles.keys())
        profiles = {**known, **self._profiles}
        folding = projection.Folding(self._rules, self.now.date())
        for profile in {profiles[case_id] for case_id in self._pending}:
            if not folding.knows(profile):
                raise HistoryRefused("profile_missing", profile=profile)
        rows = ((case_id, folding.row(profiles[case_id], self._history(case_id))) for case_id in self._pending)
        projection.write(self.db, rows, ask)

    def _log(self) -> None:
        """One line of the access log, whoever and whatever the act touched."""
        new = {row["id"]: row["resident_id"] for row in self._rows.added("cases")}
        known = (self._pending.keys() | self._seen) - new.keys()
        touched = {*new.values(), *(access_log.residents_of(self.db, known) if known else ())}
        touched.update(row["item"] for row in self._rows.added("changes") if row["what"] == "resident")
        access_log.append_act(
            self.db, self.now, self.user, self.kind, residents=frozenset(touched), details=self.details, act=self.id
        )
