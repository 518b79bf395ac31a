"""Undo and redo: of anything, at once or days later, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.services import importing, overview, settings, undoing
from rhs_desktop.services.acts import Done, record, recording
from rhs_desktop.services.undoing import Because
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import batches, people
from tests import builders

DAY = builders.MONDAY
CHECKED = builders.checked_in_cosmic()


@pytest.fixture
def w(tmp_path: Path, desk: builders.Desk) -> Iterator[Workplace]:
    with builders.opened(tmp_path, desk) as workplace:
        builders.filled(workplace, 3)
        yield workplace


def seen(w: Workplace) -> dict[str, Any]:
    """Everything that undo must bring back."""
    with w.store.reading() as db:
        residents = people.known(db)
        open_batches = batches.batches(db, "send")
    rows = overview.load_rows(w)
    return {
        "rows": rows,
        "states": {row.case: w.store.state(row.case) for row in rows},
        "residents": residents,
        "batches": open_batches,
        "aside": importing.rows_set_aside(w),
    }


def check(w: Workplace, case: int = 1) -> Done:
    return builders.happened(w, case, CHECKED)


def edit(w: Workplace, case: int = 1) -> Done:
    with recording(w, "edit") as act:
        act.change_resident(case, builders.details(case - 1, phones=("0141-22 33 44",), protected=True))
        return act.commit()


def prepare(w: Workplace) -> Done:
    with recording(w, "prepare_send") as act:
        batch = act.add_batch("send", 1, [1, 2], {"template": "phone"})
        for case in (1, 2):
            act.append(case, ev.SendPrepared(on=DAY, batch=batch))
        return act.commit()


def bring_in(w: Workplace) -> Done:
    people = [builders.details(0, phones=("0141-22 33 44",)), builders.details(7)]
    return builders.import_people(w, 1, people, extra=[["19560113-2335", *[""] * 7]]).done


DOINGS = [
    pytest.param(check, id="a check in Cosmic"),
    pytest.param(edit, id="details put right"),
    pytest.param(prepare, id="a batch"),
    pytest.param(bring_in, id="an import with new, changed and bad rows"),
    pytest.param(lambda w: builders.happened(w, 1, ev.Noted(on=DAY, text="x")), id="a note"),
]


@pytest.mark.parametrize("doing", DOINGS)
def test_undo_restores_exactly_and_redo_too(w: Workplace, desk: builders.Desk, doing: Any) -> None:
    before = seen(w)
    desk.tick(minutes=1)
    done = doing(w)
    after = seen(w)
    assert after != before
    for days in (0, 3):
        desk.tick(minutes=1)
        assert undoing.plan_undo(w, done.act).possible
        undoing.undo(w, done.act)
        assert seen(w) == before
        desk.tick(days=days)
        redoable = undoing.redoable(w)
        assert redoable is not None
        assert redoable.id == done.act
        undoing.redo(w, done.act)
        assert seen(w) == after


def test_ctrl_z_goes_back_step_by_step(w: Workplace) -> None:
    first, second = check(w, 1), check(w, 2)
    taken: list[int] = []
    while (act := undoing.last_undoable(w)) is not None:
        taken.append(act.id)
        undoing.undo(w, act.id)
    assert taken == [second.act, first.act, 2]
    assert overview.load_rows(w) == []
    back = undoing.redoable(w)
    assert back is not None
    assert back.id == 2


def test_ctrl_z_after_a_redo_takes_the_same_act_again(w: Workplace) -> None:
    done = check(w)
    undoing.undo(w, done.act)
    undoing.redo(w, done.act)
    act = undoing.last_undoable(w)
    assert act is not None
    assert act.id == done.act
    undoing.undo(w, act.id)
    assert w.store.state(1).cosmic is None


def test_what_holds_nothing_is_passed_over(w: Workplace) -> None:
    done = check(w)
    settings.save(w, settings.Settings(clipboard_seconds=30))
    builders.add_round(w, "2027")
    act = undoing.last_undoable(w)
    assert act is not None
    assert act.id == done.act


def test_a_new_act_ends_redo(w: Workplace) -> None:
    undoing.undo(w, check(w, 1).act)
    check(w, 2)
    assert undoing.redoable(w) is None


def refusal(w: Workplace, act: int) -> tuple[str, tuple[undoing.Obstacle, ...]]:
    plan = undoing.plan_undo(w, act)
    assert not plan.possible
    with pytest.raises(HistoryRefused) as refused:
        undoing.undo(w, act)
    assert refused.value.data["obstacles"] == plan.obstacles
    return refused.value.code, plan.obstacles


class TestWhatStandsInTheWay:
    def test_a_later_act_on_one_of_the_cases(self, w: Workplace) -> None:
        batch = prepare(w)
        later = builders.happened(w, 2, builders.invited())
        code, obstacles = refusal(w, batch.act)
        assert code == Because.LATER_ENTRY
        assert obstacles == (undoing.Obstacle(Because.LATER_ENTRY, case=2, act=later.act),)

    def test_not_once_that_is_taken_back_itself(self, w: Workplace) -> None:
        batch = prepare(w)
        undoing.undo(w, builders.happened(w, 2, builders.invited()).act)
        undoing.undo(w, batch.act)
        assert w.store.state(2).prepared is None

    def test_not_a_note_or_a_handler(self, w: Workplace) -> None:
        done = check(w)
        builders.happened(w, 1, ev.Noted(on=DAY, text="ringde"), ev.Assigned(on=DAY, handler="Bo"))
        undoing.undo(w, done.act)
        assert (w.store.state(1).cosmic, w.store.state(1).handler) == (None, "Bo")

    def test_a_later_change_of_the_same_detail(self, w: Workplace) -> None:
        done = edit(w)
        with recording(w, "edit") as act:
            act.change_resident(1, builders.details(0, phones=("0141-11 11 11",), protected=True))
            later = act.commit()
        code, obstacles = refusal(w, done.act)
        assert code == Because.LATER_ENTRY
        assert undoing.Obstacle(Because.LATER_CHANGE, act=later.act) in obstacles

    def test_not_a_change_that_was_taken_back(self, w: Workplace) -> None:
        before = seen(w)
        done = edit(w)
        with recording(w, "edit") as act:
            act.change_resident(1, builders.details(0, phones=("0141-11 11 11",), protected=True))
            later = act.commit()
        undoing.undo(w, later.act)
        undoing.undo(w, done.act)
        assert seen(w) == before

    def test_an_import_on_which_work_has_begun(self, w: Workplace) -> None:
        done = bring_in(w)
        (row,) = importing.rows_set_aside(w)
        importing.dismiss_row(w, row.id, "felskrivet")
        check(w, done.cases[-1])
        code, obstacles = refusal(w, done.act)
        assert code == Because.LATER_ENTRY
        assert {one.case for one in obstacles} == {done.cases[-1]}

    def test_that_it_is_taken_back_already(self, w: Workplace) -> None:
        done = check(w)
        undoing.undo(w, done.act)
        assert refusal(w, done.act)[0] == Because.TAKEN_BACK

    def test_that_there_is_nothing_to_take_back(self, w: Workplace) -> None:
        assert refusal(w, 1)[0] == Because.NOTHING

    def test_redo_over_later_work(self, w: Workplace) -> None:
        done = check(w)
        undoing.undo(w, done.act)
        builders.happened(w, 1, ev.CosmicChecked(on=DAY, result=ev.Eligibility.DECEASED))
        with pytest.raises(HistoryRefused) as refused:
            undoing.redo(w, done.act)
        assert refused.value.code == Because.LATER_ENTRY

    def test_that_there_is_no_such_act(self, w: Workplace) -> None:
        with pytest.raises(HistoryRefused) as refused:
            undoing.plan_undo(w, 999)
        assert refused.value.code == "unknown_act"


def test_the_preview_says_what_would_be_taken_back(w: Workplace) -> None:
    done = bring_in(w)
    plan = undoing.plan_undo(w, done.act)
    assert plan.cases == done.cases
    assert [type(record.event) for _, record in plan.entries] == [ev.FactsChanged, ev.Listed]
    assert {(change.what, change.field) for change in plan.changes} == {("import", "live"), ("resident", "phones")}
    assert plan.act.details["source"] == "lista.xlsx"


def test_what_was_corrected_by_itself_is_left_as_it_is(w: Workplace) -> None:
    done = record(w, "test", [(case, CHECKED) for case in (1, 2)])
    with w.store.reading() as db:
        entry = next(e.record for e in overview.case_view(w, 1).timeline if e.record.act == done.act)
        assert db
    with recording(w, "correct") as act:
        act.withdraw(1, entry.id, "fel person")
        act.commit()
    undoing.undo(w, done.act)
    assert [w.store.state(case).cosmic for case in (1, 2)] == [None, None]


def test_the_timeline_shows_both(w: Workplace, desk: builders.Desk) -> None:
    done = check(w)
    desk.tick(minutes=5)
    desk.user = "Bo Berg"
    undone = undoing.undo(builders.workplace(w.store, desk), done.act)
    entry = overview.case_view(w, 1).timeline[-1]
    assert entry.record.event == CHECKED
    assert entry.taken_back is not None
    assert (entry.taken_back.by, entry.taken_back.act) == ("Bo Berg", undone.act)
    undoing.redo(w, done.act)
    assert overview.case_view(w, 1).timeline[-1].taken_back is None
