"""Rows for tests that need no database."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from rhs_desktop.domain.cases.steps import Queue, Status, StepKind
from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.swedish import search_key, sort_key
from rhs_desktop.services.case_row import CaseRow

TODAY = date(2026, 11, 9)
NUMBERS = ("197601152395", "197602032380", "198603122394", "198605312381", "198611232383")


def case_row(case: int = 1, **more: Any) -> CaseRow:
    """An invited person who is to be reminded today; say what matters."""
    digits = more.get("digits", NUMBERS[case % len(NUMBERS)])
    name = more.get("name", "Karin Ek")
    given, _, family = name.rpartition(" ")
    values: dict[str, Any] = {
        "case": case, "resident": case, "digits": digits, "name": name, "sort": sort_key(family, given),
        "key": search_key(name, digits, f"{digits[:8]}-{digits[8:]}"), "updated": "2026-10-28 09:12",
        "case_type": "Inbjudan – Välkommen på hälsosamtal", "mirrored": "Fråga till invånare", "status": Status.UNREAD,
        "step": StepKind.REMIND, "queue": Queue.REMIND, "due": TODAY, "rule": "remind", "channel": Channel.DIGITAL,
        "invited_on": date(2026, 10, 28), "handler": "", "phone": "070-174 06 05", "round": 1, "position": case,
        "protected": False, "finished": False,
    }  # fmt: skip
    return CaseRow(**{**values, **{name: _member(name, value) for name, value in more.items()}})


_CLOSED_SETS: dict[str, type[StrEnum]] = {"status": Status, "step": StepKind, "queue": Queue, "channel": Channel}


def _member(name: str, value: Any) -> Any:
    """The member that a text in a closed column names; None for an empty one."""
    if name not in _CLOSED_SETS:
        return value
    return _CLOSED_SETS[name](value) if value else None


def finished_row(case: int = 1, **more: Any) -> CaseRow:
    ended = {"status": Status.DONE, "step": None, "queue": None, "due": None, "rule": "visit", "mirrored": "Avslutat"}
    return case_row(case, **{**ended, "finished": True, **more})
