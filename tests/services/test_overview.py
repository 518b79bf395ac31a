"""What the window reads: rows, counters, one case in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.pathway import Queue, Step, StepKind
from rhs_desktop.services import overview, undoing
from rhs_desktop.services.workplace import Workplace
from tests import builders

DAY = builders.MONDAY


@pytest.fixture
def w(tmp_path: Path, desk: builders.Desk) -> Iterator[Workplace]:
    with builders.opened(tmp_path, desk) as workplace:
        builders.filled(workplace, 4)
        yield workplace


def test_rows_of_one_round_of_all_and_of_some_cases(w: Workplace) -> None:
    other = builders.add_round(w, "2027")
    builders.import_people(w, other, [builders.details(0), builders.details(9)])
    assert sorted(row.case for row in overview.load_rows(w)) == [1, 2, 3, 4, 5, 6]
    assert sorted(row.case for row in overview.load_rows(w, other)) == [5, 6]
    assert overview.load_some(w, [6, 2, 99]) == [row for row in overview.load_rows(w) if row.case in (2, 6)]
    assert [round_.name for round_ in overview.rounds(w)] == ["2027", "2026, 40 och 50 år"]


def test_rows_sort_in_swedish(w: Workplace) -> None:
    builders.import_people(w, 1, [builders.details(number) for number in range(0, 100, 10)])
    families = [row.name.split(" ", 1)[1] for row in sorted(overview.load_rows(w), key=lambda row: row.sort)]
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
def test_when_something_happened_last(w: Workplace, desk: builders.Desk, event: ev.Event, expected: str) -> None:
    desk.tick(minutes=30)
    builders.happened(w, 1, event)
    (row,) = overview.load_some(w, [1])
    assert row.updated == expected


def test_counters(w: Workplace) -> None:
    builders.happened(w, 1, builders.checked_in_cosmic(), builders.invited(DAY - timedelta(days=20)))
    builders.happened(w, 2, builders.checked_in_cosmic(), builders.invited())
    builders.happened(w, 3, builders.checked_in_cosmic())
    rows = overview.load_rows(w)
    assert overview.counts(rows, DAY) == {Queue.REMIND: 1, Queue.INVITE: 1, Queue.CHECK: 1}
    assert overview.counts(rows, DAY + timedelta(days=20))[Queue.REMIND] == 2


class TestOneCase:
    def test_in_full(self, w: Workplace) -> None:
        builders.happened(w, 2, builders.checked_in_cosmic())
        view = overview.case_view(w, 2)
        assert (view.case, view.round, view.profile, view.position) == (2, 1, "rhs-004", 2)
        assert view.resident.details == builders.details(1)
        assert isinstance(view.step, Step)
        assert view.step.kind is StepKind.INVITE
        assert [type(entry.record.event) for entry in view.timeline] == [ev.Listed, ev.CosmicChecked]
        assert view.own_columns[0] == ("Personnummer", builders.identity(1).dashed)

    def test_unknown(self, w: Workplace) -> None:
        with pytest.raises(HistoryRefused) as refused:
            overview.case_view(w, 99)
        assert refused.value.code == "unknown_case"

    def test_whose_list_was_undone(self, w: Workplace) -> None:
        undoing.undo(w, 2)
        view = overview.case_view(w, 1)
        assert view.step is None
        assert view.own_columns == ()
        (entry,) = view.timeline
        assert entry.taken_back is not None

    def test_whose_manual_is_gone(self, w: Workplace) -> None:
        assert overview.case_view(replace(w, profiles=MappingProxyType({})), 1).step is None

    def test_a_withdrawal_that_was_withdrawn_is_not_told(self, w: Workplace) -> None:
        done = builders.happened(w, 1, builders.checked_in_cosmic())
        undoing.undo(w, done.act)
        undoing.redo(w, done.act)
        undoing.undo(w, done.act)
        entries = overview.case_view(w, 1).timeline
        assert [entry.taken_back is not None for entry in entries] == [False, True]


def test_a_row_is_of_the_day(w: Workplace, desk: builders.Desk) -> None:
    builders.happened(w, 1, builders.invited())
    desk.now = desk.now.replace(year=2027)
    (row,) = overview.load_some(w, [1])
    assert (row.status, row.due) == ("closed", date(2026, 12, 9))
    desk.now = builders.Desk().now
    (row,) = overview.load_some(w, [1])
    assert row.status == "unread"
