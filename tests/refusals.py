"""What an act is refused with, as a value to compare."""

from __future__ import annotations

from collections.abc import Callable

from rhs_desktop.domain.errors import ExpectedError


def refusal_of(act: Callable[[], object]) -> str | None:
    """The code with which it is refused; None where it is taken."""
    try:
        act()
    except ExpectedError as refused:
        return refused.code
    return None
