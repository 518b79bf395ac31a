"""Checking one row: from raw cells to Ready, SetAside or Ignored, without looking at other rows."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from rhs_desktop.domain.checklists import cells as read
from rhs_desktop.domain.checklists.clinics import Ours
from rhs_desktop.domain.checklists.contact_so_far import ContactReader
from rhs_desktop.domain.checklists.fields import CONTACT_FIELDS, ListField, compact
from rhs_desktop.domain.checklists.mapping import ColumnMapping
from rhs_desktop.domain.checklists.outcome import (
    CellProblem,
    Ignored,
    IgnoredBecause,
    ImportableRow,
    Outcome,
    RowProblem,
    RowRemark,
    SetAside,
)
from rhs_desktop.domain.checklists.split_identity import joined
from rhs_desktop.domain.checklists.statements import StatementReader
from rhs_desktop.domain.checklists.table import Cell, CellError, Row, blank, text
from rhs_desktop.domain.errors import IdentityRefused
from rhs_desktop.domain.people.personal_number import PersonalNumber, parse
from rhs_desktop.domain.people.resident import Address, Details, Name
from rhs_desktop.domain.printable import readable

_COUNTED = "st|stycken|rader|personer|patienter|invanare|kvinnor|man|ar|aringar"
_GROUP = re.compile(r"(?:kvinnor|man|\d\d(?:ar|aringar))(?:fodda\d{4}|\d\d(?:ar|aringar)|\d{4})?|fodda(?:ar)?\d{4}")
_TOTAL = re.compile(rf"(?:summa|delsumma|totalt|total|antal|sum|count|slut)(?:antal|{_COUNTED})*\d*(?:{_COUNTED})?")
_COUNT = re.compile(rf"\d+(?:{_COUNTED})?")
_PAGE = re.compile(r"(?:sida|sid\.?|page) ?\d+ ?(?:av|of|/|\() ?\d+ ?\)?", re.IGNORECASE)
_MOST_BESIDE_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class RowRules:
    """What rows are held against. `birth_years`: the round's target group, empty for any age. `year`: that of the
    list, for days without one; today's where it is None. `ours`: which clinics that lists name are our own."""

    today: date
    birth_years: Collection[int] = ()
    accept_reserve: bool = False
    year: int | None = None
    ours: Ours = field(default_factory=dict, hash=False)


class RowChecker:
    """Checks rows of one sheet under one mapping. Raises ValueError for a mapping with troubles."""

    def __init__(self, mapping: ColumnMapping, rules: RowRules) -> None:
        if mapping.troubles:
            raise ValueError(f"mapping has trouble: {mapping.troubles[0].code}")
        self._rules = rules
        self._today = rules.today
        self._years = frozenset(rules.birth_years)
        self._headings = tuple(map(compact, mapping.headings)) if mapping.header else ()
        self._width = len(mapping.fields)
        self._identity = mapping.columns(ListField.IDENTITY)[0]
        self._last_four = (mapping.columns(ListField.LAST_FOUR) or (None,))[0]
        single = {field: (mapping.columns(field) or (None,))[0] for field in ListField}
        self._name, self._given, self._family = (
            single[ListField.NAME],
            single[ListField.GIVEN],
            single[ListField.FAMILY],
        )
        self._care_of, self._street = single[ListField.CARE_OF], single[ListField.STREET]
        self._extras = mapping.columns(ListField.EXTRA)
        self._postcode, self._city = single[ListField.POSTCODE], single[ListField.CITY]
        self._postcode_city, self._address = single[ListField.POSTCODE_CITY], single[ListField.ADDRESS]
        self._country, self._listed_at = single[ListField.COUNTRY], single[ListField.LISTED_AT]
        self._named = any(column is not None for column in (self._name, self._given, self._family))
        self._family_first = read.family_stands_first(mapping.headings[self._name]) if self._name is not None else None
        phones = mapping.columns(ListField.PHONE)
        self._phones = sorted(phones, key=lambda column: not _is_mobile(mapping.headings[column]))
        number = (None, ListField.IDENTITY, ListField.LAST_FOUR)
        self._statements = StatementReader(mapping, rules.ours)
        year = rules.today.year if rules.year is None else rules.year
        says_contact = any(field in CONTACT_FIELDS for field in mapping.fields)
        self._contact = ContactReader(mapping, rules.today, year) if says_contact else None
        self._mapped = tuple(column for column, field in enumerate(mapping.fields) if field not in number)

    def check(self, number: int, row: Row) -> Outcome:
        """The outcome of the row with this number. Signs that nobody can read are replaced (`printable`)."""
        if not all(cell.isprintable() for cell in row if type(cell) is str):
            row = tuple(readable(cell) if isinstance(cell, str) else cell for cell in row)
        raw = row[self._identity]
        if self._last_four is not None:
            raw = joined(raw, row[self._last_four])
        if isinstance(raw, CellError):
            code = RowProblem.IDENTITY_UNCALCULATED if raw.uncalculated else RowProblem.IDENTITY_ERROR
            return self._aside(number, row, CellProblem(code, self._identity, {"found": raw.text}))
        try:
            identity = parse(raw, self._today, accept_reserve=self._rules.accept_reserve)
        except IdentityRefused as refused:
            because = self._no_resident(row)
            if because:
                return Ignored(number, because)
            return self._aside(number, row, CellProblem(refused.code, self._identity, refused.data))
        return self._ready(number, row, identity)

    def _aside(self, number: int, row: Row, problem: CellProblem) -> SetAside:
        remarks: list[CellProblem] = []
        self._statements.read(row, remarks, self._read_name(row), self._read_address(row, []))
        return SetAside(number, (problem,), row, warnings=tuple(remarks))

    def _no_resident(self, row: Row) -> IgnoredBecause | None:
        """Whether a row without an identity is one that lists have besides residents."""
        if blank(row) or (row[self._identity] == "" and _nothing_but_formulas(row)):
            return IgnoredBecause.BLANK
        said = [compact(text(cell)) for cell in row]
        words = [word for word in said if word]
        if not words:
            return None
        if self._headings and all(word in ("", heading) for word, heading in zip(said, self._headings, strict=True)):
            return IgnoredBecause.HEADINGS
        if (
            len(words) <= 3
            and _TOTAL.fullmatch(words[0])
            and all(_COUNT.fullmatch(word) or word == words[0] for word in words)
        ):
            return IgnoredBecause.TOTAL
        is_group = len(words) == 1 and _GROUP.fullmatch(words[0])
        return IgnoredBecause.TITLE if is_group or self._is_page(row, len(words)) else None

    def _is_page(self, row: Row, filled: int) -> bool:
        """Whether it is a line that a printed list has on each page: "Sida 2 av 3", perhaps beside a day."""
        if filled > _MOST_BESIDE_A_PAGE or text(row[self._identity])[:1].isdigit():
            return False
        return any(_PAGE.fullmatch(text(cell)) for cell in row)

    def _ready(self, number: int, row: Row, identity: PersonalNumber) -> ImportableRow | SetAside:
        remarks: list[CellProblem] = []
        name = self._read_name(row)
        address = self._read_address(row, remarks)
        said = self._statements.read(row, remarks, name, address)
        name, address = said.name, said.address
        if self._named and not name.display:
            remarks.append(CellProblem(RowRemark.NAME_MISSING))
        phones: tuple[str, ...] = ()
        for column in self._phones:
            if row[column] == "":
                continue
            found, remark = read.phones(row[column])
            phones += tuple(phone for phone in found if phone not in phones)
            if remark:
                remarks.append(CellProblem(remark, column))
        self._remark_identity(identity, remarks)
        for column in self._mapped:
            cell = row[column]
            if isinstance(cell, CellError):
                remarks.append(CellProblem(RowRemark.CELL_ERROR, column, {"found": cell.text}))
            elif type(cell) is str and "\ufffd" in cell:
                remarks.append(CellProblem(RowRemark.UNREADABLE_SIGN, column))
        details = Details(identity, name, phones, address, said.protected, said.deceased)
        listed_at = text(row[self._listed_at]) if self._listed_at is not None else ""
        problems: list[CellProblem] = []
        contact = self._contact.read(row, identity, problems) if self._contact else None
        if problems:
            return SetAside(number, tuple(problems), row, details, tuple(remarks))
        return ImportableRow(number, details, row, listed_at, tuple(remarks), contact)

    def _remark_identity(self, identity: PersonalNumber, remarks: list[CellProblem]) -> None:
        if self._years and identity.birth_year not in self._years:
            age = identity.turns(self._today.year)
            remarks.append(
                CellProblem(
                    RowRemark.AGE_OUTSIDE_TARGET, self._identity, {"age": age, "years": tuple(sorted(self._years))}
                )
            )
        if not identity.may_log_in:
            remarks.append(CellProblem(RowRemark.NO_LOGIN, self._identity, {"kind": str(identity.kind)}))

    def _read_name(self, row: Row) -> Name:
        given = read.one_line(row[self._given]) if self._given is not None else ""
        family = read.one_line(row[self._family]) if self._family is not None else ""
        name = Name(given, family)
        if self._name is not None and not (given and family):
            name = read.completed_name(name, row[self._name], self._family_first)
        return name

    def _read_address(self, row: Row, remarks: list[CellProblem]) -> Address:
        base = read.whole_address(row[self._address]) if self._address is not None else _NOWHERE
        country = read.country(row[self._country]) if self._country is not None else ""
        care_of = read.care_of(row[self._care_of]) if self._care_of is not None else ""
        street = self._line(row, self._street) or base.street
        extras = [line for column in self._extras if (line := read.one_line(row[column]))]
        if not care_of and self._street is not None and read.is_care_of(street):
            care_of, street = read.care_of_and_street(row[self._street]) or ("", street)
        who = "" if care_of else next((line for line in (street, *extras) if read.is_care_of(line)), "")
        if who:
            care_of, street = read.care_of(who), "" if who == street else street
            extras = [line for line in extras if line != who]
        if not street and extras and not read.is_apartment(extras[0]):
            street = extras.pop(0)
        extra = ", ".join(extras) or base.extra
        postcode, city = base.postcode, base.city
        if self._postcode_city is not None and (said := read.one_line(row[self._postcode_city])):
            split = read.postcode_and_city(said)
            postcode, city = split[1:] if split else ("", said)
        if self._postcode is not None and row[self._postcode] != "":
            postcode, remark = read.postcode(row[self._postcode], country)
            if remark:
                remarks.append(CellProblem(remark, self._postcode))
        city = self._line(row, self._city) or city
        return Address(care_of or base.care_of, street, extra, postcode, city, country)

    @staticmethod
    def _line(row: Row, column: int | None) -> str:
        return read.one_line(row[column]) if column is not None else ""


_NOWHERE = Address()


def _nothing_but_formulas(row: Row) -> bool:
    """Whether all that a row holds are formulas never calculated, as those copied down below a list."""
    return all(cell == "" or (isinstance(cell, CellError) and cell.uncalculated) for cell in row)


def _is_mobile(heading: str) -> bool:
    word = compact(heading)
    return "mobil" in word or "cell" in word


def differing(one: Row, other: Row) -> tuple[int, ...]:
    """The columns in which two rows differ as a person reads them; empty when they say the same."""
    return tuple(
        column for column, (a, b) in enumerate(zip(one, other, strict=True)) if a != b and _said(a) != _said(b)
    )


def _said(cell: Cell) -> str:
    return text(cell).casefold()
