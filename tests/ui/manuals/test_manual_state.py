"""A manual while it is being changed, without widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from rhs_desktop.domain.manuals.edit import Draft
from rhs_desktop.domain.manuals.manual import TickEffect
from rhs_desktop.ui.manuals.state import EditorTab, ManualState, page_of
from tests import histories

Change = Callable[[ManualState], ManualState]


@pytest.fixture
def state() -> ManualState:
    return ManualState.of(Draft.of(histories.profile("rhs-004")))


def texts(state: ManualState) -> list[str]:
    return [step["text"] for step in state.steps]


def test_it_begins_at_the_first_step_of_the_first_answer(state: ManualState) -> None:
    assert (state.shown, state.place, state.act, state.handling) == ("handlings[1].steps", 1, TickEffect.CALL, 1)
    assert not state.may_save


def test_a_new_step_stands_below_the_chosen_one_and_is_chosen(state: ManualState) -> None:
    added = state.on_step(2).add_step()
    assert (added.place, texts(added)[2], len(added.steps)) == (3, "", len(state.steps) + 1)
    assert not added.may_save
    assert added.put_step("text", "Ny").may_save


def test_a_list_without_steps_gets_its_first(state: ManualState) -> None:
    empty = replace(state, draft=state.draft.put("calling", [])).on_list("calling")
    assert (empty.place, empty.chosen, empty.may_go_up, empty.may_go_down) == (0, None, False, False)
    assert empty.put_step("text", "Ny") is empty
    assert empty.remove_step() is empty
    assert texts(empty.add_step().put_step("text", "Ny")) == ["Ny"]


def test_what_is_taken_away_leaves_the_next_one_chosen(state: ManualState) -> None:
    visit = state.on_list("visit")
    last = visit.on_step(len(visit.steps)).remove_step()
    assert last.place == len(visit.steps) - 1
    assert texts(visit.on_step(3).remove_step())[2] == texts(visit)[3]


@pytest.mark.parametrize(
    ("shown", "act"),
    [
        pytest.param("handlings[1].steps", TickEffect.CALL, id="the call"),
        pytest.param("handlings[3].steps", TickEffect.BOOKING_BASIS, id="the basis of own booking"),
        pytest.param("handlings[4].steps", TickEffect.CLOSE, id="the close"),
    ],
)
def test_a_step_that_a_case_would_wait_for_stays(state: ManualState, shown: str, act: TickEffect) -> None:
    opened = state.on_list(shown)
    place = next(place for place, step in enumerate(opened.steps, 1) if step.get("act") == act)
    chosen = opened.on_step(place)
    assert chosen.needed
    assert chosen.remove_step() is chosen


def test_steps_before_the_visit_may_go_even_where_they_record_something(state: ManualState) -> None:
    opened = state.on_list("before_visit")
    assert (opened.act, opened.needed) == (TickEffect.SAMPLES_TAKEN, False)
    assert opened.remove_step().may_save


def test_a_step_moves_with_the_choice_and_not_beyond_the_ends(state: ManualState) -> None:
    down = state.move_step(1)
    assert (down.place, texts(down)[1]) == (2, texts(state)[0])
    assert down.move_step(-1) == state
    assert state.move_step(-1) is state
    end = state.on_step(len(state.steps))
    assert (end.may_go_down, end.move_step(1)) == (False, end)


def test_the_reply_of_the_open_answer_takes_its_steps_along(state: ManualState) -> None:
    assert "Vi ses" in {step.get("copy") for step in state.put("handlings[1].reply", "Vi ses").steps}


@pytest.mark.parametrize(
    ("change", "used", "may"),
    [
        pytest.param(lambda s: s, False, False, id="nothing done"),
        pytest.param(lambda s: s.put("days.closes", 28), False, True, id="changed"),
        pytest.param(lambda s: s.put("days.closes", 28), True, True, id="changed, in use"),
        pytest.param(lambda s: s.put("days.closes", 28).put("days.closes", 30), False, False, id="changed and back"),
        pytest.param(lambda s: s.put("days.closes", 3), False, False, id="wrong"),
        pytest.param(lambda s: s.using(1, on=True), False, True, id="put to use as it is"),
        pytest.param(lambda s: s.using(1, on=True).using(1, on=False), False, False, id="put to use and not"),
        pytest.param(lambda s: s.using(1, on=True), True, False, id="a new version that differs in nothing"),
    ],
)
def test_when_it_can_be_saved(state: ManualState, change: Change, used: bool, may: bool) -> None:
    assert change(replace(state, used=used)).may_save is may


def test_there_is_nothing_to_look_ahead_with_while_something_is_wrong(state: ManualState) -> None:
    assert state.put("days.closes", 3).after is None
    after = state.put("days.closes", 28).after
    assert after is not None
    assert (after.id, after.days.closes) == ("rhs-004", 28)


@pytest.mark.parametrize(
    ("change", "page"),
    [
        pytest.param(lambda s: s.put("days.closes", 3), EditorTab.DAYS, id="days"),
        pytest.param(lambda s: s.put("phone_attempts", 0), EditorTab.DAYS, id="attempts"),
        pytest.param(lambda s: s.put("sending_hours.end", "07:00"), EditorTab.SENDING, id="hours"),
        pytest.param(lambda s: s.put("reminder.name", ""), EditorTab.SENDING, id="a name"),
        pytest.param(lambda s: s.put("templates[1].internal_name", ""), EditorTab.TEMPLATES, id="a template"),
        pytest.param(lambda s: s.add_step(), EditorTab.STEPS, id="a step of an answer"),
        pytest.param(lambda s: s.on_list("letter.steps").add_step(), EditorTab.STEPS, id="a step of letters"),
    ],
)
def test_each_fault_has_its_page(state: ManualState, change: Change, page: EditorTab) -> None:
    assert {page_of(one) for one in change(state).draft.problems} == {page}
