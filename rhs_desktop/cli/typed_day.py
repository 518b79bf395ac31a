"""Days on the command line, as a person writes them."""

from __future__ import annotations

from datetime import date

from rhs_desktop.cli.errors import Misused
from rhs_desktop.domain.typed_day import Direction, RefusedDay, read_day
from rhs_desktop.strings.cli import UsageTrouble
from rhs_desktop.strings.typed_day import refused


def typed_day(said: str, today: date, direction: Direction) -> date:
    """The day that an option says. Raises Misused."""
    found = read_day(said, today, direction)
    if isinstance(found, RefusedDay):
        raise Misused(UsageTrouble.DATE, given=refused(found))
    return found.day
