"""What the rows of a table from Cosmic say of a person, their columns read as an import reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rhs_desktop.domain.checklists import Ignored, RowChecker, RowRules, Sheet, mapping_at
from rhs_desktop.domain.checklists.fields import ListField
from rhs_desktop.domain.checklists.statements import said_of
from rhs_desktop.domain.pasting.records import Record, Records
from rhs_desktop.domain.recognition.names import taken_out
from rhs_desktop.domain.recognition.reader import Kind, recognise

_TELLING = frozenset((ListField.LISTED, ListField.LISTED_AT, ListField.DECEASED, ListField.PROTECTED))


class CosmicReader:
    """Reads the records of one table."""

    def __init__(self, records: Records, today: date, ours: Mapping[str, bool]) -> None:
        sheet = Sheet.of("", [records.headings, *(record.cells for record in records.rows if record.cells)])
        self._mapping = mapping_at(sheet, 1, today) if records.headings else None
        readable = self._mapping is not None and not self._mapping.troubles
        self._checker = RowChecker(self._mapping, RowRules(today, ours=ours)) if self._mapping and readable else None

    def tells(self, field: ListField) -> bool:
        """Whether the table has a column for that."""
        return self._mapping is not None and field in self._mapping.fields

    def says(self, record: Record) -> Mapping[Kind, bool] | None:
        """The kinds of what a row says of the person, each with whether it is certain.

        None where the table has columns for it, and it cannot be told which of the row's cells stand in them.
        """
        if record.cells and self._checker:
            outcome = self._checker.check(record.line, record.cells)
            return {} if isinstance(outcome, Ignored) else said_of(outcome.warnings)
        if any(map(self.tells, _TELLING)):
            return None
        found: dict[Kind, bool] = {}
        for text in record.texts:
            for one in taken_out(text)[0] if text == record.name else recognise(text):
                found[one.kind] = found.get(one.kind, False) or one.certain
        return found
