"""The wizard's rules, without a widget."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.services.manual_files import load_profiles
from rhs_desktop.ui.sending.state import SendBlocked, SendStage, SendState

NOTIFIED = RecipientOutcome.NOTIFIED
PROFILE: Profile = load_profiles().default


def state(**given_: object) -> SendState:
    return replace(SendState(PROFILE), **given_)  # type: ignore[arg-type]


def at_control(*cases: int) -> SendState:
    return state(step=SendStage.RECIPIENTS, template="phone", chosen=cases).prepared(7)


@pytest.mark.parametrize(
    ("given_", "why"),
    [
        pytest.param(state(), SendBlocked.NO_TEMPLATE, id="no template"),
        pytest.param(state(template="web"), SendBlocked.WEB_TIMES_UNKNOWN, id="web times not told"),
        pytest.param(state(template="web", free_times=0), SendBlocked.NO_WEB_TIMES, id="no web times"),
        pytest.param(state(step=SendStage.RECIPIENTS, template="phone"), SendBlocked.NOBODY, id="nobody chosen"),
        pytest.param(
            state(step=SendStage.RECIPIENTS, chosen=tuple(range(251))), SendBlocked.TOO_MANY, id="one too many"
        ),
        pytest.param(at_control(1, 2), SendBlocked.UNMARKED, id="nobody marked"),
        pytest.param(at_control(1, 2).marked({1: NOTIFIED}), SendBlocked.UNMARKED, id="one not marked"),
        pytest.param(
            at_control(1).marked({1: RecipientOutcome.LOCKED}), SendBlocked.NOBODY_LEFT, id="nobody can get it"
        ),
    ],
)
def test_what_stands_in_the_way(given_: SendState, why: SendBlocked) -> None:
    assert given_.blocked is why
    assert given_.advance() == given_


@pytest.mark.parametrize(
    "given_",
    [
        pytest.param(state(template="phone"), id="phone needs no web times"),
        pytest.param(state(template="web", free_times=1), id="one web time"),
        pytest.param(state(step=SendStage.RECIPIENTS, chosen=(1,)), id="one chosen"),
        pytest.param(state(step=SendStage.RECIPIENTS, chosen=tuple(range(250))), id="as many as a file may hold"),
        pytest.param(at_control(1, 2).marked({1: NOTIFIED, 2: RecipientOutcome.LOCKED}), id="all marked"),
    ],
)
def test_what_may_go_on(given_: SendState) -> None:
    assert given_.blocked is None


def test_the_four_steps_in_order() -> None:
    now = state(template="phone").advance()
    assert now.step is SendStage.RECIPIENTS
    now = now.adding([3, 1, 3]).prepared(7)
    assert (now.step, now.chosen, now.batch) == (SendStage.CONTROL, (3, 1), 7)
    now = now.marked({3: NOTIFIED, 1: RecipientOutcome.NO_NOTIFICATION}).advance()
    assert (now.step, now.receiving, now.moved) == (SendStage.SENT, (3,), (1,))
    assert now.advance() == now
    assert now.back().step is SendStage.CONTROL


def test_recipients_do_not_go_on_without_a_prepared_batch() -> None:
    with pytest.raises(ValueError, match="prepare"):
        state(step=SendStage.RECIPIENTS, chosen=(1,)).advance()


def test_going_back_from_the_control_opens_the_batch() -> None:
    opened = at_control(1, 2).back()
    assert (opened.step, opened.batch, opened.chosen) == (SendStage.RECIPIENTS, None, (1, 2))


def test_no_way_back_once_1177_has_spoken() -> None:
    marked = at_control(1, 2).marked({1: NOTIFIED})
    assert not marked.may_go_back
    assert marked.back() == marked
    assert marked.seen({}).may_go_back


def test_the_first_step_has_none_before_it() -> None:
    assert state().back() == state()


def test_a_prepared_batch_is_resumed_at_the_control() -> None:
    found = SendState.resumed(PROFILE, "web", 7, [4, 5], {4: NOTIFIED})
    assert (found.step, found.unmarked, found.receiving) == (SendStage.CONTROL, (5,), (4,))
    assert found.marked({5: NOTIFIED}).advance().step is SendStage.SENT


def test_what_is_said_of_strangers_is_not_taken() -> None:
    assert at_control(1).marked({9: NOTIFIED}).outcomes == {}


def test_taking_somebody_out_forgets_what_was_said_of_them() -> None:
    left = at_control(1, 2).having_copied([1]).marked({1: RecipientOutcome.LOCKED}).without([1])
    assert (left.chosen, left.outcomes, left.copied) == ((2,), {}, frozenset())


@pytest.mark.parametrize(
    ("marked", "after", "expected"),
    [
        pytest.param((), 1, 2, id="the one below"),
        pytest.param((2,), 1, 3, id="past one who is marked"),
        pytest.param((3,), 3, 1, id="round to the top"),
        pytest.param((1, 2, 3), 2, None, id="nobody is left"),
        pytest.param((), 99, 1, id="from nowhere, the first"),
    ],
)
def test_next_to_mark(marked: tuple[int, ...], after: int, expected: int | None) -> None:
    assert at_control(1, 2, 3).marked(dict.fromkeys(marked, NOTIFIED)).next_unmarked(after) == expected


def test_numbers_are_copied_in_order_and_once() -> None:
    now = at_control(5, 6, 7)
    taken = []
    while (case := now.next_to_copy) is not None:
        taken.append(case)
        now = now.having_copied([case])
    assert taken == [5, 6, 7]


def test_a_number_that_1177_has_answered_need_not_be_copied() -> None:
    assert at_control(5, 6).marked({5: NOTIFIED}).next_to_copy == 6


@pytest.mark.parametrize(("count", "needs"), [(25, False), (26, True)])
def test_more_than_the_manual_recommends_needs_a_file(count: int, needs: bool) -> None:
    assert state(chosen=tuple(range(count))).needs_file is needs


@given(
    st.lists(st.integers(1, 8), max_size=8),
    st.dictionaries(st.integers(1, 8), st.sampled_from(RecipientOutcome)),
)
def test_everybody_is_receiving_moved_or_unmarked(cases: list[int], outcomes: dict[int, RecipientOutcome]) -> None:
    now = state(step=SendStage.CONTROL, batch=1).with_chosen(cases).marked(outcomes)
    assert sorted((*now.receiving, *now.moved, *now.unmarked)) == sorted(set(cases))
    assert (now.blocked is None) == bool(now.chosen and not now.unmarked and now.receiving)
