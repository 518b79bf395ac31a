"""A row of the checklist as the window's table and the command line show it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rhs_desktop.domain.cases.steps import Queue, Status, StepKind
from rhs_desktop.domain.codes import Channel


class CaseRow(NamedTuple):
    """A case on a given day. Codes, not Swedish: words are chosen where they are shown.

    `key` is the folded text that the quick search looks in: name, number with and without hyphen, phone digits.
    `sort` is the Swedish sort key of the name. `updated` is the day and time of the latest event, "2026-11-09 14:33".
    `mirrored` is the status text of 1177 word for word, empty before the invitation. `case_type` is the public name
    of the template sent, else empty. `step`, `queue` and `due` are None for a finished case, `channel` before the
    invitation.
    """

    case: int
    resident: int
    digits: str
    name: str
    sort: str
    key: str
    updated: str
    case_type: str
    mirrored: str
    status: Status
    step: StepKind | None
    queue: Queue | None
    due: date | None
    rule: str
    channel: Channel | None
    invited_on: date | None
    handler: str
    phone: str
    round: int
    position: int
    protected: bool
    finished: bool
