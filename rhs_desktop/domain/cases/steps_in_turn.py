"""Which of the manual's steps can be ticked off now, for the case's next step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rhs_desktop.domain.cases.open_handling_steps import left_of_handling
from rhs_desktop.domain.cases.state import CaseState, ResidentWish
from rhs_desktop.domain.cases.steps import Finished, Step, StepKind
from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.errors import HistoryRefusal
from rhs_desktop.domain.manuals.manual import Handling, HandlingStep, Profile, TickEffect

_ANSWERS = {
    ResidentWish.CALL: Answer.YES_CALL,
    ResidentWish.BOOKED: Answer.YES_CALL,  # booked in the call, the answer in 1177 is still to be sent
    ResidentWish.BOOK_SELF: Answer.YES_BOOK_SELF,
    ResidentWish.NO: Answer.NO,
}


def tick_refusal(
    key: str, step: Step | Finished | None, state: CaseState, profile: Profile, today: date
) -> HistoryRefusal | None:
    """Why a step of the manual cannot be ticked off now; None where it can. Taking a tick back is always allowed."""
    if all(one.key != key for one in every_step(profile)):
        return HistoryRefusal.UNKNOWN_STEP
    if all(one.key != key for one in steps_in_turn(step, state, profile, today)):
        return HistoryRefusal.STEP_NOT_IN_TURN
    return None


def every_step(profile: Profile) -> Iterator[HandlingStep]:
    """All steps of the manual that can be ticked off at some time."""
    for handling in profile.handlings:
        yield from handling.steps
    yield from profile.before_visit
    yield from profile.visit


def steps_in_turn(
    step: Step | Finished | None, state: CaseState, profile: Profile, today: date
) -> Iterable[HandlingStep]:
    """What is left of an answer that is closed in 1177, then the steps that belong to the next step."""
    if not isinstance(step, Step):
        return ()
    return (*left_of_handling(state, profile), *_of_kind(step.kind, state, profile, today))


def handlings_in_turn(state: CaseState, profile: Profile) -> tuple[Handling, ...]:
    """The orders in which the manual handles the resident's word; none while nobody has read what was answered."""
    answer = _ANSWERS.get(state.word.wish) if state.word and not state.answer_seen_on else None
    return profile.handlings_for(answer) if answer else ()


def visit_steps(state: CaseState, profile: Profile, today: date) -> tuple[HandlingStep, ...]:
    """The steps of the talk. That it is documented can be ticked from the day of the visit on."""
    come = state.held_on is not None or (state.visit is not None and state.visit.visit <= today)
    return tuple(one for one in profile.visit if come or one.act is not TickEffect.DOCUMENTED)


def _of_kind(kind: StepKind, state: CaseState, profile: Profile, today: date) -> tuple[HandlingStep, ...]:
    if kind is StepKind.HANDLE_ANSWER:
        return tuple(step for handling in handlings_in_turn(state, profile) for step in handling.steps)
    if kind is StepKind.PREPARE_VISIT:
        return profile.before_visit
    return visit_steps(state, profile, today) if kind in (StepKind.HOLD_VISIT, StepKind.DOCUMENT) else ()
