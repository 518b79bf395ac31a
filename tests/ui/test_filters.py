"""What each filter lets through, what the counters count, and what an empty list says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.ui.case_list.empty_state import EmptyListAction as Then
from rhs_desktop.ui.case_list.empty_state import reason
from rhs_desktop.ui.case_list.filter import DUE_TODAY, Filter, Span, Tab, conditions
from rhs_desktop.ui.case_list.row_state import state_of
from rhs_desktop.ui.widgets.palette import State
from rhs_desktop.ui.window.queue_counters import SET_ASIDE, counters
from tests.ui.rows import TODAY, case_row, finished_row

LATER = TODAY + timedelta(days=3)
BEFORE = TODAY - timedelta(days=1)


def passes(wanted: Filter, row: CaseRow) -> bool:
    return all(test(row) for test in conditions(wanted, TODAY))


@pytest.mark.parametrize(
    ("wanted", "row", "expected"),
    [
        pytest.param(Filter(), case_row(), True, id="open case"),
        pytest.param(Filter(), finished_row(), False, id="finished case is not to be handled"),
        pytest.param(Filter(tab=Tab.ALL), finished_row(), True, id="all cases"),
        pytest.param(Filter(tab=Tab.ALL, closed=False), finished_row(), False, id="without finished ones"),
        pytest.param(
            Filter(tab=Tab.ALL, closed=False), case_row(status="closed"), False, id="without Avslutat in 1177"
        ),
        pytest.param(Filter(closed=False), case_row(status="closed"), True, id="to handle though Avslutat in 1177"),
        pytest.param(Filter(work="remind"), case_row(), True, id="queue, due"),
        pytest.param(Filter(work="remind"), case_row(due=LATER), False, id="queue, not due yet"),
        pytest.param(Filter(work="call"), case_row(), False, id="another queue"),
        pytest.param(Filter(work="check"), case_row(queue="check", due=LATER), True, id="checklist, whenever"),
        pytest.param(Filter(work=DUE_TODAY), case_row(due=BEFORE), True, id="late is due"),
        pytest.param(Filter(work=DUE_TODAY), case_row(queue="check", due=BEFORE), False, id="checklist is not today's"),
        pytest.param(Filter(status=frozenset({"Fråga till invånare"})), case_row(), True, id="status of 1177"),
        pytest.param(Filter(status=frozenset({"Bokad"})), case_row(), False, id="another status"),
        pytest.param(Filter(span=Span.TODAY), case_row(updated="2026-11-09 00:01"), True, id="today"),
        pytest.param(Filter(span=Span.TODAY), case_row(updated="2026-11-08 23:59"), False, id="yesterday"),
        pytest.param(Filter(span=Span.WEEK), case_row(updated="2026-11-03 08:00"), True, id="seven days"),
        pytest.param(Filter(span=Span.WEEK), case_row(updated="2026-11-02 08:00"), False, id="eight days"),
        pytest.param(
            Filter(span=Span.DAYS, first=date(2026, 10, 28), last=date(2026, 10, 28)), case_row(), True, id="one day"
        ),
        pytest.param(Filter(span=Span.DAYS, last=date(2026, 10, 27)), case_row(), False, id="after the last day"),
        pytest.param(Filter(handler=frozenset({"Anna"})), case_row(handler="Anna"), True, id="handler"),
        pytest.param(Filter(handler=frozenset({""})), case_row(), True, id="nobody's"),
        pytest.param(Filter(handler=frozenset({"Anna"})), case_row(), False, id="not Anna's"),
        pytest.param(Filter(case_type=frozenset({""})), case_row(case_type=""), True, id="not sent"),
    ],
)
def test_filters(wanted: Filter, row: CaseRow, expected: bool) -> None:
    assert passes(wanted, row) is expected


def test_clearing_and_changing_tab() -> None:
    narrowed = Filter(work="call", status=frozenset({"Bokad"}), resident="ek")
    assert narrowed.narrowed
    assert not narrowed.cleared().narrowed
    assert narrowed.on_tab(Tab.ALL).work == ""
    assert narrowed.on_tab(Tab.TO_HANDLE).work == "call"
    assert Filter(tab=Tab.ALL, resident="ek").opened("check") == Filter(work="check")


def test_counters() -> None:
    rows = [
        case_row(1),
        case_row(2, due=BEFORE),
        case_row(3, due=LATER),
        case_row(8, queue="answer", step="handle_answer", due=LATER),
        case_row(4, queue="call", step="call", due=BEFORE),
        case_row(5, queue="check", step="check_cosmic", due=LATER),
        case_row(6, queue="visit", step="hold_visit", due=LATER),
        finished_row(7),
    ]
    lines = {line.code: line for line in counters(rows, TODAY, set_aside=3)}
    assert (lines[DUE_TODAY].count, lines[DUE_TODAY].late) == (4, 2)
    assert (lines["remind"].count, lines["remind"].late) == (2, 1)
    assert lines["answer"].count == 1, "an answer is seen at once"
    assert (lines["check"].count, lines["check"].late) == (1, 0)
    assert lines[SET_ASIDE].count == 3
    assert "visit" not in lines
    assert SET_ASIDE not in {line.code for line in counters(rows, TODAY)}


@pytest.mark.parametrize("queue", Queue, ids=lambda queue: queue.value)
def test_a_counter_says_what_its_list_shows(queue: Queue) -> None:
    rows = [case_row(case, queue=one, due=due) for case, (one, due) in enumerate(
        (one, due) for one in Queue for due in (BEFORE, TODAY, LATER)
    )]  # fmt: skip
    lines = {line.code: line.count for line in counters(rows, TODAY)}
    assert lines[queue] == sum(passes(Filter(work=queue), row) for row in rows) > 0
    assert lines[DUE_TODAY] == sum(passes(Filter(work=DUE_TODAY), row) for row in rows)


@pytest.mark.parametrize(
    ("row", "state"),
    [
        pytest.param(case_row(due=LATER), State.WAITING, id="later"),
        pytest.param(case_row(), State.DUE, id="today"),
        pytest.param(case_row(due=BEFORE), State.LATE, id="late"),
        pytest.param(case_row(queue="answer", due=LATER), State.DUE, id="an answer is seen at once"),
        pytest.param(case_row(queue="check"), State.WAITING, id="the checklist has no today"),
        pytest.param(case_row(queue="check", due=BEFORE), State.LATE, id="the checklist can be late"),
        pytest.param(finished_row(), State.DONE, id="done"),
        pytest.param(finished_row(status="declined"), State.DONE, id="said no"),
        pytest.param(finished_row(status="deceased"), State.EXCLUDED, id="excluded"),
    ],
)
def test_states(row: CaseRow, state: State) -> None:
    assert state_of(row, TODAY) is state


@pytest.mark.parametrize(
    ("total", "wanted", "query", "ready", "title", "way"),
    [
        pytest.param(0, Filter(), "", 0, "Inga ärenden än", Then.IMPORT, id="no list yet"),
        pytest.param(9, Filter(work="call"), "åsa", 0, "Ingen träff på ”åsa”", Then.NOWHERE, id="search"),
        pytest.param(9, Filter(resident="x"), "", 0, "Inget ärende passar filtret", Then.CLEAR, id="filter"),
        pytest.param(9, Filter(work=DUE_TODAY), "", 4, "Allt är gjort för i dag", Then.CHECKLIST, id="more ready"),
        pytest.param(9, Filter(work=DUE_TODAY), "", 0, "Allt är gjort för i dag", Then.EVERYTHING, id="done"),
        pytest.param(9, Filter(work="call"), "", 0, "Ring: inget just nu", Then.EVERYTHING, id="empty queue"),
        pytest.param(
            9, replace(Filter(work="call"), resident="x"), "", 0, "Inget ärende passar filtret", Then.CLEAR,
            id="queue and filter",
        ),
        pytest.param(9, Filter(), "", 0, "Inga ärenden att hantera", Then.IMPORT, id="all finished"),
    ],
)  # fmt: skip
def test_an_empty_list_says_what_to_do(
    total: int, wanted: Filter, query: str, ready: int, title: str, way: Then
) -> None:
    said, text, where = reason(total, wanted, query, ready)
    assert (said, where) == (title, way)
    assert text
