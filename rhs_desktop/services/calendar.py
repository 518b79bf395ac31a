"""The Swedish calendar: days off as a file of ours has them, made from what the `holidays` library knows.

A file, because the first deadline of a process would otherwise wait for the library, half a second.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from rhs_desktop.domain.workdays import Calendar
from rhs_desktop.paths import resources_dir

FILE = resources_dir() / "calendar" / "sweden.txt"
YEARS = range(2015, 2056)
"""What the file holds, and the same for everybody who opens a database: other years would be another calendar, and all
rows computed anew."""


@lru_cache(maxsize=8)
def swedish_calendar(years: range) -> Calendar:
    """Sweden's thirteen public holidays and the eves of midsummer, Christmas and New Year, for the years given.

    Ask for the years that deadlines can reach: outside them, and outside YEARS, only weekends are known. Bridge days
    (klämdagar) are working days; which of them a clinic closes on is its own choice.
    """
    lines = FILE.read_text(encoding="utf-8").splitlines()
    days = (date.fromisoformat(line[:10]) for line in lines if line[:1].isdigit())
    return Calendar(frozenset(day for day in days if day.year in years))
