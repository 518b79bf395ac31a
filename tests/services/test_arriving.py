"""Answers that have lain on a desk: recorded under the day on which they came, within reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.events import Answer, Via
from rhs_desktop.services import casework, overview, replies
from rhs_desktop.services.acts import Done
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words.trouble import said
from tests.builders import MONDAY, Desk, filled, happened

LISTED, SENT, POSTED = (MONDAY - timedelta(days=days) for days in (40, 20, 9))
Recording = Callable[[Workplace, int, date | None], Done]
WAYS: dict[str, Recording] = {
    "1177": lambda w, case, on: casework.record_answer(w, case, Answer.YES_CALL, Via.DIGITAL, on),
    "letter": lambda w, case, on: casework.record_answer(w, case, Answer.YES_CALL, Via.LETTER, on),
    "phone": lambda w, case, on: casework.record_answer(w, case, Answer.NO, Via.PHONE, on),
    "desk": lambda w, case, on: casework.record_answer(w, case, Answer.NO, Via.DESK, on),
    "reply letter": lambda w, case, on: replies.record_reply(w, case, Answer.YES_CALL, on=on),
}
every_way = pytest.mark.parametrize("recorded", WAYS.values(), ids=WAYS.keys())


@pytest.fixture
def case(w: Workplace) -> int:
    (case,) = filled(w, 1)
    listed = ev.Listed(on=LISTED, has_phone=True, has_address=True)
    happened(w, case, listed, ev.Invited(on=SENT, template="phone"), ev.LetterPosted(on=POSTED))
    return case


def came_on(w: Workplace, case: int) -> tuple[date | None, bool]:
    """When it came, and whether the time of day is known."""
    state, entries = w.store.state(case), overview.case_view(w, case).timeline
    latest = max(entries, key=lambda entry: entry.record.id).record.event
    return (state.word.on if state.word else None), latest.at is not None


@every_way
def test_what_came_earlier_stands_on_its_day_without_a_time(w: Workplace, case: int, recorded: Recording) -> None:
    recorded(w, case, MONDAY - timedelta(days=4))
    assert came_on(w, case) == (MONDAY - timedelta(days=4), False)


@every_way
@pytest.mark.parametrize("on", [None, MONDAY])
def test_what_comes_now_has_its_time(w: Workplace, case: int, recorded: Recording, on: date | None) -> None:
    recorded(w, case, on)
    assert came_on(w, case) == (MONDAY, True)


@pytest.mark.parametrize(("way", "dated"), [("1177", SENT), ("letter", POSTED), ("reply letter", POSTED)])
@pytest.mark.parametrize("said", [False, True])
def test_an_answer_to_what_a_clock_that_was_ahead_dated_does_not_lie_before_it(
    w: Workplace, desk: Desk, case: int, way: str, dated: date, said: bool
) -> None:
    desk.now -= timedelta(days=30)
    WAYS[way](w, case, w.today if said else None)
    assert came_on(w, case) == (dated, False)


@every_way
def test_nothing_comes_tomorrow(w: Workplace, case: int, recorded: Recording) -> None:
    with pytest.raises(HistoryRefused, match="in_the_future"):
        recorded(w, case, MONDAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("way", "first", "code", "says"),
    [
        pytest.param("1177", SENT, "before_invitation", "Inbjudan skickades 2026-10-20.", id="1177"),
        pytest.param("letter", POSTED, "before_letter", "Brevet postades 2026-10-31.", id="letter"),
        pytest.param("reply letter", POSTED, "before_letter", "Brevet postades 2026-10-31.", id="reply letter"),
    ],
)
def test_nothing_comes_before_what_it_answers(
    w: Workplace, case: int, way: str, first: date, code: str, says: str
) -> None:
    with pytest.raises(HistoryRefused, match=code) as refused:
        WAYS[way](w, case, first - timedelta(days=1))
    assert says in said(refused.value)
    WAYS[way](w, case, first)


def test_nobody_answers_before_standing_on_the_list(w: Workplace, case: int) -> None:
    listed = w.store.state(case).listed_on
    assert listed is not None
    with pytest.raises(HistoryRefused, match="before_list"):
        casework.record_answer(w, case, Answer.NO, Via.PHONE, listed - timedelta(days=1))


def test_a_no_that_has_lain_ends_all_contact_from_its_day(w: Workplace, case: int) -> None:
    casework.record_call(w, case, ev.CallOutcome.NO_ANSWER)
    casework.record_answer(w, case, Answer.NO, Via.LETTER, MONDAY - timedelta(days=2))
    with pytest.raises(HistoryRefused, match="said_no"):
        casework.may_contact(w, case)
