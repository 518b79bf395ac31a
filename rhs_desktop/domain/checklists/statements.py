"""What the cells of a row say of the person besides name and address: protected, dead, not to be contacted, not listed.

Their own columns are read first, then the name, the address, telephone cells, and all columns without a meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from rhs_desktop.domain.checklists import cells as read
from rhs_desktop.domain.checklists.clinics import Ours, clinic_key, is_a_name
from rhs_desktop.domain.checklists.fields import ListField
from rhs_desktop.domain.checklists.mapping import ColumnMapping
from rhs_desktop.domain.checklists.outcome import CellProblem, RowRemark
from rhs_desktop.domain.checklists.table import Row
from rhs_desktop.domain.people.resident import Address, Name
from rhs_desktop.domain.recognition.names import may_say, taken_out
from rhs_desktop.domain.recognition.reader import Kind, PersonRemark, recognise

_REMARKS = {
    Kind.PROTECTED: (RowRemark.PROTECTED, RowRemark.PROTECTED_UNCLEAR),
    Kind.DECEASED: (RowRemark.DECEASED, RowRemark.DECEASED_UNCLEAR),
    Kind.NO_CONTACT: (RowRemark.NO_CONTACT, RowRemark.NO_CONTACT_UNCLEAR),
    Kind.NOT_LISTED: (RowRemark.NOT_LISTED, RowRemark.NOT_LISTED_UNCLEAR),
}


NOBODY_SAID: Ours = {}


class RowStatements(NamedTuple):
    """What a row says, and its name and address without it. What is doubtful counts: the safe side."""

    protected: bool
    deceased: bool
    name: Name
    address: Address


class StatementReader:
    """Reads the statements of rows under one mapping."""

    def __init__(self, mapping: ColumnMapping, ours: Ours = NOBODY_SAID) -> None:
        self._ours = ours
        single = {field: (mapping.columns(field) or (None,))[0] for field in ListField}
        self._flags = (
            (single[ListField.PROTECTED], Kind.PROTECTED, read.protected),
            (single[ListField.DECEASED], Kind.DECEASED, read.deceased),
        )
        notes = [column for column, field in enumerate(mapping.fields) if field is None]
        self._notes = tuple(notes)
        self._phones = mapping.columns(ListField.PHONE)
        self._listed_at = single[ListField.LISTED_AT]
        self._listed = single[ListField.LISTED]

    def read(self, row: Row, remarks: list[CellProblem], name: Name, address: Address) -> RowStatements:
        """What the row says; one remark for each kind, the certain one if there is one, is added to `remarks`."""
        found: dict[Kind, tuple[bool, int | None]] = {}
        for column, kind, reader in self._flags:
            if column is not None and row[column] != "":
                said, sure = reader(row[column])
                if said:
                    found[kind] = sure, column
        for column in self._notes:
            cell = row[column]
            if type(cell) is str and cell and (statements := recognise(cell)):
                _add(found, statements, column)
        for column in self._phones:
            cell = row[column]
            if type(cell) is str and cell and cell[0] not in "+0123456789" and (statements := recognise(cell)):
                _add(found, statements, column)
        for column in (self._listed, self._listed_at):
            if column is not None:
                self._read_listed(row, found, column)
        lines = (name.given, name.family, address.care_of, address.street, address.extra, address.city)
        for line in lines:
            if line and may_say(line):
                name, address = _without_statements(lines, address, found)
                break
        if not found:
            return RowStatements(False, False, name, address)
        for kind, (sure, column) in found.items():
            remarks.append(_remark(kind, sure, column, row, protected=Kind.PROTECTED in found))
        return RowStatements(Kind.PROTECTED in found, Kind.DECEASED in found, name, address)

    def _read_listed(self, row: Row, found: dict[Kind, tuple[bool, int | None]], column: int) -> None:
        cell = row[column]
        if column == self._listed and read.says_no(cell):
            _add(found, (PersonRemark(Kind.NOT_LISTED, certain=True),), column)
        elif type(cell) is str and cell:
            said = recognise(cell)
            if column == self._listed_at and not said and is_a_name(cell):
                ours = self._ours.get(clinic_key(cell))
                said = () if ours else (PersonRemark(Kind.NOT_LISTED, certain=ours is False),)
            _add(found, said, column)


def said_of(warnings: Iterable[CellProblem]) -> dict[Kind, bool]:
    """What the remarks of a row say of the person, each with whether it is certain."""
    codes = {one.code for one in warnings}
    return {kind: certain in codes for kind, (certain, unclear) in _REMARKS.items() if {certain, unclear} & codes}


def _add(found: dict[Kind, tuple[bool, int | None]], statements: tuple[PersonRemark, ...], column: int | None) -> None:
    for one in statements:
        if one.kind not in found or (one.certain and not found[one.kind][0]):
            found[one.kind] = one.certain, column


def _without_statements(
    lines: tuple[str, ...], address: Address, found: dict[Kind, tuple[bool, int | None]]
) -> tuple[Name, Address]:
    rest = []
    for line in lines:
        statements, left = taken_out(line)
        _add(found, statements, None)
        rest.append(left)
    given, family, care_of, street, extra, city = rest
    return Name(given, family), replace(address, care_of=care_of, street=street, extra=extra, city=city)


def _remark(kind: Kind, sure: bool, column: int | None, row: Row, *, protected: bool) -> CellProblem:
    """The remark; a doubtful one gives the words as they stand, but nothing of somebody protected."""
    certain, unclear = _REMARKS[kind]
    if sure:
        return CellProblem(certain, column)
    words = row[column] if column is not None and not protected else ""
    return CellProblem(unclear, column, {"found": words if isinstance(words, str) else ""})
