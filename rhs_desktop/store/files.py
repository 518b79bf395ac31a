"""Small files beside the database, replaced atomically and readable only by their owner."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.file_writing import put_in_place


def write_whole(path: Path, content: bytes) -> None:
    """Write the content, sync it and rename it into place. Raises StoreUnavailable `read_only`."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        put_in_place(part, path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreUnavailable(StoreTrouble.READ_ONLY, path=str(path)) from error


def only_ours(path: Path) -> None:
    """Create a file with mode 0600, or set that mode; SQLite's side files inherit it. An existing file keeps its
    content.

    Raises OSError.
    """
    path.touch(0o600)
    with suppress(OSError):  # one that was there; a stick may know no rights
        path.chmod(0o600)


def copy_for_us(source: Path, target: Path) -> None:
    """Copy the content to a file with mode 0600, not yet synced. Raises OSError."""
    only_ours(target)
    shutil.copyfile(source, target)
