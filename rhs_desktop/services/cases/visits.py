"""From a booked time to a talk that was held and documented (transitions 15b, 15c, 21, 22, 23)."""

from __future__ import annotations

from datetime import date, time

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.state import ResidentWish
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.services.cases.record import may_contact
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, record


@needs(Permission.HANDLE)
def record_booking(ctx: Context, case: int, visit: date, visit_time: time | None = None) -> ActDone:
    """A time is booked: by the resident in Webbtidbok, or for the resident at the desk.

    Who books alone may have been here before anybody looked: then the day may have passed, but not before the answer.
    """
    may_contact(ctx, case)
    word = ctx.store.state(case).word
    earliest = word.on if word and word.wish is ResidentWish.BOOK_SELF else ctx.today
    if visit < earliest:
        raise HistoryRefused("visit_past", day=visit)
    return record(
        ctx, ActKind.BOOKING, [(case, ev.Booked(on=ctx.today, at=ctx.now.time(), visit=visit, visit_time=visit_time))]
    )


@needs(Permission.HANDLE)
def booking_looked(ctx: Context, case: int) -> ActDone:
    """Looked in Webbtidbok: the resident has not booked yet (transition 15c)."""
    return record(ctx, ActKind.BOOKING_LOOKED, [(case, ev.BookingLooked(on=ctx.today, at=ctx.now.time()))])


@needs(Permission.HANDLE)
def cancel_booking(ctx: Context, case: int, *, no_show: bool = False, declined: bool = False) -> ActDone:
    """The time was cancelled, or the person did not come: to be called again, or with `declined` a no (23)."""
    visit = ctx.store.state(case).visit
    if visit is None:
        raise HistoryRefused("no_booking")
    if no_show and visit.visit > ctx.today:
        raise HistoryRefused("visit_ahead", day=visit.visit)
    now = ctx.now.time()
    events: list[Event] = [ev.BookingCancelled(on=ctx.today, at=now, visit=visit.visit, no_show=no_show)]
    if declined:
        events.append(ev.Answered(on=ctx.today, at=now, answer=Answer.NO, via=Via.PHONE))
    return record(ctx, ActKind.NO_SHOW if no_show else ActKind.CANCEL_BOOKING, [(case, event) for event in events])


@needs(Permission.HANDLE)
def visit_held(ctx: Context, case: int, *, documented: bool = False) -> ActDone:
    """The talk was held on the day that was booked, also where that is recorded later (22).

    With `documented` it is in Cosmic with its kontaktorsak too, and the case is done.
    """
    visit = ctx.store.state(case).visit
    if visit is None:
        raise HistoryRefused("no_booking")
    if visit.visit > ctx.today:
        raise HistoryRefused("visit_ahead", day=visit.visit)
    now = ctx.now.time()
    events: list[Event] = [ev.VisitHeld(on=visit.visit, at=now if visit.visit == ctx.today else None)]
    if documented:
        events.append(ev.Documented(on=ctx.today, at=now))
    return record(ctx, ActKind.VISIT_HELD, [(case, event) for event in events])


@needs(Permission.HANDLE)
def documented(ctx: Context, case: int) -> ActDone:
    """Documented in Cosmic with kontaktorsak, on which the payment depends (22)."""
    if ctx.store.state(case).held_on is None:
        raise HistoryRefused("visit_not_held")
    return record(ctx, ActKind.DOCUMENTED, [(case, ev.Documented(on=ctx.today, at=ctx.now.time()))])
