"""In which years of life somebody is invited, and when a "do not invite me again" is decided on anew (F5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

INVITATION_AGES = (40, 50, 60, 70)
"""The ages at which residents are invited unless the clinic says otherwise; no manual names them (own)."""


def next_invitation(birth_year: int | None, on: date, ages: Iterable[int]) -> date | None:
    """The first day of the next year in which an invitation age is reached; None where there is none, or the year of
    birth is not known."""
    years = [] if birth_year is None else [birth_year + age for age in ages if birth_year + age > on.year]
    return date(min(years), 1, 1) if years else None
