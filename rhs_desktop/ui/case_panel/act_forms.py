"""What the window has for each act of a case: what must be asked first, and the service. No Qt.

The facts of an act (who may, when, for how many, what a plain one records) stand in domain/cases/acts, its words in
strings/cases/process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

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
    """`service` records the act; None where a dialog does (window/dialogs.ACT_DIALOGS). `form`: what is asked first."""

    service: Service | None = None
    form: ActForm | None = None


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


def _plain(act: Act) -> PanelAct:
    return PanelAct(lambda do: record.record_plain(do.context, do.case, act))


_DIALOG = PanelAct()

PANEL_ACTS: Mapping[Act, PanelAct] = {
    **{act: _plain(act) for act, row in ROWS.items() if row.plain},
    Act.LISTED_ALIVE: PanelAct(_checked(Eligibility.LISTED_ALIVE)),
    Act.NOT_LISTED: PanelAct(_checked(Eligibility.NOT_LISTED)),
    Act.DECEASED: PanelAct(_checked(Eligibility.DECEASED)),
    Act.EXCLUDE: PanelAct(_checked(Eligibility.OTHER), ActForm(words.SAVE_EXCLUDED, text=words.REASON, must_say=True)),
    Act.SEND: _DIALOG,
    Act.CONFIRM_SEND: _DIALOG,
    Act.CORRECT_NUMBER: PanelAct(
        lambda do: record.correct_number(do.context, do.case, do.answer.text),
        ActForm(words.SAVE_NUMBER, text=words.NUMBER, must_say=True),
    ),
    Act.REMINDED: PanelAct(lambda do: reminders.confirm_reminded(do.context, do.cases)),
    Act.ANSWER: _DIALOG,
    Act.SET_PHONE: PanelAct(
        lambda do: record.set_phone(do.context, do.case, do.answer.text),
        ActForm(words.SAVE_NUMBER, text=words.PHONE, must_say=True),
    ),
    Act.NO_PHONE: PanelAct(lambda do: record.set_phone(do.context, do.case, None)),
    Act.BOOKED: PanelAct(_booked_in_call, ActForm(words.SAVE_BOOKING, day=words.BOOKED_ON, at=words.CLOCK, in_days=14)),
    Act.DECLINED: PanelAct(_called(CallOutcome.DECLINED)),
    Act.CALL_AGAIN: PanelAct(_called(CallOutcome.CALL_AGAIN), ActForm(words.SAVE, day=words.CALL_AGAIN_ON)),
    Act.VOICEMAIL: PanelAct(_called(CallOutcome.VOICEMAIL)),
    Act.NO_ANSWER: PanelAct(_called(CallOutcome.NO_ANSWER)),
    Act.WRONG_PHONE: PanelAct(_called(CallOutcome.WRONG_NUMBER)),
    Act.PHONE_TIME: PanelAct(
        lambda do: record.record_phone_time(do.context, do.case, do.day, do.answer.at),
        ActForm(words.SAVE_PHONE_TIME, day=words.PHONE_TIME_ON, at=words.CLOCK, in_days=7),
    ),
    Act.BY_PHONE: PanelAct(_routed(Channel.PHONE)),
    Act.BY_LETTER: PanelAct(_routed(Channel.LETTER)),
    Act.BY_1177: PanelAct(_routed(Channel.DIGITAL)),
    Act.LETTERS: _DIALOG,
    Act.CONFIRM_LETTER: _DIALOG,
    Act.PROTECTED_LETTER: _DIALOG,
    Act.DETAILS: _DIALOG,
    Act.GIVE_UP: PanelAct(
        lambda do: record.give_up(do.context, do.case, do.answer.text), ActForm(words.SAVE_END, text=words.REASON)
    ),
    Act.SNOOZE: PanelAct(
        lambda do: record.snooze(do.context, do.case, do.day, do.answer.text),
        ActForm(words.SAVE_SNOOZE, day=words.SNOOZED_TO, text=words.REASON, must_say=True, in_days=7),
    ),
    Act.NOTE: PanelAct(
        lambda do: record.add_note(do.context, do.case, do.answer.text),
        ActForm(words.SAVE_NOTE, text=words.NOTE_TEXT, must_say=True),
    ),
    Act.BOOK_VISIT: PanelAct(
        lambda do: visits.record_booking(do.context, do.case, do.day, do.answer.at),
        ActForm(words.SAVE_TIME, day=words.VISIT_ON, at=words.CLOCK, in_days=14),
    ),
    Act.CANCELLED: PanelAct(lambda do: visits.cancel_booking(do.context, do.case)),
    Act.NO_SHOW: PanelAct(lambda do: visits.cancel_booking(do.context, do.case, no_show=True)),
    Act.HELD: PanelAct(lambda do: visits.visit_held(do.context, do.case)),
    Act.CHECK_MANY: _DIALOG,
    Act.CALL_NOW: _DIALOG,
    Act.TAKE_OVER: PanelAct(lambda do: record.assign(do.context, do.cases, do.context.user)),
    Act.HAND_OVER: PanelAct(
        lambda do: record.assign(do.context, do.cases, do.answer.text),
        ActForm(words.SAVE_HANDLER, text=words.TO_WHOM, must_say=True),
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
