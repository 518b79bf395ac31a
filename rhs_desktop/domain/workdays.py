"""Working days, by the holidays that are given. Saturdays and Sundays are never working days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which a clinic does not work besides weekends, eves included."""

    holidays: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.holidays

    def next_workday(self, day: date) -> date:
        """`day` itself if it is a working day, else the first one after it."""
        while not self.is_workday(day):
            day += _ONE_DAY
        return day

    def previous_workday(self, day: date) -> date:
        """`day` itself if it is a working day, else the last one before it."""
        while not self.is_workday(day):
            day -= _ONE_DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The working day that is `count` working days after `day`, or before it where `count` is negative.

        Counting begins on the day after (or before) `day`, whatever `day` is: one working day after a Saturday is
        Monday. With 0 it is `next_workday(day)`.
        """
        if count == 0:
            return self.next_workday(day)
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days follow `start`, up to and with `end`; negative where `end` comes first.

        For working days it is the inverse of `add_workdays`.
        """
        if end < start:
            return -sum(map(self.is_workday, _days(end, start)))
        return sum(map(self.is_workday, _days(start + _ONE_DAY, end + _ONE_DAY)))


def _days(first: date, stop: date) -> Iterator[date]:
    while first < stop:
        yield first
        first += _ONE_DAY


def months_later(day: date, months: int) -> date:
    """The same day so many months later, the last of the month where there is none; the last day there is beyond."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
