"""What is due, on today's and on any other day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.steps import CHECKLIST_QUEUES, StepKind
from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.cases.due import due
from rhs_desktop.services.context import Context
from rhs_desktop.services.handover import handover
from rhs_desktop.store.store import Store
from rhs_desktop.ui.window.queue_counters import counters
from tests import builders

DAY = builders.MONDAY


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[Context]:
    with builders.opened(tmp_path) as context:
        builders.filled(context, 5)
        builders.happened(context, 1, builders.checked_in_cosmic(), builders.invited(DAY - timedelta(days=20)))
        builders.happened(context, 2, builders.checked_in_cosmic(), builders.invited())
        builders.happened(context, 3, builders.checked_in_cosmic(), builders.answered())
        builders.happened(context, 4, ev.CosmicChecked(on=DAY, result=Eligibility.DECEASED))
        yield context


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(0, [(1, "remind"), (3, "handle_answer")], id="an answer from the day it comes"),
        pytest.param(2, [(1, "remind"), (3, "handle_answer")], id="an answer within two working days"),
        pytest.param(
            10, [(3, "handle_answer"), (1, "call")], id="closed by then: the reminder of the first became a call"
        ),
        pytest.param(
            15,
            [(3, "handle_answer"), (1, "call"), (5, "check_cosmic"), (2, "remind")],
            id="what has no pressure has its own day",
        ),
    ],
)
def test_what_is_due_by_a_day(ctx: Context, days: int, expected: list[tuple[int, str]]) -> None:
    lines = due(ctx, DAY + timedelta(days=days))
    assert [(line.case, line.step) for line in lines] == expected
    assert [line.due for line in lines] == sorted(line.due for line in lines)


def test_a_step_that_gives_way_to_a_later_one_is_not_due(ctx: Context) -> None:
    """Ready but not invited: once the check in Cosmic is too old, checking again has days of its own."""
    builders.happened(ctx, 5, builders.checked_in_cosmic())
    too_old = DAY + timedelta(days=ctx.profiles["rhs-004"].days.cosmic_check_valid)
    assert (5, "invite") in [(line.case, line.step) for line in due(ctx, too_old - timedelta(days=1))]
    assert 5 not in [line.case for line in due(ctx, too_old)]
    assert (5, "check_cosmic") in [(line.case, line.step) for line in due(ctx, too_old + timedelta(days=30))]


def test_a_line_in_full(ctx: Context) -> None:
    line, _answer = due(ctx, DAY)
    assert line._asdict() == {
        "case": 1,
        "resident": 1,
        "digits": builders.identity(0).digits,
        "identity": "personal",
        "name": "Karin Ek",
        "sort": line.sort,
        "protected": False,
        "round": 1,
        "profile": "rhs-004",
        "status": "unread",
        "step": "remind",
        "queue": "remind",
        "due": date(2026, 11, 2),
        "rule": "remind",
        "since": DAY - timedelta(days=20),
        "detail": "",
    }


def test_asking_about_another_day_changes_nothing(ctx: Context) -> None:
    before = case_list.load_rows(ctx)
    ahead = due(ctx, DAY + timedelta(days=90))
    assert len(ahead) == 4
    assert case_list.load_rows(ctx) == before


def test_without_the_checklists_own_work(ctx: Context) -> None:
    assert [line.case for line in due(ctx, DAY + timedelta(days=15), checklist=False)] == [3, 1, 2]


def test_who_only_looks_sees_the_same(ctx: Context, tmp_path: Path) -> None:
    with Store.open(tmp_path / "rhs.sqlite3", now=ctx.now, read_only=True) as store:
        reader = builders.context(store)
        for days in (0, 15, 40):
            assert due(reader, DAY + timedelta(days=days)) == due(ctx, DAY + timedelta(days=days))


def test_an_answer_of_today_is_in_every_count(ctx: Context) -> None:
    """The window, the hand-over page and `rhs-desktop due` agree, and the line tells its last day (two workdays)."""
    rows = case_list.load_rows(ctx)
    window = counters(rows, DAY)[0].count
    page = sum(one.count for one in handover(ctx).waiting if one.queue not in CHECKLIST_QUEUES)
    lines = due(ctx, DAY, checklist=False)
    assert window == page == len(lines) == 2
    (answer,) = [line for line in lines if line.step == StepKind.HANDLE_ANSWER]
    assert (answer.case, answer.due) == (3, ctx.calendar.add_workdays(DAY, 2))


def test_an_answer_is_not_due_before_it_came(ctx: Context) -> None:
    assert 3 not in [line.case for line in due(ctx, DAY - timedelta(days=1))]
