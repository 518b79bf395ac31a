"""What a person at the desk records about one case, or about several at once. Each call is one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.case import CaseState
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.events import Answer, CallOutcome, Channel, Eligibility, Event, Via
from rhs_desktop.domain.pathway import Finished, Status, StepKind, next_step
from rhs_desktop.domain.personal_number import parse
from rhs_desktop.domain.profile import Act, Profile
from rhs_desktop.domain.resident import Details
from rhs_desktop.services.acts import Done, record, recording
from rhs_desktop.services.arriving import came
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from rhs_desktop.store.act import Act as StoreAct


@needs(Permission.LIST)
def check_cosmic(w: Workplace, cases: Sequence[int], result: Eligibility, reason: str = "") -> Done:
    """Listed here and alive, or excluded and why (manual 000, step 2). An exclusion for other reasons needs words."""
    if result is Eligibility.OTHER and not reason.strip():
        raise HistoryRefused("reason_missing")
    event = ev.CosmicChecked(on=w.today, at=w.now.time(), result=result, reason=reason.strip())
    return record(w, "check_cosmic", [(case, event) for case in cases], details={"result": result})


@needs(Permission.LIST)
def correct_number(w: Workplace, case: int, raw: str) -> Done:
    """Put the personnummer right after 1177 refused it, or confirm it by giving the same again (both manuals).

    Raises IdentityRefused, or HistoryRefused when the number already belongs to somebody else.
    """
    identity = parse(raw, w.today)
    with recording(w, "correct_number") as act:
        resident = w.store.resident_of(case)
        if identity != resident.details.identity:
            act.change_resident(resident.id, replace(resident.details, identity=identity))
        act.append(case, ev.NumberCorrected(on=w.today, at=w.now.time()))
        return act.commit()


@needs(Permission.LIST)
def set_phone(w: Workplace, case: int, phone: str | None) -> Done:
    """The number found in Cosmic; None: Cosmic has none, so the invitation goes by letter (both manuals).

    A number that was found to be wrong is not kept beside it.
    """
    with recording(w, "set_phone", details={"found": bool((phone or "").strip())}) as act:
        resident = w.store.resident_of(case)
        kept = () if w.store.state(case).wrong_phone_on else resident.details.phones
        number = (phone or "").strip()
        phones = (number, *(one for one in kept if one != number)) if number else ()
        act.change_resident(resident.id, replace(resident.details, phones=phones), no_phone=not number)
        return act.commit()


@needs(Permission.LIST)
def edit_details(w: Workplace, resident: int, details: Details) -> Done:
    """Name, address, phones, protection as put right at the desk. Old values stay in the history."""
    with recording(w, "edit_details") as act:
        act.change_resident(resident, details)
        return act.commit()


@needs(Permission.HANDLE)
def route(w: Workplace, case: int, channel: Channel, reason: str = "") -> Done:
    """A person chooses how to go on, against or beside what the rules propose."""
    may_contact(w, case)
    return record(w, "route", [(case, ev.Routed(on=w.today, at=w.now.time(), channel=channel, reason=reason.strip()))])


@needs(Permission.HANDLE)
def record_call(
    w: Workplace,
    case: int,
    outcome: CallOutcome,
    *,
    again_on: date | None = None,
    visit: date | None = None,
    visit_time: time | None = None,
    data_told: bool = False,
    phone: str = "",
) -> Done:
    """A call and what came of it (transition 18).

    A booking needs its day and that "Hur skyddas mina data?" was told, unless a phone notice had gone out before
    with that text (manual 000, Telefoninbjudan). `again_on` goes with CALL_AGAIN. `phone` is the number that was
    dialled; one that is wrong is taken away where others are known, so that these are tried.
    """
    state = w.store.state(case)
    may_contact(w, case)
    if outcome is CallOutcome.BOOKED and visit is None:
        raise HistoryRefused("visit_missing")
    if visit is not None and visit < w.today:
        raise HistoryRefused("visit_past", day=visit)
    if outcome is CallOutcome.BOOKED and not data_told and state.appointment is None and not _invited_before(state):
        raise HistoryRefused("data_not_told")
    if again_on is not None and again_on < w.today:
        raise HistoryRefused("again_past", day=again_on)
    now = w.now.time()
    details = w.store.resident_of(case).details
    left = tuple(number for number in details.phones if number != phone)
    others = outcome is CallOutcome.WRONG_NUMBER and phone in details.phones and bool(left)
    called = ev.Called(
        on=w.today, at=now, outcome=outcome, again_on=again_on, data_told=data_told, phone=phone, others=others
    )
    events: list[Event] = [called]
    if outcome is CallOutcome.BOOKED and visit is not None:
        events.append(ev.Booked(on=w.today, at=now, visit=visit, visit_time=visit_time))
    if outcome is CallOutcome.DECLINED:
        events.append(ev.Answered(on=w.today, at=now, answer=Answer.NO, via=Via.PHONE))
    with recording(w, "call", details={"outcome": outcome}) as act:
        if others:
            act.change_resident(w.store.resident_of(case).id, replace(details, phones=left))
        for event in events:
            act.append(case, event)
        return act.commit()


@needs(Permission.HANDLE)
def record_phone_time(w: Workplace, case: int, for_day: date, for_time: time | None = None) -> Done:
    """A phone time was booked in Cosmic and its telefonkallelse sent (manual 000, Telefoninbjudan)."""
    may_contact(w, case)
    if for_day < w.today:
        raise HistoryRefused("visit_past", day=for_day)
    event = ev.PhoneAppointment(on=w.today, at=w.now.time(), for_day=for_day, for_time=for_time)
    return record(w, "phone_time", [(case, event)])


@needs(Permission.HANDLE)
def record_answer(w: Workplace, case: int, answer: Answer, via: Via, on: date | None = None) -> Done:
    """The resident's word, whenever and however it came: it is always recorded, and it wins (process.md §2).

    `on` is the day on which it came, today where it is not said. Raises as `came` does.
    """
    event = ev.Answered(**came(w, case, via, on), answer=answer, via=via)
    return record(w, "answer", [(case, event)], details={"answer": answer, "via": via})


@needs(Permission.HANDLE)
def answer_handled(w: Workplace, case: int) -> Done:
    """The answer was dealt with in 1177 as the manual asks (transitions 14, 15, 16)."""
    state = w.store.state(case)
    if not state.answer_waits:
        raise HistoryRefused("no_answer_waits")
    return record(w, "answer_handled", [(case, ev.AnswerHandled(on=w.today, at=w.now.time()))])


@needs(Permission.HANDLE)
def tick(w: Workplace, case: int, step: str, done: bool = True) -> Done:
    """A handling step of the manual is done; what it means for the case is recorded with it (`Act`).

    Not done after all: the tick and what it meant are withdrawn. Raises HistoryRefused `unknown_step`.
    """
    with recording(w, "tick", details={"step": step, "done": done}) as act:
        state = act.state(case)
        meant = _meant_by(w.rules(w.store.profile_of(case)).profile, state, step)
        if not done:
            for kind, test in ((ev.StepTicked, lambda event: event.step == step), (meant, lambda event: True)):
                if kind is not None and (entry := _latest(act, case, kind, test)):
                    act.withdraw(case, entry)
            return act.commit()
        act.append(case, ev.StepTicked(on=w.today, at=w.now.time(), step=step))
        if meant is not None:
            act.append(case, meant(on=w.today, at=w.now.time()))
        return act.commit()


@needs(Permission.HANDLE)
def protected_letter_posted(w: Workplace, case: int) -> Done:
    """The sealed letter to a person with protected identity went to Skatteverket, one at a time (process.md §2).

    Raises HistoryRefused `no_protected_letter` where none is to be sent.
    """
    step = next_step(w.store.state(case), w.rules(w.store.profile_of(case)), w.today)
    if isinstance(step, Finished) or step.kind is not StepKind.SEND_PROTECTED_LETTER:
        raise HistoryRefused("no_protected_letter")
    return record(w, "protected_letter", [(case, ev.LetterPosted(on=w.today, at=w.now.time()))])


@needs(Permission.HANDLE)
def letter_returned(w: Workplace, case: int) -> Done:
    """The post brought the letter back (transition 20)."""
    if w.store.state(case).posted_on is None:
        raise HistoryRefused("no_letter_posted")
    return record(w, "letter_returned", [(case, ev.LetterReturned(on=w.today, at=w.now.time()))])


@needs(Permission.HANDLE)
def give_up(w: Workplace, case: int, reason: str = "") -> Done:
    """Close as Ej nådd (transitions 18 and 20)."""
    _still_open(w, case)
    return record(w, "give_up", [(case, ev.GivenUp(on=w.today, at=w.now.time(), reason=reason.strip()))])


@needs(Permission.DISTRIBUTE)
def snooze(w: Workplace, case: int, until: date, reason: str) -> Done:
    """Put the next step off to a later day; the reason is for colleagues."""
    _still_open(w, case)
    if until <= w.today:
        raise HistoryRefused("snooze_past", day=until)
    if not reason.strip():
        raise HistoryRefused("reason_missing")
    return record(w, "snooze", [(case, ev.Snoozed(on=w.today, at=w.now.time(), until=until, reason=reason.strip()))])


@needs(Permission.DISTRIBUTE)
def assign(w: Workplace, cases: Sequence[int], handler: str) -> Done:
    """Give cases to a handler; empty text: to nobody."""
    event = ev.Assigned(on=w.today, at=w.now.time(), handler=handler.strip())
    return record(w, "assign", [(case, event) for case in cases])


@needs(Permission.DISTRIBUTE)
def add_note(w: Workplace, case: int, text: str) -> Done:
    """A short note for colleagues. This is no journal."""
    if not text.strip():
        raise HistoryRefused("note_empty")
    return record(w, "note", [(case, ev.Noted(on=w.today, at=w.now.time(), text=text.strip()))])


_MEANING: Mapping[Act, type[Event] | None] = {
    Act.TICK: None,
    Act.CALL: None,
    Act.BOOKING_BASIS: ev.BookingBasisCreated,
    Act.CLOSE: ev.AnswerHandled,
    Act.SAMPLES_TAKEN: ev.SamplesTaken,
    Act.FORM_ANSWERED: ev.FormAnswered,
    Act.VISIT_REMINDED: ev.VisitReminded,
    Act.DOCUMENTED: ev.Documented,
}


def _meant_by(profile: Profile, state: CaseState, key: str) -> type[Event] | None:
    steps = (
        *(step for handling in profile.handlings for step in handling.steps),
        *profile.before_visit,
        *profile.visit,
    )
    found = next((step for step in steps if step.key == key), None)
    if found is None:
        raise HistoryRefused("unknown_step", step=key)
    if found.act is Act.CLOSE and not state.answer_waits:
        return None
    return _MEANING[found.act]


def _latest(act: StoreAct, case: int, kind: type[Event], test: Callable[[Any], bool]) -> int | None:
    entries = reversed(ev.standing(act.history(case)))
    return next((entry.id for entry in entries if isinstance(entry.event, kind) and test(entry.event)), None)


def _invited_before(state: CaseState) -> bool:
    """A written invitation, in 1177 or by letter, has told how data are protected."""
    return state.invited is not None or state.posted_on is not None


@needs(Permission.LOOK)
def may_contact(w: Workplace, case: int) -> None:
    """Raises HistoryRefused `said_no` after a no, `finished` where what is arranged would never be seen."""
    if w.store.state(case).said_no:
        raise HistoryRefused("said_no")
    _still_open(w, case)


def _still_open(w: Workplace, case: int) -> None:
    state = w.store.state(case)
    end = next_step(state, w.rules(w.store.profile_of(case)), w.today)
    if isinstance(end, Finished) and end.status is not Status.UNREACHED:
        raise HistoryRefused("finished", status=end.status)
