"""Which copies stay: a table of cases, and what holds for every pile of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.backups import (
    LATEST_OF_KIND,
    LATEST_OF_TODAY,
    MIGRATION_DAYS,
    Backup,
    BackupKind,
    Condition,
    Keep,
    condition,
    is_due,
    newest,
    next_of,
    read_name,
    to_remove,
)
from rhs_desktop.domain.workdays import Calendar

TODAY = date(2026, 11, 9)
NOW = datetime(2026, 11, 9, 9, 0)


def at(days_ago: float, kind: BackupKind = BackupKind.DAILY) -> Backup:
    return Backup(NOW - timedelta(days=days_ago), kind)


@pytest.mark.parametrize(
    ("existing", "removed"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([at(4_000)], [], id="the newest stays, however old"),
        pytest.param([at(day) for day in range(7)], [], id="seven days"),
        pytest.param([at(2, BackupKind.START), at(2.1)], [at(2.1)], id="of a day that has passed, the last"),
        pytest.param([at(day) for day in (0, 20, 30, 60, 90, 200, 300)], [], id="days without a copy do not count"),
        pytest.param([at(hour / 24) for hour in range(9)], [], id="all of today"),
        pytest.param(
            [at(minute / 1440) for minute in range(LATEST_OF_TODAY + 3)],
            [at(minute / 1440) for minute in range(LATEST_OF_TODAY, LATEST_OF_TODAY + 3)],
            id="of today up to a sane number",
        ),
        pytest.param(
            [*(at(day) for day in range(7)), *(at(1 + turn / 100, BackupKind.BEFORE_BATCH) for turn in range(1, 8))],
            [at(1 + turn / 100, BackupKind.BEFORE_BATCH) for turn in (6, 7)],
            id="the latest few from before a batch",
        ),
        pytest.param(
            [
                at(0),
                at(MIGRATION_DAYS, BackupKind.BEFORE_MIGRATION),
                at(MIGRATION_DAYS - 1, BackupKind.BEFORE_MIGRATION),
            ],
            [],
            id="from before a migration two years",
        ),
        pytest.param([at(0), at(-3), at(-400)], [], id="what is from a time to come is left alone"),
    ],
)
def test_what_goes(existing: list[Backup], removed: list[Backup]) -> None:
    assert set(to_remove(existing, TODAY, Keep())) == set(removed)


def test_a_year_of_days_becomes_days_weeks_and_months() -> None:
    existing = [at(day) for day in range(400)]
    left = {one.at.date() for one in set(existing) - set(to_remove(existing, TODAY, Keep()))}
    days = {TODAY - timedelta(days=day) for day in range(7)}
    sundays = {date(2026, 11, 8), date(2026, 11, 1), date(2026, 10, 25), date(2026, 10, 18)}
    ends = {date(2026, month, 1) - timedelta(days=1) for month in range(1, 12)}
    assert left == days | sundays | ends


MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2027, 12, 31)).map(lambda one: one.replace(microsecond=0))
BACKUPS = st.builds(Backup, MOMENTS, st.sampled_from(BackupKind), st.integers(1, 3))
KEEPS = st.builds(Keep, st.integers(1, 20), st.integers(0, 20), st.integers(0, 40))


@given(st.sets(BACKUPS, max_size=60), KEEPS)
def test_the_newest_is_never_removed(existing: set[Backup], keep: Keep) -> None:
    gone = set(to_remove(existing, TODAY, keep))
    end_of_day = datetime(2026, 11, 9, 23, 59, 59)
    assert newest(existing, end_of_day) not in gone
    assert gone <= existing


@given(st.sets(BACKUPS, max_size=60), KEEPS)
def test_removing_twice_removes_nothing_more(existing: set[Backup], keep: Keep) -> None:
    left = existing - set(to_remove(existing, TODAY, keep))
    assert to_remove(left, TODAY, keep) == ()


@given(st.sets(BACKUPS, max_size=60), KEEPS)
def test_the_last_of_every_recent_day_week_and_month_stays(existing: set[Backup], keep: Keep) -> None:
    past = sorted(one for one in existing if one.at.date() <= TODAY)
    left = set(existing) - set(to_remove(existing, TODAY, keep))
    for period, count in (
        (lambda one: one.at.date(), keep.days),
        (lambda one: one.at.date().isocalendar()[:2], keep.weeks),
        (lambda one: (one.at.year, one.at.month), keep.months),
    ):
        last = {period(one): one for one in past}
        assert {last[key] for key in sorted(last)[len(last) - min(count, len(last)) :]} <= left


@given(st.sets(BACKUPS, max_size=80), KEEPS)
def test_the_pile_does_not_grow_without_bound(existing: set[Backup], keep: Keep) -> None:
    ordinary = {one for one in existing if one.kind is not BackupKind.BEFORE_MIGRATION and one.at.date() <= TODAY}
    left = ordinary - set(to_remove(existing, TODAY, keep))
    assert len(left) <= 1 + keep.days + keep.weeks + keep.months + LATEST_OF_TODAY + 4 * LATEST_OF_KIND


@given(BACKUPS)
def test_a_name_says_what_it_is(one: Backup) -> None:
    assert read_name(one.name) == one


@pytest.mark.parametrize(
    "name",
    [
        *("rhs.sqlite3", "rhs-2026-11-09-080215-start.sqlite3.part", "rhs-2026-11-09-080215-start.sqlite3.keys"),
        *("rhs-2026-13-09-080215-start.sqlite3", "rhs-2026-11-09-080215-other.sqlite3", "RHS-2026.sqlite3", ""),
        *("rhs-2026-11-09-080215-start-1.sqlite3", "kopia av rhs-2026-11-09-080215-start.sqlite3"),
    ],
)
def test_other_files_are_no_copies(name: str) -> None:
    assert read_name(name) is None


def test_two_of_one_second_have_two_names() -> None:
    first = next_of(BackupKind.BY_HAND, NOW, ())
    second = next_of(BackupKind.BY_HAND, NOW, (first,))
    assert [first.name, second.name] == [
        "rhs-2026-11-09-090000-by_hand.sqlite3",
        "rhs-2026-11-09-090000-by_hand-2.sqlite3",
    ]
    assert first < second


@pytest.mark.parametrize(
    ("existing", "latest"),
    [
        pytest.param([], None, id="none"),
        pytest.param([at(1), at(2)], at(1), id="the latest"),
        pytest.param([at(1), at(-30)], at(1), id="the clock was moved back"),
        pytest.param([at(-30), at(-31)], at(-30), id="all from a time to come"),
    ],
)
def test_the_newest(existing: list[Backup], latest: Backup | None) -> None:
    assert newest(existing, NOW) == latest


@pytest.mark.parametrize(
    ("existing", "due"),
    [
        pytest.param([], True, id="the first"),
        pytest.param([at(0.2)], False, id="one of this day"),
        pytest.param([at(0.5)], True, id="midnight has passed"),
        pytest.param([at(-1)], True, id="the clock was moved back"),
    ],
)
def test_when_the_next_is_due(existing: list[Backup], due: bool) -> None:
    assert is_due(existing, TODAY) is due


@pytest.mark.parametrize(
    ("days_ago", "holds_all", "expected"),
    [
        pytest.param(None, False, Condition.MISSING, id="none"),
        pytest.param(0, False, Condition.FINE, id="today's"),
        pytest.param(3, False, Condition.FINE, id="Friday's on a Monday"),
        pytest.param(4, False, Condition.FINE, id="two working days"),
        pytest.param(5, False, Condition.OLD, id="three working days"),
        pytest.param(50, True, Condition.FINE, id="old, but nothing has happened since"),
        pytest.param(-50, False, Condition.FINE, id="from a time to come"),
    ],
)
def test_how_the_latest_stands(days_ago: int | None, holds_all: bool, expected: Condition) -> None:
    latest = None if days_ago is None else at(days_ago)
    assert condition(latest, NOW, Calendar(), 2, holds_all=holds_all) is expected
