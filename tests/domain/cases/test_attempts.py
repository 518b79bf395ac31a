"""What is told of attempts to call is what the pathway counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.call_attempts import attempts
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Finished, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, Via
from rhs_desktop.strings.cases.next_step import why
from tests.histories import recorded, rules_for

START = date(2026, 11, 2)


def day(n: int) -> date:
    return START + timedelta(days=n)


def call(n: int, outcome: CallOutcome = CallOutcome.NO_ANSWER) -> Event:
    again = day(n + 2) if outcome is CallOutcome.CALL_AGAIN else None
    return ev.Called(on=day(n), outcome=outcome, again_on=again)


def by(n: int, channel: Channel) -> Event:
    return ev.Routed(on=day(n), channel=channel)


BEGUN = (
    ev.Listed(on=day(-20), has_phone=True, has_address=True),
    ev.CosmicChecked(on=day(-19), result=Eligibility.LISTED_ALIVE),
    by(0, Channel.PHONE),
)
YES = ev.Answered(on=day(4), answer=Answer.YES_CALL, via=Via.DESK)
ASKED = ev.Answered(on=day(4), answer=Answer.YES_CALL, via=Via.DIGITAL)


@pytest.mark.parametrize(
    ("happened", "count"),
    [
        pytest.param((), 0, id="none"),
        pytest.param((call(1), call(2)), 2, id="two days"),
        pytest.param((call(1), call(1, CallOutcome.VOICEMAIL)), 1, id="twice on a day"),
        pytest.param((call(1), call(2, CallOutcome.CALL_AGAIN)), 1, id="ring again is no attempt"),
        pytest.param((call(1), call(2), YES), 0, id="a word begins anew"),
        pytest.param((call(1), call(2), YES, call(5)), 1, id="after the word"),
        pytest.param((call(1), ASKED, call(5), ev.AnswerHandled(on=day(6))), 0, id="before the answer was handled"),
        pytest.param((call(1), ASKED, ev.AnswerHandled(on=day(6)), call(7)), 1, id="after it was handled"),
        pytest.param(
            (
                call(1),
                ev.Routed(on=day(2), channel=Channel.LETTER),
                ev.Routed(on=day(3), channel=Channel.PHONE),
                call(4),
            ),
            1,
            id="chosen again",
        ),
    ],
)
def test_attempts_are_counted_as_the_pathway_counts_them(happened: Sequence[Event], count: int) -> None:
    rules = rules_for("rhs-004")
    history = [*BEGUN, *happened]
    state = fold(recorded(history))
    assert len(attempts(state)) == count
    last = max((event.on for event in history), default=day(0))
    left = rules.profile.phone_attempts - count
    more = [ev.Called(on=last + timedelta(days=n), outcome=CallOutcome.NO_ANSWER) for n in range(1, left + 1)]
    for used in range(left + 1):
        after = next_step(fold(recorded([*history, *more[:used]])), rules, last + timedelta(days=used))
        assert not isinstance(after, Finished)
        assert (after.kind is StepKind.CALL) is (used < left)


def test_varfor_says_how_often_in_vain_and_nothing_of_a_call_that_was_answered() -> None:
    rules = rules_for("rhs-004")

    def said(*happened: Event) -> str:
        state = fold(recorded([*BEGUN, *happened]))
        return why(next_step(state, rules, day(3)), state, rules.profile, day(3))

    assert "1 försök utan svar." in said(call(2))
    assert "försök" not in said(call(2, CallOutcome.CALL_AGAIN))
