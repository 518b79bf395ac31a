"""A personnummer that stands in one cell with the name, as in "Ek, Karin (19760102-2391)": it gets a cell of its own.

Only where no column holds numbers alone. Every row keeps its number, and of a cell nothing but signs goes away; where
two numbers stand in one cell, both stay for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rhs_desktop.domain.checklists.fields import ListField, meaning
from rhs_desktop.domain.checklists.mapping import heading_score
from rhs_desktop.domain.checklists.table import Cell, Row, Sheet, blank, text
from rhs_desktop.domain.errors import Cancelled
from rhs_desktop.domain.people.reserve_number import luhn_sum

_NUMBER = re.compile(r"(?<![\w+-])(?:(?:19|20)\d{6}[-+−–]?\d{4}|\d{6}[-+−–]\d{4})(?![\w-])", re.ASCII)
_ALONE = re.compile(r"['\s]*(?:\d{2})?\d{6}\s*[-+−–]?\s*\d{4}\s*", re.ASCII)
_NUMBERING = re.compile(r"^\d{1,4}[.)]\s+")
_LABEL = re.compile(r"\b(?:personnummer|persnr|personnr|pnr|pers\.nr|p-nr)[:.]?\s*$", re.IGNORECASE)
_AROUND = " \t()[]{}<>,;:•*·–-|/"
_NOT_DIGIT = re.compile(r"\D")
_SAMPLE = 200
_WHOLE_WORD = 2
_LONGEST = 300
_ASK_CANCELLED_EVERY = 8192
NUMBER_HEADING, NAME_HEADING, REST_HEADING = "Personnummer", "Namn", "Övrigt"


@dataclass(frozen=True, slots=True)
class _Place:
    """The column with names and numbers, the row of its heading if there is one, the first row below it, and which of
    the two stays in the column."""

    column: int
    header: int | None
    first: int
    number_stays: bool


def numbers_apart(sheet: Sheet, cancelled: Callable[[], bool] = lambda: False) -> Sheet:
    """The sheet with the numbers in a column of their own. Raises Cancelled."""
    place = _place(sheet)
    if place is None:
        return sheet
    headings = sheet.rows[place.header] if place.header is not None else ()
    own = text(headings[place.column]) if headings else ""
    added = _added_heading(headings, place) if headings and not blank(headings) else ""
    rows: list[Row] = []
    for at, row in enumerate(sheet.rows):
        if at % _ASK_CANCELLED_EVERY == 0 and cancelled():
            raise Cancelled
        kept, apart = _apart(row[place.column]) if at >= place.first else (row[place.column], "")
        if place.number_stays and at >= place.first:
            kept, apart = (apart, kept) if apart else (kept, apart)
        if added and (at == place.header or (at > place.first and text(row[place.column]) == own)):
            kept, apart = row[place.column], added
        rows.append([*row[: place.column], kept, *row[place.column + 1 :], apart])
    return replace(sheet, rows=rows)


def _added_heading(headings: Row, place: _Place) -> str:
    if not place.number_stays:
        return NUMBER_HEADING
    named = {found[0] for cell in headings if (found := meaning(text(cell)))}
    return REST_HEADING if named & {ListField.NAME, ListField.GIVEN, ListField.FAMILY} else NAME_HEADING


def _place(sheet: Sheet) -> _Place | None:
    body = [(at, row) for at, row in enumerate(sheet.rows[: 2 * _SAMPLE]) if any(row)][:_SAMPLE]
    found: list[_Place] = []
    for column in range(sheet.width):
        filled = [(at, cell) for at, row in body if (cell := row[column]) != ""]
        alone = sum(1 for _, cell in filled if _is_alone(cell))
        among = [at for at, cell in filled if _is_among_words(cell)]
        if alone and alone >= len(among):
            return None
        first = min((at for at, cell in filled if type(cell) is str and _numbers(cell)), default=len(sheet.rows))
        if among and len(among) * 2 >= sum(1 for at, _ in filled if at >= first):
            header = _header(sheet.rows[:first])
            heading = meaning(text(sheet.rows[header][column])) if header is not None else None
            stays = heading is not None and heading[0] is ListField.IDENTITY
            found.append(_Place(column, header, first if header is None else header + 1, stays))
    return found[0] if len(found) == 1 else None


def _header(above: Sequence[Row]) -> int | None:
    """Which of the rows above the first number has the headings: the one with the most known words, else the last.

    Between them and the first number may stand somebody who has none.
    """
    most, header = max(((heading_score(row), -at) for at, row in enumerate(above)), default=(0, 0))
    return -header if most >= _WHOLE_WORD else len(above) - 1 if above else None


def _is_alone(cell: Cell) -> bool:
    """Whether the cell may be a personnummer as it stands, as text or as a number."""
    said = text(cell) if isinstance(cell, str | int | float) else ""
    return _ALONE.fullmatch(said) is not None and _is_right(said)


def _is_among_words(cell: Cell) -> bool:
    return type(cell) is str and (found := _numbers(cell)) != [] and _is_right(found[0].group()) and not _is_alone(cell)


def _is_right(number: str) -> bool:
    return luhn_sum(_NOT_DIGIT.sub("", number)[-10:]) % 10 == 0


def _numbers(cell: str) -> Sequence[re.Match[str]]:
    return list(_NUMBER.finditer(cell)) if len(cell) <= _LONGEST else []


def _apart(cell: Cell) -> tuple[Cell, Cell]:
    """What stands beside the number, and the number; of several numbers all, in both."""
    found = _numbers(cell) if type(cell) is str else []
    if not found or type(cell) is not str:
        return (cell, "") if not _is_alone(cell) else ("", cell)
    if len(found) > 1:
        return cell, cell
    number = found[0]
    before = _LABEL.sub("", _NUMBERING.sub("", cell[: number.start()].lstrip(_AROUND)))
    parts = (before.strip(_AROUND), cell[number.end() :].strip(_AROUND))
    return " ".join(part for part in parts if part), number.group()
