"""`check` and `import`: what a list holds, row by row, and taking it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rhs_desktop.cli.console import answer, say, table
from rhs_desktop.cli.desk import Desk
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.rounds import chosen_round
from rhs_desktop.domain.checklist import CheckedList, ListFile, Memory, Problem, Rules, check, column_letter, propose
from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.services import importing, overview, settings
from rhs_desktop.services.importing import Imported
from rhs_desktop.services.reading import read_list
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store.people import RoundRecord
from rhs_desktop.words import cli as words
from rhs_desktop.words import common
from rhs_desktop.words import imports as import_words
from rhs_desktop.words import lists as list_words

CLEAN, IN_TROUBLE = 0, 1


@dataclass(frozen=True, slots=True)
class Looked:
    """The sheet that was checked, and what it hides. `others` are sheets that hold lists as well."""

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
        return {
            **findings(self.checked),
            "sheet": self.sheet,
            "other_sheets": list(self.others),
            "hidden_rows": self.hidden_rows,
            "hidden_columns": list(self.hidden_columns),
            "ignored": dict(Counter(str(one.because) for one in self.checked.ignored)),
        }

    def tell(self) -> None:
        """For a person: what is hidden, what stands on other sheets, and which rows are no residents."""
        told = (
            words.hidden_rows(self.hidden_rows, filtered=self.filtered, skipped=self.skipped),
            words.hidden_columns(self.hidden_columns, skipped=self.skipped),
            words.SKIP_HIDDEN if not self.skipped and (self.hidden_rows or self.hidden_columns) else "",
            words.other_sheets(self.sheet, self.others),
            import_words.ignored(self.checked),
        )
        if lines := [line for line in told if line]:
            say("", *lines)


def check_list(desk: Desk, file: Path, *, skip_hidden: bool, password_stdin: bool = False, as_json: bool) -> int:
    """Say what the list holds; nothing is kept. Columns that were pointed out before are known, where there are data.

    Raises ListUnreadable, Misused.
    """
    looked = _looked_here(desk, _read(desk, file, password_stdin), skip_hidden=skip_hidden)
    if as_json:
        answer(looked.data)
    else:
        tell_findings(looked.checked)
        looked.tell()
    return IN_TROUBLE if looked.checked.set_aside else CLEAN


def import_list(
    desk: Desk, file: Path, round_name: str | None, *, skip_hidden: bool, password_stdin: bool = False, as_json: bool
) -> int:
    """Import the ready rows and set the others aside. Raises ListUnreadable, Misused, HistoryRefused."""
    listed = _read(desk, file, password_stdin)
    with desk.working() as w:
        of = _round(w, round_name)
        looked = _looked(listed, w.today, _memory(w), of.birth_years, skip_hidden=skip_hidden)
        checked, content_hash = looked.checked, looked.content_hash
        before = importing.imported_before(w, content_hash)
        done = importing.import_list(w, checked, of.id, source=file.name, content_hash=content_hash)
        if as_json:
            answer(looked.data | _import_data(done, of))
            return IN_TROUBLE if checked.set_aside else CLEAN
        if before is not None:
            say(words.IMPORTED_BEFORE.format(day=common.near_day(before.at.date(), w.today), user=before.user))
        tell_findings(checked)
        looked.tell()
        say(import_line(done, of))
        if done.set_aside:
            say(words.ASIDE_NEXT)
    return IN_TROUBLE if checked.set_aside else CLEAN


def findings(checked: CheckedList) -> dict[str, Any]:
    """What the list holds, for a program. A row with several problems stands several times among them."""
    problems = [(row.row, problem) for row in checked.set_aside for problem in row.problems]
    remarks = [(row.row, remark) for row in checked.ready for remark in row.warnings]
    return {
        "rows": len(checked.ready) + len(checked.set_aside),
        "ready": len(checked.ready),
        "set_aside": len(checked.set_aside),
        "problems": [_told(checked, row, problem) for row, problem in problems],
        "remarks": [_told(checked, row, remark) for row, remark in remarks],
    }


def tell_findings(checked: CheckedList) -> None:
    """The same for a person: first how many, then what is to be done, then what is worth a look."""
    rows = len(checked.ready) + len(checked.set_aside)
    say(list_words.banner(len(checked.ready), rows, checked.counts))
    if checked.looks_wrong:
        say(words.LOOKS_WRONG)
    lines = [(f"  rad {row.row}", _said(problem)) for row in checked.set_aside for problem in row.problems]
    if lines:
        say("", words.TO_MEND, *table(lines))
    remarks = [(f"  rad {row.row}", _said(remark)) for row in checked.ready for remark in row.warnings]
    if remarks:
        say("", words.WORTH_A_LOOK, *table(list(dict.fromkeys(remarks))))


def import_line(done: Imported, of: RoundRecord) -> str:
    return words.IMPORTED.format(
        new=done.new, updated=done.updated, unchanged=done.unchanged, aside=done.set_aside, round=of.name
    )


def _import_data(done: Imported, of: RoundRecord) -> dict[str, Any]:
    return {
        "round": of.name,
        "new": done.new,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "repeated": done.repeated,
        "act": done.done.act,
    }


def _read(desk: Desk, file: Path, password_stdin: bool) -> ListFile:
    """The list; of one that is protected the password is the next line of standard input, or asked for."""
    if password_stdin:
        return read_list(file, password=desk.file_password(stdin=True))
    try:
        return read_list(file)
    except ListUnreadable as refused:
        if not refused.data.get("asks") or not desk.may_ask:
            raise
    return read_list(file, password=desk.file_password(stdin=False))


def _looked_here(desk: Desk, listed: ListFile, *, skip_hidden: bool) -> Looked:
    """Checked with what the clinic's data remember of its columns, where somebody said who asks.

    To check a list takes no more than the list.
    """
    today = date.today()  # noqa: DTZ011  # the day at the clinic
    if desk.practice or not desk.named:
        return _looked(listed, today, skip_hidden=skip_hidden)
    try:
        with desk.looking() as w:
            return _looked(listed, today, _memory(w), skip_hidden=skip_hidden)
    except Misused as error:
        if error.code not in ("no_data", "plain_data"):
            raise
    return _looked(listed, today, skip_hidden=skip_hidden)


def _memory(w: Workplace) -> Memory:
    """The columns that a person pointed out for lists of that type."""
    return lambda list_type: importing.remembered_mapping(w, list_type)


def _looked(
    listed: ListFile,
    today: date,
    remembered: Memory = lambda _: None,
    years: Collection[int] = (),
    *,
    skip_hidden: bool,
) -> Looked:
    proposed = propose(listed, today, remembered)
    sheet = listed.sheets[proposed.sheet]
    columns = sheet.hidden_filled_columns
    names = tuple(list_words.column_name(proposed.mapping, column) for column in columns)
    mapping = proposed.mapping.without(columns if skip_hidden else ())
    if mapping.troubles:
        raise Misused("mapping", given=list_words.mapping_sentence(mapping.troubles[0], mapping))
    kept = sheet.without(columns) if skip_hidden else sheet
    return Looked(
        check(kept, mapping, Rules(today, years), skip_hidden=skip_hidden),
        listed.hash_of(proposed.sheet),
        sheet.name,
        sum(1 for row in sheet.hidden_rows if row > (mapping.header or 0)),
        names,
        sheet.filtered,
        tuple(listed.sheets[place].name for place in proposed.others),
        skip_hidden,
    )


def _told(checked: CheckedList, row: int, problem: Problem) -> dict[str, Any]:
    """`column` is the heading, or Excel's letter where there is none; null for what is about the whole row."""
    column = problem.column
    heading = None if column is None else checked.mapping.headings[column] or column_letter(column)
    return {"row": row, "column": heading, "code": str(problem.code), "message": _said(problem)}


def _said(problem: Problem) -> str:
    return f"{list_words.sentence(problem)} {list_words.advice(problem)}"


def _round(w: Workplace, name: str | None) -> RoundRecord:
    """The chosen round; in a database without any, a new one for this year."""
    if not overview.rounds(w):
        new = name or words.NEW_ROUND.format(year=w.today.year)
        importing.add_round(w, new, w.today.year, settings.load(w).profile)
    return chosen_round(w, name)
