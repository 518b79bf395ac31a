"""How a resident's word can come, whatever has happened so far."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.reply_channels import earliest, likely, ways
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.codes import Answer, Via
from tests import histories

PROFILE = histories.profile("rhs-004")
TOLD = (Answer.YES_CALL, Answer.NO)
LISTED, SENT, POSTED = date(2026, 10, 1), date(2026, 10, 12), date(2026, 11, 2)


def state(template: str = "", posted: date | None = None, **more: object) -> CaseState:
    invited = ev.Invited(on=SENT, template=template) if template else None
    return CaseState(listed_on=LISTED, invited=invited, posted_on=posted, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        pytest.param(state(), {Via.PHONE: TOLD, Via.DESK: TOLD}, id="only listed"),
        pytest.param(state("phone"), {Via.DIGITAL: TOLD, Via.PHONE: TOLD, Via.DESK: TOLD}, id="the template for calls"),
        pytest.param(
            state("web"),
            {Via.DIGITAL: (Answer.YES_BOOK_SELF, *TOLD), Via.PHONE: TOLD, Via.DESK: TOLD},
            id="the template with times",
        ),
        pytest.param(state(posted=POSTED), {Via.LETTER: TOLD, Via.PHONE: TOLD, Via.DESK: TOLD}, id="a letter"),
        pytest.param(
            state(printed=ev.LetterPrinted(on=POSTED, batch=1)),
            {Via.LETTER: TOLD, Via.PHONE: TOLD, Via.DESK: TOLD},
            id="a letter that nobody has marked as posted",
        ),
        pytest.param(
            state(returned_on=POSTED), {Via.LETTER: TOLD, Via.PHONE: TOLD, Via.DESK: TOLD}, id="a letter that came back"
        ),
    ],
)
def test_each_way_has_the_answers_that_can_come_by_it(case: CaseState, expected: dict[Via, tuple[Answer, ...]]) -> None:
    assert ways(case, PROFILE) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        pytest.param(state(), Via.PHONE, id="only listed"),
        pytest.param(state("web"), Via.DIGITAL, id="in 1177"),
        pytest.param(state(posted=POSTED), Via.LETTER, id="by letter"),
        pytest.param(state("web", POSTED), Via.LETTER, id="by letter after 1177"),
        pytest.param(state("web", SENT - timedelta(days=1)), Via.DIGITAL, id="in 1177 after the letter"),
        pytest.param(state("web", POSTED, answer_seen_on=POSTED), Via.DIGITAL, id="where an answer was seen"),
    ],
)
def test_the_likely_way_is_the_one_in_which_the_resident_was_asked_last(case: CaseState, expected: Via) -> None:
    assert likely(case) is expected


@pytest.mark.parametrize(
    ("case", "via", "expected"),
    [
        pytest.param(state("web", POSTED), Via.DIGITAL, SENT, id="1177"),
        pytest.param(state("web", POSTED), Via.LETTER, POSTED, id="letter"),
        pytest.param(state("web"), Via.LETTER, LISTED, id="a letter that nobody has marked as posted"),
        pytest.param(state("web", POSTED), Via.PHONE, LISTED, id="phone"),
        pytest.param(state("web", POSTED), Via.DESK, LISTED, id="desk"),
        pytest.param(CaseState(), Via.DESK, None, id="nothing known"),
    ],
)
def test_no_word_is_older_than_what_it_answers(case: CaseState, via: Via, expected: date | None) -> None:
    assert earliest(case, via) == expected
