"""Which rows show, and in which order: against the plainest way to say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.swedish import terms
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.ui.case_list.columns import BY_KEY, COLUMNS
from rhs_desktop.ui.case_list.sort_and_filter import TableIndex
from tests.ui.rows import case_row

NAMES = ("Karin Ek", "Karin Åberg", "Åke Ek", "Örjan Berg", "Ulla Ekström", "Karina Eklund")


def people() -> list[CaseRow]:
    return [case_row(case, name=name) for case, name in enumerate(NAMES, start=1)]


def shown(index: TableIndex) -> list[str]:
    return [index.rows[place].name for place in index.shown]


def index_of(rows: list[CaseRow]) -> TableIndex:
    index = TableIndex()
    index.load(rows)
    return index


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("", list(NAMES), id="empty"),
        pytest.param("  ", list(NAMES), id="spaces"),
        pytest.param("ek", ["Karin Ek", "Åke Ek", "Ulla Ekström", "Karina Eklund"], id="anywhere"),
        pytest.param("EK KAR", ["Karin Ek", "Karina Eklund"], id="words in any order"),
        pytest.param("åke", ["Åke Ek"], id="å is å"),
        pytest.param("ake", ["Åke Ek"], id="a finds å"),
        pytest.param("ö", ["Örjan Berg", "Ulla Ekström"], id="ö"),
        pytest.param("19760203-2380", ["Karin Ek", "Karina Eklund"], id="number with a hyphen"),
        pytest.param("197602032380", ["Karin Ek", "Karina Eklund"], id="number without"),
        pytest.param("nobody", [], id="no hit"),
    ],
)
def test_search(query: str, found: list[str]) -> None:
    index = index_of(people())
    index.search(query)
    assert shown(index) == found


def test_search_looks_in_all_rows_and_leaves_the_filter_alone() -> None:
    index = index_of(people())
    index.narrow([lambda row: row.name.startswith("Åke")])
    index.search("karin")
    assert shown(index) == ["Karin Ek", "Karin Åberg", "Karina Eklund"]
    assert index.searching
    index.search("")
    assert shown(index) == ["Åke Ek"]
    assert not index.searching


def test_the_resident_filter_is_a_filter() -> None:
    index = index_of(people())
    index.narrow([], "ek")
    index.narrow([lambda row: row.case > 1], "kar ek")
    assert shown(index) == ["Karina Eklund"]


def test_order_is_swedish_and_stable() -> None:
    index = index_of(people())
    index.sort(COLUMNS[BY_KEY["name"]].sort)
    assert shown(index) == ["Örjan Berg", "Karin Ek", "Åke Ek", "Karina Eklund", "Ulla Ekström", "Karin Åberg"]
    index.sort(COLUMNS[BY_KEY["status"]].sort)
    assert shown(index)[0] == "Örjan Berg"
    index.sort(COLUMNS[BY_KEY["name"]].sort, descending=True)
    assert shown(index)[0] == "Karin Åberg"


def test_search_keeps_the_order() -> None:
    index = index_of(people())
    index.sort(COLUMNS[BY_KEY["name"]].sort, descending=True)
    index.search("ek")
    assert shown(index) == ["Ulla Ekström", "Karina Eklund", "Åke Ek", "Karin Ek"]


def test_replaced_rows_stay_where_they_are_until_the_list_is_refreshed() -> None:
    index = index_of(people())
    index.narrow([lambda row: row.queue == "remind"])
    changed = index.replace([case_row(2, name="Karin Åberg", queue=""), case_row(1, name="Karin Ek")])
    assert changed == [1]
    assert shown(index) == list(NAMES)
    assert index.stale() == 1
    index.refresh()
    assert "Karin Åberg" not in shown(index)
    assert index.stale() == 0


def test_new_values_count_for_the_words_typed_next() -> None:
    index = index_of(people())
    index.narrow([lambda row: row.queue == "remind"], "kar")
    index.search("kar")
    index.replace([case_row(3, name="Karin Ny"), case_row(2, name="Karin Åberg", queue="")])
    assert shown(index) == ["Karin Ek", "Karin Åberg", "Karina Eklund"]
    index.search("kari")
    assert shown(index) == ["Karin Ek", "Karin Åberg", "Karin Ny", "Karina Eklund"]
    index.search("")
    index.look_for("kari")
    assert shown(index) == ["Karin Ek", "Karin Ny", "Karina Eklund"]


def test_a_row_that_is_not_there_is_not_put_in() -> None:
    index = index_of(people())
    assert index.replace([case_row(99)]) == []
    assert not index.holds(99)
    assert index.lines([3, 99]) == {3: 2}


def test_the_same_search_after_new_names() -> None:
    index = index_of(people())
    index.search("karin")
    index.replace([case_row(3, name="Karin Ny")])
    index.refresh()
    assert "Karin Ny" in shown(index)


KEYS: list[Callable[[CaseRow], object]] = [column.sort for column in COLUMNS]


@given(
    names=st.lists(st.sampled_from(NAMES), max_size=12),
    queries=st.lists(st.text("karinåeö 19", max_size=6), min_size=1, max_size=6),
    column=st.integers(0, len(KEYS) - 1),
    descending=st.booleans(),
)
def test_whatever_is_typed_after_one_another_it_is_as_if_typed_at_once(
    names: list[str], queries: list[str], column: int, descending: bool
) -> None:
    rows = [case_row(case, name=name) for case, name in enumerate(names)]
    index = index_of(rows)
    index.sort(KEYS[column], descending=descending)
    for query in queries:
        index.search(query)
    words = terms(queries[-1])
    plain = sorted(rows, key=KEYS[column], reverse=descending)  # type: ignore[arg-type]
    assert [index.rows[place] for place in index.shown] == [
        row for row in plain if all(word in row.key for word in words)
    ]


TESTS: list[list[Callable[[CaseRow], bool]]] = [
    [],
    [lambda row: row.case % 2 == 0],
    [lambda row: row.case > 2, lambda row: "Ek" in row.name],
]
TYPED = st.text("karinåeö 19", max_size=5)


@given(
    names=st.lists(st.sampled_from(NAMES), max_size=12),
    acts=st.lists(
        st.one_of(
            st.tuples(st.just("search"), TYPED),
            st.tuples(st.just("look_for"), TYPED),
            st.tuples(st.just("narrow"), st.sampled_from(TESTS)),
            st.tuples(st.just("sort"), st.sampled_from(KEYS)),
            st.tuples(st.just("rename"), st.sampled_from(NAMES)),
        ),
        max_size=12,
    ),
)
def test_filter_resident_search_and_order_one_after_another(names: list[str], acts: list[tuple[str, Any]]) -> None:
    rows = [case_row(case, name=name) for case, name in enumerate(names)]
    index = index_of(rows)
    tests, resident, query = TESTS[0], "", ""
    order: Callable[[CaseRow], Any] = lambda row: 0  # noqa: E731
    for act, value in acts:
        match act:
            case "search":
                query = value
                index.search(value)
            case "look_for":
                resident = value
                index.look_for(value)
            case "narrow":
                tests = value
                index.narrow(value, resident)
            case "sort":
                order = value
                rows.sort(key=order)
                index.sort(order)
            case _:
                rows[:1] = [case_row(row.case, name=value) for row in rows[:1]]
                index.replace(rows[:1])
                index.refresh()
                rows.sort(key=order)
        words = terms(query) or terms(resident)
        asked = [] if terms(query) else tests
        expected = [row for row in rows if all(t(row) for t in asked) and all(word in row.key for word in words)]
        assert [index.rows[place] for place in index.shown] == expected
