"""Short ways to write a history and the rules that judge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache

from rhs_desktop.domain.cases.events import Event, RecordedEvent
from rhs_desktop.domain.manuals.manual import Profile, Rules
from rhs_desktop.domain.workdays import Calendar
from rhs_desktop.services.manual_files import load_profiles

ENTERED = datetime(2026, 9, 7, 9, 0)


def recorded(events: Iterable[Event]) -> list[RecordedEvent]:
    """The events as if entered in the order given, numbered from 1."""
    return [RecordedEvent(number, event, "Anna", ENTERED, number) for number, event in enumerate(events, start=1)]


@cache
def profile(name: str) -> Profile:
    return load_profiles()[name]


def rules_for(name: str, *, cosmic_check: bool = True) -> Rules:
    """A manual with working days but no holidays, so that due days can be counted on fingers."""
    return Rules(replace(profile(name), cosmic_check=cosmic_check), Calendar(frozenset()))
