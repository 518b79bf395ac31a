"""The list to practise on: messy as they come, with trouble that can be mended."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from rhs_desktop.domain.checklists import (
    CheckedList,
    IgnoredBecause,
    ListField,
    RowRules,
    SetAside,
    check,
    clinic_key,
    propose_mapping,
)
from rhs_desktop.domain.errors import FileUnwritable
from rhs_desktop.domain.people.personal_number import IdentityKind, parse
from rhs_desktop.exchange.reading import read_list
from rhs_desktop.practice.checklist import MESSY_READY, MESSY_ROWS, list_text, mistyped, write_practice_list
from rhs_desktop.practice.people import BIRTH_YEARS, coordination_number, people


def rules_on(today: date) -> RowRules:
    return RowRules(today, BIRTH_YEARS, ours={clinic_key(people().clinic.name): True})


@pytest.fixture
def checked(tmp_path: Path, today: date) -> CheckedList:
    write_practice_list(tmp_path / "lista.xlsx", today)
    listed = read_list(tmp_path / "lista.xlsx")
    sheet = listed.sheets[listed.proposed_sheet]
    return check(
        sheet,
        propose_mapping(sheet, today),
        RowRules(today, BIRTH_YEARS, ours={clinic_key(people().clinic.name): True}),
    )


def test_most_rows_are_ready(checked: CheckedList) -> None:
    assert len(checked.ready) == MESSY_READY == 53
    assert len(checked.ready) + len(checked.set_aside) == MESSY_ROWS == 60
    assert checked.mapping.header == 4


def test_the_rest_shows_every_common_trouble(checked: CheckedList) -> None:
    assert checked.counts == {"check_digit": 2, "duplicate": 2, "empty": 1, "lost_precision": 1, "masked": 1}
    assert {one.because for one in checked.ignored} == {
        *(IgnoredBecause.ABOVE, IgnoredBecause.HEADINGS, IgnoredBecause.BLANK, IgnoredBecause.TOTAL),
    }


def test_what_is_worth_a_look(checked: CheckedList) -> None:
    remarks = Counter(remark.code for row in checked.ready for remark in row.warnings)
    assert remarks == {"age_outside_target": 2, "protected": 1, "no_login": 1}


def test_the_notes_lead_to_the_right_numbers(checked: CheckedList, today: date) -> None:
    column = checked.mapping.columns(ListField.IDENTITY)[0]
    fixed = checked
    wanted = {one.identity.digits for one in people().newcomers}
    wrong = [row for row in checked.set_aside if row.problems[0].code == "check_digit"]
    assert len(wrong) == 2
    for row in wrong:
        right = f"{str(row.cells[column])[:-4]}{str(row.cells[-1])[-4:]}"
        assert parse(right, today).digits in wanted
        fixed = fixed.replaced(row.row, column, right)
    assert len(fixed.ready) == MESSY_READY + 2


def test_two_of_them_are_known(checked: CheckedList) -> None:
    known = {one.identity.digits: one for one in people().residents}
    found = [row.details for row in checked.ready if row.details.identity.digits in known]
    assert len(found) == 2
    assert sum(known[one.identity.digits].phones == one.phones for one in found) <= 1


def test_numbers_are_test_numbers(checked: CheckedList, test_numbers: tuple[str, ...]) -> None:
    personal = [row.details.identity for row in checked.ready if row.details.identity.kind is IdentityKind.PERSONAL]
    assert len(personal) == MESSY_READY - 1
    assert {one.digits for one in personal} <= set(test_numbers)


def test_an_earlier_file_is_replaced_whole_or_not_at_all(tmp_path: Path, today: date) -> None:
    write_practice_list(tmp_path / "lista.xlsx", today)
    before = (tmp_path / "lista.xlsx").read_bytes()
    write_practice_list(tmp_path / "lista.xlsx", today)
    assert len((tmp_path / "lista.xlsx").read_bytes()) == len(before)
    with pytest.raises(FileUnwritable):
        write_practice_list(tmp_path / "saknas" / "lista.xlsx", today)


def test_a_tidy_list_holds_everybody(today: date) -> None:
    residents = people().residents[:40]
    text = list_text(residents, "Vårdcentralen Ekeby", [(mistyped(people().newcomers[0]), "Ek", "Eva")])
    sheet = read_list(text).sheets[0]
    found = check(
        sheet,
        propose_mapping(sheet, today),
        RowRules(today, BIRTH_YEARS, ours={clinic_key(people().clinic.name): True}),
    )
    assert {one.details.identity: one.details for one in found.ready} == {one.identity: one for one in residents}
    assert [type(one) for one in found.set_aside] == [SetAside]
    assert {one.listed_at for one in found.ready} == {"Vårdcentralen Ekeby"}


@pytest.mark.parametrize("number", range(0, 300, 37))
def test_a_coordination_number_for_practice_is_nobodys(number: int, today: date) -> None:
    made = coordination_number(people().residents[number].identity)
    assert parse(made.dashed, today) == made
    assert made.kind is IdentityKind.COORDINATION
    with pytest.raises(ValueError, match="day"):
        date(int(made.digits[:4]), int(made.digits[4:6]), int(made.digits[6:8]) - 60)


def test_people_are_in_one_group_only() -> None:
    groups = (people().residents, people().newcomers, people().older)
    numbers = [one.identity for group in groups for one in group]
    assert len(set(numbers)) == len(numbers) == 300 + 52 + 2
