"""What the window is told: clinic and user, and what an act changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rhs_desktop.strings.cases import process

if TYPE_CHECKING:
    from rhs_desktop.store.act_records import ActDone


@dataclass(frozen=True, slots=True)
class ActResult:
    """What an act did. `cases` have new values; None: anything may have changed, so that all is read again.

    `says` stands in the status bar ("25 markerades som skickade"); `undoable` if Ctrl+Z takes it back, `redoable` if
    Ctrl+Y brings something back. `latest` is the case that is gone on with, and so is chosen in the list.
    """

    says: str
    cases: frozenset[int] | None = None
    undoable: bool = True
    redoable: bool = False
    latest: int | None = None


def told(done: ActDone) -> ActResult:
    """The result of an act that a service recorded."""
    return ActResult(process.done(done.kind, len(done.cases), done.details), frozenset(done.cases))


@dataclass(frozen=True, slots=True)
class SeatInfo:
    """Clinic, user and role, as the title row shows them."""

    clinic: str
    user: str
    role: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class CaseSelection:
    """A list of cases to be shown, by what it is called."""

    title: str
    cases: frozenset[int]
