"""The program that test_retention.py starts and kills. `python -m tests.services.erasing_killed FOLDER`"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rhs_desktop.domain.retention import OutcomeGroup
from rhs_desktop.services import retention
from tests import builders


def main(folder: Path) -> None:
    with builders.opened(folder) as ctx:
        shown = retention.plan(ctx, {OutcomeGroup.UNREACHED: 1})
        os.write(1, b"ready\n")
        retention.erase(ctx, shown, reference="dnr 1")
        os.write(1, b"confirmed\n")
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
