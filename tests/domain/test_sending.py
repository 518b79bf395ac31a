"""Who may be sent to, as a table; how a batch is chosen; when a send disturbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.codes import Answer, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.domain.people.personal_number import IdentityKind
from rhs_desktop.domain.sending import (
    Candidate,
    Order,
    SendHeld,
    SendHold,
    SendReady,
    disturbs,
    judge,
    plan_send,
    suggested_size,
)
from tests.histories import recorded, rules_for

MON = date(2026, 9, 7)
LISTED = ev.Listed(on=MON, has_phone=True, has_address=True)
CHECKED = ev.CosmicChecked(on=MON, result=Eligibility.LISTED_ALIVE)
READY: list[Event] = [LISTED, CHECKED]


@pytest.fixture
def rules() -> Rules:
    return rules_for("rhs-004")


@pytest.mark.parametrize(
    ("history", "reasons"),
    [
        pytest.param([LISTED], [SendHold.NOT_CHECKED], id="not checked"),
        pytest.param([*READY, ev.Invited(on=MON, template="phone")], [SendHold.ALREADY_INVITED], id="invited"),
        pytest.param([*READY, ev.SendPrepared(on=MON, batch=1)], [SendHold.IN_A_BATCH], id="in another batch"),
        pytest.param(
            [LISTED, ev.CosmicChecked(on=MON, result=Eligibility.DECEASED)], [SendHold.EXCLUDED], id="deceased"
        ),
        pytest.param(
            [ev.Listed(on=MON, identity=IdentityKind.COORDINATION, has_phone=True), CHECKED],
            [SendHold.COORDINATION],
            id="samordningsnummer",
        ),
        pytest.param(
            [ev.Listed(on=MON, identity=IdentityKind.RESERVE, has_phone=True), CHECKED],
            [SendHold.RESERVE],
            id="reserve",
        ),
        pytest.param(
            [*READY, ev.RecipientChecked(on=MON, outcome=RecipientOutcome.WRONG_NUMBER)],
            [SendHold.WRONG_NUMBER],
            id="wrong number",
        ),
        pytest.param(
            [*READY, ev.RecipientChecked(on=MON, outcome=RecipientOutcome.LOCKED)], [SendHold.BY_PHONE], id="by phone"
        ),
        pytest.param([*READY, ev.Routed(on=MON, channel=Channel.LETTER)], [SendHold.BY_LETTER], id="by letter"),
        pytest.param([*READY, ev.Answered(on=MON, answer=Answer.NO, via=Via.PHONE)], [SendHold.SAID_NO], id="said no"),
        pytest.param(
            [*READY, ev.Answered(on=MON, answer=Answer.YES_CALL, via=Via.DESK)], [SendHold.BY_PHONE], id="wants a call"
        ),
        pytest.param([*READY, ev.GivenUp(on=MON)], [SendHold.FINISHED], id="given up"),
    ],
)
def test_held_back(history: Sequence[Event], reasons: list[SendHold], rules: Rules) -> None:
    judged = judge(Candidate(1, fold(recorded(history))), rules, MON)
    assert isinstance(judged, SendHeld)
    assert list(judged.reasons) == reasons


def test_an_old_check_is_made_again(rules: Rules) -> None:
    state = fold(recorded(READY))
    valid = rules.profile.days.cosmic_check_valid
    assert isinstance(judge(Candidate(1, state), rules, MON + timedelta(days=valid - 1)), SendReady)
    assert judge(Candidate(1, state), rules, MON + timedelta(days=valid)) == SendHeld(1, (SendHold.CHECK_TOO_OLD,))


def test_protected_people_may_be_invited_in_1177(rules: Rules) -> None:
    history: list[Event] = [ev.Listed(on=MON, has_phone=True, protected=True), CHECKED]
    assert isinstance(judge(Candidate(1, fold(recorded(history))), rules, MON), SendReady)


def waiting(case: int, days: int, position: int) -> Candidate:
    checked = ev.CosmicChecked(on=MON + timedelta(days=days), result=Eligibility.LISTED_ALIVE)
    return Candidate(case, fold(recorded([LISTED, checked])), position)


@pytest.mark.parametrize(
    ("order", "chosen", "later"),
    [
        pytest.param(Order.LONGEST_WAITING, [3, 2], [1], id="longest waiting first"),
        pytest.param(Order.LIST, [1, 3], [2], id="as the list has them"),
    ],
)
def test_a_batch_is_chosen(order: Order, chosen: list[int], later: list[int], rules: Rules) -> None:
    people = [waiting(1, 9, 1), waiting(2, 3, 3), waiting(3, 1, 2)]
    plan = plan_send(people, rules, MON + timedelta(days=10), limit=2, order=order)
    assert [one.case for one in plan.ready] == chosen
    assert [one.case for one in plan.later] == later
    assert not plan.held_back


@pytest.mark.parametrize(
    ("template", "free", "size"),
    [("phone", None, 25), ("phone", 3, 25), ("web", None, 25), ("web", 40, 25), ("web", 8, 8), ("web", 0, 0)],
)
def test_web_times_limit_the_batch(template: str, free: int | None, size: int, rules: Rules) -> None:
    assert suggested_size(rules.profile, rules.profile.template(template), free) == size


@pytest.mark.parametrize(
    ("now", "disturbing"),
    [
        pytest.param(datetime(2026, 9, 7, 8, 0), False, id="Monday eight sharp"),
        pytest.param(datetime(2026, 9, 7, 7, 59), True, id="too early"),
        pytest.param(datetime(2026, 9, 7, 17, 0), False, id="five sharp"),
        pytest.param(datetime(2026, 9, 7, 17, 1), True, id="evening"),
        pytest.param(datetime(2026, 9, 12, 10, 0), True, id="Saturday"),
    ],
)
def test_sending_hours(now: datetime, disturbing: bool, rules: Rules) -> None:
    assert disturbs(rules, now) is disturbing
