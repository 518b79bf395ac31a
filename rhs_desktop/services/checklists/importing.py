"""Imports a checked list: its ready rows become cases, the others are set aside as work."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.checklists import Cell, CheckedList, ImportableRow, RowChecker, SetAside
from rhs_desktop.domain.checklists.comparison import FieldChange
from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.printable import readable
from rhs_desktop.services import settings
from rhs_desktop.services.backups import make
from rhs_desktop.services.checklists.exported_edits import edited_fields
from rhs_desktop.services.checklists.preparing import mapping_key, round_of, rules_of
from rhs_desktop.services.checklists.row_importer import RowImporter
from rhs_desktop.services.checklists.set_aside import RowsSetAside
from rhs_desktop.services.context import Context
from rhs_desktop.services.manuals import editing
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.store import act_records, people
from rhs_desktop.store import imports as imports_store
from rhs_desktop.store.imports import ImportRecord, RowRecord, RowState
from rhs_desktop.store.people import RoundRecord
from rhs_desktop.strings.cases import next_step

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter

_REPORT_EVERY = 256
Report = Callable[[int, int], None]
Chosen = Mapping[int, Iterable[FieldChange]]
"""By row of the list, which of its changes to a known resident a person chose."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `new`, `updated` and `unchanged` count the ready rows: persons who came into the round,
    whose details were changed, and the rest. `set_aside` rows wait for a person; `repeated` ones already did, or were
    dismissed, as they stand in an earlier list of the round; `settled` ones of earlier lists need wait no longer.
    `gone` counts those who are no longer listed here, as a person said; `events` what the list told has happened."""

    done: ActDone
    new: int
    updated: int
    unchanged: int
    set_aside: int
    repeated: int
    settled: int = 0
    gone: int = 0
    events: int = 0


@needs(Permission.LIST)
def add_round(ctx: Context, name: str, year: int, profile: str, birth_years: Sequence[int] = ()) -> int:
    """Add a round (omgång) under a manual; its number. Raises HistoryRefused `round_exists`, `profile_missing`."""
    if profile not in ctx.profiles:
        raise HistoryRefused(HistoryRefusal.PROFILE_MISSING, profile=profile)
    with recording(ctx, ActKind.ROUND, details={"name": name}) as act:
        editing.keep(act, ctx, profile)
        number = act.add_round(readable(name.strip()), year, profile, birth_years)
        act.commit()
    return number


@needs(Permission.LIST)
def import_list(
    ctx: Context,
    checked: CheckedList,
    round_id: int,
    *,
    source: str,
    content_hash: str,
    chosen: Chosen | None = None,
    same_person: Mapping[int, str] | None = None,
    gone: Collection[str] = (),
    template: str | None = None,
    report: Report = lambda done, total: None,
) -> Imported:
    """Import the ready rows and set the others aside, in one act.

    `source` names the list as a person would, without personal data. `chosen` replaces what would be changed of known
    residents: by default what the list says and the register did not. `same_person`: rows whose identity is new but
    whose person is known, with the identity known so far. `gone`: identities of the round, missing from the list, that
    a person says are no longer listed here. `template`: which one those were sent whom the list says to be invited in
    1177; the manual's first where nobody said. `report` is told how many of the rows have been taken; what it raises
    ends the import with nothing kept. Raises HistoryRefused `unknown_round`, `template_missing`.
    """
    make.before(ctx, BackupKind.BEFORE_IMPORT)
    with recording(ctx, ActKind.IMPORT, details={"source": source}) as act:
        round_ = round_of(ctx, round_id)
        _check_template(ctx, round_, template)
        act.details |= {"template": template} if template else {}
        waiting = RowsSetAside(act.db, round_id, ctx.today)
        number = act.add_import(round_id, source, content_hash, imports_store.mapping_to(checked.mapping))
        act.set_setting(mapping_key(checked.mapping.list_type), checked.mapping.choices)
        if (said := checked.rules.ours) and said != settings.clinics(ctx):
            act.set_setting(settings.CLINICS, dict(said))
        taker = RowImporter(ctx, act, round_, edited_fields(act.db, checked, round_id), template)
        taker.look_up(checked.ready, same_person or {}, lambda: report(0, len(checked.ready)))
        counts = {"new": 0, "updated": 0, "unchanged": 0}
        came: list[tuple[ImportableRow, int]] = []
        for turn, ready in enumerate(checked.ready):
            if turn % _REPORT_EVERY == 0:
                report(turn, len(checked.ready))
            changes = (chosen or {}).get(ready.row)
            outcome, case_id = taker.take(ready, ready.row, changes)
            counts[outcome] += 1
            came += [(ready, case_id)] if outcome == "new" else []
            act.add_import_row(number, ready.row, RowState.READY, imports_store.cells_to(ready.cells), case_id=case_id)
        taker.speak(checked.speaking)
        set_aside, repeated = _set_aside(act, number, checked, waiting)
        settled = _settle(act, waiting.settled(came, checked.ready, checked.mapping))
        left = _leave(ctx, act, round_id, gone, source)
        act.details |= {**counts, "set_aside": set_aside, "repeated": repeated, "settled": settled, "gone": left}
        act.details |= {"events": taker.events} if taker.events else {}
        done = act.commit(lambda: report(len(checked.ready), len(checked.ready) + 1))
        taker.let_go()
    return Imported(
        done, set_aside=set_aside, repeated=repeated, settled=settled, gone=left, events=taker.events, **counts
    )


def _check_template(ctx: Context, round_: RoundRecord, template: str | None) -> None:
    known = tuple(one.key for one in ctx.rules(round_.profile).profile.templates)
    if template is not None and template not in known:
        raise HistoryRefused(HistoryRefusal.TEMPLATE_MISSING, templates=known)


def _settle(act: ActWriter, rows: Iterable[tuple[RowRecord, int]]) -> int:
    """Close the rows of earlier lists that this one corrects; returns how many."""
    settled = 0
    for row, case_id in rows:
        act.change("import_row", row.id, state=RowState.FIXED, case_id=case_id)
        settled += 1
    return settled


def _leave(ctx: Context, act: ActWriter, round_id: int, gone: Collection[str], source: str) -> int:
    """Record those who are no longer listed here (manual 000, step 2); returns how many. Nobody is removed."""
    if not gone:
        return 0
    cases = people.cases_by_resident(act.db, round_id)
    listed = people.listed_cases(act.db, round_id)
    reason = next_step.gone(source, ctx.user)
    event = ev.CosmicChecked(on=ctx.today, at=ctx.now.time(), result=Eligibility.NOT_LISTED, reason=reason)
    left = [case for one in people.by_identity(act.db, gone).values() if (case := cases.get(one.id)) in listed]
    for case in left:
        act.append(case, event)
    return len(left)


@needs(Permission.LIST)
def rows_set_aside(ctx: Context) -> tuple[RowRecord, ...]:
    """The import rows that wait for a person, of all lists that were not undone."""
    with ctx.store.reading() as db:
        return imports_store.rows_aside(db)


@needs(Permission.LIST)
def list_of(ctx: Context, row: RowRecord) -> ImportRecord:
    """The import that a set-aside row belongs to."""
    with ctx.store.reading() as db:
        return next(one for one in imports_store.imports(db) if one.id == row.list)


@needs(Permission.LIST)
def check_again(
    ctx: Context, row_id: int, cells: Sequence[Cell] | None = None, *, accept_reserve: bool = False
) -> ImportableRow | SetAside:
    """What a set-aside row would be with other cells; nothing is kept. Raises HistoryRefused `row_not_aside`."""
    row, of = _aside(ctx, row_id)
    rules = rules_of(ctx, round_of(ctx, of.round), accept_reserve=accept_reserve)
    outcome = RowChecker(of.mapping, rules).check(row.row, tuple(row.cells if cells is None else cells))
    if isinstance(outcome, ImportableRow | SetAside):
        return outcome
    raise HistoryRefused(HistoryRefusal.ROW_EMPTY, row=row.row)


@needs(Permission.LIST)
def fix_row(
    ctx: Context, row_id: int, cells: Sequence[Cell] | None = None, *, accept_reserve: bool = False
) -> ActDone | SetAside:
    """Import a set-aside row with these cells, or as it stands (as when one of several duplicates is chosen).

    The SetAside says what is still wrong; then nothing is kept. Raises HistoryRefused `row_not_aside`, `row_empty`.
    """
    with recording(ctx, ActKind.FIX_ROW) as act:
        outcome = check_again(ctx, row_id, cells, accept_reserve=accept_reserve)
        if isinstance(outcome, SetAside):
            return outcome
        _, of = _aside(ctx, row_id)
        act.details |= {"row": outcome.row, "source": of.source}
        with ctx.store.reading() as db:
            told = act_records.act(db, of.act)
        template = told.details.get("template") if told else None
        taker = RowImporter(ctx, act, round_of(ctx, of.round), template=template)
        taker.look_up([outcome], {})
        _, case_id = taker.take(outcome, outcome.row)
        act.change(
            "import_row",
            row_id,
            state=RowState.FIXED,
            cells=imports_store.cells_to(outcome.cells),
            case_id=case_id,
        )
        return act.commit()


@needs(Permission.LIST)
def dismiss_row(ctx: Context, row_id: int, reason: str) -> ActDone:
    """Put a set-aside row away, with the reason. Raises HistoryRefused `row_not_aside`, `reason_missing`."""
    if not reason.strip():
        raise HistoryRefused(HistoryRefusal.REASON_MISSING)
    with recording(ctx, ActKind.DISMISS_ROW) as act:
        row, of = _aside(ctx, row_id)
        act.details |= {"row": row.row, "source": of.source}
        act.change("import_row", row_id, state=RowState.DISMISSED, reason=reason.strip())
        return act.commit()


def _set_aside(act: ActWriter, import_id: int, checked: CheckedList, waiting: RowsSetAside) -> tuple[int, int]:
    """Add the rows that need a person, except those that an earlier list of the round left with the same cells."""
    kept = repeated = 0
    for row in checked.set_aside:
        if waiting.repeats(row, checked.mapping):
            repeated += 1
        else:
            kept += 1
            act.add_import_row(
                import_id,
                row.row,
                RowState.SET_ASIDE,
                imports_store.cells_to(row.cells),
                imports_store.problems_to(row.problems),
            )
    return kept, repeated


def _aside(ctx: Context, row_id: int) -> tuple[RowRecord, ImportRecord]:
    with ctx.store.reading() as db:
        row = imports_store.row(db, row_id)
    if row is None or row.state is not RowState.SET_ASIDE:
        raise HistoryRefused(HistoryRefusal.ROW_NOT_ASIDE, row=row_id)
    return row, list_of(ctx, row)
