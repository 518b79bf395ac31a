"""Takes away what a program that was killed while it wrote has left beside the file it was about to write."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

OLD_S = 3600
"""Younger ones may belong to another program that writes right now."""


def remove_leftover_files(folder: Path, *patterns: str, older_than_s: float = OLD_S) -> None:
    """Remove our own unfinished files and folders of these names; what cannot be removed stays."""
    with suppress(OSError):
        for pattern in patterns:
            for left in folder.glob(pattern):
                if time.time() - left.lstat().st_mtime < older_than_s:
                    continue
                if left.is_dir() and not left.is_symlink():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink(missing_ok=True)
