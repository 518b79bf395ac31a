"""Names of clinics in a list: which are one, which are our own, and what a row of another one says."""

from __future__ import annotations

from datetime import date

import pytest

from rhs_desktop.domain.checklists import RowRules, check, clinic_key, mapping_at, named_clinics
from rhs_desktop.domain.checklists.statements import said_of
from rhs_desktop.domain.recognition.reader import Kind
from tests.builders import identity
from tests.lists import sheet_of

TODAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    "name", ["Ekeby VC", "Vårdcentralen Ekeby", "EKEBY VÅRDCENTRAL", "Ekeby vc", "Ekeby", "Ekeby hälsocentral"]
)
def test_one_clinic_in_many_ways(name: str) -> None:
    assert clinic_key(name) == "ekeby"


def test_two_clinics_are_two() -> None:
    assert clinic_key("Ekeby Norra VC") != clinic_key("Ekeby Södra VC")
    assert clinic_key("Vårdcentralen") == "vardcentralen"


@pytest.mark.parametrize(
    ("cell", "ours", "said"),
    [
        ("Ekeby VC", {}, {Kind.NOT_LISTED: False}),
        ("Ekeby VC", {"ekeby": True}, {}),
        ("Ekeby VC", {"ekeby": False}, {Kind.NOT_LISTED: True}),
        ("Ekeby VC", {"motala": True}, {Kind.NOT_LISTED: False}),
        ("Ej listad", {"ekeby": True}, {Kind.NOT_LISTED: True}),
        ("", {}, {}),
    ],
)
def test_what_the_clinic_of_a_row_says(cell: str, ours: dict[str, bool], said: dict[Kind, bool]) -> None:
    sheet = sheet_of(("Personnummer", "Namn", "Listad vårdcentral"), (identity(0).dashed, "Ek, Karin", cell))
    (ready,) = check(sheet, mapping_at(sheet, 1, TODAY), RowRules(TODAY, ours=ours)).ready
    assert said_of(ready.warnings) == said


def test_each_name_is_told_once_with_its_rows() -> None:
    cells = ["Ekeby VC", "Ekeby vårdcentral", "Motala VC", "Ej listad", "", "Listad vårdcentral"]
    rows = [(identity(place).dashed, cell) for place, cell in enumerate(cells)]
    sheet = sheet_of(("Personnummer", "Listad vårdcentral"), *rows)
    mapping = mapping_at(sheet, 1, TODAY)
    found = [(one.name, one.rows, one.ours) for one in named_clinics(sheet, mapping, {"ekeby": True})]
    assert found == [("Motala VC", 1, None), ("Ekeby VC", 2, True)]
    assert named_clinics(sheet, mapping.with_field(1, None), {}) == ()
