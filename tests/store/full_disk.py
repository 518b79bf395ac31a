"""The program that test_full_disk.py starts: no file may grow beyond a size, as on a disk that is full.

`python -m tests.store.full_disk FOLDER copy|restore|late` tells the code of what went wrong.
"""

from __future__ import annotations

import resource
import signal
import sys
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.services.backups import make
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.restoring import restore
from tests.store.killed import tell

NOW = datetime(2026, 11, 9, 12, 0)
_ROOM_FOR_THE_FILE_ALONE = 8_192


def main(folder: Path, what: str) -> None:
    ctx = open_context(folder, user="Ann Admin", clock=lambda: NOW)
    with ctx.store:
        (copy,) = restore.found(folder)
        case_list.load_rows(ctx)
        size = copy.stat().st_size
        most = size // 2 if what != "late" else size + _ROOM_FOR_THE_FILE_ALONE
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        _, highest = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, highest))
        try:
            if what == "copy":
                make.make(ctx)
            elif what == "restore":
                restore.restore(ctx, copy)
            else:
                from rhs_desktop.store.backups.restoring import RestoredBy

                ctx.store.restore_from(copy, RestoredBy(ctx.user, ctx.now, {}))
        except StoreUnavailable as error:
            tell(error.code)
        else:
            tell("nothing went wrong")
        record.add_note(ctx, 1, "Arbetet går vidare")
        resource.setrlimit(resource.RLIMIT_FSIZE, (highest, highest))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
