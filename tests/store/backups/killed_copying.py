"""The program that test_kill_copying.py starts and kills.

`python -m tests.store.killed_copying FOLDER copy|restore|rescue` tells `ready`, does it, and tells `confirmed`.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.services.backups import make
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.restoring import restore
from tests.store.killed import tell

NOW = datetime(2026, 11, 9, 12, 0)


def main(folder: Path, what: str) -> None:
    if what == "rescue":
        (copy,) = restore.found(folder)
        tell("ready")
        restore.rescue(folder, copy, user="Ann Admin", clock=lambda: NOW)
        tell("confirmed")
        sys.stdin.read()
        return
    ctx = open_context(folder, user="Ann Admin", clock=lambda: NOW)
    (copy,) = restore.found(folder)
    tell("ready")
    if what == "copy":
        make.keep(ctx, BackupKind.DAILY)
    else:
        restore.restore(ctx, copy)
    tell("confirmed")
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
