"""What the access log holds after something was done in the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from rhs_desktop.domain.access_log.entries import LogLine
from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.services.context import Context
from rhs_desktop.store import access_log
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.store.store import Store


def lines(ctx: Context, kind: str | None = None) -> list[LogLine]:
    """The oldest first."""
    with ctx.store.reading() as db:
        return list(reversed(access_log.lines(db, LogQuery(kind=kind))))


def told(ctx: Context, since: int = 0) -> list[tuple[str, str]]:
    """Kind and people of every line after the first so many."""
    return [(line.kind, line.people) for line in lines(ctx)[since:]]


@contextmanager
def full_disk() -> Iterator[None]:
    """As long as it lasts, nothing can be logged."""
    with patch.object(Store, "logging", side_effect=StoreUnavailable(StoreTrouble.DISK_FULL, path="rhs.sqlite3")):
        yield
