"""Checking whole sheets: each row is ready, set aside or announced, and says why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rhs_desktop.domain.checklists import (
    Cell,
    CellError,
    CheckedList,
    IgnoredBecause,
    ImportableRow,
    ListField,
    RowRules,
    SetAside,
    Sheet,
    check,
    many_stopping,
    propose_mapping,
)
from rhs_desktop.domain.errors import Cancelled
from rhs_desktop.domain.people.resident import Address, Name
from rhs_desktop.domain.recognition.reader import Kind
from rhs_desktop.strings.checklists import importing
from tests.lists import (
    TODAY,
    accounted_for,
    as_coordination,
    checked,
    dashed,
    sheet_of,
    written_variously,
    wrong_check_digit,
)

HEADINGS = ("Personnummer", "Efternamn", "Förnamn", "Telefon", "Adress", "Postnr", "Ort")


@pytest.fixture
def numbers(test_numbers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(dashed, test_numbers[:40]))


def codes(one: ImportableRow | SetAside) -> list[str]:
    return [str(problem.code) for problem in (one.warnings if isinstance(one, ImportableRow) else one.problems)]


def test_a_full_row(numbers: Sequence[str]) -> None:
    done = checked(HEADINGS, [numbers[0], "Ek", "Karin", "070-174 06 05", "Storgatan 1", 58222.0, "Linköping"])
    (ready,) = done.ready
    assert ready.row == 2
    assert ready.details.identity.dashed == numbers[0]
    assert ready.details.name == Name("Karin", "Ek")
    assert ready.details.phones == ("070-174 06 05",)
    assert ready.details.address == Address("", "Storgatan 1", "", "58222", "Linköping")
    assert ready.warnings == ()
    assert done.set_aside == ()


def test_every_way_of_writing_a_number(test_numbers: tuple[str, ...]) -> None:
    rows = [[written_variously(number, turn)] for turn, number in enumerate(test_numbers[:40])]
    done = checked(["Personnummer"], *rows)
    assert [one.details.identity.digits for one in done.ready] == list(test_numbers[:40])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param("", "empty", id="missing"),
        pytest.param(CellError("#REF!"), "identity_error", id="error cell"),
        pytest.param(CellError("=?"), "identity_uncalculated", id="formula without value"),
        pytest.param(date(1976, 1, 1), "birth_date_only", id="date"),
        pytest.param("1,95601E+11", "lost_precision", id="rounded by Excel"),
        pytest.param("19560113-XXXX", "masked", id="masked"),
        pytest.param("Karin", "characters", id="a word"),
        pytest.param(True, "not_text", id="true"),
    ],
)
def test_a_row_is_set_aside_with_its_reason(cell: Cell, code: str, numbers: Sequence[str]) -> None:
    done = checked(["Personnummer", "Namn"], [numbers[0], "Ek"], [cell, "Åberg"])
    (aside,) = done.set_aside
    assert (aside.row, codes(aside), aside.problems[0].column) == (3, [code], 0)
    assert list(aside.cells) == [cell, "Åberg"]


@pytest.mark.parametrize(
    ("row", "because"),
    [
        pytest.param([""], IgnoredBecause.BLANK, id="blank"),
        pytest.param([" ", "\u00a0"], IgnoredBecause.BLANK, id="spaces"),
        pytest.param(["Personnummer", "Namn", "Ort"], IgnoredBecause.HEADINGS, id="headings again"),
        pytest.param(["Antal", "12"], IgnoredBecause.TOTAL, id="total with number"),
        pytest.param(["", "Summa: 12"], IgnoredBecause.TOTAL, id="total in one cell"),
        pytest.param(["Totalt", "15 st"], IgnoredBecause.TOTAL, id="total with a unit"),
        pytest.param(["Totalt antal patienter:", 15.0], IgnoredBecause.TOTAL, id="total in words"),
        pytest.param(["", "Antal: 8 st", 8], IgnoredBecause.TOTAL, id="total, unit and number"),
        pytest.param(["Sida 2 av 3", "", "2026-11-02"], IgnoredBecause.TITLE, id="page and day"),
        pytest.param(["", "Ekeby vårdcentral", "Sid 2 (3)"], IgnoredBecause.TITLE, id="clinic and page"),
        pytest.param(["Page 1/2"], IgnoredBecause.TITLE, id="page in English"),
        pytest.param(["Summa 50 år", "", 12], IgnoredBecause.TOTAL, id="total of a group"),
        pytest.param(["50 år"], IgnoredBecause.TITLE, id="a group by age"),
        pytest.param(["", "50-åringar"], IgnoredBecause.TITLE, id="a group by age, in words"),
        pytest.param(["Kvinnor"], IgnoredBecause.TITLE, id="a group by sex"),
        pytest.param(["", "Män födda 1976"], IgnoredBecause.TITLE, id="a group by sex and year"),
    ],
)
def test_rows_that_are_no_residents_are_announced(
    row: list[Cell], because: IgnoredBecause, numbers: Sequence[str]
) -> None:
    done = checked(["Personnummer", "Namn", "Ort"], [numbers[0], "Ek", "Ekeby"], row, [numbers[1], "Åberg", "Ekeby"])
    assert [(one.row, one.because) for one in done.ignored] == [(1, IgnoredBecause.HEADINGS), (3, because)]
    assert accounted_for(done)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["", "Summa", "Ekeby"], id="total"),
        pytest.param(["", "Sida, Per", "Ekeby"], id="page"),
        pytest.param(["1976", "Ek, Karin", "Sida 2 av 3"], id="beside a page, with some of a number"),
        pytest.param(["19760102", "", "Sida 2 av 3"], id="a birth date beside a page"),
        pytest.param(["", "Man", "Ekeby"], id="a group for a name"),
        pytest.param(["1976"], id="a year alone"),
        pytest.param(["", "Ek, Karin"], id="a name alone"),
    ],
)
def test_somebody_who_looks_like_a_total_or_a_page_is_not_dropped(row: list[Cell], numbers: Sequence[str]) -> None:
    done = checked(["Personnummer", "Namn", "Ort"], [numbers[0], "Ek", "Ekeby"], row)
    assert [one.row for one in done.set_aside] == [3]


def test_titles_are_announced(numbers: Sequence[str]) -> None:
    done = checked(["Lista 2026"], [], ["Personnummer"], [numbers[0]])
    assert [one.because for one in done.ignored] == [
        IgnoredBecause.ABOVE,
        IgnoredBecause.ABOVE,
        IgnoredBecause.HEADINGS,
    ]


def test_duplicates_that_differ_are_named_on_every_row(numbers: Sequence[str]) -> None:
    done = checked(["Personnummer", "Ort"], [numbers[0], "Ekeby"], [numbers[1], "Ekeby"], [numbers[0], "Motala"])
    assert [one.row for one in done.ready] == [3]
    assert [(one.row, codes(one)) for one in done.set_aside] == [(2, ["duplicate"]), (4, ["duplicate"])]
    for aside in done.set_aside:
        assert aside.problems[0].data == {"rows": (2, 4), "columns": (1,)}
        assert aside.details is not None


def test_one_number_written_in_two_ways_is_the_same_but_the_rows_differ(numbers: Sequence[str]) -> None:
    done = checked(["Personnummer", "Ort"], [numbers[0], "Ekeby"], [numbers[0].replace("-", ""), "EKEBY"])
    assert [one.problems[0].data["columns"] for one in done.set_aside] == [(0,), (0,)]


def test_equal_rows_count_once(numbers: Sequence[str]) -> None:
    row = [numbers[0], "Ekeby"]
    done = checked(["Personnummer", "Ort"], row, [numbers[0], " ekeby "], row)
    (ready,) = done.ready
    assert (ready.row, codes(ready)) == (2, ["repeated"])
    assert ready.warnings[0].data["rows"] == (2, 3, 4)
    assert [(one.row, one.because, one.of) for one in done.ignored[1:]] == [
        (3, IgnoredBecause.REPEATED, 2),
        (4, IgnoredBecause.REPEATED, 2),
    ]
    assert accounted_for(done)


def test_dismissing_a_duplicate_frees_the_other(numbers: Sequence[str]) -> None:
    done = checked(["Personnummer", "Ort"], [numbers[0], "Ekeby"], [numbers[0], "Motala"]).dismissed(3)
    assert [one.row for one in done.ready] == [2]
    assert done.set_aside == ()
    assert done.ignored[-1].because is IgnoredBecause.DISMISSED
    assert accounted_for(done)


def test_fixing_in_place_and_the_list_before_as_undo(numbers: Sequence[str]) -> None:
    before = checked(["Personnummer", "Ort"], [wrong_check_digit(numbers[0]), "Ekeby"], [numbers[1], "Ekeby"])
    after = before.replaced(2, 0, numbers[0])
    assert [one.row for one in before.set_aside] == [2]
    assert [one.row for one in after.ready] == [2, 3]
    assert after.ready[0].cells[0] == numbers[0]
    assert after.replaced(2, 1, "Motala").ready[0].details.address.city == "Motala"
    assert accounted_for(after)


def test_a_fix_that_makes_a_duplicate_says_so_on_both(numbers: Sequence[str]) -> None:
    done = checked(["Personnummer", "Ort"], [wrong_check_digit(numbers[0]), "Ekeby"], [numbers[1], "Motala"])
    assert [one.row for one in done.replaced(2, 0, numbers[1]).set_aside] == [2, 3]


def test_a_confirmed_reserve_number(numbers: Sequence[str]) -> None:
    done = checked(["Personnummer", "Namn"], [numbers[0], "Ek"], ["ÖG12AB34CD5".replace("Ö", "O") + "6", "Holm"])
    assert [codes(one) for one in done.set_aside] == [["reserve_unconfirmed"]]
    after = done.with_reserve_accepted(3)
    assert after.set_aside == ()
    assert codes(after.ready[1]) == ["no_login"]


@pytest.mark.parametrize(
    ("heading", "cell", "remarks"),
    [
        pytest.param("Telefon", 701740605.0, ["phone_zero_restored"], id="phone without zero"),
        pytest.param("Telefon", "070 174 06 0", ["phone_incomplete"], id="phone without its last digit"),
        pytest.param("Telefon", "skyddat", ["protected", "phone_none"], id="a number that is protected"),
        pytest.param("Telefon", "okänt", ["phone_none"], id="no number"),
        pytest.param("Postnr", "5822", ["postcode_odd"], id="postcode"),
        pytest.param("Skydd", "Ja", ["protected"], id="protected"),
        pytest.param("Skydd", "se pärm", ["protected_unclear"], id="perhaps protected"),
        pytest.param("Avliden", date(2026, 2, 1), ["deceased"], id="dead"),
        pytest.param("Avliden", "flyttat", ["deceased_unclear"], id="perhaps dead"),
        pytest.param("Gatuadress", "Skyddade personuppgifter", ["protected"], id="protected in the address"),
        pytest.param("Ort", CellError("#N/A"), ["cell_error"], id="error cell"),
        pytest.param("Ort", "Borens\x00berg", ["unreadable_sign"], id="a sign that nobody can read"),
        pytest.param("Ort", "Borensberg\r\n", [], id="the end of a line"),
    ],
)
def test_remarks_on_ready_rows(heading: str, cell: Cell, remarks: list[str], numbers: Sequence[str]) -> None:
    (ready,) = checked(["Personnummer", heading], [numbers[0], cell]).ready
    assert codes(ready) == remarks


def test_a_sign_that_nobody_can_read_is_replaced_in_the_details_and_in_the_row(numbers: Sequence[str]) -> None:
    (ready,) = checked(["Personnummer", "Efternamn", "Anm"], [numbers[0], "E\x00k\ud800", "a\x1fb\tc"]).ready
    assert ready.details.name.family == "E\ufffdk\ufffd"
    assert ready.cells == (numbers[0], "E\ufffdk\ufffd", "a\ufffdb\tc")


def test_protected_and_deceased_reach_the_details(numbers: Sequence[str]) -> None:
    done = checked(["Personnummer", "Skyddad", "Död"], [numbers[0], "X", ""], [numbers[1], "", "2026-02-01"])
    assert [(one.details.protected, one.details.deceased) for one in done.ready] == [(True, False), (False, True)]


def test_age_outside_the_target(numbers: Sequence[str]) -> None:
    year = int(numbers[0][:4])
    assert checked(["Personnummer"], [numbers[0]], birth_years=(year,)).ready[0].warnings == ()
    (ready,) = checked(["Personnummer"], [numbers[0]], birth_years=(year + 1, year + 2)).ready
    assert codes(ready) == ["age_outside_target"]
    assert ready.warnings[0].data == {"age": TODAY.year - year, "years": (year + 1, year + 2)}


def test_the_mobile_comes_first(numbers: Sequence[str]) -> None:
    (ready,) = checked(["Personnummer", "Hemtelefon", "Mobil"], [numbers[0], "013-10 20 30", "070-174 06 05"]).ready
    assert ready.details.phones == ("070-174 06 05", "013-10 20 30")


@pytest.mark.parametrize(
    ("headings", "cells", "address"),
    [
        pytest.param(
            ("Postadress",), ("582 22 Linköping",), Address(postcode="58222", city="Linköping"), id="postcode and city"
        ),
        pytest.param(
            ("Adress1", "Adress2", "Postnr", "Ort"),
            ("c/o Berg", "Storgatan 1", 58222.0, "Linköping"),
            Address("c/o Berg", "Storgatan 1", "", "58222", "Linköping"),
            id="c/o where the street should be",
        ),
        pytest.param(
            ("C/o", "Gatuadress", "Lägenhet", "Postnr", "Ort", "Land"),
            ("Berg", "Karl Johans gate 1", "H0201", "0154", "Oslo", "Norge"),
            Address("c/o Berg", "Karl Johans gate 1", "H0201", "0154", "Oslo", "Norge"),
            id="abroad",
        ),
        pytest.param(
            ("Adress 1", "Adress 2", "Adress 3", "Adress 4"),
            ("Storgatan 1", "c/o Berg", "Uppgång B", "lgh 1201"),
            Address("c/o Berg", "Storgatan 1", "Uppgång B, lgh 1201"),
            id="four columns of address",
        ),
        pytest.param(
            ("Adress1", "Adress2", "Adress3"),
            ("c/o Berg", "Storgatan 1", "lgh 1201"),
            Address("c/o Berg", "Storgatan 1", "lgh 1201"),
            id="c/o, street and apartment",
        ),
        pytest.param(
            ("Adress", "Postnr", "Ort"),
            ("c/o Holm, Storgatan 1 lgh 1102", "582 22", "Linköping"),
            Address("c/o Holm", "Storgatan 1 lgh 1102", "", "58222", "Linköping"),
            id="c/o and street in one cell",
        ),
        pytest.param(
            ("Adress",),
            ("C/O Holm\nStorgatan 1",),
            Address("c/o Holm", "Storgatan 1"),
            id="c/o and street on two lines",
        ),
        pytest.param(("Adress",), ("c/o Holm, Anna",), Address("c/o Holm, Anna"), id="c/o with family and given name"),
        pytest.param(("Adress1", "Adress2"), ("", "Ågatan 2"), Address(street="Ågatan 2"), id="street in the second"),
        pytest.param(
            ("Gatuadress", "Lägenhet"), ("", "lgh 1201"), Address(extra="lgh 1201"), id="an apartment is no street"
        ),
        pytest.param(("Gatuadress", "Land"), ("Storgatan 1", "Sverige"), Address(street="Storgatan 1"), id="Sweden"),
    ],
)
def test_addresses(
    headings: tuple[str, ...], cells: tuple[Cell, ...], address: Address, numbers: Sequence[str]
) -> None:
    (ready,) = checked(["Personnummer", *headings], [numbers[0], *cells]).ready
    assert ready.details.address == address


def test_headings_again_in_a_list_of_one_column(numbers: Sequence[str]) -> None:
    done = checked(["Personnummer"], [numbers[0]], ["Personnummer"], [numbers[1]])
    assert [one.row for one in done.ignored] == [1, 3]


def test_hidden_rows_are_taken_unless_chosen_away(numbers: Sequence[str]) -> None:
    sheet = sheet_of(["Personnummer"], [numbers[0]], [numbers[1]], hidden_rows=frozenset((3,)))
    mapping = propose_mapping(sheet, TODAY)
    assert len(check(sheet, mapping, RowRules(TODAY)).ready) == 2
    left = check(sheet, mapping, RowRules(TODAY), skip_hidden=True)
    assert [one.row for one in left.ready] == [2]
    assert left.ignored[-1].because is IgnoredBecause.HIDDEN


def test_own_columns_leave_out_only_what_is_empty(numbers: Sequence[str]) -> None:
    done = checked(["Personnummer", "", "", "Kod"], [numbers[0], "", "anteckning", ""])
    assert done.own_columns == (0, 2, 3)


def test_one_person_under_two_identities_is_remarked_not_merged(numbers: Sequence[str]) -> None:
    coordination = as_coordination(numbers[0])
    done = checked(
        ["Personnummer", "Namn"], [coordination, "Ek, Karin"], [numbers[0], "Karin Ek"], [numbers[1], "Ek, Karin"]
    )
    assert [codes(one) for one in done.ready] == [["no_login", "same_person"], ["same_person"], []]
    assert done.ready[0].warnings[-1].data["rows"] == (3,)


@pytest.mark.parametrize(("bad", "wrong"), [(3, False), (4, True)])
def test_more_than_three_in_ten_rows_in_trouble(bad: int, wrong: bool, numbers: Sequence[str]) -> None:
    rows = [["fel"]] * bad + [[number] for number in numbers[: 10 - bad]]
    assert checked(["Personnummer"], *rows).looks_wrong is wrong


def test_cancelled(numbers: Sequence[str]) -> None:
    sheet = sheet_of(["Personnummer"], *([[numbers[0]]] * 2000))
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) == 2

    with pytest.raises(Cancelled):
        check(sheet, propose_mapping(sheet, TODAY), RowRules(TODAY), cancelled=cancelled)


def test_a_mapping_with_trouble_is_refused(numbers: Sequence[str]) -> None:
    sheet = sheet_of(["Namn"], ["Ek"])
    with pytest.raises(ValueError, match="no_identity"):
        check(sheet, propose_mapping(sheet, TODAY), RowRules(TODAY))


CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["", "", "Personnummer", "Namn", "Telefon", "Ja", "Summa", "19560113-2334", "195601132334"]),
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(days=-1000), timedelta(days=1000)),
    st.sampled_from([CellError("#REF!"), CellError("=?")]),
)


@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=12), hidden=st.frozensets(st.integers(1, 12)))
def test_any_cells_give_an_outcome_and_no_row_is_lost(rows: list[list[Cell]], hidden: frozenset[int]) -> None:
    sheet = Sheet.of("Lista", rows, hidden_rows=hidden)
    mapping = propose_mapping(sheet, TODAY)
    if any(trouble.code == "no_identity" for trouble in mapping.troubles):
        mapping = mapping.with_field(0, ListField.IDENTITY)
    for trouble in mapping.troubles:
        if trouble.field:
            mapping = mapping.with_field(trouble.columns[0], trouble.field)
    assert {trouble.code for trouble in mapping.troubles} <= {"empty"}
    assume(not mapping.troubles)
    done = check(sheet, mapping, RowRules(TODAY, (1976,)), skip_hidden=True)
    assert accounted_for(done)
    assert done.own_columns is not None
    assume(rows and mapping.fields)
    assert accounted_for(done.replaced(1, 0, "19560113-2334").dismissed(len(rows)))


PAIRS = st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8)


@given(rows=PAIRS, row=st.integers(1, 8), cell=CELLS)
def test_a_fix_gives_the_same_as_checking_the_fixed_list(rows: list[list[Cell]], row: int, cell: Cell) -> None:
    row = min(row, len(rows))
    sheet = sheet_of(["Personnummer", "Namn"], *rows)
    mapping = propose_mapping(sheet_of(["Personnummer", "Namn"]), TODAY)
    fixed = [list(one) for one in rows]
    fixed[row - 1][0] = cell
    once = check(sheet, mapping, RowRules(TODAY)).replaced(row + 1, 0, cell)
    again = check(sheet_of(["Personnummer", "Namn"], *fixed), mapping, RowRules(TODAY))
    assert _shape(once) == _shape(again)


def _shape(done: CheckedList) -> list[tuple[object, ...]]:
    return [
        *((one.row, "ready", *codes(one)) for one in done.ready),
        *((one.row, "aside", *codes(one)) for one in done.set_aside),
        *((one.row, one.because) for one in done.ignored),
    ]


@pytest.mark.parametrize(
    ("note", "protected", "deceased"),
    [
        pytest.param("Skyddade personuppgifter", True, False, id="the words"),
        pytest.param("OBS! Har skyddade personuppgifter, ring inte", True, False, id="among others"),
        pytest.param("SEKRETESSMARKERAD", True, False, id="capitals"),
        pytest.param("skyddad identitet", True, False, id="identity"),
        pytest.param("Avliden", False, True, id="dead"),
        pytest.param("Har inte skyddade personuppgifter", False, False, id="not"),
        pytest.param("Ring ej skyddad identitet", True, False, id="what is denied is the call before it"),
        pytest.param("Ej anträffbar skyddad identitet", True, False, id="what is denied is something before it"),
        pytest.param("Har inte tel, skyddad identitet", True, False, id="what is denied stands before a comma"),
        pytest.param("Skyddad adress - ej brev", True, False, id="what is denied is the letter after it"),
        pytest.param("skyddad identitet ej 1177", True, False, id="what is denied is something after it"),
        pytest.param("Ej sekretess 2019. Nu skyddad identitet", True, False, id="once not, now"),
        pytest.param("Kvarskriven på gamla adressen", True, False, id="the former form of it"),
        pytest.param("Sekretess! Ring inte", True, False, id="one word, then something else"),
        pytest.param("Flyttat 2024, skyddad", True, False, id="something else, then one word"),
        pytest.param("Sekretess: ja", True, False, id="asked and said"),
        pytest.param("Har skyddade uppgifter ring inte", True, False, id="details"),
        pytest.param("Inga skyddade uppgifter.", False, False, id="none"),
        pytest.param("Kontrollerat: ej skyddad identitet", False, False, id="not, after a colon"),
        pytest.param("Patienten har inte längre skyddad identitet", False, False, id="no longer"),
        pytest.param("Sekretessmarkering: nej", False, False, id="no after a colon"),
        pytest.param("Skyddad identitet upphörde 2024", False, False, id="it ended"),
        pytest.param("Sekretess borttagen", False, False, id="taken away"),
        pytest.param("Ej sekretessmarkerad längre", False, False, id="no longer"),
        pytest.param("Skyddade personuppgifter: nej", False, False, id="asked and denied"),
        pytest.param("Har inte längre skyddad identitet", False, False, id="not any more"),
        pytest.param("Arbetar med brandskydd och sekretess", False, False, id="about something else"),
        pytest.param("Sonen avled i mars", False, False, id="about somebody else"),
    ],
)
def test_what_a_note_says_of_protection_or_death_is_not_overlooked(
    note: str, protected: bool, deceased: bool, numbers: Sequence[str]
) -> None:
    """A letter to somebody protected would betray where that person lives."""
    (ready,) = checked(["Personnummer", "Namn", "Anm."], [numbers[0], "Ek", note]).ready
    assert (ready.details.protected, ready.details.deceased) == (protected, deceased)
    assert [(one.code, one.column) for one in ready.warnings] == (
        [("protected", 2)] if protected else [("deceased", 2)] if deceased else []
    )


@pytest.mark.parametrize(
    ("rows", "dead", "asked"), [(20, 11, True), (20, 10, False), (19, 19, False), (24, 14, True), (24, 0, False)]
)
def test_a_list_in_which_more_than_half_stop_contact_is_asked_about(
    rows: int, dead: int, asked: bool, numbers: Sequence[str]
) -> None:
    body = [[number, "Ja" if place < dead else ""] for place, number in enumerate(numbers[:rows])]
    found = many_stopping(checked(["Personnummer", "Avliden"], *body))
    assert (found is not None) is asked
    assert found is None or (found.rows, found.stopping, found.kinds) == (rows, dead, {Kind.DECEASED: dead})


def test_rows_set_aside_and_all_kinds_count_in_the_question(numbers: Sequence[str]) -> None:
    says = ["Avliden", "Ej listad", "Kontakta inte", "Skyddade personuppgifter"]
    body = [[number, says[place % 4] if place < 12 else ""] for place, number in enumerate(numbers[:20])]
    body[0][0] = wrong_check_digit(body[0][0])
    found = many_stopping(checked(["Personnummer", "Anteckning"], *body))
    assert found is not None
    assert (found.rows, found.stopping, sum(found.kinds.values())) == (20, 12, 12)
    assert importing.many_stopping(found).startswith("12 av 20 ska inte bjudas in. 3 är märkta som skyddade, 3 ")
