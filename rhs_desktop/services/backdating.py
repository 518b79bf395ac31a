"""When something was that is told now: today, or an earlier day, but not before what it follows from.

A word may have lain on a desk, a pile been posted and a send gone out before anybody says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TypedDict

from rhs_desktop.domain.cases.reply_channels import earliest
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.codes import Via
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs

_BEFORE: Mapping[Via, str] = {Via.DIGITAL: "before_invitation", Via.LETTER: "before_letter"}


class Moment(TypedDict):
    """When it was: the time of day is known of what is now."""

    on: date
    at: time | None


@needs(Permission.ENTER)
def moment_of(ctx: Context, on: date | None, first: date | None, too_early: str) -> Moment:
    """The moment for what was that day; None: now. Of what a clock that was ahead has dated, the day of that.

    Raises HistoryRefused `in_the_future`, or `too_early` for a day before `first`.
    """
    latest = max(ctx.today, first or ctx.today)
    day = latest if on is None or on == ctx.today else on
    if day > latest:
        raise HistoryRefused("in_the_future", day=day)
    if first is not None and day < first:
        raise HistoryRefused(too_early, day=first)
    return Moment(on=day, at=ctx.now.time() if day == ctx.today else None)


@needs(Permission.LOOK)
def moment_of_reply(ctx: Context, case: CaseState, via: Via, on: date | None) -> Moment:
    """The moment for a word that came that day, as the case stands; None: now.

    Raises HistoryRefused `in_the_future`, or `before_invitation`, `before_letter`, `before_list` where it would lie
    before what it answers, and so be outweighed by it.
    """
    return moment_of(ctx, on, earliest(case, via), _BEFORE.get(via, "before_list"))
