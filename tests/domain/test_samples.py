"""Samples of the access log: what is drawn, and when the next one is due."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.access import Access
from rhs_desktop.domain.samples import SampleDue, draw, months_before, sample_due, worth_checking

population = st.lists(st.sampled_from(["Anna", "Bo", "Cecilia"]), max_size=60).map(
    lambda users: list(enumerate(users, start=1))
)


@given(population, st.integers(1, 30), st.integers())
def test_a_sample_is_of_the_size_asked_for_without_repeats_and_of_every_user(
    lines: list[tuple[int, str]], size: int, seed: int
) -> None:
    drawn = draw(random.Random(seed), lines, size)
    assert list(drawn) == sorted(set(drawn))
    assert len(drawn) == min(size, len(lines))
    users = dict(lines)
    assert set(drawn) <= users.keys()
    assert len({users[number] for number in drawn}) == min(size, len(set(users.values())))
    assert drawn == draw(random.Random(seed), lines, size)


def test_every_line_can_be_drawn() -> None:
    lines = [(number, "Anna" if number % 2 else "Bo") for number in range(1, 41)]
    chance = random.Random(1)
    drawn = {number for _ in range(200) for number in draw(chance, lines, 4)}
    assert drawn == {number for number, _ in lines}


@pytest.mark.parametrize(
    ("kind", "people", "worth"),
    [
        pytest.param(Access.OPENED, "3", True, id="somebody was opened"),
        pytest.param("import", "1-10000", True, id="an act with people"),
        pytest.param(Access.SEARCHED, "", True, id="a search that named nobody"),
        pytest.param(Access.FAILED_LOGIN, "", True, id="a failed login"),
        pytest.param(Access.LOGIN, "", False, id="a login"),
        pytest.param("settings", "", False, id="settings"),
        pytest.param(Access.LOG_READ, "", False, id="the reviewer's own look"),
    ],
)
def test_what_is_worth_checking(kind: str, people: str, worth: bool) -> None:
    assert worth_checking(kind, people) is worth


@pytest.mark.parametrize(
    ("begun", "last", "months", "by"),
    [
        pytest.param(None, None, 1, None, id="an empty log"),
        pytest.param(date(2026, 9, 3), None, 1, date(2026, 10, 3), id="none yet: a month after the log began"),
        pytest.param(date(2024, 1, 1), date(2026, 9, 3), 1, date(2026, 10, 3), id="a month after the last"),
        pytest.param(date(2024, 1, 1), date(2027, 1, 31), 1, date(2027, 2, 28), id="the month is shorter"),
        pytest.param(date(2024, 1, 1), date(2026, 12, 31), 2, date(2027, 2, 28), id="over the year's end"),
        pytest.param(date(2024, 1, 1), date(2026, 9, 3), 12, date(2027, 9, 3), id="once a year"),
        pytest.param(date(2024, 1, 1), date(2026, 9, 3), 0, None, id="never reminded"),
    ],
)
def test_when_a_sample_is_due(begun: date | None, last: date | None, months: int, by: date | None) -> None:
    due = sample_due(begun, last, months)
    assert due == (SampleDue(by, last) if by else None)


def test_it_is_late_the_day_after() -> None:
    due = SampleDue(date(2026, 10, 3), None)
    assert [due.late(date(2026, 10, day)) for day in (2, 3, 4)] == [False, False, True]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 30))
def test_months_before_is_never_later(day: date, months: int) -> None:
    before = months_before(day, months)
    assert before < day
    assert before.day <= day.day
    assert (day.year - before.year) * 12 + day.month - before.month == months
