"""What single cells say, as tables."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

import pytest

from rhs_desktop.domain.checklists import Cell, CellError, Sheet, cells, column_letter, from_plain, text, to_plain
from rhs_desktop.domain.people.resident import Address, Name


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        pytest.param("  Karin \u00a0 Ek\u202f ", "Karin Ek", id="odd spaces"),
        pytest.param("Ka\u00adrin\u200b", "Karin", id="invisible signs"),
        pytest.param("Storgatan 1\nLinköping", "Storgatan 1 Linköping", id="two lines"),
        pytest.param(58222.0, "58222", id="whole float"),
        pytest.param(1.5, "1,5", id="decimal as a Swede writes it"),
        pytest.param(float("inf"), "inf", id="infinite"),
        pytest.param(True, "Ja", id="true"),
        pytest.param(False, "Nej", id="false"),
        pytest.param(date(2026, 1, 5), "2026-01-05", id="date"),
        pytest.param(datetime(2026, 1, 5), "2026-01-05", id="midnight is a date"),
        pytest.param(datetime(2026, 1, 5, 14, 33), "2026-01-05 14:33", id="moment"),
        pytest.param(time(8, 15), "08:15:00", id="time"),
        pytest.param(timedelta(hours=30), "1 day, 6:00:00", id="duration"),
        pytest.param(CellError("#REF!"), "#REF!", id="error"),
    ],
)
def test_text(cell: Cell, said: str) -> None:
    assert text(cell) == said


@pytest.mark.parametrize(("column", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letter(column: int, letter: str) -> None:
    assert column_letter(column) == letter


@pytest.mark.parametrize(
    ("cell", "numbers", "remark"),
    [
        pytest.param("", (), None, id="empty"),
        pytest.param("-", (), None, id="dash for none"),
        pytest.param("070-123 45 67", ("070-123 45 67",), None, id="as entered"),
        pytest.param("0770-72 00 00", ("0770-72 00 00",), None, id="as entered, odd groups"),
        pytest.param("+46 70 123 45 67", ("+46 70 123 45 67",), None, id="international"),
        pytest.param(46701740605, ("+46701740605",), None, id="a number of eleven digits that Excel kept, with 46"),
        pytest.param(4681234567, ("+4681234567",), None, id="a number of ten digits that Excel kept, with 46"),
        pytest.param(701740605.0, ("0701740605",), "phone_zero_restored", id="Excel took the zero"),
        pytest.param("701740605", ("0701740605",), "phone_zero_restored", id="Excel took the zero, then text"),
        pytest.param(46701740605.0, ("+46701740605",), None, id="number with country"),
        pytest.param("013-10 20 30 / 070-174 06 05", ("013-10 20 30", "070-174 06 05"), None, id="two with a slash"),
        pytest.param("0701740605, 013102030", ("0701740605", "013102030"), None, id="two with a comma"),
        pytest.param("0701740605 eller 0701740605", ("0701740605",), None, id="the same twice"),
        pytest.param("hem 013-10 20 30", ("hem 013-10 20 30",), "phone_odd", id="with a word"),
        pytest.param("12", ("12",), "phone_odd", id="too short"),
        pytest.param("070 174 06 0", ("070 174 06 0",), "phone_incomplete", id="a mobile number, a digit short"),
        pytest.param("+46 70 174 06 0", ("+46 70 174 06 0",), "phone_incomplete", id="the same with its country"),
        pytest.param(70174060.0, ("070174060",), "phone_incomplete", id="Excel took the zero, and a digit is missing"),
        pytest.param("013-10 20", ("013-10 20",), "phone_incomplete", id="six digits after the zero"),
        pytest.param("013-102 03", ("013-102 03",), None, id="seven digits after the zero"),
        pytest.param(
            "013-10 20 30, 070 174 06 0", ("013-10 20 30", "070 174 06 0"), "phone_incomplete", id="the second of two"
        ),
        pytest.param("070-174 06 055", ("070-174 06 055",), "phone_odd", id="a digit too many"),
        pytest.param("+47 22 12 34", ("+47 22 12 34",), None, id="abroad"),
        pytest.param("1177", ("1177",), "phone_odd", id="no number of a resident"),
        pytest.param("skyddat", (), "phone_none", id="hidden number"),
        pytest.param("saknas", (), None, id="none, in words"),
        pytest.param(CellError("#N/A"), (), None, id="error"),
        pytest.param("013-10 20 30 ankn 12", ("013-10 20 30 ankn 12",), None, id="extension"),
    ],
)
def test_phones(cell: Cell, numbers: tuple[str, ...], remark: str | None) -> None:
    assert cells.phones(cell) == (numbers, remark)


@pytest.mark.parametrize(
    ("cell", "country", "code", "remark"),
    [
        pytest.param(58222.0, "", "58222", None, id="float"),
        pytest.param("582 22", "", "58222", None, id="grouped"),
        pytest.param("582\u00a022", "", "58222", None, id="grouped by Excel"),
        pytest.param("SE-582 22", "", "58222", None, id="with SE"),
        pytest.param("S-58222", "Sverige", "58222", None, id="with S"),
        pytest.param("5822", "", "5822", "postcode_odd", id="too short"),
        pytest.param("08222", "", "08222", "postcode_odd", id="none begins with zero"),
        pytest.param("0150", "Norge", "0150", None, id="Norwegian"),
        pytest.param("", "", "", None, id="empty"),
    ],
)
def test_postcode(cell: Cell, country: str, code: str, remark: str | None) -> None:
    assert cells.postcode(cell, country) == (code, remark)


@pytest.mark.parametrize(
    ("said", "family_first", "name"),
    [
        pytest.param("Ek, Karin", None, Name("Karin", "Ek"), id="comma"),
        pytest.param("von Essen, Karin Maria", None, Name("Karin Maria", "von Essen"), id="comma, many words"),
        pytest.param("Karin Ek", None, Name("", "Karin Ek"), id="order unknown"),
        pytest.param("Ek Karin", True, Name("Karin", "Ek"), id="family first by heading"),
        pytest.param("Karin Ek", False, Name("Karin", "Ek"), id="given first by heading"),
        pytest.param("Karin von Essen", False, Name("", "Karin von Essen"), id="three words are not guessed at"),
        pytest.param("", None, Name(), id="empty"),
    ],
)
def test_whole_name(said: str, family_first: bool | None, name: Name) -> None:
    assert cells.whole_name(said, family_first) == name


@pytest.mark.parametrize(
    ("heading", "order"),
    [("Efternamn, förnamn", True), ("Förnamn Efternamn", False), ("Namn", None), ("Tilltalsnamn efternamn", False)],
)
def test_order_by_heading(heading: str, order: bool | None) -> None:
    assert cells.family_stands_first(heading) is order


@pytest.mark.parametrize(
    ("said", "address"),
    [
        pytest.param(
            "Storgatan 1, 582 22 Linköping",
            Address(street="Storgatan 1", postcode="58222", city="Linköping"),
            id="usual",
        ),
        pytest.param(
            "Storgatan 1 582 22 LINKÖPING",
            Address(street="Storgatan 1", postcode="58222", city="LINKÖPING"),
            id="no comma",
        ),
        pytest.param(
            "c/o Berg\nStorgatan 1 lgh 1102\n58222 Linköping",
            Address("c/o Berg", "Storgatan 1 lgh 1102", "", "58222", "Linköping"),
            id="lines with c/o",
        ),
        pytest.param(
            "Storgatan 1; Hus B; SE-582 22 Linköping",
            Address(street="Storgatan 1", extra="Hus B", postcode="58222", city="Linköping"),
            id="extra line and SE",
        ),
        pytest.param("Okänd", Address(street="Okänd"), id="not to be told apart"),
        pytest.param(CellError("#REF!"), Address(), id="error"),
    ],
)
def test_whole_address(said: Cell, address: Address) -> None:
    assert cells.whole_address(said) == address


@pytest.mark.parametrize(
    ("cell", "said", "sure"),
    [
        pytest.param("", False, True, id="empty"),
        pytest.param("Nej", False, True, id="no"),
        pytest.param(0.0, False, True, id="zero"),
        pytest.param(False, False, True, id="false"),
        pytest.param("x", True, True, id="cross"),
        pytest.param(1.0, True, True, id="one"),
        pytest.param("Skyddade personuppgifter", True, True, id="words"),
        pytest.param("SEKRETESSMARKERING", True, True, id="other words"),
        pytest.param("se anteckning", True, False, id="unclear is on the safe side"),
        pytest.param(CellError("#N/A"), True, False, id="error is on the safe side"),
    ],
)
def test_protected(cell: Cell, said: bool, sure: bool) -> None:
    assert cells.protected(cell) == (said, sure)


@pytest.mark.parametrize(
    ("cell", "said", "sure"),
    [
        pytest.param(date(2026, 3, 1), True, True, id="date"),
        pytest.param("20260301", True, True, id="date as text"),
        pytest.param(46082.0, True, True, id="date as Excel counts days"),
        pytest.param(3, True, False, id="a number"),
        pytest.param("Avliden", True, True, id="word"),
        pytest.param("N", False, True, id="no"),
        pytest.param("flyttat", True, False, id="unclear"),
    ],
)
def test_deceased(cell: Cell, said: bool, sure: bool) -> None:
    assert cells.deceased(cell) == (said, sure)


def test_care_of_is_written_one_way() -> None:
    assert [cells.care_of(said) for said in ("Berg", "C/O Berg", "c/o: Berg", "")] == ["c/o Berg"] * 3 + [""]


def test_a_sheet_is_level() -> None:
    sheet = Sheet.of("Lista", [["a"], ["b", "c", "d"], []])
    assert sheet.width == 3
    assert [list(row) for row in sheet.rows] == [["a", "", ""], ["b", "c", "d"], ["", "", ""]]
    assert not sheet.empty
    assert Sheet.of("Lista", [[" ", ""], ["\u00a0"]]).empty


def test_cells_survive_json() -> None:
    row: list[Cell] = [
        "Ek",
        7,
        1.5,
        True,
        date(2026, 1, 5),
        datetime(2026, 1, 5, 14, 33),
        time(8, 15),
        CellError("#N/A"),
    ]
    assert from_plain(json.loads(json.dumps(to_plain(row)))) == row
    assert [type(cell) for cell in from_plain(to_plain(row))] == [type(cell) for cell in row]


def test_what_has_no_plain_form_is_kept_as_it_reads() -> None:
    assert to_plain([timedelta(hours=30), float("inf"), float("nan")]) == ["1 day, 6:00:00", "inf", "nan"]


@pytest.mark.parametrize("value", [["date", "x"], ["other", "x"], ["date"], []])
def test_damaged_plain_values_are_refused(value: list[str]) -> None:
    with pytest.raises(ValueError, match=r"kept cell|isoformat"):
        from_plain([value])
