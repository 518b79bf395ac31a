"""What a row of a list half worked through says has happened: invited when and how, reminded, answered, booked …

What cannot be read, lies ahead or contradicts itself sets the row aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rhs_desktop.domain.checklists import contact_cells as read
from rhs_desktop.domain.checklists.cells import says_no, says_yes
from rhs_desktop.domain.checklists.contact_cells import CellDay, ContactSoFar
from rhs_desktop.domain.checklists.fields import CONTACT_FIELDS, ListField, compact, contact_meaning
from rhs_desktop.domain.checklists.mapping import ColumnMapping
from rhs_desktop.domain.checklists.outcome import CellProblem, RowProblem
from rhs_desktop.domain.checklists.table import Cell, Row, Sheet, text
from rhs_desktop.domain.codes import Answer, Channel
from rhs_desktop.domain.people.personal_number import PersonalNumber
from rhs_desktop.domain.typed_day import RefusedDay

_DONE = frozenset(("ja", "j", "x", "yes", "klar", "klart", "genomford", "genomfort"))


class ContactReader:
    """Reads rows under one mapping. `year`: that of the list, for days without one."""

    def __init__(self, mapping: ColumnMapping, today: date, year: int) -> None:
        self._columns = {field: columns[0] for field in CONTACT_FIELDS if (columns := mapping.columns(field))}
        self._today, self._year = today, year

    def read(self, row: Row, identity: PersonalNumber, problems: list[CellProblem]) -> ContactSoFar | None:
        """What the row says; why it cannot be taken is added to `problems`. None where it says nothing."""
        if all(row[column] == "" for column in self._columns.values()):
            return None
        before = len(problems)
        invited = self._day(row, ListField.INVITED_ON, problems)
        reminded = self._day(row, ListField.REMINDED_ON, problems)
        booked = self._day(row, ListField.BOOKED_FOR, problems, ahead=True)
        held = self._held(row, booked, problems)
        returned = self._day(row, ListField.RETURNED_ON, problems)
        answered = self._day(row, ListField.ANSWERED_ON, problems)
        answer = self._answer(row, problems)
        by = self._way(row, problems, invited=invited is not None)
        found = ContactSoFar(
            invited.on if invited else None,
            by or Channel.DIGITAL,
            reminded.on if reminded else None,
            answer,
            answered.on if answered else None,
            booked.on if booked else None,
            booked.at if booked else None,
            held.on if held else None,
            returned.on if returned else None,
        )
        if len(problems) == before:
            self._contradictions(found, identity, problems)
        return None if found == ContactSoFar() else found

    def _cell(self, row: Row, field: ListField) -> Cell:
        return row[self._columns[field]] if field in self._columns else ""

    def _day(self, row: Row, field: ListField, problems: list[CellProblem], *, ahead: bool = False) -> CellDay | None:
        cell = self._cell(row, field)
        found = read.day(cell, self._today, self._year)
        if isinstance(found, RefusedDay):
            problems.append(self._problem(RowProblem.CONTACT_DAY, field, found=text(cell)))
            return None
        if found is not None and found.on > self._today and not ahead:
            problems.append(self._problem(RowProblem.CONTACT_AHEAD, field, found=text(cell)))
        return found

    def _held(self, row: Row, booked: CellDay | None, problems: list[CellProblem]) -> CellDay | None:
        """A mere yes is of the day for which the talk was booked."""
        yes = compact(text(self._cell(row, ListField.HELD_ON))) in _DONE
        return booked if yes and booked else self._day(row, ListField.HELD_ON, problems)

    def _way(self, row: Row, problems: list[CellProblem], *, invited: bool) -> Channel | None:
        if ListField.INVITED_BY not in self._columns:
            return None
        cell = self._cell(row, ListField.INVITED_BY)
        by = read.way(cell)
        if (by is None and (cell != "" or invited)) and not says_no(cell):
            problems.append(self._problem(RowProblem.WAY_UNKNOWN, ListField.INVITED_BY, found=text(cell)))
        elif by is not None and self._cell(row, ListField.INVITED_ON) == "" and ListField.INVITED_ON in self._columns:
            problems.append(self._problem(RowProblem.NOT_INVITED, ListField.INVITED_BY))
        return by

    def _answer(self, row: Row, problems: list[CellProblem]) -> Answer | None:
        cell = self._cell(row, ListField.ANSWER)
        if read.no_answer_yet(cell):
            return None
        found = read.answer(cell)
        if found is None:
            problems.append(self._problem(RowProblem.ANSWER_UNKNOWN, ListField.ANSWER, found=text(cell)))
        return found

    def _contradictions(self, found: ContactSoFar, identity: PersonalNumber, problems: list[CellProblem]) -> None:
        if found.answered_on and found.answer is None:
            problems.append(self._problem(RowProblem.ANSWER_MISSING, ListField.ANSWERED_ON))
        if found.invited_on and found.invited_by is Channel.DIGITAL and not identity.may_log_in:
            problems.append(self._problem(RowProblem.INVITED_WITHOUT_LOGIN, ListField.INVITED_ON))
        if found.returned_on and found.invited_by is not Channel.LETTER:
            problems.append(self._problem(RowProblem.RETURNED_NO_LETTER, ListField.RETURNED_ON))
        said = {
            ListField.REMINDED_ON: found.reminded_on,
            ListField.ANSWER: found.answered_on or found.answer,
            ListField.RETURNED_ON: found.returned_on,
        }
        without = [field for field, value in said.items() if value] if found.invited_on is None else []
        problems += [self._problem(RowProblem.NOT_INVITED, field) for field in without]
        self._order(found, problems)

    def _order(self, found: ContactSoFar, problems: list[CellProblem]) -> None:
        """Nothing comes before the invitation, nor the talk before the time that was booked for it."""
        days = (
            (ListField.REMINDED_ON, found.reminded_on),
            (ListField.ANSWERED_ON, found.answered_on),
            (ListField.BOOKED_FOR, found.booked_for),
            (ListField.HELD_ON, found.held_on),
            (ListField.RETURNED_ON, found.returned_on),
        )
        for field, on in days:
            if on and found.invited_on and on < found.invited_on:
                problems.append(self._before(field, on, ListField.INVITED_ON, found.invited_on))
        if found.held_on and found.booked_for and found.held_on < found.booked_for:
            problems.append(self._before(ListField.HELD_ON, found.held_on, ListField.BOOKED_FOR, found.booked_for))
        if found.held_on and found.held_on > self._today:
            problems.append(self._problem(RowProblem.CONTACT_AHEAD, ListField.HELD_ON, found=found.held_on.isoformat()))

    def _before(self, field: ListField, on: date, other: ListField, other_on: date) -> CellProblem:
        data = {"day": on.isoformat(), "other": other, "other_day": other_on.isoformat()}
        return self._problem(RowProblem.CONTACT_BEFORE, field, **data)

    def _problem(self, code: RowProblem, field: ListField, **data: object) -> CellProblem:
        return CellProblem(code, self._columns.get(field), {"field": field, **data})


@dataclass(frozen=True, slots=True)
class UnreadColumn:
    """A column that nobody reads but that looks as if it said what has happened, with some of what stands in it."""

    column: int
    field: ListField
    examples: tuple[str, ...]


def unread_columns(sheet: Sheet, mapping: ColumnMapping) -> tuple[UnreadColumn, ...]:
    """The columns of the list's own that are to be asked about, by their headings or their cells."""
    found: list[UnreadColumn] = []
    taken = set(mapping.fields)
    for column, (field, heading) in enumerate(zip(mapping.fields, mapping.headings, strict=True)):
        if field is not None or not heading:
            continue
        cells = [row[column] for row in sheet.rows[mapping.header or 0 :][:_SAMPLE] if row[column] != ""]
        meant = contact_meaning(heading) or (ListField.ANSWER if _are_answers(cells) else None)
        if meant is not None and meant not in taken and cells:
            examples = tuple(dict.fromkeys(map(text, cells)))[:_MOST_EXAMPLES]
            found.append(UnreadColumn(column, meant, examples))
            taken.add(meant)
    return tuple(found)


_MOST_EXAMPLES = 3
_SAMPLE = 200
"""How many rows are looked at."""


def _are_answers(cells: Sequence[Cell]) -> bool:
    """Whether most cells are answers to the invitation, and not only yes and no, which answers many questions."""
    read_as = [read.answer(cell) for cell in cells]
    plain = all(says_no(cell) or says_yes(cell) for cell, found in zip(cells, read_as, strict=True) if found)
    return 2 * sum(found is not None for found in read_as) > len(cells) and not plain
