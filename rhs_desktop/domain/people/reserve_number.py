"""The reservnummer formats that are published, and what each tells.

Sources: Inera's format for the national reserve identity (NRID) and its page of local reserve identities; the regular
expressions of HL7 Sweden's base profile for patient identifiers; domain-facts section 1. Östergötland's own format is
not published, so it is not here.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

NRID_LETTERS = "ABCDEFGHJKLMNPRSTUXYZ"

_NRID = re.compile(rf"([0-9]{{2}})([0-9]{{6}})[{NRID_LETTERS}]{{2}}[0-9{NRID_LETTERS}][0-9]")
_STOCKHOLM = re.compile(r"99((?:18|19|20)[0-9]{2})[0-9]{6}")
_VGR = re.compile(r"([0-9]{8})([KMX])(0[6-9]|[1-8][0-9])[0-9]")
_VARMLAND = re.compile(r"([0-9]{8})S([FUXPL])[0-9][0-9A-Z]")
_OREBRO = re.compile(r"([0-9]{8})T[0-9A-Z]{3}")

_VGR_LETTER_AS_DIGIT = str.maketrans("KMX", "578")
_VARMLAND_WITH_BIRTH_DATE = "FP"


class ReserveFormat(NamedTuple):
    """A published format that fits. `birth_year` is None where the number holds no birth date."""

    format: str
    birth_year: int | None


def recognise(text: str) -> ReserveFormat | None:
    """The first published format that the twelve upper-case characters follow, or None.

    Where a check digit is published (NRID, VGR) it must be right. Stockholm publishes that there is one, but its
    examples do not follow the method that it names, so only the shape is held against it.
    """
    return _nrid(text) or _stockholm(text) or _vgr(text) or _varmland(text) or _orebro(text)


def _nrid(text: str) -> ReserveFormat | None:
    """`XXYYMMDDNNGC`: XX is the century of birth plus a multiple of three, or 00 for a running number."""
    match = _NRID.fullmatch(text)
    if match is None or not _nrid_check_digit_fits(text):
        return None
    series, day = int(match[1]), match[2]
    if series == 0:
        is_running_number = int(day[2:4]) >= 20 and 40 <= int(day[4:6]) <= 59
        return ReserveFormat("nrid", None) if is_running_number else None
    if not 22 <= series <= 98:
        return None
    century = 18 + series % 3
    return _dated("nrid", f"{century}{day}")


def _nrid_check_digit_fits(text: str) -> bool:
    """Luhn over all twelve characters, where a letter counts with its ASCII code and products by their digits.

    Inera's page says that there is a check digit but not how letters count; this fits every published example.
    """
    total = 0
    for position, character in enumerate(text):
        value = int(character) if character.isdigit() else ord(character)
        product = value * 2 if position % 2 == 0 else value
        total += sum(divmod(product % 100, 10)) + product // 100
    return total % 10 == 0


def _stockholm(text: str) -> ReserveFormat | None:
    """`99yyyyNNNNNC`: year of birth, running number, check digit."""
    match = _STOCKHOLM.fullmatch(text)
    return ReserveFormat("stockholm", int(match[1])) if match else None


def _vgr(text: str) -> ReserveFormat | None:
    """`yyyymmddGggC`: a real date, K, M or X with a running number, Luhn with K = 5, M = 7, X = 8."""
    match = _VGR.fullmatch(text)
    if match is None or luhn_sum(text.translate(_VGR_LETTER_AS_DIGIT)[2:]) % 10:
        return None
    return _dated("vgr", match[1])


def _varmland(text: str) -> ReserveFormat | None:
    """`yyyymmddSBNC`: B tells whether the birth date is known."""
    match = _VARMLAND.fullmatch(text)
    if match is None:
        return None
    found = _dated("varmland", match[1])
    if found and match[2] not in _VARMLAND_WITH_BIRTH_DATE:
        return ReserveFormat("varmland", None)
    return found


def _orebro(text: str) -> ReserveFormat | None:
    """Eight digits of a date, T and three more characters."""
    match = _OREBRO.fullmatch(text)
    return _dated("orebro", match[1]) if match else None


def _dated(name: str, eight: str) -> ReserveFormat | None:
    return ReserveFormat(name, int(eight[:4])) if is_real_date(eight) else None


def is_real_date(eight: str) -> bool:
    """Whether the eight digits `YYYYMMDD` are a day of the calendar."""
    try:
        date(int(eight[:4]), int(eight[4:6]), int(eight[6:8]))
    except ValueError:
        return False
    return True


def luhn_sum(ten: str) -> int:
    """The Luhn sum with weights 2, 1, 2 … from the left; a multiple of ten where the last digit is right."""
    return sum(map(_DOUBLED.__getitem__, ten[::2])) + sum(map(int, ten[1::2]))


_DOUBLED = {str(digit): digit * 2 // 10 + digit * 2 % 10 for digit in range(10)}
