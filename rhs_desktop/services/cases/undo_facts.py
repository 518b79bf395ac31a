"""What an act has told of people and which values it replaced, and which later acts build on that: what of undo is
about no case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rhs_desktop.domain.person.facts import FactKind, RecordedFact
from rhs_desktop.domain.person.person import withdrawn_lines
from rhs_desktop.store import act_records
from rhs_desktop.store.act_records import ChangeRecord
from rhs_desktop.store.cases import person_facts
from rhs_desktop.store.connection import Database


def counting(
    db: Database, act_id: int, only: int | None = None
) -> tuple[tuple[tuple[int, RecordedFact], ...], list[tuple[int | None, int]]]:
    """The act's lines about people that still count, each with the person, and the later acts that told of the same,
    each with a case of the person.

    `only`: about that person alone.
    """
    of_act = {one: told for one, told in person_facts.lines_of_act(db, act_id).items() if only in (None, one)}
    found: list[tuple[int, RecordedFact]] = []
    built: list[tuple[int | None, int]] = []
    cases = person_facts.cases_of_residents(db, of_act)
    for resident, every in person_facts.lines(db, of_act).items():
        gone = withdrawn_lines(every)
        follow = _following_events(every)
        mine = [line for line in of_act[resident] if line.id not in gone and line.id not in follow]
        if not mine:
            continue
        found += [(resident, line) for line in mine]
        about = {_subject(line) for line in mine}
        later = {
            line.act
            for line in every
            if line.act != act_id and line.id not in gone and _subject(line) in about and line.id > mine[0].id
        }
        case = cases[resident][-1][0] if resident in cases else None
        built += [(case, act) for act in sorted(later)]
    return tuple(sorted(found, key=lambda one: one[1].id)), built


def _following_events(lines: Iterable[RecordedFact]) -> set[int]:
    """The lines that count as an event of a case does: those of checks, and what took them back."""
    found: set[int] = set()
    for line in lines:
        of_check = line.fact.kind is FactKind.CHECKED and line.fact.ref
        if of_check or (line.fact.kind is FactKind.WITHDRAWN and int(line.fact.about) in found):
            found.add(line.id)
    return found


def _subject(line: RecordedFact) -> object:
    """What lines build on each other by; a withdrawal builds on nothing but its own."""
    fact = line.fact
    if fact.kind is FactKind.WITHDRAWN:
        return line.id
    return "cosmic" if fact.kind.settled_by_check or fact.kind is FactKind.CHECKED else (fact.kind, fact.about)


def replaced_since(db: Database, changes: Sequence[ChangeRecord], act_id: int) -> list[int]:
    """The later acts that replaced a value of this act's, which does not, through undo, stand there again."""
    found: list[int] = []
    for what, item, field in dict.fromkeys((change.what, change.item, change.field) for change in changes):
        last = [change for change in changes if (change.what, change.item, change.field) == (what, item, field)][-1]
        later = act_records.later_changes(db, last, act_id)
        if later and act_records.value_now(db, last) != last.new:
            found.append(later[-1])
    return found
