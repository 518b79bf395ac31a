"""`log`: the access log for whoever reviews it. What is listed is itself logged."""

from __future__ import annotations

from datetime import date
from typing import Any

from rhs_desktop.cli.console import answer, say, table
from rhs_desktop.cli.desk import Desk
from rhs_desktop.cli.errors import Misused
from rhs_desktop.domain.access import Line
from rhs_desktop.services import reviewing
from rhs_desktop.services.reviewing import Page, Wanted
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words import access as words
from rhs_desktop.words.samples import reminder_line


def show_log(
    desk: Desk,
    *,
    begin: str | None,
    end: str | None,
    user: str | None,
    kind: str | None,
    person: str | None,
    as_json: bool,
) -> int:
    """List the lines, the newest first. Raises Misused, NotLogged, EntryRefused, StoreUnavailable."""
    with desk.looking() as w:
        wanted = Wanted(_day(begin), _day(end), user, kind)
        reviewing.enter(w)
        if person is not None:
            wanted = Wanted(wanted.begin, wanted.end, user, kind, _one(w, person))
        page = reviewing.read(w, wanted)
        due = reviewing.due(w)
        if as_json:
            answer([_data(line) for line in page.lines])
        else:
            _tell(page)
            if due is not None and due.late(w.today):
                say("", reminder_line(due))
    return 0


def _tell(page: Page) -> None:
    if not page.lines:
        say(words.NO_LINES)
        return
    rows = [
        (words.moment(line.at), words.user(line), words.what(line), words.who(line, page.people), words.more(line))
        for line in page.lines
    ]
    say(*table([words.COLUMNS, *rows]), "", words.shown(len(page.lines), page.total))


def _data(line: Line) -> dict[str, Any]:
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


def _one(w: Workplace, person: str) -> int:
    found = reviewing.find_people(w, person)
    if not found:
        raise Misused("nobody", given=person)
    if len(found) > 1:
        raise Misused("several_people", given=person, count=len(found))
    return found[0].id


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said is not None else None
    except ValueError:
        raise Misused("date", given=said) from None
