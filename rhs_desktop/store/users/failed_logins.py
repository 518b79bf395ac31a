"""When somebody tried in vain to come in, kept where it can be written before the database is open. No names."""

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
    """The tries that failed since somebody last came in, the oldest first; none where the file cannot be read."""
    try:
        return [datetime.fromisoformat(one) for one in json.loads(path.read_bytes())]
    except (OSError, ValueError, TypeError):
        return []


def keep(path: Path, tries: Sequence[datetime]) -> None:
    """Keep these, the latest thousand. A folder that cannot be written keeps none: nobody gets in there either."""
    with suppress(StoreUnavailable):
        write_whole(path, json.dumps([one.isoformat() for one in tries[-_KEPT:]]).encode())


def forget(path: Path) -> None:
    """They have been told in the log."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
