"""Output: answers on stdout, errors on stderr, everything in UTF-8, on Windows too."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from rhs_desktop.strings.common import UNKNOWN_USER


def speak_utf8() -> None:
    """Set stdout and stderr to UTF-8, whatever the system's code page is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def say(*lines: str) -> None:
    """Print lines on stdout."""
    _write(sys.stdout, lines)


def complain(*lines: str) -> None:
    """Print lines on stderr."""
    _write(sys.stderr, lines)


def answer(value: Any) -> None:
    """Print a value as JSON on stdout."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows as lines with aligned columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def user_name() -> str:
    """The login name of whoever runs the program on this computer; "okänd" where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return UNKNOWN_USER


def _write(stream: TextIO | None, lines: Sequence[str]) -> None:
    if stream is None:  # a window program on Windows has none
        return
    try:
        stream.write("".join(f"{line}\n" for line in lines))
        stream.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
