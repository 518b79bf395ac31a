"""`log`: lists the access log for reviewers. The listing is itself logged."""

from __future__ import annotations

from datetime import date
from typing import Any

from rhs_desktop.cli.console import answer, say, table
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.cli.typed_day import typed_day
from rhs_desktop.domain.access_log.entries import LogLine
from rhs_desktop.domain.typed_day import Direction
from rhs_desktop.services.access_log import review
from rhs_desktop.services.access_log.review import LogPage, LogQuery
from rhs_desktop.services.context import Context
from rhs_desktop.strings.access_log import entries as strings
from rhs_desktop.strings.access_log.samples import reminder_line
from rhs_desktop.strings.cli import UsageTrouble


def show_log(
    session: CommandSession,
    *,
    begin: str | None,
    end: str | None,
    user: str | None,
    kind: str | None,
    person: str | None,
    as_json: bool,
) -> int:
    """List the lines, the newest first. Raises Misused, NotLogged, EntryRefused, StoreUnavailable."""
    with session.reading() as ctx:
        wanted = LogQuery(_day(ctx, begin), _day(ctx, end), user, kind)
        review.enter(ctx)
        if person is not None:
            wanted = LogQuery(wanted.begin, wanted.end, user, kind, _one(ctx, person))
        page = review.read(ctx, wanted)
        due = review.due(ctx)
        if as_json:
            answer([_data(line) for line in page.lines])
        else:
            _tell(page)
            if due is not None and due.late(ctx.today):
                say("", reminder_line(due))
    return 0


def _tell(page: LogPage) -> None:
    if not page.lines:
        say(strings.NO_LINES)
        return
    rows = [
        (
            strings.moment(line.at),
            strings.user(line),
            strings.what(line),
            strings.who(line, page.people),
            strings.more(line),
        )
        for line in page.lines
    ]
    say(*table([strings.COLUMNS, *rows]), "", strings.shown(len(page.lines), page.total))


def _data(line: LogLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "at": line.at.isoformat(),
        "user": line.user,
        "unit": line.unit,
        "kind": line.kind,
        "people": line.people,
        "reason": line.reason,
        "details": dict(line.details),
        "act": line.act,
        "digest": line.digest,
    }


def _one(ctx: Context, person: str) -> int:
    found = review.find_people(ctx, person)
    if not found:
        raise Misused(UsageTrouble.NOBODY, given=person)
    if len(found) > 1:
        raise Misused(UsageTrouble.SEVERAL_PEOPLE, given=person, count=len(found))
    return found[0].id


def _day(ctx: Context, said: str | None) -> date | None:
    return None if said is None else typed_day(said, ctx.today, Direction.BACK)
