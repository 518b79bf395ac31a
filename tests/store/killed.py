"""The program that test_kill.py starts and kills. `python -m tests.store.killed FOLDER import|send`"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.services.recording import recording
from rhs_desktop.store.batches import BatchKind, BatchState
from tests import builders

ROWS = 10_000
BATCH = 25


def main(folder: Path, what: str) -> None:
    with builders.opened(folder) as ctx:
        if what == "import":
            checked = builders.many(ROWS)
            tell("ready")
            builders.import_checked(ctx, 1, checked)
        else:
            with recording(ctx, ActKind.PREPARE_SEND) as act:
                batch = act.add_batch(BatchKind.SEND, 1, range(1, BATCH + 1), {})
                for case in range(1, BATCH + 1):
                    act.append(case, ev.SendPrepared(on=ctx.today, batch=batch))
                act.commit()
            tell("ready")
            with recording(ctx, ActKind.CONFIRM_SEND, batch=batch) as act:
                for case in range(1, BATCH + 1):
                    act.append(case, builders.invited(batch=batch))
                act.change("batch", batch, state=BatchState.DONE)
                act.commit()
        tell("confirmed")
        sys.stdin.read()


def tell(word: str) -> None:
    os.write(1, word.encode() + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
