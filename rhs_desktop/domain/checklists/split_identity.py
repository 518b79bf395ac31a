"""A personnummer that a list keeps in two columns: the birth date, and the last four digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from rhs_desktop.domain.checklists.fields import ListField, compact
from rhs_desktop.domain.checklists.table import Cell, CellError, Row, text
from rhs_desktop.domain.people.reserve_number import luhn_sum

_BIRTH = re.compile(r"(?:\d{2})?\d{2}-?\d{2}-?\d{2}[-+]?")
_LAST_FOUR = re.compile(r"[-+−–]?\s*\d{3,4}")
_WITH_SIGN = re.compile(r"[-+−–]")
_NOT_DIGIT = re.compile(r"\D")
_ENOUGH_DIGITS = 10
_LAST = 4
_DIGITS_OF_SERIAL = 5
_EXCEL_BEGINS = date(1899, 12, 30)
_BIRTH_WORDS = frozenset(
    ["fodelsedatum", "fodelsedag", "fodelsetid", "fodd", "birthdate", "dateofbirth", "dob", "birthday"]
)

Fields = list[ListField | None]


def joined(first: Cell, last: Cell) -> Cell:
    """The identity that two cells hold together; the first alone where it is whole, or where the last says nothing.

    Excel takes zeros away at the front of numbers: they come back. A date without its format is a count of days.
    """
    if isinstance(first, CellError) or last == "":
        return first
    if isinstance(last, CellError):
        return last
    tail = _tail(last)
    head = _head(first, tail)
    if not head:
        return tail
    if not tail or len(_NOT_DIGIT.sub("", head)) >= _ENOUGH_DIGITS:
        return first
    if _BIRTH.fullmatch(head):
        century = head[-1] if head[-1] in "+-" else ""
        head = _NOT_DIGIT.sub("", head) + century
    signed = head[-1] in "+-" or _WITH_SIGN.match(tail)
    return f"{head}{tail}" if signed else f"{head}-{tail}"


def _head(cell: Cell, tail: str = "") -> str:
    if isinstance(cell, date | datetime):
        return f"{cell:%Y%m%d}"
    said = text(cell)
    if not (isinstance(cell, int | float) and said.isdigit() and len(said) == _DIGITS_OF_SERIAL):
        return said
    as_date = f"{_EXCEL_BEGINS + timedelta(days=int(said)):%Y%m%d}"
    return as_date if _belong_together(as_date[2:], tail) else said.zfill(6)


def _belong_together(six: str, tail: str) -> bool:
    """Whether the check digit tells that the last four are those of this birth date."""
    digits = _NOT_DIGIT.sub("", tail)
    return len(digits) == _LAST and luhn_sum(six + digits) % 10 == 0


def _tail(cell: Cell) -> str:
    said = text(cell)
    return said.zfill(4) if isinstance(cell, int | float) and said.isdigit() else said.replace(" ", "")


def with_split(
    fields: Fields, headings: Sequence[str], body: Sequence[Row], is_identity: Callable[[Cell], bool]
) -> Fields:
    """The fields with two columns told as one identity, where no column holds it whole and two hold it together."""
    named = [column for column, field in enumerate(fields) if field is ListField.IDENTITY]
    asked = named or [column for column, field in enumerate(fields) if field is None]
    whole = any(_mostly(body, column, is_identity) for column in asked)
    pair = None if len(named) > 1 or whole else _pair(fields, headings, body, is_identity)
    settled: Fields = [None if field is ListField.LAST_FOUR else field for field in fields]
    if pair is not None:
        settled = [None if field is ListField.IDENTITY else field for field in settled]
        settled[pair[0]], settled[pair[1]] = ListField.IDENTITY, ListField.LAST_FOUR
    return settled


def _pair(
    fields: Fields, headings: Sequence[str], body: Sequence[Row], is_identity: Callable[[Cell], bool]
) -> tuple[int, int] | None:
    free = [column for column, field in enumerate(fields) if field in (None, ListField.IDENTITY, ListField.LAST_FOUR)]
    births = [column for column in free if _mostly(body, column, _like_birth)]
    for birth in sorted(births, key=lambda column: _birth_rank(fields, headings, column)):
        for last in free:
            named = fields[last] in (ListField.IDENTITY, ListField.LAST_FOUR)
            beside = last == birth + 1 and not headings[last]
            if last == birth or not (named or beside) or not _mostly(body, last, _like_last_four):
                continue
            both = [joined(row[birth], row[last]) for row in body if row[birth] != "" and row[last] != ""]
            if sum(map(is_identity, both)) * 2 > len(both):
                return birth, last
    return None


def _birth_rank(fields: Fields, headings: Sequence[str], column: int) -> int:
    if fields[column] is ListField.IDENTITY:
        return 0
    return 1 if compact(headings[column]) in _BIRTH_WORDS else 2


def _like_birth(cell: Cell) -> bool:
    return isinstance(cell, date) or _BIRTH.fullmatch(_head(cell)) is not None


def _like_last_four(cell: Cell) -> bool:
    return not isinstance(cell, date) and _LAST_FOUR.fullmatch(_tail(cell)) is not None


def _mostly(body: Sequence[Row], column: int, test: Callable[[Cell], bool]) -> bool:
    filled = [row[column] for row in body if row[column] != "" and not isinstance(row[column], CellError)]
    return bool(filled) and sum(map(test, filled)) * 2 > len(filled)
