"""Samples of the access log: what can be drawn, how chance draws it, and when the next one is due.

HSLF-FS 2016:40, 4 kap. 9 §: logs are checked by recurring, documented samples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from rhs_desktop.domain.access_log.entries import Access, CopiedData

T = TypeVar("T")
SAMPLE_MONTHS = 1
"""How often samples are drawn unless the clinic says otherwise. The law says recurring; monthly is our own choice."""
SAMPLE_SIZE = 20
"""How many lines a sample holds unless the reviewer says otherwise. Our own choice."""

"""What a line of the list says that everybody is shown when they sit down at it."""

_BESIDE_PEOPLE = frozenset(
    (
        *(Access.SEARCHED, Access.FAILED_LOGIN),
        *(Access.EXPORTED, Access.LOG_EXPORTED, Access.BACKUP, "archive"),  # data go out
        *(Access.USERS, Access.KEYS, Access.RESTORE),  # who may come in, and what the register holds
    )
)
"""What is worth a check though it may name nobody."""
_GUARDS = frozenset(
    (
        *("mask_numbers", "shown_seconds", "clipboard_seconds", "idle_minutes", "searches_shown", "sample_months"),
        "backups.second",
    )
)
"""Settings that say who sees what, and where copies go."""


class Chance(Protocol):
    """A source of chance, as the standard library's Random."""

    def sample(self, population: Sequence[T], k: int) -> list[T]: ...


def worth_checking(kind: str, people: str, details: Mapping[str, Any]) -> bool:
    """Whether a line may be drawn: it names somebody, lets data out, or changes who may see what.

    The list that everybody is shown at each login says of nobody that somebody wanted to see them: it is not drawn.
    """
    if kind == Access.LISTED and details.get("what") == CopiedData.WHOLE_LIST:
        return False
    if kind == "settings":
        changed = details.get("changed")
        return isinstance(changed, Sequence) and not _GUARDS.isdisjoint(map(str, changed))
    return bool(people) or kind in _BESIDE_PEOPLE


def draw(chance: Chance, lines: Sequence[tuple[int, str]], size: int) -> tuple[int, ...]:
    """A sample of lines (number and user), in order: of every user at least one line as far as the size allows, the
    rest of all the others, each as likely. The same lines and the same chance give the same sample.
    """
    by_user: dict[str, list[int]] = {}
    for number, user in lines:
        by_user.setdefault(user, []).append(number)
    users = sorted(by_user)
    chosen = {chance.sample(by_user[user], 1)[0] for user in chance.sample(users, min(size, len(users)))}
    left = [number for number, _ in lines if number not in chosen]
    chosen.update(chance.sample(left, min(size - len(chosen), len(left))))
    return tuple(sorted(chosen))


@dataclass(frozen=True, slots=True)
class SampleDue:
    """When a sample is to be drawn at the latest, and when the last one was recorded."""

    by: date
    last: date | None

    def late(self, today: date) -> bool:
        return today > self.by


def sample_due(begun: date | None, last: date | None, months: int = SAMPLE_MONTHS) -> SampleDue | None:
    """A sample is due some months after the last one, or after the log began (HSLF-FS 2016:40, 4 kap. 9 §: recurring).

    None for an empty log, and where the clinic has chosen 0 months: it is reminded in another way.
    """
    since = last or begun
    if since is None or months < 1:
        return None
    return SampleDue(_months_later(since, months), last)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last day where it has fewer."""
    return _months_later(day, -months)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has fewer."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)
