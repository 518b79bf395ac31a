"""User accounts as the database has them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from rhs_desktop.domain.passwords import folded
from rhs_desktop.domain.roles import Role
from rhs_desktop.store.connection import Database
from rhs_desktop.store.statement import Statement, sql

_ALL = Statement(lambda: sql.select(sql.users))


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A user account. An inactive one cannot log in; the name stays for the access log."""

    id: int
    name: str
    roles: frozenset[Role]
    active: bool


def everybody(db: Database) -> tuple[UserRecord, ...]:
    """All users, by name."""
    rows = _ALL.run(db).fetchall()
    found = [UserRecord(number, name, read_roles(roles), bool(active)) for number, name, roles, active in rows]
    return tuple(sorted(found, key=lambda user: folded(user.name)))


def by_name(db: Database, name: str) -> UserRecord | None:
    """The user of that name, whatever its case."""
    return next((user for user in everybody(db) if folded(user.name) == folded(name)), None)


def written_roles(roles: frozenset[Role]) -> str:
    """The roles as a JSON list, sorted."""
    return json.dumps(sorted(roles), ensure_ascii=False)


def read_roles(text: str) -> frozenset[Role]:
    """The roles from their JSON list; unknown ones are ignored."""
    return frozenset(Role(one) for one in json.loads(text) if one in {*Role})
