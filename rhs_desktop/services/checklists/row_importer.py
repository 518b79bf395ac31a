"""Turns checked rows into residents, cases and events, inside an act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from rhs_desktop.domain.cases import contact_facts, listed_contact
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.steps import Finished
from rhs_desktop.domain.checklists import ContactSoFar, Ignored, ImportableRow, SetAside
from rhs_desktop.domain.checklists.comparison import FieldChange, differences, merged
from rhs_desktop.domain.checklists.statements import said_of
from rhs_desktop.domain.people.resident import Details, Resident
from rhs_desktop.domain.recognition.reader import Kind
from rhs_desktop.services.checklists.exported_edits import Edited, counting
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import step_of
from rhs_desktop.store import people
from rhs_desktop.store.people import RoundRecord

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter


_LOOKED_UP_AT_ONCE = 2_000


class RowImporter:
    """Call `look_up` once for the rows, then `take` for each. `template`: of the list's invitations in 1177.

    `events` counts what the list told has happened already.
    """

    def __init__(
        self,
        ctx: Context,
        act: ActWriter,
        round_: RoundRecord,
        edited: Edited | None = None,
        template: str | None = None,
    ) -> None:
        self.events = 0
        self._ctx = ctx
        self._template = template
        self._edited = edited or {}
        self._today = ctx.today
        self._act = act
        self._round = round_
        self._known: dict[int, Resident] = {}
        self._cases = people.cases_by_resident(act.db, round_.id)
        self._listed = people.listed_cases(act.db, round_.id)
        self._position = people.last_position(act.db, round_.id)

    def look_up(
        self, rows: Iterable[ImportableRow], same_person: Mapping[int, str], ask: Callable[[], None] = lambda: None
    ) -> None:
        """Find the known residents of these rows in few queries; `ask` is called before each."""
        known_as = [(row.row, same_person.get(row.row, row.details.identity.digits)) for row in rows]
        for at in range(0, len(known_as), _LOOKED_UP_AT_ONCE):
            ask()
            some = known_as[at : at + _LOOKED_UP_AT_ONCE]
            found = people.by_identity(self._act.db, [digits for _, digits in some])
            self._known |= {row: found[digits] for row, digits in some if digits in found}

    def let_go(self) -> None:
        """Free the looked-up residents one by one: freeing all at once blocks every thread for a tenth of a second."""
        while self._known:
            self._known.popitem()

    def take(self, ready: ImportableRow, row: int, chosen: Iterable[FieldChange] | None = None) -> tuple[str, int]:
        """Record one row; returns `new`, `updated` or `unchanged`, and the case.

        Raises HistoryRefused as `ActWriter.change_resident`.
        """
        resident = self._known.get(row)
        if resident is None:
            return "new", self._list(self._act.add_resident(ready.details), ready.details, ready.contact)
        newer = self._updated(resident.details, ready.details, chosen, row)
        case_id = self._cases.get(resident.id)
        changed = newer != resident.details and self._act.change_resident(resident.id, newer)
        if case_id is None or case_id not in self._listed:
            return "new", self._list(resident.id, newer, ready.contact, case_id)
        told = ready.contact is not None and self._go_on(case_id, ready.contact)
        return ("updated" if changed or told else "unchanged"), case_id

    def speak(self, rows: Iterable[SetAside | Ignored]) -> int:
        """Keep what rows that are not imported say of people who are in the register; of how many it was new."""
        said: dict[str, set[Kind]] = {}
        for row in rows:
            if row.details is not None:
                said.setdefault(row.details.identity.digits, set()).update(said_of(row.warnings))
        told = 0
        for resident in people.by_identity(self._act.db, list(said)).values():
            kinds, known = said[resident.details.identity.digits], resident.details
            newer = replace(
                known,
                protected=known.protected or Kind.PROTECTED in kinds,
                deceased=known.deceased or Kind.DECEASED in kinds,
            )
            told += newer != known and self._act.change_resident(resident.id, newer)
        return told

    def _updated(self, known: Details, newer: Details, chosen: Iterable[FieldChange] | None, row: int) -> Details:
        if chosen is None:
            chosen = [change for change in differences(known, newer) if change.proposed]
        return replace(merged(known, newer, counting(row, chosen, self._edited)), identity=newer.identity)

    def _list(
        self, resident_id: int, details: Details, contact: ContactSoFar | None, case_id: int | None = None
    ) -> int:
        """Add the person to the round, or back to it after an undone import, with what has happened; the case.

        Whom the list tells to have been invited has been on it since then.
        """
        if case_id is None:
            self._position += 1
            case_id = self._act.add_case(resident_id, self._round.id, self._round.profile, self._position)
        events = self._happened(contact) if contact else ()
        since = min((self._today, *(event.on for event in events)))
        self._act.append(case_id, contact_facts.listed(details, since))
        self._record(case_id, events)
        return case_id

    def _go_on(self, case_id: int, contact: ContactSoFar) -> bool:
        """Record what the list tells of a case that was there, and the case does not know; whether anything was."""
        state = self._act.state(case_id)
        if isinstance(step_of(self._ctx, state, case_id), Finished):
            return False
        events = listed_contact.missing_from(state, self._happened(contact))
        self._record(case_id, events)
        return bool(events)

    def _happened(self, contact: ContactSoFar) -> tuple[Event, ...]:
        profile = self._ctx.rules(self._round.profile).profile
        return listed_contact.happened(contact, profile, self._template, self._today)

    def _record(self, case_id: int, events: Iterable[Event]) -> None:
        for event in events:
            self._act.append(case_id, event)
            self.events += 1
