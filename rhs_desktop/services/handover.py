"""The hand-over to the next shift: what is due, half done, promised or postponed, and batches that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rhs_desktop.domain.cases.due import is_counted, is_late
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.open_handling_steps import closed_handling, left_of_handling
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Queue, Step, StepKind
from rhs_desktop.domain.codes import CallOutcome
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.cases.case_list import load_rows
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.rounds import cases_by_id
from rhs_desktop.services.sending import send
from rhs_desktop.store.cases import person_facts

_PROMISES_DAYS = 7
"""How many days ahead promised calls are listed."""


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """One kind of work: how many cases are due, and how many of them late. The checklist's own work is only counted."""

    queue: Queue
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class HalfDone:
    """Handling that has begun: `done` of `of` steps are ticked. `step` is the one that they belong to."""

    row: CaseRow
    done: int
    of: int
    step: StepKind


@dataclass(frozen=True, slots=True)
class Promised:
    """A promised call: a phone time, or "ring again"."""

    row: CaseRow
    on: date
    at: time | None


@dataclass(frozen=True, slots=True)
class PutOff:
    """A case that was postponed to a day, and the reason."""

    row: CaseRow
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class WaitingBatch:
    """A send or a batch of letters that has not been confirmed."""

    letters: bool
    number: int
    count: int
    made_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Handover:
    """All parts, each the oldest first."""

    waiting: tuple[WaitingWork, ...]
    half_done: tuple[HalfDone, ...]
    promised: tuple[Promised, ...]
    put_off: tuple[PutOff, ...]
    ready: tuple[WaitingBatch, ...]


@needs(Permission.LOOK)
def handover(ctx: Context, round_id: int | None = None) -> Handover:
    """The hand-over at this moment, of one round or of all."""
    rows = [row for row in load_rows(ctx, round_id) if not row.finished]
    with ctx.store.reading() as db:
        states = person_facts.states(db, [row.case for row in rows], ctx.rules)
    profiles = {case: record.profile for case, record in cases_by_id(ctx, [row.case for row in rows]).items()}
    half: list[HalfDone] = []
    promised: list[Promised] = []
    put_off: list[PutOff] = []
    for row in rows:
        if profiles[row.case] not in ctx.profiles:  # counted with the others, but nobody knows its steps
            continue
        state = states[row.case]
        rules = ctx.rules(profiles[row.case])
        step = next_step(state, rules, ctx.today)
        if isinstance(step, Finished):
            continue
        left = _left(state, rules.profile)
        done, of = left or _ticked(step, state, rules.profile)
        if 0 < done < of:
            half.append(HalfDone(row, done, of, StepKind.HANDLE_ANSWER if left else step.kind))
        if step.kind is StepKind.CALL and (promise := _promise(row, step, state)):
            promised.append(promise)
        if state.snoozed and state.snoozed.until > ctx.today:
            put_off.append(PutOff(row, state.snoozed.until, state.snoozed.reason))
    soon = ctx.today + timedelta(days=_PROMISES_DAYS)
    return Handover(
        _waiting(rows, ctx.today),
        tuple(sorted(half, key=lambda one: (one.row.due or ctx.today, one.row.sort))),
        tuple(sorted((one for one in promised if one.on <= soon), key=lambda one: (one.on, one.at or time.max))),
        tuple(sorted(put_off, key=lambda one: (one.until, one.row.sort))),
        _ready(ctx, round_id),
    )


def _waiting(rows: list[CaseRow], today: date) -> tuple[WaitingWork, ...]:
    found = []
    for queue in Queue:
        due = [row for row in rows if row.queue is queue and is_counted(queue, row.due, today)]
        if due:
            found.append(WaitingWork(queue, len(due), sum(is_late(row.due, today) for row in due)))
    return tuple(found)


def _left(state: CaseState, profile: Profile) -> tuple[int, int] | None:
    """Likewise for an answer that is closed in 1177 though something is left to do; None where nothing is."""
    handling, left = closed_handling(state, profile), len(left_of_handling(state, profile))
    return (len(handling.steps) - left, len(handling.steps)) if handling and left else None


def _ticked(step: Step, state: CaseState, profile: Profile) -> tuple[int, int]:
    """How many steps are ticked, of how many: of the handling order that has come furthest, or of the visit's."""
    if step.kind is StepKind.HANDLE_ANSWER:
        groups = [handling.steps for handling in profile.handlings]
    elif step.kind is StepKind.PREPARE_VISIT:
        groups = [profile.before_visit]
    elif step.kind in (StepKind.HOLD_VISIT, StepKind.DOCUMENT):
        groups = [profile.visit]
    else:
        return 0, 0
    counts = [(sum(1 for one in steps if one.key in state.ticks), len(steps)) for steps in groups]
    return max(counts, default=(0, 0))


def _promise(row: CaseRow, step: Step, state: CaseState) -> Promised | None:
    appointment = state.appointment
    if appointment and appointment.for_day == step.due:
        return Promised(row, appointment.for_day, appointment.for_time)
    if state.calls and state.calls[-1].outcome is CallOutcome.CALL_AGAIN:
        return Promised(row, step.due, None)
    return None


def _ready(ctx: Context, round_id: int | None) -> tuple[WaitingBatch, ...]:
    sends = [
        WaitingBatch(False, one.id, len(one.included), one.prepared_at, one.by)
        for one in send.batches(ctx)
        if round_id in (None, one.round)
    ]
    piles = [
        WaitingBatch(True, one.id, sum(1 for _, waits in one.members if waits), one.printed_at, one.by)
        for one in print_batch.batches(ctx)
        if round_id in (None, one.round)
    ]
    return tuple(sorted([*sends, *piles], key=lambda one: one.made_at))
