"""`rhs-desktop` and `python -m rhs_desktop`: the window, or with a command the command line."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from rhs_desktop import process_hardening
from rhs_desktop.cli.console import speak_utf8
from rhs_desktop.cli.launch import PRACTICE, WindowWanted, require_display, window_wanted
from rhs_desktop.strings.cli import UsageTrouble


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for; the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if arguments is None and PRACTICE not in given:
        process_hardening.without_dumps()
    collect_seldom()
    speak_utf8()
    wanted = window_wanted(given)
    if wanted is not None:
        return open_window(wanted)
    from rhs_desktop.cli.commands import run

    return run(given)


def collect_seldom() -> None:
    """Look for cycles in small portions, and among the values that stay hardly ever.

    A look stops every thread: 5 ms for ten thousand values, which are looked through when they are made, and 20 ms for
    forty thousand, which are looked through once more. A list of a hundred thousand rows is a million values that
    stay; with two million at a look, as it was, the window stood still for half a second (docs/benchmarks.md).
    """
    gc.set_threshold(10_000, 2, 1_000)


def open_window(wanted: WindowWanted) -> int:
    """Show the window until it is closed; the exit code."""
    from rhs_desktop.cli.console import user_name
    from rhs_desktop.cli.errors import Misused, tell
    from rhs_desktop.paths import data_dir

    try:
        require_display()
        try:
            from rhs_desktop.app import run_window
        except ImportError as error:  # a library of Qt that the system lacks
            raise Misused(UsageTrouble.NO_WINDOW, library=str(error).partition(":")[0]) from error
    except Misused as error:
        return tell(error, as_json=False)
    return run_window(data_dir(wanted.folder), demo=wanted.practice, user=user_name())


if __name__ == "__main__":
    sys.exit(main())
