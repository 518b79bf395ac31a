"""The steps that are due by a day, the longest due first."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import NamedTuple

from rhs_desktop.domain.cases.due import AT_ONCE, is_due
from rhs_desktop.domain.cases.steps import Queue, Status, StepKind
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store.cases import case_rows, projection


class DueLine(NamedTuple):
    """One step that is due. Codes, not Swedish. `since` is the day of the fact behind it, `detail` a person's words."""

    case: int
    resident: int
    digits: str
    identity: str
    name: str
    sort: str
    protected: bool
    round: int
    profile: str
    status: Status
    step: StepKind
    queue: Queue
    due: date
    rule: str
    since: date
    detail: str


@needs(Permission.LOOK)
def due(ctx: Context, on: date, *, checklist: bool = True) -> list[DueLine]:
    """What is due by that day if nothing happens until then, by domain/cases/due, the longest due first.

    An answer is due from the day it came; `due` of its line is the last day for it.

    `checklist`: with the work that has no day's pressure (checking and inviting), as far as its own day has come.
    """
    ctx.store.refresh(ctx.today, ctx.rules)
    with ctx.store.reading() as db:
        instead = projection.on_another_day(db, ctx.rules, on)
        by_day: dict[date, list[DueLine]] = {}
        for line in map(DueLine._make, case_rows.due(db, on, AT_ONCE, instead)):
            had_come = line.since <= on or on >= ctx.today
            if had_come and is_due(line.queue, line.due, on, checklist=checklist):
                by_day.setdefault(line.due, []).append(line)
    for lines in by_day.values():
        lines.sort(key=attrgetter("case"))  # one after the other: pairs would have to be made, and to be compared
        lines.sort(key=attrgetter("sort"))
    return [line for day in sorted(by_day) for line in by_day[day]]
