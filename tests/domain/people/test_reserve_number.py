"""Reserve numbers: published formats are recognised, unknown ones need a yes."""

from __future__ import annotations

import pytest

from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber, Refusal, parse
from tests.domain.people.identities import (
    MAN,
    TODAY,
    coordination,
    is_read,
    refusal,
    with_check_digit,
    with_wide_digits,
    with_wrong_check_digit,
)

# Published examples of each format, or numbers of somebody born in the 1800s.
NRID = "22950606FH20"
NRID_OF_UNKNOWN_SEX = "25780404KHD5"
NRID_WITHOUT_DATE = "00342145BZ31"
STOCKHOLM = "991981000010"
VGR = "19810829M071"
VARMLAND = "18560829SF4K"
OREBRO = "18560829TA3C"


def nrid_with_check_digit(eleven: str) -> str:
    fitting = [f"{eleven}{digit}" for digit in range(10) if is_read(f"{eleven}{digit}")]
    assert len(fitting) == 1
    return fitting[0]


@pytest.mark.parametrize(
    ("text", "digits", "birth_year"),
    [
        pytest.param(NRID, NRID, 1995, id="NRID"),
        pytest.param("22950606-FH20", NRID, 1995, id="NRID with the hyphen that it should not have"),
        pytest.param("22950606fh20", NRID, 1995, id="NRID in lower case"),
        pytest.param(NRID_OF_UNKNOWN_SEX, NRID_OF_UNKNOWN_SEX, 1978, id="NRID of a later series, sex not known"),
        pytest.param(NRID_WITHOUT_DATE, NRID_WITHOUT_DATE, None, id="NRID without birth date"),
        pytest.param("00749852BZK0", "00749852BZK0", None, id="NRID with nothing known"),
        pytest.param(STOCKHOLM, STOCKHOLM, 1981, id="Stockholm"),
        pytest.param(991981000010.0, STOCKHOLM, 1981, id="Stockholm as a number"),
        pytest.param("992011150010", "992011150010", 2011, id="Stockholm, where the digits look like a date"),
        pytest.param(VGR, VGR, 1981, id="VGR, man"),
        pytest.param("19450829K088", "19450829K088", 1945, id="VGR, woman"),
        pytest.param("19930829X802", "19930829X802", 1993, id="VGR, not known"),
        pytest.param(VARMLAND, VARMLAND, 1856, id="Värmland"),
        pytest.param("18560829SU2A", "18560829SU2A", None, id="Värmland without birth date"),
        pytest.param(OREBRO, OREBRO, 1856, id="Örebro"),
    ],
)
def test_reads_a_reserve_number_of_a_published_format(text: object, digits: str, birth_year: int | None) -> None:
    identity = parse(text, TODAY)
    assert identity == PersonalNumber(digits, IdentityKind.RESERVE)
    assert identity.birth_year == birth_year
    assert not identity.may_log_in


def test_nrid_tells_the_century_by_its_series() -> None:
    assert parse(nrid_with_check_digit("22010606FHT"), TODAY).birth_year == 1901
    assert parse(nrid_with_check_digit("23010606FHT"), TODAY).birth_year == 2001
    assert parse(nrid_with_check_digit("24990606FHT"), TODAY).birth_year == 1899
    assert parse(nrid_with_check_digit("98010606FHT"), TODAY).birth_year == 2001


@pytest.mark.parametrize(
    "eleven",
    [
        pytest.param("22951306FH2", id="month 13"),
        pytest.param("21950606FH2", id="a series that is not used"),
        pytest.param("99950606FH2", id="a series that does not exist"),
        pytest.param("00190640FH2", id="running number with a month too low"),
        pytest.param("00341945FH2", id="running number just below the lowest month"),
        pytest.param("00342160FH2", id="running number with a day too high"),
        pytest.param("22950606IH2", id="a letter that is left out"),
        pytest.param("22950606FHQ", id="a sex letter that is left out"),
    ],
)
def test_nothing_like_an_nrid_is_one(eleven: str) -> None:
    assert not any(is_read(f"{eleven}{digit}") for digit in range(10))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("19560113A334", id="a letter"),
        pytest.param("19560113-a334", id="hyphen and lower case"),
        pytest.param("991756000010", id="digits alone, of no date"),
        pytest.param("195601320010", id="digits alone, of a reserve number's first day"),
        pytest.param("195612590010", id="digits alone, of a reserve number's last day"),
    ],
)
def test_an_unknown_format_needs_a_yes(text: str) -> None:
    assert refusal(text).code in {Refusal.RESERVE_UNCONFIRMED, Refusal.IMPOSSIBLE_DATE}
    identity = parse(text, TODAY, accept_reserve=True)
    assert identity == PersonalNumber(text.replace("-", "").upper(), IdentityKind.RESERVE)
    assert identity.birth_year is None
    assert identity.turns(2026) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(with_wrong_check_digit(MAN), Refusal.CHECK_DIGIT, id="check digit"),
        pytest.param(with_check_digit("195601130000"), Refusal.SERIAL_ZERO, id="serial 000"),
        pytest.param("19561301-2334", Refusal.IMPOSSIBLE_DATE, id="month 13"),
        pytest.param("19560431-2334", Refusal.IMPOSSIBLE_DATE, id="31 April"),
        pytest.param("19560032-2334", Refusal.IMPOSSIBLE_DATE, id="month 00"),
        pytest.param("19561332-2334", Refusal.IMPOSSIBLE_DATE, id="month 13 and a reserve number's day"),
        pytest.param("29560113-2334", Refusal.FUTURE_DATE, id="future"),
        pytest.param("16556036-0793", Refusal.ORGANISATION_NUMBER, id="organisationsnummer"),
        pytest.param("19560113XXXX", Refusal.MASKED, id="masked"),
        pytest.param("19560113A33", Refusal.CHARACTERS, id="eleven characters"),
        pytest.param("19560113A3345", Refusal.CHARACTERS, id="thirteen characters"),
        pytest.param("1956-0113A334", Refusal.CHARACTERS, id="hyphen in the wrong place"),
        pytest.param(with_wide_digits(MAN, "\uff10"), Refusal.FOREIGN_DIGITS, id="full width digits"),
    ],
)
def test_a_yes_does_not_make_everything_a_reserve_number(text: str, code: Refusal) -> None:
    assert refusal(text, accept_reserve=True).code == code


def test_a_yes_leaves_a_personnummer_what_it_is() -> None:
    assert parse(MAN, TODAY, accept_reserve=True).kind is IdentityKind.PERSONAL
    assert parse(coordination(MAN), TODAY, accept_reserve=True).kind is IdentityKind.COORDINATION


def test_a_reserve_number_has_no_hyphen() -> None:
    identity = parse(NRID, TODAY)
    assert str(identity) == NRID
    assert identity.masked == "22950606••••"
