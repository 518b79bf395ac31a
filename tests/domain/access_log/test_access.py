"""The access log's rules: people as ranges, what may be told, the chain."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.access_log import entries
from rhs_desktop.domain.access_log.entries import NO_LINES, Flaw, LogFinding, chained

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
    assert entries.ranges(given_numbers) == text
    assert entries.numbers(text) == tuple(sorted(set(given_numbers)))


@given(numbers, st.integers(1, 310), st.integers(0, 70))
def test_ranges_lose_nothing(of: frozenset[int], other: int, at_most: int) -> None:
    text = entries.ranges(of)
    assert entries.numbers(text) == tuple(sorted(of))
    assert entries.numbers(text, at_most) == tuple(sorted(of))[:at_most]
    assert entries.count(text) == len(of)
    assert entries.holds(text, other) == (other in of)


def test_residents_are_numbered_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        entries.ranges([0])


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
    assert entries.harmless(details) == {
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
    assert entries.without_numbers(typed) == kept


def test_a_search_text_has_the_same_mark_however_it_is_typed_and_another_in_another_register() -> None:
    assert entries.search_mark(1, "Åberg ") == entries.search_mark(1, "åberg")
    assert entries.search_mark(1, "Åberg") != entries.search_mark(1, "Aberg")
    assert entries.search_mark(1, "Åberg") != entries.search_mark(2, "Åberg")


# ---- the chain -------------------------------------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_different_columns_have_different_digests(one: list[bytes], other: list[bytes]) -> None:
    """Also where they read the same one after the other: b"a", b"bc" and b"ab", b"c"."""
    assert (chained(NO_LINES, one) == chained(NO_LINES, other)) == (one == other)


def test_a_digest_depends_on_the_one_before() -> None:
    assert chained("a", [b"x"]) != chained("b", [b"x"])


def test_an_empty_log_is_whole() -> None:
    assert list(entries.examine([], (0, NO_LINES))) == []
    assert list(entries.examine([], None)) == [LogFinding(Flaw.HEAD, 0, 0)]
    assert list(entries.examine([], (3, "x"))) == [LogFinding(Flaw.MISSING, 1, 3)]


def test_a_line_concerns_those_within_its_ranges() -> None:
    line = entries.LogLine(1, datetime(2026, 11, 9), "Anna", "", "opened", "3,5-9", "", {}, None, "")
    assert [number for number in range(12) if line.concerns(number)] == [3, 5, 6, 7, 8, 9]


def test_a_search_text_is_marked_whatever_signs_it_has() -> None:
    """A pasted half of a surrogate pair has no UTF-8."""
    assert entries.search_mark(7, "Ek \ud800") == entries.search_mark(7, "ek \ud800")
    assert entries.search_mark(7, "Ek") != entries.search_mark(8, "Ek")


def test_what_may_be_told_of_an_act() -> None:
    details = {
        "count": 3,
        "outcome": "no_answer",
        "reason": "Karin är bortrest",
        "changed": {"phones": ("070", "071"), "name": ("Ek", "Berg")},
        "roles": ["mottagare", "hanterare"],
        "was": {"Karin": "Ek"},
    }
    assert entries.harmless(details) == {
        "count": 3,
        "outcome": "no_answer",
        "changed": ["name", "phones"],
        "roles": ["mottagare", "hanterare"],
    }


def test_a_number_is_held_by_ranges_and_lists_of_it_alone() -> None:
    assert entries.holds("3-7", 5)
    assert not entries.holds("3-7", 37)
    assert entries.holds("3,9", 9)
