"""What is written where: answers on stdout, trouble on stderr, everything in UTF-8, on Windows too."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO


def speak_utf8() -> None:
    """Swedish letters and names of all alphabets reach files and pipes whole, whatever the system's code page is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def say(*lines: str) -> None:
    """Lines for a person, or for a program that asked for them."""
    _write(sys.stdout, lines)


def complain(*lines: str) -> None:
    """What went wrong."""
    _write(sys.stderr, lines)


def answer(value: Any) -> None:
    """The answer as JSON."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines with their columns under one another; the last column is as long as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def user_name() -> str:
    """The login name of whoever runs the program on this computer; "okänd" where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "okänd"


def _write(stream: TextIO | None, lines: Sequence[str]) -> None:
    if stream is None:  # a window program on Windows has none
        return
    try:
        stream.write("".join(f"{line}\n" for line in lines))
        stream.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
