"""The clinic's own reminder in 1177, for all who are due at once (transition 10).

In 1177 the reminder is an information message, which closes the second it is sent: it is an event of the original
case and changes nothing about that case there.
"""

from __future__ import annotations

from collections.abc import Sequence

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.backups import Kind
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.pathway import Finished, StepKind, next_step
from rhs_desktop.services import backups
from rhs_desktop.services.acts import Done, recording
from rhs_desktop.services.overview import load_rows
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.roundwork import cases_by_id
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.services.workplace import Workplace


@needs(Permission.LOOK)
def due(w: Workplace, round_id: int | None = None) -> list[CaseRow]:
    """Whom to remind today, the longest due first."""
    rows = [row for row in load_rows(w, round_id) if row.step == StepKind.REMIND and row.due and row.due <= w.today]
    return sorted(rows, key=lambda row: (row.due, row.sort, row.case))


@needs(Permission.LOOK)
def of_one_message(w: Workplace, people: Sequence[CaseRow]) -> tuple[list[CaseRow], list[CaseRow]]:
    """Those whose manual sends the same message as the first's, and the others, who come when these are reminded.

    A case whose manual cannot be used is among the others.
    """
    known = cases_by_id(w, [row.case for row in people])
    message = {
        row.case: w.profiles[known[row.case].profile].reminder
        for row in people
        if known[row.case].profile in w.profiles
    }
    first = next(iter(message.values()), None)
    return (
        [row for row in people if first is not None and message.get(row.case) == first],
        [row for row in people if first is None or message.get(row.case) != first],
    )


@needs(Permission.SEND)
def confirm_reminded(w: Workplace, cases: Sequence[int]) -> Done:
    """The reminder went out to these today. Raises HistoryRefused `not_to_remind` with the first who is not waiting."""
    if not cases:
        raise HistoryRefused("batch_empty")
    backups.before(w, Kind.BEFORE_BATCH)
    with recording(w, "remind", details={"count": len(cases)}) as act:
        for case in cases:
            step = next_step(act.state(case), w.rules(w.store.profile_of(case)), w.today)
            if isinstance(step, Finished) or step.kind is not StepKind.REMIND:
                raise HistoryRefused("not_to_remind", case=case)
        for case in cases:
            act.append(case, ev.ReminderSent(on=w.today, at=w.now.time()))
        return act.commit()
