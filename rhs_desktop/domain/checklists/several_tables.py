"""Tables under one another in one sheet: a later one with its columns in another order is laid out like the first.

Every row keeps its number; only its cells change place. What a later table has and the first lacks becomes a column at
the right, with its heading. The later headings themselves are written as the first table writes them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from rhs_desktop.domain.checklists.fields import ListField, compact, meaning
from rhs_desktop.domain.checklists.mapping import heading_score
from rhs_desktop.domain.checklists.table import Cell, Row, Sheet, text
from rhs_desktop.domain.errors import Cancelled

_SEARCHED_FOR_FIRST = 60
_LEAST_SCORE = 5  # personnummer by name, and something else
_NUMBERLIKE = re.compile(r"\d{5}")
_ASK_CANCELLED_EVERY = 8192


def in_one_order(sheet: Sheet, cancelled: Callable[[], bool] = lambda: False) -> Sheet:
    """The sheet with all its tables in the order of the first. Raises Cancelled."""
    rows = sheet.rows
    first = next((place for place, row in enumerate(rows[:_SEARCHED_FOR_FIRST]) if _are_headings(row)), None)
    if first is None:
        return sheet
    starts = list(_later_headings(rows, first, cancelled))
    if not starts:
        return sheet
    headings = [text(cell) for cell in rows[first]]
    laid_out = [*rows]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        empty = [not any(row[column] != "" for row in rows[start:end]) for column in range(sheet.width)]
        targets = _targets(headings, [text(cell) for cell in rows[start]], empty)
        if targets != list(range(len(targets))):
            laid_out[start:end] = [_moved(row, targets, len(headings)) for row in rows[start:end]]
        laid_out[start] = [
            heading if text(cell) else "" for heading, cell in zip(headings, laid_out[start], strict=False)
        ]
    laid_out[first] = [*rows[first], *headings[len(rows[first]) :]]
    width = len(headings)
    level = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in laid_out]
    return replace(sheet, rows=level)


def _later_headings(rows: Sequence[Row], first: int, cancelled: Callable[[], bool]) -> list[int]:
    """The places of rows that look like headings again, below the first."""
    named = [meaning(text(cell)) for cell in rows[first]]
    ranked = [(found[1], column) for column, found in enumerate(named) if found and found[0] is ListField.IDENTITY]
    identity = min(ranked)[1]
    found: list[int] = []
    for place in range(first + 1, len(rows)):
        if place % _ASK_CANCELLED_EVERY == 0 and cancelled():
            raise Cancelled
        cell = rows[place][identity]
        if type(cell) is str and not cell[:1].isdigit() and _are_headings(rows[place]):
            found.append(place)
    return found


def _are_headings(row: Row) -> bool:
    """Whether the row names the personnummer and something else, and holds nothing but words."""
    if not any(row):
        return False
    for cell in row:
        if type(cell) is not str or _NUMBERLIKE.search(cell):
            return False
    named = (meaning(text(cell)) for cell in row if cell != "" and len(str(cell)) <= 60)
    if not any(found and found[0] is ListField.IDENTITY for found in named):
        return False
    return heading_score(row) >= _LEAST_SCORE


def _targets(first: list[str], later: Sequence[str], empty: Sequence[bool]) -> list[int]:
    """For each column of a later table its place among the headings `first`, which grow by what they lack.

    A column that is `empty`, heading and all, has nothing to be moved: it stays where it is.
    """
    targets: list[int | None] = [None] * len(later)
    taken: set[int] = set()

    def settle(names: Callable[[Sequence[str]], list[object]]) -> None:
        places = {name: column for column, name in enumerate(names(first)) if name and column not in taken}
        for column, name in enumerate(names(later)):
            if targets[column] is None and name in places:
                targets[column] = places.pop(name)
                taken.add(targets[column] or 0)

    settle(_words)
    settle(_meanings)
    for column, heading in enumerate(later):
        if targets[column] is None and not heading and column not in taken and not first[column]:
            targets[column] = column
            taken.add(column)
    settled: list[int] = []
    for column, heading in enumerate(later):
        target = column if empty[column] else targets[column]
        if target is None:
            target = len(first)
            first.append(heading)
        settled.append(target)
    return settled


def _words(headings: Sequence[str]) -> list[object]:
    """Each heading's word with its turn, None for none."""
    turns: Counter[str] = Counter()
    found: list[object] = []
    for heading in headings:
        word = compact(heading)
        turns[word] += 1
        found.append((word, turns[word]) if word else None)
    return found


def _meanings(headings: Sequence[str]) -> list[object]:
    """What each heading means, None where it means nothing, what another means as well, or what many may mean."""
    fields = [named[0] if (named := meaning(heading)) else None for heading in headings]
    often = Counter(fields)
    return [field if field and not field.many and often[field] == 1 else None for field in fields]


def _moved(row: Row, targets: Sequence[int], width: int) -> Row:
    cells: list[Cell] = [""] * width
    for cell, target in zip(row, targets, strict=True):
        if cell != "":
            cells[target] = cell
    return cells
