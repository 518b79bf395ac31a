"""Deletes the temporary files of a program that was killed while it wrote."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

OLD_S = 3600
"""Seconds. Younger files may belong to another program that writes right now."""


def remove_leftover_files(folder: Path, *patterns: str, older_than_s: float = OLD_S) -> None:
    """Delete this program's own unfinished files and folders of these names; what cannot be deleted stays."""
    with suppress(OSError):
        for pattern in patterns:
            for left in folder.glob(pattern):
                if time.time() - left.lstat().st_mtime < older_than_s:
                    continue
                if left.is_dir() and not left.is_symlink():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink(missing_ok=True)
