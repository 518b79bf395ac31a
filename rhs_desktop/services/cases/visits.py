"""From a booked time to a talk that was held and documented (transitions 15b, 15c, 21, 22, 23)."""

from __future__ import annotations

from datetime import date, time

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.state import ResidentWish
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, check_act, recording


@needs(Permission.HANDLE)
def record_booking(ctx: Context, case: int, visit: date, visit_time: time | None = None) -> ActDone:
    """Record a booked time: by the resident in Webbtidbok, or for the resident at the desk.

    Who books alone may have been here before anybody looked: then the day may have passed, but not before the answer.
    Raises HistoryRefused `visit_past`, and as `check_act` does.
    """
    with recording(ctx, ActKind.BOOKING) as act:
        word = check_act(ctx, act, case, Act.BOOK_VISIT).word
        earliest = word.on if word and word.wish is ResidentWish.BOOK_SELF else ctx.today
        if visit < earliest:
            raise HistoryRefused(HistoryRefusal.VISIT_PAST, day=visit)
        act.append(case, ev.Booked(on=ctx.today, at=ctx.now.time(), visit=visit, visit_time=visit_time))
        return act.commit()


@needs(Permission.HANDLE)
def cancel_booking(ctx: Context, case: int, *, no_show: bool = False, declined: bool = False) -> ActDone:
    """Record that the time was cancelled, or that the person did not come: to be called again, or with `declined` a
    no (23).

    Raises HistoryRefused `no_booking`, `visit_ahead`, `already_held`, `finished`.
    """
    now = ctx.now.time()
    with recording(ctx, ActKind.NO_SHOW if no_show else ActKind.CANCEL_BOOKING) as act:
        visit = check_act(ctx, act, case, Act.NO_SHOW if no_show else Act.CANCELLED).visit
        assert visit is not None
        act.append(case, ev.BookingCancelled(on=ctx.today, at=now, visit=visit.visit, no_show=no_show))
        if declined:
            act.append(case, ev.Answered(on=ctx.today, at=now, answer=Answer.NO, via=Via.PHONE))
        return act.commit()


@needs(Permission.HANDLE)
def visit_held(ctx: Context, case: int, *, documented: bool = False) -> ActDone:
    """Record that the talk was held on the day that was booked, also where that is recorded later (22).

    With `documented` it is in Cosmic with its kontaktorsak too, and the case is done. Raises HistoryRefused
    `no_booking`, `visit_ahead`, `already_held`, `finished`.
    """
    now = ctx.now.time()
    with recording(ctx, ActKind.VISIT_HELD) as act:
        visit = check_act(ctx, act, case, Act.HELD).visit
        assert visit is not None
        act.append(case, ev.VisitHeld(on=visit.visit, at=now if visit.visit == ctx.today else None))
        if documented:
            act.append(case, ev.Documented(on=ctx.today, at=now))
        return act.commit()
