"""Names and numbers in one cell, as tables of cases."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.checklists import Cell, ListField, RowRules, check, propose_mapping
from rhs_desktop.domain.checklists.number_in_text import numbers_apart
from rhs_desktop.domain.errors import Cancelled
from tests.builders import official_numbers
from tests.exploring import examples
from tests.lists import TODAY, accounted_for, dashed, sheet_of, wrong_check_digit

NUMBERS = official_numbers()[:4]
A, B, C, D = map(dashed, NUMBERS)


@pytest.mark.parametrize(
    ("cell", "name", "number"),
    [
        pytest.param(f"Ek, Karin ({A})", "Ek, Karin", A, id="in brackets"),
        pytest.param(f"{A} Karin Ek", "Karin Ek", A, id="number first"),
        pytest.param(f"Karin Ek {A[2:]}", "Karin Ek", A[2:], id="ten digits"),
        pytest.param(f"Karin Ek {NUMBERS[0]}", "Karin Ek", NUMBERS[0], id="without a sign"),
        pytest.param(f"12. {A} Karin Ek", "Karin Ek", A, id="numbered"),
        pytest.param(f"• {A}", "", A, id="a bullet"),
        pytest.param(f"Karin Ek, pnr: {A}, Ekeby", "Karin Ek Ekeby", A, id="in the middle"),
        pytest.param(A, "", A, id="alone among others"),
        pytest.param("Karin Ek", "Karin Ek", "", id="no number"),
        pytest.param(f"Ek {C} och {D}", f"Ek {C} och {D}", f"Ek {C} och {D}", id="two"),
        pytest.param(f"Ek {wrong_check_digit(NUMBERS[2])}", "Ek", wrong_check_digit(NUMBERS[2]), id="a slip"),
    ],
)
def test_the_number_gets_a_cell_of_its_own(cell: str, name: str, number: str) -> None:
    sheet = numbers_apart(sheet_of(["Patient", "Ort"], [f"Holm ({B})", "X"], [f"Ås {D}", "Y"], [cell, "Z"]))
    assert list(sheet.rows[0]) == ["Patient", "Ort", "Personnummer"]
    assert list(sheet.rows[1]) == ["Holm", "X", B]
    assert list(sheet.rows[3]) == [name, "Z", number]


def test_people_with_names_come_of_it() -> None:
    people = [[f"Ek, Karin ({A})"], [f"Öst, Ida ({B})"], ["Holm, Per"]]
    sheet = numbers_apart(sheet_of(["Lista"], [], ["Patient"], *people, ["Totalt", "3 st"]))
    done = check(sheet, propose_mapping(sheet, TODAY), RowRules(TODAY))
    assert [(one.row, one.details.name.display, one.details.identity.dashed) for one in done.ready] == [
        (4, "Karin Ek", A),
        (5, "Ida Öst", B),
    ]
    assert [(one.row, one.problems[0].code) for one in done.set_aside] == [(6, "empty")]
    assert accounted_for(done)


@pytest.mark.parametrize(
    ("headings", "added"),
    [
        pytest.param(["Personnummer"], "Namn", id="nothing else has a name"),
        pytest.param(["Personnummer", "Namn"], "Övrigt", id="the name stands elsewhere"),
    ],
)
def test_under_the_heading_of_numbers_the_number_stays(headings: list[Cell], added: str) -> None:
    rest: list[Cell] = [""] * (len(headings) - 1)
    sheet = numbers_apart(sheet_of(headings, [f"{A} Karin Ek", *rest], [f"{B} Per Holm", *rest], [C, *rest]))
    assert [row[0] for row in sheet.rows] == ["Personnummer", A, B, C]
    assert [row[-1] for row in sheet.rows] == [added, "Karin Ek", "Per Holm", ""]
    assert propose_mapping(sheet, TODAY).troubles == ()


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Personnummer", "Anm"], [A, f"gift med {B}"], [C, f"mor till {D}"]], id="numbers of others"),
        pytest.param([["Personnummer", "Namn"], [A, "Ek"], [f"{B} (flytt)", "Holm"], [C, "Ås"]], id="one with a word"),
        pytest.param([["Namn", "Ring"], ["Ek", "070-174 06 05"], ["Holm", "013-10 20 30"]], id="telephones"),
        pytest.param([["Kvinnor", "Män"], [f"Ek {A}", f"Holm {B}"], [f"Ås {C}", f"Öst {D}"]], id="two such columns"),
        pytest.param([["Anm"], [f"se {A}"], ["inget"], ["inget"], ["inget"]], id="a number now and then"),
        pytest.param([["Namn"], ["Ek"]], id="no number"),
        pytest.param([], id="nothing"),
    ],
)
def test_what_is_left_alone(rows: list[list[Cell]]) -> None:
    sheet = sheet_of(*rows)
    assert numbers_apart(sheet) is sheet


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(f"Ek, Karin ({wrong_check_digit(NUMBERS[2])})", id="a slip in the number"),
        pytest.param("Ek, Karin", id="no number"),
        pytest.param(f"Ek, Karin ({C}, {D})", id="two numbers"),
    ],
)
@pytest.mark.parametrize("headings", [["Namn", "Ort"], ["Personnummer", "Ort"], ["Patient", ""]], ids=str)
def test_whose_number_will_not_do_is_no_heading_for_the_others(first: str, headings: list[Cell]) -> None:
    sheet = numbers_apart(sheet_of(headings, [first, "X"], [f"Holm, Per ({A})", "Y"], [f"Ås, Bo ({B})", "Z"]))
    done = check(sheet, propose_mapping(sheet, TODAY), RowRules(TODAY))
    assert [one.details.identity.dashed for one in done.ready] == [A, B]
    assert [one.row for one in done.set_aside] == [2]
    assert accounted_for(done)


def test_a_slip_on_the_first_line_without_headings() -> None:
    slip = f"Ek, Karin ({wrong_check_digit(NUMBERS[2])})"
    sheet = numbers_apart(sheet_of([slip], [f"Holm, Per ({A})"], [f"Ås, Bo ({B})"]))
    done = check(sheet, propose_mapping(sheet, TODAY), RowRules(TODAY))
    assert [one.row for one in done.set_aside] == [1]
    assert [one.row for one in done.ready] == [2, 3]


def test_pasted_lines_without_headings() -> None:
    sheet = numbers_apart(sheet_of([f"{A} Karin Ek"], [f"{B} Per Holm"]))
    mapping = propose_mapping(sheet, TODAY)
    assert mapping.columns(ListField.IDENTITY) == (1,)
    assert [list(row) for row in sheet.rows] == [["Karin Ek", A], ["Per Holm", B]]


def test_a_heading_and_its_number_in_one_cell_are_no_heading() -> None:
    sheet = numbers_apart(sheet_of([f"Patientens personnummer: {A}"], ["Namn: Ek"]))
    done = check(sheet, propose_mapping(sheet, TODAY), RowRules(TODAY))
    assert [one.details.identity.dashed for one in done.ready] == [A]
    assert [one.row for one in done.set_aside] == [2]


def test_headings_that_come_again_are_headings_again() -> None:
    sheet = numbers_apart(sheet_of(["Patient"], [f"Ek {A}"], ["Patient"], [f"Holm {B}"]))
    assert [row[1] for row in sheet.rows] == ["Personnummer", A, "Personnummer", B]


def test_asked_whether_to_stop() -> None:
    with pytest.raises(Cancelled):
        numbers_apart(sheet_of(*[[f"Ek {A}"]] * 9_000), lambda: True)


CELLS = st.sampled_from(
    ["", "Patient", "Personnummer", A, f"Ek ({A})", f"{B} Holm", f"Ås {C}, Öst {D}", "Ek, Karin", "x1"]
)
_SAID = re.compile(r"[^\W_]+")


@examples(200)
@given(st.lists(st.lists(CELLS, max_size=3), max_size=8))
def test_nothing_that_is_said_is_lost(rows: list[list[str]]) -> None:
    before, after = sheet_of(*rows), numbers_apart(sheet_of(*rows))
    assert len(after.rows) == len(before.rows)
    for old, new in zip(before.rows, after.rows, strict=True):
        assert {*_SAID.findall(" ".join(map(str, old)))} <= {*_SAID.findall(" ".join(map(str, new)))}
