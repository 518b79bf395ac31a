"""Who runs the program."""

from __future__ import annotations

import getpass


def user_name() -> str:
    """The person's name on this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "okänd"
