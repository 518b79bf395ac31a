"""Which row holds the headings and what each column means, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rhs_desktop.domain.checklists import (
    Cell,
    ColumnMapping,
    ListField,
    ListFile,
    find_header,
    mapping_at,
    propose,
    propose_mapping,
)
from rhs_desktop.domain.checklists.fields import meaning
from tests.lists import dashed, sheet_of, wrong_check_digit


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Personnummer", ListField.IDENTITY),
        ("PERSON-NR.", ListField.IDENTITY),
        ("Pers.nr", ListField.IDENTITY),
        ("Patientens personnummer", ListField.IDENTITY),
        ("Personal identity number", ListField.IDENTITY),
        ("Efternamn", ListField.FAMILY),
        ("Last name", ListField.FAMILY),
        ("Tilltalsnamn", ListField.GIVEN),
        ("Efternamn, förnamn", ListField.NAME),
        ("Patientens efternamn och förnamn", ListField.NAME),
        ("Mobil nr", ListField.PHONE),
        ("Telefon (hem)", ListField.PHONE),
        ("Tel bostad", ListField.PHONE),
        ("Tel. arb", ListField.PHONE),
        ("Tfn dagtid", ListField.PHONE),
        ("Mob.", ListField.PHONE),
        ("Tfn", ListField.PHONE),
        ("C/O", ListField.CARE_OF),
        ("c/o-adress", ListField.CARE_OF),
        ("Utdelningsadress", ListField.STREET),
        ("Postnr", ListField.POSTCODE),
        ("Postnr/ort", ListField.POSTCODE_CITY),
        ("ORT", ListField.CITY),
        ("Skyddade personuppgifter", ListField.PROTECTED),
        ("Sekretess?", ListField.PROTECTED),
        ("Avliden datum", ListField.DECEASED),
        ("Land", ListField.COUNTRY),
        ("Listad på", ListField.LISTED_AT),
    ],
)
def test_meaning(heading: str, field: ListField) -> None:
    found = meaning(heading)
    assert found is not None
    assert found[0] is field


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "Anteckning",
        "E-post",
        "Anhörigs telefon",
        "Makes personnummer",
        "Antal telefonsamtal",
        "Datum för avlidenkontroll",
        "5",
    ],
)
def test_no_meaning(heading: str) -> None:
    assert meaning(heading) is None


@pytest.fixture
def number(test_numbers: tuple[str, ...]) -> str:
    return dashed(test_numbers[0])


def test_headings_under_titles_and_blank_rows(number: str, today: date) -> None:
    sheet = sheet_of(
        ["Att bjuda in 2026"], ["Namn på enhet", "Ekeby"], [], ["Namn", "Personnummer"], ["Ek, Karin", number]
    )
    assert find_header(sheet, today) == 4


def test_no_headings(number: str, today: date) -> None:
    mapping = propose_mapping(sheet_of(["Ek, Karin", number], ["Ek, Karin", number]), today)
    assert mapping.header is None
    assert mapping.fields == (None, ListField.IDENTITY)
    assert mapping.troubles == ()


def test_unknown_headings_are_found_by_place_and_the_number_by_content(number: str, today: date) -> None:
    mapping = propose_mapping(sheet_of(["Vem", "Kod"], ["Karin", number]), today)
    assert (mapping.header, mapping.headings) == (1, ("Vem", "Kod"))
    assert mapping.columns(ListField.IDENTITY) == (1,)


def test_content_finds_numbers_with_slips(number: str, today: date) -> None:
    wrong = wrong_check_digit(number)
    mapping = propose_mapping(sheet_of(["Vem", "Kod"], ["Karin", wrong], ["Åke", wrong], ["Per", "?"]), today)
    assert mapping.columns(ListField.IDENTITY) == (1,)


def test_two_rows_of_headings(number: str, today: date) -> None:
    """A vertically merged heading stands in both rows, as the reader gives it."""
    sheet = sheet_of(
        ["Personnummer", "Kontakt", ""], ["Personnummer", "Telefon", "Ort"], [number, "070-1234567", "Ekeby"]
    )
    assert find_header(sheet, today) == 2


def test_a_column_twice_is_for_a_person(number: str, today: date) -> None:
    mapping = propose_mapping(sheet_of(["Personnummer", "Personnummer"], [number, number]), today)
    assert [(t.code, t.field, t.columns) for t in mapping.troubles] == [("column_twice", ListField.IDENTITY, (0, 1))]
    assert mapping.with_field(1, ListField.IDENTITY).troubles == ()
    assert mapping.with_field(1, ListField.IDENTITY).columns(ListField.IDENTITY) == (1,)


@pytest.mark.parametrize(
    "headings", [pytest.param([], id="none"), pytest.param([["Kvinnor", "Män"]], id="that say nothing of it")]
)
def test_two_lists_side_by_side_are_for_a_person(headings: list[list[Cell]], number: str, today: date) -> None:
    """Whoever stands in the other column would be left out without a word."""
    mapping = propose_mapping(sheet_of(*headings, [number, number], [number, number]), today)
    assert [(t.code, t.field, t.columns) for t in mapping.troubles] == [("column_twice", ListField.IDENTITY, (0, 1))]


def test_a_column_with_a_number_now_and_then_is_not_meant(number: str, today: date) -> None:
    rows: list[list[Cell]] = [[number, "x"], [number, "y"], [number, "z"], [number, number]]
    assert propose_mapping(sheet_of(["Kod", "Anm"], *rows), today).columns(ListField.IDENTITY) == (0,)


def test_the_surer_word_has_the_field(number: str, today: date) -> None:
    mapping = propose_mapping(
        sheet_of(["Förnamn", "Tilltalsnamn", "Personnr"], ["Karin Maria", "Karin", number]), today
    )
    assert mapping.fields == (None, ListField.GIVEN, ListField.IDENTITY)


def test_many_phones(number: str, today: date) -> None:
    mapping = propose_mapping(sheet_of(["Hemtelefon", "Mobil", "Pnr"], ["013-102030", "0701740605", number]), today)
    assert mapping.columns(ListField.PHONE) == (0, 1)
    assert mapping.troubles == ()


def test_several_lines_of_address(number: str, today: date) -> None:
    mapping = propose_mapping(
        sheet_of(["Pnr", "Adress 1", "Adress 2", "Adress 3"], [number, "c/o Berg", "Ågatan 2", "lgh 1201"]), today
    )
    assert mapping.columns(ListField.STREET) == (1,)
    assert mapping.columns(ListField.EXTRA) == (2, 3)
    assert mapping.troubles == ()


def test_no_identity_shows_the_headings(today: date) -> None:
    mapping = propose_mapping(sheet_of(["Namn", "Ort"], ["Ek", "Ekeby"]), today)
    assert mapping.headings == ("Namn", "Ort")
    assert [(t.code, t.columns) for t in mapping.troubles] == [("no_identity", (0, 1))]


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        pytest.param("Adress", "Storgatan 1", ListField.STREET, id="street"),
        pytest.param("Adress", "Storgatan 1, 582 22 Linköping", ListField.ADDRESS, id="all of it"),
        pytest.param("Postadress", "582 22 Linköping", ListField.POSTCODE_CITY, id="postcode and city"),
        pytest.param("Pnr", "58222", ListField.POSTCODE, id="pnr as postcode"),
    ],
)
def test_content_settles_what_a_heading_means(
    heading: str, cell: Cell, field: ListField, number: str, today: date
) -> None:
    mapping = propose_mapping(sheet_of(["Personnummer", heading], [number, cell]), today)
    assert mapping.fields[1] is field


def test_a_person_column_with_numbers_is_the_identity(number: str, today: date) -> None:
    assert propose_mapping(sheet_of(["Patient", "Ort"], [number, "Ekeby"]), today).fields[0] is ListField.IDENTITY


def test_choices_are_remembered_for_the_list_type(number: str, today: date) -> None:
    sheet = sheet_of(["Kod", "Personnummer", "Ring", ""], ["a", number, "0701740605", "x"])
    first = propose_mapping(sheet, today).with_field(2, ListField.PHONE).with_field(0, ListField.GIVEN)
    kept = {first.list_type: first.choices}
    other_order = sheet_of(["Ring", "Kod", "", "Personnummer"], ["0701740605", "a", "x", number])
    again = propose_mapping(other_order, today, kept.get)
    assert again.fields == (ListField.PHONE, ListField.GIVEN, None, ListField.IDENTITY)


def test_a_field_taken_away_stays_away(number: str, today: date) -> None:
    sheet = sheet_of(["Personnummer", "Ort"], [number, "Ekeby"])
    first = propose_mapping(sheet, today).with_field(1, None)
    assert propose_mapping(sheet, today, {first.list_type: first.choices}.get).fields == (ListField.IDENTITY, None)


def test_damaged_memories_do_no_harm(number: str, today: date) -> None:
    sheet = sheet_of(["Personnummer", "Ort"], [number, "Ekeby"])
    mapping = propose_mapping(sheet, today, lambda _: {"personnummer": "nonsense", "other": "city"})
    assert mapping.fields == (ListField.IDENTITY, ListField.CITY)


def test_a_person_points_out_the_headings(number: str, today: date) -> None:
    sheet = sheet_of(["Personnummer", "Namn"], ["Vem", "Kod"], ["Karin", number])
    mapping = mapping_at(sheet, 2, today)
    assert (mapping.header, mapping.headings, mapping.fields) == (2, ("Vem", "Kod"), (None, ListField.IDENTITY))


def test_headings_that_a_person_pointed_out_are_found_again(number: str, today: date) -> None:
    first = mapping_at(sheet_of(["Personnummer", "Namn"], ["Vem", "Kod"], ["Karin", number]), 2, today)
    kept = {first.list_type: first.with_field(0, ListField.GIVEN).choices}
    later = sheet_of(["Personnummer", "Namn"], ["Utskriven", "i dag"], ["Vem", "Kod"], ["Åke", number])
    again = propose_mapping(later, today, kept.get)
    assert (again.header, again.fields) == (3, (ListField.GIVEN, ListField.IDENTITY))


def test_columns_left_out_do_not_make_it_another_list(number: str, today: date) -> None:
    sheet = sheet_of(["Personnummer", "Ort", "Ring"], [number, "Ekeby", "0701740605"])
    whole = propose_mapping(sheet, today).with_field(2, ListField.PHONE)
    fewer = whole.without((1,))
    assert (fewer.headings, fewer.fields) == (("Personnummer", "", "Ring"), (ListField.IDENTITY, None, ListField.PHONE))
    assert fewer.list_type == whole.list_type
    assert propose_mapping(sheet, today, {fewer.list_type: fewer.choices}.get) == whole
    assert whole.without(()) is whole


@pytest.mark.parametrize(
    ("sheets", "place", "others"),
    [
        pytest.param(("about", "list", "empty"), 1, (), id="the sheet with personnummer"),
        pytest.param(("list", "list"), 0, (1,), id="of two the first; the other is told"),
        pytest.param(("list", "known"), 1, (0,), id="one of a kind that was imported before"),
        pytest.param(("hidden", "list"), 1, (0,), id="a visible one"),
        pytest.param(("about", "hidden"), 1, (), id="a hidden one, if no other has personnummer"),
        pytest.param(("empty", "about"), 1, (), id="without personnummer the first with anything in it"),
        pytest.param(("empty",), 0, (), id="nothing at all"),
    ],
)
def test_which_sheet_is_proposed(
    sheets: tuple[str, ...], place: int, others: tuple[int, ...], number: str, today: date
) -> None:
    made = {
        "about": sheet_of(["Utdrag", "REBUS"], ["Utskriven", "2026-11-02"]),
        "list": sheet_of(["Personnummer", "Ort"], [number, "Ekeby"]),
        "known": sheet_of(["Personnummer", "Kod"], [number, "a"]),
        "hidden": replace(sheet_of(["Personnummer", "Ort"], [number, "Ekeby"]), hidden=True),
        "empty": sheet_of([""]),
    }
    listed = ListFile("xlsx", "0", tuple(made[kind] for kind in sheets))
    kept = {"kod|personnummer": {"kod": "", "personnummer": "identity"}}
    found = propose(listed, today, kept.get)
    assert (found.sheet, found.others) == (place, others)
    assert found.mapping == propose_mapping(listed.sheets[place], today)


def test_each_sheet_of_a_file_is_imported_for_itself(number: str) -> None:
    one, empty = sheet_of(["Personnummer"], [number]), sheet_of([""])
    assert ListFile("xlsx", "0", (empty, one)).hash_of(1) == "0"
    several = ListFile("xlsx", "0", (one, one, empty))
    assert len({several.hash_of(0), several.hash_of(1), several.content_hash}) == 3


def test_an_empty_sheet(today: date) -> None:
    mapping = propose_mapping(sheet_of([""], [" "]), today)
    assert mapping == ColumnMapping(None, (), ())
    assert [trouble.code for trouble in mapping.troubles] == ["empty"]
