"""Rows that need a person: put right, chosen, confirmed or put away, each once and each undoable."""

from __future__ import annotations

import pytest

from rhs_desktop.domain.checklists import SetAside
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.people.resident import Name
from rhs_desktop.services.cases import case_list, undo
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import ActDone
from rhs_desktop.store import imports
from rhs_desktop.store.imports import RowState
from tests import builders

BAD = [["19560113-2335", "Ek", "Ulla", *[""] * 5], ["", "Nyman", "Nils", *[""] * 5]]


@pytest.fixture
def round_id(ctx: Context) -> int:
    return builders.add_round(ctx)


def test_fixed_in_place(ctx: Context, round_id: int) -> None:
    builders.import_people(ctx, round_id, [builders.details(0)], extra=BAD)
    row = importing.rows_set_aside(ctx)[0]
    cells = [builders.identity(7).dashed, *row.cells[1:]]
    done = importing.fix_row(ctx, row.id, cells)
    assert isinstance(done, ActDone)
    (case,) = done.cases
    assert (ctx.store.resident_of(case).details.name, ctx.store.case(case).position) == (Name("Ulla", "Ek"), 2)
    assert [left.row for left in importing.rows_set_aside(ctx)] == [4]
    assert dict(case_list.case_view(ctx, case).own_columns)["Personnummer"] == builders.identity(7).dashed
    undo.undo(ctx, done.act)
    assert importing.rows_set_aside(ctx)[0] == row
    assert len(case_list.load_rows(ctx)) == 1


def test_still_wrong(ctx: Context, round_id: int) -> None:
    builders.import_people(ctx, round_id, (), extra=BAD)
    row = importing.rows_set_aside(ctx)[0]
    outcome = importing.fix_row(ctx, row.id, ["19560113", *row.cells[1:]])
    assert isinstance(outcome, SetAside)
    assert [problem.code for problem in outcome.problems] == ["birth_date_only"]
    assert importing.rows_set_aside(ctx)[0] == row


def test_one_of_two_duplicates_is_chosen(ctx: Context, round_id: int) -> None:
    twice = [
        builders.list_row(builders.details(0)),
        builders.list_row(builders.details(0, phones=("0141-22 33 44",))),
    ]
    imported = builders.import_people(ctx, round_id, (), extra=twice)
    assert (imported.new, imported.set_aside) == (0, 2)
    first, second = importing.rows_set_aside(ctx)
    assert first.problems[0].data == {"rows": (2, 3), "columns": (3,)}
    assert isinstance(importing.fix_row(ctx, second.id), ActDone)
    importing.dismiss_row(ctx, first.id, "gammalt nummer")
    assert [row.phone for row in case_list.load_rows(ctx)] == ["0141-22 33 44"]
    assert importing.rows_set_aside(ctx) == ()


def test_a_reserve_number_is_confirmed(ctx: Context, round_id: int) -> None:
    builders.import_people(ctx, round_id, (), extra=[["19860113KX12", "Ek", "Ulla", *[""] * 5]])
    (row,) = importing.rows_set_aside(ctx)
    assert isinstance(importing.check_again(ctx, row.id), SetAside)
    assert isinstance(importing.fix_row(ctx, row.id, accept_reserve=True), ActDone)
    assert [one.digits for one in case_list.load_rows(ctx)] == ["19860113KX12"]


def test_dismissed_with_a_reason(ctx: Context, round_id: int) -> None:
    builders.import_people(ctx, round_id, (), extra=BAD)
    row, _ = importing.rows_set_aside(ctx)
    with pytest.raises(HistoryRefused) as refused:
        importing.dismiss_row(ctx, row.id, "  ")
    assert refused.value.code == "reason_missing"
    done = importing.dismiss_row(ctx, row.id, "finns inte")
    assert [left.row for left in importing.rows_set_aside(ctx)] == [3]
    with ctx.store.reading() as db:
        assert [(one.row, one.reason) for one in imports.rows_aside(db, RowState.DISMISSED)] == [(2, "finns inte")]
    again = builders.import_people(ctx, round_id, (), extra=BAD)
    assert (again.set_aside, again.repeated) == (0, 2)
    undo.undo(ctx, done.act)
    assert len(importing.rows_set_aside(ctx)) == 2


def test_a_row_is_handled_once(ctx: Context, round_id: int) -> None:
    builders.import_people(ctx, round_id, (), extra=BAD)
    row, _ = importing.rows_set_aside(ctx)
    importing.dismiss_row(ctx, row.id, "finns inte")
    with pytest.raises(HistoryRefused, match="row_not_aside"):
        importing.dismiss_row(ctx, row.id, "x")
    with pytest.raises(HistoryRefused, match="row_not_aside"):
        importing.fix_row(ctx, row.id)


def test_as_many_wait_as_are_listed(ctx: Context, round_id: int) -> None:
    def waiting(count: int) -> bool:
        return case_list.rows_waiting(ctx) == len(importing.rows_set_aside(ctx)) == count

    imported = importing.import_list(ctx, builders.checked_list(extra=BAD), round_id, source="a.xlsx", content_hash="1")
    assert waiting(2)
    dismissed = importing.dismiss_row(ctx, importing.rows_set_aside(ctx)[0].id, "dubblett")
    assert waiting(1)
    undo.undo(ctx, dismissed.act)
    assert waiting(2)
    undo.undo(ctx, imported.done.act)
    assert waiting(0)
