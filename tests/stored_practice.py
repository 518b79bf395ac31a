"""The practice clinic: made once a run for each day that a test asks for, by whichever worker is first, and copied."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from rhs_desktop.practice import opening

PracticeFiles = Callable[[Path, Callable[[], datetime]], None]
_PATIENCE_S = 240
_write = opening.write_practice_files  # before anything stands in its place


@pytest.fixture(scope="session")
def practice_files(tmp_path_factory: pytest.TempPathFactory) -> PracticeFiles:
    """In place of `opening.write_practice_files`: what it wrote for that day, copied."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "practice-clinics"
    shared.mkdir(exist_ok=True)

    def copied(folder: Path, clock: Callable[[], datetime]) -> None:
        made = shared / clock().date().isoformat()
        with closing(sqlite3.connect(shared / "lock.sqlite3", timeout=_PATIENCE_S, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")  # let go of by the system should this worker be killed
            if not made.exists():
                part = made.with_suffix(".part")
                shutil.rmtree(part, ignore_errors=True)
                part.mkdir()
                _write(part, clock)
                part.rename(made)
        shutil.copytree(made, folder, dirs_exist_ok=True)

    return copied


@pytest.fixture(scope="session", autouse=True)
def practice_made_once(practice_files: PracticeFiles) -> Iterator[None]:
    """Whoever sits down to practise in this process gets a copy. Taken into the conftest of a folder by its name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "write_practice_files", practice_files)
        yield
