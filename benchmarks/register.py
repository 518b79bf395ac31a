"""A clinic's database of any size, filled through the program's own services, with cases everywhere in the process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.people import HEADINGS, list_row
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.codes import Answer, Eligibility
from rhs_desktop.services.context import Context

if TYPE_CHECKING:
    from rhs_desktop.store.connection import Key

USER = "Anna Ek"
PASSWORD = "sju skedar i en låda"
ROUND = "Alla"
_LISTED_DAYS_AGO = 90
_WAYS = 20
"""How many ways a case goes, each as frequent; see `_way`."""


def fill(folder: str, cases: str) -> dict[str, list[float]]:
    """A job: a register in that folder with a round of so many cases, as a clinic has them in the middle of a year."""
    today = date.today()  # noqa: DTZ011 - the day at the clinic
    with opened(folder, datetime.combine(today - timedelta(_LISTED_DAYS_AGO), time(9)), create=True) as ctx:
        found = listed(ctx, int(cases))
        _happen(
            ctx,
            found,
            [(30, _checked), (28, _invited), (20, _opened), (10, _answered), (5, _checked_lately), (3, _settled)],
            today,
        )
    with opened(folder, datetime.combine(today, time(7, 30))) as ctx:
        from rhs_desktop.services.cases import case_list

        case_list.settle(ctx)
        case_list.load_rows(ctx)
    return {"cases": [float(len(found))]}


def begin(folder: str) -> dict[str, list[float]]:
    """A job: a register in that folder with a round and nobody in it."""
    with opened(folder, create=True) as ctx:
        return {"round": [float(_add_round(ctx))]}


def seal(folder: str) -> dict[str, list[float]]:
    """A job: the plain register in that folder encrypted, with one user.

    A guess costs next to nothing here: the password's own time is what a clinic's machine was told to take.
    """
    from rhs_desktop.services.users import first_login
    from rhs_desktop.store.users.key_file import Cost

    first_login.begin(Path(folder), USER, PASSWORD, cost=Cost(memory=64, lanes=1, rounds=1))
    return {"users": [1.0]}


def key_of(folder: str) -> Key | None:
    """What opens the register in that folder; None for a plain one."""
    from rhs_desktop.paths import key_file
    from rhs_desktop.store.users.key_file import read_key_file

    path = key_file(Path(folder))
    return read_key_file(path).unlock(USER, PASSWORD) if path.exists() else None


def came_in(folder: str, key: Key | None) -> Context:
    """The workplace as it is when somebody has come in."""
    from rhs_desktop.services.opening import open_context

    return open_context(Path(folder), user=USER, key=key)


@contextmanager
def opened(folder: str, now: datetime | None = None, *, create: bool = False) -> Iterator[Context]:
    """The register in that folder, plain or encrypted, now or at a moment that stands still, in a process that begins
    as the program does."""
    from rhs_desktop.__main__ import collect_seldom
    from rhs_desktop.services.opening import open_context

    collect_seldom()
    clock = datetime.now if now is None else lambda: now
    ctx = open_context(Path(folder), user=USER, clock=clock, create=create, key=key_of(folder), copies=False)
    try:
        yield ctx
    finally:
        ctx.store.close()


def the_round(ctx: Context) -> int:
    """The number of the round that all cases are in."""
    from rhs_desktop.services.cases import case_list

    return case_list.rounds(ctx)[0].id


def listed(ctx: Context, count: int) -> tuple[int, ...]:
    from rhs_desktop.domain.checklists import RowRules, Sheet, check, propose_mapping
    from rhs_desktop.services.checklists import importing

    number = _add_round(ctx)
    sheet = Sheet.of("Lista", [HEADINGS, *map(list_row, range(count))])
    checked = check(sheet, propose_mapping(sheet, ctx.today), RowRules(ctx.today))
    if len(checked.ready) != count:
        raise RuntimeError(f"only {len(checked.ready)} of {count} rows are ready")
    return importing.import_list(ctx, checked, number, source="lista.xlsx", content_hash="0" * 64).done.cases


def _add_round(ctx: Context) -> int:
    from rhs_desktop.services.checklists import importing
    from rhs_desktop.services.manual_files import DEFAULT_PROFILE

    return importing.add_round(ctx, ROUND, ctx.today.year, DEFAULT_PROFILE)


Happening = Callable[[int, date], Event | None]


def _happen(ctx: Context, cases: tuple[int, ...], acts: list[tuple[int, Happening]], today: date) -> None:
    """One act a happening, so many days ago, for those cases whose way goes there."""
    from rhs_desktop.services.recording import record

    for days_ago, happening in acts:
        day = today - timedelta(days_ago)
        then = replace(ctx, clock=partial(datetime.combine, day, time(10)))
        found = [(case, happening(place % _WAYS, day)) for place, case in enumerate(cases)]
        record(then, ActKind.IMPORT, [(case, event) for case, event in found if event is not None])


def _checked(way: int, on: date) -> Event | None:
    if way == 4:
        return ev.CosmicChecked(on=on, result=Eligibility.NOT_LISTED)
    return ev.CosmicChecked(on=on, result=Eligibility.LISTED_ALIVE) if way >= 8 else None


def _checked_lately(way: int, on: date) -> Event | None:
    """Ready to be invited; those before them, a fifth, are not looked up yet."""
    return ev.CosmicChecked(on=on, result=Eligibility.LISTED_ALIVE) if 5 <= way < 8 else None


def _invited(way: int, on: date) -> Event | None:
    return ev.Invited(on=on, template="phone") if way >= 8 else None


def _opened(way: int, on: date) -> Event | None:
    return ev.Opened(on=on) if way >= 11 else None


def _answered(way: int, on: date) -> Event | None:
    answer = {14: Answer.NO, 15: Answer.YES_CALL, 16: Answer.YES_CALL, 17: Answer.NO}.get(way)
    return ev.Answered(on=on, answer=answer) if answer else None


def _settled(way: int, on: date) -> Event | None:
    return ev.AnswerHandled(on=on) if way in (14, 15) else None
