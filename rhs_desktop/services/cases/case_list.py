"""What the window shows: all rows of the checklist, and one case in full."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rhs_desktop.domain.cases.events import ContactFacts, CosmicChecked, Listed, RecordedEvent, Withdrawn
from rhs_desktop.domain.cases.history import withdrawn
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Step
from rhs_desktop.domain.people.resident import Resident
from rhs_desktop.services import settings
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import people
from rhs_desktop.store.cases import case_rows, event_history, person_facts, projection
from rhs_desktop.store.people import RoundRecord

if TYPE_CHECKING:
    from rhs_desktop.domain.checklists import Cell


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A line of the timeline. `taken_back` is the entry that withdrew it, if it is withdrawn. `from_list`: an imported
    list told of it, after it had happened."""

    record: RecordedEvent
    taken_back: RecordedEvent | None
    from_list: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case in full. `step` is None for a case whose list was undone or whose manual is not installed.

    `timeline` is in the order of entry; a withdrawal is shown at the entry that it withdrew. `own_columns` are the
    headings and cells of the latest list that the case stood on.
    """

    case: int
    round: int
    profile: str
    position: int
    resident: Resident
    state: CaseState
    step: Step | Finished | None
    timeline: tuple[TimelineEntry, ...]
    own_columns: tuple[tuple[str, Cell], ...]


@needs(Permission.LOOK)
def load_rows(ctx: Context, round_id: int | None = None) -> list[CaseRow]:
    """The rows of all listed cases of one round, or of all, as of today; in no particular order."""
    return _rows(ctx, round_id, None)


@needs(Permission.LOOK)
def load_some(ctx: Context, cases: Iterable[int]) -> list[CaseRow]:
    """The rows of these cases, for instance those that an act touched."""
    return _rows(ctx, None, cases)


@needs(Permission.LOOK)
def rows_waiting(ctx: Context) -> int:
    """The number of import rows that wait for a person (importing.rows_set_aside)."""
    with ctx.store.reading() as db:
        return case_rows.set_aside(db)


@needs(Permission.ENTER)
def settle(ctx: Context) -> bool:
    """Recompute the rows if manuals, calendar or rules have changed; whether it did.

    Runs in the background after the start, because it needs the calendar. Raises StoreUnavailable.
    """
    if ctx.store.read_only:
        return False
    return ctx.store.settle(ctx.today, ctx.rules)


def _rows(ctx: Context, round_id: int | None, cases: Iterable[int] | None) -> list[CaseRow]:
    ctx.store.refresh(ctx.today, ctx.rules)
    with ctx.store.reading() as db:
        instead = projection.on_another_day(db, ctx.rules, ctx.today)
        return list(map(CaseRow._make, case_rows.read(db, round_id, cases, instead)))


@needs(Permission.LOOK)
def case_view(ctx: Context, case_id: int) -> CaseView:
    """Everything about one case. Raises HistoryRefused `unknown_case`."""
    from rhs_desktop.store import imports  # not before the first case is opened: rows come first

    case = ctx.store.case(case_id)
    with ctx.store.reading() as db:
        history = event_history.history(db, case_id)
        state = person_facts.states(db, [case_id], ctx.rules)[case_id]
        own = imports.own_columns(db, case_id)
        lists = {one.act for one in imports.imports(db, case.round)}
    step = None
    if state.facts is not None and case.profile in ctx.profiles:
        step = next_step(state, ctx.rules(case.profile), ctx.today)
    return CaseView(
        case.id, case.round, case.profile, case.position, case.resident, state, step, timeline(history, lists), own
    )


def timeline(history: Sequence[RecordedEvent], lists: Collection[int] = ()) -> tuple[TimelineEntry, ...]:
    """The entries except withdrawals, each with the withdrawal that holds against it. `lists`: the acts of imports."""
    gone = withdrawn(history)
    acts = {*lists, *(record.act for record in history if isinstance(record.event, Listed))}
    return tuple(
        TimelineEntry(
            record,
            gone.get(record.id),
            from_list=record.act in acts and not isinstance(record.event, ContactFacts | CosmicChecked),
        )
        for record in history
        if not isinstance(record.event, Withdrawn)
    )


@needs(Permission.ENTER)
def rounds(ctx: Context) -> tuple[RoundRecord, ...]:
    """All rounds, the newest first."""
    with ctx.store.reading() as db:
        return people.rounds(db)


@needs(Permission.ENTER)
def round_shown(ctx: Context) -> int | None:
    """The round that the window shows, or the newest; None where there is none."""
    found = rounds(ctx)
    wanted = settings.load(ctx).round
    return wanted if wanted is not None and found else found[0].id if found else None
