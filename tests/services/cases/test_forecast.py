"""Kommande from the database is what the rule says of every case, whatever has happened to it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.forecast import ByItself, Coming, DayAhead, coming, days_ahead
from rhs_desktop.domain.forecast import forecast as judged
from rhs_desktop.services.cases import record, undo
from rhs_desktop.services.cases.forecast import forecast
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.store.store import Store
from tests.builders import (
    MONDAY,
    Desk,
    add_round,
    checked_in_cosmic,
    context,
    details,
    filled,
    happened,
    import_people,
    invited,
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


def anything(ctx: Context, chance: random.Random) -> None:
    """Sixty cases to which all kinds of things have happened in the last weeks, some of them taken back.

    What the store does not keep, contact after a no, is left out.
    """
    cases = import_people(ctx, add_round(ctx), [details(n) for n in range(60)]).done.cases
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
        said_no = [one.on for one in events.values() if isinstance(one, ev.Answered) and one.answer is Answer.NO]
        events = {
            kind: one for kind, one in events.items() if kind.way is None or one.on < min(said_no, default=date.max)
        }
        done = happened(ctx, case, *sent, *events.values())
        if chance.random() < 0.1:
            undo.undo(ctx, done.act)


def by_rule(ctx: Context) -> list[DayAhead]:
    first, last = days_ahead(ctx.calendar, ctx.today)
    with ctx.store.reading() as db:
        cases = dict(db.execute("SELECT id, profile FROM cases").fetchall())
    found: list[Coming] = []
    for case, manual in cases.items():
        found += coming(case, ctx.store.state(case), ctx.rules(manual), first, last)
    return list(judged(found, ctx.calendar, first, last))


def told(days: list[DayAhead]) -> list[tuple[date, bool, dict[object, set[int]]]]:
    return [(one.on, one.workday, {kind: set(of) for kind, of in one.cases.items()}) for one in days]


@pytest.mark.parametrize("seed", range(4))
def test_is_what_the_rule_says_of_each_case(seed: int, ctx: Context, desk: Desk) -> None:
    anything(ctx, random.Random(seed))
    kinds: set[object] = set()
    for _ in range(4):
        found = list(forecast(ctx))
        assert told(found) == told(by_rule(ctx))
        kinds |= {kind for one in found for kind in one.cases}
        desk.tick(days=3)
    assert {*ByItself} <= kinds
    assert len(kinds) > 6


def test_who_only_looks_on_a_later_day_sees_the_same(ctx: Context, desk: Desk, tmp_path: Path) -> None:
    anything(ctx, random.Random(5))
    forecast(ctx)
    desk.tick(days=4)
    with Store.open(tmp_path / "rhs.sqlite3", now=ctx.now, read_only=True) as store:
        assert told(list(forecast(context(store, desk)))) == told(list(forecast(ctx)))


def test_a_round_of_its_own(ctx: Context) -> None:
    (case,) = filled(ctx, 1)
    other = import_people(ctx, add_round(ctx, "2025"), [details(0)]).done.cases[0]
    for one in (case, other):
        happened(ctx, one, checked_in_cosmic(), ev.Booked(on=MONDAY, at=time(9), visit=MONDAY + timedelta(days=3)))
    found = {one.on: one.cases.get(Queue.VISIT) for one in forecast(ctx, 1)}
    assert found[MONDAY + timedelta(days=2)] == (case,)
    assert {*(of for one in forecast(ctx) for of in one.cases.get(Queue.VISIT, ()))} == {case, other}


def test_what_was_imported_by_mistake_is_not_ahead(ctx: Context) -> None:
    (case,) = filled(ctx, 1)
    record.check_cosmic(ctx, [case], Eligibility.LISTED_ALIVE)
    assert any(one.work for one in forecast(ctx, workdays=12))
    for _ in range(2):
        last = undo.last_undoable(ctx)
        assert last is not None
        undo.undo(ctx, last.id)
    assert importing.rows_set_aside(ctx) == ()
    assert not any(one.work for one in forecast(ctx, workdays=12))
