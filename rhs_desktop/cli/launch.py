"""The way to the window: recognised without typer, so that nothing delays its first picture."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rhs_desktop.cli.errors import Misused
from rhs_desktop.strings.cli import UsageTrouble

PRACTICE = "--demo"


@dataclass(frozen=True, slots=True)
class WindowWanted:
    """The window is asked for, and not a command."""

    practice: bool = False
    folder: Path | None = None


def window_wanted(arguments: Sequence[str]) -> WindowWanted | None:
    """What the arguments say of the window; None where they hold anything else than its two options."""
    practice, folder = False, None
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if argument == PRACTICE:
            practice = True
        elif argument == "--data-dir" and left:
            folder = Path(left.pop(0))
        elif argument.startswith("--data-dir="):
            folder = Path(argument.partition("=")[2])
        else:
            return None
    return WindowWanted(practice, folder)


def require_display(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> None:
    """Raises Misused `no_display` where a window could not be shown; Qt would end the program without a word."""
    if platform.startswith("linux") and not any(
        environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise Misused(UsageTrouble.NO_DISPLAY)
