"""What can be done with a case: the acts, one row for each, and the only judge of which a case allows.

The window offers nothing that `refusal` refuses, and each service refuses by it, inside its own act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import contact
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.contact import NoContact
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Status, Step, StepKind
from rhs_desktop.domain.codes import Channel, Way
from rhs_desktop.domain.errors import HistoryRefusal
from rhs_desktop.domain.roles import Permission


class Act(StrEnum):
    """What can be recorded or opened for a case, in the order of the menu."""

    ANSWER = "answer"
    CALL_NOW = "call_now"
    PHONE_TIME = "phone_time"
    SET_PHONE = "set_phone"
    NO_PHONE = "no_phone"
    BOOK_VISIT = "book_visit"
    NOT_YET = "not_yet"
    HANDLED = "handled"
    HELD = "held"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    DOCUMENTED = "documented"
    BY_PHONE = "by_phone"
    BY_LETTER = "by_letter"
    BY_1177 = "by_1177"
    RETURNED = "returned"
    LISTED_ALIVE = "listed_alive"
    NOT_LISTED = "not_listed"
    DECEASED = "deceased"
    EXCLUDE = "exclude"
    CORRECT_NUMBER = "correct_number"
    REMINDED = "reminded"
    SEND = "send"
    CONFIRM_SEND = "confirm_send"
    LETTERS = "letters"
    CONFIRM_LETTER = "confirm_letter"
    PROTECTED_LETTER = "protected_letter"
    GIVE_UP = "give_up"
    SNOOZE = "snooze"
    TAKE_OVER = "take_over"
    HAND_OVER = "hand_over"
    DETAILS = "details"
    NOTE = "note"
    BOOKED = "booked"
    DECLINED = "declined"
    CALL_AGAIN = "call_again"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no_answer"
    WRONG_PHONE = "wrong_phone"
    CHECK_MANY = "check_many"


@dataclass(frozen=True, slots=True)
class ActRow:
    """The facts of an act.

    `permission`: what whoever does it must be allowed. `many`: can be done for several cases at once. `way`: by which
    it reaches the resident; None where it reaches nobody. `steps`: the next steps at which it can be done; None: at
    any. `otherwise`: why it cannot at another one, or when the case is finished. `unreached`, `finished`, `held`: can
    be done too when the case is closed as Ej nådd, when it has any outcome, and when the talk was held. `plain`: the
    event that it records and the kind of act, where it is one event of this moment without details (record_plain).
    """

    permission: Permission
    many: bool = False
    way: Way | None = None
    steps: frozenset[StepKind] | None = None
    otherwise: HistoryRefusal | None = None
    unreached: bool = False
    finished: bool = False
    held: bool = False
    plain: tuple[Callable[..., ev.Event], ActKind] | None = None


def _at(*steps: StepKind) -> frozenset[StepKind]:
    return frozenset(steps)


_EXCLUSION = ActRow(Permission.LIST)
_CALL = ActRow(Permission.HANDLE, way=Way.PHONE, unreached=True)
_SHARE = ActRow(Permission.DISTRIBUTE, many=True, held=True)
_VISIT = ActRow(Permission.HANDLE)
_DETAILS = ActRow(Permission.LIST, held=True)
_LATE = ActRow(Permission.HANDLE, unreached=True, finished=True, held=True)

ROWS: Mapping[Act, ActRow] = {
    Act.LISTED_ALIVE: ActRow(Permission.LIST, many=True, steps=_at(StepKind.CHECK_COSMIC)),
    Act.NOT_LISTED: _EXCLUSION,
    Act.DECEASED: _EXCLUSION,
    Act.EXCLUDE: _EXCLUSION,
    Act.SEND: ActRow(Permission.SEND, many=True, way=Way.DIGITAL, steps=_at(StepKind.INVITE)),
    Act.CONFIRM_SEND: ActRow(Permission.SEND, steps=_at(StepKind.CONFIRM_SEND)),
    Act.CORRECT_NUMBER: ActRow(
        Permission.LIST, steps=_at(StepKind.FIX_NUMBER), otherwise=HistoryRefusal.NUMBER_NOT_REFUSED
    ),
    Act.REMINDED: ActRow(
        *(Permission.SEND, True, Way.DIGITAL), steps=_at(StepKind.REMIND), otherwise=HistoryRefusal.NOT_TO_REMIND
    ),
    Act.ANSWER: _LATE,
    Act.HANDLED: ActRow(
        Permission.HANDLE,
        steps=_at(StepKind.HANDLE_ANSWER),
        otherwise=HistoryRefusal.NO_ANSWER_WAITS,
        plain=(ev.AnswerHandled, ActKind.ANSWER_HANDLED),
    ),
    Act.SET_PHONE: _DETAILS,
    Act.NO_PHONE: _DETAILS,
    Act.BOOKED: _CALL,
    Act.DECLINED: _CALL,
    Act.CALL_AGAIN: _CALL,
    Act.VOICEMAIL: _CALL,
    Act.NO_ANSWER: _CALL,
    Act.WRONG_PHONE: _CALL,
    Act.PHONE_TIME: _CALL,
    Act.BY_PHONE: _CALL,
    Act.BY_LETTER: ActRow(Permission.HANDLE, way=Way.LETTER, unreached=True),
    Act.BY_1177: ActRow(Permission.HANDLE, way=Way.DIGITAL, unreached=True),
    Act.LETTERS: ActRow(
        Permission.SEND, many=True, way=Way.LETTER_BATCH, steps=_at(StepKind.SEND_LETTER, StepKind.SEND_TIME_LETTER)
    ),
    Act.CONFIRM_LETTER: ActRow(Permission.SEND, steps=_at(StepKind.CONFIRM_LETTER)),
    Act.PROTECTED_LETTER: ActRow(
        *(Permission.SEND, False, Way.LETTER),
        steps=_at(StepKind.SEND_PROTECTED_LETTER),
        otherwise=HistoryRefusal.NO_PROTECTED_LETTER,
    ),
    Act.RETURNED: ActRow(Permission.HANDLE, plain=(ev.LetterReturned, ActKind.LETTER_RETURNED)),
    Act.DETAILS: _DETAILS,
    Act.GIVE_UP: ActRow(Permission.HANDLE),
    Act.SNOOZE: ActRow(Permission.DISTRIBUTE, held=True),
    Act.NOTE: ActRow(Permission.DISTRIBUTE, unreached=True, finished=True, held=True),
    Act.BOOK_VISIT: ActRow(Permission.HANDLE, unreached=True),
    Act.NOT_YET: ActRow(
        Permission.HANDLE,
        otherwise=HistoryRefusal.NOT_AWAITING_BOOKING,
        plain=(ev.BookingLooked, ActKind.BOOKING_LOOKED),
    ),
    Act.CANCELLED: _VISIT,
    Act.NO_SHOW: _VISIT,
    Act.HELD: _VISIT,
    Act.DOCUMENTED: ActRow(Permission.HANDLE, held=True, plain=(ev.Documented, ActKind.DOCUMENTED)),
    Act.CHECK_MANY: ActRow(Permission.LIST, many=True, steps=_at(StepKind.CHECK_COSMIC)),
    Act.CALL_NOW: _CALL,
    Act.TAKE_OVER: _SHARE,
    Act.HAND_OVER: _SHARE,
}

CALL_ACTS = (Act.BOOKED, Act.DECLINED, Act.CALL_AGAIN, Act.VOICEMAIL, Act.NO_ANSWER, Act.WRONG_PHONE)
"""How a call can end, in the order of their keys 1–6. Each can be done where CALL_NOW can."""

BUTTONS: Mapping[StepKind, tuple[Act, ...]] = {
    StepKind.CHECK_COSMIC: (Act.LISTED_ALIVE, Act.NOT_LISTED, Act.DECEASED),
    StepKind.INVITE: (Act.SEND,),
    StepKind.CONFIRM_SEND: (Act.CONFIRM_SEND,),
    StepKind.FIX_NUMBER: (Act.CORRECT_NUMBER,),
    StepKind.REMIND: (Act.REMINDED, Act.ANSWER),
    StepKind.HANDLE_ANSWER: (Act.HANDLED,),
    StepKind.FIND_PHONE: (Act.SET_PHONE, Act.NO_PHONE),
    StepKind.CALL: (Act.ANSWER,),
    StepKind.SEND_LETTER: (Act.LETTERS,),
    StepKind.SEND_TIME_LETTER: (Act.LETTERS, Act.BOOK_VISIT, Act.CANCELLED),
    StepKind.SEND_PROTECTED_LETTER: (Act.PROTECTED_LETTER, Act.BY_PHONE),
    StepKind.CONFIRM_LETTER: (Act.CONFIRM_LETTER,),
    StepKind.FIX_ADDRESS: (Act.DETAILS,),
    StepKind.LOOK_AT_BOOKING: (Act.BOOK_VISIT, Act.NOT_YET),
    StepKind.HOLD_VISIT: (Act.HELD, Act.NO_SHOW, Act.CANCELLED),
    StepKind.PREPARE_VISIT: (Act.CANCELLED,),
    StepKind.DOCUMENT: (Act.DOCUMENTED,),
    StepKind.GIVE_UP: (Act.GIVE_UP, Act.ANSWER, Act.RETURNED),
}
"""The acts that the card of a step shows as buttons; the first is the proposed one."""


def refusal(act: Act, state: CaseState, step: Step | Finished | None, today: date) -> HistoryRefusal | None:
    """Why the act cannot be done with the case, whose next step is `step`; None where it can.

    `step` is None where there is none: the list with the case was undone. What a resident says is recorded whenever it
    comes, as long as the person is not erased.
    """
    row = ROWS[act]
    if state.erased_on:
        return HistoryRefusal.ERASED
    if step is None:
        return None if act is Act.NOTE else HistoryRefusal.NOT_LISTED
    if act is Act.BOOK_VISIT and state.said_no:
        return HistoryRefusal.SAID_NO
    if row.way is not None and (against := _no_contact(state, row.way)):
        return against
    return _of_outcome(row, state, step) or _of_act(act, state, step, today) or _of_step(act, row, state, step)


def _no_contact(state: CaseState, way: Way) -> HistoryRefusal | None:
    """What `contact.may` says; that somebody is excluded is told by the outcome of the case."""
    reasons = contact.may(contact.Contactable.of_case(state), state, way).reasons
    return next((reason.refusal for reason in reasons if reason is not NoContact.EXCLUDED), None)


def _of_outcome(row: ActRow, state: CaseState, step: Step | Finished) -> HistoryRefusal | None:
    if isinstance(step, Finished):
        may = row.finished or (row.unreached and step.status is Status.UNREACHED)
        return None if may or _may_be_checked_again(row, state) else row.otherwise or HistoryRefusal.FINISHED
    if state.held_on and not row.held:
        return row.otherwise or HistoryRefusal.ALREADY_HELD
    return None


def _may_be_checked_again(row: ActRow, state: CaseState) -> bool:
    return row is ROWS[Act.LISTED_ALIVE] and state.excluded and not state.held_on


def _of_step(act: Act, row: ActRow, state: CaseState, step: Step | Finished) -> HistoryRefusal | None:
    if row.steps is None or isinstance(step, Finished) or step.kind in row.steps:
        return None
    return row.otherwise or HistoryRefusal.NOT_NOW


def _of_act(act: Act, state: CaseState, step: Step | Finished, today: date) -> HistoryRefusal | None:
    """What the rows cannot say."""
    match act:
        case Act.NOT_LISTED | Act.DECEASED | Act.EXCLUDE:
            return HistoryRefusal.VISIT_BOOKED if state.visit else None
        case Act.GIVE_UP:
            if state.visit:
                return HistoryRefusal.VISIT_BOOKED
            if _kind(step) is StepKind.HANDLE_ANSWER:
                return HistoryRefusal.ANSWER_WAITS
            return HistoryRefusal.ANSWERED_TODAY if state.word and state.word.on >= today else None
        case Act.HANDLED:
            return None if state.answer_waits else HistoryRefusal.NO_ANSWER_WAITS
        case Act.BY_PHONE | Act.BY_LETTER | Act.BY_1177:
            return _another_way(act, state, step)
        case Act.RETURNED:
            return None if state.posted_on or state.time_letter else HistoryRefusal.NO_LETTER_POSTED
        case Act.LETTERS:
            no_time = _kind(step) is StepKind.SEND_TIME_LETTER and state.visit is None
            return HistoryRefusal.NO_BOOKING if no_time else None
        case Act.NOT_YET:
            awaited = isinstance(step, Step) and step.status is Status.OWN_BOOKING
            return None if awaited else HistoryRefusal.NOT_AWAITING_BOOKING
        case Act.CANCELLED:
            return None if state.visit else HistoryRefusal.NO_BOOKING
        case Act.NO_SHOW | Act.HELD:
            if state.visit is None:
                return HistoryRefusal.NO_BOOKING
            return HistoryRefusal.VISIT_AHEAD if state.visit.visit > today else None
        case Act.DOCUMENTED:
            return None if state.held_on else HistoryRefusal.VISIT_NOT_HELD
        case (
            Act.LISTED_ALIVE | Act.SEND | Act.CONFIRM_SEND | Act.CORRECT_NUMBER | Act.REMINDED | Act.ANSWER
            | Act.SET_PHONE | Act.NO_PHONE | Act.BOOKED | Act.DECLINED | Act.CALL_AGAIN | Act.VOICEMAIL | Act.NO_ANSWER
            | Act.WRONG_PHONE | Act.PHONE_TIME | Act.CONFIRM_LETTER | Act.PROTECTED_LETTER | Act.DETAILS
            | Act.BOOK_VISIT
            | Act.SNOOZE | Act.NOTE | Act.CHECK_MANY | Act.CALL_NOW | Act.TAKE_OVER | Act.HAND_OVER
        ):  # fmt: skip
            return None
        case _:
            assert_never(act)


def _another_way(act: Act, state: CaseState, step: Step | Finished) -> HistoryRefusal | None:
    """What has to be done before another way to invite means anything."""
    if state.visit:
        return HistoryRefusal.VISIT_BOOKED
    if state.prepared:
        return HistoryRefusal.IN_A_BATCH
    kind = _kind(step)
    if kind is StepKind.HANDLE_ANSWER:
        return HistoryRefusal.ANSWER_WAITS
    if act is Act.BY_1177:
        elsewhere = state.invited and state.reach and state.reach.channel is not Channel.DIGITAL
        return None if elsewhere else HistoryRefusal.NOT_NOW
    return HistoryRefusal.LETTER_PRINTED if kind is StepKind.CONFIRM_LETTER else None


def _kind(step: Step | Finished) -> StepKind | None:
    return step.kind if isinstance(step, Step) else None
