"""When a word came: today, or an earlier day that it has lain on a desk, but not before what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TypedDict

from rhs_desktop.domain.answering import earliest
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.events import Via
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace

_BEFORE: Mapping[Via, str] = {Via.DIGITAL: "before_invitation", Via.LETTER: "before_letter"}


class Came(TypedDict):
    """When it came: the time of day is known of what comes now."""

    on: date
    at: time | None


@needs(Permission.LOOK)
def came(w: Workplace, case: int, via: Via, on: date | None) -> Came:
    """The moment for what came that day; None: now, or the day of what it answers where a clock that was ahead has
    dated that.

    Raises HistoryRefused `in_the_future`, or `before_invitation`, `before_letter`, `before_list` where it would lie
    before what it answers, and so be outweighed by it.
    """
    first = earliest(w.store.state(case), via)
    if on is None or on == w.today:
        if first is not None and first > w.today:
            return Came(on=first, at=None)
        return Came(on=w.today, at=w.now.time())
    if on > w.today:
        raise HistoryRefused("in_the_future", day=on)
    if first is not None and on < first:
        raise HistoryRefused(_BEFORE.get(via, "before_list"), day=first)
    return Came(on=on, at=None)
