"""Samples of the access log: what is drawn, and when the next one is due."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.domain.access_log.samples import SampleDue, draw, months_before, sample_due, worth_checking

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
    ("kind", "people", "details", "worth"),
    [
        pytest.param(Access.OPENED, "3", {}, True, id="somebody was opened"),
        pytest.param(Access.UNMASKED, "3", {"what": "number"}, True, id="a number was shown"),
        pytest.param("import", "1-10000", {}, True, id="an act with people"),
        pytest.param("erase", "3", {}, True, id="somebody was erased"),
        pytest.param(Access.SEARCHED, "", {"count": 0}, True, id="a search that named nobody"),
        pytest.param(Access.FAILED_LOGIN, "", {}, True, id="a failed login"),
        pytest.param(Access.LISTED, "1-40", {"what": "list", "count": 40}, False, id="the list at a login"),
        pytest.param(Access.LISTED, "1-40", {"what": "remind"}, True, id="people in a dialog that somebody opened"),
        pytest.param(Access.LISTED, "1-40", {"command": "due"}, True, id="people on the command line"),
        pytest.param(Access.EXPORTED, "1-40", {"what": "rows"}, True, id="the list as a file"),
        pytest.param(
            Access.EXPORTED, "", {"what": "aside", "rows": 3}, True, id="rows of a list that names nobody yet"
        ),
        pytest.param(Access.COPIED, "3", {}, True, id="a number was copied"),
        pytest.param(Access.COPIED, "", {"what": "text"}, False, id="the text of a template was copied"),
        pytest.param(Access.PRINTED, "3-9", {}, True, id="letters were printed"),
        pytest.param("archive", "", {"encrypted": True}, True, id="an archive copy"),
        pytest.param("remove_copies", "", {"count": 3}, False, id="old copies were removed"),
        pytest.param(Access.BACKUP, "", {}, True, id="a copy by hand"),
        pytest.param(Access.RESTORE, "", {}, True, id="the register was taken back"),
        pytest.param(Access.KEYS, "", {"damaged": True}, True, id="another key file"),
        pytest.param(Access.LOG_EXPORTED, "", {"count": 9}, True, id="the log as a file"),
        pytest.param(Access.LOG_READ, "", {}, False, id="the reviewer's own look"),
        pytest.param(Access.LOG_READ, "3", {}, True, id="a look in the log for one person"),
        pytest.param(Access.LOG_VERIFIED, "", {}, False, id="the log was checked"),
        pytest.param(Access.SAMPLE, "", {}, False, id="a sample"),
        pytest.param(Access.USERS, "", {"roles": ["administrator"]}, True, id="somebody got another role"),
        pytest.param("settings", "", {"changed": ["envelope"]}, False, id="another envelope"),
        pytest.param(
            "settings", "", {"changed": ["envelope", "mask_numbers"]}, True, id="numbers are no longer masked"
        ),
        pytest.param("settings", "", {"changed": ["backups.second"]}, True, id="copies go to another place"),
        pytest.param("settings", "", {"changed": 7}, False, id="settings that are spoilt"),
        pytest.param("settings", "", {}, False, id="settings of which nothing is told"),
        pytest.param("round", "", {}, False, id="a new round"),
        pytest.param(Access.LOGIN, "", {}, False, id="a login"),
        pytest.param(Access.LOGOUT, "", {}, False, id="a logout"),
        pytest.param(Access.LOCKED, "", {}, False, id="locked"),
        pytest.param(Access.UNLOCKED, "", {}, False, id="unlocked"),
    ],
)
def test_what_is_worth_checking(kind: str, people: str, details: dict[str, object], worth: bool) -> None:
    assert worth_checking(kind, people, details) is worth


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
