"""Phone numbers as they are searched for: the same number in whatever form it is written or shown by a telephone."""

from __future__ import annotations

import re

from rhs_desktop.domain.swedish import digits_only, terms

_LEAST = 7
"""So many digits are a number to call; fewer are the beginning of one, or of something else."""
_MOST = 9
_MOBILE = ("70", "72", "73", "76", "79")
_MOBILE_DIGITS = 9
_NUMBER = re.compile(r"[+0-9() ./\u00a0\u2010-\u2015\u2212-]+")
_TRUNK_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")
_ABROAD = re.compile(r"^(?:00)?46")


def significant(text: str) -> str:
    """The digits that every form of a Swedish number shares: `070-174 06 05`, `+46 (0)70 174 06 05` and
    `0046701740605` give `701740605`. Empty for what is not written as a whole Swedish number.
    """
    digits = _national(text)
    return digits if len(digits) >= _LEAST else ""


def incomplete(text: str) -> bool:
    """Whether a Swedish number has too few digits to be called: after the first zero a mobile number has nine, any
    other at least seven. False for what begins otherwise (112, 1177, +47 …)."""
    digits = _national(text)
    return bool(digits) and len(digits) < (_MOBILE_DIGITS if digits.startswith(_MOBILE) else _LEAST)


def too_long(text: str) -> bool:
    """Whether a Swedish number has more than nine digits after the first zero."""
    return len(_national(text)) > _MOST


def _national(text: str) -> str:
    """The digits after the first zero or after +46; empty for what is not written as a Swedish number."""
    written = text.strip()
    if not _NUMBER.fullmatch(written):
        return ""
    digits = digits_only(_TRUNK_IN_BRACKETS.sub("", written))
    if written.startswith(("+", "00")):
        shared, abroad = _ABROAD.subn("", digits)
        digits = shared.lstrip("0") if abroad else ""
    elif digits.startswith("0"):
        digits = digits[1:]
    else:
        return ""
    return digits


def is_whole(text: str) -> bool:
    """Whether a text is written as a number to call, Swedish or not."""
    return bool(_NUMBER.fullmatch(text.strip())) and len(digits_only(text)) >= _LEAST


def search_terms(query: str) -> tuple[str, ...]:
    """The words of a query; a phone number in any form is one word, which is contained in each of its forms."""
    number = significant(query)
    return (number,) if number else terms(query)
