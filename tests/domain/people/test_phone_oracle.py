"""Which Swedish numbers are whole, against phonenumberslite (a port of Google's libphonenumber)."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rhs_desktop.domain.people.phone import incomplete, too_long


def valid(text: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(text, "SE"))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("070-174 06 05", True),
        ("070 174 06 0", False),
        ("070-174 06 055", False),
        ("072-174 06 05", True),
        ("073-174 06 05", True),
        ("076-174 06 05", True),
        ("079-174 06 05", True),
        ("+46 70 174 06 05", True),
        ("+46 (0)70 174 06 0", False),
        ("0046 70 174 06 0", False),
        ("013-10 20 30", True),
        ("013-10 20", False),
        ("08-123 456 78", True),
        ("08-12 34 56", True),
        ("0243-123 45", True),
        ("010-123 45 67", True),
    ],
)
def test_the_same_answer_as_the_library(text: str, whole: bool) -> None:
    assert valid(text) is whole
    assert (incomplete(text) or too_long(text)) is not whole


@given(st.sampled_from(["070", "072", "073", "076", "079"]), st.text("0123456789", min_size=0, max_size=11))
@example("070", "174060")
def test_no_mobile_number_that_is_valid_gets_a_remark(area: str, rest: str) -> None:
    number = area + rest
    if_valid = valid(number)
    assert not (if_valid and (incomplete(number) or too_long(number)))


@pytest.mark.parametrize("text", ["112", "1177", "+47 22 12 34 56", "+45 32 12 34", "skyddat", "", "0046", "0"])
def test_what_begins_otherwise_gets_no_remark(text: str) -> None:
    assert not incomplete(text)
    assert not too_long(text)
