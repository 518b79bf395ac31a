"""`due`: what has to be done by a day, with the reason."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rhs_desktop.cli.console import answer, complain, say, table
from rhs_desktop.cli.desk import Desk
from rhs_desktop.cli.errors import Misused
from rhs_desktop.domain.access import Access
from rhs_desktop.domain.pathway import Status, Step, StepKind
from rhs_desktop.domain.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.profile import Rule
from rhs_desktop.domain.roles import Permission, allowed
from rhs_desktop.services import clock, reviewing
from rhs_desktop.services import due as service
from rhs_desktop.services.access_log import looked
from rhs_desktop.services.roundwork import cases_by_id, with_states
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words import cli as words
from rhs_desktop.words import common, steps
from rhs_desktop.words.samples import reminder_line
from rhs_desktop.words.wrong_clock import moved_back


class Task(NamedTuple):
    """One step that is due, in words."""

    case: int
    personal_number: str
    name: str
    step: str
    title: str
    due: date
    why: str


def list_due(desk: Desk, on: str | None, *, as_json: bool) -> int:
    """Say what is due; that it was listed is logged first. Raises Misused, NotLogged, StoreUnavailable."""
    with desk.looking() as w:
        day = w.today if on is None else _day(on)
        _warn_of_clock(w)
        tasks = due_tasks(w, day)
        looked(w, Access.LISTED, cases=[task.case for task in tasks], command="due", count=len(tasks))
        if as_json:
            answer([{**task._asdict(), "due": task.due.isoformat()} for task in tasks])
        else:
            tell_due(tasks, day, w.today)
            _remind_of_sample(w)
    return 0


def _warn_of_clock(w: Workplace) -> None:
    """What is due hangs on the day that the computer believes it is."""
    last = clock.moved_back(w)
    if last is not None:
        complain(moved_back(w.now, last))


def _remind_of_sample(w: Workplace) -> None:
    """Whoever reviews the access log is told when a sample of it is late."""
    found = reviewing.due(w) if allowed(w.roles, Permission.REVIEW) else None
    if found is not None and found.late(w.today):
        say("", reminder_line(found))


def due_tasks(w: Workplace, on: date) -> list[Task]:
    """What is due by that day if nothing happens until then, the longest due first."""
    lines = service.due(w, on)
    states = {case.id: state for case, state in with_states(w, cases_by_id(w, [line.case for line in lines]).values())}
    tasks: list[Task] = []
    for line in lines:
        kind = StepKind(line.step)
        step = Step(kind, Status(line.status), line.due, Rule(line.rule), line.since, line.since, detail=line.detail)
        profile = w.profiles.get(line.profile)
        why = steps.why(step, states[line.case], profile, on) if profile else ""
        number = PersonalNumber(line.digits, IdentityKind(line.identity)).dashed
        tasks.append(Task(line.case, number, line.name, line.step, steps.STEP[kind], line.due, why))
    return tasks


def tell_due(tasks: list[Task], on: date, today: date) -> None:
    if not tasks:
        say(words.NOTHING_DUE.format(day=common.near_day(on, today)))
        return
    said = common.near_day(on, today)
    say(words.DUE_TITLE.format(day=said, count=common.count_of(len(tasks), "ärende", "ärenden")), "")
    rows = [(common.due(task.due, on), task.personal_number, task.name, task.title, task.why) for task in tasks]
    say(*table([("Senast", "Personnr", "Invånare", "Nästa steg", "Varför"), *rows]))


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Misused("date", given=said) from None
