"""Every benchmark runs, small and once, so that none rots. How fast they are is for `make bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import MEASURES
from tests.repository import ROOT


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("name", MEASURES)
def test_a_benchmark_runs(name: str, tmp_path: Path) -> None:
    kept = tmp_path / "table.txt"
    done = bench("--quick", "--out", str(kept), name)
    assert done.returncode == 0, done.stderr
    assert kept.read_text(encoding="utf-8") == done.stdout
    lines = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert len(lines) > 2
    assert "0 of 0 goals" in done.stdout, "so small a run says nothing of the goals"


def test_an_unknown_name_is_refused() -> None:
    done = bench("--quick", "speed")
    assert done.returncode == 2
    assert "no such benchmark: speed" in done.stderr
