"""What the window is told: who sits where, what stands around the list, and what an act changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """What stands around the list. `set_aside`: rows of imported lists that wait to be put right.

    `masked`: lists show personnummer without the last four; `shown_seconds` is how long one that was asked for stays.
    """

    set_aside: int = 0
    masked: bool = True
    shown_seconds: int = 0


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


@dataclass(frozen=True, slots=True)
class SeatInfo:
    """Who sits where: shown in the title row."""

    clinic: str
    user: str
    role: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class CaseSelection:
    """A list of cases to be shown, by what it is called."""

    title: str
    cases: frozenset[int]
