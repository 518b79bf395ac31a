"""Turns checked rows into residents, cases and events, inside an act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from rhs_desktop.domain.cases import contact_facts
from rhs_desktop.domain.checklists import ImportableRow
from rhs_desktop.domain.checklists.comparison import FieldChange, differences, merged
from rhs_desktop.domain.people.resident import Details, Resident
from rhs_desktop.services.checklists.exported_edits import Edited, counting
from rhs_desktop.services.context import Context
from rhs_desktop.store import people
from rhs_desktop.store.people import RoundRecord

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter


_LOOKED_UP_AT_ONCE = 2_000


class RowImporter:
    """Call `look_up` once for the rows, then `take` for each."""

    def __init__(self, ctx: Context, act: ActWriter, round_: RoundRecord, edited: Edited | None = None) -> None:
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
            return "new", self._list(self._act.add_resident(ready.details), ready.details)
        newer = self._updated(resident.details, ready.details, chosen, row)
        case_id = self._cases.get(resident.id)
        changed = newer != resident.details and self._act.change_resident(resident.id, newer)
        if case_id is None or case_id not in self._listed:
            return "new", self._list(resident.id, newer, case_id)
        return ("updated" if changed else "unchanged"), case_id

    def _updated(self, known: Details, newer: Details, chosen: Iterable[FieldChange] | None, row: int) -> Details:
        if chosen is None:
            chosen = [change for change in differences(known, newer) if change.proposed]
        return replace(merged(known, newer, counting(row, chosen, self._edited)), identity=newer.identity)

    def _list(self, resident_id: int, details: Details, case_id: int | None = None) -> int:
        """Add the person to the round, or back to it after an undone import; the case."""
        if case_id is None:
            self._position += 1
            case_id = self._act.add_case(resident_id, self._round.id, self._round.profile, self._position)
        self._act.append(case_id, contact_facts.listed(details, self._today))
        return case_id
