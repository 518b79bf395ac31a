"""Identities by properties that hold for any input, and against two libraries."""

from __future__ import annotations

import re
import sys
from datetime import date

from hypothesis import assume, example, given
from hypothesis import strategies as st
from personnummer import personnummer
from stdnum.se import personnummer as stdnum_personnummer

from rhs_desktop.domain.errors import IdentityRefused
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber, Refusal, parse
from tests.domain.people.identities import (
    MAN,
    TODAY,
    coordination,
    is_read,
    with_check_digit,
    with_wide_digits,
    with_wrong_check_digit,
)

RESERVE = "22950606FH20"
PLAUSIBLE = st.builds(
    lambda year, month, day, rest: with_check_digit(f"{year}{month:02d}{day:02d}{rest:03d}0"),
    st.integers(1850, 2026),
    st.integers(1, 12),
    st.integers(1, 28) | st.integers(61, 88),
    st.integers(1, 999),
)
ALMOST = st.text(alphabet="0123456789", min_size=6, max_size=14) | st.text(alphabet="0123456789-+ '.,eEXT", max_size=18)
ANYTHING = (
    st.none()
    | st.booleans()
    | st.text()
    | ALMOST
    | st.integers()
    | st.integers(min_value=0, max_value=10**13)
    | st.floats()
    | st.binary(max_size=12)
    | st.dates()
    | st.datetimes()
    | st.lists(st.integers(), max_size=1)
)


@given(raw=ANYTHING, accept_reserve=st.booleans())
@example(raw="1e99", accept_reserve=False)
@example(raw="0E0", accept_reserve=True)
@example(raw="+", accept_reserve=False)
@example(raw="\ud800", accept_reserve=False)
def test_anything_is_an_identity_or_refused(raw: object, accept_reserve: bool) -> None:
    outcome = _outcome(raw, accept_reserve)
    assert isinstance(outcome, PersonalNumber) or outcome in set(Refusal)


@given(raw=PLAUSIBLE, accept_reserve=st.booleans())
@example(raw="19560113-2334", accept_reserve=False)
@example(raw=RESERVE, accept_reserve=True)
def test_an_identity_that_is_read_is_read_again_as_it_is_written(raw: str, accept_reserve: bool) -> None:
    outcome = _outcome(raw, accept_reserve)
    assume(isinstance(outcome, PersonalNumber))
    assert isinstance(outcome, PersonalNumber)
    assert re.fullmatch(r"[0-9A-Z]{12}", outcome.digits)
    assert outcome.digits.isdigit() or outcome.kind is IdentityKind.RESERVE
    assert parse(outcome.dashed, TODAY, accept_reserve=accept_reserve) == outcome


def _outcome(raw: object, accept_reserve: bool) -> PersonalNumber | str:
    try:
        return parse(raw, TODAY, accept_reserve=accept_reserve)
    except IdentityRefused as refused:
        return refused.code


@given(text=st.text(alphabet=st.characters(categories=["Zs", "Zl", "Zp", "Cf"], max_codepoint=0x206F), max_size=3))
def test_spaces_and_invisible_marks_change_nothing(text: str) -> None:
    harmless = "".join(mark for mark in text if mark.isspace() or mark in "\u00ad\u200b\u200e\u200f\u2060\ufeff")
    assert parse(f"{harmless}19{harmless}560113{harmless}-2334{harmless}", TODAY).digits == MAN


def test_every_space_of_unicode_is_a_space() -> None:
    spaces = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
    assert {parse(f"19560113{space}2334", TODAY).digits for space in spaces} == {MAN}


def test_no_wrong_digitis_read(test_numbers: tuple[str, ...]) -> None:
    """Luhn covers the last ten digits; the century is not covered, so only what it must catch is tried."""
    for number in test_numbers[::7]:
        for place in range(2, 12):
            for digit in set("0123456789") - {number[place]}:
                assert not is_read(f"{number[:place]}{digit}{number[place + 1 :]}")


def test_no_swapped_digits_are_read(test_numbers: tuple[str, ...]) -> None:
    swapped = [
        f"{number[:place]}{number[place + 1]}{number[place]}{number[place + 2 :]}"
        for number in test_numbers
        for place in range(2, 11)
        if number[place] != number[place + 1] and number[place : place + 2] not in {"09", "90"}
    ]
    assert len(swapped) > 5_000
    assert not any(map(is_read, swapped))


# ---------------------------------------------------------------- oracles
#
# Every made-up number is of somebody born in the 1800s: nobody's who lives, and past for the libraries' own clocks.

MADE_UP_DATES = st.builds(
    lambda year, month, day: f"{year}{month:02d}{day:02d}",
    st.integers(1850, 1899),
    st.integers(0, 13),
    st.integers(0, 99),
)


@st.composite
def made_up(draw: st.DrawFn) -> str:
    """Twelve digits, every second with a right check digit."""
    number = f"{draw(MADE_UP_DATES)}{draw(st.integers(0, 999)):03d}{draw(st.integers(0, 9))}"
    return with_check_digit(number) if draw(st.booleans()) else number


def _kind(text: str) -> IdentityKind | None:
    try:
        return parse(text, TODAY).kind
    except IdentityRefused:
        return None


def _is_incomplete_coordination(twelve: str) -> bool:
    """Excluded from the oracle `personnummer`: month 00, day 60 and dates that do not exist, which it refuses."""
    day = int(twelve[6:8]) - 60
    if day < 0:
        return False
    try:
        date(int(twelve[:4]), int(twelve[4:6]), day)
    except ValueError:
        return True
    return False


@given(number=made_up())
@example(number=with_check_digit("185601730010"))
@example(number=with_check_digit("185601130000"))
def test_agrees_with_personnummer(number: str) -> None:
    assume(not _is_incomplete_coordination(number))
    assert (_kind(number) is not None) == personnummer.valid(number)


@given(number=made_up())
@example(number=with_check_digit("185601130010"))
def test_agrees_with_stdnum(number: str) -> None:
    """Excluded: samordningsnummer, which it all refuses, and serial 000, which it accepts."""
    assume(int(number[6:8]) < 60 and number[8:11] != "000")
    assert (_kind(number) is IdentityKind.PERSONAL) == stdnum_personnummer.is_valid(number)


def test_both_libraries_read_the_whole_list_and_its_coordination_numbers(test_numbers: tuple[str, ...]) -> None:
    for number in test_numbers:
        assert personnummer.valid(number)
        assert stdnum_personnummer.is_valid(number)
        assert personnummer.valid(coordination(number))
        assert not personnummer.valid(with_wrong_check_digit(number))
        assert not stdnum_personnummer.is_valid(with_wrong_check_digit(number))


def test_where_the_libraries_are_wrong() -> None:
    """Should one of these fail after an update, the library became right and its exclusion above can go."""
    assert not personnummer.valid(coordination(MAN, month="00"))
    assert personnummer.valid(f"{MAN}\n")
    assert personnummer.valid(with_wide_digits(MAN, "\u0660"))
    assert not stdnum_personnummer.is_valid(coordination(MAN))
    assert stdnum_personnummer.is_valid(with_check_digit("185601130000"))
