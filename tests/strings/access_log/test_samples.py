"""Samples of the access log in Swedish."""

from __future__ import annotations

from datetime import date

import pytest

from rhs_desktop.domain.access_log.samples import SampleDue
from rhs_desktop.strings.access_log import samples as strings


def test_reminders() -> None:
    due = SampleDue(date(2026, 10, 3), date(2026, 9, 3))
    assert strings.reminder(due) == "Stickprov av loggen: senast 2026-10-03"
    assert strings.reminder_line(due).endswith("senast 2026-10-03 (det förra gjordes 2026-09-03).")
    assert "inget är gjort än" in strings.reminder_line(SampleDue(date(2026, 10, 3), None))


@pytest.mark.parametrize(
    ("deviating", "said"), [(0, "20 av 207 rader, utan anmärkning"), (2, "20 av 207 rader, 2 avviker")]
)
def test_what_a_sample_came_to(deviating: int, said: str) -> None:
    assert strings.outcome(20, 207, deviating) == said


def test_the_period_of_a_sample() -> None:
    assert strings.period(date(2026, 10, 3), date(2026, 11, 9)) == "2026-10-03–2026-11-09"
    assert strings.period(None, None) == "hela loggen"
