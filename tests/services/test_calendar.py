"""The Swedish calendar against what the almanac says."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Step, StepKind
from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.services.calendar import FILE, swedish_calendar
from rhs_desktop.services.calendar import YEARS as KNOWN
from rhs_desktop.services.manual_files import load_profiles
from tests.histories import recorded
from tools import holidays_file

YEARS = range(2023, 2029)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 1, 1), False, id="New Year's Day"),
        pytest.param(date(2026, 1, 5), True, id="the day before Epiphany"),
        pytest.param(date(2026, 1, 6), False, id="Epiphany"),
        pytest.param(date(2026, 4, 2), True, id="Maundy Thursday"),
        pytest.param(date(2026, 4, 3), False, id="Good Friday"),
        pytest.param(date(2026, 4, 6), False, id="Easter Monday"),
        pytest.param(date(2026, 4, 30), True, id="Walpurgis Eve"),
        pytest.param(date(2026, 5, 1), False, id="1 May"),
        pytest.param(date(2026, 5, 14), False, id="Ascension Day"),
        pytest.param(date(2026, 5, 15), True, id="the bridge day after Ascension"),
        pytest.param(date(2026, 5, 25), True, id="Whit Monday, no holiday since 2005"),
        pytest.param(date(2025, 6, 6), False, id="National Day on a Friday"),
        pytest.param(date(2026, 6, 18), True, id="the day before Midsummer Eve"),
        pytest.param(date(2026, 6, 19), False, id="Midsummer Eve 2026"),
        pytest.param(date(2023, 6, 23), False, id="Midsummer Eve 2023"),
        pytest.param(date(2024, 6, 21), False, id="Midsummer Eve 2024"),
        pytest.param(date(2026, 10, 30), True, id="the day before All Saints"),
        pytest.param(date(2026, 12, 23), True, id="23 December"),
        pytest.param(date(2026, 12, 24), False, id="Christmas Eve"),
        pytest.param(date(2026, 12, 25), False, id="Christmas Day"),
        pytest.param(date(2024, 12, 26), False, id="Boxing Day on a Thursday"),
        pytest.param(date(2026, 12, 28), True, id="between Christmas and New Year"),
        pytest.param(date(2026, 12, 31), False, id="New Year's Eve"),
    ],
)
def test_known_days(day: date, expected: bool) -> None:
    assert swedish_calendar(YEARS).is_workday(day) is expected


@pytest.mark.parametrize(
    ("year", "workdays"),
    [
        pytest.param(2023, 251, id="2023"),
        pytest.param(2024, 251, id="2024"),
        pytest.param(2025, 249, id="2025"),
        pytest.param(2026, 251, id="2026"),
        pytest.param(2027, 253, id="2027"),
    ],
)
def test_working_days_of_a_year(year: int, workdays: int) -> None:
    """Counted by hand from the almanac: weekdays of the year less the holidays and eves that fall on them."""
    assert swedish_calendar(YEARS).workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == workdays


def test_sixteen_days_a_year_and_no_plain_sunday() -> None:
    calendar = swedish_calendar(range(2026, 2027))
    assert len(calendar.holidays) == 16
    assert date(2026, 11, 8) not in calendar.holidays


def test_a_deadline_over_midsummer() -> None:
    assert swedish_calendar(YEARS).add_workdays(date(2026, 6, 17), 2) == date(2026, 6, 22)


def test_is_made_once() -> None:
    assert swedish_calendar(range(2026, 2028)) is swedish_calendar(range(2026, 2028))


def test_the_file_has_what_the_library_knows() -> None:
    """Where it fails, a law or the library has changed: `python -m tools.holidays_file` writes the file anew."""
    assert FILE.read_text(encoding="utf-8").splitlines() == holidays_file.lines(holidays_file.days_off())
    assert swedish_calendar(KNOWN).holidays == holidays_file.days_off().keys()


def test_every_year_of_the_file_has_its_days() -> None:
    years = Counter(day.year for day in swedish_calendar(KNOWN).holidays)
    assert sorted(years) == list(KNOWN)
    assert set(years.values()) <= {15, 16}, "two of them fall on one day at most: Ascension on 1 May"


def test_deadlines_do_without_the_library() -> None:
    code = (
        "import sys; from rhs_desktop.services.calendar import YEARS, swedish_calendar; swedish_calendar(YEARS); "
        "sys.exit('holidays' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_an_answer_before_easter_has_its_two_working_days() -> None:
    """Skärtorsdag to the Wednesday after annandag påsk."""
    rules = Rules(load_profiles().usable["rhs-004"], swedish_calendar(range(2026, 2027)))
    answered = date(2026, 4, 2)
    history: list[ev.Event] = [
        ev.Listed(on=date(2026, 3, 2), has_phone=True),
        ev.Invited(on=date(2026, 3, 23), template="phone"),
        ev.Answered(on=answered, answer=Answer.YES_CALL),
    ]
    step = next_step(fold(recorded(history)), rules, answered)
    assert isinstance(step, Step)
    assert (step.kind, step.due) == (StepKind.HANDLE_ANSWER, date(2026, 4, 8))
