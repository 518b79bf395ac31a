"""A row of the checklist as the window's table and the command line show it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class CaseRow(NamedTuple):
    """A case on a given day. Codes, not Swedish: words are chosen where they are shown.

    `key` is the folded text that the quick search looks in: name, number with and without hyphen, phone digits.
    `sort` is the Swedish sort key of the name. `updated` is the day and time of the latest event, "2026-11-09 14:33".
    `mirrored` is the status text of 1177 word for word, empty before the invitation. `case_type` is the public name
    of the template sent, else empty. `step` is empty for a finished case. `due` is None for a finished case.
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
    status: str
    step: str
    queue: str
    due: date | None
    rule: str
    channel: str
    invited_on: date | None
    handler: str
    phone: str
    round: int
    position: int
    protected: bool
    finished: bool
