"""The Swedish calendar, from the public and the de facto holidays that the `holidays` library knows."""

from __future__ import annotations

from functools import lru_cache

from rhs_desktop.domain.workdays import Calendar


@lru_cache(maxsize=8)
def swedish_calendar(years: range) -> Calendar:
    """Sweden's thirteen public holidays and the eves of midsummer, Christmas and New Year, for the years given.

    Ask for the years that deadlines can reach: outside them only weekends are known. Bridge days (klämdagar) are
    working days; which of them a clinic closes on is its own choice.
    """
    import holidays  # a third of a second to import, so not before a deadline is asked for

    known = holidays.country_holidays(
        "SE", years=years, categories=("public", "de_facto"), include_sundays=False, language="sv"
    )
    return Calendar(frozenset(known))
