"""Nothing that the manual asks for behind the close of an answer is forgotten."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.open_handling_steps import closed_handling, left_of_handling
from rhs_desktop.domain.codes import Answer, CallOutcome
from tests.domain.cases.test_process_table import YES_CALL, YES_SELF, answered, booked, called, day, handled
from tests.histories import profile, recorded

NEWER = "rhs-004"


def ticked(*steps: str, n: int = 1) -> tuple[Event, ...]:
    return tuple(ev.StepTicked(on=day(n), step=step) for step in steps)


CALLED_FIRST = (*YES_CALL, *ticked("call", "tell_form", "reply_form", "close"), handled(1), booked(1, 15))
REPLIED_FIRST = (*YES_CALL, *ticked("reply_call_back", "close"), handled(1))


@pytest.mark.parametrize(
    ("manual", "history", "left"),
    [
        pytest.param(NEWER, CALLED_FIRST, ["order_samples"], id="004, called first: the samples"),
        pytest.param(NEWER, REPLIED_FIRST, ["send_form", "order_samples"], id="004, replied first: form and samples"),
        pytest.param(
            NEWER,
            (*REPLIED_FIRST, called(2, CallOutcome.BOOKED), booked(2, 15), *ticked("send_form", n=2)),
            ["order_samples"],
            id="004, replied first, booked, the form is sent",
        ),
        pytest.param(
            NEWER,
            (*REPLIED_FIRST, booked(2, 15), *ticked("send_form", "order_samples", n=2)),
            [],
            id="all is done",
        ),
        pytest.param("rhs-2023", REPLIED_FIRST, ["order_samples"], id="2023: the samples"),
        pytest.param(
            NEWER,
            (*YES_SELF, *ticked("booking_basis", "close")),
            ["web_times", "booking_date", "order_samples", "reply_three_steps"],
            id="own booking: whoever ticks, ticks all of it",
        ),
        pytest.param(NEWER, (*YES_SELF, *ticked("close")), [], id="nothing ticked but the close, which is the last"),
        pytest.param(NEWER, (*YES_CALL, *ticked("close"), handled(1)), ["order_samples"], id="only the close"),
        pytest.param(NEWER, (*YES_CALL, handled(1)), [], id="nobody ticks here"),
        pytest.param(NEWER, (*YES_CALL, *ticked("call")), [], id="not closed yet: all of it is on the card anyway"),
        pytest.param(NEWER, (*CALLED_FIRST, ev.VisitHeld(on=day(15))), [], id="the visit is over"),
        pytest.param(NEWER, (*CALLED_FIRST, answered(Answer.NO, 5)), [], id="a no"),
        pytest.param(
            NEWER,
            (*YES_SELF, *ticked("booking_basis", "reply_three_steps", "close"), booked(9, 30)),
            ["web_times", "booking_date", "order_samples"],
            id="booked alone: the order of that answer",
        ),
    ],
)
def test_what_is_left(manual: str, history: Sequence[Event], left: list[str]) -> None:
    assert [step.key for step in left_of_handling(fold(recorded(history)), profile(manual))] == left


def test_nothing_is_left_of_what_never_was() -> None:
    assert closed_handling(fold(recorded(YES_CALL)), profile(NEWER)) is None
