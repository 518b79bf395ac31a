"""`check` and `import`: prints what a list contains, row by row, and imports it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rhs_desktop.cli.console import answer, say, table
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.session import CommandSession, chosen_round
from rhs_desktop.domain.checklists import (
    CellProblem,
    CheckedList,
    ListFile,
    ManyStopping,
    Memory,
    RowRules,
    check,
    column_letter,
    many_stopping,
    propose,
)
from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists import importing, preparing
from rhs_desktop.services.checklists.importing import Imported
from rhs_desktop.services.checklists.reading import read_list
from rhs_desktop.services.context import Context
from rhs_desktop.store.people import RoundRecord
from rhs_desktop.strings import cli as strings
from rhs_desktop.strings import common
from rhs_desktop.strings.checklists import importing as import_strings
from rhs_desktop.strings.checklists import reading as list_strings
from rhs_desktop.strings.cli import UsageTrouble

CLEAN, IN_TROUBLE = 0, 1


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
            "ignored": dict(Counter(str(one.because) for one in self.checked.ignored)),
        }

    def tell(self) -> None:
        """Print what is hidden, what other sheets contain, and which rows are no residents."""
        told = (
            strings.hidden_rows(self.hidden_rows, filtered=self.filtered, skipped=self.skipped),
            strings.hidden_columns(self.hidden_columns, skipped=self.skipped),
            strings.SKIP_HIDDEN if not self.skipped and (self.hidden_rows or self.hidden_columns) else "",
            strings.other_sheets(self.sheet, self.others),
            import_strings.ignored(self.checked),
        )
        if lines := [line for line in told if line]:
            say("", *lines)


def check_list(
    session: CommandSession, file: Path, *, skip_hidden: bool, password_stdin: bool = False, as_json: bool
) -> int:
    """Print what the list contains; nothing is stored. Columns chosen earlier are known where there are data.

    Raises ListUnreadable, Misused.
    """
    looked = _looked_here(session, _read(session, file, password_stdin), skip_hidden=skip_hidden)
    if as_json:
        answer(looked.data)
    else:
        tell_findings(looked.checked)
        looked.tell()
    return IN_TROUBLE if looked.checked.set_aside else CLEAN


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a list is imported: into which round, or which new one; the key of the template that its invitations in 1177
    were sent with; and whether what Excel hides is left out."""

    round: str | None = None
    new_round: str | None = None
    template: str | None = None
    skip_hidden: bool = False


def import_list(
    session: CommandSession, file: Path, options: ImportOptions, *, password_stdin: bool = False, as_json: bool
) -> int:
    """Import the ready rows and set the others aside. Raises ListUnreadable, Misused, HistoryRefused."""
    listed = _read(session, file, password_stdin)
    with session.recording() as ctx:
        known = _round(ctx, options)
        _check_template(ctx, known.profile if known else settings.load(ctx).profile, options.template)
        rules = preparing.rules_of(ctx, known) if known else RowRules(ctx.today)
        looked = _looked(listed, rules, _memory(ctx), skip_hidden=options.skip_hidden)
        checked, content_hash = looked.checked, looked.content_hash
        if (asked := many_stopping(checked)) is not None:
            _ask(looked, asked, as_json=as_json)
            return IN_TROUBLE
        of = known or _new_round(ctx, options)
        before = preparing.imported_before(ctx, content_hash)
        done = importing.import_list(
            ctx, checked, of.id, source=file.name, content_hash=content_hash, template=options.template
        )
        if as_json:
            answer(looked.data | _import_data(done, of))
            return IN_TROUBLE if checked.set_aside else CLEAN
        if before is not None:
            say(strings.IMPORTED_BEFORE.format(day=common.near_day(before.at.date(), ctx.today), user=before.user))
        tell_findings(checked)
        looked.tell()
        say(import_line(done, of))
        if done.events:
            say(import_strings.events(done.events))
        if done.set_aside:
            say(strings.ASIDE_NEXT)
    return IN_TROUBLE if checked.set_aside else CLEAN


def _ask(looked: CheckedSheet, asked: ManyStopping, *, as_json: bool) -> None:
    """Say that so many rows stop contact that a person has to confirm it, in the window; nothing is imported."""
    message = import_strings.many_stopping(asked)
    if as_json:
        kinds = {kind.value: count for kind, count in asked.kinds.items()}
        told = {"message": message, "rows": asked.rows, "stopping": asked.stopping, "kinds": kinds}
        answer(looked.data | {"asked": told})
        return
    tell_findings(looked.checked)
    looked.tell()
    say("", message, strings.NOT_IMPORTED)


def findings(checked: CheckedList) -> dict[str, Any]:
    """The list's content as JSON values. A row with several problems occurs several times among them."""
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
    """Print the same: first the counts, then what is to be done, then remarks."""
    rows = len(checked.ready) + len(checked.set_aside)
    say(list_strings.banner(len(checked.ready), rows, checked.counts))
    if checked.looks_wrong:
        say(strings.LOOKS_WRONG)
    lines = [(f"  rad {row.row}", _said(problem)) for row in checked.set_aside for problem in row.problems]
    if lines:
        say("", strings.TO_MEND, *table(lines))
    remarks = [(f"  rad {row.row}", _said(remark)) for row in checked.ready for remark in row.warnings]
    if remarks:
        say("", strings.WORTH_A_LOOK, *table(list(dict.fromkeys(remarks))))


def import_line(done: Imported, of: RoundRecord) -> str:
    return strings.IMPORTED.format(
        new=done.new, updated=done.updated, unchanged=done.unchanged, aside=done.set_aside, round=of.name
    )


def _import_data(done: Imported, of: RoundRecord) -> dict[str, Any]:
    return {
        "round": of.name,
        "new": done.new,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "repeated": done.repeated,
        "events": done.events,
        "act": done.done.act,
    }


def _read(session: CommandSession, file: Path, password_stdin: bool) -> ListFile:
    """The list; the password of an encrypted one is the next line of standard input, or asked for."""
    if password_stdin:
        return read_list(file, password=session.file_password(stdin=True))
    try:
        return read_list(file)
    except ListUnreadable as refused:
        if not refused.data.get("asks") or not session.may_ask:
            raise
    return read_list(file, password=session.file_password(stdin=False))


def _looked_here(session: CommandSession, listed: ListFile, *, skip_hidden: bool) -> CheckedSheet:
    """Checked with the column mapping that the clinic's data remember, if a user was named.

    Checking itself needs no data.
    """
    today = date.today()  # noqa: DTZ011  # the day at the clinic
    if session.practice or not session.named:
        return _looked(listed, RowRules(today), skip_hidden=skip_hidden)
    try:
        with session.reading() as ctx:
            return _looked(listed, RowRules(today), _memory(ctx), skip_hidden=skip_hidden)
    except Misused as error:
        if error.code not in ("no_data", "plain_data"):
            raise
    return _looked(listed, RowRules(today), skip_hidden=skip_hidden)


def _memory(ctx: Context) -> Memory:
    """The columns that a person chose for lists of that type."""
    return lambda list_type: preparing.remembered_mapping(ctx, list_type)


def _looked(
    listed: ListFile, rules: RowRules, remembered: Memory = lambda _: None, *, skip_hidden: bool
) -> CheckedSheet:
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


def _round(ctx: Context, options: ImportOptions) -> RoundRecord | None:
    """The chosen round; None where a new one is wanted or there is none. Raises Misused."""
    if options.new_round is not None and options.round is not None:
        raise Misused(UsageTrouble.TWO_ROUNDS)
    if options.new_round is not None or not case_list.rounds(ctx):
        return None
    return chosen_round(ctx, options.round)


def _new_round(ctx: Context, options: ImportOptions) -> RoundRecord:
    """A round for this year, under the clinic's manual. Raises HistoryRefused `round_exists`."""
    name = options.new_round or options.round or strings.NEW_ROUND.format(year=ctx.today.year)
    return preparing.round_of(ctx, importing.add_round(ctx, name, ctx.today.year, settings.load(ctx).profile))


def _check_template(ctx: Context, profile: str, template: str | None) -> None:
    known = [one.key for one in ctx.rules(profile).profile.templates]
    if template is not None and template not in known:
        raise Misused(UsageTrouble.NO_SUCH_TEMPLATE, given=template, known=", ".join(known))
