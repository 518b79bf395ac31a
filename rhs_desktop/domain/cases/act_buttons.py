"""What the window shows of the acts that a case allows: buttons, the ends of a call, a menu."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rhs_desktop.domain.cases.acts import BUTTONS, CALL_ACTS, Act, refusal
from rhs_desktop.domain.cases.state import CaseState, ResidentWish
from rhs_desktop.domain.cases.steps import Finished, Status, Step, StepKind


@dataclass(frozen=True, slots=True)
class AvailableActs:
    """`main` are buttons, the first being the proposed one; `call` asks how a call ended; `more` stands in a menu."""

    main: tuple[Act, ...] = ()
    call: bool = False
    more: tuple[Act, ...] = ()


_ELSEWHERE = frozenset({*CALL_ACTS, Act.CHECK_MANY})
_WAITS = frozenset({Status.UNREAD, Status.READ, Status.REMINDED, Status.LETTER_SENT})
_PHONING = frozenset({StepKind.CALL, StepKind.FIND_PHONE})
_LETTERING = frozenset(
    {StepKind.SEND_LETTER, StepKind.SEND_PROTECTED_LETTER, StepKind.CONFIRM_LETTER, StepKind.FIX_ADDRESS}
)
_NOTHING_TO_SAY = frozenset({Status.DECEASED, Status.DONE})


def available(step: Step | Finished | None, state: CaseState, today: date) -> AvailableActs:
    """What can be done now: what the next step proposes as buttons, the rest that has a use in a menu.

    Nothing is shown that is refused. Where a call is only what comes if nobody answers, it is asked how it went from
    the day on which it is due.
    """
    allowed = [act for act in Act if act not in _ELSEWHERE and refusal(act, state, step, today) is None]
    if not isinstance(step, Step):
        return AvailableActs(more=tuple(act for act in allowed if step is None or _of_use_at_end(act, step)))
    main = tuple(act for act in _proposed(step, state) if act in allowed)
    waiting_for_call = step.kind is StepKind.CALL and (step.status not in _WAITS or step.due <= today)
    call = waiting_for_call and Act.CALL_NOW in allowed
    more = tuple(act for act in allowed if act not in main and _of_use(act, step, state))
    return AvailableActs(main, call=call, more=more)


def _of_use(act: Act, step: Step, state: CaseState) -> bool:
    """Whether somebody who works with the case would look for an act that is accepted, but not proposed.

    An invitation by phone is no choice for who is to be called already. The acts of a call stand at the call. A visit
    is booked after a word of the resident or in place of another visit; whoever calls books it as the end of the call.
    """
    if act in {Act.CALL_NOW, Act.PHONE_TIME}:
        return step.kind is StepKind.CALL
    if act in {Act.SET_PHONE, Act.NO_PHONE, Act.BY_PHONE}:
        return (step.kind in _PHONING) is not (act is Act.BY_PHONE)
    if act is Act.BY_LETTER:
        return step.kind not in _LETTERING
    if act is Act.BOOK_VISIT:
        return state.word is not None or state.visit is not None
    return act is not Act.NOT_YET


def _of_use_at_end(act: Act, end: Finished) -> bool:
    """A closed case takes a late word; that of a resident who was not reached can be taken up again."""
    if act is Act.ANSWER:
        return end.status not in _NOTHING_TO_SAY
    return act not in {Act.CALL_NOW, Act.PHONE_TIME}


def _proposed(step: Step, state: CaseState) -> tuple[Act, ...]:
    if state.answer_seen_on:
        return (Act.ANSWER,)
    if step.kind is StepKind.HANDLE_ANSWER and state.word and state.word.wish is ResidentWish.CALL:
        return (*BUTTONS[step.kind], Act.CALL_NOW)
    return BUTTONS[step.kind]
