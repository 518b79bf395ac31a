"""Rows that need a person: put right, chosen, confirmed or put away, each once and each undoable."""

from __future__ import annotations

import pytest

from rhs_desktop.domain.checklist import SetAside
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.resident import Name
from rhs_desktop.services import importing, overview, undoing
from rhs_desktop.services.acts import Done
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import lists
from tests import builders

BAD = [["19560113-2335", "Ek", "Ulla", *[""] * 5], ["", "Nyman", "Nils", *[""] * 5]]


@pytest.fixture
def round_id(w: Workplace) -> int:
    return builders.add_round(w)


def test_fixed_in_place(w: Workplace, round_id: int) -> None:
    builders.import_people(w, round_id, [builders.details(0)], extra=BAD)
    row = importing.rows_set_aside(w)[0]
    cells = [builders.identity(7).dashed, *row.cells[1:]]
    done = importing.fix_row(w, row.id, cells)
    assert isinstance(done, Done)
    (case,) = done.cases
    assert (w.store.resident_of(case).details.name, w.store.case(case).position) == (Name("Ulla", "Ek"), 2)
    assert [left.row for left in importing.rows_set_aside(w)] == [4]
    assert dict(overview.case_view(w, case).own_columns)["Personnummer"] == builders.identity(7).dashed
    undoing.undo(w, done.act)
    assert importing.rows_set_aside(w)[0] == row
    assert len(overview.load_rows(w)) == 1


def test_still_wrong(w: Workplace, round_id: int) -> None:
    builders.import_people(w, round_id, (), extra=BAD)
    row = importing.rows_set_aside(w)[0]
    outcome = importing.fix_row(w, row.id, ["19560113", *row.cells[1:]])
    assert isinstance(outcome, SetAside)
    assert [problem.code for problem in outcome.problems] == ["birth_date_only"]
    assert importing.rows_set_aside(w)[0] == row


def test_one_of_two_duplicates_is_chosen(w: Workplace, round_id: int) -> None:
    twice = [
        builders.list_row(builders.details(0)),
        builders.list_row(builders.details(0, phones=("0141-22 33 44",))),
    ]
    imported = builders.import_people(w, round_id, (), extra=twice)
    assert (imported.new, imported.set_aside) == (0, 2)
    first, second = importing.rows_set_aside(w)
    assert first.problems[0].data == {"rows": (2, 3), "columns": (3,)}
    assert isinstance(importing.fix_row(w, second.id), Done)
    importing.dismiss_row(w, first.id, "gammalt nummer")
    assert [row.phone for row in overview.load_rows(w)] == ["0141-22 33 44"]
    assert importing.rows_set_aside(w) == ()


def test_a_reserve_number_is_confirmed(w: Workplace, round_id: int) -> None:
    builders.import_people(w, round_id, (), extra=[["19860113KX12", "Ek", "Ulla", *[""] * 5]])
    (row,) = importing.rows_set_aside(w)
    assert isinstance(importing.check_again(w, row.id), SetAside)
    assert isinstance(importing.fix_row(w, row.id, accept_reserve=True), Done)
    assert [one.digits for one in overview.load_rows(w)] == ["19860113KX12"]


def test_dismissed_with_a_reason(w: Workplace, round_id: int) -> None:
    builders.import_people(w, round_id, (), extra=BAD)
    row, _ = importing.rows_set_aside(w)
    with pytest.raises(HistoryRefused) as refused:
        importing.dismiss_row(w, row.id, "  ")
    assert refused.value.code == "reason_missing"
    done = importing.dismiss_row(w, row.id, "finns inte")
    assert [left.row for left in importing.rows_set_aside(w)] == [3]
    with w.store.reading() as db:
        assert [(one.row, one.reason) for one in lists.rows_aside(db, lists.DISMISSED)] == [(2, "finns inte")]
    again = builders.import_people(w, round_id, (), extra=BAD)
    assert (again.set_aside, again.repeated) == (0, 2)
    undoing.undo(w, done.act)
    assert len(importing.rows_set_aside(w)) == 2


def test_a_row_is_handled_once(w: Workplace, round_id: int) -> None:
    builders.import_people(w, round_id, (), extra=BAD)
    row, _ = importing.rows_set_aside(w)
    importing.dismiss_row(w, row.id, "finns inte")
    with pytest.raises(HistoryRefused, match="row_not_aside"):
        importing.dismiss_row(w, row.id, "x")
    with pytest.raises(HistoryRefused, match="row_not_aside"):
        importing.fix_row(w, row.id)


def test_as_many_wait_as_are_listed(w: Workplace, round_id: int) -> None:
    def waiting(count: int) -> bool:
        return overview.rows_waiting(w) == len(importing.rows_set_aside(w)) == count

    imported = importing.import_list(w, builders.checked_list(extra=BAD), round_id, source="a.xlsx", content_hash="1")
    assert waiting(2)
    dismissed = importing.dismiss_row(w, importing.rows_set_aside(w)[0].id, "dubblett")
    assert waiting(1)
    undoing.undo(w, dismissed.act)
    assert waiting(2)
    undoing.undo(w, imported.done.act)
    assert waiting(0)
