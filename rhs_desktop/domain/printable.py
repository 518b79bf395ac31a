"""Characters that nobody can read: control characters and halves of a character.

A database takes some of them differently or not at all (PostgreSQL no U+0000), and no letter prints them.
"""

from __future__ import annotations

import re

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def readable(text: str) -> str:
    """The text with U+FFFD for each control character but tab and the ends of lines, and for each lone surrogate."""
    return text if text.isprintable() else _UNREADABLE.sub("\ufffd", text)
