"""Identities for tests: two of Skatteverket's open list, and what is made from them at run time."""

from __future__ import annotations

from datetime import date

import pytest

from rhs_desktop.domain.errors import IdentityRefused
from rhs_desktop.domain.people.personal_number import check_digit, parse

TODAY = date(2026, 11, 9)
WOMAN = "195601222861"
MAN = "195601132334"


def refusal(raw: object, today: date = TODAY, *, accept_reserve: bool = False) -> IdentityRefused:
    with pytest.raises(IdentityRefused) as caught:
        parse(raw, today, accept_reserve=accept_reserve)
    return caught.value


def with_check_digit(twelve: str) -> str:
    """The same number with the check digit that Luhn asks for."""
    return f"{twelve[:11]}{check_digit(twelve[2:11])}"


def coordination(twelve: str, *, month: str | None = None, day: str | None = None) -> str:
    """A samordningsnummer made from a test personnummer: day + 60, or the month and day given."""
    month = month or twelve[4:6]
    day = day or f"{int(twelve[6:8]) + 60}"
    return with_check_digit(f"{twelve[:4]}{month}{day}{twelve[8:]}")


def with_wrong_check_digit(twelve: str) -> str:
    return f"{twelve[:11]}{(int(twelve[11]) + 1) % 10}"


def with_wide_digits(twelve: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(digit)) for digit in twelve)


def is_read(text: str) -> bool:
    try:
        parse(text, TODAY)
    except IdentityRefused:
        return False
    return True
