"""Days and times of day as a letter has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def long_date(day: date) -> str:
    """9 november 2026"""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def appointment(day: date, at: time | None, language: str = "") -> str:
    """torsdag 12 november 2026 klockan 10.15; without the clock where the time is not known. In another `language` than
    Swedish in figures: 2026-11-12 10:15."""
    if language:
        return f"{day} {at:%H:%M}" if at else day.isoformat()
    clock = f" klockan {at:%H.%M}" if at else ""
    return f"{_WEEKDAYS[day.weekday()]} {long_date(day)}{clock}"
