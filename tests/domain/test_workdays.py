"""Working days around weekends and holidays, forwards and backwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.workdays import Calendar

CHRISTMAS_2026 = Calendar(frozenset({date(2026, 12, day) for day in (24, 25, 26, 31)} | {date(2027, 1, 1)}))
"""Christmas Eve is a Thursday, New Year's Day a Friday."""

MONDAY, FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 9), date(2026, 11, 13), date(2026, 11, 14), date(2026, 11, 15)
NEXT_MONDAY = date(2026, 11, 16)

CALENDARS = st.builds(Calendar, st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(MONDAY, True, id="Monday"),
        pytest.param(FRIDAY, True, id="Friday"),
        pytest.param(SATURDAY, False, id="Saturday"),
        pytest.param(SUNDAY, False, id="Sunday"),
        pytest.param(date(2026, 12, 24), False, id="a holiday on a Thursday"),
        pytest.param(date(2026, 12, 26), False, id="a holiday on a Saturday"),
        pytest.param(date(2026, 12, 28), True, id="between the holidays"),
    ],
)
def test_workday(day: date, expected: bool) -> None:
    assert CHRISTMAS_2026.is_workday(day) is expected


@pytest.mark.parametrize(
    ("day", "following", "preceding"),
    [
        pytest.param(MONDAY, MONDAY, MONDAY, id="itself"),
        pytest.param(SATURDAY, NEXT_MONDAY, FRIDAY, id="Saturday"),
        pytest.param(SUNDAY, NEXT_MONDAY, FRIDAY, id="Sunday"),
        pytest.param(date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 23), id="holidays and weekend"),
        pytest.param(date(2026, 12, 31), date(2027, 1, 4), date(2026, 12, 30), id="across the year"),
    ],
)
def test_next_and_previous(day: date, following: date, preceding: date) -> None:
    assert CHRISTMAS_2026.next_workday(day) == following
    assert CHRISTMAS_2026.previous_workday(day) == preceding


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        pytest.param(MONDAY, 2, date(2026, 11, 11), id="within a week"),
        pytest.param(FRIDAY, 1, NEXT_MONDAY, id="over a weekend"),
        pytest.param(SATURDAY, 1, NEXT_MONDAY, id="from Saturday"),
        pytest.param(SUNDAY, 2, date(2026, 11, 17), id="two from Sunday"),
        pytest.param(NEXT_MONDAY, -1, FRIDAY, id="the working day before"),
        pytest.param(SUNDAY, -1, FRIDAY, id="before Sunday"),
        pytest.param(MONDAY, 0, MONDAY, id="none from a working day"),
        pytest.param(SATURDAY, 0, NEXT_MONDAY, id="none from Saturday"),
        pytest.param(date(2026, 12, 23), 2, date(2026, 12, 29), id="over Christmas"),
        pytest.param(date(2027, 1, 4), -2, date(2026, 12, 29), id="back over New Year"),
    ],
)
def test_add(day: date, count: int, expected: date) -> None:
    assert CHRISTMAS_2026.add_workdays(day, count) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(MONDAY, MONDAY, 0, id="same day"),
        pytest.param(MONDAY, FRIDAY, 4, id="a week"),
        pytest.param(FRIDAY, NEXT_MONDAY, 1, id="a weekend"),
        pytest.param(FRIDAY, SUNDAY, 0, id="into the weekend"),
        pytest.param(SATURDAY, NEXT_MONDAY, 1, id="out of the weekend"),
        pytest.param(NEXT_MONDAY, FRIDAY, -1, id="backwards"),
        pytest.param(date(2026, 12, 23), date(2027, 1, 4), 4, id="over Christmas and New Year"),
    ],
)
def test_between(start: date, end: date, expected: int) -> None:
    assert CHRISTMAS_2026.workdays_between(start, end) == expected


@given(calendar=CALENDARS, day=DAYS, count=st.integers(-60, 60).filter(bool))
def test_adding_passes_exactly_the_working_days(calendar: Calendar, day: date, count: int) -> None:
    reached = calendar.add_workdays(day, count)
    assert calendar.is_workday(reached)
    first, last = (day + timedelta(1), reached) if count > 0 else (reached, day - timedelta(1))
    passed = [first + timedelta(n) for n in range((last - first).days + 1)]
    assert sum(map(calendar.is_workday, passed)) == abs(count)


@given(calendar=CALENDARS, day=DAYS, count=st.integers(-60, 60))
def test_counting_is_the_inverse_of_adding(calendar: Calendar, day: date, count: int) -> None:
    start = calendar.next_workday(day)
    assert calendar.workdays_between(start, calendar.add_workdays(start, count)) == count


@given(calendar=CALENDARS, day=DAYS)
def test_next_and_previous_enclose_the_day(calendar: Calendar, day: date) -> None:
    before, after = calendar.previous_workday(day), calendar.next_workday(day)
    assert before <= day <= after
    assert calendar.is_workday(before)
    assert calendar.is_workday(after)
    assert calendar.workdays_between(before, after) == (0 if before == after else 1)
