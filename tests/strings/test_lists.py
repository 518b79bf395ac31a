"""Every code about lists has its Swedish words."""

from __future__ import annotations

import string

import pytest

from rhs_desktop.domain.checklists import (
    CellProblem,
    ColumnMapping,
    IgnoredBecause,
    ListField,
    MappingTrouble,
    RowProblem,
    RowRemark,
)
from rhs_desktop.domain.errors import ExpectedError, FileUnwritable, ListTrouble, ListUnreadable, WriteTrouble
from rhs_desktop.domain.people.personal_number import Refusal
from rhs_desktop.strings.checklists import reading

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
    "field": ListField.ANSWER,
    "other": ListField.INVITED_ON,
    "other_day": "2026-11-03",
}
FILE_DATA = DATA | {"rows": 1_048_576, "columns": 16_384}


@pytest.mark.parametrize("code", [*Refusal, *RowProblem, *RowRemark])
def test_every_row_code(code: str) -> None:
    problem = CellProblem(code, 0, DATA)
    assert_sentence(reading.sentence(problem))
    assert_sentence(reading.advice(problem))


@pytest.mark.parametrize("code", ListTrouble)
def test_every_way_a_list_cannot_be_read(code: ListTrouble) -> None:
    trouble = ListUnreadable(code, **FILE_DATA)
    assert_sentence(reading.sentence(trouble))
    assert_sentence(reading.advice(trouble))


@pytest.mark.parametrize("code", WriteTrouble)
def test_every_way_a_file_cannot_be_written(code: WriteTrouble) -> None:
    trouble: ExpectedError = FileUnwritable(code, **DATA)
    assert_sentence(reading.sentence(trouble))
    assert_sentence(reading.advice(trouble))


def assert_sentence(said: str) -> None:
    assert said[0].isupper() or said[0] in string.digits
    assert said[-1] in ".?)f" or ": " in said
    assert "{" not in said


def test_every_reason_and_field_has_a_word() -> None:
    assert set(reading.IGNORED) == set(IgnoredBecause)
    assert set(reading.FIELDS) == set(ListField)


def test_no_words_without_a_code() -> None:
    assert set(reading.ROW) == {*Refusal, *RowProblem, *RowRemark}
    assert set(reading.UNREADABLE) == set(ListTrouble)
    assert set(reading.KINDS) <= {*Refusal, *RowProblem}


def test_mapping_trouble_names_the_columns() -> None:
    mapping = ColumnMapping(1, ("Personnummer", ""), (ListField.IDENTITY, ListField.IDENTITY))
    (trouble,) = mapping.troubles
    assert reading.mapping_sentence(trouble, mapping) == (
        "Flera kolumner är personnummer: Personnummer och kolumn B. Peka ut vilken som gäller. Står två listor "
        "bredvid varandra: ställ dem under varandra i Excel, annars kommer bara den ena med."
    )
    assert reading.mapping_sentence(MappingTrouble("no_identity"), mapping).endswith(
        "Peka ut kolumnen med personnummer."
    )
    assert reading.mapping_sentence(MappingTrouble("empty"), mapping) == "Bladet är tomt. Välj ett annat blad."


def test_banner() -> None:
    counts = {"duplicate": 3, "check_digit": 4, "empty": 2}
    assert reading.banner(203, 212, counts) == (
        "203 av 212 rader är klara. Åtgärda: 4 kontrollsiffra, 3 dubbletter, 2 saknar personnummer"
    )
    assert reading.banner(212, 212, {}) == "212 av 212 rader är klara."


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 person med"), (2, "2 personer med"), (12345, "12\u00a0345 personer med")]
)
def test_left_out(count: int, said: str) -> None:
    assert reading.left_out(count).startswith(said)
