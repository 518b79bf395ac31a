"""Ticks of the manual's steps, and what they mean for the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, assert_never

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.history import standing
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps_in_turn import every_step, tick_refusal
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.manuals.manual import Profile, TickEffect
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording, refused, step_of

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter


@needs(Permission.HANDLE)
def tick(ctx: Context, case: int, step: str, done: bool = True) -> ActDone:
    """Tick off a handling step of the manual; what it means for the case is recorded with it (`TickEffect`).

    A talk is not documented before it was held: on the day of the visit that step can be ticked, and means nothing yet.
    `done` false: the tick and what it meant are withdrawn, which is always allowed. Raises HistoryRefused
    `unknown_step`, and `step_not_in_turn` for a step that does not belong to what is to be done now.
    """
    with recording(ctx, ActKind.TICK, details={"step": step, "done": done}) as act:
        state = act.state(case)
        profile = ctx.rules(ctx.store.profile_of(case)).profile
        if done:
            next_ = step_of(ctx, state, case)
            if (code := tick_refusal(step, next_, state, profile, ctx.today)) is not None:
                raise refused(code, case, state, next_)
        meant = _meant_by(profile, state, step)
        if not done:
            for kind, test in ((ev.StepTicked, lambda event: event.step == step), (meant, lambda event: True)):
                if kind is not None and (entry := _latest(act, case, kind, test)):
                    act.withdraw(case, entry)
            return act.commit()
        act.append(case, ev.StepTicked(on=ctx.today, at=ctx.now.time(), step=step))
        if meant is ev.Documented and state.held_on is None:
            return act.commit()
        if meant is not None:
            act.append(case, meant(on=ctx.today, at=ctx.now.time()))
        return act.commit()


_Meant = (
    ev.BookingBasisCreated | ev.AnswerHandled | ev.SamplesTaken | ev.FormAnswered | ev.VisitReminded | ev.Documented
)


def _meant_by(profile: Profile, state: CaseState, key: str) -> type[_Meant] | None:
    """The event that a tick of that handling step records too. Raises HistoryRefused `unknown_step`."""
    found = next((step for step in every_step(profile) if step.key == key), None)
    if found is None:
        raise HistoryRefused(HistoryRefusal.UNKNOWN_STEP, step=key)
    match found.act:
        case TickEffect.TICK | TickEffect.CALL:
            return None
        case TickEffect.BOOKING_BASIS:
            return ev.BookingBasisCreated
        case TickEffect.CLOSE:
            return ev.AnswerHandled if state.answer_waits else None
        case TickEffect.SAMPLES_TAKEN:
            return ev.SamplesTaken
        case TickEffect.FORM_ANSWERED:
            return ev.FormAnswered
        case TickEffect.VISIT_REMINDED:
            return ev.VisitReminded
        case TickEffect.DOCUMENTED:
            return ev.Documented
        case _ as unreachable:
            assert_never(unreachable)


def _latest(act: ActWriter, case: int, kind: type[Event], test: Callable[[Any], bool]) -> int | None:
    entries = reversed(standing(act.history(case)))
    return next((entry.id for entry in entries if isinstance(entry.event, kind) and test(entry.event)), None)
