"""Coming in: passwords, waiting, and the code on paper."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.domain.login_delay import FORGOTTEN_AFTER, LONGEST_WAIT, wait_until
from rhs_desktop.domain.passwords import (
    CODE_LENGTH,
    CODE_LETTERS,
    LEAST_PASSWORD,
    MOST_FILE_PASSWORD,
    check_file_password,
    check_password,
    file_password,
    folded,
    login_name,
    password_text,
    read_code,
    written_code,
)
from tests.refusals import refusal_of

NOW = datetime(2026, 11, 9, 9, 0)
LETTERS = st.text(alphabet=CODE_LETTERS, min_size=CODE_LENGTH, max_size=CODE_LENGTH)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        pytest.param("", "password_short", id="nothing"),
        pytest.param("niotecken", "password_short", id="too short"),
        pytest.param("annaek12345", "password_is_name", id="with the name"),
        pytest.param("Hej Anna Ek!", "password_is_name", id="with the name and more"),
        pytest.param("aaaaaaaaaaaa", "password_simple", id="one letter"),
        pytest.param("ababababab", "password_simple", id="two letters"),
        pytest.param("0123456789", "password_simple", id="a row of digits"),
        pytest.param("ärtsoppa på torsdag", None, id="some words"),
        pytest.param("kJ8#mqR2xz", None, id="ten characters"),
    ],
)
def test_passwords(password: str, code: str | None) -> None:
    assert refusal_of(lambda: check_password(password, "Anna Ek")) == code


def test_names() -> None:
    assert login_name("  Anna   Ek ") == "Anna Ek"
    assert folded("ÅSA  Ek") == folded("åsa ek")
    assert password_text("a\u030a") == password_text("å")
    with pytest.raises(EntryRefused):
        login_name("   ")


@pytest.mark.parametrize(
    ("failed", "seconds"),
    [(0, 0), (1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (8, 32), (9, 60), (50, 60)],
)
def test_waiting_grows_to_a_minute(failed: int, seconds: int) -> None:
    until = wait_until([NOW] * failed, NOW)
    assert until == (NOW + timedelta(seconds=seconds) if seconds else None)


@given(st.lists(st.integers(-3_000, 3_000).map(lambda seconds: NOW + timedelta(seconds=seconds))))
def test_nobody_waits_longer_than_a_minute_whatever_the_clock_did(failed: list[datetime]) -> None:
    until = wait_until(failed, NOW)
    assert until is None or NOW < until <= NOW + LONGEST_WAIT


@given(LETTERS)
def test_a_code_is_read_as_it_was_written(letters: str) -> None:
    code = written_code(letters)
    assert read_code(code) == letters
    assert read_code(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == letters


@given(LETTERS, st.integers(0, CODE_LENGTH - 1), st.sampled_from(CODE_LETTERS))
def test_one_wrong_letter_is_noticed(letters: str, place: int, other: str) -> None:
    whole = written_code(letters).replace("-", "")
    wrong = whole[:place] + other + whole[place + 1 :]
    assume(wrong != whole)
    with pytest.raises(EntryRefused):
        read_code(wrong)


@pytest.mark.parametrize("text", ["", "ABC", "U" * 30, "A" * 29, "A" * 31])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(EntryRefused) as refused:
        read_code(text)
    assert refused.value.code == "code_wrong"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        pytest.param("ärtsoppa 9", None, id="ten"),
        pytest.param("ärtsoppa9", "password_short", id="nine"),
        pytest.param("abcdefghijkl", "password_simple", id="the alphabet"),
        pytest.param("ärtsoppa " * 28 + "och", None, id="as long as Excel takes"),
        pytest.param("ärtsoppa " * 28 + "ochs", "password_long", id="longer"),
        pytest.param(unicodedata.normalize("NFD", "ärtsoppa " * 28 + "och"), None, id="counted as it is used"),
    ],
)
def test_a_files_password(password: str, code: str | None) -> None:
    assert refusal_of(lambda: check_file_password(password)) == code


def test_a_files_password_is_what_keyboards_give() -> None:
    assert file_password(unicodedata.normalize("NFD", "Åäö")) == "Åäö"
    assert file_password("10 m²") == "10 m²", "Excel would not open it with another sign"


def test_codes_that_were_printed_are_still_read() -> None:
    """Two that lie in safes since the first version: check letters and groups must stay as they are."""
    assert written_code("0123456789ABCDEFGHJKMNPQRSTV") == "01234-56789-ABCDE-FGHJK-MNPQR-STVYD"
    assert read_code("VTSRQ-PNMKJ-HGFED-CBA98-76543-210BY") == "VTSRQPNMKJHGFEDCBA9876543210"


@pytest.mark.parametrize("wrong", ["01234-56789-ABCDE-FGHJK-MNPQR-STVYE", "11234-56789-ABCDE-FGHJK-MNPQR-STVYD"])
def test_a_wrong_letter_is_refused_as_a_wrong_code(wrong: str) -> None:
    assert refusal_of(lambda: read_code(wrong)) == "code_wrong"


def test_how_long_a_password_may_be_is_told() -> None:
    with pytest.raises(EntryRefused) as short:
        check_password("niotecken", "Anna Ek")
    assert short.value.data == {"least": LEAST_PASSWORD}
    with pytest.raises(EntryRefused) as long:
        check_file_password("ärtsoppa " * 28 + "ochs")
    assert long.value.data == {"most": MOST_FILE_PASSWORD}


def test_four_different_letters_are_enough() -> None:
    assert refusal_of(lambda: check_password("abcdabdcab", "Anna Ek")) is None
    assert refusal_of(lambda: check_password("abcabcacba", "Anna Ek")) == "password_simple"


def test_a_files_password_bears_nobodys_name() -> None:
    assert refusal_of(lambda: check_file_password("xxxx ärtsoppa")) is None


def test_an_empty_name_is_refused_as_empty() -> None:
    assert refusal_of(lambda: login_name("   ")) == "name_empty"


def test_a_wait_that_is_over_is_none_and_old_tries_are_forgotten() -> None:
    ago = NOW - timedelta(minutes=2)
    assert wait_until([ago] * 5, NOW) is None
    assert wait_until([NOW - FORGOTTEN_AFTER, NOW, NOW], NOW) is None
    just = NOW - FORGOTTEN_AFTER + timedelta(seconds=1)
    assert wait_until([just, NOW, NOW], NOW) == NOW + timedelta(seconds=1)
