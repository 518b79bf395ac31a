"""Every code about lists has its Swedish words."""

from __future__ import annotations

import string

import pytest

from rhs_desktop.domain.checklist import (
    ColumnMapping,
    Field,
    IgnoredBecause,
    MappingTrouble,
    Problem,
    RowProblem,
    RowRemark,
)
from rhs_desktop.domain.errors import ExpectedError, ListUnreadable
from rhs_desktop.domain.personal_number import Refusal
from rhs_desktop.exchange.reading import ReadTrouble
from rhs_desktop.exchange.writing import FileUnwritable, WriteTrouble
from rhs_desktop.words import lists

DATA: dict[str, object] = {
    "found": "pdf",
    "rows": (4, 9),
    "columns": (1,),
    "age": 51,
    "years": (1976, 1986),
    "kind": "coordination",
    "year": 1976,
    "month": 13,
    "day": 40,
    "letters": "AB",
    "name": "lista.xlsx",
    "megabytes": 200,
    "most": 64,
}
FILE_DATA = DATA | {"rows": 1_048_576, "columns": 16_384}


@pytest.mark.parametrize("code", [*Refusal, *RowProblem, *RowRemark])
def test_every_row_code(code: str) -> None:
    problem = Problem(code, 0, DATA)
    assert_sentence(lists.sentence(problem))
    assert_sentence(lists.advice(problem))


@pytest.mark.parametrize("code", ReadTrouble)
def test_every_way_a_list_cannot_be_read(code: str) -> None:
    trouble = ListUnreadable(code, **FILE_DATA)
    assert_sentence(lists.sentence(trouble))
    assert_sentence(lists.advice(trouble))


@pytest.mark.parametrize("code", WriteTrouble)
def test_every_way_a_file_cannot_be_written(code: str) -> None:
    trouble: ExpectedError = FileUnwritable(code, **DATA)
    assert_sentence(lists.sentence(trouble))
    assert_sentence(lists.advice(trouble))


def assert_sentence(said: str) -> None:
    assert said[0].isupper() or said[0] in string.digits
    assert said[-1] in ".?)f" or ": " in said
    assert "{" not in said


def test_every_reason_and_field_has_a_word() -> None:
    assert set(lists.IGNORED) == set(IgnoredBecause)
    assert set(lists.FIELDS) == set(Field)


def test_no_words_without_a_code() -> None:
    assert set(lists.ROW) == {*Refusal, *RowProblem, *RowRemark}
    assert set(lists.UNREADABLE) == set(ReadTrouble)
    assert set(lists.KINDS) <= {*Refusal, *RowProblem}


def test_mapping_trouble_names_the_columns() -> None:
    mapping = ColumnMapping(1, ("Personnummer", ""), (Field.IDENTITY, Field.IDENTITY))
    (trouble,) = mapping.troubles
    assert lists.mapping_sentence(trouble, mapping) == (
        "Flera kolumner är personnummer: Personnummer och kolumn B. Peka ut vilken som gäller. Står två listor "
        "bredvid varandra: ställ dem under varandra i Excel, annars kommer bara den ena med."
    )
    assert lists.mapping_sentence(MappingTrouble("no_identity"), mapping).endswith("Peka ut kolumnen med personnummer.")
    assert lists.mapping_sentence(MappingTrouble("empty"), mapping) == "Bladet är tomt. Välj ett annat blad."


def test_banner() -> None:
    counts = {"duplicate": 3, "check_digit": 4, "empty": 2}
    assert lists.banner(203, 212, counts) == (
        "203 av 212 rader är klara. Åtgärda: 4 kontrollsiffra, 3 dubbletter, 2 saknar personnummer"
    )
    assert lists.banner(212, 212, {}) == "212 av 212 rader är klara."


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 person med"), (2, "2 personer med"), (12345, "12\u00a0345 personer med")]
)
def test_left_out(count: int, said: str) -> None:
    assert lists.left_out(count).startswith(said)
