"""`check` and `import`: prints what a list contains, row by row, and imports it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from rhs_desktop.cli.checked_sheet import CheckedSheet, looked_at, tell_findings
from rhs_desktop.cli.console import answer, say
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.session import CommandSession, chosen_round
from rhs_desktop.domain.checklists import (
    ListFile,
    ManyStopping,
    Memory,
    RowRules,
    clinic_key,
    many_stopping,
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
from rhs_desktop.strings.cli import UsageTrouble

CLEAN, IN_TROUBLE = 0, 1


def check_list(
    session: CommandSession,
    file: Path,
    ours: Iterable[str] = (),
    *,
    skip_hidden: bool,
    password_stdin: bool = False,
    as_json: bool,
) -> int:
    """Print what the list contains; nothing is stored. Columns chosen earlier are known where there are data.

    Raises ListUnreadable, Misused.
    """
    looked = _looked_here(session, _read(session, file, password_stdin), _ours(ours), skip_hidden=skip_hidden)
    if as_json:
        answer(looked.data)
    else:
        tell_findings(looked.checked)
        looked.tell()
    return IN_TROUBLE if looked.checked.set_aside else CLEAN


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a list is imported: into which round, or which new one; the key of the template that its invitations in 1177
    were sent with; names of clinics that are our own; and whether what Excel hides is left out."""

    round: str | None = None
    new_round: str | None = None
    template: str | None = None
    ours: tuple[str, ...] = ()
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
        rules = replace(rules, ours=settings.clinics(ctx) | _ours(options.ours))
        looked = looked_at(listed, rules, _memory(ctx), skip_hidden=options.skip_hidden)
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


def _ours(names: Iterable[str]) -> dict[str, bool]:
    return {clinic_key(name): True for name in names}


def _looked_here(
    session: CommandSession, listed: ListFile, ours: dict[str, bool], *, skip_hidden: bool
) -> CheckedSheet:
    """Checked with the column mapping that the clinic's data remember, if a user was named.

    Checking itself needs no data.
    """
    today = date.today()  # noqa: DTZ011  # the day at the clinic
    if session.practice or not session.named:
        return looked_at(listed, RowRules(today, ours=ours), skip_hidden=skip_hidden)
    try:
        with session.reading() as ctx:
            rules = RowRules(today, ours=settings.clinics(ctx) | ours)
            return looked_at(listed, rules, _memory(ctx), skip_hidden=skip_hidden)
    except Misused as error:
        if error.code not in ("no_data", "plain_data"):
            raise
    return looked_at(listed, RowRules(today, ours=ours), skip_hidden=skip_hidden)


def _memory(ctx: Context) -> Memory:
    """The columns that a person chose for lists of that type."""
    return lambda list_type: preparing.remembered_mapping(ctx, list_type)


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
