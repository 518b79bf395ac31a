"""The Swedish calendar: days off, read from a file that tools made with the `holidays` library.

A file, because importing the library takes half a second, which the first deadline would wait for.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from rhs_desktop.domain.workdays import Calendar
from rhs_desktop.paths import resources_dir

FILE = resources_dir() / "calendar" / "sweden.txt"
YEARS = range(2015, 2056)
"""The years in the file, the same for everybody who opens a database: other years would be another calendar, and all
rows recomputed."""


@lru_cache(maxsize=8)
def swedish_calendar(years: range) -> Calendar:
    """Sweden's thirteen public holidays and the eves of midsummer, Christmas and New Year, for these years.

    Ask for all years that deadlines can reach: outside them, and outside YEARS, only weekends are known. Bridge days
    (klämdagar) are working days; which of them a clinic closes on is its own choice.
    """
    lines = FILE.read_text(encoding="utf-8").splitlines()
    days = (date.fromisoformat(line[:10]) for line in lines if line[:1].isdigit())
    return Calendar(frozenset(day for day in days if day.year in years))
