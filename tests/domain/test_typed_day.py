"""Days as people write them: the table of what is read, and what is refused rather than guessed."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.typed_day import DayRefusal, Direction, RefusedDay, TypedDay, read_day
from rhs_desktop.strings import typed_day as strings

TODAY = date(2026, 11, 30)
"""A Monday."""
AHEAD, BACK = Direction.AHEAD, Direction.BACK

READ_AHEAD = [
    *((said, date(2026, 12, 14)) for said in (
        "2026-12-14", "20261214", "261214", "14/12", "14.12", "14-12", "1412", "14 dec", "14 december", "14",
        "den 14:e", "14:e december", "14 DEC.", "  14/12 ", "１４/１２", "2026–12–14", "14/12 2026", "14/12/2026",
        "14.12.2026", "14 dec 2026", "2026/12/14", "14 /12", "+2v", "+14",
    )),
    ("11/1", date(2027, 1, 11)),
    ("30/11", TODAY),
    ("29/11", date(2027, 11, 29)),
    ("30", TODAY),
    ("29", date(2026, 12, 29)),
    ("31", date(2026, 12, 31)),
    ("fre", date(2026, 12, 4)),
    ("fredag", date(2026, 12, 4)),
    ("mån", date(2026, 12, 7)),
    ("i dag", TODAY),
    ("idag", TODAY),
    ("i morgon", date(2026, 12, 1)),
    ("imorgon", date(2026, 12, 1)),
    ("I Morgon", date(2026, 12, 1)),
    ("+3", date(2026, 12, 3)),
    ("v50 tis", date(2026, 12, 8)),
    ("tis v50", date(2026, 12, 8)),
    ("vecka 50 tisdag", date(2026, 12, 8)),
    ("v48 tis", date(2027, 11, 30)),
    ("271126", date(2027, 11, 26)),
    ("2027-01-11", date(2027, 1, 11)),
    ("2020-01-07", date(2020, 1, 7)),
    ("29/2 2028", date(2028, 2, 29)),
]  # fmt: skip

READ_BACK = [
    ("14/12", date(2025, 12, 14)),
    ("30/11", TODAY),
    ("14 nov", date(2026, 11, 14)),
    ("14", date(2026, 11, 14)),
    ("31", date(2026, 10, 31)),
    ("fre", date(2026, 11, 27)),
    ("mån", date(2026, 11, 23)),
    ("v50 tis", date(2025, 12, 9)),
    ("251214", date(2025, 12, 14)),
    ("2026-11-10", date(2026, 11, 10)),
]

WITH_TIME = [
    ("14/12 13.15", date(2026, 12, 14), time(13, 15)),
    ("14/12 1315", date(2026, 12, 14), time(13, 15)),
    ("14/12 kl 13", date(2026, 12, 14), time(13)),
    ("14/12 kl. 13:15", date(2026, 12, 14), time(13, 15)),
    ("2026-12-14 09:00", date(2026, 12, 14), time(9)),
    ("14 dec 2026 9.05", date(2026, 12, 14), time(9, 5)),
    ("fre kl 8", date(2026, 12, 4), time(8)),
    ("+3 1930", date(2026, 12, 3), time(19, 30)),
]

REFUSED = [
    ("", DayRefusal.EMPTY),
    ("  ", DayRefusal.EMPTY),
    ("0", DayRefusal.NOT_A_DAY),
    ("32", DayRefusal.NOT_A_DAY),
    ("snart", DayRefusal.NOT_A_DAY),
    ("nästa fredag", DayRefusal.NOT_A_DAY),
    ("v50", DayRefusal.NOT_A_DAY),
    ("14122026", DayRefusal.NOT_A_DAY),
    ("14/12 14/12", DayRefusal.NOT_A_DAY),
    ("31/11", DayRefusal.NO_SUCH_DAY),
    ("0/12", DayRefusal.NO_SUCH_DAY),
    ("2026-02-30", DayRefusal.NO_SUCH_DAY),
    ("29/2", DayRefusal.NO_SUCH_DAY),
    ("12/14", DayRefusal.NO_SUCH_MONTH),
    ("1123", DayRefusal.NO_SUCH_MONTH),
    ("2026-14-12", DayRefusal.NO_SUCH_MONTH),
    ("v54 tis", DayRefusal.NO_SUCH_WEEK),
    ("v0 tis", DayRefusal.NO_SUCH_WEEK),
    ("141226", DayRefusal.YEAR_UNCLEAR),
    ("26-12-14", DayRefusal.YEAR_UNCLEAR),
    ("14/12/26", DayRefusal.YEAR_UNCLEAR),
    ("kl 13", DayRefusal.TIME_ALONE),
    ("13:15", DayRefusal.TIME_ALONE),
    ("14/12 13.15", DayRefusal.TIME_NOT_ASKED),
    ("14/12 1315", DayRefusal.TIME_NOT_ASKED),
    ("fre kl 13", DayRefusal.TIME_NOT_ASKED),
]

REFUSED_WITH_TIME = [
    ("14/12", DayRefusal.TIME_MISSING),
    ("13.15", DayRefusal.NO_SUCH_MONTH),
    ("kl 13", DayRefusal.TIME_ALONE),
    ("14/12 24.00", DayRefusal.NO_SUCH_TIME),
    ("14/12 kl 25", DayRefusal.NO_SUCH_TIME),
    ("14/12 2026", DayRefusal.YEAR_UNCLEAR),
    ("31/11 13.15", DayRefusal.NO_SUCH_DAY),
]


@pytest.mark.parametrize(("said", "day"), READ_AHEAD)
def test_read_where_the_day_is_to_come(said: str, day: date) -> None:
    assert read_day(said, TODAY, AHEAD) == TypedDay(day)


@pytest.mark.parametrize(("said", "day"), READ_BACK)
def test_read_where_the_day_has_been(said: str, day: date) -> None:
    assert read_day(said, TODAY, BACK) == TypedDay(day)


@pytest.mark.parametrize(("said", "day", "at"), WITH_TIME)
def test_read_with_a_time_where_it_is_asked_for(said: str, day: date, at: time) -> None:
    assert read_day(said, TODAY, AHEAD, with_time=True) == TypedDay(day, at)


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize(("said", "because"), REFUSED)
def test_refused_rather_than_guessed(said: str, because: DayRefusal, direction: Direction) -> None:
    refused = read_day(said, TODAY, direction)
    assert isinstance(refused, RefusedDay)
    assert (refused.because, refused.given) == (because, said.strip())


@pytest.mark.parametrize(("said", "because"), REFUSED_WITH_TIME)
def test_refused_where_a_time_is_asked_for(said: str, because: DayRefusal) -> None:
    refused = read_day(said, TODAY, with_time=True)
    assert isinstance(refused, RefusedDay)
    assert refused.because is because


IN_A_LIST = [
    *((said, date(2026, 11, 3)) for said in (
        "3/11", "3.11", "3-11", "0311", "3 nov", "den 3:e november", "2026-11-03", "20261103", "261103", "3/11 2026",
    )),
    ("14/12", date(2026, 12, 14)),
    ("2025-12-14", date(2025, 12, 14)),
    ("251214", date(2025, 12, 14)),
    ("270111", date(2027, 1, 11)),
]  # fmt: skip


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize(("said", "day"), IN_A_LIST)
def test_a_day_of_a_list_is_of_the_lists_year(said: str, day: date, direction: Direction) -> None:
    assert read_day(said, TODAY, direction, year=2026) == TypedDay(day)


@pytest.mark.parametrize("said", ["14", "den 14:e", "fre", "fredag", "i dag", "i morgon", "+3", "+2v", "v50 tis"])
def test_a_day_of_a_list_has_its_month(said: str) -> None:
    refused = read_day(said, TODAY, year=2026)
    assert isinstance(refused, RefusedDay)
    assert (refused.because, strings.refused(refused)) == (DayRefusal.MONTH_MISSING, f"{said} saknar månad.")


@pytest.mark.parametrize("said", [said for said, _ in REFUSED])
def test_what_is_refused_elsewhere_is_refused_in_a_list(said: str) -> None:
    assert isinstance(read_day(said, TODAY, year=2026), RefusedDay)


def test_refused_outside_the_limits() -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 24)
    assert read_day("30/11", TODAY, first=first) == RefusedDay(DayRefusal.TOO_EARLY, "30/11", limit=first)
    assert read_day("1/12", TODAY, first=first, last=last) == TypedDay(first)
    assert read_day("24/12", TODAY, first=first, last=last) == TypedDay(last)
    assert read_day("25/12", TODAY, last=last) == RefusedDay(DayRefusal.TOO_LATE, "25/12", limit=last)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("31/11", "31/11 finns inte: november har 30 dagar."),
        ("12/14", "12/14 finns inte: det finns ingen månad 14."),
        ("v54 tis", "v54 tis finns inte: året har 53 veckor."),
        ("snart", "snart är ingen dag."),
    ],
)
def test_the_sentence_says_what_is_wrong(said: str, sentence: str) -> None:
    refused = read_day(said, TODAY)
    assert isinstance(refused, RefusedDay)
    assert strings.refused(refused) == sentence


def test_every_refusal_has_a_sentence() -> None:
    assert set(strings.REFUSED) == set(DayRefusal)


DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


@given(DAYS, DAYS)
def test_a_whole_day_is_read_as_itself_whatever_today_is(day: date, today: date) -> None:
    written = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day}/{day.month} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ]
    assert {read_day(one, today, direction) for one in written for direction in Direction} == {TypedDay(day)}


@given(DAYS.filter(lambda day: (day.day, day.month) != (29, 2)), DAYS, st.sampled_from(Direction))
def test_a_day_without_its_year_lies_within_a_year_in_the_direction(
    day: date, today: date, direction: Direction
) -> None:
    read = read_day(f"{day.day}/{day.month}", today, direction)
    assert isinstance(read, TypedDay)
    away = (read.day - today) * direction.value
    assert timedelta(0) <= away <= timedelta(days=366)
    assert (read.day.day, read.day.month) == (day.day, day.month)


@given(st.text(max_size=12), DAYS, st.sampled_from(Direction), st.booleans())
def test_any_text_is_read_or_refused(said: str, today: date, direction: Direction, with_time: bool) -> None:
    assert isinstance(read_day(said, today, direction, with_time=with_time), TypedDay | RefusedDay)
