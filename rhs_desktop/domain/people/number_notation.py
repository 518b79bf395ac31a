"""How identities are written in lists, and why a text may be none of them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NoReturn

from rhs_desktop.domain.errors import IdentityRefused
from rhs_desktop.domain.people.reserve_number import is_real_date


class Refusal(StrEnum):
    """Why a text is no identity; the value is the code of `IdentityRefused`, `[…]` names its data.

    The right check digit is never among the data: shown, it would invite guessing.
    """

    EMPTY = "empty"
    NOT_TEXT = "not_text"  # [found: type name] neither text nor a whole number
    CHARACTERS = "characters"  # [found: up to five characters that do not belong]
    FOREIGN_DIGITS = "foreign_digits"  # [found: up to five digits of another alphabet, or super- or subscript]
    SEPARATOR = "separator"  # [] a hyphen or plus where none stands
    LOST_PRECISION = "lost_precision"  # [] Excel has rounded the last digits away
    MASKED = "masked"  # [] the last four are hidden
    BIRTH_DATE_ONLY = "birth_date_only"  # [] a date, the last four are missing
    TOO_SHORT = "too_short"  # [found: number of digits]
    TOO_LONG = "too_long"  # [found: number of digits]
    IMPOSSIBLE_DATE = "impossible_date"  # [year, month, day]
    FUTURE_DATE = "future_date"  # [year, month, day]
    SERIAL_ZERO = "serial_zero"  # []
    CHECK_DIGIT = "check_digit"  # []
    ORGANISATION_NUMBER = "organisation_number"  # []
    RESERVE_UNCONFIRMED = "reserve_unconfirmed"  # [letters: those found] ask, then parse with accept_reserve=True


def refuse(code: Refusal, **data: object) -> NoReturn:
    """Raises IdentityRefused with that code."""
    raise IdentityRefused(code, **data)


_DATE = r"(?:(?P<plain>(?:[0-9]{2})?[0-9]{6})|(?P<y>(?:[0-9]{2})?[0-9]{2})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2}))"

NUMBER = re.compile(_DATE + r"(?P<separator>[-+]?)(?P<last>[0-9]{4})")
"""Ten or twelve digits. Hyphens stand around the month, all or none, so that 070-1234567 is no personnummer."""
MASKED = re.compile(_DATE + r"[-+]?[xX*•#?_]{4}")
DIGITS = re.compile(r"[0-9]+")
WHOLE_DECIMAL = re.compile(r"([0-9]+)[.,]0+")
SCIENTIFIC = re.compile(r"([0-9])(?:[.,]([0-9]*))?[eE]\+?([0-9]{1,3})")
TWELVE_LETTERS_AND_DIGITS = re.compile(r"([0-9A-Z]{8})-?([0-9A-Z]{4})")

_DATE_ALONE = re.compile(_DATE + r"-?")
_DIGITS_AND_SEPARATORS = re.compile(r"[-+0-9]+")

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "'\u2018\u2019\u00b4`"
_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_INVISIBLE = (
    "\xad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_LOOKED_AT = 200
"""How much of a text that is no number is looked at to say why."""
_TIDY = str.maketrans(dict.fromkeys(_SPACES + _INVISIBLE) | dict.fromkeys(_DASHES, "-"))


def tidy(raw: str) -> str:
    """The text without spaces, invisible characters and leading apostrophes, every dash a hyphen.

    Raises IdentityRefused where nothing but hyphens is left.
    """
    text = raw.translate(_TIDY).lstrip(_APOSTROPHES)
    if not text.strip("-"):
        refuse(Refusal.EMPTY)
    return text


def date_digits(match: re.Match[str]) -> str:
    """The six or eight digits of the date part, whether it was written with hyphens or without."""
    plain: str | None = match["plain"]
    return plain if plain is not None else f"{match['y']}{match['m']}{match['d']}"


def is_birth_date(digits: str) -> bool:
    return len(digits) == 8 and digits[:2] in ("18", "19", "20") and is_real_date(digits)


def refuse_count(count: int) -> NoReturn:
    """Raises IdentityRefused `too_short` or `too_long` with the count."""
    refuse(Refusal.TOO_SHORT if count < 12 else Refusal.TOO_LONG, found=count)


def refuse_shape(text: str) -> NoReturn:
    """Raises IdentityRefused with what is wrong with a tidied text that has no known shape."""
    if MASKED.fullmatch(text):
        refuse(Refusal.MASKED)
    date_alone = _DATE_ALONE.fullmatch(text)
    if date_alone and is_birth_date(date_digits(date_alone)):
        refuse(Refusal.BIRTH_DATE_ONLY)
    if _DIGITS_AND_SEPARATORS.fullmatch(text):
        count = len(text) - text.count("-") - text.count("+")
        if count in (10, 12):
            refuse(Refusal.SEPARATOR)
        refuse_count(count)
    text = text[:_LOOKED_AT]
    foreign = [mark for mark in text if mark.isdigit() and not mark.isascii()]
    if foreign:
        refuse(Refusal.FOREIGN_DIGITS, found=_first_few(foreign))
    strange = [mark for mark in text if not ("0" <= mark <= "9" or mark in "-+")]
    refuse(Refusal.CHARACTERS, found=_first_few(strange))


def _first_few(marks: list[str]) -> str:
    return "".join(dict.fromkeys(marks))[:5]
