"""How a service records: one act, which is one transaction and the unit of undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases.acts import Act, refusal
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Step
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.services.context import Context
from rhs_desktop.store.act_records import ActDone

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter

__all__ = ["ActDone", "check_act", "record", "record_one", "recording", "refused", "step_of"]


def recording(
    ctx: Context, kind: ActKind, *, batch: int | None = None, details: Mapping[str, Any] | None = None
) -> AbstractContextManager[ActWriter]:
    """An act by the present user, now. Nothing is stored unless the block ends in `return act.commit()`.

    Raises StoreUnavailable when the database cannot be written.
    """
    return ctx.store.act(kind, user=ctx.user, now=ctx.now, rules=ctx.rules, batch=batch, details=details)


def record(
    ctx: Context,
    kind: ActKind,
    events: Iterable[tuple[int, Event]],
    *,
    batch: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> ActDone:
    """An act that is only events of cases. Raises HistoryRefused and StoreUnavailable; then nothing is stored."""
    with recording(ctx, kind, batch=batch, details=details) as act:
        for case_id, event in events:
            act.append(case_id, event)
        return act.commit()


def record_one(ctx: Context, kind: ActKind, case: int, what: Act, *events: Event) -> ActDone:
    """An act that does `what` with one case and is nothing but these events. Raises as `check_act` does."""
    with recording(ctx, kind) as act:
        check_act(ctx, act, case, what)
        for event in events:
            act.append(case, event)
        return act.commit()


def check_act(ctx: Context, act: ActWriter, case: int, what: Act) -> CaseState:
    """The state of the case as the act finds it, where `what` can be done with it (domain/cases/acts).

    Raises HistoryRefused with the code of the refusal, ProfileMissing.
    """
    state = act.state(case)
    step = step_of(ctx, state, case)
    if (code := refusal(what, state, step, ctx.today)) is not None:
        raise refused(code, case, state, step)
    return state


def step_of(ctx: Context, state: CaseState, case: int) -> Step | Finished | None:
    """The next step of the case by its own manual; None where it stands on no list. Raises ProfileMissing."""
    if state.facts is None:
        return None
    return next_step(state, ctx.rules(ctx.store.profile_of(case)), ctx.today)


def refused(code: HistoryRefusal, case: int, state: CaseState, step: Step | Finished | None) -> HistoryRefused:
    """The refusal of an act with that case, with what its sentence tells."""
    told: dict[str, object] = {}
    if isinstance(step, Finished):
        told["status"] = step.status
    if state.visit is not None:
        told["day"] = state.visit.visit
    return HistoryRefused(code, case=case, **told)
