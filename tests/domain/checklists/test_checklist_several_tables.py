"""Several tables in one sheet, and a personnummer in two columns, as tables of cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.checklists import Cell, CellError, IgnoredBecause, ListField, in_one_order, propose_mapping
from rhs_desktop.domain.checklists.split_identity import joined
from rhs_desktop.domain.errors import Cancelled
from tests.builders import official_numbers
from tests.lists import TODAY, accounted_for, checked, dashed, sheet_of

A, B, C = map(dashed, official_numbers()[:3])


@pytest.mark.parametrize(
    ("first", "later", "row", "laid_out"),
    [
        pytest.param(["Personnummer", "Namn"], ["Namn", "Personnummer"], ["Ek", A], [A, "Ek"], id="turned round"),
        pytest.param(["Personnummer", "Namn"], ["Namn", "Persnr"], ["Ek", A], [A, "Ek"], id="other words"),
        pytest.param(
            ["Personnummer", "Namn"], ["Namn", "Pnr", "Ort"], ["Ek", A, "X"], [A, "Ek", "", "X"], id="one more"
        ),
        pytest.param(
            ["Personnummer", "Namn", "Ort"], ["Namn", "Personnummer"], ["Ek", A], [A, "Ek", ""], id="one less"
        ),
        pytest.param(
            ["Personnummer", "Namn", "", "Telefon"],
            ["", "Personnummer", "Telefon", "Namn"],
            ["x", A, "070", "Ek"],
            [A, "Ek", "", "070", "x"],
            id="a column without a heading",
        ),
        pytest.param(
            ["Personnummer", "Telefon", "Telefon"],
            ["Telefon", "Telefon", "Personnummer"],
            ["1", "2", A],
            [A, "1", "2"],
            id="one heading twice",
        ),
        pytest.param(
            ["Personnummer", "Namn", "Telefon"],
            ["Mobil", "Namn", "Personnummer"],
            ["070", "Ek", A],
            [A, "Ek", "", "070"],
            id="many may mean a telephone",
        ),
        pytest.param(
            ["Personnummer", "Namn"], ["", "", "Namn", "Personnummer"], ["", "", "Ek", A], [A, "Ek"], id="aside"
        ),
        pytest.param(
            ["Nr", "Personnummer", "Namn", "Ort"],
            ["Namn", "Personnummer", "", ""],
            ["Ek", A, "", ""],
            ["", A, "Ek", ""],
            id="narrower, and empty beside",
        ),
    ],
)
def test_a_later_table_is_laid_out_like_the_first(
    first: list[Cell], later: list[Cell], row: list[Cell], laid_out: list[Cell]
) -> None:
    sheet = in_one_order(sheet_of(first, [B, *[""] * (len(first) - 1)], [], later, row))
    assert list(sheet.rows[4])[: len(laid_out)] == laid_out
    assert not any(sheet.rows[4][len(laid_out) :])
    assert sheet.width == max(len(laid_out), len(first), len(later))
    assert [len(row) for row in sheet.rows] == [sheet.width] * 5


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Personnummer", "Namn"], [A, "Ek"]], id="one table"),
        pytest.param([[A, "Ek"], [B, "Holm"]], id="no headings"),
        pytest.param([["Personnummer", "Namn"], ["", "Personnummer saknas"], [A, "Namn"]], id="words among the rows"),
        pytest.param([["Personnummer", "Namn"], [A, "Ek"], [CellError("#N/A"), "Personnummer"]], id="an error"),
    ],
)
def test_what_is_left_alone(rows: list[list[Cell]]) -> None:
    sheet = sheet_of(*rows)
    assert in_one_order(sheet).rows == sheet.rows


def test_each_table_counts_from_its_own_headings() -> None:
    sheet = in_one_order(
        sheet_of(
            ["Namn", "Personnummer"],
            ["Ek", A],
            ["Personnummer", "Namn"],
            [B, "Holm"],
            ["Namn", "Personnummer"],
            ["Ås", C],
        )
    )
    assert [row[0] for row in sheet.rows[1::2]] == ["Ek", "Holm", "Ås"]


def test_asked_whether_to_stop() -> None:
    rows = [["Personnummer", "Namn"], *[[A, "Ek"]] * 9_000]
    with pytest.raises(Cancelled):
        in_one_order(sheet_of(*rows), lambda: True)


CELLS = st.sampled_from(["", "Personnummer", "Namn", "Ort", "Telefon", A, "Ek"])
WORDS = ("Personnummer", "Namn", "Ort", "Telefon")


@given(st.lists(st.lists(CELLS, max_size=5), max_size=9))
def test_no_cell_is_lost(rows: list[list[str]]) -> None:
    """Headings come anew, as the first table writes them; all else is still there."""
    before, after = sheet_of(*rows), in_one_order(sheet_of(*rows))
    assert len(after.rows) == len(before.rows)
    for old, new in zip(before.rows, after.rows, strict=True):
        assert not Counter(cell for cell in old if cell not in WORDS and cell != "") - Counter(new)


def test_titles_between_tables_are_told_and_a_person_is_never_one() -> None:
    done = checked(
        ["Personnummer", "Namn"],
        [A, "Ek"],
        [],
        ["Män"],
        ["Personnummer", "Namn"],
        [B, "Holm"],
        ["", "Ås"],
        ["Personnummer", "Namn"],
    )
    assert {one.row: one.because for one in done.ignored if one.because is IgnoredBecause.TITLE} == {
        4: IgnoredBecause.TITLE
    }
    assert [one.row for one in done.set_aside] == [7]
    assert accounted_for(done)


@pytest.mark.parametrize(
    ("first", "last", "together"),
    [
        pytest.param("19560113", "2334", "19560113-2334", id="text"),
        pytest.param(19560113, 2334.0, "19560113-2334", id="numbers"),
        pytest.param("560113", "2334", "560113-2334", id="six digits"),
        pytest.param(70113, 34, "070113-0034", id="lost zeros"),
        pytest.param(date(1956, 1, 13), "2334", "19560113-2334", id="a date"),
        pytest.param(datetime(1956, 1, 13), 34, "19560113-0034", id="a moment"),
        pytest.param(20467, "2334", "19560113-2334", id="a date as Excel counts days"),
        pytest.param(20467.0, 2334, "19560113-2334", id="and as a float"),
        pytest.param("1956-01-13", "-2334", "19560113-2334", id="a sign with the last"),
        pytest.param("560113+", "2334", "560113+2334", id="a sign with the first"),
        pytest.param("560113", "+ 2334", "560113+2334", id="a plus"),
        pytest.param("19560113-2334", "2334", "19560113-2334", id="already whole"),
        pytest.param("19560113", "", "19560113", id="nothing last"),
        pytest.param("", "2334", "2334", id="nothing first"),
        pytest.param("?", "2334", "?-2334", id="nonsense"),
        pytest.param("19560113", CellError("#N/A"), CellError("#N/A"), id="an error last"),
        pytest.param(CellError("#REF!"), "2334", CellError("#REF!"), id="an error first"),
    ],
)
def test_joined(first: Cell, last: Cell, together: Cell) -> None:
    assert joined(first, last) == together


NUMBERS = official_numbers()[:6]


@pytest.mark.parametrize(
    ("headings", "row", "fields"),
    [
        pytest.param(("Född", "Fyra sista"), lambda n: (n[:8], n[8:]), ("identity", "last_four"), id="by words"),
        pytest.param(("Personnummer", ""), lambda n: (n[:8], n[8:]), ("identity", "last_four"), id="no second heading"),
        pytest.param(("Född", "Personnummer"), lambda n: (n[:8], n[8:]), ("identity", "last_four"), id="named last"),
        pytest.param(("4 sista", "Född"), lambda n: (n[8:], n[2:8]), ("last_four", "identity"), id="turned round"),
        pytest.param(("Födelsedatum", "Personnummer"), lambda n: (n[:8], n), (None, "identity"), id="whole"),
        pytest.param(("Personnummer", "Fyra sista"), lambda n: (n, n[8:]), ("identity", None), id="whole and the last"),
        pytest.param(("Född", "Dörrkod"), lambda n: (n[:8], "1234"), (None, None), id="another four digits"),
        pytest.param(("Född", "Fyra sista"), lambda n: ("", n[8:]), (None, None), id="only the last"),
    ],
)
def test_which_columns_hold_the_number(
    headings: tuple[str, str], row: Callable[[str], tuple[Cell, Cell]], fields: tuple[str | None, ...]
) -> None:
    sheet = sheet_of((*headings, "Namn"), *[(*row(number), "Ek, Karin") for number in NUMBERS])
    assert propose_mapping(sheet, TODAY).fields[:2] == tuple(field and ListField(field) for field in fields)
