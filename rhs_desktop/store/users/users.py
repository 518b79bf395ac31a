"""Who may come in, as the database knows them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from rhs_desktop.domain.passwords import folded
from rhs_desktop.domain.roles import Role
from rhs_desktop.store.connection import Database


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A person with a name to log in with. An inactive one cannot come in; the name stays for the log's sake."""

    id: int
    name: str
    roles: frozenset[Role]
    active: bool


def everybody(db: Database) -> tuple[UserRecord, ...]:
    """All users, by name."""
    rows = db.execute("SELECT id, name, roles, active FROM users").fetchall()
    found = [UserRecord(number, name, read_roles(roles), bool(active)) for number, name, roles, active in rows]
    return tuple(sorted(found, key=lambda user: folded(user.name)))


def by_name(db: Database, name: str) -> UserRecord | None:
    """The user of that name, whatever its case."""
    return next((user for user in everybody(db) if folded(user.name) == folded(name)), None)


def written_roles(roles: frozenset[Role]) -> str:
    return json.dumps(sorted(roles), ensure_ascii=False)


def read_roles(text: str) -> frozenset[Role]:
    """Roles that this program does not know open nothing."""
    return frozenset(Role(one) for one in json.loads(text) if one in {*Role})
