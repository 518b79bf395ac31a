"""Residents and cases, read from and written to their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import islice
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple

from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.people.resident import Address, Details, Name, Resident
from rhs_desktop.domain.swedish import digits_only, search_key, sort_key
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

GIVEN_COLUMNS = (
    *("digits", "kind", "given", "family", "phones", "care_of", "street", "extra", "postcode", "city", "country"),
    *("protected", "deceased"),
)
"""The columns that lists and people give."""
COMPUTED_COLUMNS = ("name", "sort", "key", "phone")
"""Those that follow from them."""
TERMS_IN_SQL = 8
"""Of more terms than these the rest is tested here: a statement is compiled for each number of them."""


class CaseRecord(NamedTuple):
    """A case as it stands in the register, without its events."""

    id: int
    round: int
    profile: str
    position: int
    resident: Resident


class RoundRecord(NamedTuple):
    """A round (omgång). `birth_years` is its target group, empty for any age."""

    id: int
    name: str
    year: int
    profile: str
    birth_years: tuple[int, ...]


def to_columns(details: Details) -> dict[str, Any]:
    """Every column of the resident's row but the id."""
    identity, name, address = details.identity, details.name, details.address
    display = name.display
    dialled = " ".join(map(digits_only, details.phones))
    return {
        "digits": identity.digits,
        "kind": identity.kind.value,
        "given": name.given,
        "family": name.family,
        "phones": f"[{', '.join(map(encode_basestring, details.phones))}]",
        "care_of": address.care_of,
        "street": address.street,
        "extra": address.extra,
        "postcode": address.postcode,
        "city": address.city,
        "country": address.country,
        "protected": details.protected,
        "deceased": details.deceased,
        "name": display,
        "sort": sort_key(name.family, name.given),
        "key": f"{search_key(display)}\x01{identity.digits}\x01{identity.dashed}\x01{dialled}",
        "phone": details.phones[0] if details.phones else "",
    }


def from_columns(row: Mapping[str, Any] | Iterable[Any]) -> Details:
    """The details in the columns of GIVEN_COLUMNS, in their order or by name."""
    values = [row[name] for name in GIVEN_COLUMNS] if isinstance(row, Mapping) else list(row)
    digits, kind, given, family, phones, care_of, street, extra, postcode, city, country, protected, deceased = values
    return Details(
        PersonalNumber(digits, IdentityKind(kind)),
        Name(given, family),
        tuple(json.loads(phones)),
        Address(care_of, street, extra, postcode, city, country),
        bool(protected),
        bool(deceased),
    )


def _residents(*conditions: ColumnElement[bool]) -> Select[Any]:
    r = sql.residents.c
    return sql.select(r.id, *(r[name] for name in GIVEN_COLUMNS)).where(*conditions)


def _cases(*conditions: ColumnElement[bool]) -> Select[Any]:
    c, r = sql.cases.c, sql.residents.c
    given = (r[name] for name in GIVEN_COLUMNS)
    query = sql.select(c.id, c.round_id, c.profile, c.position, c.resident_id, *given)
    return query.select_from(sql.cases.join(sql.residents)).where(*conditions)


def _listed() -> ColumnElement[bool]:
    """Whether the case of an outer select stands on a list."""
    return sql.exists(sql.ONE).where(sql.case_rows.c.case_id == sql.cases.c.id)


def _matching(terms: int) -> Select[Any]:
    r = sql.residents.c
    tests = (sql.holds(r.key, f"term{number}") for number in range(terms))
    return _residents(*tests).order_by(r.sort)


def _known() -> Select[Any]:
    on_a_list = sql.cases.join(sql.case_rows)
    return _residents(
        sql.exists(sql.ONE).select_from(on_a_list).where(sql.cases.c.resident_id == sql.residents.c.id),
        sql.residents.c.id.not_in(sql.select(sql.erased_residents.c.resident_id)),
    )


_RESIDENTS = Statement(lambda: _residents(sql.one_of(sql.residents.c.id, "ids")))
_MATCHING = {number: Statement(partial(_matching, number)) for number in range(1, TERMS_IN_SQL + 1)}
"""By the number of terms."""
_BY_IDENTITY = Statement(lambda: _residents(sql.one_of(sql.residents.c.digits, "digits")))
_KNOWN = Statement(_known)
_CASES = Statement(lambda: _cases(sql.one_of(sql.cases.c.id, "ids")))
_OF_ROUND = Statement(
    lambda: _cases(sql.cases.c.round_id == sql.value("round"), _listed()).order_by(sql.cases.c.position, sql.cases.c.id)
)
_OF_RESIDENT = Statement(
    lambda: _cases(sql.cases.c.resident_id == sql.value("resident"), _listed()).order_by(sql.cases.c.round_id)
)
_PROFILES = Statement(lambda: sql.select(sql.cases.c.id, sql.cases.c.profile).where(sql.one_of(sql.cases.c.id, "ids")))
_BY_RESIDENT = Statement(
    lambda: sql.select(sql.cases.c.resident_id, sql.cases.c.id).where(sql.cases.c.round_id == sql.value("round"))
)
_LISTED = Statement(
    lambda: (
        sql.select(sql.cases.c.id)
        .select_from(sql.cases.join(sql.case_rows))
        .where(sql.cases.c.round_id == sql.value("round"))
    )
)
_LAST_POSITION = Statement(
    lambda: sql.select(sql.func.max(sql.cases.c.position)).where(sql.cases.c.round_id == sql.value("round"))
)
_ROUNDS = Statement(lambda: sql.select(sql.rounds).order_by(sql.rounds.c.year.desc(), sql.rounds.c.id.desc()))


def residents(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Resident]:
    """The residents with those keys; unknown ones are left out."""
    return {row[0]: _resident(row) for row in _RESIDENTS.run(db, ids=ids)}


def matching(db: sqlite3.Connection, terms: Iterable[str], limit: int) -> tuple[Resident, ...]:
    """The residents, also those on no list, whose name, number or telephone contains every one of these texts
    (`swedish.terms`), by name; at most `limit`. Without a text, none."""
    wanted = list(terms)
    if not wanted:
        return ()
    first = wanted[:TERMS_IN_SQL]
    found = _MATCHING[len(first)].run(db, **{f"term{number}": term for number, term in enumerate(first)})
    people = (_resident(row) for row in found)
    rest = wanted[TERMS_IN_SQL:]
    if rest:
        people = (one for one in people if all(term in to_columns(one.details)["key"] for term in rest))
    return tuple(islice(people, limit))


def by_identity(db: sqlite3.Connection, digits: Iterable[str]) -> dict[str, Resident]:
    """The residents with those identities, twelve characters each; unknown ones are left out."""
    return {row[1]: _resident(row) for row in _BY_IDENTITY.run(db, digits=digits)}


def known(db: sqlite3.Connection) -> dict[str, Resident]:
    """Everybody who stands on a list of any round and was not erased, by identity."""
    return {row[1]: _resident(row) for row in _KNOWN.run(db)}


def cases(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, CaseRecord]:
    """The cases with those keys; unknown ones are left out."""
    return {row[0]: _case(row) for row in _CASES.run(db, ids=ids)}


def profiles_of(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """The id of the manual that each of these cases follows; unknown cases are left out."""
    return dict(_PROFILES.run(db, ids=ids).fetchall())


def cases_of_round(db: sqlite3.Connection, round_id: int) -> tuple[CaseRecord, ...]:
    """All cases of a round that stand on a list, in the order of the list."""
    return tuple(map(_case, _OF_ROUND.run(db, round=round_id)))


def cases_of_resident(db: sqlite3.Connection, resident_id: int) -> tuple[CaseRecord, ...]:
    """All cases of a person that stand on a list, the newest round last."""
    return tuple(map(_case, _OF_RESIDENT.run(db, resident=resident_id)))


def cases_by_resident(db: sqlite3.Connection, round_id: int) -> dict[int, int]:
    """The round's case of each resident, also of those who no longer stand on a list."""
    return dict(_BY_RESIDENT.run(db, round=round_id).fetchall())


def listed_cases(db: sqlite3.Connection, round_id: int) -> frozenset[int]:
    """The round's cases that stand on a list."""
    return frozenset(number for (number,) in _LISTED.run(db, round=round_id))


def last_position(db: sqlite3.Connection, round_id: int) -> int:
    """The highest place in the round's list that is taken; 0 for an empty one."""
    found: int | None = _LAST_POSITION.run(db, round=round_id).fetchone()[0]
    return found or 0


def _resident(row: tuple[Any, ...]) -> Resident:
    return Resident(row[0], from_columns(row[1:]))


def _case(row: tuple[Any, ...]) -> CaseRecord:
    return CaseRecord._make((*row[:4], Resident(row[4], from_columns(row[5:]))))


def rounds(db: sqlite3.Connection) -> tuple[RoundRecord, ...]:
    """All rounds, the newest first."""
    return tuple(RoundRecord._make((*row[:4], tuple(json.loads(row[4])))) for row in _ROUNDS.run(db))
