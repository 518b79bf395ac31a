"""Writes a manual as TOML, which `tomllib` reads back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rhs_desktop.domain.errors import FileUnwritable, WriteTrouble
from rhs_desktop.file_writing import whole_file


def write_manual(target: Path, values: Mapping[str, Any]) -> None:
    """Write plain values atomically; the folder is created if missing. Raises FileUnwritable."""
    import tomli_w

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as broken:
        raise FileUnwritable(WriteTrouble.FAILED, name=target.name) from broken
    with whole_file(target) as temporary:
        temporary.write_bytes(tomli_w.dumps(values).encode("utf-8"))
