"""The residents of the benchmarks: as many as are wanted, taken for people by the program, and nobody's."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.people import HEADINGS, identity, list_row
from rhs_desktop.domain.checklists import RowRules, Sheet, check, propose_mapping
from rhs_desktop.domain.people.personal_number import parse

OLDEST_EVER = 122
"""In years. Check digits came in 1967."""


@pytest.mark.parametrize("number", [0, 1, 10_949, 10_950, 499_999, 9_999_999])
def test_an_identity_reads_as_a_personnummer_of_somebody_long_dead(number: int, today: date) -> None:
    made = identity(number)
    assert parse(made.dashed, today) == made
    assert 1967 - int(made.digits[:4]) > OLDEST_EVER


def test_half_a_million_are_half_a_million_persons() -> None:
    assert len({identity(number).digits for number in range(500_000)}) == 500_000


def test_a_list_of_them_is_imported_whole(today: date) -> None:
    sheet = Sheet.of("Lista", [HEADINGS, *map(list_row, range(500))])
    checked = check(sheet, propose_mapping(sheet, today), RowRules(today))
    assert len(checked.ready) == 500
    assert not [row for row in checked.ready if row.warnings]
