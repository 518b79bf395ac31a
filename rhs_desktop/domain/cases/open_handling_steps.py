"""What a manual still asks for after an answer was closed in 1177: samples to order, a form to send."""

from __future__ import annotations

from rhs_desktop.domain.cases.state import CaseState, ResidentWish
from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.manuals.manual import Handling, HandlingStep, Profile, TickEffect

_ANSWERS = {
    ResidentWish.CALL: (Answer.YES_CALL,),
    ResidentWish.BOOK_SELF: (Answer.YES_BOOK_SELF,),
    ResidentWish.BOOKED: (Answer.YES_CALL, Answer.YES_BOOK_SELF),
}


def closed_handling(state: CaseState, profile: Profile) -> Handling | None:
    """The order in which an answer was handled that is closed in 1177, by its ticks; None where nobody has ticked."""
    if state.handled_on is None or state.held_on is not None or state.word is None:
        return None
    choices = [one for answer in _ANSWERS.get(state.word.wish, ()) for one in profile.handlings_for(answer)]
    ticked = [one for one in choices if any(step.key in state.ticks for step in one.steps)]
    return max(ticked, key=lambda one: _alone(one, choices, state), default=None)


def left_of_handling(state: CaseState, profile: Profile) -> tuple[HandlingStep, ...]:
    """Its steps without a tick. Those before the close only where others of them were ticked: who ticks nothing but
    the close has done them. What an event says for itself, such as the call, is never left.
    """
    handling = closed_handling(state, profile)
    if handling is None:
        return ()
    close = next(place for place, step in enumerate(handling.steps) if step.act is TickEffect.CLOSE)
    before, after = handling.steps[:close], handling.steps[close + 1 :]
    counted = (*before, *after) if any(step.key in state.ticks for step in before) else after
    return tuple(step for step in counted if step.act is TickEffect.TICK and step.key not in state.ticks)


def _alone(handling: Handling, choices: list[Handling], state: CaseState) -> int:
    """How many of its ticks no other order has."""
    others = {step.key for other in choices if other is not handling for step in other.steps}
    return sum(step.key in state.ticks and step.key not in others for step in handling.steps)
