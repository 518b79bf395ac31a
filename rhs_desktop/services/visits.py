"""From a booked time to a talk that was held and documented (transitions 15b, 15c, 21, 22, 23)."""

from __future__ import annotations

from datetime import date, time

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.case import Wish
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.events import Answer, Event, Via
from rhs_desktop.services.acts import Done, record
from rhs_desktop.services.casework import may_contact
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace


@needs(Permission.HANDLE)
def record_booking(w: Workplace, case: int, visit: date, visit_time: time | None = None) -> Done:
    """A time is booked: by the resident in Webbtidbok, or for the resident at the desk.

    Who books alone may have been here before anybody looked: then the day may have passed, but not before the answer.
    """
    may_contact(w, case)
    word = w.store.state(case).word
    earliest = word.on if word and word.wish is Wish.BOOK_SELF else w.today
    if visit < earliest:
        raise HistoryRefused("visit_past", day=visit)
    return record(w, "booking", [(case, ev.Booked(on=w.today, at=w.now.time(), visit=visit, visit_time=visit_time))])


@needs(Permission.HANDLE)
def booking_looked(w: Workplace, case: int) -> Done:
    """Looked in Webbtidbok: the resident has not booked yet (transition 15c)."""
    return record(w, "booking_looked", [(case, ev.BookingLooked(on=w.today, at=w.now.time()))])


@needs(Permission.HANDLE)
def cancel_booking(w: Workplace, case: int, *, no_show: bool = False, declined: bool = False) -> Done:
    """The time was cancelled, or the person did not come: to be called again, or with `declined` a no (23)."""
    visit = w.store.state(case).visit
    if visit is None:
        raise HistoryRefused("no_booking")
    if no_show and visit.visit > w.today:
        raise HistoryRefused("visit_ahead", day=visit.visit)
    now = w.now.time()
    events: list[Event] = [ev.BookingCancelled(on=w.today, at=now, visit=visit.visit, no_show=no_show)]
    if declined:
        events.append(ev.Answered(on=w.today, at=now, answer=Answer.NO, via=Via.PHONE))
    return record(w, "no_show" if no_show else "cancel_booking", [(case, event) for event in events])


@needs(Permission.HANDLE)
def visit_held(w: Workplace, case: int, *, documented: bool = False) -> Done:
    """The talk was held on the day that was booked, also where that is recorded later (22).

    With `documented` it is in Cosmic with its kontaktorsak too, and the case is done.
    """
    visit = w.store.state(case).visit
    if visit is None:
        raise HistoryRefused("no_booking")
    if visit.visit > w.today:
        raise HistoryRefused("visit_ahead", day=visit.visit)
    now = w.now.time()
    events: list[Event] = [ev.VisitHeld(on=visit.visit, at=now if visit.visit == w.today else None)]
    if documented:
        events.append(ev.Documented(on=w.today, at=now))
    return record(w, "visit_held", [(case, event) for event in events])


@needs(Permission.HANDLE)
def documented(w: Workplace, case: int) -> Done:
    """Documented in Cosmic with kontaktorsak, on which the payment depends (22)."""
    if w.store.state(case).held_on is None:
        raise HistoryRefused("visit_not_held")
    return record(w, "documented", [(case, ev.Documented(on=w.today, at=w.now.time()))])
