"""What can be done with a case: the acts, one row for each, and which of them a case allows by its next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rhs_desktop.domain.cases.state import CaseState, ResidentWish
from rhs_desktop.domain.cases.steps import Finished, Status, Step, StepKind
from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.roles import Permission


class Act(StrEnum):
    """What can be recorded or opened for a case."""

    LISTED_ALIVE = "listed_alive"
    NOT_LISTED = "not_listed"
    DECEASED = "deceased"
    EXCLUDE = "exclude"
    SEND = "send"
    CONFIRM_SEND = "confirm_send"
    CORRECT_NUMBER = "correct_number"
    REMINDED = "reminded"
    ANSWER = "answer"
    HANDLED = "handled"
    SET_PHONE = "set_phone"
    NO_PHONE = "no_phone"
    BOOKED = "booked"
    DECLINED = "declined"
    CALL_AGAIN = "call_again"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no_answer"
    WRONG_PHONE = "wrong_phone"
    PHONE_TIME = "phone_time"
    BY_PHONE = "by_phone"
    BY_LETTER = "by_letter"
    BY_1177 = "by_1177"
    LETTERS = "letters"
    CONFIRM_LETTER = "confirm_letter"
    PROTECTED_LETTER = "protected_letter"
    RETURNED = "returned"
    DETAILS = "details"
    GIVE_UP = "give_up"
    SNOOZE = "snooze"
    NOTE = "note"
    BOOK_VISIT = "book_visit"
    NOT_YET = "not_yet"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    HELD = "held"
    DOCUMENTED = "documented"
    CHECK_MANY = "check_many"
    CALL_NOW = "call_now"
    TAKE_OVER = "take_over"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True)
class ActRow:
    """The facts of an act. `permission`: what whoever does it must be allowed. `many`: can be done for several at once.

    `way`: by which the act reaches the resident; None where it reaches nobody.
    """

    permission: Permission
    many: bool = False
    way: Channel | None = None


_HANDLE = ActRow(Permission.HANDLE)
_PHONE = ActRow(Permission.HANDLE, way=Channel.PHONE)

ROWS: Mapping[Act, ActRow] = {
    Act.LISTED_ALIVE: ActRow(Permission.LIST, many=True),
    Act.NOT_LISTED: ActRow(Permission.LIST),
    Act.DECEASED: ActRow(Permission.LIST),
    Act.EXCLUDE: ActRow(Permission.LIST),
    Act.SEND: ActRow(Permission.SEND, many=True, way=Channel.DIGITAL),
    Act.CONFIRM_SEND: ActRow(Permission.SEND),
    Act.CORRECT_NUMBER: ActRow(Permission.LIST),
    Act.REMINDED: ActRow(Permission.SEND, many=True, way=Channel.DIGITAL),
    Act.ANSWER: _HANDLE,
    Act.HANDLED: _HANDLE,
    Act.SET_PHONE: ActRow(Permission.LIST),
    Act.NO_PHONE: ActRow(Permission.LIST),
    Act.BOOKED: _PHONE,
    Act.DECLINED: _PHONE,
    Act.CALL_AGAIN: _PHONE,
    Act.VOICEMAIL: _PHONE,
    Act.NO_ANSWER: _PHONE,
    Act.WRONG_PHONE: _PHONE,
    Act.PHONE_TIME: _PHONE,
    Act.BY_PHONE: _PHONE,
    Act.BY_LETTER: ActRow(Permission.HANDLE, way=Channel.LETTER),
    Act.BY_1177: ActRow(Permission.HANDLE, way=Channel.DIGITAL),
    Act.LETTERS: ActRow(Permission.SEND, many=True, way=Channel.LETTER),
    Act.CONFIRM_LETTER: ActRow(Permission.SEND),
    Act.PROTECTED_LETTER: ActRow(Permission.SEND, way=Channel.LETTER),
    Act.RETURNED: _HANDLE,
    Act.DETAILS: ActRow(Permission.LIST),
    Act.GIVE_UP: _HANDLE,
    Act.SNOOZE: ActRow(Permission.DISTRIBUTE),
    Act.NOTE: ActRow(Permission.DISTRIBUTE),
    Act.BOOK_VISIT: _HANDLE,
    Act.NOT_YET: _HANDLE,
    Act.CANCELLED: _HANDLE,
    Act.NO_SHOW: _HANDLE,
    Act.HELD: _HANDLE,
    Act.DOCUMENTED: _HANDLE,
    Act.CHECK_MANY: ActRow(Permission.LIST, many=True),
    Act.CALL_NOW: _PHONE,
    Act.TAKE_OVER: ActRow(Permission.DISTRIBUTE, many=True),
    Act.HAND_OVER: ActRow(Permission.DISTRIBUTE, many=True),
}

CALL_ACTS = (Act.BOOKED, Act.DECLINED, Act.CALL_AGAIN, Act.VOICEMAIL, Act.NO_ANSWER, Act.WRONG_PHONE)
"""How a call can end, in the order of their keys 1–6."""


@dataclass(frozen=True, slots=True)
class AvailableActs:
    """`main` are buttons, the first being the proposed one; `call` asks how a call ended; `more` stands in a menu."""

    main: tuple[Act, ...] = ()
    call: bool = False
    more: tuple[Act, ...] = ()


_MAIN: Mapping[StepKind, tuple[Act, ...]] = {
    StepKind.CHECK_COSMIC: (Act.LISTED_ALIVE, Act.NOT_LISTED, Act.DECEASED),
    StepKind.INVITE: (Act.SEND,),
    StepKind.CONFIRM_SEND: (Act.CONFIRM_SEND,),
    StepKind.FIX_NUMBER: (Act.CORRECT_NUMBER,),
    StepKind.REMIND: (Act.REMINDED, Act.ANSWER),
    StepKind.HANDLE_ANSWER: (Act.HANDLED,),
    StepKind.FIND_PHONE: (Act.SET_PHONE, Act.NO_PHONE),
    StepKind.CALL: (Act.ANSWER,),
    StepKind.SEND_LETTER: (Act.LETTERS,),
    StepKind.SEND_PROTECTED_LETTER: (Act.PROTECTED_LETTER, Act.BY_PHONE),
    StepKind.CONFIRM_LETTER: (Act.CONFIRM_LETTER,),
    StepKind.FIX_ADDRESS: (Act.DETAILS,),
    StepKind.LOOK_AT_BOOKING: (Act.BOOK_VISIT, Act.NOT_YET),
    StepKind.HOLD_VISIT: (Act.HELD, Act.NO_SHOW, Act.CANCELLED),
    StepKind.PREPARE_VISIT: (Act.CANCELLED,),
    StepKind.DOCUMENT: (Act.DOCUMENTED,),
    StepKind.GIVE_UP: (Act.GIVE_UP, Act.ANSWER, Act.RETURNED),
}

_WAITS = frozenset({Status.UNREAD, Status.READ, Status.REMINDED, Status.LETTER_SENT})


def available(step: Step | Finished | None, state: CaseState, today: date) -> AvailableActs:
    """What can be done now. A finished case takes a late answer and notes only: a late word always counts.

    Where a call is only what comes if nobody answers, it is asked how it went from the day on which it is due.
    """
    if step is None:
        return AvailableActs(more=(Act.NOTE,))
    if state.erased_on:
        return AvailableActs()
    if isinstance(step, Finished):
        late = () if step.status in _NEVER_ANSWER else (Act.ANSWER,)
        back = (Act.LISTED_ALIVE,) if state.excluded and not state.held_on else ()
        return AvailableActs(more=(*late, *back, Act.NOTE))
    main = (Act.ANSWER,) if state.answer_seen_on else _MAIN.get(step.kind, ())
    if state.visit and state.visit.visit > today:
        main = tuple(act for act in main if act not in _ON_THE_DAY)
    if step.kind is StepKind.HANDLE_ANSWER and state.word and state.word.wish is ResidentWish.CALL:
        main = (*main, Act.CALL_NOW)
    waiting_for_call = step.kind is StepKind.CALL and (step.status not in _WAITS or step.due <= today)
    more = [act for act in _more(step, state) if act not in main]
    return AvailableActs(main, call=waiting_for_call, more=tuple(more))


_NEVER_ANSWER = frozenset({Status.DECEASED, Status.DONE})
_VISITING = frozenset({StepKind.HOLD_VISIT, StepKind.PREPARE_VISIT, StepKind.DOCUMENT})
_PHONING = frozenset({StepKind.CALL, StepKind.FIND_PHONE})
_FIRST = frozenset({StepKind.HANDLE_ANSWER, StepKind.CONFIRM_LETTER})
"""What has to be answered before another way to invite means anything."""
_ON_THE_DAY = frozenset({Act.HELD, Act.NO_SHOW})
_ALWAYS = (Act.SNOOZE, Act.TAKE_OVER, Act.HAND_OVER, Act.DETAILS, Act.NOTE)
_LETTERING = frozenset(
    {StepKind.SEND_LETTER, StepKind.SEND_PROTECTED_LETTER, StepKind.CONFIRM_LETTER, StepKind.FIX_ADDRESS}
)


def _more(step: Step, state: CaseState) -> list[Act]:
    acts = [Act.ANSWER]
    if step.kind is StepKind.CALL:
        acts += [Act.CALL_NOW, Act.PHONE_TIME, Act.SET_PHONE, Act.NO_PHONE]
    if step.kind not in _VISITING and state.visit is None and state.word and not state.said_no:
        acts.append(Act.BOOK_VISIT)
    if step.kind in _VISITING:
        acts += [] if step.kind is StepKind.DOCUMENT else [Act.BOOK_VISIT]
        return [*acts, *_ALWAYS]
    if step.kind not in (*_PHONING, *_FIRST) and not state.prepared:
        acts.append(Act.BY_PHONE)
    if step.kind not in (*_LETTERING, *_FIRST) and not state.prepared:
        acts.append(Act.BY_LETTER)
    if state.invited and state.reach and state.reach.channel is not Channel.DIGITAL:
        acts.append(Act.BY_1177)
    if state.posted_on and not state.returned_on:
        acts.append(Act.RETURNED)
    if step.kind is StepKind.CHECK_COSMIC:
        acts.append(Act.EXCLUDE)
    else:
        acts += [Act.NOT_LISTED, Act.DECEASED, Act.EXCLUDE]
    give_up = () if step.kind is StepKind.HANDLE_ANSWER else (Act.GIVE_UP,)
    return [*acts, *give_up, *_ALWAYS]
