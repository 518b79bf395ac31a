"""Answers that have lain on a desk: recorded under the day on which they came, within reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Answer, CallOutcome, Via
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.services.cases import case_list, record, replies
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import ActDone
from rhs_desktop.strings.errors import said
from tests.builders import MONDAY, Desk, filled, happened

LISTED, SENT, POSTED = (MONDAY - timedelta(days=days) for days in (40, 20, 9))
Recording = Callable[[Context, int, date | None], ActDone]
WAYS: dict[str, Recording] = {
    "1177": lambda ctx, case, on: record.record_answer(ctx, case, Answer.YES_CALL, Via.DIGITAL, on),
    "letter": lambda ctx, case, on: record.record_answer(ctx, case, Answer.YES_CALL, Via.LETTER, on),
    "phone": lambda ctx, case, on: record.record_answer(ctx, case, Answer.NO, Via.PHONE, on),
    "desk": lambda ctx, case, on: record.record_answer(ctx, case, Answer.NO, Via.DESK, on),
    "reply letter": lambda ctx, case, on: replies.record_reply(ctx, case, Answer.YES_CALL, on=on),
}
every_way = pytest.mark.parametrize("recorded", WAYS.values(), ids=WAYS.keys())


@pytest.fixture
def case(ctx: Context) -> int:
    (case,) = filled(ctx, 1)
    listed = ev.Listed(on=LISTED, has_phone=True, has_address=True)
    happened(ctx, case, listed, ev.Invited(on=SENT, template="phone"), ev.LetterPosted(on=POSTED))
    return case


def came_on(ctx: Context, case: int) -> tuple[date | None, bool]:
    """When it came, and whether the time of day is known."""
    state, entries = ctx.store.state(case), case_list.case_view(ctx, case).timeline
    latest = max(entries, key=lambda entry: entry.record.id).record.event
    return (state.word.on if state.word else None), latest.at is not None


@every_way
def test_what_came_earlier_stands_on_its_day_without_a_time(ctx: Context, case: int, recorded: Recording) -> None:
    recorded(ctx, case, MONDAY - timedelta(days=4))
    assert came_on(ctx, case) == (MONDAY - timedelta(days=4), False)


@every_way
@pytest.mark.parametrize("on", [None, MONDAY])
def test_what_comes_now_has_its_time(ctx: Context, case: int, recorded: Recording, on: date | None) -> None:
    recorded(ctx, case, on)
    assert came_on(ctx, case) == (MONDAY, True)


@pytest.mark.parametrize(("way", "dated"), [("1177", SENT), ("letter", POSTED), ("reply letter", POSTED)])
@pytest.mark.parametrize("said", [False, True])
def test_an_answer_to_what_a_clock_that_was_ahead_dated_does_not_lie_before_it(
    ctx: Context, desk: Desk, case: int, way: str, dated: date, said: bool
) -> None:
    desk.now -= timedelta(days=30)
    WAYS[way](ctx, case, ctx.today if said else None)
    assert came_on(ctx, case) == (dated, False)


@every_way
def test_nothing_comes_tomorrow(ctx: Context, case: int, recorded: Recording) -> None:
    with pytest.raises(HistoryRefused, match="in_the_future"):
        recorded(ctx, case, MONDAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("way", "first", "code", "says"),
    [
        pytest.param("1177", SENT, "before_invitation", "Inbjudan skickades 2026-10-20.", id="1177"),
        pytest.param("letter", POSTED, "before_letter", "Brevet postades 2026-10-31.", id="letter"),
        pytest.param("reply letter", POSTED, "before_letter", "Brevet postades 2026-10-31.", id="reply letter"),
    ],
)
def test_nothing_comes_before_what_it_answers(
    ctx: Context, case: int, way: str, first: date, code: str, says: str
) -> None:
    with pytest.raises(HistoryRefused, match=code) as refused:
        WAYS[way](ctx, case, first - timedelta(days=1))
    assert says in said(refused.value)
    WAYS[way](ctx, case, first)


def test_nobody_answers_before_standing_on_the_list(ctx: Context, case: int) -> None:
    listed = ctx.store.state(case).listed_on
    assert listed is not None
    with pytest.raises(HistoryRefused, match="before_list"):
        record.record_answer(ctx, case, Answer.NO, Via.PHONE, listed - timedelta(days=1))


def test_a_no_that_has_lain_ends_all_contact_from_its_day(ctx: Context, case: int) -> None:
    record.record_call(ctx, case, CallOutcome.NO_ANSWER)
    record.record_answer(ctx, case, Answer.NO, Via.LETTER, MONDAY - timedelta(days=2))
    with pytest.raises(HistoryRefused, match="said_no"):
        record.record_call(ctx, case, CallOutcome.NO_ANSWER)
