"""The times of failed logins, in a file that can be written before the database is open. It contains no names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.store.files import write_whole

_KEPT = 1_000


def failed(path: Path) -> list[datetime]:
    """The failed attempts since the last login, the oldest first; none where the file cannot be read."""
    try:
        return [datetime.fromisoformat(one) for one in json.loads(path.read_bytes())]
    except (OSError, ValueError, TypeError):
        return []


def keep(path: Path, tries: Sequence[datetime]) -> None:
    """Write the latest thousand of these. Does nothing in a folder that cannot be written: no login succeeds there
    either."""
    with suppress(StoreUnavailable):
        write_whole(path, json.dumps([one.isoformat() for one in tries[-_KEPT:]]).encode())


def forget(path: Path) -> None:
    """Delete the file, once its content is in the access log."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
