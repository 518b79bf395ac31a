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

from rhs_desktop.domain.errors import IdentityRefused
from rhs_desktop.domain.people import number_notation as written
from rhs_desktop.domain.people import reserve_number
from rhs_desktop.domain.people.number_notation import Refusal, refuse
from rhs_desktop.domain.people.reserve_number import is_real_date, luhn_sum

__all__ = ["IdentityKind", "PersonalNumber", "Refusal", "check_digit", "parse"]


class IdentityKind(StrEnum):
    """What sort of number identifies a resident."""

    PERSONAL = "personal"
    COORDINATION = "coordination"
    RESERVE = "reserve"

    @property
    def may_log_in(self) -> bool:
        """Whether 1177 lets its holder log in (process.md, section 2)."""
        return self is IdentityKind.PERSONAL


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
        return self.kind.may_log_in

    def turns(self, year: int) -> int | None:
        """The age reached during `year`; None where the birth year is not known."""
        born = self.birth_year
        return None if born is None else year - born


def parse(raw: object, today: date, *, accept_reserve: bool = False) -> PersonalNumber:
    """Read a cell or a typed text as an identity.

    Tolerated: spaces of every kind and invisible characters anywhere, hyphens and dashes of every kind between year,
    month, day and the last four, a leading apostrophe, ten or twelve digits, whole numbers as Excel stores them (int,
    float, text with `.0`), and the leading zero that such a number loses. Ten digits belong to the youngest person
    that they can, in the calendar year of `today`; with `+` to one a hundred years older.

    `accept_reserve`: a person has confirmed that twelve letters and digits of unknown format are a reserve number.
    What reads as a personnummer, samordningsnummer or organisationsnummer is still held to their rules.

    Raises IdentityRefused with a code of `Refusal` for everything else, of whatever type.
    """
    if type(raw) is str:
        common = _COMMON.fullmatch(raw)
        if common:
            return _from_twelve(common[1] + common[2], today, accept_reserve)
        return _from_text(raw, today, accept_reserve)
    return _from_cell(raw, today, accept_reserve)


def check_digit(nine: str) -> int:
    """The tenth digit that belongs to nine, `YYMMDDNNN`. For making test and practice data, not for hints."""
    return -luhn_sum(nine) % 10


_COMMON = re.compile(r"((?:19|20)[0-9]{6})-?([0-9]{4})")

_FEWEST_DIGITS_OF_A_NUMBER = 7  # ten digits that begin with 000, stored as a number
_FEWEST_DIGITS_OF_A_TEXT = 9


def _from_cell(raw: object, today: date, accept_reserve: bool) -> PersonalNumber:
    """A value that a table gave: None, text of a subclass, a number, or something else."""
    if raw is None or (isinstance(raw, float) and math.isnan(raw)):
        refuse(Refusal.EMPTY)
    if isinstance(raw, str):
        return _from_text(str(raw), today, accept_reserve)
    if isinstance(raw, date):
        refuse(Refusal.BIRTH_DATE_ONLY)
    number = _whole_number(raw)
    if number >= 10**12:
        written.refuse_count(int(math.log10(number)) + 1)
    return _from_number(str(number), today, accept_reserve)


def _whole_number(raw: object) -> int:
    """The number in a cell; negative, broken and truth values are refused."""
    number = -1
    if isinstance(raw, float):
        number = int(raw) if raw.is_integer() else -1
    elif not isinstance(raw, bool):
        try:
            number = index(raw)  # type: ignore[arg-type]  # any object may come; those without an index raise
        except TypeError:
            number = -1
    if number < 0:
        refuse(Refusal.NOT_TEXT, found=type(raw).__name__)
    return number


def _from_text(raw: str, today: date, accept_reserve: bool) -> PersonalNumber:
    text = written.tidy(raw)
    number = written.NUMBER.fullmatch(text)
    if number:
        digits = written.date_digits(number) + number["last"]
        if len(digits) == 10:
            return _from_ten(digits, number["separator"] == "+", today)
        return _from_twelve(digits, today, accept_reserve)
    if written.DIGITS.fullmatch(text):
        return _from_digits(text, today, accept_reserve, fewest=_FEWEST_DIGITS_OF_A_TEXT)
    whole = written.WHOLE_DECIMAL.fullmatch(text)
    if whole:
        return _from_number(whole[1], today, accept_reserve)
    scientific = written.SCIENTIFIC.fullmatch(text)
    if scientific:
        return _from_scientific(scientific, today, accept_reserve)
    reserve = written.TWELVE_LETTERS_AND_DIGITS.fullmatch(text.upper())
    if reserve is None or not text.isascii() or written.MASKED.fullmatch(text):
        written.refuse_shape(text)
    return _reserve(reserve[1] + reserve[2], accept_reserve)


def _from_scientific(match: re.Match[str], today: date, accept_reserve: bool) -> PersonalNumber:
    """`1,95912E+11`: whole only if the mantissa still holds every digit."""
    fraction, exponent = match[2] or "", int(match[3])
    if len(fraction) < exponent:
        refuse(Refusal.LOST_PRECISION)
    if len(fraction) > exponent:
        refuse(Refusal.NOT_TEXT, found="float")
    return _from_number(match[1] + fraction, today, accept_reserve)


def _from_number(digits: str, today: date, accept_reserve: bool) -> PersonalNumber:
    """Digits that Excel kept as a number: no serial is 000, so four last zeros are digits that it lost."""
    if len(digits) >= 10 and digits.endswith("0000"):
        refuse(Refusal.LOST_PRECISION)
    return _from_digits(digits, today, accept_reserve, fewest=_FEWEST_DIGITS_OF_A_NUMBER)


def _from_digits(digits: str, today: date, accept_reserve: bool, *, fewest: int) -> PersonalNumber:
    """Digits without any separator; down to `fewest` they may have lost leading zeros from ten."""
    count = len(digits)
    if count == 12:
        return _from_twelve(digits, today, accept_reserve)
    if count == 10:
        return _from_ten(digits, False, today)
    if written.is_birth_date(digits):
        refuse(Refusal.BIRTH_DATE_ONLY)
    if not fewest <= count < 10:
        written.refuse_count(count)
    try:
        return _from_ten(digits.zfill(10), False, today)
    except IdentityRefused:
        written.refuse_count(count)


def _from_ten(digits: str, hundred_or_more: bool, today: date) -> PersonalNumber:
    """Give the century: the latest year not after today's, a hundred years earlier with a plus."""
    if digits[2] >= "2" and luhn_sum(digits) % 10 == 0:
        refuse(Refusal.ORGANISATION_NUMBER)
    year = today.year - (today.year - int(digits[:2])) % 100
    if hundred_or_more:
        year -= 100
    return _person(f"{year:04d}{digits[2:]}", today)


def _from_twelve(digits: str, today: date, accept_reserve: bool) -> PersonalNumber:
    century, eight = int(digits[:2]), digits[:8]
    if century == 16:
        refuse(Refusal.ORGANISATION_NUMBER)
    if 18 <= century <= today.year // 100 and not (accept_reserve and _is_day_of_a_reserve_number(eight)):
        return _person(digits, today)
    if is_real_date(eight) and reserve_number.recognise(digits) is None:
        refuse(Refusal.FUTURE_DATE if int(eight[:4]) > today.year else Refusal.IMPOSSIBLE_DATE, **_date_data(eight))
    return _reserve(digits, accept_reserve)


def _is_day_of_a_reserve_number(eight: str) -> bool:
    """Halland's and Carelink's formats: digits alone, the day after the real ones and before a samordningsnummer's."""
    return "01" <= eight[4:6] <= "12" and "32" <= eight[6:8] <= "59"


def _reserve(text: str, accept_reserve: bool) -> PersonalNumber:
    if not accept_reserve and reserve_number.recognise(text) is None:
        refuse(Refusal.RESERVE_UNCONFIRMED, letters="".join(mark for mark in text if mark.isalpha()))
    return PersonalNumber(text, IdentityKind.RESERVE)


def _person(digits: str, today: date) -> PersonalNumber:
    """Twelve digits that must be a personnummer or a samordningsnummer."""
    eight = digits[:8]
    reading = _read_date(eight)
    if reading is None:
        refuse(Refusal.IMPOSSIBLE_DATE, **_date_data(eight))
    kind, born = reading
    if born > today.year * 10_000 + today.month * 100 + today.day:
        refuse(Refusal.FUTURE_DATE, **_date_data(eight))
    if digits[8:11] == "000":
        refuse(Refusal.SERIAL_ZERO)
    if (_luhn_of_date(eight) + _luhn_of_last(digits[8:])) % 10:
        refuse(Refusal.CHECK_DIGIT)
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
