"""A program that is started, says when it is ready and when it has confirmed, and is killed in between."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from tests.repository import ROOT


@contextmanager
def running(program: str, folder: Path, what: str) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """That module as a program, at the moment before it begins."""
    command = [sys.executable, "-m", program, str(folder), what]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        assert started.stdout is not None
        try:
            assert started.stdout.readline() == b"ready\n"
            yield started, started.stdout
        finally:
            started.kill()


def let_run(program: subprocess.Popen[bytes], seconds: float) -> None:
    """Until it has ended, or for so long."""
    with suppress(subprocess.TimeoutExpired):
        program.wait(seconds)


def duration(program: str, prepared: Path, folder: Path, what: str) -> float:
    """How long it takes on this machine, in seconds, on a copy of what was prepared."""
    shutil.copytree(prepared, folder)
    with running(program, folder, what) as (_, said):
        begun = time.perf_counter()
        assert said.readline() == b"confirmed\n"
        return time.perf_counter() - begun
