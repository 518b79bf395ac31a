"""Undo and redo of acts, also days later. Nothing is deleted: the timeline shows both.

Undo withdraws the act's entries and restores replaced values, each as a new entry. Later acts that build on it are
obstacles and are named; they have to be undone first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases.events import Assigned, Noted, RecordedEvent, SeenUnchanged, Withdrawn
from rhs_desktop.domain.cases.history import withdrawn
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.person.facts import RecordedFact
from rhs_desktop.services.cases import undo_facts
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.store import act_records, erasing
from rhs_desktop.store.act_records import ActRecord, ChangeRecord
from rhs_desktop.store.cases import event_history, person_facts
from rhs_desktop.store.connection import Database

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter

_BESIDE_THE_PROCESS = (Noted, Assigned, SeenUnchanged)
"""Events that nothing builds on and that build on nothing."""
_LOOKED_BACK = 200
_APART = frozenset({ActKind.USERS})


class UndoRefusal(StrEnum):
    """Why an act cannot be undone."""

    ERASED = "erased"
    LATER_ENTRY = "later_entry"
    LATER_CHANGE = "later_change"
    NOTHING = "nothing"
    TAKEN_BACK = "taken_back"
    APART = "apart"
    """Changes of users are reversed in the users' dialog, by an administrator."""


_CODES: Mapping[UndoRefusal, HistoryRefusal] = {
    UndoRefusal.ERASED: HistoryRefusal.ERASED,
    UndoRefusal.LATER_ENTRY: HistoryRefusal.LATER_ENTRY,
    UndoRefusal.LATER_CHANGE: HistoryRefusal.LATER_CHANGE,
    UndoRefusal.NOTHING: HistoryRefusal.NOTHING,
    UndoRefusal.TAKEN_BACK: HistoryRefusal.TAKEN_BACK,
    UndoRefusal.APART: HistoryRefusal.APART,
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What prevents an undo: the case, if it is about one, and the later act."""

    because: UndoRefusal
    case: int | None = None
    act: int | None = None


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What undoing an act would do. `entries` of cases and `facts` of people would be withdrawn, `changes` restored.

    `act` is the one asked about; `target` the one whose entries are reversed: its last redo, or itself.
    """

    act: ActRecord
    target: ActRecord
    entries: tuple[tuple[int, RecordedEvent], ...]
    changes: tuple[ChangeRecord, ...]
    obstacles: tuple[Obstacle, ...]
    facts: tuple[tuple[int, RecordedFact], ...] = ()

    @property
    def cases(self) -> tuple[int, ...]:
        """The cases that the undo would touch."""
        return tuple(dict.fromkeys(case for case, _ in self.entries))

    @property
    def possible(self) -> bool:
        """Whether there is no obstacle."""
        return not self.obstacles


@dataclass(frozen=True, slots=True)
class PastAct:
    """An act as the list of past acts shows it. `by` undid it, if it does not count any more."""

    act: ActRecord
    cases: tuple[int, ...]
    by: ActRecord | None


@needs(Permission.UNDO)
def recent(ctx: Context, limit: int = _LOOKED_BACK) -> tuple[PastAct, ...]:
    """The latest acts that can be undone, the newest first, those already undone among them."""
    found: list[PastAct] = []
    with ctx.store.reading() as db:
        for act in act_records.latest(db, limit):
            cases = event_history.cases_of_act(db, act.id)
            if cases or _holds_anything(db, act.id):
                target, steps = act_records.last_undo(db, act.id)
                found.append(PastAct(act, cases, target if steps % 2 else None))
    return tuple(found)


@needs(Permission.UNDO)
def plan_undo_entry(ctx: Context, case_id: int, entry: int) -> UndoPlan:
    """What undoing one line of a case's timeline would do: everything that its act recorded for that case.

    Where the act was about this case alone, it is the whole act. Raises HistoryRefused `unknown_entry`.
    """
    with ctx.store.reading() as db:
        return _plan_entry(db, case_id, entry)


@needs(Permission.UNDO)
def undo_entry(ctx: Context, case_id: int, entry: int) -> ActDone:
    """Undo an act for one case, as one act that can itself be undone.

    Raises HistoryRefused: `unknown_entry`, or the code of the first obstacle with all `obstacles`.
    """
    with recording(ctx, ActKind.UNDO_ENTRY) as act:
        plan = _plan_entry(act.db, case_id, entry)
        if event_history.cases_of_act(act.db, plan.act.id) == (case_id,):
            act.kind = ActKind.UNDO
            act.undoes, act.batch = plan.target.id, plan.target.batch
        _take_back(act, plan)
        return act.commit()


@needs(Permission.UNDO)
def plan_undo(ctx: Context, act_id: int) -> UndoPlan:
    """What undoing that act would do, and the obstacles. Raises HistoryRefused `unknown_act`."""
    with ctx.store.reading() as db:
        return _plan(db, act_id)


@needs(Permission.UNDO)
def undo(ctx: Context, act_id: int) -> ActDone:
    """Undo the act, as one act.

    Raises HistoryRefused: `unknown_act`, or the code of the first obstacle with all `obstacles`.
    """
    return _reverse(ctx, act_id, ActKind.UNDO)


@needs(Permission.UNDO)
def last_undoable(ctx: Context) -> ActRecord | None:
    """The act that Ångra (Ctrl+Z) undoes: the latest one that counts and can be undone."""
    with ctx.store.reading() as db:
        for act in act_records.latest(db, _LOOKED_BACK):
            if act.kind is ActKind.RESTORE:
                return None
            target, steps = act_records.last_undo(db, act.id)
            if act.kind not in {ActKind.ERASE, *_APART} and steps % 2 == 0 and _holds_anything(db, target.id):
                return act
    return None


@needs(Permission.UNDO)
def stopped_by_restore(ctx: Context) -> bool:
    """Whether a restore leaves nothing to undo: a restore is undone in the dialog of backups."""
    if last_undoable(ctx) is not None:
        return False
    with ctx.store.reading() as db:
        return any(act.kind is ActKind.RESTORE for act in act_records.latest(db, _LOOKED_BACK))


@needs(Permission.UNDO)
def redoable(ctx: Context) -> ActRecord | None:
    """The act that Gör om redoes: the one undone last, as long as nothing else has been done since."""
    with ctx.store.reading() as db:
        taken: list[ActRecord] = []
        for act in act_records.since_last_deed(db):
            if act.kind == ActKind.UNDO:
                taken.append(act)
            elif taken:
                taken.pop()
        return _first(db, taken[-1]) if taken else None


@needs(Permission.UNDO)
def redo(ctx: Context, act_id: int) -> ActDone:
    """Redo an act that was undone. Raises HistoryRefused as `undo`."""
    return _reverse(ctx, act_id, ActKind.REDO)


def _reverse(ctx: Context, act_id: int, kind: ActKind) -> ActDone:
    with recording(ctx, kind) as act:
        plan = _plan(act.db, act_id, back=kind is ActKind.REDO)
        act.undoes, act.batch = plan.target.id, plan.target.batch
        _take_back(act, plan)
        return act.commit()


def _take_back(act: ActWriter, plan: UndoPlan) -> None:
    """Raises HistoryRefused with the code of the first obstacle."""
    if plan.obstacles:
        raise HistoryRefused(_CODES[plan.obstacles[0].because], obstacles=plan.obstacles)
    act.details |= {"kind": plan.act.kind, "act": plan.act.id}
    for case_id, record in reversed(plan.entries):
        act.withdraw(case_id, record.id)
    for resident, line in reversed(plan.facts):
        act.withdraw_fact(resident, line.id)
    for change in reversed(plan.changes):
        act.restore(change.what, change.item, change.field, change.old)


def _plan(db: Database, act_id: int, *, back: bool = False) -> UndoPlan:
    act = act_records.act(db, act_id)
    if act is None:
        raise HistoryRefused(HistoryRefusal.UNKNOWN_ACT, act=act_id)
    target, steps = act_records.last_undo(db, act_id)
    entries, later = _entries(db, target.id)
    changes = act_records.changes(db, target.id)
    facts, built = undo_facts.counting(db, target.id)
    obstacles = [*later, *_told_later(built), *_changed_since(undo_facts.replaced_since(db, changes, target.id))]
    if gone := erasing.erased_of_act(db, target.id):
        obstacles = [Obstacle(UndoRefusal.ERASED, case) for case in gone]
    if act.kind in _APART:
        obstacles = [Obstacle(UndoRefusal.APART)]
    elif steps % 2 != back:
        obstacles = [Obstacle(UndoRefusal.TAKEN_BACK, act=target.id)]
    elif not entries and not changes and not facts:
        obstacles = [Obstacle(UndoRefusal.NOTHING)]
    return UndoPlan(act, target, entries, changes, tuple(obstacles), facts)


def _plan_entry(db: Database, case_id: int, entry: int) -> UndoPlan:
    number = next((record.act for record in event_history.history(db, case_id) if record.id == entry), None)
    act = act_records.act(db, number) if number is not None else None
    if act is None:
        raise HistoryRefused(HistoryRefusal.UNKNOWN_ENTRY, entry=entry)
    if event_history.cases_of_act(db, act.id) == (case_id,):
        return _plan(db, act.id)
    entries, obstacles = _entries(db, act.id, case_id)
    if not entries:
        obstacles = [Obstacle(UndoRefusal.TAKEN_BACK, case_id, act.id)]
    if case_id in erasing.erased_of_act(db, act.id):
        obstacles = [Obstacle(UndoRefusal.ERASED, case_id)]
    resident = next(iter(person_facts.cases_of(db, [case_id])))
    facts, built = undo_facts.counting(db, act.id, resident)
    return UndoPlan(act, act, entries, (), (*obstacles, *_told_later(built)), facts)


def _entries(
    db: Database, act_id: int, only: int | None = None
) -> tuple[tuple[tuple[int, RecordedEvent], ...], list[Obstacle]]:
    """The act's entries that still count, and the later entries of other acts that count and may build on them.

    `only`: of that case alone.
    """
    of_act = tuple(one for one in event_history.events_of_act(db, act_id) if only is None or one[0] == only)
    by_case = event_history.histories(db, {case for case, _ in of_act})
    obstacles: list[Obstacle] = []
    counting = {case: _counting(history) for case, history in by_case.items()}
    entries = tuple((case, record) for case, record in of_act if record.id in counting[case])
    first = {case: record.id for case, record in reversed(entries) if not isinstance(record.event, _BESIDE_THE_PROCESS)}
    for case, start in first.items():
        acts = {one.act for one in by_case[case] if one.id > start and one.id in counting[case] and _builds(one)}
        obstacles += [Obstacle(UndoRefusal.LATER_ENTRY, case, act) for act in sorted(acts - {act_id})]
    return entries, obstacles


def _told_later(built: Iterable[tuple[int | None, int]]) -> list[Obstacle]:
    return [Obstacle(UndoRefusal.LATER_ENTRY, case, act) for case, act in built]


def _changed_since(acts: Iterable[int]) -> list[Obstacle]:
    return [Obstacle(UndoRefusal.LATER_CHANGE, act=act) for act in acts]


def _builds(record: RecordedEvent) -> bool:
    """Whether a later entry builds on earlier ones; a withdrawal of another does not."""
    return not isinstance(record.event, (*_BESIDE_THE_PROCESS, Withdrawn))


def _counting(history: Sequence[RecordedEvent]) -> set[int]:
    """The entries that count, withdrawals among them."""
    return {record.id for record in history} - withdrawn(history).keys()


def _holds_anything(db: Database, act_id: int) -> bool:
    return bool(
        event_history.events_of_act(db, act_id)
        or act_records.changes(db, act_id)
        or person_facts.lines_of_act(db, act_id)
    )


def _first(db: Database, act: ActRecord) -> ActRecord | None:
    found: ActRecord | None = act
    while found is not None and found.undoes is not None:
        found = act_records.act(db, found.undoes)
    return found
