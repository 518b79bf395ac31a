"""Where in a file a list stands and what its columns mean: proposed from what stands there and what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from rhs_desktop.domain.checklists.fields import ListField
from rhs_desktop.domain.checklists.mapping import (
    SEARCHED_FOR_HEADINGS,
    ColumnMapping,
    find_header,
    list_type_of,
    mapping_at,
)
from rhs_desktop.domain.checklists.table import ListFile, Sheet, text

Memory = Callable[[str], Mapping[str, str] | None]
"""The choices that were kept for a list type, if any."""


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """The sheet on which the list most likely stands, what its columns mean, and on which other sheets lists stand."""

    sheet: int
    mapping: ColumnMapping
    others: tuple[int, ...] = ()


def propose(listed: ListFile, today: date, remembered: Memory = lambda list_type: None) -> SheetProposal:
    """The first sheet of a kind that was imported before, or else the first with personnummer, or else the first."""
    found = {place: _propose(listed.sheets[place], today, remembered) for place in listed.filled_sheets}
    lists = [place for place, (mapping, _) in found.items() if ListField.IDENTITY in mapping.fields]
    known = [place for place in lists if found[place][1]]
    chosen = next(iter((*known, *lists, *found)), 0)
    mapping = found[chosen][0] if found else ColumnMapping(None, (), ())
    return SheetProposal(chosen, mapping, tuple(place for place in lists if place != chosen))


def propose_mapping(sheet: Sheet, today: date, remembered: Memory = lambda list_type: None) -> ColumnMapping:
    """The mapping that words and content suggest, or that a person chose for lists with these headings."""
    return _propose(sheet, today, remembered)[0]


def _propose(sheet: Sheet, today: date, remembered: Memory) -> tuple[ColumnMapping, bool]:
    """The mapping, and whether it is remembered: for the headings found, or for a row that a person pointed out."""
    if sheet.empty:
        return ColumnMapping(None, (), ()), False
    header = find_header(sheet, today)
    proposed = mapping_at(sheet, header, today)
    if choices := remembered(proposed.list_type):
        return proposed.remembering(choices), True
    for number, row in enumerate(sheet.rows[:SEARCHED_FOR_HEADINGS], start=1):
        headings = tuple(text(cell) if type(cell) is str else "" for cell in row)
        if number != header and sum(map(bool, headings)) > 1 and (choices := remembered(list_type_of(headings))):
            return mapping_at(sheet, number, today).remembering(choices), True
    return proposed, False
