"""`python -m tools.holidays_file`: write the days off of the years that the program knows, as the library has them.

To be run when a law changes a holiday, or when the years run out; a test says when the file and the library differ.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby

from rhs_desktop.services.calendar import FILE, YEARS

_ABOUT = (
    "# Sveriges helgdagar, och midsommarafton, julafton och nyårsafton: då arbetar ingen på vårdcentralen.",
    "# Skriven av `python -m tools.holidays_file`. En rad är en dag: datum och namn.",
)


def days_off() -> dict[date, str]:
    """Public and de facto holidays with their names, as the library knows them today."""
    import holidays

    known = holidays.country_holidays(
        "SE", years=YEARS, categories=("public", "de_facto"), include_sundays=False, language="sv"
    )
    return {day: known[day] for day in sorted(known)}


def lines(days: dict[date, str]) -> list[str]:
    """The file's lines, a gap between the years."""
    said = [*_ABOUT]
    for _, of_year in groupby(days, key=lambda day: day.year):
        said += ["", *(f"{day.isoformat()} {days[day]}" for day in of_year)]
    return said


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text("\n".join(lines(days_off())) + "\n", encoding="utf-8", newline="\n")
