"""What a person at the desk records about one case, or about several at once. Each call is one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, Any, assert_never

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.history import standing
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Status, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, Via
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.manuals.manual import Profile, TickEffect
from rhs_desktop.domain.people.personal_number import parse
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.services.backdating import moment_of_reply
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, record, recording

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter as StoreAct


@needs(Permission.LIST)
def check_cosmic(ctx: Context, cases: Sequence[int], result: Eligibility, reason: str = "") -> ActDone:
    """Listed here and alive, or excluded and why (manual 000, step 2). An exclusion for other reasons needs words."""
    if result is Eligibility.OTHER and not reason.strip():
        raise HistoryRefused("reason_missing")
    event = ev.CosmicChecked(on=ctx.today, at=ctx.now.time(), result=result, reason=reason.strip())
    return record(ctx, ActKind.CHECK_COSMIC, [(case, event) for case in cases], details={"result": result})


@needs(Permission.LIST)
def correct_number(ctx: Context, case: int, raw: str) -> ActDone:
    """Put the personnummer right after 1177 refused it, or confirm it by giving the same again (both manuals).

    Raises IdentityRefused, or HistoryRefused when the number already belongs to somebody else.
    """
    identity = parse(raw, ctx.today)
    with recording(ctx, ActKind.CORRECT_NUMBER) as act:
        resident = ctx.store.resident_of(case)
        if identity != resident.details.identity:
            act.change_resident(resident.id, replace(resident.details, identity=identity))
        act.append(case, ev.NumberCorrected(on=ctx.today, at=ctx.now.time()))
        return act.commit()


@needs(Permission.LIST)
def set_phone(ctx: Context, case: int, phone: str | None) -> ActDone:
    """The number found in Cosmic; None: Cosmic has none, so the invitation goes by letter (both manuals).

    A number that was found to be wrong is not kept beside it.
    """
    with recording(ctx, ActKind.SET_PHONE, details={"found": bool((phone or "").strip())}) as act:
        resident = ctx.store.resident_of(case)
        kept = () if ctx.store.state(case).wrong_phone_on else resident.details.phones
        number = (phone or "").strip()
        phones = (number, *(one for one in kept if one != number)) if number else ()
        act.change_resident(resident.id, replace(resident.details, phones=phones), no_phone=not number)
        return act.commit()


@needs(Permission.LIST)
def edit_details(ctx: Context, resident: int, details: Details) -> ActDone:
    """Name, address, phones, protection as put right at the desk. Old values stay in the history."""
    with recording(ctx, ActKind.EDIT_DETAILS) as act:
        act.change_resident(resident, details)
        return act.commit()


@needs(Permission.HANDLE)
def route(ctx: Context, case: int, channel: Channel, reason: str = "") -> ActDone:
    """A person chooses how to go on, against or beside what the rules propose."""
    may_contact(ctx, case)
    return record(
        ctx, ActKind.ROUTE, [(case, ev.Routed(on=ctx.today, at=ctx.now.time(), channel=channel, reason=reason.strip()))]
    )


@needs(Permission.HANDLE)
def record_call(
    ctx: Context,
    case: int,
    outcome: CallOutcome,
    *,
    again_on: date | None = None,
    visit: date | None = None,
    visit_time: time | None = None,
    data_told: bool = False,
    phone: str = "",
) -> ActDone:
    """A call and what came of it (transition 18).

    A booking needs its day and that "Hur skyddas mina data?" was told, unless a phone notice had gone out before
    with that text (manual 000, Telefoninbjudan). `again_on` goes with CALL_AGAIN. `phone` is the number that was
    dialled; one that is wrong is taken away where others are known, so that these are tried.
    """
    state = ctx.store.state(case)
    may_contact(ctx, case)
    if outcome is CallOutcome.BOOKED and visit is None:
        raise HistoryRefused("visit_missing")
    if visit is not None and visit < ctx.today:
        raise HistoryRefused("visit_past", day=visit)
    if outcome is CallOutcome.BOOKED and not data_told and state.appointment is None and not _invited_before(state):
        raise HistoryRefused("data_not_told")
    if again_on is not None and again_on < ctx.today:
        raise HistoryRefused("again_past", day=again_on)
    now = ctx.now.time()
    details = ctx.store.resident_of(case).details
    left = tuple(number for number in details.phones if number != phone)
    others = outcome is CallOutcome.WRONG_NUMBER and phone in details.phones and bool(left)
    called = ev.Called(
        on=ctx.today, at=now, outcome=outcome, again_on=again_on, data_told=data_told, phone=phone, others=others
    )
    events: list[Event] = [called]
    if outcome is CallOutcome.BOOKED and visit is not None:
        events.append(ev.Booked(on=ctx.today, at=now, visit=visit, visit_time=visit_time))
    if outcome is CallOutcome.DECLINED:
        events.append(ev.Answered(on=ctx.today, at=now, answer=Answer.NO, via=Via.PHONE))
    with recording(ctx, ActKind.CALL, details={"outcome": outcome}) as act:
        if others:
            act.change_resident(ctx.store.resident_of(case).id, replace(details, phones=left))
        for event in events:
            act.append(case, event)
        return act.commit()


@needs(Permission.HANDLE)
def record_phone_time(ctx: Context, case: int, for_day: date, for_time: time | None = None) -> ActDone:
    """A phone time was booked in Cosmic and its telefonkallelse sent (manual 000, Telefoninbjudan)."""
    may_contact(ctx, case)
    if for_day < ctx.today:
        raise HistoryRefused("visit_past", day=for_day)
    event = ev.PhoneAppointment(on=ctx.today, at=ctx.now.time(), for_day=for_day, for_time=for_time)
    return record(ctx, ActKind.PHONE_TIME, [(case, event)])


@needs(Permission.HANDLE)
def record_answer(ctx: Context, case: int, answer: Answer, via: Via, on: date | None = None) -> ActDone:
    """The resident's word, whenever and however it came: it is always recorded, and it wins (process.md §2).

    `on` is the day on which it came, today where it is not said. Raises as `came` does.
    """
    event = ev.Answered(**moment_of_reply(ctx, case, via, on), answer=answer, via=via)
    return record(ctx, ActKind.ANSWER, [(case, event)], details={"answer": answer, "via": via})


@needs(Permission.HANDLE)
def answer_handled(ctx: Context, case: int) -> ActDone:
    """The answer was dealt with in 1177 as the manual asks (transitions 14, 15, 16)."""
    state = ctx.store.state(case)
    if not state.answer_waits:
        raise HistoryRefused("no_answer_waits")
    return record(ctx, ActKind.ANSWER_HANDLED, [(case, ev.AnswerHandled(on=ctx.today, at=ctx.now.time()))])


@needs(Permission.HANDLE)
def tick(ctx: Context, case: int, step: str, done: bool = True) -> ActDone:
    """A handling step of the manual is done; what it means for the case is recorded with it (`Act`).

    Not done after all: the tick and what it meant are withdrawn. Raises HistoryRefused `unknown_step`.
    """
    with recording(ctx, ActKind.TICK, details={"step": step, "done": done}) as act:
        state = act.state(case)
        meant = _meant_by(ctx.rules(ctx.store.profile_of(case)).profile, state, step)
        if not done:
            for kind, test in ((ev.StepTicked, lambda event: event.step == step), (meant, lambda event: True)):
                if kind is not None and (entry := _latest(act, case, kind, test)):
                    act.withdraw(case, entry)
            return act.commit()
        act.append(case, ev.StepTicked(on=ctx.today, at=ctx.now.time(), step=step))
        if meant is not None:
            act.append(case, meant(on=ctx.today, at=ctx.now.time()))
        return act.commit()


@needs(Permission.HANDLE)
def protected_letter_posted(ctx: Context, case: int) -> ActDone:
    """The sealed letter to a person with protected identity went to Skatteverket, one at a time (process.md §2).

    Raises HistoryRefused `no_protected_letter` where none is to be sent.
    """
    step = next_step(ctx.store.state(case), ctx.rules(ctx.store.profile_of(case)), ctx.today)
    if isinstance(step, Finished) or step.kind is not StepKind.SEND_PROTECTED_LETTER:
        raise HistoryRefused("no_protected_letter")
    return record(ctx, ActKind.PROTECTED_LETTER, [(case, ev.LetterPosted(on=ctx.today, at=ctx.now.time()))])


@needs(Permission.HANDLE)
def letter_returned(ctx: Context, case: int) -> ActDone:
    """The post brought the letter back (transition 20)."""
    if ctx.store.state(case).posted_on is None:
        raise HistoryRefused("no_letter_posted")
    return record(ctx, ActKind.LETTER_RETURNED, [(case, ev.LetterReturned(on=ctx.today, at=ctx.now.time()))])


@needs(Permission.HANDLE)
def give_up(ctx: Context, case: int, reason: str = "") -> ActDone:
    """Close as Ej nådd (transitions 18 and 20)."""
    _still_open(ctx, case)
    return record(ctx, ActKind.GIVE_UP, [(case, ev.GivenUp(on=ctx.today, at=ctx.now.time(), reason=reason.strip()))])


@needs(Permission.DISTRIBUTE)
def snooze(ctx: Context, case: int, until: date, reason: str) -> ActDone:
    """Put the next step off to a later day; the reason is for colleagues."""
    _still_open(ctx, case)
    if until <= ctx.today:
        raise HistoryRefused("snooze_past", day=until)
    if not reason.strip():
        raise HistoryRefused("reason_missing")
    return record(
        ctx, ActKind.SNOOZE, [(case, ev.Snoozed(on=ctx.today, at=ctx.now.time(), until=until, reason=reason.strip()))]
    )


@needs(Permission.DISTRIBUTE)
def assign(ctx: Context, cases: Sequence[int], handler: str) -> ActDone:
    """Give cases to a handler; empty text: to nobody."""
    event = ev.Assigned(on=ctx.today, at=ctx.now.time(), handler=handler.strip())
    return record(ctx, ActKind.ASSIGN, [(case, event) for case in cases])


@needs(Permission.DISTRIBUTE)
def add_note(ctx: Context, case: int, text: str) -> ActDone:
    """A short note for colleagues. This is no journal."""
    if not text.strip():
        raise HistoryRefused("note_empty")
    return record(ctx, ActKind.NOTE, [(case, ev.Noted(on=ctx.today, at=ctx.now.time(), text=text.strip()))])


_Meant = (
    ev.BookingBasisCreated | ev.AnswerHandled | ev.SamplesTaken | ev.FormAnswered | ev.VisitReminded | ev.Documented
)


def _meant_by(profile: Profile, state: CaseState, key: str) -> type[_Meant] | None:
    """The event that a tick of that handling step records too. Raises HistoryRefused `unknown_step`."""
    steps = (
        *(step for handling in profile.handlings for step in handling.steps),
        *profile.before_visit,
        *profile.visit,
    )
    found = next((step for step in steps if step.key == key), None)
    if found is None:
        raise HistoryRefused("unknown_step", step=key)
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


def _latest(act: StoreAct, case: int, kind: type[Event], test: Callable[[Any], bool]) -> int | None:
    entries = reversed(standing(act.history(case)))
    return next((entry.id for entry in entries if isinstance(entry.event, kind) and test(entry.event)), None)


def _invited_before(state: CaseState) -> bool:
    """A written invitation, in 1177 or by letter, has told how data are protected."""
    return state.invited is not None or state.posted_on is not None


@needs(Permission.LOOK)
def may_contact(ctx: Context, case: int) -> None:
    """Raises HistoryRefused `said_no` after a no, `finished` where what is arranged would never be seen."""
    if ctx.store.state(case).said_no:
        raise HistoryRefused("said_no")
    _still_open(ctx, case)


def _still_open(ctx: Context, case: int) -> None:
    state = ctx.store.state(case)
    end = next_step(state, ctx.rules(ctx.store.profile_of(case)), ctx.today)
    if isinstance(end, Finished) and end.status is not Status.UNREACHED:
        raise HistoryRefused("finished", status=end.status)
