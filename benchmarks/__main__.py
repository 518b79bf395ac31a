"""`python -m benchmarks`: measure everything, or what is named, and print one table."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from benchmarks import (
    access,
    copying,
    duties,
    filtering,
    formats,
    import_window,
    importing,
    lettering,
    pile,
    start,
    storing,
)
from benchmarks.lab import FULL, QUICK, Lab
from benchmarks.processes import JobFailed
from benchmarks.report import Figure, Measured, summary, table

MEASURES: dict[str, Callable[[Lab], Iterator[Measured]]] = {
    "start": start.measure,
    "filter": filtering.measure,
    "import": importing.measure,
    "import-window": import_window.measure,
    "formats": formats.measure,
    "letters": lettering.measure,
    "pile": pile.measure,
    "due": duties.measure,
    "store": storing.measure,
    "backup": copying.measure,
    "log": access.measure,
}
QUIET = 1.0


def arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(MEASURES)}")
    parser.add_argument("--quick", action="store_true", help="small and once: shows that all runs, not how fast")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table into a file too")
    wanted = parser.parse_args(given)
    if unknown := set(wanted.names) - set(MEASURES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    return wanted


def main(given: list[str]) -> int:
    wanted = arguments(given)
    conditions = surroundings()
    figures: list[Measured] = []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rhs-bench-", ignore_cleanup_errors=True) as folder:
        lab = Lab(Path(folder), QUICK if wanted.quick else FULL)
        try:
            for name in wanted.names or MEASURES:
                print(f"measuring: {name}", file=sys.stderr, flush=True)
                figures += MEASURES[name](lab)
        except JobFailed as failure:
            print(failure, file=sys.stderr)
            return 1
    if wanted.quick:
        figures = [
            replace(one, ratio_goal=None, value_goal=None) if isinstance(one, Figure) else one for one in figures
        ]
    took = f"{time.monotonic() - begun:.0f} s"
    said = f"{table(figures)}\n\n{conditions}; {took}\n{summary(figures)}\n"
    print(said, end="")
    if wanted.out:
        wanted.out.write_text(said, encoding="utf-8")
    return 0


def surroundings() -> str:
    """Where the figures are from, and whether anything else kept the machine busy when they were begun."""
    parts = [f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"]
    parts += [f"{name} {version(name)}" for name in ("pyside6-essentials", "reportlab", "openpyxl")]
    if hasattr(os, "getloadavg"):
        load = os.getloadavg()[0]
        parts.append(f"load {load:.1f}" + (" (NOT QUIET)" if load > QUIET else ""))
    return ", ".join(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
