"""`due`: what is to be done by a day, and why."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rhs_desktop.cli.console import answer, complain, say, table
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.cli.typed_day import typed_day
from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.domain.cases.steps import Step
from rhs_desktop.domain.manuals.manual import Rule
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.roles import Permission, allowed
from rhs_desktop.domain.typed_day import Direction
from rhs_desktop.services import clock
from rhs_desktop.services.access_log import review
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.cases import due as service
from rhs_desktop.services.context import Context
from rhs_desktop.services.rounds import cases_by_id, with_states
from rhs_desktop.strings import cli as strings
from rhs_desktop.strings import common
from rhs_desktop.strings.access_log.samples import reminder_line
from rhs_desktop.strings.cases import next_step
from rhs_desktop.strings.cases.process import STEP
from rhs_desktop.strings.clock import moved_back


class DueTask(NamedTuple):
    """A step that is due, in words."""

    case: int
    personal_number: str
    name: str
    step: str
    title: str
    due: date
    why: str


def list_due(session: CommandSession, on: str | None, *, as_json: bool) -> int:
    """Say what is due; that it was listed is logged first. Raises Misused, NotLogged, StoreUnavailable."""
    with session.reading() as ctx:
        day = ctx.today if on is None else typed_day(on, ctx.today, Direction.AHEAD)
        _warn_of_clock(ctx)
        tasks = due_tasks(ctx, day)
        log_access(ctx, Access.LISTED, cases=[task.case for task in tasks], command="due", count=len(tasks))
        if as_json:
            answer([{**task._asdict(), "due": task.due.isoformat()} for task in tasks])
        else:
            tell_due(tasks, day, ctx.today)
            _remind_of_sample(ctx)
    return 0


def _warn_of_clock(ctx: Context) -> None:
    """Warn if the computer's clock was moved back: what is due depends on the day."""
    last = clock.moved_back(ctx)
    if last is not None:
        complain(moved_back(ctx.now, last))


def _remind_of_sample(ctx: Context) -> None:
    """Remind a reviewer of the access log of a sample that is late."""
    found = review.due(ctx) if allowed(ctx.roles, Permission.REVIEW) else None
    if found is not None and found.late(ctx.today):
        say("", reminder_line(found))


def due_tasks(ctx: Context, on: date) -> list[DueTask]:
    """What is due by that day if nothing happens until then, the longest due first."""
    lines = service.due(ctx, on)
    states = {
        case.id: state for case, state in with_states(ctx, cases_by_id(ctx, [line.case for line in lines]).values())
    }
    tasks: list[DueTask] = []
    for line in lines:
        kind = line.step
        step = Step(kind, line.status, line.due, Rule(line.rule), line.since, line.since, detail=line.detail)
        profile = ctx.profiles.get(line.profile)
        why = next_step.why(step, states[line.case], profile, on) if profile else ""
        number = PersonalNumber(line.digits, IdentityKind(line.identity)).dashed
        tasks.append(DueTask(line.case, number, line.name, line.step, STEP[kind], line.due, why))
    return tasks


def tell_due(tasks: list[DueTask], on: date, today: date) -> None:
    if not tasks:
        say(strings.NOTHING_DUE.format(day=common.near_day(on, today)))
        return
    said = common.near_day(on, today)
    say(strings.DUE_TITLE.format(day=said, count=common.cases(len(tasks))), "")
    rows = [(common.due(task.due, on), task.personal_number, task.name, task.title, task.why) for task in tasks]
    say(*table([strings.DUE_COLUMNS, *rows]))
