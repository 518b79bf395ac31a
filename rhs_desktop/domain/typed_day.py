"""Reads days as people write them, as a pure function of the text and today. Nothing is guessed.

Read are `2026-12-14`, `20261214`, `261214`, `14/12`, `14.12`, `14-12`, `1412`, `14 dec`, `den 14:e`, `14`, `fre`,
`i dag`, `i morgon`, `+3`, `+2v`, `v50 tis`, and where a time is asked for too `14/12 13.15`, `14/12 1315` and
`14/12 kl 13`.
Day and month stand in this order, but where the year stands first; six digits are YYMMDD, eight YYYYMMDD.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum, StrEnum


class Direction(Enum):
    """Where a day lies whose year, month or week is left out."""

    AHEAD = 1
    BACK = -1


class DayRefusal(StrEnum):
    """Why a text is not read as a day; `[…]` names the data that a `RefusedDay` has."""

    EMPTY = "empty"
    NOT_A_DAY = "not_a_day"
    NO_SUCH_DAY = "no_such_day"  # [month, last: how many days it has]
    NO_SUCH_MONTH = "no_such_month"
    NO_SUCH_WEEK = "no_such_week"  # [last: how many weeks the year has]
    YEAR_UNCLEAR = "year_unclear"
    TIME_ALONE = "time_alone"
    TIME_NOT_ASKED = "time_not_asked"
    TIME_MISSING = "time_missing"
    NO_SUCH_TIME = "no_such_time"
    MONTH_MISSING = "month_missing"
    TOO_EARLY = "too_early"  # [limit]
    TOO_LATE = "too_late"  # [limit]


@dataclass(frozen=True, slots=True)
class TypedDay:
    """The day that is meant, and the time where one was asked for."""

    day: date
    time: time | None = None


@dataclass(frozen=True, slots=True)
class RefusedDay:
    """A text that is not read. `given` is the text without surrounding blanks."""

    because: DayRefusal
    given: str
    month: int = 0
    last: int = 0
    limit: date | None = None


def read_day(
    said: str,
    today: date,
    direction: Direction = Direction.AHEAD,
    *,
    with_time: bool = False,
    first: date | None = None,
    last: date | None = None,
    year: int | None = None,
) -> TypedDay | RefusedDay:
    """The day that a text says, within `first` and `last`; `with_time` where a day and a time are asked for.

    With a `year`, as in a list, only a day with its month counts, and a year left out is that one.
    """
    given = said.strip()
    plain = _plain(given)
    try:
        found = _read(plain, _Reading(today, direction, year), with_time)
    except _NotRead as no:
        return RefusedDay(no.because, given, no.month, no.last)
    if first is not None and found.day < first:
        return RefusedDay(DayRefusal.TOO_EARLY, given, limit=first)
    if last is not None and found.day > last:
        return RefusedDay(DayRefusal.TOO_LATE, given, limit=last)
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text is read against."""

    today: date
    direction: Direction
    year: int | None = None


class _NotRead(Exception):
    """Becomes a RefusedDay."""

    def __init__(self, because: DayRefusal, month: int = 0, last: int = 0) -> None:
        super().__init__(because)
        self.because, self.month, self.last = because, month, last


_MONTH_NAMES = (
    "jan januari", "feb februari", "mar mars", "apr april", "maj", "jun juni", "jul juli", "aug augusti",
    "sep sept september", "okt oktober", "nov november", "dec december",
)  # fmt: skip
_WEEKDAY_NAMES = (
    "mån måndag", "tis tisdag", "ons onsdag", "tor tors torsdag", "fre fredag", "lör lördag", "sön söndag",
)  # fmt: skip
_MONTHS = {word: number for number, words in enumerate(_MONTH_NAMES, start=1) for word in words.split()}
_WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAY_NAMES) for word in words.split()}
_NEAR = {"i dag": 0, "idag": 0, "i morgon": 1, "imorgon": 1}

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_EIGHT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SIX = re.compile(r"(\d\d)(\d\d)(\d\d)")
_FOUR = re.compile(r"(\d\d)(\d\d)")
_DAY_MONTH = re.compile(r"(\d{1,2}) ?([-/.]) ?(\d{1,2})\.?(?:(?: ?\2 ?| )(\d{4}))?")
_DAY_MONTH_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/. ]\d{2}")
_NAMED = re.compile(rf"(?:den )?(\d{{1,2}})(?::?[ea])? ?({_MONTH})\.?(?: (\d{{4}}))?")
_DAY = re.compile(r"(?:den )?(\d{1,2})(?::?[ea])?")
_PLUS = re.compile(r"\+ ?(\d{1,3}) ?(v?)")
_WEEK = re.compile(rf"(?:v|vecka)\.? ?(\d{{1,2}}) ({_WEEKDAY})|({_WEEKDAY}) (?:v|vecka)\.? ?(\d{{1,2}})")
_TIME = re.compile(r"(?:kl\.? ?(\d{1,2})(?:[.:]?(\d\d))?|(\d{1,2})[.:](\d\d)|(\d\d)(\d\d))")
_TIME_AT_END = re.compile(rf"(.+?) ({_TIME.pattern})")
_CLOCK_ALONE = re.compile(r"kl\.? ?\d{1,2}(?:[.:]?\d\d)?|\d{1,2}:\d\d")

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_SHORT_YEAR_WITHIN = 5
"""A year of two digits is this one or one of so many next to it in the direction; `141226` could be two days else."""


def _plain(said: str) -> str:
    """Lower case with single spaces, ASCII digits and dashes."""
    return " ".join(unicodedata.normalize("NFKC", said).translate(_DASHES).casefold().split())


def _read(said: str, by: _Reading, with_time: bool) -> TypedDay:
    if not said:
        raise _NotRead(DayRefusal.EMPTY)
    if _CLOCK_ALONE.fullmatch(said):
        raise _NotRead(DayRefusal.TIME_ALONE)
    if not with_time:
        return TypedDay(_without_time(said, by))
    split = _TIME_AT_END.fullmatch(said)
    if split is None:
        _read_day(said, by)
        raise _NotRead(DayRefusal.TIME_MISSING)
    day, clock = split[1], split[2]
    if clock.isdigit() and abs(int(clock) - by.today.year) <= _SHORT_YEAR_WITHIN:
        raise _NotRead(DayRefusal.YEAR_UNCLEAR)
    return TypedDay(_read_day(day, by), _time(clock))


def _without_time(said: str, by: _Reading) -> date:
    try:
        return _read_day(said, by)
    except _NotRead:
        split = _TIME_AT_END.fullmatch(said)
        if split is not None and _is_day(split[1], by):
            raise _NotRead(DayRefusal.TIME_NOT_ASKED) from None
        raise


def _is_day(said: str, by: _Reading) -> bool:
    try:
        _read_day(said, by)
    except _NotRead:
        return False
    return True


def _read_day(said: str, by: _Reading) -> date:
    """The day that a text without a time says. Raises _NotRead."""
    if found := _YEAR_FIRST.fullmatch(said):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _EIGHT.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _SIX.fullmatch(said):
        return _day(_century(int(found[1]), by), int(found[2]), int(found[3]))
    if found := _FOUR.fullmatch(said):
        return _nearest(int(found[1]), int(found[2]), by)
    if found := _NAMED.fullmatch(said):
        return _day_month(int(found[1]), _MONTHS[found[2]], found[3], by)
    if found := _DAY_MONTH.fullmatch(said):
        return _day_month(int(found[1]), int(found[3]), found[4], by)
    if _DAY_MONTH_SHORT_YEAR.fullmatch(said):
        raise _NotRead(DayRefusal.YEAR_UNCLEAR)
    near = _near(said, by.today, by.direction)
    if by.year is not None:
        raise _NotRead(DayRefusal.MONTH_MISSING)
    return near


def _near(said: str, today: date, direction: Direction) -> date:
    """The day that a text without a month says, by what is near today. Raises _NotRead."""
    if said in _NEAR:
        return _moved(today, _NEAR[said])
    if said in _WEEKDAYS:
        away = (_WEEKDAYS[said] - today.weekday()) * direction.value % 7 or 7
        return _moved(today, away * direction.value)
    if found := _PLUS.fullmatch(said):
        return _moved(today, int(found[1]) * (7 if found[2] else 1))
    if found := _WEEK.fullmatch(said):
        return _in_week(int(found[1] or found[4]), _WEEKDAYS[found[2] or found[3]], today, direction)
    if found := _DAY.fullmatch(said):
        return _day_of_month(int(found[1]), today, direction)
    raise _NotRead(DayRefusal.NOT_A_DAY)


def _moved(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise _NotRead(DayRefusal.NOT_A_DAY) from None


def _day(year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise _NotRead(DayRefusal.NOT_A_DAY)
    if not 1 <= month <= 12:
        raise _NotRead(DayRefusal.NO_SUCH_MONTH, month)
    longest = monthrange(year, month)[1]
    if not 1 <= day <= longest:
        raise _NotRead(DayRefusal.NO_SUCH_DAY, month, longest)
    return date(year, month, day)


def _day_month(day: int, month: int, year: str | None, by: _Reading) -> date:
    return _nearest(day, month, by) if year is None else _day(int(year), month, day)


def _nearest(day: int, month: int, by: _Reading) -> date:
    """The day of the nearest year in the direction, where none is given; today counts."""
    if by.year is not None:
        return _day(by.year, month, day)
    now, then = (by.today.month, by.today.day), (month, day)
    passed = then < now if by.direction is Direction.AHEAD else now < then
    return _day(by.today.year + by.direction.value * passed, month, day)


def _day_of_month(day: int, today: date, direction: Direction) -> date:
    """The nearest such day of a month that has it; today counts."""
    if not 1 <= day <= 31:
        raise _NotRead(DayRefusal.NOT_A_DAY)
    for months in range(12):
        year, month = divmod(today.year * 12 + today.month - 1 + months * direction.value, 12)
        if day <= monthrange(year, month + 1)[1]:
            found = date(year, month + 1, day)
            if (found - today).days * direction.value >= 0:
                return found
    raise _NotRead(DayRefusal.NOT_A_DAY)


def _in_week(week: int, weekday: int, today: date, direction: Direction) -> date:
    """That weekday of the nearest such week in the direction; today counts."""
    year = today.isocalendar().year
    found = _weekday_of(year, week, weekday)
    if found is None or (found - today).days * direction.value < 0:
        found = _weekday_of(year + direction.value, week, weekday) if found is not None else None
    if found is None:
        raise _NotRead(DayRefusal.NO_SUCH_WEEK, last=date(year, 12, 28).isocalendar().week)
    return found


def _weekday_of(year: int, week: int, weekday: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, weekday + 1)
    except ValueError:
        return None


def _century(short: int, by: _Reading) -> int:
    """The year that two digits mean. Raises _NotRead for one that is not near in the direction; for a list, in any."""
    year = by.today.year // 100 * 100 + short
    away = (year - by.today.year) * by.direction.value
    if not 0 <= (abs(away) if by.year is not None else away) <= _SHORT_YEAR_WITHIN:
        raise _NotRead(DayRefusal.YEAR_UNCLEAR)
    return year


def _time(said: str) -> time:
    found = _TIME.fullmatch(said)
    if found is None:
        raise _NotRead(DayRefusal.NO_SUCH_TIME)
    hour, minute = (found[1] or found[3] or found[5]), (found[2] or found[4] or found[6] or "0")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise _NotRead(DayRefusal.NO_SUCH_TIME) from None
