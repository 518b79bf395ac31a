"""The access log's rules: people as ranges, what may be told, the sample, and when the next one is due."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain import access
from rhs_desktop.domain.access import NO_LINES, Access, Finding, Flaw, SampleDue, chained, draw, sample_due

numbers = st.frozensets(st.integers(1, 300), max_size=60)


@pytest.mark.parametrize(
    ("given_numbers", "text"),
    [
        pytest.param((), "", id="nobody"),
        pytest.param((7,), "7", id="one"),
        pytest.param((9, 3, 5, 6, 7, 7), "3,5-7,9", id="mixed, in no order, one twice"),
        pytest.param((1, 2), "1-2", id="two in a row"),
        pytest.param(range(1, 10_001), "1-10000", id="a whole list"),
    ],
)
def test_people_are_told_as_ranges(given_numbers: tuple[int, ...], text: str) -> None:
    assert access.ranges(given_numbers) == text
    assert access.numbers(text) == tuple(sorted(set(given_numbers)))


@given(numbers, st.integers(1, 310), st.integers(0, 70))
def test_ranges_lose_nothing(of: frozenset[int], other: int, at_most: int) -> None:
    text = access.ranges(of)
    assert access.numbers(text) == tuple(sorted(of))
    assert access.numbers(text, at_most) == tuple(sorted(of))[:at_most]
    assert access.count(text) == len(of)
    assert access.holds(text, other) == (other in of)


def test_residents_are_numbered_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        access.ranges([0])


def test_an_act_tells_counts_and_codes_and_nothing_that_somebody_typed() -> None:
    details = {
        "count": 25,
        "protected": True,
        "outcome": "booked",
        "template": "phone",
        "source": "Karin Eks lista.xlsx",
        "name": "Karin Ek",
        "reason": "19760101-2391 har flyttat",
        "phones": ["070-174 06 05"],
        "changed": {"clinic": [{"name": "Ekeby"}, {"name": "Ek"}], "round": [None, 1]},
    }
    assert access.harmless(details) == {
        "count": 25,
        "protected": True,
        "outcome": "booked",
        "template": "phone",
        "changed": ["clinic", "round"],
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("Ringde  om\nremissen", "Ringde om remissen", id="on one line"),
        pytest.param("19760101-2391 flyttat", "••• flyttat", id="personnummer"),
        pytest.param("nr 760101 2391", "nr •••", id="short, with a space"),
        pytest.param("tel 070-174 06 05.", "tel •••.", id="telephone"),
        pytest.param("rum 12, 2026-11", "rum 12, •••", id="a month is struck out too, rather than a number be kept"),
        pytest.param("x" * 700, "x" * 500, id="cut"),
    ],
)
def test_a_reason_has_no_long_numbers(typed: str, kept: str) -> None:
    assert access.without_numbers(typed) == kept


def test_a_search_text_has_the_same_mark_however_it_is_typed_and_another_in_another_register() -> None:
    assert access.search_mark(1, "Åberg ") == access.search_mark(1, "åberg")
    assert access.search_mark(1, "Åberg") != access.search_mark(1, "Aberg")
    assert access.search_mark(1, "Åberg") != access.search_mark(2, "Åberg")


# ---- the chain -------------------------------------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_different_columns_have_different_digests(one: list[bytes], other: list[bytes]) -> None:
    """Also where they read the same one after the other: b"a", b"bc" and b"ab", b"c"."""
    assert (chained(NO_LINES, one) == chained(NO_LINES, other)) == (one == other)


def test_a_digest_depends_on_the_one_before() -> None:
    assert chained("a", [b"x"]) != chained("b", [b"x"])


def test_an_empty_log_is_whole() -> None:
    assert list(access.examine([], (0, NO_LINES))) == []
    assert list(access.examine([], None)) == [Finding(Flaw.HEAD, 0, 0)]
    assert list(access.examine([], (3, "x"))) == [Finding(Flaw.MISSING, 1, 3)]


# ---- samples ---------------------------------------------------------------------------------------------------------

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
    assert access.worth_checking(kind, people) is worth


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
    before = access.months_before(day, months)
    assert before < day
    assert before.day <= day.day
    assert (day.year - before.year) * 12 + day.month - before.month == months


def test_a_line_concerns_those_within_its_ranges() -> None:
    line = access.Line(1, datetime(2026, 11, 9), "Anna", "", "opened", "3,5-9", "", {}, None, "")
    assert [number for number in range(12) if line.concerns(number)] == [3, 5, 6, 7, 8, 9]
