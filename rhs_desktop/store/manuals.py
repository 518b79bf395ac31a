"""The clinic's own manuals as they were saved, and how many cases follow each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from rhs_desktop.store import settings
from rhs_desktop.store.connection import Database
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import Select

PREFIX = "manuals."
"""Settings under this key hold a manual as plain values, by its id."""


class Following(NamedTuple):
    """How many cases of a round follow a manual: open ones, those of them not invited yet, and finished ones."""

    round: int
    profile: str
    open: int
    before_invitation: int
    finished: int


def _following() -> Select[Any]:
    c, p = sql.cases.c, sql.case_rows.c
    number = sql.func.count
    return (
        sql.select(
            *(c.round_id, c.profile, number().filter(p.finished == 0)),
            *(number().filter(p.finished == 0, p.channel == ""), number().filter(p.finished == 1)),
        )
        .select_from(sql.cases.join(sql.case_rows))
        .group_by(c.round_id, c.profile)
    )


_USED = Statement(lambda: sql.union(sql.select(sql.rounds.c.profile), sql.select(sql.cases.c.profile)))
_FOLLOWING = Statement(_following)


def kept(db: Database) -> dict[str, Mapping[str, Any]]:
    """Every manual that was saved in the program and not removed, by its id."""
    return {name: value for name, value in settings.under(db, PREFIX).items() if value is not None}


def used(db: Database) -> frozenset[str]:
    """The ids of the manuals that rounds or cases follow."""
    return frozenset(profile for (profile,) in _USED.run(db))


def following(db: Database) -> tuple[Following, ...]:
    """How many listed cases of each round follow which manual; in no particular order."""
    return tuple(map(Following._make, _FOLLOWING.run(db)))
