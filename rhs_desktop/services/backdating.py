"""The day and time of what is recorded late: today or an earlier day, but not before what it follows from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TypedDict

from rhs_desktop.domain.cases.reply_channels import earliest
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.codes import Via
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs

_BEFORE: Mapping[Via, HistoryRefusal] = {
    Via.DIGITAL: HistoryRefusal.BEFORE_INVITATION,
    Via.LETTER: HistoryRefusal.BEFORE_LETTER,
}


class Moment(TypedDict):
    """A day, and the time of day where it is now."""

    on: date
    at: time | None


@needs(Permission.ENTER)
def moment_of(ctx: Context, on: date | None, first: date | None, too_early: HistoryRefusal) -> Moment:
    """The moment of that day; None means now. Where the clock was ahead when `first` was recorded, the day of `first`.

    Raises HistoryRefused `in_the_future`, or `too_early` for a day before `first`.
    """
    latest = max(ctx.today, first or ctx.today)
    day = latest if on is None or on == ctx.today else on
    if day > latest:
        raise HistoryRefused(HistoryRefusal.IN_THE_FUTURE, day=day)
    if first is not None and day < first:
        raise HistoryRefused(too_early, day=first)
    return Moment(on=day, at=ctx.now.time() if day == ctx.today else None)


@needs(Permission.LOOK)
def moment_of_reply(ctx: Context, case: CaseState, via: Via, on: date | None) -> Moment:
    """The moment of a reply that came that day; None means now.

    Raises HistoryRefused `in_the_future`, or `before_invitation`, `before_letter`, `before_list` where it would lie
    before what it answers, and so be outweighed by it.
    """
    return moment_of(ctx, on, earliest(case, via), _BEFORE.get(via, HistoryRefusal.BEFORE_LIST))
