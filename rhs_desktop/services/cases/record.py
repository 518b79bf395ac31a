"""Recording about one case, or about several at once. Each call is one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.acts import ROWS, Act, refusal
from rhs_desktop.domain.cases.phases.phone import must_tell_data_protection
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, Via
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.letters.languages import letter_language
from rhs_desktop.domain.people.personal_number import parse
from rhs_desktop.domain.people.resident import Details, readable_details
from rhs_desktop.domain.person.facts import FactKind, FactSource, PersonFact, Standing
from rhs_desktop.domain.printable import readable
from rhs_desktop.services.backdating import moment_of_reply
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, check_act, record_one, recording, refused, step_of

_CHECKED: Mapping[Eligibility, Act] = {
    Eligibility.LISTED_ALIVE: Act.LISTED_ALIVE,
    Eligibility.NOT_LISTED: Act.NOT_LISTED,
    Eligibility.DECEASED: Act.DECEASED,
    Eligibility.OTHER: Act.EXCLUDE,
}


@needs(Permission.LIST)
def check_cosmic(ctx: Context, cases: Sequence[int], result: Eligibility, reason: str = "") -> ActDone:
    """Record the check in Cosmic: listed here and alive, or excluded and why (manual 000, step 2).

    Raises HistoryRefused `reason_missing` for an exclusion for other reasons without one, and as `check_act`.
    """
    if result is Eligibility.OTHER and not reason.strip():
        raise HistoryRefused(HistoryRefusal.REASON_MISSING)
    event = ev.CosmicChecked(on=ctx.today, at=ctx.now.time(), result=result, reason=reason.strip())
    with recording(ctx, ActKind.CHECK_COSMIC, details={"result": result}) as act:
        for case in cases:
            check_act(ctx, act, case, _CHECKED[result])
        for case in cases:
            act.append(case, event)
        return act.commit()


@needs(Permission.LIST)
def correct_number(ctx: Context, case: int, raw: str) -> ActDone:
    """Correct the personnummer after 1177 refused it, or confirm it by giving the same again (both manuals).

    Raises IdentityRefused, and HistoryRefused `identity_taken` when the number belongs to another resident.
    """
    identity = parse(raw, ctx.today)
    with recording(ctx, ActKind.CORRECT_NUMBER) as act:
        resident = ctx.store.resident_of(case)
        state = act.state(case)
        if identity != resident.details.identity:
            act.change_resident(resident.id, replace(resident.details, identity=identity))
        if code := refusal(Act.CORRECT_NUMBER, state, step := step_of(ctx, state, case), ctx.today):
            raise refused(code, case, state, step)
        act.append(case, ev.NumberCorrected(on=ctx.today, at=ctx.now.time()))
        return act.commit()


@needs(Permission.LIST)
def set_phone(ctx: Context, case: int, phone: str | None) -> ActDone:
    """Record the number found in Cosmic; None: Cosmic has none, so the invitation goes by letter (both manuals).

    A number that was found to be wrong is removed.
    """
    number = readable((phone or "").strip())
    with recording(ctx, ActKind.SET_PHONE, details={"found": bool(number)}) as act:
        state = check_act(ctx, act, case, Act.SET_PHONE if number else Act.NO_PHONE)
        resident = ctx.store.resident_of(case)
        kept = () if state.wrong_phone_on else resident.details.phones
        phones = (number, *(one for one in kept if one != number)) if number else ()
        act.change_resident(resident.id, replace(resident.details, phones=phones), no_phone=not number)
        return act.commit()


@needs(Permission.LIST)
def edit_details(ctx: Context, resident: int, details: Details, language: str | None = None) -> ActDone:
    """Replace name, address, phones and protection. Former values stay in the history.

    `language`: the tag of the one that letters are to have, empty for Swedish; None leaves it.
    """
    with recording(ctx, ActKind.EDIT_DETAILS) as act:
        act.change_resident(resident, readable_details(details))
        if language is not None:
            standing = Standing.CONFIRMED if language else Standing.LIFTED
            known = language or letter_language(act.person(resident))
            act.tell(resident, PersonFact(FactKind.LETTER_LANGUAGE, standing, ctx.today, FactSource.DESK, about=known))
        return act.commit()


_ROUTED: Mapping[Channel, Act] = {
    Channel.PHONE: Act.BY_PHONE,
    Channel.LETTER: Act.BY_LETTER,
    Channel.DIGITAL: Act.BY_1177,
}


@needs(Permission.HANDLE)
def route(ctx: Context, case: int, channel: Channel, reason: str = "") -> ActDone:
    """Record a person's choice of how to go on, whatever the rules propose."""
    event = ev.Routed(on=ctx.today, at=ctx.now.time(), channel=channel, reason=reason.strip())
    with recording(ctx, ActKind.ROUTE) as act:
        check_act(ctx, act, case, _ROUTED[channel])
        act.append(case, event)
        return act.commit()


_CALLED: Mapping[CallOutcome, Act] = {
    CallOutcome.BOOKED: Act.BOOKED,
    CallOutcome.DECLINED: Act.DECLINED,
    CallOutcome.CALL_AGAIN: Act.CALL_AGAIN,
    CallOutcome.VOICEMAIL: Act.VOICEMAIL,
    CallOutcome.NO_ANSWER: Act.NO_ANSWER,
    CallOutcome.WRONG_NUMBER: Act.WRONG_PHONE,
}


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
    """Record a call and what came of it (transition 18).

    A booking needs its day, and that "Hur skyddas mina data?" was told where it must be (phases/phone). `again_on`
    goes with CALL_AGAIN. `phone` is the number that was dialled; one that is wrong is taken away where others are
    known, so that these are tried. Raises HistoryRefused `visit_missing`, `visit_past`, `again_past`, `data_not_told`,
    and as `check_act` does.
    """
    if outcome is CallOutcome.BOOKED and visit is None:
        raise HistoryRefused(HistoryRefusal.VISIT_MISSING)
    if visit is not None and visit < ctx.today:
        raise HistoryRefused(HistoryRefusal.VISIT_PAST, day=visit)
    if again_on is not None and again_on < ctx.today:
        raise HistoryRefused(HistoryRefusal.AGAIN_PAST, day=again_on)
    now = ctx.now.time()
    with recording(ctx, ActKind.CALL, details={"outcome": outcome}) as act:
        state = check_act(ctx, act, case, _CALLED[outcome])
        profile = ctx.rules(ctx.store.profile_of(case)).profile
        if outcome is CallOutcome.BOOKED and not data_told and must_tell_data_protection(state, profile):
            raise HistoryRefused(HistoryRefusal.DATA_NOT_TOLD)
        resident = ctx.store.resident_of(case)
        left = tuple(number for number in resident.details.phones if number != phone)
        others = outcome is CallOutcome.WRONG_NUMBER and phone in resident.details.phones and bool(left)
        if others:
            act.change_resident(resident.id, replace(resident.details, phones=left))
        called = ev.Called(
            on=ctx.today, at=now, outcome=outcome, again_on=again_on, data_told=data_told, phone=phone, others=others
        )
        act.append(case, called)
        if outcome is CallOutcome.BOOKED and visit is not None:
            act.append(case, ev.Booked(on=ctx.today, at=now, visit=visit, visit_time=visit_time))
        if outcome is CallOutcome.DECLINED:
            act.append(case, ev.Answered(on=ctx.today, at=now, answer=Answer.NO, via=Via.PHONE))
        return act.commit()


@needs(Permission.HANDLE)
def record_phone_time(ctx: Context, case: int, for_day: date, for_time: time | None = None) -> ActDone:
    """Record that a phone time was booked in Cosmic and its telefonkallelse sent (manual 000, Telefoninbjudan).

    Raises HistoryRefused `visit_past` for a day before today, and as `check_act`.
    """
    if for_day < ctx.today:
        raise HistoryRefused(HistoryRefusal.VISIT_PAST, day=for_day)
    event = ev.PhoneAppointment(on=ctx.today, at=ctx.now.time(), for_day=for_day, for_time=for_time)
    return record_one(ctx, ActKind.PHONE_TIME, case, Act.PHONE_TIME, event)


@needs(Permission.HANDLE)
def record_answer(
    ctx: Context, case: int, answer: Answer, via: Via, on: date | None = None, *, by_letter: bool = False
) -> ActDone:
    """Record the resident's word, whenever and however it came: it always counts, and it wins (process.md §2).

    `on` is the day on which it came, today where it is not said; `by_letter`: it asks for a time by letter. Raises
    HistoryRefused as `moment_of_reply` and `check_act` do.
    """
    with recording(ctx, ActKind.ANSWER, details={"answer": answer, "via": via}) as act:
        state = check_act(ctx, act, case, Act.ANSWER)
        moment = moment_of_reply(ctx, state, via, on)
        act.append(case, ev.Answered(**moment, answer=answer, via=via, by_letter=by_letter))
        return act.commit()


@needs(Permission.HANDLE)
def record_plain(ctx: Context, case: int, what: Act) -> ActDone:
    """Record an act that is one event of this moment without details, as its row has it (domain/cases/acts).

    Raises ValueError for an act that is more, HistoryRefused as `check_act`.
    """
    plain = ROWS[what].plain
    if plain is None:
        raise ValueError(f"{what} is no plain act")
    event, kind = plain
    return record_one(ctx, kind, case, what, event(on=ctx.today, at=ctx.now.time()))


@needs(Permission.HANDLE)
def protected_letter_posted(ctx: Context, case: int) -> ActDone:
    """Record that the sealed letter to a person with protected identity went to Skatteverket (process.md §2).

    Raises HistoryRefused `no_protected_letter` where none is to be sent.
    """
    with recording(ctx, ActKind.PROTECTED_LETTER) as act:
        posted = ev.LetterPosted(on=ctx.today, at=ctx.now.time())
        if visit := check_act(ctx, act, case, Act.PROTECTED_LETTER).visit:
            posted = replace(posted, visit=visit.visit, visit_time=visit.visit_time)
        act.append(case, posted)
        return act.commit()


@needs(Permission.HANDLE)
def give_up(ctx: Context, case: int, reason: str = "") -> ActDone:
    """Close the case as Ej nådd (transitions 18 and 20)."""
    event = ev.GivenUp(on=ctx.today, at=ctx.now.time(), reason=reason.strip())
    return record_one(ctx, ActKind.GIVE_UP, case, Act.GIVE_UP, event)


@needs(Permission.DISTRIBUTE)
def snooze(ctx: Context, case: int, until: date, reason: str) -> ActDone:
    """Postpone the next step to a later day; the reason is for colleagues.

    Raises HistoryRefused `snooze_past`, `reason_missing`, and as `check_act`.
    """
    if until <= ctx.today:
        raise HistoryRefused(HistoryRefusal.SNOOZE_PAST, day=until)
    if not reason.strip():
        raise HistoryRefused(HistoryRefusal.REASON_MISSING)
    event = ev.Snoozed(on=ctx.today, at=ctx.now.time(), until=until, reason=reason.strip())
    return record_one(ctx, ActKind.SNOOZE, case, Act.SNOOZE, event)


@needs(Permission.DISTRIBUTE)
def assign(ctx: Context, cases: Sequence[int], handler: str) -> ActDone:
    """Assign cases to a handler; empty text: to nobody. Raises HistoryRefused as `check_act`."""
    event = ev.Assigned(on=ctx.today, at=ctx.now.time(), handler=handler.strip())
    with recording(ctx, ActKind.ASSIGN) as act:
        for case in cases:
            check_act(ctx, act, case, Act.HAND_OVER)
            act.append(case, event)
        return act.commit()


@needs(Permission.DISTRIBUTE)
def add_note(ctx: Context, case: int, text: str) -> ActDone:
    """Record a short note for colleagues. This is not a medical record (journal).

    Raises HistoryRefused `note_empty`, and as `check_act`.
    """
    if not text.strip():
        raise HistoryRefused(HistoryRefusal.NOTE_EMPTY)
    event = ev.Noted(on=ctx.today, at=ctx.now.time(), text=text.strip())
    return record_one(ctx, ActKind.NOTE, case, Act.NOTE, event)
