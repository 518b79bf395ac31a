"""What the window reads: rows, counters, one case in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.due import is_counted
from rhs_desktop.domain.cases.steps import Queue, Step, StepKind
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.services.cases import case_list, undo
from rhs_desktop.services.context import Context
from tests import builders

DAY = builders.MONDAY


@pytest.fixture
def ctx(tmp_path: Path, desk: builders.Desk) -> Iterator[Context]:
    with builders.opened(tmp_path, desk) as context:
        builders.filled(context, 4)
        yield context


def test_rows_of_one_round_of_all_and_of_some_cases(ctx: Context) -> None:
    other = builders.add_round(ctx, "2027")
    builders.import_people(ctx, other, [builders.details(0), builders.details(9)])
    assert sorted(row.case for row in case_list.load_rows(ctx)) == [1, 2, 3, 4, 5, 6]
    assert sorted(row.case for row in case_list.load_rows(ctx, other)) == [5, 6]
    assert case_list.load_some(ctx, [6, 2, 99]) == [row for row in case_list.load_rows(ctx) if row.case in (2, 6)]
    assert [round_.name for round_ in case_list.rounds(ctx)] == ["2027", "2026, 40 och 50 år"]


def test_rows_sort_in_swedish(ctx: Context) -> None:
    builders.import_people(ctx, 1, [builders.details(number) for number in range(0, 100, 10)])
    families = [row.name.split(" ", 1)[1] for row in sorted(case_list.load_rows(ctx), key=lambda row: row.sort)]
    assert families == [
        *("Ek", "Ek", "Ek", "Ek", "Lindqvist-Ek", "Müller", "Nilsson", "von Essen", "Zackrisson"),
        *("Å", "Åberg", "Ärlig", "Öberg"),
    ]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(ev.Noted(on=DAY, text="x"), "2026-11-09 09:30", id="recorded the same day: the time of entry"),
        pytest.param(ev.Noted(on=DAY, at=time(14, 33), text="x"), "2026-11-09 14:33", id="its own time"),
        pytest.param(ev.Noted(on=DAY + timedelta(days=3), text="x"), "2026-11-12", id="of another day: no time"),
        pytest.param(ev.Noted(on=DAY - timedelta(days=3), text="x"), "2026-11-09 09:00", id="older than the latest"),
    ],
)
def test_when_something_happened_last(ctx: Context, desk: builders.Desk, event: ev.Event, expected: str) -> None:
    desk.tick(minutes=30)
    builders.happened(ctx, 1, event)
    (row,) = case_list.load_some(ctx, [1])
    assert row.updated == expected


def test_counters(ctx: Context) -> None:
    builders.happened(ctx, 1, builders.checked_in_cosmic(), builders.invited(DAY - timedelta(days=20)))
    builders.happened(ctx, 2, builders.checked_in_cosmic(), builders.invited())
    builders.happened(ctx, 3, builders.checked_in_cosmic())
    rows = case_list.load_rows(ctx)

    def counted(day: date) -> Counter[Queue | None]:
        return Counter(row.queue for row in rows if is_counted(row.queue, row.due, day))

    assert counted(DAY) == {Queue.REMIND: 1, Queue.INVITE: 1, Queue.CHECK: 1}
    assert counted(DAY + timedelta(days=20))[Queue.REMIND] == 2


class TestOneCase:
    def test_in_full(self, ctx: Context) -> None:
        builders.happened(ctx, 2, builders.checked_in_cosmic())
        view = case_list.case_view(ctx, 2)
        assert (view.case, view.round, view.profile, view.position) == (2, 1, "rhs-004", 2)
        assert view.resident.details == builders.details(1)
        assert isinstance(view.step, Step)
        assert view.step.kind is StepKind.INVITE
        assert [type(entry.record.event) for entry in view.timeline] == [ev.Listed, ev.CosmicChecked]
        assert view.own_columns[0] == ("Personnummer", builders.identity(1).dashed)

    def test_unknown(self, ctx: Context) -> None:
        with pytest.raises(HistoryRefused) as refused:
            case_list.case_view(ctx, 99)
        assert refused.value.code == "unknown_case"

    def test_whose_list_was_undone(self, ctx: Context) -> None:
        undo.undo(ctx, 2)
        view = case_list.case_view(ctx, 1)
        assert view.step is None
        assert view.own_columns == ()
        (entry,) = view.timeline
        assert entry.taken_back is not None

    def test_whose_manual_is_gone(self, ctx: Context) -> None:
        assert case_list.case_view(replace(ctx, profiles=MappingProxyType({})), 1).step is None

    def test_a_withdrawal_that_was_withdrawn_is_not_told(self, ctx: Context) -> None:
        done = builders.happened(ctx, 1, builders.checked_in_cosmic())
        undo.undo(ctx, done.act)
        undo.redo(ctx, done.act)
        undo.undo(ctx, done.act)
        entries = case_list.case_view(ctx, 1).timeline
        assert [entry.taken_back is not None for entry in entries] == [False, True]


def test_a_row_is_of_the_day(ctx: Context, desk: builders.Desk) -> None:
    builders.happened(ctx, 1, builders.invited())
    desk.now = desk.now.replace(year=2027)
    (row,) = case_list.load_some(ctx, [1])
    assert (row.status, row.due) == ("closed", date(2026, 12, 10))
    desk.now = builders.Desk().now
    (row,) = case_list.load_some(ctx, [1])
    assert row.status == "unread"
