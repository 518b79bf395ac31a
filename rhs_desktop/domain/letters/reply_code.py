"""The short code on a reply letter that finds its case again. It is no identity and tells nothing about the person.

Five symbols carry the case, two are for checking. The nineteen symbols are a prime number of letters and digits that
are not taken for each other and cannot spell a word, so the check catches one or two wrong symbols and any two that
changed places. `salt` is the database's own number: a code from another clinic's letters is then most likely unknown
here rather than somebody else's.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from rhs_desktop.domain.errors import ExpectedError

SYMBOLS: Final = "23456789CFHJKMPRTVX"
SCAN_PREFIX: Final = "RHS"
"""What a scanned code begins with, to tell it from other scans and from typing."""

_BASE: Final = len(SYMBOLS)
_CARRIED: Final = 5
_LENGTH: Final = _CARRIED + 2
_SPACE: Final = _BASE**_CARRIED
_SPREAD: Final = 1_103_515
_UNSPREAD: Final = pow(_SPREAD, -1, _SPACE)
_TYPED: Final = re.compile(rf"(?:{SCAN_PREFIX})?[{SYMBOLS}]{{3}}[-– ]?[{SYMBOLS}]{{4}}", re.IGNORECASE)
_IGNORED: Final = frozenset(" \t\r\n\u00a0-–—_+/")
"""Spaces, hyphens, and what a scanner set for another keyboard makes of a hyphen."""


class CodeTrouble(StrEnum):
    """Why a text is no code of a case here."""

    SYMBOL = "symbol"
    """It holds a sign that no code has."""
    LENGTH = "length"
    MISTYPED = "mistyped"
    """The check fails."""
    UNKNOWN = "unknown"
    """No case here has the code."""


class CodeRefused(ExpectedError):
    """A text that is no code of a case here."""

    family = "code"
    code: CodeTrouble

    def __init__(self, code: CodeTrouble, **data: object) -> None:
        super().__init__(code, **data)


def code_of(case: int, salt: int = 0) -> str:
    """A case's code as people read it, `NNN-NNNN`. Raises ValueError beyond 2,476,098 cases."""
    if not 0 < case < _SPACE:
        raise ValueError("no code for that case")
    number = (case * _SPREAD + salt) % _SPACE
    carried = []
    for _ in range(_CARRIED):
        number, symbol = divmod(number, _BASE)
        carried.append(symbol)
    # Two sums over all seven, plain and weighted by place (from 1), are to be 0: solved for the last two.
    plain = -sum(carried) % _BASE
    weighted = -sum(place * symbol for place, symbol in enumerate(carried, 1)) % _BASE
    last = (weighted - (_LENGTH - 1) * plain) % _BASE
    text = "".join(SYMBOLS[symbol] for symbol in (*carried, (plain - last) % _BASE, last))
    return f"{text[:3]}-{text[3:]}"


def case_of(text: str, salt: int = 0) -> int:
    """The case that a typed or scanned code is about, whether it exists or not. Raises CodeRefused."""
    bare = "".join(sign for sign in text.upper() if sign not in _IGNORED)
    if len(bare) > _LENGTH:
        bare = bare.removeprefix(SCAN_PREFIX)
    strange = sorted(set(bare) - set(SYMBOLS))
    if strange:
        raise CodeRefused(CodeTrouble.SYMBOL, symbols=tuple(strange))
    if len(bare) != _LENGTH:
        raise CodeRefused(CodeTrouble.LENGTH, found=len(bare), expected=_LENGTH)
    symbols = [SYMBOLS.index(sign) for sign in bare]
    if sum(symbols) % _BASE or sum(place * symbol for place, symbol in enumerate(symbols, 1)) % _BASE:
        raise CodeRefused(CodeTrouble.MISTYPED)
    number = 0
    for symbol in reversed(symbols[:_CARRIED]):
        number = number * _BASE + symbol
    case = (number - salt) * _UNSPREAD % _SPACE
    if not case:
        raise CodeRefused(CodeTrouble.MISTYPED)
    return case


def scan_text(code: str) -> str:
    """What the QR code of a code says: ten signs of the small alphabet, no hyphen (keyboards differ about it)."""
    return SCAN_PREFIX + code.replace("-", "")


def may_be_code(text: str) -> bool:
    """Whether somebody who typed this meant a code, right or wrong: no name and no personnummer is written like one."""
    return _TYPED.fullmatch(text.strip()) is not None
