"""What every use case needs to be told: the store, the clock, who sits at the desk, the manuals, the holidays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from rhs_desktop.domain.profile import Profile, Rules
from rhs_desktop.domain.workdays import Calendar

if TYPE_CHECKING:
    from rhs_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Workplace:
    """Handed to each service. `clock` gives the local time; nothing else in the program asks for it."""

    store: Store
    clock: Callable[[], datetime]
    user: str
    profiles: Mapping[str, Profile]
    calendar: Calendar

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def today(self) -> date:
        return self.clock().date()

    def rules(self, profile: str) -> Rules:
        """The rules of the case's own manual. Raises KeyError for a profile that is not installed."""
        return Rules(self.profiles[profile], self.calendar)
