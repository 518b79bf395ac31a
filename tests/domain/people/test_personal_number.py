"""Personnummer and samordningsnummer: what lists write and is read, what is refused and why."""

from __future__ import annotations

import dataclasses
import re
import sys
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber, Refusal, parse
from tests.domain.people.identities import (
    MAN,
    TODAY,
    WOMAN,
    coordination,
    refusal,
    with_check_digit,
    with_wide_digits,
    with_wrong_check_digit,
)

FAR = date(2105, 6, 1)
"""A day on which ten digits that begin with 05 belong to nobody who lives now."""

# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("195601132334", id="twelve digits"),
        pytest.param("19560113-2334", id="twelve digits and hyphen"),
        pytest.param("19560113+2334", id="with twelve digits the separator carries nothing"),
        pytest.param("5601132334", id="ten digits"),
        pytest.param("560113-2334", id="ten digits and hyphen"),
        pytest.param("1956-01-13-2334", id="date with hyphens"),
        pytest.param("56-01-13-2334", id="short date with hyphens"),
        pytest.param("1956-01-132334", id="date with hyphens, none before the last four"),
        pytest.param("19 560113-2334", id="Cosmic's space after the century"),
        pytest.param("1956 0113 2334", id="groups of four"),
        pytest.param("  19560113-2334\t", id="spaces around"),
        pytest.param("19560113 - 2334", id="spaces around the hyphen"),
        pytest.param("19560113-2334\r\n", id="a line end"),
        pytest.param("1 9 5 6 0 1 1 3 2 3 3 4", id="spaces between all"),
        pytest.param("19560113\u00a02334", id="no-break space"),
        pytest.param("19560113\u202f2334", id="narrow no-break space"),
        pytest.param("19560113\u20092334", id="thin space"),
        pytest.param("\ufeff19560113-2334", id="byte order mark"),
        pytest.param("\u200e19560113-2334\u200f", id="writing direction marks"),
        pytest.param("19560113\u200b-2334", id="zero width space"),
        pytest.param("19560113\u00ad2334", id="soft hyphen"),
        *(
            pytest.param(f"19560113{dash}2334", id=unicodedata.name(dash).lower())
            for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
        ),
        pytest.param("'195601132334", id="Excel's apostrophe"),
        pytest.param("\u2019195601132334", id="a curly apostrophe"),
        pytest.param(" '19560113-2334", id="space and apostrophe"),
        pytest.param(195601132334, id="int"),
        pytest.param(195601132334.0, id="float"),
        pytest.param(5601132334, id="int of ten digits"),
        pytest.param(5601132334.0, id="float of ten digits"),
        pytest.param("195601132334.0", id="text of a float"),
        pytest.param("195601132334,00", id="text of a float, Swedish"),
        pytest.param("1.95601132334E+11", id="scientific with every digit"),
        pytest.param("1,95601132334e11", id="scientific, Swedish, with every digit"),
        pytest.param("5,601132334E+09", id="scientific of ten digits"),
    ],
)
def test_reads(raw: object) -> None:
    assert parse(raw, TODAY) == PersonalNumber(MAN, IdentityKind.PERSONAL)


def test_reads_a_subclass_of_str_and_a_number_that_is_no_int() -> None:
    class Cell(str):
        __slots__ = ()

    class Whole:
        def __index__(self) -> int:
            return int(MAN)

    assert parse(Cell("19560113-2334"), TODAY).digits == MAN
    assert parse(Whole(), TODAY).digits == MAN


WRITTEN_FORMS: dict[str, Callable[[str], object]] = {
    "twelve": lambda n: n,
    "dashed": lambda n: f"{n[:8]}-{n[8:]}",
    "ten": lambda n: n[2:],
    "ten dashed": lambda n: f"{n[2:8]}-{n[8:]}",
    "cosmic": lambda n: f"{n[:2]} {n[2:8]}-{n[8:]}",
    "groups": lambda n: f"{n[:4]}\u00a0{n[4:8]}\u00a0{n[8:]}",
    "iso": lambda n: f"{n[:4]}-{n[4:6]}-{n[6:8]}\u2013{n[8:]}",
    "int": int,
    "float": float,
    "float of ten": lambda n: float(n[2:]),
    "text of float": lambda n: f"{float(n)}",
    "scientific": lambda n: f"{int(n):.11E}",
}


@pytest.mark.parametrize("form", WRITTEN_FORMS.values(), ids=WRITTEN_FORMS.keys())
def test_reads_the_whole_test_list(form: Callable[[str], object], test_numbers: tuple[str, ...]) -> None:
    assert len(test_numbers) == 1_562
    assert [parse(form(number), TODAY) for number in test_numbers] == [
        PersonalNumber(number, IdentityKind.PERSONAL) for number in test_numbers
    ]


@pytest.mark.parametrize(
    ("today", "separator", "year"),
    [
        pytest.param(date(2026, 11, 9), "-", 1956, id="year after today's belongs to last century"),
        pytest.param(date(2055, 12, 31), "-", 1956, id="hyphen until the year of the hundredth birthday"),
        pytest.param(date(2056, 1, 13), "-", 2056, id="hyphen from the hundredth year on is a newborn"),
        pytest.param(date(2056, 1, 1), "+", 1956, id="plus from the first day of the hundredth year"),
        pytest.param(date(2155, 12, 31), "+", 1956, id="plus for a hundred years"),
        pytest.param(date(2026, 11, 9), "+", 1856, id="plus a hundred years too early"),
        pytest.param(date(2056, 2, 1), "", 2056, id="without separator as with a hyphen"),
    ],
)
def test_century_of_ten_digits(today: date, separator: str, year: int) -> None:
    assert parse(f"560113{separator}2334", today).birth_year == year


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(int, id="int"),
        pytest.param(float, id="float"),
        pytest.param(lambda n: str(int(n)), id="text"),
        pytest.param(lambda n: f"{int(n)}.0", id="text of a float"),
    ],
)
def test_gives_back_the_zero_that_excel_dropped(form: Callable[[str], object]) -> None:
    number = with_check_digit("210501130010")
    assert parse(form(number[2:]), FAR) == PersonalNumber(number, IdentityKind.PERSONAL)


@pytest.mark.parametrize(
    ("number", "zeros"),
    [
        pytest.param(with_check_digit("210001010010"), 3, id="three"),
        pytest.param(with_check_digit("210010100010"), 2, id="two"),
    ],
)
def test_gives_back_more_zeros_to_a_number_only(number: str, zeros: int) -> None:
    day = date(2100, 12, 1)
    assert len(str(int(number[2:]))) == 10 - zeros
    assert parse(int(number[2:]), day).digits == number
    assert refusal(str(int(number[2:])), day).code == Refusal.TOO_SHORT


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("raw", "code", "data"),
    [
        pytest.param(None, Refusal.EMPTY, {}, id="None"),
        pytest.param("", Refusal.EMPTY, {}, id="nothing"),
        pytest.param(" \u00a0\t\n", Refusal.EMPTY, {}, id="spaces"),
        pytest.param("-", Refusal.EMPTY, {}, id="a hyphen for nothing"),
        pytest.param("\u2014", Refusal.EMPTY, {}, id="a dash for nothing"),
        pytest.param("'", Refusal.EMPTY, {}, id="an apostrophe alone"),
        pytest.param(float("nan"), Refusal.EMPTY, {}, id="not a number"),
        pytest.param(True, Refusal.NOT_TEXT, {"found": "bool"}, id="truth value"),
        pytest.param(float("inf"), Refusal.NOT_TEXT, {"found": "float"}, id="infinity"),
        pytest.param(195601132334.5, Refusal.NOT_TEXT, {"found": "float"}, id="a fraction"),
        pytest.param(-5601132334, Refusal.NOT_TEXT, {"found": "int"}, id="negative"),
        pytest.param(Decimal(MAN), Refusal.NOT_TEXT, {"found": "Decimal"}, id="decimal"),
        pytest.param(MAN.encode(), Refusal.NOT_TEXT, {"found": "bytes"}, id="bytes"),
        pytest.param([MAN], Refusal.NOT_TEXT, {"found": "list"}, id="list"),
        pytest.param("1,956011323345E+11", Refusal.NOT_TEXT, {"found": "float"}, id="scientific with a fraction"),
        pytest.param("Ek, Karin", Refusal.CHARACTERS, {"found": "Ek,Ka"}, id="a name"),
        pytest.param("19560113-2334 (tf)", Refusal.CHARACTERS, {"found": "(tf)"}, id="trailing junk"),
        pytest.param("pnr 19560113-2334", Refusal.CHARACTERS, {"found": "pnr"}, id="leading junk"),
        pytest.param("1956/01/13-2334", Refusal.CHARACTERS, {"found": "/"}, id="slashes"),
        pytest.param("19560113-2334;", Refusal.CHARACTERS, {"found": ";"}, id="trailing semicolon"),
        pytest.param("19560113-2334'", Refusal.CHARACTERS, {"found": "'"}, id="trailing apostrophe"),
        pytest.param("19560113-233Å", Refusal.CHARACTERS, {"found": "Å"}, id="Å is in no reserve number"),
        pytest.param("19560113-23ß4", Refusal.CHARACTERS, {"found": "ß"}, id="a letter that grows in upper case"),
        pytest.param("19560113-23\u01314", Refusal.CHARACTERS, {"found": "\u0131"}, id="a letter whose capital is I"),
        pytest.param("19560113-233O\u200c5", Refusal.CHARACTERS, {"found": "O"}, id="thirteen with a letter"),
        pytest.param(
            with_wide_digits(MAN, "\u0660"), Refusal.FOREIGN_DIGITS, {"found": "\u0661\u0669\u0665\u0666\u0660"},
            id="Arabic digits",
        ),
        pytest.param("19560113-233\uff14", Refusal.FOREIGN_DIGITS, {"found": "\uff14"}, id="full width digit"),
        pytest.param("19560113-233\u2074", Refusal.FOREIGN_DIGITS, {"found": "\u2074"}, id="superscript digit"),
        pytest.param("19560113--2334", Refusal.SEPARATOR, {}, id="two hyphens"),
        pytest.param("-5601132334", Refusal.SEPARATOR, {}, id="leading hyphen"),
        pytest.param("5601132334-", Refusal.SEPARATOR, {}, id="trailing hyphen"),
        pytest.param("0701-234567", Refusal.SEPARATOR, {}, id="a phone number"),
        pytest.param("070-123 45 67", Refusal.SEPARATOR, {}, id="a mobile number"),
        pytest.param("1956+01+13-2334", Refusal.SEPARATOR, {}, id="plus within the date"),
        pytest.param("1,95601E+11", Refusal.LOST_PRECISION, {}, id="scientific, Swedish"),
        pytest.param("1.95601E+11", Refusal.LOST_PRECISION, {}, id="scientific"),
        pytest.param("2E+11", Refusal.LOST_PRECISION, {}, id="scientific, one digit"),
        pytest.param("1.9560113233E+11", Refusal.LOST_PRECISION, {}, id="scientific, one digit short"),
        pytest.param(1.95601e11, Refusal.LOST_PRECISION, {}, id="float with lost digits"),
        pytest.param(195601130000, Refusal.LOST_PRECISION, {}, id="int with lost digits"),
        pytest.param(5.6e9, Refusal.LOST_PRECISION, {}, id="ten digits with lost digits"),
        pytest.param("195601000000.0", Refusal.LOST_PRECISION, {}, id="text of a float with lost digits"),
        pytest.param("19560113-XXXX", Refusal.MASKED, {}, id="masked with X"),
        pytest.param("19560113xxxx", Refusal.MASKED, {}, id="masked without hyphen"),
        pytest.param("560113-****", Refusal.MASKED, {}, id="masked with asterisks"),
        pytest.param("1956-01-13-####", Refusal.MASKED, {}, id="masked with hashes"),
        pytest.param("19560113-••••", Refusal.MASKED, {}, id="as this program masks"),
        pytest.param("19560113", Refusal.BIRTH_DATE_ONLY, {}, id="date"),
        pytest.param("19560113-", Refusal.BIRTH_DATE_ONLY, {}, id="date and hyphen"),
        pytest.param("1956-01-13", Refusal.BIRTH_DATE_ONLY, {}, id="date with hyphens"),
        pytest.param(19560113, Refusal.BIRTH_DATE_ONLY, {}, id="date as a number"),
        pytest.param(date(1956, 1, 13), Refusal.BIRTH_DATE_ONLY, {}, id="date cell"),
        pytest.param(datetime(1956, 1, 13), Refusal.BIRTH_DATE_ONLY, {}, id="datetime cell"),
        pytest.param("560113", Refusal.TOO_SHORT, {"found": 6}, id="six digits"),
        pytest.param(560000, Refusal.TOO_SHORT, {"found": 6}, id="a number far too small"),
        pytest.param("560113233", Refusal.TOO_SHORT, {"found": 9}, id="a digit missing from ten"),
        pytest.param(560113233, Refusal.TOO_SHORT, {"found": 9}, id="a digit missing from a number"),
        pytest.param("19560113-233", Refusal.TOO_SHORT, {"found": 11}, id="a digit missing from twelve"),
        pytest.param(0, Refusal.TOO_SHORT, {"found": 1}, id="zero"),
        pytest.param("19560113-23344", Refusal.TOO_LONG, {"found": 13}, id="a digit too many"),
        pytest.param("19560113-2334 19560122-2861", Refusal.TOO_LONG, {"found": 24}, id="two in one cell"),
        pytest.param(1956011323344, Refusal.TOO_LONG, {"found": 13}, id="a number with a digit too many"),
        pytest.param(1e300, Refusal.TOO_LONG, {"found": 301}, id="a huge float"),
        pytest.param("19561301-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1956, "month": 13, "day": 1}, id="month 13"),
        pytest.param("19560230-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1956, "month": 2, "day": 30}, id="30 Feb"),
        pytest.param("19560013-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1956, "month": 0, "day": 13}, id="month 00"),
        pytest.param("19560100-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1956, "month": 1, "day": 0}, id="day 00"),
        pytest.param("19560132-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1956, "month": 1, "day": 32}, id="day 32"),
        pytest.param("19560159-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1956, "month": 1, "day": 59}, id="day 59"),
        pytest.param("19560192-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1956, "month": 1, "day": 92}, id="day 92"),
        pytest.param("19561361-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1956, "month": 13, "day": 61}, id="13, 61"),
        pytest.param("19550229-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1955, "month": 2, "day": 29}, id="1955"),
        pytest.param("19000229-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1900, "month": 2, "day": 29}, id="1900"),
        pytest.param("17560113-2334", Refusal.IMPOSSIBLE_DATE, {"year": 1756, "month": 1, "day": 13}, id="born 1756"),
        pytest.param("562113-2331", Refusal.IMPOSSIBLE_DATE, {"year": 1956, "month": 21, "day": 13}, id="month 21"),
        pytest.param("29560113-2334", Refusal.FUTURE_DATE, {"year": 2956, "month": 1, "day": 13}, id="born 2956"),
        pytest.param("20561113-2334", Refusal.FUTURE_DATE, {"year": 2056, "month": 11, "day": 13}, id="born 2056"),
        pytest.param("20261110-2334", Refusal.FUTURE_DATE, {"year": 2026, "month": 11, "day": 10}, id="born tomorrow"),
        pytest.param("261110-2334", Refusal.FUTURE_DATE, {"year": 2026, "month": 11, "day": 10}, id="ten, tomorrow"),
        pytest.param(with_check_digit("195601130000"), Refusal.SERIAL_ZERO, {}, id="serial 000"),
        pytest.param(with_wrong_check_digit(MAN), Refusal.CHECK_DIGIT, {}, id="check digit"),
        pytest.param(int(with_wrong_check_digit(MAN)), Refusal.CHECK_DIGIT, {}, id="check digit of a number"),
        pytest.param(with_wrong_check_digit(coordination(MAN)), Refusal.CHECK_DIGIT, {}, id="of a samordningsnummer"),
        pytest.param("556036-0793", Refusal.ORGANISATION_NUMBER, {}, id="organisationsnummer"),
        pytest.param("5560360793", Refusal.ORGANISATION_NUMBER, {}, id="organisationsnummer without hyphen"),
        pytest.param(5560360793, Refusal.ORGANISATION_NUMBER, {}, id="organisationsnummer as a number"),
        pytest.param(with_check_digit("195620000010")[2:], Refusal.ORGANISATION_NUMBER, {}, id="third digit 2"),
        pytest.param("16556036-0793", Refusal.ORGANISATION_NUMBER, {}, id="organisationsnummer with prefix"),
        pytest.param("19560113-A334", Refusal.RESERVE_UNCONFIRMED, {"letters": "A"}, id="a letter"),
        pytest.param("19560113-233O", Refusal.RESERVE_UNCONFIRMED, {"letters": "O"}, id="O for 0"),
        pytest.param("19810829m072", Refusal.RESERVE_UNCONFIRMED, {"letters": "M"}, id="VGR, check digit"),
        pytest.param("22950606FH21", Refusal.RESERVE_UNCONFIRMED, {"letters": "FH"}, id="NRID, check digit"),
        pytest.param("ABCDEFGHIJKL", Refusal.RESERVE_UNCONFIRMED, {"letters": "ABCDEFGHIJKL"}, id="twelve letters"),
        pytest.param("991756000010", Refusal.RESERVE_UNCONFIRMED, {"letters": ""}, id="99 and no year"),
    ],
)  # fmt: skip
def test_refuses(raw: object, code: Refusal, data: dict[str, object]) -> None:
    refused = refusal(raw)
    assert (refused.code, refused.data) == (code, data)
    assert refused.key == f"identity.{code.value}"


def test_every_refusal_is_shown_by_a_case() -> None:
    marks = test_refuses.pytestmark  # type: ignore[attr-defined]  # pytest keeps the table there
    shown = {case.values[1] for mark in marks for case in mark.args[1]}
    assert shown == set(Refusal)


def test_a_number_too_big_to_print_is_refused() -> None:
    refused = refusal(10 ** (sys.get_int_max_str_digits() + 10))
    assert refused.code == Refusal.TOO_LONG


def test_the_day_of_birth_is_not_in_the_future() -> None:
    born = date(1956, 1, 13)
    assert parse(MAN, born).digits == MAN
    assert refusal(MAN, date(1956, 1, 12)).code == Refusal.FUTURE_DATE
    assert parse(MAN[2:], born).digits == MAN


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(with_wrong_check_digit(MAN), id="check digit"),
        pytest.param(with_wrong_check_digit(coordination(MAN)), id="check digit of a samordningsnummer"),
        pytest.param("19563113-2334", id="date"),
        pytest.param("19560113-233O", id="letter"),
        pytest.param("19560113-2334;", id="junk"),
        pytest.param("19560113--2334", id="separator"),
    ],
)
def test_a_refusal_never_tells_the_last_four(text: str) -> None:
    refused = refusal(text)
    assert not re.search(r"\d{4}", " ".join(str(value) for key, value in refused.data.items() if key != "year"))
    assert not re.search(r"\d", str(refused))


# ---------------------------------------------------------------- samordningsnummer


@pytest.mark.parametrize(
    ("month", "day"),
    [
        pytest.param(None, None, id="day + 60"),
        pytest.param("00", "73", id="month not known"),
        pytest.param("01", "60", id="day not known"),
        pytest.param("00", "60", id="neither known"),
        pytest.param("04", "91", id="31 April"),
        pytest.param("02", "90", id="30 February"),
        pytest.param("12", "91", id="last day"),
    ],
)
def test_reads_a_coordination_number(month: str | None, day: str | None) -> None:
    number = coordination(MAN, month=month, day=day)
    for form in (number, f"{number[:8]}-{number[8:]}", number[2:], float(number)):
        assert parse(form, TODAY) == PersonalNumber(number, IdentityKind.COORDINATION)


def test_reads_coordination_numbers_of_the_whole_list(test_numbers: tuple[str, ...]) -> None:
    for number in map(coordination, test_numbers):
        identity = parse(f"{number[:8]}-{number[8:]}", TODAY)
        assert identity == PersonalNumber(number, IdentityKind.COORDINATION)
        assert identity.birth_year == int(number[:4])
        assert not identity.may_log_in


def test_a_coordination_number_of_tomorrow_is_refused_and_one_of_today_is_not() -> None:
    number = coordination(MAN)
    assert refusal(number, date(1956, 1, 12)).code == Refusal.FUTURE_DATE
    assert parse(number, date(1956, 1, 13)).digits == number
    assert parse(coordination(MAN, month="00", day="60"), date(1956, 1, 1)).birth_year == 1956


# ---------------------------------------------------------------- the value


def test_shows_itself() -> None:
    identity = parse(WOMAN, TODAY)
    assert str(identity) == identity.dashed == "19560122-2861"
    assert identity.masked == "19560122-••••"
    assert (identity.birth_year, identity.turns(2026), identity.may_log_in) == (1956, 70, True)


def test_is_a_value(test_numbers: tuple[str, ...]) -> None:
    identities = [parse(number, TODAY) for number in reversed(test_numbers)]
    assert sorted(identities) == [parse(number, TODAY) for number in sorted(test_numbers)]
    assert len({*identities, *(parse(f"{n[:8]}-{n[8:]}", TODAY) for n in test_numbers)}) == len(test_numbers)
    with pytest.raises(dataclasses.FrozenInstanceError):
        identities[0].digits = WOMAN  # type: ignore[misc]
