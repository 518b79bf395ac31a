"""One number in all the forms in which it is written, and what is no whole number."""

from __future__ import annotations

import pytest

from rhs_desktop.domain.people.phone import search_terms, significant
from rhs_desktop.domain.swedish import digits_only, terms


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("070-174 06 05", id="as people write it"),
        pytest.param("0701740605", id="in one piece"),
        pytest.param("+46701740605", id="as a telephone shows it"),
        pytest.param("+46 70 174 06 05", id="with its country"),
        pytest.param("+46 (0)70-174 06 05", id="with the zero in brackets"),
        pytest.param("0046 70 174 06 05", id="as dialled abroad"),
        pytest.param(" 070\u2013174 06 05 ", id="with a dash"),
        pytest.param("070/174.06.05", id="with other marks"),
    ],
)
def test_all_forms_share_their_digits(text: str) -> None:
    assert significant(text) == "701740605"
    assert search_terms(text) == ("701740605",)
    assert all("701740605" in digits_only(other) for other in ("070-174 06 05", "+46 70 174 06 05"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("070-17", id="a beginning"),
        pytest.param("19760115-2395", id="a personnummer"),
        pytest.param("760115-2395", id="a short personnummer"),
        pytest.param("Ek 0701740605", id="a name and a number"),
        pytest.param("+45 32 12 34 56", id="another country"),
        pytest.param("0045 32 12 34 56", id="another country, dialled"),
        pytest.param("skyddat", id="a word"),
    ],
)
def test_what_is_no_whole_swedish_number_is_searched_as_it_stands(text: str) -> None:
    assert significant(text) == ""


def test_words_are_searched_as_words() -> None:
    assert search_terms("Karin Ek") == terms("Karin Ek") != ()


def test_zeros_at_the_end_and_before_the_number_abroad() -> None:
    assert significant("+46 70 174 06 00") == "701740600"
    assert significant("0046 070 174 06 00") == "701740600"
