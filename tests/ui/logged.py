"""What the access log holds after something was done in the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from rhs_desktop.domain.access import Line
from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import access_log
from rhs_desktop.store.access_log import Wanted
from rhs_desktop.store.store import Store


def lines(w: Workplace, kind: str | None = None) -> list[Line]:
    """The oldest first."""
    with w.store.reading() as db:
        return list(reversed(access_log.lines(db, Wanted(kind=kind))))


def told(w: Workplace, since: int = 0) -> list[tuple[str, str]]:
    """Kind and people of every line after the first so many."""
    return [(line.kind, line.people) for line in lines(w)[since:]]


@contextmanager
def full_disk() -> Iterator[None]:
    """As long as it lasts, nothing can be logged."""
    with patch.object(Store, "logging", side_effect=StoreUnavailable("disk_full", path="rhs.sqlite3")):
        yield
