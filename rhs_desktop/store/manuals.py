"""The clinic's own manuals as they were saved, and how many cases follow each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from rhs_desktop.store import settings
from rhs_desktop.store.connection import Database

PREFIX = "manuals."
"""Settings under this key hold a manual as plain values, by its id."""


class Following(NamedTuple):
    """How many cases of a round follow a manual: open ones, those of them not invited yet, and finished ones."""

    round: int
    profile: str
    open: int
    before_invitation: int
    finished: int


def kept(db: Database) -> dict[str, Mapping[str, Any]]:
    """Every manual that was saved in the program and not removed, by its id."""
    return {name: value for name, value in settings.under(db, PREFIX).items() if value is not None}


def used(db: Database) -> frozenset[str]:
    """The ids of the manuals that rounds or cases follow."""
    rows = db.execute("SELECT profile FROM rounds UNION SELECT profile FROM cases")
    return frozenset(profile for (profile,) in rows)


def following(db: Database) -> tuple[Following, ...]:
    """How many listed cases of each round follow which manual; in no particular order."""
    rows = db.execute(
        """
        SELECT c.round_id, c.profile, sum(NOT p.finished), sum(NOT p.finished AND p.channel = ''), sum(p.finished)
        FROM cases c JOIN case_rows p ON p.case_id = c.id GROUP BY c.round_id, c.profile"""
    )
    return tuple(map(Following._make, rows))
