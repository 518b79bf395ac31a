"""Dates, days and counts as a person at the desk says them, and what several tables of words share."""

from __future__ import annotations

from datetime import date, datetime, time

from rhs_desktop.domain.errors import WriteTrouble

MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MISSING = "–"
UNKNOWN_USER = "okänd"

BACK = "&Tillbaka"
PERSONAL_NUMBER = "Personnummer"
NAME = "Namn"
PDF_FILES = "PDF (*.pdf)"
"""The kinds of files that a file dialog shows."""

UNPROTECTED: dict[WriteTrouble, tuple[str, str]] = {
    WriteTrouble.TOO_LARGE: (
        "Filen blir för stor för att skyddas med lösenord.",
        "Spara färre i taget, till exempel en omgång. Ingen fil sparades.",
    ),
    WriteTrouble.UNPROTECTED: ("Filen gick inte att skydda med lösenord.", "Försök igen. Ingen fil sparades."),
    WriteTrouble.TEXT_UNPROTECTED: (
        "En textfil går inte att skydda med lösenord.",
        "Spara som Excel, eller ta bort krysset för lösenord. Ingen fil sparades.",
    ),
}
"""Why a file that only a password opens could not be made: what is wrong, then what to do."""


def day(on: date, today: date) -> str:
    """`9 nov`; with the year where it is not this one."""
    text = f"{on.day} {MONTHS[on.month - 1]}"
    return text if on.year == today.year else f"{text} {on.year}"


def near_day(on: date, today: date) -> str:
    """`i dag`, `i morgon`, `i går`, otherwise the day."""
    near = {0: "i dag", 1: "i morgon", -1: "i går"}
    return near.get((on - today).days) or day(on, today)


def due(on: date | None, today: date) -> str:
    """The last day of a step: `i dag`, `i morgon`, `9 nov`, `försenad 3 dagar`; empty for no step."""
    if on is None:
        return ""
    late = (today - on).days
    return f"försenad {days(late)}" if late > 0 else near_day(on, today)


def days(count: int) -> str:
    return count_of(count, "dag", "dagar")


def count_of(count: int, one: str, many: str) -> str:
    """`1 ärende`, `25 ärenden`."""
    return f"{number(count)} {one if count == 1 else many}"


def cases(count: int) -> str:
    return count_of(count, "ärende", "ärenden")


def residents(count: int) -> str:
    return count_of(count, "invånare", "invånare")


def number(count: int) -> str:
    """Thousands are set off with a hard space, as Swedish writes them."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")


def clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def stamp(moment: datetime, today: date) -> str:
    """`08:02` today, `i går 16:40`, otherwise `9 nov 16:40`."""
    if moment.date() == today:
        return clock(moment.time())
    return f"{near_day(moment.date(), today)} {clock(moment.time())}"


def without_dots(text: str) -> str:
    """What a screen reader says of a button that asks more first: `Ring igen…` without its dots, keys unmarked."""
    return text.replace("&", "").rstrip("…")


def sentence(text: str) -> str:
    """The text with its first letter in upper case; the rest is left alone."""
    return text[:1].upper() + text[1:]


def listing(parts: list[str], last: str = "och") -> str:
    """`a`, `a och b`, `a, b och c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def copied(text: str) -> str:
    """A number that has been copied, as a screen reader says it."""
    return f"{text}, kopierat"
