"""The lines about people, read from and written to their rows, and each case's person: those lines together with what
the person's other cases say."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.cases.events import RecordedEvent
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.other_rounds import DEFAULT_REST_MONTHS, rests
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.domain.person.facts import FactKind, FactSource, PersonFact, RecordedFact, Standing
from rhs_desktop.domain.person.person import NOBODY, Person, Rest, fold_facts
from rhs_desktop.store import settings
from rhs_desktop.store.cases.event_history import histories
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import Select

RulesFor = Callable[[str], Rules]
"""The rules of a manual by its id. Raises KeyError for one that is not installed."""
Histories = Mapping[int, Sequence[RecordedEvent]]
REST_MONTHS = "settings.rests_months"


def _lines() -> Select[Any]:
    f, a = sql.person_facts.c, sql.acts.c
    columns = (f.resident_id, f.id, f.kind, f.standing, f.on_day, f.source, f.about, f.until, f.source_ref, f.text)
    query = sql.select(*columns, f.reason, f.act_id, a.who).select_from(sql.person_facts.join(sql.acts))
    return query.order_by(f.id)


def _cases(which: str) -> Select[Any]:
    c = sql.cases.c
    query = sql.select(c.id, c.resident_id, c.profile).order_by(c.id)
    match which:
        case "cases":
            return query.where(c.resident_id.in_(sql.select(c.resident_id).where(sql.one_of(c.id, "ids"))))
        case "residents":
            return query.where(sql.one_of(c.resident_id, "ids"))
        case _:
            return query


_OF_RESIDENTS = Statement(lambda: _lines().where(sql.one_of(sql.person_facts.c.resident_id, "residents")))
_OF_ACT = Statement(lambda: _lines().where(sql.person_facts.c.act_id == sql.value("act")))
_CASES = {which: Statement(partial(_cases, which)) for which in ("all", "cases", "residents")}
"""Of everybody, of the people of these cases, of these people."""
CasesByResident = Mapping[int, Sequence[tuple[int, str]]]
"""All cases of each person, with their manuals, in the order of their numbers."""


def lines(db: sqlite3.Connection, residents: Iterable[int]) -> dict[int, list[RecordedFact]]:
    """The lines about these people in the order of entry; who has none is left out."""
    return _by_resident(_OF_RESIDENTS.run(db, residents=residents))


def lines_of_act(db: sqlite3.Connection, act_id: int) -> dict[int, list[RecordedFact]]:
    """The lines that an act entered, by resident."""
    return _by_resident(_OF_ACT.run(db, act=act_id))


def to_columns(fact: PersonFact) -> dict[str, Any]:
    """The columns of a line besides its number, resident and act."""
    return {
        "kind": fact.kind.value,
        "standing": fact.standing.value,
        "about": fact.about,
        "on_day": fact.on.isoformat(),
        "until": fact.until.isoformat() if fact.until else None,
        "source": fact.source.value,
        "source_ref": fact.ref,
        "text": fact.text,
        "reason": fact.reason,
    }


def _by_resident(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[RecordedFact]]:
    found: dict[int, list[RecordedFact]] = {}
    for resident, number, kind, standing, on, source, about, until, ref, text, reason, act, who in rows:
        fact = PersonFact(
            *(FactKind(kind), Standing(standing), date.fromisoformat(on), FactSource(source), about),
            *(date.fromisoformat(until) if until else None, ref, text, reason),
        )
        found.setdefault(resident, []).append(RecordedFact(number, fact, act, who))
    return found


def cases_of(db: sqlite3.Connection, cases: Iterable[int] | None = None) -> dict[int, list[tuple[int, str]]]:
    """All cases of the people of these cases, or of everybody."""
    return _grouped(_CASES["all"].run(db) if cases is None else _CASES["cases"].run(db, ids=cases))


def cases_of_residents(db: sqlite3.Connection, residents: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """All cases of these people."""
    return _grouped(_CASES["residents"].run(db, ids=residents))


def _grouped(rows: Iterable[tuple[int, int, str]]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for case, resident, profile in rows:
        found.setdefault(resident, []).append((case, profile))
    return found


def persons(
    db: sqlite3.Connection,
    people: CasesByResident,
    rules_for: RulesFor | None,
    *,
    histories_of: Callable[[Iterable[int]], Histories] | None = None,
    more: Mapping[int, Sequence[RecordedFact]] | None = None,
) -> dict[int, Person]:
    """The person of each case; a case of whose person nothing is known is left out.

    `histories_of`: instead of the stored ones; `more`: lines that are not stored yet, by resident.
    """
    told = lines(db, people) if people else {}
    for resident, added in (more or {}).items():
        if resident in people:
            told[resident] = [*told.get(resident, ()), *added]
    several = [case for of_one in people.values() if len(of_one) > 1 for case, _ in of_one]
    known: Histories = (histories_of or partial(histories, db))(several) if several else {}
    months = settings.get(db, REST_MONTHS, DEFAULT_REST_MONTHS) if several else 0
    found: dict[int, Person] = {}
    for resident, of_one in people.items():
        person = fold_facts(told.get(resident, ()))
        others: Mapping[int, tuple[Rest, ...]] = {}
        if len(of_one) > 1:
            states = {case: fold(known.get(case, ()), person) for case, _ in of_one}
            others = rests(states, {case: _rules(rules_for, profile) for case, profile in of_one}, months)
        for case, _ in of_one:
            if mine := others.get(case):
                found[case] = replace(person, rests=mine)
            elif person is not NOBODY:
                found[case] = person
    return found


def _rules(rules_for: RulesFor | None, profile: str) -> Rules | None:
    try:
        return rules_for(profile) if rules_for else None
    except KeyError:
        return None


def states(db: sqlite3.Connection, cases: Iterable[int], rules_for: RulesFor | None = None) -> dict[int, CaseState]:
    """The state of each of these cases, its person included. `rules_for` tells until when another round may go on."""
    ids = list(cases)
    known = histories(db, ids)
    people = persons(db, cases_of(db, ids), rules_for)
    return {case: fold(known.get(case, ()), people.get(case, NOBODY)) for case in ids}
