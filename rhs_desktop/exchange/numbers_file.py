"""Personnummer as a text file for *Importera från fil* in 1177 (001, "Skicka ärende"; Jönköping's list in Notepad)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rhs_desktop.file_writing import whole_files

_DASHED = re.compile(r"[0-9]{8}-[0-9]{4}")


def write_numbers(path: Path, numbers: Sequence[str], *, at_most: int) -> tuple[Path, ...]:
    """Write `YYYYMMDD-NNNN`, one a line, CRLF, ASCII without a byte order mark, in files of at most `at_most` numbers.

    One file has the name `path`; several have `-1`, `-2` … before the suffix. Either all files are written or none.
    Raises FileUnwritable; ValueError for a number in any other form or for a limit below one.
    """
    if at_most < 1:
        raise ValueError("at_most must be at least 1")
    if strange := sum(1 for number in numbers if not _DASHED.fullmatch(number)):
        raise ValueError(f"{strange} numbers are not written YYYYMMDD-NNNN")
    groups = [numbers[at : at + at_most] for at in range(0, len(numbers), at_most)]
    if not groups:
        raise ValueError("no numbers to write")
    paths = (
        [path]
        if len(groups) == 1
        else [path.with_name(f"{path.stem}-{turn}{path.suffix}") for turn in range(1, len(groups) + 1)]
    )
    with whole_files(paths) as unfinished:
        for temporary, group in zip(unfinished, groups, strict=True):
            temporary.write_bytes("".join(f"{number}\r\n" for number in group).encode("ascii"))
    return tuple(paths)
