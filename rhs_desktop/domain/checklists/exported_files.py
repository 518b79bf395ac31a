"""Lists that this program wrote and that come back: the checklist, and the list of errors.

What was written beside the list's own columns is left out again, so that a file that is exported, edited and imported
says what its own columns say, and the next export has ours once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from rhs_desktop.domain.checklists.fields import ListField, contact_meaning, meaning
from rhs_desktop.domain.checklists.table import Cell, ListFile, Row, Sheet, text

IDENTITY_HEADING = "Personnr"
CONTACT_HEADINGS = ("Datum inbjudan skickad", "Inbjudningssätt")
"""What an exported checklist tells of the contact so far, which is read again as of any list half worked through."""
CHECKLIST_HEADINGS = (
    IDENTITY_HEADING,
    "Invånare",
    *CONTACT_HEADINGS,
    "Status",
    "Status i 1177",
    "Nästa steg",
    "Senast",
    "Utfall",
    "Hanterare",
    "Omgång",
)
ERROR_HEADINGS = ("Rad", "Fel", "Gör så här")
CHECKLIST_MARK = "Checklista från RHS Desktop"
"""How the sheet begins that goes with an exported checklist and says what it is."""

_SEARCHED_FOR_HEADINGS = 60
_ENOUGH_OF_MARKED = 5


class Ours(StrEnum):
    """Which of our files a list is."""

    CHECKLIST = "checklist"
    ERRORS = "errors"


def without_ours(listed: ListFile) -> ListFile:
    """The list without the columns that this program wrote into it, if it did."""
    marked = any(_is_mark(sheet) for sheet in listed.sheets)
    return replace(listed, sheets=tuple(_without_ours(sheet, marked=marked) for sheet in listed.sheets))


def _is_mark(sheet: Sheet) -> bool:
    return bool(sheet.rows) and bool(sheet.rows[0]) and text(sheet.rows[0][0]).startswith(CHECKLIST_MARK)


def _without_ours(sheet: Sheet, *, marked: bool) -> Sheet:
    for place, row in enumerate(sheet.rows[:_SEARCHED_FOR_HEADINGS]):
        headings = [text(cell) if type(cell) is str else "" for cell in row]
        if columns := _at_the_end(headings, ERROR_HEADINGS):
            return _stripped(sheet, place, headings, columns, Ours.ERRORS)
        columns = _at_the_end(headings, CHECKLIST_HEADINGS)
        if columns or (marked and len(columns := _anywhere(headings, CHECKLIST_HEADINGS)) >= _ENOUGH_OF_MARKED):
            return _stripped(sheet, place, headings, columns, Ours.CHECKLIST)
    return sheet


def _at_the_end(headings: Sequence[str], ours: Sequence[str]) -> list[int]:
    """The columns of our headings where they are all there, in their order, as the last ones."""
    named = [column for column, heading in enumerate(headings) if heading][-len(ours) :]
    return named if [headings[column] for column in named] == list(ours) else []


def _anywhere(headings: Sequence[str], ours: Sequence[str]) -> list[int]:
    """Wherever somebody moved them; of two columns with one heading the later is ours."""
    last = {heading: column for column, heading in enumerate(headings)}
    return sorted(last[heading] for heading in ours if heading in last)


def _stripped(sheet: Sheet, header: int, headings: Sequence[str], columns: Sequence[int], ours: Ours) -> Sheet:
    ranked = [
        (found[1], column)
        for column, heading in enumerate(headings)
        if column not in columns and (found := meaning(heading)) and found[0] is ListField.IDENTITY
    ]
    our_identity = next((column for column in columns if headings[column] == IDENTITY_HEADING), None)
    own_identity = min(ranked)[1] if ranked else None
    left_out = set(columns)
    if our_identity is not None and own_identity is None:
        left_out.discard(our_identity)
    if ours is Ours.CHECKLIST:
        own = {contact_meaning(heading) for column, heading in enumerate(headings) if column not in columns}
        left_out -= {
            column
            for column in columns
            if headings[column] in CONTACT_HEADINGS and contact_meaning(headings[column]) not in own
        }
    kept = [column for column in range(sheet.width) if column not in left_out]
    rows: list[Row] = []
    for place, row in enumerate(sheet.rows):
        cells: list[Cell] = [row[column] for column in kept]
        if place > header and our_identity is not None and own_identity is not None and row[own_identity] == "":
            cells[kept.index(own_identity)] = row[our_identity]
        rows.append(cells)
    moved = {column: place for place, column in enumerate(kept)}
    hidden = frozenset(moved[column] for column in sheet.hidden_columns if column in moved)
    return replace(sheet, rows=rows, hidden_columns=hidden, ours=ours)
