"""What the window has for each act of a case: its words, what must be asked first, and the service. No Qt.

The facts of an act (who may, when, for how many) stand in domain/cases/acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from rhs_desktop.domain.cases.acts import ROWS, Act
from rhs_desktop.domain.cases.available_acts import AvailableActs
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


PANEL_ACTS: Mapping[Act, PanelAct] = {
    Act.LISTED_ALIVE: PanelAct(
        words.LISTED_ALIVE, _checked(Eligibility.LISTED_ALIVE), several=words.LISTED_ALIVE_SEVERAL
    ),
    Act.NOT_LISTED: PanelAct(words.NOT_LISTED, _checked(Eligibility.NOT_LISTED)),
    Act.DECEASED: PanelAct(words.DECEASED, _checked(Eligibility.DECEASED)),
    Act.EXCLUDE: PanelAct(
        words.EXCLUDE, _checked(Eligibility.OTHER), ActForm(words.SAVE_EXCLUDED, text=words.REASON, must_say=True)
    ),
    Act.SEND: PanelAct(words.SEND, several=words.SEND_SEVERAL),
    Act.CONFIRM_SEND: PanelAct(words.CONFIRM_SEND),
    Act.CORRECT_NUMBER: PanelAct(
        words.CORRECT_NUMBER,
        lambda do: record.correct_number(do.context, do.case, do.answer.text),
        ActForm(words.SAVE_NUMBER, text=words.NUMBER, must_say=True),
    ),
    Act.REMINDED: PanelAct(
        words.REMINDED,
        lambda do: reminders.confirm_reminded(do.context, do.cases),
        several=words.REMINDED_SEVERAL,
    ),
    Act.ANSWER: PanelAct(words.ANSWER),
    Act.HANDLED: PanelAct(words.HANDLED, lambda do: record.answer_handled(do.context, do.case)),
    Act.SET_PHONE: PanelAct(
        words.SET_PHONE,
        lambda do: record.set_phone(do.context, do.case, do.answer.text),
        ActForm(words.SAVE_NUMBER, text=words.PHONE, must_say=True),
    ),
    Act.NO_PHONE: PanelAct(words.NO_PHONE, lambda do: record.set_phone(do.context, do.case, None)),
    Act.BOOKED: PanelAct(
        words.BOOKED, _booked_in_call, ActForm(words.SAVE_BOOKING, day=words.BOOKED_ON, at=words.CLOCK, in_days=14)
    ),
    Act.DECLINED: PanelAct(words.DECLINED, _called(CallOutcome.DECLINED)),
    Act.CALL_AGAIN: PanelAct(
        words.CALL_AGAIN, _called(CallOutcome.CALL_AGAIN), ActForm(words.SAVE, day=words.CALL_AGAIN_ON)
    ),
    Act.VOICEMAIL: PanelAct(words.VOICEMAIL, _called(CallOutcome.VOICEMAIL)),
    Act.NO_ANSWER: PanelAct(words.NO_ANSWER, _called(CallOutcome.NO_ANSWER)),
    Act.WRONG_PHONE: PanelAct(words.WRONG_PHONE, _called(CallOutcome.WRONG_NUMBER)),
    Act.PHONE_TIME: PanelAct(
        words.PHONE_TIME,
        lambda do: record.record_phone_time(do.context, do.case, do.day, do.answer.at),
        ActForm(words.SAVE_PHONE_TIME, day=words.PHONE_TIME_ON, at=words.CLOCK, in_days=7),
    ),
    Act.BY_PHONE: PanelAct(words.BY_PHONE, _routed(Channel.PHONE)),
    Act.BY_LETTER: PanelAct(words.BY_LETTER, _routed(Channel.LETTER)),
    Act.BY_1177: PanelAct(words.BY_1177, _routed(Channel.DIGITAL)),
    Act.LETTERS: PanelAct(words.LETTERS, several=words.LETTERS_SEVERAL),
    Act.CONFIRM_LETTER: PanelAct(words.CONFIRM_LETTER),
    Act.PROTECTED_LETTER: PanelAct(words.PROTECTED_LETTER),
    Act.RETURNED: PanelAct(words.RETURNED, lambda do: record.letter_returned(do.context, do.case)),
    Act.DETAILS: PanelAct(words.DETAILS),
    Act.GIVE_UP: PanelAct(
        words.GIVE_UP,
        lambda do: record.give_up(do.context, do.case, do.answer.text),
        ActForm(words.SAVE_END, text=words.REASON),
    ),
    Act.SNOOZE: PanelAct(
        words.SNOOZE,
        lambda do: record.snooze(do.context, do.case, do.day, do.answer.text),
        ActForm(words.SAVE_SNOOZE, day=words.SNOOZED_TO, text=words.REASON, must_say=True, in_days=7),
    ),
    Act.NOTE: PanelAct(
        words.NOTE,
        lambda do: record.add_note(do.context, do.case, do.answer.text),
        ActForm(words.SAVE_NOTE, text=words.NOTE_TEXT, must_say=True),
    ),
    Act.BOOK_VISIT: PanelAct(
        words.BOOK_VISIT,
        lambda do: visits.record_booking(do.context, do.case, do.day, do.answer.at),
        ActForm(words.SAVE_TIME, day=words.VISIT_ON, at=words.CLOCK, in_days=14),
    ),
    Act.NOT_YET: PanelAct(words.NOT_YET, lambda do: visits.booking_looked(do.context, do.case)),
    Act.CANCELLED: PanelAct(words.CANCELLED, lambda do: visits.cancel_booking(do.context, do.case)),
    Act.NO_SHOW: PanelAct(words.NO_SHOW, lambda do: visits.cancel_booking(do.context, do.case, no_show=True)),
    Act.HELD: PanelAct(words.HELD, lambda do: visits.visit_held(do.context, do.case)),
    Act.DOCUMENTED: PanelAct(words.DOCUMENTED, lambda do: visits.documented(do.context, do.case)),
    Act.CHECK_MANY: PanelAct(words.CHECK_MANY, several=words.CHECK_SEVERAL),
    Act.CALL_NOW: PanelAct(words.CALL_NOW),
    Act.TAKE_OVER: PanelAct(
        words.TAKE_OVER,
        lambda do: record.assign(do.context, do.cases, do.context.user),
        several=words.TAKE_OVER_SEVERAL,
    ),
    Act.HAND_OVER: PanelAct(
        words.HAND_OVER,
        lambda do: record.assign(do.context, do.cases, do.answer.text),
        ActForm(words.SAVE_HANDLER, text=words.TO_WHOM, must_say=True),
        several=words.HAND_OVER_SEVERAL,
    ),
}


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
