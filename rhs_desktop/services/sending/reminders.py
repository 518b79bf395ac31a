"""The clinic's own reminder in 1177, for all cases that are due at once (transition 10).

In 1177 the reminder is an information message, which closes as soon as it is sent: it is an event of the original case
and changes nothing about that case there.
"""

from __future__ import annotations

from collections.abc import Sequence

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.due import is_due
from rhs_desktop.domain.cases.steps import StepKind
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.manuals.manual import SendingHours
from rhs_desktop.domain.sending import disturbs
from rhs_desktop.services.backups import make
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.cases.case_list import load_rows
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, check_act, recording
from rhs_desktop.services.rounds import cases_by_id


@needs(Permission.LOOK)
def due(ctx: Context, round_id: int | None = None) -> list[CaseRow]:
    """The cases to remind today, the longest due first."""
    rows = [
        row for row in load_rows(ctx, round_id) if row.step is StepKind.REMIND and is_due(row.queue, row.due, ctx.today)
    ]
    return sorted(rows, key=lambda row: (row.due, row.sort, row.case))


@needs(Permission.LOOK)
def of_one_message(ctx: Context, people: Sequence[CaseRow]) -> tuple[list[CaseRow], list[CaseRow]]:
    """The cases whose manual sends the same message as the first's, and the others, which come afterwards.

    A case whose manual cannot be used is among the others.
    """
    known = cases_by_id(ctx, [row.case for row in people])
    message = {
        row.case: ctx.profiles[known[row.case].profile].reminder
        for row in people
        if known[row.case].profile in ctx.profiles
    }
    first = next(iter(message.values()), None)
    return (
        [row for row in people if first is not None and message.get(row.case) == first],
        [row for row in people if first is None or message.get(row.case) != first],
    )


@needs(Permission.LOOK)
def outside_hours(ctx: Context, cases: Sequence[int]) -> SendingHours | None:
    """The sending hours of the first manual of these cases outside which a reminder would go out now; None if within.

    Phones ring for a reminder as for an invitation (001, Avisering).
    """
    for manual in dict.fromkeys(case.profile for case in cases_by_id(ctx, cases).values()):
        if manual in ctx.profiles and disturbs(ctx.rules(manual), ctx.now):
            return ctx.profiles[manual].sending_hours
    return None


@needs(Permission.SEND)
def confirm_reminded(ctx: Context, cases: Sequence[int]) -> ActDone:
    """The reminder went out to these today. Raises HistoryRefused `not_to_remind` with the first who is not waiting."""
    if not cases:
        raise HistoryRefused(HistoryRefusal.BATCH_EMPTY)
    make.before(ctx, BackupKind.BEFORE_BATCH)
    with recording(ctx, ActKind.REMIND, details={"count": len(cases)}) as act:
        for case in cases:
            check_act(ctx, act, case, Act.REMINDED)
        for case in cases:
            act.append(case, ev.ReminderSent(on=ctx.today, at=ctx.now.time()))
        return act.commit()
