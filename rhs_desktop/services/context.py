"""The context of every service call: store, clock, user, manuals and holidays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from rhs_desktop.domain.errors import ProfileMissing
from rhs_desktop.domain.manuals.manual import Profile, Rules
from rhs_desktop.domain.roles import Role
from rhs_desktop.domain.workdays import Calendar

if TYPE_CHECKING:
    from rhs_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Context:
    """Passed to each service as its first argument. `clock` gives the local time; nothing else in the program reads it.

    `roles` are those of `user`: a service checks them when it is called (permissions.py).
    """

    store: Store
    clock: Callable[[], datetime]
    user: str
    profiles: Mapping[str, Profile]
    calendar: Calendar
    roles: frozenset[Role]

    @property
    def now(self) -> datetime:
        """The local time."""
        return self.clock()

    @property
    def today(self) -> date:
        """The local day."""
        return self.clock().date()

    def rules(self, profile: str) -> Rules:
        """The rules of that manual. Raises ProfileMissing, which is a KeyError too."""
        if profile not in self.profiles:
            raise ProfileMissing(profile)
        return Rules(self.profiles[profile], self.calendar)
