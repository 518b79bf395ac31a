"""Gallring: what is due by the clinic's rules, erasing it or one person on request, and the protocol of it.

Nothing takes an erasure back. What is to go is shown first and judged afresh when it is done; one act does all of it,
and the file is written anew afterwards. The access log keeps the number of each person, never the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rhs_desktop.domain.access import Access, ranges
from rhs_desktop.domain.backups import SUFFIX
from rhs_desktop.domain.errors import HistoryRefused, StoreUnavailable
from rhs_desktop.domain.events import Erased
from rhs_desktop.domain.resident import Resident
from rhs_desktop.domain.retention import (
    MOST_MONTHS,
    ErasureRecord,
    Ground,
    Kind,
    Plan,
    Rules,
    Traces,
    due_for_erasing,
    is_due,
)
from rhs_desktop.services import backups
from rhs_desktop.services.access_log import looked
from rhs_desktop.services.acts import Done, recording
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.undoing import ERASE
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import erasing, people
from rhs_desktop.store import settings as kept_settings
from rhs_desktop.store.connection import Database

if TYPE_CHECKING:
    from rhs_desktop.exchange.checklist_file import Written

_RULES = "retention"


@dataclass(frozen=True, slots=True)
class Result:
    """What was erased: its line in the protocol. `compacted` is False where old pages go at the next start."""

    done: Done
    erasure: ErasureRecord
    compacted: bool


@needs(Permission.ADMINISTER)
def rules(w: Workplace) -> Rules:
    """The clinic's times in months; empty until somebody has set one."""
    with w.store.reading() as db:
        return _rules(db)


@needs(Permission.ADMINISTER)
def save_rules(w: Workplace, chosen: Rules) -> Done:
    """Keep these times. Erases nothing. Raises HistoryRefused `out_of_range`."""
    for ground, months in chosen.items():
        if not 0 <= months <= MOST_MONTHS:
            raise HistoryRefused("out_of_range", setting=ground, least=0, most=MOST_MONTHS)
    set_ones = {ground.value: months for ground, months in chosen.items() if months}
    with recording(w, "retention_rules", details={"rules": len(set_ones)}) as act:
        act.set_setting(_RULES, set_ones)
        return act.commit()


@needs(Permission.ADMINISTER)
def plan(w: Workplace, chosen: Rules | None = None) -> Plan:
    """What is due today by these rules, or by the clinic's own."""
    with w.store.reading() as db:
        return _by_rules(db, _rules(db) if chosen is None else chosen, w.today)


@needs(Permission.ADMINISTER)
def plan_person(w: Workplace, resident: int) -> Plan:
    """Everything of one person, open cases too, and the rows of lists in which the person is found.

    Raises HistoryRefused `unknown_resident`, or `erased`.
    """
    with w.store.reading() as db:
        return _of_person(db, resident, w.today)


@needs(Permission.ADMINISTER)
def who(w: Workplace, shown: Plan) -> tuple[Resident, ...]:
    """The people whose cases an erasure would take, in the order of their numbers; that they were shown is logged."""
    wanted = {one.resident for one in shown.cases}
    with w.store.reading() as db:
        found = people.residents(db, wanted)
    if found:
        looked(w, Access.LISTED, people=found, what="erase", count=len(found))
    return tuple(found[number] for number in sorted(found))


@needs(Permission.ADMINISTER)
def erase(w: Workplace, shown: Plan, *, reason: str = "", reference: str = "", include_open: bool = False) -> Result:
    """Erase what was shown, for good.

    By rules it needs the `reference` of the decision, for one person the `reason`; neither may say who it is.
    Raises HistoryRefused: `nothing_due`, `reference_missing`, `reason_missing`, `reason_names`, `open_cases` unless
    they are included, `plan_changed` where it would not be the same any more; StoreUnavailable.
    """
    _check(shown, reason.strip(), reference.strip(), include_open=include_open)
    with recording(w, ERASE, details={"what": shown.kind, "reason": reason.strip()}) as act:
        if _again(act.db, shown) != shown:
            raise HistoryRefused("plan_changed")
        residents = people.residents(act.db, shown.residents)
        traces = [Traces.of(one.details) for one in residents.values()]
        for said in (reason, reference):
            if any(one.found_in([said]) or one.names(said) for one in traces):
                raise HistoryRefused("reason_names")
        found = erasing.rows_with(erasing.rows_of_nobody(act.db), traces)
        rows = sorted({*shown.rows, *found})
        record = ErasureRecord(
            erasing.next_number(act.db),
            act.id,
            w.now,
            w.user,
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
            act.append(one.case, Erased(on=w.today, at=w.now.time()))
        act.details["count"] = len(shown.cases)
        done = act.commit()
    return Result(done, record, _compacted(w))


@needs(Permission.ADMINISTER)
def protocol(w: Workplace) -> tuple[ErasureRecord, ...]:
    """Everything that was erased, the latest first."""
    with w.store.reading() as db:
        return erasing.protocol(db)


@needs(Permission.ADMINISTER)
def save_protocol(w: Workplace, target: Path, text: str) -> None:
    """The protocol as a text file that Notepad reads. Raises FileUnwritable."""
    from rhs_desktop.exchange.writing import replacing

    with replacing(target) as unfinished:
        unfinished.write_text(text, encoding="utf-8-sig", newline="\r\n")


@needs(Permission.ADMINISTER)
def resident_of(w: Workplace, case: int) -> int:
    """Whose case it is. Raises HistoryRefused `unknown_case`."""
    return w.store.resident_of(case).id


# ---- before it: the archive ------------------------------------------------------------------------------------------


@needs(Permission.ADMINISTER)
def archive(w: Workplace, target: Path) -> Path:
    """A checked copy of the whole register under that name, encrypted where that is. Raises StoreUnavailable."""
    with recording(w, "archive", details={"encrypted": w.store.encrypted}) as act:
        act.commit()
    return w.store.back_up(target)


@needs(Permission.ADMINISTER)
def archive_table(w: Workplace, target: Path, shown: Plan, *, password: str = "") -> Written:
    """Those who are to be erased as an Excel file, protected ones too; with a `password` nothing but it opens the file.

    Needs what an export needs. Raises FileUnwritable, EntryRefused.
    """
    from rhs_desktop.services.exporting import export_checklist

    cases = [one.case for one in shown.cases]
    return export_checklist(w, target, cases=cases, include_protected=True, password=password)


# ---- after it: older copies ------------------------------------------------------------------------------------------


@needs(Permission.ADMINISTER)
def older_copies(w: Workplace) -> int:
    """How many säkerhetskopior there are, and damaged registers that were put aside: each may hold whoever is erased
    now."""
    if w.store.copies is None:
        return 0
    return len(backups.listed(w)) + sum(file.suffix == SUFFIX for file in backups.put_aside(w))


@needs(Permission.ADMINISTER)
def remove_older_copies(w: Workplace) -> int:
    """Make a new säkerhetskopia and then remove all that were there before; how many went.

    Raises StoreUnavailable where the new one cannot be made: then none is removed.
    """
    if w.store.copies is not None:
        w.store.copies.wait()
    before = backups.listed(w)
    made = backups.make(w)
    removed = backups.remove_aside(w)
    for one in before:
        if one.backup != made:
            removed += backups.remove(w, one)
    with recording(w, "remove_copies", details={"count": removed}) as act:
        act.commit()
    return removed


def _compacted(w: Workplace) -> bool:
    """Erased is erased, whatever becomes of this: it is noted, and done at the next start at the latest."""
    if w.store.copies is not None:
        w.store.copies.wait()  # a copy that is being made holds on to the old pages
    with suppress(StoreUnavailable):
        return w.store.compact()
    return False


# ---- the rules of it -------------------------------------------------------------------------------------------------


def _rules(db: Database) -> Rules:
    said: Mapping[str, int] = kept_settings.get(db, _RULES, {})
    return {ground: said[ground.value] for ground in Ground if said.get(ground.value)}


def _by_rules(db: Database, chosen: Rules, today: date) -> Plan:
    wanted = {ground: months for ground, months in chosen.items() if months}
    due = due_for_erasing(erasing.kept(db), wanted, today)
    rows = tuple(row.id for row in erasing.rows_of_nobody(db) if row.due and is_due(Ground.ROWS, row.on, wanted, today))
    return Plan(Kind.RULES, today, due.cases, due.residents, rows, due.staying, rules=wanted)


def _of_person(db: Database, resident: int, today: date) -> Plan:
    found = people.residents(db, [resident])
    if not found:
        raise HistoryRefused("unknown_resident", resident=resident)
    if erasing.is_erased(db, resident):
        raise HistoryRefused("erased")
    cases = tuple(one for one in erasing.kept(db, [resident]) if not one.erased)
    rows = erasing.rows_with(erasing.rows_of_nobody(db), [Traces.of(found[resident].details)])
    return Plan(Kind.PERSON, today, cases, (resident,), rows, of_person=resident)


def _again(db: Database, shown: Plan) -> Plan:
    if shown.of_person is not None:
        return _of_person(db, shown.of_person, shown.on)
    return _by_rules(db, shown.rules or {}, shown.on)


def _check(shown: Plan, reason: str, reference: str, *, include_open: bool) -> None:
    if shown.kind is Kind.RULES and shown.empty:
        raise HistoryRefused("nothing_due")
    if shown.kind is Kind.RULES and not reference:
        raise HistoryRefused("reference_missing")
    if shown.kind is Kind.PERSON and not reason:
        raise HistoryRefused("reason_missing")
    if shown.open and not include_open:
        raise HistoryRefused("open_cases", count=len(shown.open))


def _counted(shown: Plan, rows: int) -> dict[str, object]:
    """How many people, cases and rows; the cases by outcome and year, so that the figures can be accounted for."""
    by: Counter[tuple[str, int]] = Counter(((one.ground or "open"), one.since.year) for one in shown.cases)
    return {
        "residents": len(shown.residents),
        "cases": len(shown.cases),
        "rows": rows,
        "by": [[ground, year, count] for (ground, year), count in sorted(by.items())],
    }
