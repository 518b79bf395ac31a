"""Which row holds the headings and what each column means, by words and by content; a person may say otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Mapping as Remembered
from dataclasses import dataclass, replace
from datetime import date

from rhs_desktop.domain.checklists import cells, contact_cells
from rhs_desktop.domain.checklists.fields import ListField, certain, compact, meaning
from rhs_desktop.domain.checklists.split_identity import with_split
from rhs_desktop.domain.checklists.table import Cell, CellError, Row, Sheet, blank, text
from rhs_desktop.domain.errors import IdentityRefused
from rhs_desktop.domain.people.personal_number import Refusal, parse

SEARCHED_FOR_HEADINGS = 40
_SAMPLE = 200
_NEAR_IDENTITY = frozenset((Refusal.CHECK_DIGIT, Refusal.MASKED, Refusal.LOST_PRECISION))
_STREETLIKE = frozenset(
    [
        "adress",
        "bostadsadress",
        "folkbokforingsadress",
        "hemadress",
        "postadress",
        "address",
        "homeaddress",
        "postaladdress",
        "adress1",
        "adressrad1",
        "adressrad",
        "addressline1",
        "address1",
    ]
)
_NUMBERLIKE = re.compile(r"\d{6}")
_PERSONLIKE = frozenset(["person", "patient", "resident", "invanare", "namn", "name"])


@dataclass(frozen=True, slots=True)
class MappingTrouble:
    """Why a sheet cannot be checked yet: `no_identity` (columns: all), `column_twice` (field, columns), `empty`."""

    code: str
    columns: tuple[int, ...] = ()
    field: ListField | None = None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What each column of one sheet means. `header` is the number of the row with the headings, None without.

    `named`: the headings as the file has them, where a person left columns out; those have no heading here.
    """

    header: int | None
    headings: tuple[str, ...]
    fields: tuple[ListField | None, ...]
    named: tuple[str, ...] = ()

    def columns(self, field: ListField) -> tuple[int, ...]:
        return tuple(column for column, found in enumerate(self.fields) if found is field)

    def with_field(self, column: int, field: ListField | None) -> ColumnMapping:
        """A person pointed out a column. Another column that had a field of which there can be one gives it up."""
        taken = [None if found is field and field is not None and not field.many else found for found in self.fields]
        taken[column] = field
        return replace(self, fields=tuple(taken))

    def without(self, columns: Collection[int]) -> ColumnMapping:
        """A person left columns out. The list is of the same type all the same."""
        if not columns:
            return self
        headings = tuple("" if column in columns else heading for column, heading in enumerate(self.headings))
        fields = tuple(None if column in columns else field for column, field in enumerate(self.fields))
        return ColumnMapping(self.header, headings, fields, self.named or self.headings)

    @property
    def troubles(self) -> tuple[MappingTrouble, ...]:
        """What a person must decide before the rows can be checked; told one at a time, the first first."""
        if not self.fields:
            return (MappingTrouble("empty"),)
        found: list[MappingTrouble] = []
        if ListField.IDENTITY not in self.fields:
            found.append(MappingTrouble("no_identity", tuple(range(len(self.fields)))))
        found += [
            MappingTrouble("column_twice", self.columns(field), field)
            for field, count in Counter(self.fields).items()
            if field is not None and count > 1 and not field.many
        ]
        return tuple(found)

    @property
    def list_type(self) -> str:
        """The key under which choices are remembered: lists with the same headings, in any order, are of one type."""
        return list_type_of(self.named or self.headings)

    @property
    def choices(self) -> dict[str, str]:
        """What to remember: each column's key with its field, empty where the person wants none."""
        keys = zip(self._keys(), self.headings, self.named or self.headings, self.fields, strict=True)
        return {key: field or "" for key, heading, named, field in keys if heading == named}

    def remembering(self, choices: Remembered[str, str]) -> ColumnMapping:
        """This mapping with a person's earlier choices for the same headings."""
        fields = tuple(
            (ListField(choices[key]) if choices[key] else None) if choices.get(key) in _CHOICES else field
            for key, field in zip(self._keys(), self.fields, strict=True)
        )
        return replace(self, fields=fields)

    def _keys(self) -> list[str]:
        """One key a column; a heading that stands twice is told apart by its turn, none by its place."""
        turns: Counter[str] = Counter()
        keys: list[str] = []
        for column, heading in enumerate(self.named or self.headings):
            word = compact(heading) or f"#{column}"
            turns[word] += 1
            keys.append(word if turns[word] == 1 else f"{word}#{turns[word]}")
        return keys


def list_type_of(headings: Sequence[str]) -> str:
    """The key of lists with these headings."""
    return "|".join(sorted(filter(None, map(compact, headings)))) or f"{len(headings)} columns"


_CHOICES = frozenset(("", *ListField))


def mapping_at(sheet: Sheet, header: int | None, today: date) -> ColumnMapping:
    """The mapping with the headings in row `header` of the file (None: no headings), as a person points it out."""
    headings = tuple(text(cell) for cell in sheet.rows[header - 1]) if header else ("",) * sheet.width
    body = _sample(sheet, header or 0)
    fields = with_split(_by_words(headings, body, today), headings, body, lambda cell: _identity_like(cell, today))
    return ColumnMapping(header, headings, _by_content(fields, headings, body, today))


def find_header(sheet: Sheet, today: date) -> int | None:
    """The number of the row with the headings, past titles and blank rows; None where the list has none."""
    best, best_score = None, 0
    first_identity: int | None = None
    seen = 0
    for number, row in enumerate(sheet.rows, start=1):
        if blank(row):
            continue
        seen += 1
        if seen > SEARCHED_FOR_HEADINGS:
            break
        if any(_identity_like(cell, today) for cell in row):
            first_identity = number
            break
        score = heading_score(row)
        if score > best_score:
            best, best_score = number, score
    if best is not None and best_score >= 3:
        return best
    return _header_by_place(sheet, first_identity)


def _header_by_place(sheet: Sheet, first_identity: int | None) -> int | None:
    """Without known words: the row right above the first number, or the first with several texts."""
    if first_identity is not None:
        above = sheet.rows[first_identity - 2] if first_identity > 1 else ()
        texts = sum(1 for cell in above if type(cell) is str and text(cell))
        filled = sum(1 for cell in sheet.rows[first_identity - 1] if cell != "")
        return first_identity - 1 if texts and texts * 2 >= filled else None
    for number, row in enumerate(sheet.rows, start=1):
        if sum(1 for cell in row if type(cell) is str and text(cell)) >= min(2, sheet.width):
            return number
    return None


def heading_score(row: Row) -> int:
    """How much a row looks like headings: 2 for each field named by a whole known word, 1 by a part; 3 for identity."""
    points: dict[ListField, int] = {}
    for cell in row:
        if type(cell) is not str or len(cell) > 60 or _NUMBERLIKE.search(cell):
            continue
        said = text(cell)
        if found := meaning(said):
            worth = 2 if certain(said) else 1
            field = found[0]
            points[field] = max(points.get(field, 0), worth + (1 if field is ListField.IDENTITY else 0))
    return sum(points.values())


def _sample(sheet: Sheet, header: int) -> list[Row]:
    rows: list[Row] = []
    for row in sheet.rows[header:]:
        if not blank(row):
            rows.append(row)
            if len(rows) == _SAMPLE:
                break
    return rows


def _column(body: Iterable[Row], column: int) -> list[Cell]:
    return [row[column] for row in body if row[column] != "" and not isinstance(row[column], CellError)]


def _by_words(headings: tuple[str, ...], body: list[Row], today: date) -> list[ListField | None]:
    """The fields that the headings name. Of several columns the surest word has the field; equal words both have it."""
    claims: dict[ListField, list[tuple[int, int]]] = {}
    for column, heading in enumerate(headings):
        found = meaning(heading)
        if found is None:
            continue
        field, rank = found
        claims.setdefault(_settle(field, heading, _column(body, column), today), []).append((rank, column))
    fields: list[ListField | None] = [None] * len(headings)
    for field, ranked in claims.items():
        surest = min(rank for rank, _ in ranked)
        for rank, column in ranked:
            if field.many or rank == surest:
                fields[column] = field
    return fields


def _settle(field: ListField, heading: str, column: list[Cell], today: date) -> ListField:
    """Let the content decide where a heading means different things in different lists."""
    word = compact(heading)
    if word in _PERSONLIKE and _mostly(column, lambda cell: _identity_like(cell, today)):
        return ListField.IDENTITY
    if word == "pnr" and _mostly(column, lambda cell: cells.postcode(cell)[1] is None):
        return ListField.POSTCODE
    if field is ListField.LISTED and not _mostly(column, _yes_or_no):
        return ListField.LISTED_AT if column else field
    if field is ListField.INVITED_ON and _mostly(column, lambda cell: contact_cells.way(cell) is not None):
        return ListField.INVITED_BY
    if word in _STREETLIKE:
        splits = [split for cell in column if (split := cells.postcode_and_city(text(cell)))]
        if len(splits) * 2 > len(column):
            with_street = sum(1 for before, _, _ in splits if before)
            return ListField.ADDRESS if with_street * 2 > len(splits) else ListField.POSTCODE_CITY
    return field


def _by_content(
    fields: list[ListField | None], headings: tuple[str, ...], body: list[Row], today: date
) -> tuple[ListField | None, ...]:
    """Fill in the identity column, and nothing less certain, where no heading named it.

    Of several a person decides: those in the others would be left out without a word.
    """
    if ListField.IDENTITY not in fields:
        unnamed = [column for column, field in enumerate(fields) if field is None and not meaning(headings[column])]
        scored = [
            (sum(1 for cell in values if _identity_like(cell, today)), column)
            for column in unnamed
            if (values := _column(body, column)) and _mostly(values, lambda cell: _identity_like(cell, today))
        ]
        if scored:
            most = max(count for count, _ in scored)
            for count, column in scored:
                fields[column] = ListField.IDENTITY if count * 2 >= most else None
    return tuple(fields)


def _mostly(column: list[Cell], test: Callable[[Cell], bool]) -> bool:
    return bool(column) and sum(1 for cell in column if test(cell)) * 2 > len(column)


def _yes_or_no(cell: Cell) -> bool:
    """Whether a cell answers a question, a date being a yes."""
    return isinstance(cell, date | bool) or cells.says_no(cell) or cells.says_yes(cell)


def _identity_like(cell: Cell, today: date) -> bool:
    """Whether a cell holds an identity, or one with a slip in it."""
    if cell == "" or isinstance(cell, CellError | date | bool):
        return False
    try:
        parse(cell, today)
    except IdentityRefused as refused:
        return refused.code in _NEAR_IDENTITY and len(text(cell)) >= 10
    return True
