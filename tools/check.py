"""`make check`: the linters and the quick tests side by side, with one line at the end when nothing is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Mapping, Sequence

QUICK_TESTS = ("tests/domain", "tests/strings", "tests/project")
PYTEST = (
    *("-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal"),
    *("-m", "not slow", "--hypothesis-profile", "check", *QUICK_TESTS),
)


def side_by_side(commands: Mapping[str, Sequence[str]], root: Path) -> dict[str, str]:
    """Runs every command at once in that folder. Returns the output of those that failed, by name."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def ended(command: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            list(command),
            cwd=str(root),
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )

    with ThreadPoolExecutor(len(commands)) as pool:
        running = {name: pool.submit(ended, command) for name, command in commands.items()}
    done = {name: one.result() for name, one in running.items()}
    return {name: one.stdout.decode("utf-8", "replace") for name, one in done.items() if one.returncode}


def run(commands: Mapping[str, Sequence[str]], root: Path) -> int:
    """Exit code 0 and one line when every command passed; otherwise what the failing ones said, and 1."""
    begun = time.monotonic()
    failed = side_by_side(commands, root)
    for name, output in failed.items():
        print(f"---- {name}\n{output.rstrip()}\n", file=sys.stderr)
    seconds = f"{time.monotonic() - begun:.0f} s"
    if failed:
        print(f"not clean: {', '.join(failed)} ({seconds})")
        return 1
    print(f"all is well: {', '.join(commands)} ({seconds})")
    return 0
