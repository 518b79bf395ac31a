"""Personnummer, samordningsnummer and reservnummer: everything that lists write is read, everything else is refused.

Sources, rule by rule:

- A personnummer is birth date, serial 001–999 and a check digit (Luhn over the last ten digits, weights 2, 1, 2 …).
  With ten digits the hyphen becomes a plus from the calendar year the person turns 100. Folkbokföringslagen 18 §.
- A samordningsnummer has 60 added to the day. Month 00, day 60 and dates that do not exist are issued: of
  Skatteverket's 2,264 test numbers 132, 41 and 24 are such, and all pass Luhn.
- A reservnummer follows its region's format: `reserve_number.py`. Any other twelve letters and digits count as one
  only after a person has said so.
- An organisationsnummer has a third digit of at least 2, and the prefix 16 when written with twelve digits.
- 1177 lets nobody but holders of a personnummer log in (process.md section 2).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import index
from typing import NoReturn

from rhs_desktop.domain import reserve_number
from rhs_desktop.domain.errors import IdentityRefused
from rhs_desktop.domain.reserve_number import is_real_date, luhn_sum


class IdentityKind(StrEnum):
    PERSONAL = "personal"
    COORDINATION = "coordination"
    RESERVE = "reserve"


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
    IMPOSSIBLE_DATE = "impossible_date"  # [year, month, day: as written; year has two digits if written so]
    FUTURE_DATE = "future_date"  # [year, month, day]
    SERIAL_ZERO = "serial_zero"
    CHECK_DIGIT = "check_digit"
    ORGANISATION_NUMBER = "organisation_number"
    RESERVE_UNCONFIRMED = "reserve_unconfirmed"  # [letters: those found] ask, then parse with accept_reserve=True


@dataclass(frozen=True, slots=True, order=True)
class PersonalNumber:
    """An identity in its normal form. Make one from text with `parse`; the constructor checks nothing."""

    digits: str
    """Twelve characters without a hyphen; only a reserve number holds letters, in upper case."""
    kind: IdentityKind

    def __str__(self) -> str:
        return self.dashed

    @property
    def dashed(self) -> str:
        """`YYYYMMDD-NNNN`, as 1177 and Cosmic show it. Reserve numbers are written without a hyphen."""
        if self.kind is IdentityKind.RESERVE:
            return self.digits
        return f"{self.digits[:8]}-{self.digits[8:]}"

    @property
    def masked(self) -> str:
        """The same with the last four hidden, for places where they are not needed."""
        return f"{self.dashed[:-4]}••••"

    @property
    def birth_year(self) -> int | None:
        """The year in the number; None for a reserve number that holds none or whose format is not known."""
        if self.kind is not IdentityKind.RESERVE:
            return int(self.digits[:4])
        known = reserve_number.recognise(self.digits)
        return known.birth_year if known else None

    @property
    def may_log_in(self) -> bool:
        """Whether 1177 can reach this identity at all."""
        return self.kind is IdentityKind.PERSONAL

    def turns(self, year: int) -> int | None:
        """The age reached during `year`; None where the birth year is not known."""
        return None if self.birth_year is None else year - self.birth_year


def parse(raw: object, today: date, *, accept_reserve: bool = False) -> PersonalNumber:
    """Read a cell or a typed text as an identity.

    Tolerated: spaces of every kind and invisible characters anywhere, hyphens and dashes of every kind between year,
    month, day and the last four, a leading apostrophe, ten or twelve digits, whole numbers as Excel stores them (int,
    float, text with `.0`), and the leading zero that such a number loses. Ten digits belong to the youngest person
    that they can, in the calendar year of `today`; with `+` to one a hundred years older.

    `accept_reserve`: a person has confirmed that twelve letters and digits of unknown format are a reserve number.
    Text that reads as a personnummer, samordningsnummer or organisationsnummer is still held to their rules.

    Raises IdentityRefused with a code of `Refusal`, for whatever object that is not an identity.
    """
    if type(raw) is str:
        common = _COMMON.fullmatch(raw)
        if common:
            return _person(common[1] + common[2], today)
        return _from_text(raw, today, accept_reserve)
    return _from_cell(raw, today, accept_reserve)


def check_digit(nine: str) -> int:
    """The tenth digit that belongs to nine, `YYMMDDNNN`. For making test and practice data, not for hints."""
    return -luhn_sum(nine) % 10


_COMMON = re.compile(r"((?:19|20)[0-9]{6})-?([0-9]{4})")
_DATE = r"(?:(?P<plain>(?:[0-9]{2})?[0-9]{6})|(?P<y>(?:[0-9]{2})?[0-9]{2})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2}))"
_NUMBER = re.compile(_DATE + r"(?P<separator>[-+]?)(?P<last>[0-9]{4})")
_MASKED = re.compile(_DATE + r"[-+]?[xX*•#?_]{4}")
_DATE_ALONE = re.compile(_DATE + r"-?")
_DIGITS = re.compile(r"[0-9]+")
_DIGITS_AND_SEPARATORS = re.compile(r"[-+0-9]+")
_WHOLE_DECIMAL = re.compile(r"([0-9]+)[.,]0+")
_SCIENTIFIC = re.compile(r"([0-9])(?:[.,]([0-9]*))?[eE]\+?([0-9]{1,3})")
_ALPHANUMERIC = re.compile(r"([0-9A-Z]{8})-?([0-9A-Z]{4})")

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "'\u2018\u2019\u00b4`"
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INVISIBLE = (
    "\xad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_TIDY = str.maketrans(dict.fromkeys(_SPACES + _INVISIBLE) | dict.fromkeys(_DASHES, "-"))

_FEWEST_DIGITS_OF_A_CELL = 7  # 2000-01-01 written with ten digits and stored as a number
_FEWEST_DIGITS_OF_A_TEXT = 9


def _refuse(code: Refusal, **data: object) -> NoReturn:
    raise IdentityRefused(code, **data)


def _from_cell(raw: object, today: date, accept_reserve: bool) -> PersonalNumber:
    """A value that a table gave: None, text of a subclass, a number, or something else."""
    if raw is None or (isinstance(raw, float) and math.isnan(raw)):
        _refuse(Refusal.EMPTY)
    if isinstance(raw, str):
        return _from_text(str(raw), today, accept_reserve)
    if isinstance(raw, date):
        _refuse(Refusal.BIRTH_DATE_ONLY)
    number = _whole_number(raw)
    if number >= 10**12:
        _refuse(Refusal.TOO_LONG, found=int(math.log10(number)) + 1)
    digits = str(number)
    if len(digits) >= 10 and digits.endswith("0000"):
        _refuse(Refusal.LOST_PRECISION)
    return _from_digits(digits, today, accept_reserve, fewest=_FEWEST_DIGITS_OF_A_CELL)


def _whole_number(raw: object) -> int:
    """The number of a cell; text-like, negative, broken and truth values are refused."""
    number = -1
    if isinstance(raw, float):
        number = int(raw) if raw.is_integer() else -1
    elif not isinstance(raw, bool):
        try:
            number = index(raw)  # type: ignore[arg-type]  # any object may come; those without an index raise
        except TypeError:
            number = -1
    if number < 0:
        _refuse(Refusal.NOT_TEXT, found=type(raw).__name__)
    return number


def _refuse_text(text: str) -> NoReturn:
    """Name what is wrong with a text that has no known shape."""
    if _MASKED.fullmatch(text):
        _refuse(Refusal.MASKED)
    date_alone = _DATE_ALONE.fullmatch(text)
    if date_alone and _is_birth_date(_eight_or_six(date_alone)):
        _refuse(Refusal.BIRTH_DATE_ONLY)
    if _DIGITS_AND_SEPARATORS.fullmatch(text):
        count = len(text) - text.count("-") - text.count("+")
        _refuse_count(count) if count not in (10, 12) else _refuse(Refusal.SEPARATOR)
    foreign = [mark for mark in text if mark.isdigit() and not mark.isascii()]
    if foreign:
        _refuse(Refusal.FOREIGN_DIGITS, found=_first_few(foreign))
    strange = [mark for mark in text if not ("0" <= mark <= "9" or mark in "-+")]
    _refuse(Refusal.CHARACTERS, found=_first_few(strange))


def _first_few(marks: list[str]) -> str:
    return "".join(dict.fromkeys(marks))[:5]


def _refuse_count(count: int) -> NoReturn:
    _refuse(Refusal.TOO_SHORT if count < 12 else Refusal.TOO_LONG, found=count)


def _from_text(raw: str, today: date, accept_reserve: bool) -> PersonalNumber:
    text = raw.translate(_TIDY).lstrip(_APOSTROPHES)
    if not text.strip("-"):
        _refuse(Refusal.EMPTY)
    number = _NUMBER.fullmatch(text)
    if number:
        digits = _eight_or_six(number) + number["last"]
        if len(digits) == 10:
            return _from_ten(digits, number["separator"] == "+", today)
        return _from_twelve(digits, today, accept_reserve)
    if _DIGITS.fullmatch(text):
        return _from_digits(text, today, accept_reserve, fewest=_FEWEST_DIGITS_OF_A_TEXT)
    whole = _WHOLE_DECIMAL.fullmatch(text)
    if whole:
        return _from_digits(whole[1], today, accept_reserve, fewest=_FEWEST_DIGITS_OF_A_CELL)
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        return _from_scientific(scientific, today, accept_reserve)
    reserve = _ALPHANUMERIC.fullmatch(text.upper())
    if reserve and text.isascii() and not _MASKED.fullmatch(text):
        return _reserve(reserve[1] + reserve[2], accept_reserve)
    _refuse_text(text)


def _eight_or_six(match: re.Match[str]) -> str:
    """The digits of the date part, whether it was written with hyphens or without."""
    plain = match["plain"]
    return plain if plain is not None else match["y"] + match["m"] + match["d"]


def _is_birth_date(digits: str) -> bool:
    return len(digits) == 8 and digits[:2] in ("18", "19", "20") and is_real_date(digits)


def _from_scientific(match: re.Match[str], today: date, accept_reserve: bool) -> PersonalNumber:
    """`1,95912E+11`: whole only if the mantissa still holds every digit."""
    fraction, exponent = match[2] or "", int(match[3])
    if len(fraction) < exponent:
        _refuse(Refusal.LOST_PRECISION)
    if len(fraction) > exponent:
        _refuse(Refusal.CHARACTERS, found=",")
    return _from_digits(match[1] + fraction, today, accept_reserve, fewest=_FEWEST_DIGITS_OF_A_CELL)


def _from_digits(digits: str, today: date, accept_reserve: bool, *, fewest: int) -> PersonalNumber:
    """Digits without any separator; down to `fewest` they may have lost leading zeros from ten."""
    count = len(digits)
    if count == 12:
        return _from_twelve(digits, today, accept_reserve)
    if count == 10:
        return _from_ten(digits, False, today)
    if _is_birth_date(digits):
        _refuse(Refusal.BIRTH_DATE_ONLY)
    if not fewest <= count < 10:
        _refuse_count(count)
    try:
        return _from_ten(digits.zfill(10), False, today)
    except IdentityRefused:
        _refuse_count(count)


def _from_ten(digits: str, hundred_or_more: bool, today: date) -> PersonalNumber:
    """Give the century: the latest year not after today's, a hundred years earlier with a plus."""
    if digits[2] >= "2" and luhn_sum(digits) % 10 == 0:
        _refuse(Refusal.ORGANISATION_NUMBER)
    year = today.year - (today.year - int(digits[:2])) % 100
    if hundred_or_more:
        year -= 100
    return _person(f"{year:04d}{digits[2:]}", today)


def _from_twelve(digits: str, today: date, accept_reserve: bool) -> PersonalNumber:
    century, eight = digits[:2], digits[:8]
    if century == "16":
        _refuse(Refusal.ORGANISATION_NUMBER)
    if century in ("18", "19", "20"):
        if accept_reserve and _is_day_of_a_reserve_number(eight):
            return _reserve(digits, accept_reserve)
        return _person(digits, today)
    if reserve_number.recognise(digits) is None and is_real_date(eight):
        written = _date_data(eight)
        _refuse(Refusal.FUTURE_DATE if int(eight[:4]) > today.year else Refusal.IMPOSSIBLE_DATE, **written)
    return _reserve(digits, accept_reserve)


def _is_day_of_a_reserve_number(eight: str) -> bool:
    """Halland's and Carelink's formats: digits alone, the day after the real ones and before a samordningsnummer's."""
    return "01" <= eight[4:6] <= "12" and "32" <= eight[6:8] <= "59"


def _reserve(text: str, accept_reserve: bool) -> PersonalNumber:
    if accept_reserve or reserve_number.recognise(text):
        return PersonalNumber(text, IdentityKind.RESERVE)
    _refuse(Refusal.RESERVE_UNCONFIRMED, letters="".join(mark for mark in text if mark.isalpha()))


def _person(digits: str, today: date) -> PersonalNumber:
    """Twelve digits that must be a personnummer or a samordningsnummer."""
    eight = digits[:8]
    reading = _read_date(eight)
    if reading is None:
        _refuse(Refusal.IMPOSSIBLE_DATE, **_date_data(eight))
    kind, born = reading
    if born > today.year * 10_000 + today.month * 100 + today.day:
        _refuse(Refusal.FUTURE_DATE, **_date_data(eight))
    if digits[8:11] == "000":
        _refuse(Refusal.SERIAL_ZERO)
    if (_luhn_of_date(eight) + _luhn_of_last(digits[8:])) % 10:
        _refuse(Refusal.CHECK_DIGIT)
    return PersonalNumber(digits, kind)


def _date_data(eight: str) -> dict[str, int]:
    return {"year": int(eight[:4]), "month": int(eight[4:6]), "day": int(eight[6:8])}


@lru_cache(maxsize=65_536)
def _read_date(eight: str) -> tuple[IdentityKind, int] | None:
    """What the date part makes of the number, and the date as the number YYYYMMDD, day and month 0 if not known."""
    if is_real_date(eight):
        return IdentityKind.PERSONAL, int(eight)
    if eight[4:6] <= "12" and "60" <= eight[6:8] <= "91":
        return IdentityKind.COORDINATION, int(eight) - 60
    return None


@lru_cache(maxsize=65_536)
def _luhn_of_date(eight: str) -> int:
    return luhn_sum(eight[2:])


@lru_cache(maxsize=16_384)
def _luhn_of_last(four: str) -> int:
    return luhn_sum(four)
