"""Copies of the register: what a copy's name says, which of them go, when the next is due, when the latest is too old.

A name says when and why a copy was made, nothing else: no clinic and no person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rhs_desktop.domain.workdays import Calendar

SUFFIX = ".sqlite3"
KEYS_SUFFIX = ".keys"
"""Added to a copy's whole name: the file with the wrapped keys that open it."""
LATEST_OF_KIND = 5
"""Of what was copied before an act, or by hand, so many stay whatever their age."""
LATEST_OF_TODAY = 12
MIGRATION_DAYS = 730
"""How long a copy from before a new version's changes stays."""

_NAME = re.compile(r"rhs-(\d{4}-\d\d-\d\d-\d{6})-([a-z_]+?)(?:-([2-9]|[1-9]\d+))?\.sqlite3")
_TIME = "%Y-%m-%d-%H%M%S"


class BackupKind(StrEnum):
    """Why a copy was made."""

    START = "start"
    DAILY = "daily"
    BEFORE_IMPORT = "before_import"
    BEFORE_BATCH = "before_batch"
    BEFORE_MIGRATION = "before_migration"
    BEFORE_RESTORE = "before_restore"
    BY_HAND = "by_hand"


_FEW_STAY = (BackupKind.BEFORE_IMPORT, BackupKind.BEFORE_BATCH, BackupKind.BEFORE_RESTORE, BackupKind.BY_HAND)


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A copy. `at` is to the second; `turn` tells those of one kind and second apart."""

    at: datetime
    kind: BackupKind
    turn: int = 1

    @property
    def name(self) -> str:
        """The name of its file."""
        more = f"-{self.turn}" if self.turn > 1 else ""
        return f"rhs-{self.at:{_TIME}}-{self.kind}{more}{SUFFIX}"


@dataclass(frozen=True, slots=True)
class Keep:
    """For how many days, weeks and months the last copy of each stays. Days without a copy do not count."""

    days: int = 7
    weeks: int = 5
    months: int = 12


class Condition(StrEnum):
    """How the latest copy stands to the register."""

    FINE = "fine"
    OLD = "old"
    MISSING = "missing"


def read_name(name: str) -> Backup | None:
    """What the name of a file says; None where it is no copy of ours, however alike."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return Backup(datetime.strptime(found[1], _TIME), BackupKind(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def next_of(kind: BackupKind, now: datetime, existing: Collection[Backup]) -> Backup:
    """The copy that is to be made now, under a name that is free."""
    made = Backup(now.replace(microsecond=0, tzinfo=None), kind)
    while made in existing:
        made = Backup(made.at, kind, made.turn + 1)
    return made


def newest(existing: Iterable[Backup], now: datetime) -> Backup | None:
    """The latest copy; one from a time to come, made before the clock was moved back, only where there is no other."""
    found = sorted(existing)
    past = [one for one in found if one.at <= now]
    return past[-1] if past else found[0] if found else None


def is_due(existing: Iterable[Backup], today: date) -> bool:
    """Whether there is no copy of that day yet: at a start, or when midnight has passed over an open program."""
    return all(one.at.date() != today for one in existing)


def condition(latest: Backup | None, now: datetime, calendar: Calendar, workdays: int, *, holds_all: bool) -> Condition:
    """`workdays`: how many may pass without a copy. One that holds all that was confirmed never grows old."""
    if latest is None:
        return Condition.MISSING
    late = calendar.workdays_between(latest.at.date(), now.date()) > workdays
    return Condition.OLD if late and not holds_all else Condition.FINE


def to_remove(existing: Collection[Backup], today: date, keep: Keep) -> tuple[Backup, ...]:
    """The copies that nothing asks for any more, the oldest first.

    What stays: the newest, whatever its age; the last of each of so many days, ISO weeks and months that have a copy;
    the latest of today; the latest few from before an act or made by hand; those from before a migration for two
    years, and the last of them for good; everything from a time to come, for the clock may be wrong.
    """
    past = sorted((one for one in existing if one.at.date() <= today), reverse=True)
    stay = {one for one in existing if one.at.date() > today}
    stay.update(past[:1])
    stay.update(_last_of_each(past, lambda day: day, keep.days))
    stay.update(_last_of_each(past, lambda day: day.isocalendar()[:2], keep.weeks))
    stay.update(_last_of_each(past, lambda day: (day.year, day.month), keep.months))
    stay.update([one for one in past if one.at.date() == today][:LATEST_OF_TODAY])
    for kind in _FEW_STAY:
        stay.update([one for one in past if one.kind is kind][:LATEST_OF_KIND])
    migrations = [one for one in past if one.kind is BackupKind.BEFORE_MIGRATION]
    since = today - timedelta(days=MIGRATION_DAYS)
    stay.update(migrations[:1], (one for one in migrations if one.at.date() >= since))
    return tuple(sorted(set(existing) - stay))


def _last_of_each(newest_first: Iterable[Backup], period: Callable[[date], Hashable], count: int) -> list[Backup]:
    """The last copy of each of the latest `count` periods that have one."""
    found: dict[Hashable, Backup] = {}
    for one in newest_first:
        of = period(one.at.date())
        if of not in found and len(found) == count:
            break
        found.setdefault(of, one)
    return list(found.values())
