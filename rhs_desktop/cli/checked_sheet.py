"""What a list contains, row by row: as JSON values and in words, for `check` and `import`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from rhs_desktop.cli.console import say, table
from rhs_desktop.cli.errors import Misused
from rhs_desktop.domain.checklists import (
    CellProblem,
    CheckedList,
    Ignored,
    ListFile,
    Memory,
    NamedClinic,
    RowRules,
    SetAside,
    UnreadColumn,
    check,
    column_letter,
    named_clinics,
    propose,
    unread_columns,
)
from rhs_desktop.domain.checklists.statements import said_of
from rhs_desktop.strings import cli as strings
from rhs_desktop.strings.checklists import importing as import_strings
from rhs_desktop.strings.checklists import reading as list_strings
from rhs_desktop.strings.cli import UsageTrouble


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """The checked sheet, and what it hides. `others` are further sheets that contain lists."""

    checked: CheckedList
    content_hash: str
    sheet: str
    hidden_rows: int
    hidden_columns: tuple[str, ...]
    filtered: bool
    others: tuple[str, ...]
    skipped: bool

    @property
    def data(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            **findings(self.checked),
            "sheet": self.sheet,
            "other_sheets": list(self.others),
            "hidden_rows": self.hidden_rows,
            "hidden_columns": list(self.hidden_columns),
            "unread_columns": [
                {"column": self._heading(one.column), "may_be": one.field.value, "examples": list(one.examples)}
                for one in self.unread
            ],
            "clinics": [{"name": one.name, "rows": one.rows, "ours": one.ours} for one in self.clinics],
            "ignored": dict(Counter(str(one.because) for one in self.checked.ignored)),
        }

    @property
    def unread(self) -> tuple[UnreadColumn, ...]:
        """The columns that look as if they said what has happened, and are not read."""
        return unread_columns(self.checked.sheet, self.checked.mapping)

    def _heading(self, column: int) -> str:
        return self.checked.mapping.headings[column]

    @property
    def clinics(self) -> tuple[NamedClinic, ...]:
        """The clinics that the list names."""
        return named_clinics(self.checked.sheet, self.checked.mapping, self.checked.rules.ours)

    def tell(self) -> None:
        """Print what is hidden, what other sheets contain, and which rows are no residents."""
        told = (
            strings.hidden_rows(self.hidden_rows, filtered=self.filtered, skipped=self.skipped),
            strings.hidden_columns(self.hidden_columns, skipped=self.skipped),
            strings.SKIP_HIDDEN if not self.skipped and (self.hidden_rows or self.hidden_columns) else "",
            strings.other_sheets(self.sheet, self.others),
            import_strings.ignored(self.checked),
            *(
                list_strings.unread_column(self._heading(one.column), one.examples, strings.NOT_READ)
                for one in self.unread
            ),
            strings.whose_clinics([(one.name, one.rows) for one in self.clinics if one.ours is None]),
        )
        if lines := [line for line in told if line]:
            say("", *lines)


def findings(checked: CheckedList) -> dict[str, Any]:
    """The list's content as JSON values. A row with several problems occurs several times among them."""
    problems = [(row.row, problem) for row in checked.set_aside for problem in row.problems]
    remarks = _remarks(checked)
    return {
        "rows": len(checked.ready) + len(checked.set_aside),
        "ready": len(checked.ready),
        "set_aside": len(checked.set_aside),
        "problems": [_told(checked, row, problem) for row, problem in problems],
        "remarks": [_told(checked, row, remark) for row, remark in remarks],
    }


def _remarks(checked: CheckedList) -> list[tuple[int, CellProblem]]:
    """What is worth a look, by row: all of rows that are ready, of others what stops contact."""
    told = [(row.row, remark) for row in checked.ready for remark in row.warnings]
    others: list[SetAside | Ignored] = [*checked.set_aside, *checked.ignored]
    told += [(row.row, remark) for row in others for remark in row.warnings if said_of((remark,))]
    return sorted(told, key=lambda one: one[0])


def tell_findings(checked: CheckedList) -> None:
    """Print the same: first the counts, then what is to be done, then remarks."""
    rows = len(checked.ready) + len(checked.set_aside)
    say(list_strings.banner(len(checked.ready), rows, checked.counts))
    if checked.looks_wrong:
        say(strings.LOOKS_WRONG)
    lines = [(f"  rad {row.row}", _said(problem)) for row in checked.set_aside for problem in row.problems]
    if lines:
        say("", strings.TO_MEND, *table(lines))
    remarks = [(f"  rad {row}", _said(remark)) for row, remark in _remarks(checked)]
    if remarks:
        say("", strings.WORTH_A_LOOK, *table(list(dict.fromkeys(remarks))))


def looked_at(
    listed: ListFile, rules: RowRules, remembered: Memory = lambda _: None, *, skip_hidden: bool
) -> CheckedSheet:
    """The sheet with a list, checked. Raises Misused where its columns cannot be told apart."""
    proposed = propose(listed, rules.today, remembered)
    sheet = listed.sheets[proposed.sheet]
    columns = sheet.hidden_filled_columns
    names = tuple(list_strings.column_name(proposed.mapping, column) for column in columns)
    mapping = proposed.mapping.without(columns if skip_hidden else ())
    if mapping.troubles:
        raise Misused(UsageTrouble.MAPPING, given=list_strings.mapping_sentence(mapping.troubles[0], mapping))
    kept = sheet.without(columns) if skip_hidden else sheet
    return CheckedSheet(
        check(kept, mapping, rules, skip_hidden=skip_hidden),
        listed.hash_of(proposed.sheet),
        sheet.name,
        sum(1 for row in sheet.hidden_rows if row > (mapping.header or 0)),
        names,
        sheet.filtered,
        tuple(listed.sheets[place].name for place in proposed.others),
        skip_hidden,
    )


def _told(checked: CheckedList, row: int, problem: CellProblem) -> dict[str, Any]:
    """`column` is the heading, or Excel's letter where there is none; null for what is about the whole row."""
    column = problem.column
    heading = None if column is None else checked.mapping.headings[column] or column_letter(column)
    return {"row": row, "column": heading, "code": str(problem.code), "message": _said(problem)}


def _said(problem: CellProblem) -> str:
    return f"{list_strings.sentence(problem)} {list_strings.advice(problem)}"
