"""The program that test_kill_copying.py starts and kills.

`python -m tests.store.killed_copying FOLDER copy|restore|rescue` tells `ready`, does it, and tells `confirmed`.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.backups import Kind
from rhs_desktop.services import backups, restoring
from rhs_desktop.services.opening import open_workplace
from tests.store.killed import tell

NOW = datetime(2026, 11, 9, 12, 0)


def main(folder: Path, what: str) -> None:
    if what == "rescue":
        (copy,) = restoring.found(folder)
        tell("ready")
        restoring.rescue(folder, copy, user="Ann Admin", clock=lambda: NOW)
        tell("confirmed")
        sys.stdin.read()
        return
    w = open_workplace(folder, user="Ann Admin", clock=lambda: NOW)
    (copy,) = restoring.found(folder)
    tell("ready")
    if what == "copy":
        backups.keep(w, Kind.DAILY)
    else:
        restoring.restore(w, copy)
    tell("confirmed")
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
