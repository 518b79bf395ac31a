"""Our own files that come back: which columns are ours, and that nobody else's are taken for them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rhs_desktop.domain.checklists import (
    CHECKLIST_HEADINGS,
    CHECKLIST_MARK,
    ERROR_HEADINGS,
    Cell,
    ListFile,
    Ours,
    Sheet,
    without_ours,
)
from rhs_desktop.domain.checklists.exported_files import CONTACT_HEADINGS
from tests.lists import sheet_of

OURS = CHECKLIST_HEADINGS
WIDE = tuple(f"x{turn}" for turn in range(len(OURS)))
SAYS = ("x2", "x3")
"""Under CONTACT_HEADINGS."""
ABOUT = sheet_of([f"{CHECKLIST_MARK} 2026-11-09, 2 invånare."], name="Om listan")


def read(*rows: Sequence[Cell], about: bool = False, hidden: frozenset[int] = frozenset()) -> Sheet:
    sheet = Sheet.of("Checklista", rows, hidden_columns=hidden)
    return without_ours(ListFile("xlsx", "", (sheet, ABOUT) if about else (sheet,))).sheets[0]


@pytest.mark.parametrize("about", [True, False])
def test_of_the_checklist_s_columns_only_the_invitation_stays(about: bool) -> None:
    sheet = read(("Personnummer", "Namn", *OURS), ("1", "Ek", *WIDE), about=about)
    assert sheet.ours == Ours.CHECKLIST
    assert list(sheet.rows) == [["Personnummer", "Namn", *CONTACT_HEADINGS], ["1", "Ek", *SAYS]]


def test_what_the_list_s_own_columns_say_of_the_invitation_comes_before_ours() -> None:
    sheet = read(("Personnummer", "Inbjuden", *OURS), ("1", "3/11", *WIDE))
    assert list(sheet.rows) == [["Personnummer", "Inbjuden", CONTACT_HEADINGS[1]], ["1", "3/11", SAYS[1]]]


def test_the_error_list_s_columns_are_left_out() -> None:
    sheet = read(("Personnummer", "Namn", *ERROR_HEADINGS), ("1", "Ek", 5, "Fel", "Gör"))
    assert (sheet.ours, list(sheet.rows[1])) == (Ours.ERRORS, ["1", "Ek"])


@pytest.mark.parametrize(
    ("head", "ours"),
    [
        pytest.param(
            ("Personnummer", "Status", "Inbjudningssätt", "Utfall", "Hanterare"), "", id="a clinic's own list"
        ),
        pytest.param(("Personnummer", *OURS[:-1]), "", id="not all of ours, and no word of it"),
        pytest.param(("Personnummer", *reversed(OURS)), "", id="in another order"),
        pytest.param((*OURS, "Personnummer"), "", id="not at the end"),
        pytest.param(("Personnummer", "Rad", "Fel"), "", id="two of three"),
    ],
)
def test_what_is_not_ours(head: Sequence[str], ours: str) -> None:
    sheet = read(head, ["1"] * len(head))
    assert (sheet.ours, list(sheet.rows[0])) == (ours, list(head))


def test_a_marked_file_may_have_lost_columns_and_changed_their_order() -> None:
    head = ("Senast", "Personnummer", "Utfall", "Status", "Namn", "Hanterare", "Omgång")
    sheet = read(head, tuple(range(7)), about=True)
    assert [list(row) for row in sheet.rows] == [["Personnummer", "Namn"], [1, 4]]


def test_of_two_columns_with_one_heading_the_later_is_ours() -> None:
    sheet = read(("Status", "Personnummer", *OURS), ("egen", "1", *WIDE), about=True)
    assert [list(row) for row in sheet.rows] == [["Status", "Personnummer", *CONTACT_HEADINGS], ["egen", "1", *SAYS]]


def test_our_number_stands_in_where_the_list_s_own_is_empty() -> None:
    sheet = read(("Pnr", "Personnummer", *OURS), ("", "", "19560113-2334", *WIDE[1:]), ("", "", *[""] * len(OURS)))
    assert [list(row) for row in sheet.rows[1:]] == [["", "19560113-2334", *SAYS], [""] * 4]


def test_our_number_stays_where_the_list_has_none() -> None:
    sheet = read(("Kod", *OURS), ("a", "19560113-2334", *WIDE[1:]))
    assert [list(row) for row in sheet.rows] == [["Kod", "Personnr", *CONTACT_HEADINGS], ["a", "19560113-2334", *SAYS]]


def test_hidden_columns_are_still_the_same() -> None:
    sheet = read(("Namn", *OURS[:3], "Pnr", *OURS[3:]), ["x"] * 13, about=True, hidden=frozenset({0, 2, 4}))
    assert (list(sheet.rows[0]), sheet.hidden_columns) == (
        ["Namn", "Datum inbjudan skickad", "Pnr", "Inbjudningssätt"],
        frozenset({0, 2}),
    )


def test_any_other_list_is_left_alone() -> None:
    sheet = sheet_of(("Personnummer", "Namn"), ("1", "Ek"))
    assert without_ours(ListFile("xlsx", "", (sheet,))).sheets == (sheet,)
