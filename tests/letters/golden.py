"""Text kept in the repository, compared with a readable difference. GOLDEN_WRITE=1 writes it anew."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden" / "letters"


def assert_golden(name: str, text: str) -> None:
    """Fail with a unified diff unless the text equals the kept file."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("GOLDEN_WRITE"):
        path.write_text(text, encoding="utf-8", newline="\n")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if text != kept:
        diff = difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", lineterm="")
        raise AssertionError("\n".join(diff))
