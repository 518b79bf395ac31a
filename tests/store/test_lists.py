"""Rows of lists as JSON."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from rhs_desktop.domain.checklists import Cell, CellError
from rhs_desktop.store.imports import cells_from, cells_to

TEXTS = st.lists(st.text(max_size=12), max_size=8)
DURATIONS = st.timedeltas(timedelta(days=-1000), timedelta(days=1000))
"""A sheet's hours; of centuries the seconds would not keep every microsecond."""
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.text(max_size=8), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.times(), DURATIONS
)


@given(TEXTS)
@example(['a "quoted" \\ å', "\n\x00\x7f\u2028", "😀"])
def test_a_row_of_texts_is_as_the_encoder_writes_it(cells: list[str]) -> None:
    assert cells_to(cells) == json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


@given(st.lists(CELLS, max_size=8))
@example([date(2026, 11, 9), datetime(2026, 11, 9, 9), time(9), timedelta(hours=1), CellError("#SAKNAS!"), 1.5, ""])
def test_a_row_comes_back_as_it_stood(cells: list[Cell]) -> None:
    back = cells_from(cells_to(cells))
    assert [(type(cell), cell) for cell in back] == [(type(cell), cell) for cell in cells]
