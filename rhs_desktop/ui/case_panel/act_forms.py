"""What the window has for each act of a case: its words, what must be asked first, and the service. No Qt.

The facts of an act (who may, when, for how many) stand in domain/cases/acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING, assert_never

from rhs_desktop.domain.cases.act_buttons import AvailableActs
from rhs_desktop.domain.cases.acts import ROWS, Act
from rhs_desktop.domain.codes import CallOutcome, Channel, Eligibility
from rhs_desktop.domain.roles import Permission, Role, allowed
from rhs_desktop.services.cases import record, visits
from rhs_desktop.services.sending import reminders
from rhs_desktop.strings.cases import act_words as words

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context
    from rhs_desktop.store.act_records import ActDone


@dataclass(frozen=True, slots=True)
class ActForm:
    """What an act needs to know: a text, a day (`in_days` from today is proposed), a time, a tick. `save` names it."""

    save: str
    text: str = ""
    must_say: bool = False
    day: str = ""
    in_days: int = 1
    at: str = ""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """What the person filled in; None for what was not asked, or for a time left open."""

    text: str = ""
    day: date | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """What a service is handed: for which cases, what was filled in, whether "Hur skyddas mina data?" was ticked."""

    context: Context
    cases: Sequence[int]
    answer: FormAnswer = FormAnswer()
    data_told: bool = False

    @property
    def case(self) -> int:
        """The one case of an act about one person."""
        return self.cases[0]

    @property
    def day(self) -> date:
        """The day that the form asked for. Raises ValueError where it asked for none."""
        if self.answer.day is None:
            raise ValueError("this act has no form with a day")
        return self.answer.day


Service = Callable[[Recording], "ActDone"]


@dataclass(frozen=True, slots=True)
class PanelAct:
    """`service` records the act; None where a dialog does (ui/window/dialogs.ACT_DIALOGS). `form`: what is asked first.

    `several`: what the act is called for several cases, where it can be done for them, with {n} for how many.
    """

    words: str
    service: Service | None = None
    form: ActForm | None = None
    several: str = ""


def _checked(result: Eligibility) -> Service:
    return lambda do: record.check_cosmic(do.context, do.cases, result, do.answer.text)


def _routed(channel: Channel) -> Service:
    return lambda do: record.route(do.context, do.case, channel, do.answer.text)


def _called(outcome: CallOutcome) -> Service:
    return lambda do: record.record_call(do.context, do.case, outcome, again_on=do.answer.day, data_told=do.data_told)


def _booked_in_call(do: Recording) -> ActDone:
    visit, at = do.day, do.answer.at
    return record.record_call(
        do.context, do.case, CallOutcome.BOOKED, visit=visit, visit_time=at, data_told=do.data_told
    )


def _panel_act(act: Act) -> PanelAct:
    match act:
        case Act.LISTED_ALIVE:
            return PanelAct(words.LISTED_ALIVE, _checked(Eligibility.LISTED_ALIVE), several=words.LISTED_ALIVE_SEVERAL)
        case Act.NOT_LISTED:
            return PanelAct(words.NOT_LISTED, _checked(Eligibility.NOT_LISTED))
        case Act.DECEASED:
            return PanelAct(words.DECEASED, _checked(Eligibility.DECEASED))
        case Act.EXCLUDE:
            return PanelAct(
                words.EXCLUDE,
                _checked(Eligibility.OTHER),
                ActForm(words.SAVE_EXCLUDED, text=words.REASON, must_say=True),
            )
        case Act.SEND:
            return PanelAct(words.SEND, several=words.SEND_SEVERAL)
        case Act.CONFIRM_SEND:
            return PanelAct(words.CONFIRM_SEND)
        case Act.CORRECT_NUMBER:
            return PanelAct(
                words.CORRECT_NUMBER,
                lambda do: record.correct_number(do.context, do.case, do.answer.text),
                ActForm(words.SAVE_NUMBER, text=words.NUMBER, must_say=True),
            )
        case Act.REMINDED:
            return PanelAct(
                words.REMINDED,
                lambda do: reminders.confirm_reminded(do.context, do.cases),
                several=words.REMINDED_SEVERAL,
            )
        case Act.ANSWER:
            return PanelAct(words.ANSWER)
        case Act.HANDLED:
            return PanelAct(words.HANDLED, lambda do: record.answer_handled(do.context, do.case))
        case Act.SET_PHONE:
            return PanelAct(
                words.SET_PHONE,
                lambda do: record.set_phone(do.context, do.case, do.answer.text),
                ActForm(words.SAVE_NUMBER, text=words.PHONE, must_say=True),
            )
        case Act.NO_PHONE:
            return PanelAct(words.NO_PHONE, lambda do: record.set_phone(do.context, do.case, None))
        case Act.BOOKED:
            return PanelAct(
                words.BOOKED,
                _booked_in_call,
                ActForm(words.SAVE_BOOKING, day=words.BOOKED_ON, at=words.CLOCK, in_days=14),
            )
        case Act.DECLINED:
            return PanelAct(words.DECLINED, _called(CallOutcome.DECLINED))
        case Act.CALL_AGAIN:
            return PanelAct(
                words.CALL_AGAIN, _called(CallOutcome.CALL_AGAIN), ActForm(words.SAVE, day=words.CALL_AGAIN_ON)
            )
        case Act.VOICEMAIL:
            return PanelAct(words.VOICEMAIL, _called(CallOutcome.VOICEMAIL))
        case Act.NO_ANSWER:
            return PanelAct(words.NO_ANSWER, _called(CallOutcome.NO_ANSWER))
        case Act.WRONG_PHONE:
            return PanelAct(words.WRONG_PHONE, _called(CallOutcome.WRONG_NUMBER))
        case Act.PHONE_TIME:
            return PanelAct(
                words.PHONE_TIME,
                lambda do: record.record_phone_time(do.context, do.case, do.day, do.answer.at),
                ActForm(words.SAVE_PHONE_TIME, day=words.PHONE_TIME_ON, at=words.CLOCK, in_days=7),
            )
        case Act.BY_PHONE:
            return PanelAct(words.BY_PHONE, _routed(Channel.PHONE))
        case Act.BY_LETTER:
            return PanelAct(words.BY_LETTER, _routed(Channel.LETTER))
        case Act.BY_1177:
            return PanelAct(words.BY_1177, _routed(Channel.DIGITAL))
        case Act.LETTERS:
            return PanelAct(words.LETTERS, several=words.LETTERS_SEVERAL)
        case Act.CONFIRM_LETTER:
            return PanelAct(words.CONFIRM_LETTER)
        case Act.PROTECTED_LETTER:
            return PanelAct(words.PROTECTED_LETTER)
        case Act.RETURNED:
            return PanelAct(words.RETURNED, lambda do: record.letter_returned(do.context, do.case))
        case Act.DETAILS:
            return PanelAct(words.DETAILS)
        case Act.GIVE_UP:
            return PanelAct(
                words.GIVE_UP,
                lambda do: record.give_up(do.context, do.case, do.answer.text),
                ActForm(words.SAVE_END, text=words.REASON),
            )
        case Act.SNOOZE:
            return PanelAct(
                words.SNOOZE,
                lambda do: record.snooze(do.context, do.case, do.day, do.answer.text),
                ActForm(words.SAVE_SNOOZE, day=words.SNOOZED_TO, text=words.REASON, must_say=True, in_days=7),
            )
        case Act.NOTE:
            return PanelAct(
                words.NOTE,
                lambda do: record.add_note(do.context, do.case, do.answer.text),
                ActForm(words.SAVE_NOTE, text=words.NOTE_TEXT, must_say=True),
            )
        case Act.BOOK_VISIT:
            return PanelAct(
                words.BOOK_VISIT,
                lambda do: visits.record_booking(do.context, do.case, do.day, do.answer.at),
                ActForm(words.SAVE_TIME, day=words.VISIT_ON, at=words.CLOCK, in_days=14),
            )
        case Act.NOT_YET:
            return PanelAct(words.NOT_YET, lambda do: visits.booking_looked(do.context, do.case))
        case Act.CANCELLED:
            return PanelAct(words.CANCELLED, lambda do: visits.cancel_booking(do.context, do.case))
        case Act.NO_SHOW:
            return PanelAct(words.NO_SHOW, lambda do: visits.cancel_booking(do.context, do.case, no_show=True))
        case Act.HELD:
            return PanelAct(words.HELD, lambda do: visits.visit_held(do.context, do.case))
        case Act.DOCUMENTED:
            return PanelAct(words.DOCUMENTED, lambda do: visits.documented(do.context, do.case))
        case Act.CHECK_MANY:
            return PanelAct(words.CHECK_MANY, several=words.CHECK_SEVERAL)
        case Act.CALL_NOW:
            return PanelAct(words.CALL_NOW)
        case Act.TAKE_OVER:
            return PanelAct(
                words.TAKE_OVER,
                lambda do: record.assign(do.context, do.cases, do.context.user),
                several=words.TAKE_OVER_SEVERAL,
            )
        case Act.HAND_OVER:
            return PanelAct(
                words.HAND_OVER,
                lambda do: record.assign(do.context, do.cases, do.answer.text),
                ActForm(words.SAVE_HANDLER, text=words.TO_WHOM, must_say=True),
                several=words.HAND_OVER_SEVERAL,
            )
        case _:
            assert_never(act)


PANEL_ACTS: Mapping[Act, PanelAct] = {act: _panel_act(act) for act in Act}


def may_do(act: Act, roles: Iterable[Role]) -> bool:
    """Whether a person with these roles may do the act."""
    return allowed(roles, ROWS[act].permission)


def offered(acts: AvailableActs, roles: frozenset[Role]) -> AvailableActs:
    """Those of the acts that a person with these roles may do."""
    return replace(
        acts,
        main=tuple(act for act in acts.main if may_do(act, roles)),
        call=acts.call and allowed(roles, Permission.HANDLE),
        more=tuple(act for act in acts.more if may_do(act, roles)),
    )
