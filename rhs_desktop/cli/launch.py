"""Recognises, without typer, that the window is wanted: nothing delays its first painting."""

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
    """The arguments ask for the window, not for a command."""

    practice: bool = False
    folder: Path | None = None


def window_wanted(arguments: Sequence[str]) -> WindowWanted | None:
    """The window's options among the arguments; None where there is any other argument."""
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
    """Raises Misused `no_display` where no window can be shown; Qt would abort the program without a message."""
    if platform.startswith("linux") and not any(
        environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise Misused(UsageTrouble.NO_DISPLAY)
