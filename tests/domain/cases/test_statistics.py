"""The funnel: who is counted where, and that the figures of a round belong together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.codes import Answer, CallOutcome, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.statistics import OF, Funnel, Measure, funnel
from rhs_desktop.strings.cases.statistics import MEASURE, line, report
from rhs_desktop.strings.cases.statistics import OF as OF_WORDS
from tests.domain.cases.test_pathway_properties import histories
from tests.histories import recorded, rules_for

MON = date(2026, 9, 7)
M = Measure


def day(n: int) -> date:
    return MON + timedelta(days=n)


def counted(*cases: Sequence[Event]) -> Funnel:
    rules = rules_for("rhs-004")
    return funnel((fold(recorded(history)), rules) for history in cases)


LISTED: tuple[Event, ...] = (ev.Listed(on=MON, has_phone=True, has_address=True),)
READY = (*LISTED, ev.CosmicChecked(on=MON, result=Eligibility.LISTED_ALIVE))
SENT = (*READY, ev.Invited(on=MON, template="phone"))
YES = (*SENT, ev.Answered(on=day(2), answer=Answer.YES_CALL))
BOOKED = (
    *YES,
    ev.Called(on=day(3), outcome=CallOutcome.BOOKED),
    ev.Booked(on=day(3), visit=day(17)),
    ev.AnswerHandled(on=day(3)),
)
PHONE = (
    *READY,
    ev.RecipientChecked(on=MON, outcome=RecipientOutcome.LOCKED),
    ev.Called(on=day(1), outcome=CallOutcome.NO_ANSWER),
)

WHERE: list[tuple[str, Sequence[Event], set[Measure]]] = [
    ("on the list", LISTED, {M.TO_INVITE, M.GOING_ON}),
    ("checked", READY, {M.CHECKED, M.TO_INVITE, M.GOING_ON}),
    ("not listed here", (*LISTED, ev.CosmicChecked(on=MON, result=Eligibility.NOT_LISTED)), {M.CHECKED, M.EXCLUDED}),
    (
        "died after the invitation",
        (*SENT, ev.CosmicChecked(on=day(9), result=Eligibility.DECEASED)),
        {M.CHECKED, M.EXCLUDED},
    ),
    ("sent", SENT, {M.CHECKED, M.TO_INVITE, M.GOING_ON, M.INVITED, M.BY_1177, M.SENT_IN_1177}),
    (
        "read",
        (*SENT, ev.Opened(on=day(1))),
        {M.CHECKED, M.TO_INVITE, M.GOING_ON, M.INVITED, M.BY_1177, M.SENT_IN_1177, M.READ},
    ),
    (
        "answered, and read therefore",
        YES,
        {*(M.CHECKED, M.TO_INVITE, M.GOING_ON, M.INVITED, M.BY_1177, M.SENT_IN_1177, M.READ)}
        | {M.ANSWERED_IN_1177, M.HEARD_FROM},
    ),
    (
        "booked in a call that was asked for: invited in 1177",
        BOOKED,
        {*(M.CHECKED, M.TO_INVITE, M.GOING_ON, M.INVITED, M.BY_1177, M.SENT_IN_1177, M.READ)}
        | {M.ANSWERED_IN_1177, M.HEARD_FROM, M.BOOKED},
    ),
    (
        "done",
        (*BOOKED, ev.VisitHeld(on=day(17)), ev.Documented(on=day(17))),
        {*(M.CHECKED, M.TO_INVITE, M.DONE, M.INVITED, M.BY_1177, M.SENT_IN_1177, M.READ)}
        | {M.ANSWERED_IN_1177, M.HEARD_FROM, M.BOOKED},
    ),
    ("called", PHONE, {M.CHECKED, M.TO_INVITE, M.GOING_ON, M.INVITED, M.BY_PHONE}),
    (
        "a booked time that was declined is none",
        (*PHONE, ev.Booked(on=day(2), visit=day(20)), ev.Answered(on=day(3), answer=Answer.NO, via=Via.PHONE)),
        {M.CHECKED, M.TO_INVITE, M.DECLINED, M.INVITED, M.BY_PHONE, M.HEARD_FROM},
    ),
    (
        "closed in 1177, written to, not reached",
        (*SENT, ev.ClosedIn1177(on=day(30)), ev.LetterPosted(on=day(31)), ev.GivenUp(on=day(52))),
        {M.CHECKED, M.TO_INVITE, M.UNREACHED, M.INVITED, M.BY_LETTER, M.SENT_IN_1177},
    ),
]


@pytest.mark.parametrize(("history", "measures"), [pytest.param(*row[1:], id=row[0]) for row in WHERE])
def test_where_a_case_is_counted(history: Sequence[Event], measures: set[Measure]) -> None:
    found = counted(history)
    assert {figure.measure for figure in found.figures if figure.count} == {M.LISTED, *measures}


@given(cases=st.lists(histories, max_size=8))
def test_parts_belong_to_their_wholes(cases: list[list[Event]]) -> None:
    found = counted(*cases)
    count = {figure.measure: figure.count for figure in found.figures}
    assert all(0 <= figure.count <= figure.total for figure in found.figures)
    assert count[M.LISTED] == len(cases) == count[M.EXCLUDED] + count[M.TO_INVITE]
    assert count[M.TO_INVITE] == count[M.DONE] + count[M.DECLINED] + count[M.UNREACHED] + count[M.GOING_ON]
    assert count[M.INVITED] == count[M.BY_1177] + count[M.BY_PHONE] + count[M.BY_LETTER]


def test_every_measure_has_words_and_a_whole() -> None:
    assert set(MEASURE) == set(Measure) == set(OF)
    assert set(OF_WORDS) == set(OF.values())


def test_a_round_in_words() -> None:
    found = counted(READY, SENT, YES, BOOKED, LISTED)
    lines = report(found).splitlines()
    assert lines[:2] == ["På listan: 5", "Kontrollerade i Cosmic: 4 av 5 på listan (80\N{NO-BREAK SPACE}%)"]
    assert "Inbjudna: 3 av 5 som ska bjudas in (60\N{NO-BREAK SPACE}%)" in lines
    assert "Har svarat i 1177: 2 av 3 som fått inbjudan i 1177 (67\N{NO-BREAK SPACE}%)" in lines
    assert len(lines) == len(Measure)


def test_nobody_is_no_share() -> None:
    assert line(counted()[M.DONE]) == "Genomförda hälsosamtal: 0 av 0 som ska bjudas in (–)"


@pytest.mark.parametrize(
    ("sent", "ready", "share"),
    [
        pytest.param(1, 249, "0,4", id="few are not nobody"),
        pytest.param(1, 4999, "0,1", id="not even very few"),
        pytest.param(249, 1, "99,6", id="most are not all"),
        pytest.param(4999, 1, "99,9", id="not even nearly all"),
        pytest.param(5, 0, "100", id="all"),
        pytest.param(0, 5, "0", id="nobody"),
        pytest.param(1, 2, "33", id="a third"),
    ],
)
def test_shares_are_rounded_but_not_to_all_or_nothing(sent: int, ready: int, share: str) -> None:
    found = counted(*[READY] * ready, *[SENT] * sent)
    assert line(found[M.INVITED]).endswith(f"({share}\N{NO-BREAK SPACE}%)")
