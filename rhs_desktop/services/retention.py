"""Erasing (gallring): what is due by the clinic's rules, erasing it or one person on request, and its record.

An erasure cannot be undone. What is to be erased is shown first and judged again when it is done; one act does all of
it, and the file is rewritten afterwards. The access log keeps the number of each person, never the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rhs_desktop.domain.access_log.entries import Access, CopiedData, ranges
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.backups import SUFFIX
from rhs_desktop.domain.cases.events import Erased
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused, StoreUnavailable
from rhs_desktop.domain.people.resident import Resident
from rhs_desktop.domain.retention import (
    MOST_MONTHS,
    ErasureKind,
    ErasurePlan,
    ErasureRecord,
    OutcomeGroup,
    PersonalTraces,
    Rules,
    due_for_erasing,
    is_due,
)
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.backups import existing, make
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.store import erasing, people
from rhs_desktop.store import settings as kept_settings
from rhs_desktop.store.connection import Database

if TYPE_CHECKING:
    from rhs_desktop.exchange.checklist_file import ExportResult

_RULES = "retention"


@dataclass(frozen=True, slots=True)
class Result:
    """An erasure: its record. `compacted` is False where old pages are removed at the next start."""

    done: ActDone
    erasure: ErasureRecord
    compacted: bool


@needs(Permission.ADMINISTER)
def rules(ctx: Context) -> Rules:
    """The clinic's retention times in months; empty until somebody has set one."""
    with ctx.store.reading() as db:
        return _rules(db)


@needs(Permission.ADMINISTER)
def save_rules(ctx: Context, chosen: Rules) -> ActDone:
    """Store these times. Erases nothing. Raises HistoryRefused `out_of_range`."""
    for ground, months in chosen.items():
        if not 0 <= months <= MOST_MONTHS:
            raise HistoryRefused(HistoryRefusal.OUT_OF_RANGE, setting=ground, least=0, most=MOST_MONTHS)
    set_ones = {ground.value: months for ground, months in chosen.items() if months}
    with recording(ctx, ActKind.RETENTION_RULES, details={"rules": len(set_ones)}) as act:
        act.set_setting(_RULES, set_ones)
        return act.commit()


@needs(Permission.ADMINISTER)
def plan(ctx: Context, chosen: Rules | None = None) -> ErasurePlan:
    """What is due today by these rules, or by the clinic's own."""
    with ctx.store.reading() as db:
        return _by_rules(db, _rules(db) if chosen is None else chosen, ctx.today)


@needs(Permission.ADMINISTER)
def plan_person(ctx: Context, resident: int) -> ErasurePlan:
    """Everything of one person, open cases too, and the import rows in which the person occurs.

    Raises HistoryRefused `unknown_resident`, or `erased`.
    """
    with ctx.store.reading() as db:
        return _of_person(db, resident, ctx.today)


@needs(Permission.ADMINISTER)
def who(ctx: Context, shown: ErasurePlan) -> tuple[Resident, ...]:
    """The people whose cases an erasure would take, by number. Showing them is logged. Raises NotLogged."""
    wanted = {one.resident for one in shown.cases}
    with ctx.store.reading() as db:
        found = people.residents(db, wanted)
    if found:
        log_access(ctx, Access.LISTED, people=found, what=CopiedData.ERASURE_PREVIEW, count=len(found))
    return tuple(found[number] for number in sorted(found))


@needs(Permission.ADMINISTER)
def erase(
    ctx: Context, shown: ErasurePlan, *, reason: str = "", reference: str = "", include_open: bool = False
) -> Result:
    """Erase what was shown, permanently.

    By rules it needs the `reference` of the decision, for one person the `reason`; neither may identify the person.
    Raises HistoryRefused: `nothing_due`, `reference_missing`, `reason_missing`, `reason_names`, `open_cases` unless
    they are included, `plan_changed` where the plan would no longer be the same; StoreUnavailable.
    """
    _check(shown, reason.strip(), reference.strip(), include_open=include_open)
    with recording(ctx, ActKind.ERASE, details={"what": shown.kind, "reason": reason.strip()}) as act:
        if _again(act.db, shown) != shown:
            raise HistoryRefused(HistoryRefusal.PLAN_CHANGED)
        residents = people.residents(act.db, shown.residents)
        traces = [PersonalTraces.of(one.details) for one in residents.values()]
        for said in (reason, reference):
            if any(one.found_in([said]) or one.names(said) for one in traces):
                raise HistoryRefused(HistoryRefusal.REASON_NAMES)
        found = erasing.rows_with(erasing.rows_of_nobody(act.db), traces)
        rows = sorted({*shown.rows, *found})
        record = ErasureRecord(
            erasing.next_number(act.db),
            act.id,
            ctx.now,
            ctx.user,
            shown.kind,
            {ground.value: months for ground, months in (shown.rules or {}).items()},
            reason.strip(),
            reference.strip(),
            _counted(shown, len(rows)),
            ranges(residents),
            {"staying": shown.staying},
        )
        erasing.write(act.db, record)
        erasing.erase(act.db, record.id, [one.case for one in shown.cases], residents, rows)
        for one in shown.cases:
            act.append(one.case, Erased(on=ctx.today, at=ctx.now.time()))
        act.details["count"] = len(shown.cases)
        done = act.commit()
    return Result(done, record, _compacted(ctx))


@needs(Permission.ADMINISTER)
def protocol(ctx: Context) -> tuple[ErasureRecord, ...]:
    """The records of all erasures, the latest first."""
    with ctx.store.reading() as db:
        return erasing.protocol(db)


@needs(Permission.ADMINISTER)
def save_protocol(ctx: Context, target: Path, text: str) -> None:
    """Write the records as a text file that Notepad reads. Raises FileUnwritable."""
    from rhs_desktop.file_writing import whole_file

    with whole_file(target) as unfinished:
        unfinished.write_text(text, encoding="utf-8-sig", newline="\r\n")


@needs(Permission.ADMINISTER)
def resident_of(ctx: Context, case: int) -> int:
    """The resident of a case. Raises HistoryRefused `unknown_case`."""
    return ctx.store.resident_of(case).id


# ---- before it: the archive ------------------------------------------------------------------------------------------


@needs(Permission.ADMINISTER)
def archive(ctx: Context, target: Path) -> Path:
    """A checked copy of the whole register under that name, encrypted if the register is. Raises StoreUnavailable."""
    with recording(ctx, ActKind.ARCHIVE, details={"encrypted": ctx.store.encrypted}) as act:
        act.commit()
    return ctx.store.back_up(target)


@needs(Permission.ADMINISTER)
def archive_table(ctx: Context, target: Path, shown: ErasurePlan, *, password: str = "") -> ExportResult:
    """Write those who are to be erased as an Excel file, protected ones too; `password` encrypts it.

    Needs the permission of an export. Raises FileUnwritable, EntryRefused.
    """
    from rhs_desktop.services.checklists.exporting import export_checklist

    cases = [one.case for one in shown.cases]
    return export_checklist(ctx, target, cases=cases, include_protected=True, password=password)


# ---- after it: older copies ------------------------------------------------------------------------------------------


@needs(Permission.ADMINISTER)
def older_copies(ctx: Context) -> int:
    """How many backups and damaged registers that were put aside there are: each may contain whoever is erased now."""
    if ctx.store.copies is None:
        return 0
    return len(existing.listed(ctx)) + sum(file.suffix == SUFFIX for file in existing.put_aside(ctx))


@needs(Permission.ADMINISTER)
def remove_older_copies(ctx: Context) -> int:
    """Make a new backup, then remove all earlier ones; returns how many.

    Raises StoreUnavailable where the new one cannot be made: then none is removed.
    """
    if ctx.store.copies is not None:
        ctx.store.copies.wait()
    before = existing.listed(ctx)
    made = make.make(ctx)
    removed = existing.remove_aside(ctx)
    for one in before:
        if one.backup != made:
            removed += existing.remove(ctx, one)
    with recording(ctx, ActKind.REMOVE_COPIES, details={"count": removed}) as act:
        act.commit()
    return removed


def _compacted(ctx: Context) -> bool:
    """Whether the file was rewritten; if not, that is stored and done at the next start at the latest."""
    if ctx.store.copies is not None:
        ctx.store.copies.wait()  # a copy that is being made holds on to the old pages
    with suppress(StoreUnavailable):
        return ctx.store.compact()
    return False


# ---- the rules of it -------------------------------------------------------------------------------------------------


def _rules(db: Database) -> Rules:
    said: Mapping[str, int] = kept_settings.get(db, _RULES, {})
    return {ground: said[ground.value] for ground in OutcomeGroup if said.get(ground.value)}


def _by_rules(db: Database, chosen: Rules, today: date) -> ErasurePlan:
    wanted = {ground: months for ground, months in chosen.items() if months}
    due = due_for_erasing(erasing.kept(db), wanted, today)
    rows = tuple(
        row.id for row in erasing.rows_of_nobody(db) if row.due and is_due(OutcomeGroup.ROWS, row.on, wanted, today)
    )
    return ErasurePlan(ErasureKind.RULES, today, due.cases, due.residents, rows, due.staying, rules=wanted)


def _of_person(db: Database, resident: int, today: date) -> ErasurePlan:
    found = people.residents(db, [resident])
    if not found:
        raise HistoryRefused(HistoryRefusal.UNKNOWN_RESIDENT, resident=resident)
    if erasing.is_erased(db, resident):
        raise HistoryRefused(HistoryRefusal.ERASED)
    cases = tuple(one for one in erasing.kept(db, [resident]) if not one.erased)
    rows = erasing.rows_with(erasing.rows_of_nobody(db), [PersonalTraces.of(found[resident].details)])
    return ErasurePlan(ErasureKind.PERSON, today, cases, (resident,), rows, of_person=resident)


def _again(db: Database, shown: ErasurePlan) -> ErasurePlan:
    if shown.of_person is not None:
        return _of_person(db, shown.of_person, shown.on)
    return _by_rules(db, shown.rules or {}, shown.on)


def _check(shown: ErasurePlan, reason: str, reference: str, *, include_open: bool) -> None:
    if shown.kind is ErasureKind.RULES and shown.empty:
        raise HistoryRefused(HistoryRefusal.NOTHING_DUE)
    if shown.kind is ErasureKind.RULES and not reference:
        raise HistoryRefused(HistoryRefusal.REFERENCE_MISSING)
    if shown.kind is ErasureKind.PERSON and not reason:
        raise HistoryRefused(HistoryRefusal.REASON_MISSING)
    if shown.open and not include_open:
        raise HistoryRefused(HistoryRefusal.OPEN_CASES, count=len(shown.open))


def _counted(shown: ErasurePlan, rows: int) -> dict[str, object]:
    """How many people, cases and rows; the cases by outcome and year, for the accounts."""
    by: Counter[tuple[str, int]] = Counter(((one.ground or "open"), one.since.year) for one in shown.cases)
    return {
        "residents": len(shown.residents),
        "cases": len(shown.cases),
        "rows": rows,
        "by": [[ground, year, count] for (ground, year), count in sorted(by.items())],
    }
