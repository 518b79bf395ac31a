"""Personnummer in lists: the last four hidden where the clinic has not chosen otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rhs_desktop.domain.retention import is_erased

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context

DOTS = "••••"
Shown = Callable[[str], str]


def hidden(number: str) -> str:
    """`19850412-••••`; nothing for somebody who was erased."""
    return f"{number[:-4]}{DOTS}" if number and not is_erased(number) else ""


def whole(number: str) -> str:
    """The number as it is; nothing for somebody who was erased."""
    return "" if is_erased(number) else number


def in_lists(*, masked: bool) -> Shown:
    """How a number is shown in a list."""
    return hidden if masked else whole


def as_chosen(ctx: Context) -> Shown:
    """How a number is shown in a list, as the clinic has chosen."""
    from rhs_desktop.services import settings

    return in_lists(masked=settings.load(ctx).mask_numbers)
