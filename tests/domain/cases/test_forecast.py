"""Kommande: what falls due on which day, and what 1177 does by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Queue, Step
from rhs_desktop.domain.codes import Answer, Channel, Eligibility, Via
from rhs_desktop.domain.forecast import ByItself, Coming, DayAhead, What, coming, days_ahead, forecast
from rhs_desktop.domain.workdays import Calendar
from rhs_desktop.strings.cases import forecast as strings
from tests.domain.cases.test_pathway_properties import histories
from tests.histories import recorded, rules_for

MON = date(2026, 11, 9)
PLAIN = Calendar(frozenset())
RULES = rules_for("rhs-004")


def day(n: int) -> date:
    return MON + timedelta(days=n)


def ahead(history: Sequence[Event], today: int = 0) -> set[tuple[int, What]]:
    """Days from the Monday on which something is coming, and what."""
    first, last = days_ahead(PLAIN, day(today))
    return {((one.on - MON).days, one.what) for one in coming(1, fold(recorded(history)), RULES, first, last)}


READY: tuple[Event, ...] = (
    ev.Listed(on=day(-40), has_phone=True, has_address=True),
    ev.CosmicChecked(on=day(-40), result=Eligibility.LISTED_ALIVE),
)


def sent(n: int, *more: Event) -> tuple[Event, ...]:
    return (*READY, ev.Invited(on=day(n), template="phone"), *more)


CASES: list[tuple[str, Sequence[Event], set[tuple[int, What]]]] = [
    (
        "sent today: 1177 reminds on Saturday, we on the Monday after next",
        sent(0),
        {(5, ByItself.REMINDS), (14, Queue.REMIND)},
    ),
    ("sent on Friday: both", sent(-3), {(2, ByItself.REMINDS), (9, Queue.REMIND)}),
    ("read: 1177 does not remind", sent(-3, ev.Opened(on=day(-1))), {(9, Queue.REMIND)}),
    ("1177 reminded yesterday", sent(-6), {(7, Queue.REMIND)}),
    ("due today: is not ahead; a call is, where nobody reminds", sent(-14), {(9, Queue.CALL)}),
    (
        "closes on Friday, unread; then a call",
        sent(-26, ev.ReminderSent(on=day(-12))),
        {(4, ByItself.CLOSES_UNREAD), (7, Queue.CALL)},
    ),
    (
        "closes on Friday, read",
        sent(-26, ev.Opened(on=day(-20)), ev.ReminderSent(on=day(-12))),
        {(4, ByItself.CLOSES_READ), (7, Queue.CALL)},
    ),
    (
        "closes on Saturday: 1177 does not wait for Monday, we do",
        sent(-25, ev.ReminderSent(on=day(-12))),
        {(5, ByItself.CLOSES_UNREAD), (7, Queue.CALL)},
    ),
    ("answered: is not closed by 1177", sent(-26, ev.Answered(on=day(0), answer=Answer.NO)), {(2, Queue.ANSWER)}),
    (
        "no by phone: 1177 does not know and closes it all the same",
        sent(-26, ev.Answered(on=day(-1), answer=Answer.NO, via=Via.PHONE)),
        {(4, ByItself.CLOSES_UNREAD)},
    ),
    ("closed already", sent(-35), set()),
    (
        "booked: the check and the visit",
        (*READY, ev.Booked(on=day(-2), visit=day(7))),
        {(4, Queue.VISIT), (7, Queue.VISIT)},
    ),
    (
        "put off to a Sunday: Monday's work",
        (*READY, ev.Routed(on=day(-1), channel=Channel.PHONE), ev.Snoozed(on=day(0), until=day(6), reason="x")),
        {(7, Queue.CALL)},
    ),
    (
        "put off to the day on which the check in Cosmic is too old: no invitation comes",
        (
            ev.Listed(on=day(-26), has_phone=True, has_address=True),
            ev.CosmicChecked(on=day(-26), result=Eligibility.LISTED_ALIVE),
            ev.Snoozed(on=day(-1), until=day(4), reason="x"),
        ),
        set(),
    ),
    (
        "put off to the day before: the invitation comes",
        (
            ev.Listed(on=day(-26), has_phone=True, has_address=True),
            ev.CosmicChecked(on=day(-26), result=Eligibility.LISTED_ALIVE),
            ev.Snoozed(on=day(-1), until=day(3), reason="x"),
        ),
        {(3, Queue.INVITE)},
    ),
    ("died", (*sent(-3), ev.CosmicChecked(on=day(0), result=Eligibility.NOT_LISTED)), {(2, ByItself.REMINDS)}),
]


@pytest.mark.parametrize(("history", "expected"), [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_what_is_coming(history: Sequence[Event], expected: set[tuple[int, What]]) -> None:
    assert ahead(history) == expected


def test_ten_working_days_from_tomorrow() -> None:
    assert days_ahead(PLAIN, MON) == (day(1), day(14))
    assert days_ahead(Calendar(frozenset({day(2)})), MON) == (day(1), day(15))
    assert days_ahead(PLAIN, day(5)) == (day(6), day(18))


@given(history=histories, today=st.integers(0, 365))
def test_what_is_foretold_is_what_comes(history: list[Event], today: int) -> None:
    """On the day of a foretold step it is the next step and due, should nothing have happened; and no other is."""
    state = fold(recorded(history))
    start = date(2026, 1, 5) + timedelta(days=today)
    first, last = days_ahead(PLAIN, start)
    foretold = {(one.on, one.what) for one in coming(1, state, RULES, first, last) if isinstance(one.what, Queue)}
    steps = {on: next_step(state, RULES, on) for on in (first + timedelta(n) for n in range((last - first).days + 1))}
    comes = {
        (on, step.kind.queue)
        for on, step in steps.items()
        if isinstance(step, Step) and PLAIN.next_workday(step.due) == on
    }
    assert foretold == comes


def test_days_are_in_order_and_days_off_are_told() -> None:
    first, last = days_ahead(PLAIN, MON)
    found = forecast([Coming(day(5), ByItself.REMINDS, 3), Coming(day(4), Queue.CALL, 1)], PLAIN, first, last)
    assert [one.on for one in found] == [day(n) for n in range(1, 15)]
    assert [one.workday for one in found[3:7]] == [True, False, False, True]
    assert found[3].cases == {Queue.CALL: (1,)}
    assert (found[3].work, found[4].work, found[4].count(ByItself.REMINDS)) == (1, 0, 1)


# ---- in Swedish


def one_day(n: int, **counts: int) -> DayAhead:
    kinds: dict[str, What] = {**{queue.name: queue for queue in Queue}, **{own.name: own for own in ByItself}}
    cases = {kinds[name]: tuple(range(count)) for name, count in counts.items()}
    return DayAhead(day(n), True, cases, day(-1))


@pytest.mark.parametrize(
    ("ahead", "text"),
    [
        pytest.param(
            one_day(4, CLOSES_UNREAD=9, CLOSES_READ=3),
            "Fredag stängs 12 ärenden i 1177, 9 var olästa när 1177 senast avlästes i går.",
            id="some read",
        ),
        pytest.param(
            one_day(4, CLOSES_UNREAD=1, CLOSES_READ=3),
            "Fredag stängs 4 ärenden i 1177, 1 var oläst när 1177 senast avlästes i går.",
            id="one unread",
        ),
        pytest.param(
            one_day(1, CLOSES_UNREAD=2),
            "I morgon stängs 2 ärenden i 1177, alla var olästa när 1177 senast avlästes i går.",
            id="all unread",
        ),
        pytest.param(
            one_day(9, CLOSES_READ=2),
            "Onsdag 18 nov stängs 2 ärenden i 1177, alla var lästa men inte besvarade när 1177 senast avlästes i går.",
            id="all read",
        ),
        pytest.param(
            one_day(3, CLOSES_UNREAD=1),
            "Torsdag stängs 1 ärende i 1177, det var oläst när 1177 senast avlästes i går.",
            id="one, unread",
        ),
        pytest.param(
            one_day(3, CLOSES_READ=1),
            "Torsdag stängs 1 ärende i 1177, det var läst men inte besvarat när 1177 senast avlästes i går.",
            id="one, read",
        ),
        pytest.param(
            replace(one_day(3, CLOSES_UNREAD=2), seen_on=None),
            "Torsdag stängs 2 ärenden i 1177. Några är inte avlästa sedan utskicket.",
            id="one of them never read off",
        ),
        pytest.param(one_day(3, CALL=1), "", id="nothing"),
    ],
)
def test_closings_in_words(ahead: DayAhead, text: str) -> None:
    assert strings.closing(ahead, MON) == text


def test_a_forecast_in_words() -> None:
    found = (one_day(1), one_day(2, CALL=3, REMIND=6), one_day(5, REMINDS=5), one_day(7, CALL=1))
    assert strings.lines(found, MON) == [
        "Onsdag: Påminn 6, Ring 3",
        "Lördag påminner 1177 själv 5 invånare som inte har läst.",
        "Måndag 16 nov: Ring 1",
    ]
    assert strings.lines((one_day(1),), MON) == [strings.NOTHING]
