"""Kommande from the database is what the rule says of every case, whatever has happened to it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.events import Answer, CallOutcome, Channel, Event, RecipientOutcome, Via
from rhs_desktop.domain.forecast import ByItself, Coming, DayAhead, coming, days_ahead
from rhs_desktop.domain.forecast import forecast as judged
from rhs_desktop.domain.pathway import Queue
from rhs_desktop.services import casework, importing, undoing
from rhs_desktop.services.forecast import forecast
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store.store import Store
from tests.builders import (
    MONDAY,
    Desk,
    add_round,
    checked_in_cosmic,
    details,
    filled,
    happened,
    import_people,
    invited,
    workplace,
)

MADE: list[Callable[[date, random.Random], Event]] = [
    lambda on, chance: ev.Invited(on=on, template="phone"),
    lambda on, chance: ev.Opened(on=on),
    lambda on, chance: ev.ReminderSent(on=on),
    lambda on, chance: ev.ClosedIn1177(on=on),
    lambda on, chance: ev.AnswerSeen(on=on),
    lambda on, chance: ev.Answered(on=on, answer=chance.choice([*Answer]), via=chance.choice([*Via])),
    lambda on, chance: ev.AnswerHandled(on=on),
    lambda on, chance: ev.BookingBasisCreated(on=on),
    lambda on, chance: ev.Called(on=on, outcome=chance.choice([*CallOutcome])),
    lambda on, chance: ev.PhoneAppointment(on=on, for_day=on + timedelta(days=9)),
    lambda on, chance: ev.RecipientChecked(on=on, outcome=chance.choice([*RecipientOutcome])),
    lambda on, chance: ev.LetterPosted(on=on),
    lambda on, chance: ev.Booked(on=on, visit=on + timedelta(days=chance.randint(1, 40))),
    lambda on, chance: ev.Snoozed(on=on, until=on + timedelta(days=chance.randint(1, 30)), reason="x"),
    lambda on, chance: ev.Routed(on=on, channel=chance.choice([*Channel])),
]


def anything(w: Workplace, chance: random.Random) -> None:
    """Sixty cases to which all kinds of things have happened in the last weeks, some of them taken back."""
    cases = import_people(w, add_round(w), [details(n) for n in range(60)]).done.cases
    for case in cases:
        days = sorted(chance.randint(-35, 0) for _ in range(chance.randint(0, 4)))
        sent: list[Event] = [checked_in_cosmic(MONDAY - timedelta(days=40))]
        if chance.random() < 0.7:
            sent.append(invited(MONDAY - timedelta(days=chance.randint(0, 36))))
        kinds = [make for make in MADE if len(sent) == 1 or make is not MADE[0]]
        events: dict[type[Event], Event] = {}
        for n in days:
            event = chance.choice(kinds)(MONDAY + timedelta(days=n), chance)
            events.setdefault(type(event), event)
        done = happened(w, case, *sent, *events.values())
        if chance.random() < 0.1:
            undoing.undo(w, done.act)


def by_rule(w: Workplace) -> list[DayAhead]:
    first, last = days_ahead(w.calendar, w.today)
    with w.store.reading() as db:
        cases = dict(db.execute("SELECT id, profile FROM cases").fetchall())
    found: list[Coming] = []
    for case, manual in cases.items():
        found += coming(case, w.store.state(case), w.rules(manual), first, last)
    return list(judged(found, w.calendar, first, last))


def told(days: list[DayAhead]) -> list[tuple[date, bool, dict[object, set[int]]]]:
    return [(one.on, one.workday, {kind: set(of) for kind, of in one.cases.items()}) for one in days]


@pytest.mark.parametrize("seed", range(4))
def test_is_what_the_rule_says_of_each_case(seed: int, w: Workplace, desk: Desk) -> None:
    anything(w, random.Random(seed))
    kinds: set[object] = set()
    for _ in range(4):
        found = list(forecast(w))
        assert told(found) == told(by_rule(w))
        kinds |= {kind for one in found for kind in one.cases}
        desk.tick(days=3)
    assert {*ByItself} <= kinds
    assert len(kinds) > 6


def test_who_only_looks_on_a_later_day_sees_the_same(w: Workplace, desk: Desk, tmp_path: Path) -> None:
    anything(w, random.Random(5))
    forecast(w)
    desk.tick(days=4)
    with Store.open(tmp_path / "rhs.sqlite3", now=w.now, read_only=True) as store:
        assert told(list(forecast(workplace(store, desk)))) == told(list(forecast(w)))


def test_a_round_of_its_own(w: Workplace) -> None:
    (case,) = filled(w, 1)
    other = import_people(w, add_round(w, "2025"), [details(0)]).done.cases[0]
    for one in (case, other):
        happened(w, one, checked_in_cosmic(), ev.Booked(on=MONDAY, at=time(9), visit=MONDAY + timedelta(days=3)))
    found = {one.on: one.cases.get(Queue.VISIT) for one in forecast(w, 1)}
    assert found[MONDAY + timedelta(days=2)] == (case,)
    assert {*(of for one in forecast(w) for of in one.cases.get(Queue.VISIT, ()))} == {case, other}


def test_what_was_imported_by_mistake_is_not_ahead(w: Workplace) -> None:
    (case,) = filled(w, 1)
    casework.check_cosmic(w, [case], ev.Eligibility.LISTED_ALIVE)
    assert any(one.work for one in forecast(w, workdays=12))
    for _ in range(2):
        last = undoing.last_undoable(w)
        assert last is not None
        undoing.undo(w, last.id)
    assert importing.rows_set_aside(w) == ()
    assert not any(one.work for one in forecast(w, workdays=12))
