"""When "Hur skyddas mina data?" must be told in a call that books: as each manual has it (000 and 004)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.phases.phone import must_tell_data_protection
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from tests.histories import recorded, rules_for

START = date(2026, 11, 2)


def day(n: int) -> date:
    return START + timedelta(days=n)


def yes(via: Via) -> Event:
    return ev.Answered(on=day(4), answer=Answer.YES_CALL, via=via)


def call(*, told: bool) -> Event:
    return ev.Called(on=day(2), outcome=CallOutcome.CALL_AGAIN, again_on=day(5), data_told=told)


LISTED = (
    ev.Listed(on=day(-20), has_phone=True, has_address=True),
    ev.CosmicChecked(on=day(-19), result=Eligibility.LISTED_ALIVE),
)
INVITED = ev.Invited(on=day(0), template="phone")
NOT_REACHED = ev.RecipientChecked(on=day(0), outcome=RecipientOutcome.NEVER_LOGGED_IN)
POSTED = ev.LetterPosted(on=day(0))
NOTICE = ev.PhoneAppointment(on=day(1), for_day=day(6))
BOOKED = ev.Booked(on=day(5), visit=day(20))
CANCELLED = ev.BookingCancelled(on=day(6), visit=day(20))

CASES: list[tuple[str, tuple[Event, ...], bool, bool]] = [
    ("not reached in 1177", (NOT_REACHED,), True, True),
    ("chosen for the phone", (ev.Routed(on=day(0), channel=Channel.PHONE),), True, True),
    ("invited in 1177, no answer", (INVITED,), True, True),
    ("invited and reminded, no answer", (INVITED, ev.ReminderSent(on=day(12))), True, True),
    ("closed in 1177 without an answer", (INVITED, ev.ClosedIn1177(on=day(30))), True, True),
    ("answer seen, not read", (INVITED, ev.AnswerSeen(on=day(3))), True, True),
    ("a letter, no reply", (POSTED,), True, True),
    ("yes in 1177", (INVITED, yes(Via.DIGITAL)), False, False),
    ("yes by letter", (POSTED, yes(Via.LETTER)), False, False),
    ("yes by telephone", (INVITED, yes(Via.PHONE)), True, True),
    ("yes at the desk", (INVITED, yes(Via.DESK)), True, True),
    ("booked in 1177 after a yes, cancelled", (INVITED, yes(Via.DIGITAL), BOOKED, CANCELLED), False, False),
    ("booked by telephone, cancelled", (INVITED, BOOKED, CANCELLED), True, True),
    ("told in an earlier call", (NOT_REACHED, call(told=True)), False, False),
    ("not told in an earlier call", (NOT_REACHED, call(told=False)), True, True),
    ("a phone time and its telefonkallelse", (NOT_REACHED, NOTICE), False, True),
    ("the same after 1177 without an answer", (INVITED, NOTICE), False, True),
]
"""What has happened; whether it must be told by the manual of 2023, and by Manual RHS."""


@pytest.mark.parametrize("manual", ["rhs-2023", "rhs-004"])
@pytest.mark.parametrize(("happened", "by_2023", "by_rhs"), [pytest.param(*case, id=name) for name, *case in CASES])
def test_data_protection_is_told(happened: tuple[Event, ...], by_2023: bool, by_rhs: bool, manual: str) -> None:
    state = fold(recorded((*LISTED, *happened)))
    expected = by_2023 if manual == "rhs-2023" else by_rhs
    assert must_tell_data_protection(state, rules_for(manual).profile) is expected
