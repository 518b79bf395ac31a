"""Residents and cases, read from and written to their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.people.resident import Address, Details, Name, Resident
from rhs_desktop.domain.swedish import digits_only, search_key, sort_key

GIVEN_COLUMNS = (
    *("digits", "kind", "given", "family", "phones", "care_of", "street", "extra", "postcode", "city", "country"),
    *("protected", "deceased"),
)
"""The columns that lists and people give; the others are computed from them."""
_SELECT = ", ".join(f"r.{column}" for column in GIVEN_COLUMNS)


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


def residents(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Resident]:
    """The residents with those keys; unknown ones are left out."""
    query = f"SELECT r.id, {_SELECT} FROM residents r WHERE r.id IN (SELECT value FROM json_each(?))"
    rows = db.execute(query, (json.dumps(list(ids)),))
    return {row[0]: Resident(row[0], from_columns(row[1:])) for row in rows}


def matching(db: sqlite3.Connection, terms: Iterable[str], limit: int) -> tuple[Resident, ...]:
    """The residents, also those on no list, whose name, number or telephone contains every one of these texts
    (`swedish.terms`), by name; at most `limit`."""
    wanted = list(terms)
    tests = " AND ".join("instr(r.key, ?)" for _ in wanted) or "0"
    query = f"SELECT r.id, {_SELECT} FROM residents r WHERE {tests} ORDER BY r.sort LIMIT ?"
    return tuple(Resident(row[0], from_columns(row[1:])) for row in db.execute(query, [*wanted, limit]))


def by_identity(db: sqlite3.Connection, digits: Iterable[str]) -> dict[str, Resident]:
    """The residents with those identities, twelve characters each; unknown ones are left out."""
    query = f"SELECT r.id, {_SELECT} FROM residents r WHERE r.digits IN (SELECT value FROM json_each(?))"
    return {row[1]: Resident(row[0], from_columns(row[1:])) for row in db.execute(query, (json.dumps(list(digits)),))}


def known(db: sqlite3.Connection) -> dict[str, Resident]:
    """Everybody who stands on a list of any round and was not erased, by identity."""
    query = (
        f"SELECT r.id, {_SELECT} FROM residents r WHERE EXISTS "
        "(SELECT 1 FROM cases c JOIN case_rows p ON p.case_id = c.id WHERE c.resident_id = r.id)"
        " AND r.id NOT IN (SELECT resident_id FROM erased_residents)"
    )
    return {row[1]: Resident(row[0], from_columns(row[1:])) for row in db.execute(query)}


def cases(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, CaseRecord]:
    """The cases with those keys; unknown ones are left out."""
    return {case.id: case for case in _cases(db, "c.id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))}


def profiles_of(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """The id of the manual that each of these cases follows; unknown cases are left out."""
    query = "SELECT id, profile FROM cases WHERE id IN (SELECT value FROM json_each(?))"
    return dict(db.execute(query, (json.dumps(list(ids)),)).fetchall())


def cases_of_round(db: sqlite3.Connection, round_id: int) -> tuple[CaseRecord, ...]:
    """All cases of a round that stand on a list, in the order of the list."""
    listed = "c.round_id = ? AND EXISTS (SELECT 1 FROM case_rows p WHERE p.case_id = c.id) ORDER BY c.position, c.id"
    return tuple(_cases(db, listed, round_id))


def cases_of_resident(db: sqlite3.Connection, resident_id: int) -> tuple[CaseRecord, ...]:
    """All cases of a person that stand on a list, the newest round last."""
    listed = "c.resident_id = ? AND EXISTS (SELECT 1 FROM case_rows p WHERE p.case_id = c.id) ORDER BY c.round_id"
    return tuple(_cases(db, listed, resident_id))


def cases_by_resident(db: sqlite3.Connection, round_id: int) -> dict[int, int]:
    """The round's case of each resident, also of those who no longer stand on a list."""
    return dict(db.execute("SELECT resident_id, id FROM cases WHERE round_id = ?", (round_id,)).fetchall())


def listed_cases(db: sqlite3.Connection, round_id: int) -> frozenset[int]:
    """The round's cases that stand on a list."""
    query = "SELECT c.id FROM cases c JOIN case_rows p ON p.case_id = c.id WHERE c.round_id = ?"
    return frozenset(number for (number,) in db.execute(query, (round_id,)))


def last_position(db: sqlite3.Connection, round_id: int) -> int:
    """The highest place in the round's list that is taken; 0 for an empty one."""
    found: int | None = db.execute("SELECT max(position) FROM cases WHERE round_id = ?", (round_id,)).fetchone()[0]
    return found or 0


def _cases(db: sqlite3.Connection, where: str, *values: object) -> Iterator[CaseRecord]:
    query = (
        f"SELECT c.id, c.round_id, c.profile, c.position, c.resident_id, {_SELECT} "
        f"FROM cases c JOIN residents r ON r.id = c.resident_id WHERE {where}"
    )
    for row in db.execute(query, values):
        yield CaseRecord._make((*row[:4], Resident(row[4], from_columns(row[5:]))))


def rounds(db: sqlite3.Connection) -> tuple[RoundRecord, ...]:
    """All rounds, the newest first."""
    rows = db.execute("SELECT id, name, year, profile, birth_years FROM rounds ORDER BY year DESC, id DESC")
    return tuple(RoundRecord._make((*row[:4], tuple(json.loads(row[4])))) for row in rows)
