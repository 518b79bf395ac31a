"""Undo and redo: of anything, at once or days later, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list, undo
from rhs_desktop.services.cases.undo import UndoRefusal
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import ActDone, record, recording
from rhs_desktop.store import batches, people
from rhs_desktop.store.batches import BatchKind
from tests import builders

DAY = builders.MONDAY
CHECKED = builders.checked_in_cosmic()


@pytest.fixture
def ctx(tmp_path: Path, desk: builders.Desk) -> Iterator[Context]:
    with builders.opened(tmp_path, desk) as context:
        builders.filled(context, 3)
        yield context


def seen(ctx: Context) -> dict[str, Any]:
    """Everything that undo must bring back."""
    with ctx.store.reading() as db:
        residents = people.known(db)
        open_batches = batches.batches(db, BatchKind.SEND)
    rows = case_list.load_rows(ctx)
    return {
        "rows": rows,
        "states": {row.case: ctx.store.state(row.case) for row in rows},
        "residents": residents,
        "batches": open_batches,
        "aside": importing.rows_set_aside(ctx),
    }


def check(ctx: Context, case: int = 1) -> ActDone:
    return builders.happened(ctx, case, CHECKED)


def edit(ctx: Context, case: int = 1) -> ActDone:
    with recording(ctx, ActKind.EDIT_DETAILS) as act:
        act.change_resident(case, builders.details(case - 1, phones=("0141-22 33 44",), protected=True))
        return act.commit()


def prepare(ctx: Context) -> ActDone:
    with recording(ctx, ActKind.PREPARE_SEND) as act:
        batch = act.add_batch(BatchKind.SEND, 1, [1, 2], {"template": "phone"})
        for case in (1, 2):
            act.append(case, ev.SendPrepared(on=DAY, batch=batch))
        return act.commit()


def bring_in(ctx: Context) -> ActDone:
    people = [builders.details(0, phones=("0141-22 33 44",)), builders.details(7)]
    return builders.import_people(ctx, 1, people, extra=[["19560113-2335", *[""] * 7]]).done


DOINGS = [
    pytest.param(check, id="a check in Cosmic"),
    pytest.param(edit, id="details put right"),
    pytest.param(prepare, id="a batch"),
    pytest.param(bring_in, id="an import with new, changed and bad rows"),
    pytest.param(lambda ctx: builders.happened(ctx, 1, ev.Noted(on=DAY, text="x")), id="a note"),
]


@pytest.mark.parametrize("doing", DOINGS)
def test_undo_restores_exactly_and_redo_too(ctx: Context, desk: builders.Desk, doing: Any) -> None:
    before = seen(ctx)
    desk.tick(minutes=1)
    done = doing(ctx)
    after = seen(ctx)
    assert after != before
    for days in (0, 3):
        desk.tick(minutes=1)
        assert undo.plan_undo(ctx, done.act).possible
        undo.undo(ctx, done.act)
        assert seen(ctx) == before
        desk.tick(days=days)
        redoable = undo.redoable(ctx)
        assert redoable is not None
        assert redoable.id == done.act
        undo.redo(ctx, done.act)
        assert seen(ctx) == after


def test_ctrl_z_goes_back_step_by_step(ctx: Context) -> None:
    first, second = check(ctx, 1), check(ctx, 2)
    taken: list[int] = []
    while (act := undo.last_undoable(ctx)) is not None:
        taken.append(act.id)
        undo.undo(ctx, act.id)
    assert taken == [second.act, first.act, 2]
    assert case_list.load_rows(ctx) == []
    back = undo.redoable(ctx)
    assert back is not None
    assert back.id == 2


def test_ctrl_z_after_a_redo_takes_the_same_act_again(ctx: Context) -> None:
    done = check(ctx)
    undo.undo(ctx, done.act)
    undo.redo(ctx, done.act)
    act = undo.last_undoable(ctx)
    assert act is not None
    assert act.id == done.act
    undo.undo(ctx, act.id)
    assert ctx.store.state(1).cosmic is None


def test_what_holds_nothing_is_passed_over(ctx: Context) -> None:
    done = check(ctx)
    settings.save(ctx, settings.Settings(clipboard_seconds=30))
    builders.add_round(ctx, "2027")
    act = undo.last_undoable(ctx)
    assert act is not None
    assert act.id == done.act


def test_a_new_act_ends_redo(ctx: Context) -> None:
    undo.undo(ctx, check(ctx, 1).act)
    check(ctx, 2)
    assert undo.redoable(ctx) is None


def refusal(ctx: Context, act: int) -> tuple[str, tuple[undo.Obstacle, ...]]:
    plan = undo.plan_undo(ctx, act)
    assert not plan.possible
    with pytest.raises(HistoryRefused) as refused:
        undo.undo(ctx, act)
    assert refused.value.data["obstacles"] == plan.obstacles
    return refused.value.code, plan.obstacles


class TestWhatStandsInTheWay:
    def test_a_later_act_on_one_of_the_cases(self, ctx: Context) -> None:
        batch = prepare(ctx)
        later = builders.happened(ctx, 2, builders.invited())
        code, obstacles = refusal(ctx, batch.act)
        assert code == UndoRefusal.LATER_ENTRY
        assert obstacles == (undo.Obstacle(UndoRefusal.LATER_ENTRY, case=2, act=later.act),)

    def test_not_once_that_is_taken_back_itself(self, ctx: Context) -> None:
        batch = prepare(ctx)
        undo.undo(ctx, builders.happened(ctx, 2, builders.invited()).act)
        undo.undo(ctx, batch.act)
        assert ctx.store.state(2).prepared is None

    def test_not_a_note_or_a_handler(self, ctx: Context) -> None:
        done = check(ctx)
        builders.happened(ctx, 1, ev.Noted(on=DAY, text="ringde"), ev.Assigned(on=DAY, handler="Bo"))
        undo.undo(ctx, done.act)
        assert (ctx.store.state(1).cosmic, ctx.store.state(1).handler) == (None, "Bo")

    def test_a_later_change_of_the_same_detail(self, ctx: Context) -> None:
        done = edit(ctx)
        with recording(ctx, ActKind.EDIT_DETAILS) as act:
            act.change_resident(1, builders.details(0, phones=("0141-11 11 11",), protected=True))
            later = act.commit()
        code, obstacles = refusal(ctx, done.act)
        assert code == UndoRefusal.LATER_ENTRY
        assert undo.Obstacle(UndoRefusal.LATER_CHANGE, act=later.act) in obstacles

    def test_not_a_change_that_was_taken_back(self, ctx: Context) -> None:
        before = seen(ctx)
        done = edit(ctx)
        with recording(ctx, ActKind.EDIT_DETAILS) as act:
            act.change_resident(1, builders.details(0, phones=("0141-11 11 11",), protected=True))
            later = act.commit()
        undo.undo(ctx, later.act)
        undo.undo(ctx, done.act)
        assert seen(ctx) == before

    def test_an_import_on_which_work_has_begun(self, ctx: Context) -> None:
        done = bring_in(ctx)
        (row,) = importing.rows_set_aside(ctx)
        importing.dismiss_row(ctx, row.id, "felskrivet")
        check(ctx, done.cases[-1])
        code, obstacles = refusal(ctx, done.act)
        assert code == UndoRefusal.LATER_ENTRY
        assert {one.case for one in obstacles} == {done.cases[-1]}

    def test_that_it_is_taken_back_already(self, ctx: Context) -> None:
        done = check(ctx)
        undo.undo(ctx, done.act)
        assert refusal(ctx, done.act)[0] == UndoRefusal.TAKEN_BACK

    def test_that_there_is_nothing_to_take_back(self, ctx: Context) -> None:
        assert refusal(ctx, 1)[0] == UndoRefusal.NOTHING

    def test_redo_over_later_work(self, ctx: Context) -> None:
        done = check(ctx)
        undo.undo(ctx, done.act)
        builders.happened(ctx, 1, ev.CosmicChecked(on=DAY, result=Eligibility.DECEASED))
        with pytest.raises(HistoryRefused) as refused:
            undo.redo(ctx, done.act)
        assert refused.value.code is HistoryRefusal.LATER_ENTRY

    def test_that_there_is_no_such_act(self, ctx: Context) -> None:
        with pytest.raises(HistoryRefused) as refused:
            undo.plan_undo(ctx, 999)
        assert refused.value.code == "unknown_act"


def test_the_preview_says_what_would_be_taken_back(ctx: Context) -> None:
    done = bring_in(ctx)
    plan = undo.plan_undo(ctx, done.act)
    assert plan.cases == done.cases
    assert [type(record.event) for _, record in plan.entries] == [ev.FactsChanged, ev.Listed]
    assert {(change.what, change.field) for change in plan.changes} == {("import", "live"), ("resident", "phones")}
    assert plan.act.details["source"] == "lista.xlsx"


def test_what_was_corrected_by_itself_is_left_as_it_is(ctx: Context) -> None:
    done = record(ctx, ActKind.EDIT_DETAILS, [(case, CHECKED) for case in (1, 2)])
    with ctx.store.reading() as db:
        entry = next(e.record for e in case_list.case_view(ctx, 1).timeline if e.record.act == done.act)
        assert db
    with recording(ctx, ActKind.CORRECT_NUMBER) as act:
        act.withdraw(1, entry.id, "fel person")
        act.commit()
    undo.undo(ctx, done.act)
    assert [ctx.store.state(case).cosmic for case in (1, 2)] == [None, None]


def test_the_timeline_shows_both(ctx: Context, desk: builders.Desk) -> None:
    done = check(ctx)
    desk.tick(minutes=5)
    desk.user = "Bo Berg"
    undone = undo.undo(builders.context(ctx.store, desk), done.act)
    entry = case_list.case_view(ctx, 1).timeline[-1]
    assert entry.record.event == CHECKED
    assert entry.taken_back is not None
    assert (entry.taken_back.by, entry.taken_back.act) == ("Bo Berg", undone.act)
    undo.redo(ctx, done.act)
    assert case_list.case_view(ctx, 1).timeline[-1].taken_back is None
