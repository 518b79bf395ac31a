"""What is read of the register on a worker's thread, before the window shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rhs_desktop.domain.roles import Permission, allowed
from rhs_desktop.services.case_row import CaseRow

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class LoadedRegister:
    """The rows of the list, and what the clinic has chosen. Times are in seconds and minutes; 0: never."""

    context: Context
    rows: list[CaseRow]
    clinic: str
    clipboard_seconds: int
    idle_minutes: int


def load_register(context: Context) -> LoadedRegister:
    """Read it, on any thread. No rows for a user who may not see residents."""
    from rhs_desktop.services import settings
    from rhs_desktop.services.cases import case_list

    chosen = settings.load(context)
    looks = allowed(context.roles, Permission.LOOK)
    rows = case_list.load_rows(context, chosen.round) if looks else []
    return LoadedRegister(context, rows, chosen.clinic.name, chosen.clipboard_seconds, chosen.idle_minutes)
