"""From what was pressed to what is called: the one table between the panel's acts and the window's Actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.codes import CallOutcome, Channel, Eligibility
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_panel.question_form import FormAnswer
from rhs_desktop.ui.window.actions import Actions

_ELIGIBILITY = {
    Act.LISTED_ALIVE: Eligibility.LISTED_ALIVE,
    Act.NOT_LISTED: Eligibility.NOT_LISTED,
    Act.DECEASED: Eligibility.DECEASED,
    Act.EXCLUDE: Eligibility.OTHER,
}
_CALLS = {
    Act.BOOKED: CallOutcome.BOOKED,
    Act.DECLINED: CallOutcome.DECLINED,
    Act.CALL_AGAIN: CallOutcome.CALL_AGAIN,
    Act.VOICEMAIL: CallOutcome.VOICEMAIL,
    Act.NO_ANSWER: CallOutcome.NO_ANSWER,
    Act.WRONG_PHONE: CallOutcome.WRONG_NUMBER,
}
_CHANNELS = {Act.BY_PHONE: Channel.PHONE, Act.BY_LETTER: Channel.LETTER, Act.BY_1177: Channel.DIGITAL}


def perform(
    actions: Actions,
    parent: QWidget,
    act: Act,
    cases: Sequence[int],
    reply: FormAnswer,
    *,
    told: bool,
    batch: int | None,
) -> ActResult | None:
    """Do it for the cases. Acts about one person take the first. Raises ExpectedError.

    `told`: the tick "Hur skyddas mina data?". `batch`: the prepared send that the case lies in.
    """
    case = cases[0]
    if act in _ELIGIBILITY:
        return actions.check_cosmic(cases, _ELIGIBILITY[act], reply.text)
    if act in _CHANNELS:
        return actions.route(case, _CHANNELS[act], reply.text)
    if act in _CALLS:
        booked = act is Act.BOOKED
        return actions.record_call(
            case,
            _CALLS[act],
            again_on=None if booked else reply.day,
            visit=reply.day if booked else None,
            visit_time=reply.at if booked else None,
            data_told=told,
        )
    if act is Act.CONFIRM_SEND and batch is not None:
        return actions.open_batch(parent, batch)
    return _one(actions, parent, act, cases, reply)


def _one(actions: Actions, parent: QWidget, act: Act, cases: Sequence[int], reply: FormAnswer) -> ActResult | None:
    case = cases[0]
    match act:
        case Act.SEND | Act.CONFIRM_SEND:
            return actions.open_send(parent, cases)
        case Act.CHECK_MANY:
            return actions.open_cosmic_check(parent, cases)
        case Act.LETTERS:
            return actions.open_letters(parent, cases)
        case Act.CONFIRM_LETTER:
            return actions.open_printed(parent, case)
        case Act.PROTECTED_LETTER:
            return actions.open_protected_letter(parent, case)
        case Act.ANSWER:
            return actions.open_answer(parent, case)
        case Act.DETAILS:
            return actions.open_details(parent, case)
        case Act.CORRECT_NUMBER:
            return actions.correct_number(case, reply.text)
        case Act.SET_PHONE:
            return actions.set_phone(case, reply.text)
        case Act.NO_PHONE:
            return actions.set_phone(case, None)
        case Act.REMINDED:
            return actions.remind(cases)
        case Act.HANDLED:
            return actions.answer_handled(case)
        case Act.PHONE_TIME if reply.day:
            return actions.record_phone_time(case, reply.day, reply.at)
        case Act.BOOK_VISIT if reply.day:
            return actions.record_booking(case, reply.day, reply.at)
        case Act.NOT_YET:
            return actions.booking_looked(case)
        case Act.CANCELLED | Act.NO_SHOW:
            return actions.cancel_booking(case, no_show=act is Act.NO_SHOW)
        case Act.HELD:
            return actions.visit_held(case)
        case Act.DOCUMENTED:
            return actions.documented(case)
        case Act.RETURNED:
            return actions.letter_returned(case)
        case Act.GIVE_UP:
            return actions.give_up(case, reply.text)
        case Act.SNOOZE if reply.day:
            return actions.snooze(case, reply.day, reply.text)
        case Act.CALL_NOW:
            return actions.open_calling(parent, cases)
        case Act.TAKE_OVER:
            return actions.take_over(cases)
        case Act.HAND_OVER:
            return actions.assign(cases, reply.text)
        case Act.NOTE:
            return actions.add_note(case, reply.text)
        case _:
            raise ValueError(act)
