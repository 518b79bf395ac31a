"""A simulated year: residents come on four lists and each of them reaches an end that is their own.

240 of them, the same in each run; 600 drawn anew where one explores.

The residents keep their own account (tests/journeys/residents.py), so that the program is not judged by its own rules:
who may expect what by when, who was sent to, reminded, called or written to before, and who said no.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.roles import ALL_ROLES
from rhs_desktop.domain.statistics import Measure
from rhs_desktop.domain.workdays import Calendar
from rhs_desktop.practice.people import coordination_number
from rhs_desktop.services import settings
from rhs_desktop.services.calendar import swedish_calendar
from rhs_desktop.services.cases import case_list, record, statistics
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.store.store import Store
from rhs_desktop.strings.cases.statistics import report
from tests import builders
from tests.builders import Desk, address, details, import_people, profiles
from tests.exploring import exploring
from tests.journeys.nurse import Nurse
from tests.journeys.residents import Person, World

FIRST = date(2026, 1, 12)
RESIDENTS, MANY = 240, 600
LISTS = 4
MEASURES = {
    "done": Measure.DONE,
    "declined": Measure.DECLINED,
    "unreached": Measure.UNREACHED,
    "excluded": Measure.EXCLUDED,
}
OUTCOMES = {
    Status.DONE: "done",
    Status.DECLINED: "declined",
    Status.UNREACHED: "unreached",
    Status.NOT_LISTED: "excluded",
    Status.DECEASED: "excluded",
}


def residents(count: int, chance: random.Random) -> list[Person]:
    """In a believable mix, none of them real. Of two with one samordningsnummer the second keeps her own number."""
    found: dict[str, Person] = {}
    for number in range(count):
        who = resident(number, chance)
        if who.details.identity.digits in found:
            who.details = replace(who.details, identity=builders.identity(number))
        found[who.details.identity.digits] = who
    return [*found.values()]


def resident(number: int, chance: random.Random) -> Person:
    one = details(number)
    who = Person(one, cosmic_phone=one.phones[0])
    who.shows = chance.choices([*RecipientOutcome], [0.9 * 0.8 - 0.01, 0.9 * 0.2, 0.07, 0.03, 0.01])[0]
    drawn = chance.random()
    if drawn < 0.01:
        who.details = replace(one, identity=coordination_number(one.identity))
    elif drawn < 0.02:
        who.details = replace(one, protected=True)
    elif drawn < 0.03:
        who.gone = chance.choice(["deceased", "not_listed"])
    if chance.random() < 0.06:
        who.details = replace(who.details, phones=())
        who.cosmic_phone = "070-174 06 99" if chance.random() < 0.5 else None
    elif chance.random() < 0.03:
        who.wrong_phone = True
        who.cosmic_phone = "070-174 06 98" if chance.random() < 0.5 else None
    if chance.random() < 0.02:
        who.details = replace(who.details, address=replace(who.details.address, street=""))
    who.letter_returns = chance.random() < 0.08
    who.better_address = chance.random() < 0.7
    return who


@pytest.mark.parametrize("every", [pytest.param(1, id="each working day"), pytest.param(3, id="every third one")])
@pytest.mark.parametrize("manual", ["rhs-004", "rhs-2023"])
def test_nobody_falls_through_the_cracks(manual: str, every: int, tmp_path: Path, chance_seed: int) -> None:
    calendar = swedish_calendar(range(2026, 2029))
    desk = Desk()
    chance = random.Random(f"{manual} {every} {chance_seed}")
    people = residents(MANY if exploring() else RESIDENTS, chance)
    world = World(people, profiles()[manual], calendar, seed=chance.randrange(2**32))
    with Store.open(tmp_path / "rhs.sqlite3", now=desk.now, create=True) as store:
        ctx = Context(store, lambda: desk.now, desk.user, profiles(), calendar, ALL_ROLES)
        do_not_wait_for_the_disk(store)
        nurse = Nurse(ctx, desk, world, set_up(ctx, manual), tmp_path)
        last = live(nurse, world, calendar, every)
        rows = {row.case: row for row in case_list.load_rows(ctx)}
        ends = {who.case: who.end for who in world.people}
        assert ends == {case: OUTCOMES[Status(row.status)] for case, row in rows.items() if row.finished}
        assert nurse.latest <= every - 1
        assert verify(ctx) == ()
        found = statistics.funnel(ctx, nurse.round)
        assert Counter({how: found[measure].count for how, measure in MEASURES.items()}) == Counter(ends.values())
        assert found[Measure.SENT_IN_1177].count == sum(who.sends for who in world.people if who.end != "excluded")
        sys.stdout.write(f"\n{report(found)}\nKlart {last}. {dict(world.counted)}\n")


def set_up(ctx: Context, manual: str) -> int:
    clinic = Clinic("Vårdcentralen Ekeby", address(), "013-465 00 00")
    settings.save(ctx, replace(settings.load(ctx), clinic=clinic))
    return builders.add_round(ctx, profile=manual)


def live(nurse: Nurse, world: World, calendar: Calendar, every: int) -> date:
    """Day by day until everybody has reached an end; the last day."""
    today = FIRST
    workdays = 0
    quarter = timedelta(days=91)
    while not all(who.end for who in world.people):
        assert today < FIRST + timedelta(days=2 * 365), "somebody waits for ever"
        world.morning(today)
        number, odd = divmod((today - FIRST).days, quarter.days)
        if odd == 0 and number < LISTS:
            bring_list(nurse, world, number)
        if calendar.is_workday(today):
            if workdays % every == 0:
                nurse.works(invites=number < LISTS)
            workdays += 1
        today += timedelta(days=1)
    return today


def bring_list(nurse: Nurse, world: World, number: int) -> None:
    """A quarter's list. It has no column for protected identity: that is known from Cosmic."""
    nurse.desk.now = nurse.desk.now.replace(year=world.today.year, month=world.today.month, day=world.today.day)
    size = -(-len(world.people) // LISTS)
    people = world.people[number * size : (number + 1) * size]
    imported = import_people(nurse.ctx, nurse.round, [who.details for who in people])
    for who, case in zip(people, imported.done.cases, strict=True):
        who.case = case
        nurse.by_case[case] = who
        world.listed(who)
        if who.details.protected:
            nurse.desk.tick(minutes=1)
            resident_ = nurse.ctx.store.resident_of(case)
            record.edit_details(nurse.ctx, resident_.id, replace(resident_.details, protected=True))


def do_not_wait_for_the_disk(store: Store) -> None:
    """Most of an act's time is the disk's, and tests/store/test_kill.py is about that. The rest is as it is."""
    writer: sqlite3.Connection = store.writer
    writer.execute("PRAGMA synchronous = OFF")
