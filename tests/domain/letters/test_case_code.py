"""Codes find their case; wrong ones are caught."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rhs_desktop.domain.letters.reply_code import SYMBOLS, CodeRefused, case_of, code_of, scan_text

CASES = st.integers(1, 19**5 - 1)
SALTS = st.integers(0, 19**5 - 1)


@given(CASES, SALTS)
def test_a_code_finds_its_case(case: int, salt: int) -> None:
    assert case_of(code_of(case, salt), salt) == case


@given(CASES, SALTS, st.integers(0, 6), st.sampled_from(SYMBOLS))
def test_one_wrong_symbol_is_caught(case: int, salt: int, place: int, other: str) -> None:
    symbols = list(code_of(case, salt).replace("-", ""))
    assume(symbols[place] != other)
    symbols[place] = other
    with pytest.raises(CodeRefused) as refused:
        case_of("".join(symbols), salt)
    assert refused.value.code == "mistyped"


@given(CASES, st.lists(st.integers(0, 6), min_size=2, max_size=2, unique=True))
def test_any_two_that_changed_places_are_caught(case: int, places: list[int]) -> None:
    symbols = list(code_of(case).replace("-", ""))
    one, other = places
    assume(symbols[one] != symbols[other])
    symbols[one], symbols[other] = symbols[other], symbols[one]
    with pytest.raises(CodeRefused):
        case_of("".join(symbols))


def test_every_pair_of_wrong_symbols_in_one_code_is_caught() -> None:
    right = code_of(4711).replace("-", "")
    accepted = 0
    for one, other in itertools.combinations(range(7), 2):
        for first, second in itertools.product(SYMBOLS, repeat=2):
            symbols = list(right)
            symbols[one], symbols[other] = first, second
            try:
                case_of("".join(symbols))
            except CodeRefused:
                continue
            accepted += "".join(symbols) != right
    assert accepted == 0


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(str.lower, id="small letters"),
        pytest.param(lambda code: code.replace("-", " "), id="space"),
        pytest.param(lambda code: code.replace("-", "+"), id="a scanner set for another keyboard"),
        pytest.param(lambda code: f" {code}\r\n", id="line end"),
        pytest.param(scan_text, id="scanned"),
        pytest.param(lambda code: scan_text(code).lower(), id="scanned with caps lock on"),
    ],
)
def test_people_and_scanners_write_a_code_in_many_ways(write: Callable[[str], str]) -> None:
    assert case_of(write(code_of(4711))) == 4711


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "length", id="empty"),
        pytest.param("234-567", "length", id="too short"),
        pytest.param("234-56789", "length", id="too long"),
        pytest.param("2O4-5678", "symbol", id="a letter that no code has"),
        pytest.param("195601222861", "symbol", id="a personnummer"),
        pytest.param("234-5678", "mistyped", id="well formed and wrong"),
    ],
)
def test_refused_with_a_reason(text: str, code: str) -> None:
    with pytest.raises(CodeRefused) as refused:
        case_of(text)
    assert refused.value.code == code


def test_neighbouring_cases_look_different() -> None:
    codes = [code_of(case).replace("-", "") for case in range(1, 200)]
    alike = max(sum(a == b for a, b in zip(one, other, strict=True)) for one, other in itertools.pairwise(codes))
    assert len(set(codes)) == len(codes)
    assert alike <= 4


@pytest.mark.parametrize("case", [0, -1, 19**5])
def test_cases_beyond_the_codes_are_a_bug_and_say_so(case: int) -> None:
    with pytest.raises(ValueError, match="no code"):
        code_of(case)
