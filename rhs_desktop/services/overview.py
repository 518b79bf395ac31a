"""What the window shows: all rows of the checklist, and one case in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rhs_desktop.domain.case import CaseState, fold
from rhs_desktop.domain.events import Recorded, Withdrawn
from rhs_desktop.domain.pathway import CHECKLIST_QUEUES, Finished, Step, next_step
from rhs_desktop.domain.resident import Resident
from rhs_desktop.domain.withdrawals import withdrawn
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import histories, people, projection, rows
from rhs_desktop.store.people import RoundRecord

if TYPE_CHECKING:
    from rhs_desktop.domain.checklist import Cell


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline. `taken_back` holds the entry that withdrew it, where one that counts did."""

    record: Recorded
    taken_back: Recorded | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case in full. `step` is None for a case whose list was undone or whose manual is not installed.

    `timeline` is in the order of entry; withdrawals are told at what they withdrew. `own_columns` are the headings
    and cells of the latest list that the case stood on.
    """

    case: int
    round: int
    profile: str
    position: int
    resident: Resident
    state: CaseState
    step: Step | Finished | None
    timeline: tuple[Entry, ...]
    own_columns: tuple[tuple[str, Cell], ...]


@needs(Permission.LOOK)
def load_rows(w: Workplace, round_id: int | None = None) -> list[CaseRow]:
    """All cases that stand on a list, of one round or of all, as they are today. In no particular order."""
    return _rows(w, round_id, None)


@needs(Permission.LOOK)
def load_some(w: Workplace, cases: Iterable[int]) -> list[CaseRow]:
    """The rows of these cases alone, as after an act that touched them."""
    return _rows(w, None, cases)


@needs(Permission.LOOK)
def rows_waiting(w: Workplace) -> int:
    """How many rows of imported lists wait for a person (importing.rows_set_aside)."""
    with w.store.reading() as db:
        return rows.set_aside(db)


@needs(Permission.ENTER)
def settle(w: Workplace) -> bool:
    """Bring the rows in line with manuals, calendar and rules, should these have changed; whether rows were changed.

    For the background after the start: it needs the calendar.
    """
    if w.store.read_only:
        return False
    return w.store.settle(w.today, w.rules)


def _rows(w: Workplace, round_id: int | None, cases: Iterable[int] | None) -> list[CaseRow]:
    w.store.refresh(w.today, w.rules)
    with w.store.reading() as db:
        instead = projection.on_another_day(db, w.rules, w.today)
        return list(map(CaseRow._make, rows.read(db, round_id, cases, instead)))


@needs(Permission.LOOK)
def case_view(w: Workplace, case_id: int) -> CaseView:
    """Everything about one case. Raises HistoryRefused `unknown_case`."""
    from rhs_desktop.store import lists  # not before the first case is opened: rows come first

    case = w.store.case(case_id)
    with w.store.reading() as db:
        history = histories.history(db, case_id)
        own = lists.own_columns(db, case_id)
    state = fold(history)
    step = None
    if state.facts is not None and case.profile in w.profiles:
        step = next_step(state, w.rules(case.profile), w.today)
    return CaseView(
        case.id, case.round, case.profile, case.position, case.resident, state, step, timeline(history), own
    )


def timeline(history: Sequence[Recorded]) -> tuple[Entry, ...]:
    """The entries that are no withdrawals, each with the withdrawal that counts against it."""
    gone = withdrawn(history)
    return tuple(Entry(record, gone.get(record.id)) for record in history if not isinstance(record.event, Withdrawn))


def counts(found: Iterable[CaseRow], today: date) -> Counter[str]:
    """How many cases wait in each queue: of the checklist's queues all, of the others those due by today."""
    return Counter(row.queue for row in found if row.queue in CHECKLIST_QUEUES or (row.due and row.due <= today))


@needs(Permission.ENTER)
def rounds(w: Workplace) -> tuple[RoundRecord, ...]:
    """All rounds, the newest first."""
    with w.store.reading() as db:
        return people.rounds(db)
