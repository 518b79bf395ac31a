"""What must never stand in a case, whoever asks."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.event_guard import check_event_allowed
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.codes import Answer, CallOutcome, Eligibility
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.people.personal_number import IdentityKind
from tests.histories import recorded

DAY = date(2026, 11, 9)
LISTED = ev.Listed(on=DAY, has_phone=True, has_address=True)
COORDINATION = ev.Listed(on=DAY, identity=IdentityKind.COORDINATION)
PROTECTED = ev.Listed(on=DAY, has_address=True, protected=True)
PREPARED, INVITED, PRINTED = (
    ev.SendPrepared(on=DAY, batch=1),
    ev.Invited(on=DAY, template="phone"),
    ev.LetterPrinted(on=DAY, batch=2),
)
NO = ev.Answered(on=DAY, answer=Answer.NO)
BEFORE = DAY - timedelta(days=1)
CALLED = ev.Called(on=DAY, outcome=CallOutcome.NO_ANSWER)
DEAD = ev.CosmicChecked(on=DAY, result=Eligibility.DECEASED)


@pytest.mark.parametrize(
    ("history", "event", "code"),
    [
        pytest.param([LISTED], PREPARED, None, id="prepared"),
        pytest.param([LISTED, PREPARED], INVITED, None, id="and sent"),
        pytest.param([LISTED, PREPARED], PREPARED, "in_a_batch", id="in two batches"),
        pytest.param([LISTED, PREPARED, ev.SendCancelled(on=DAY, at=time(23), batch=1)], INVITED, None, id="cancelled"),
        pytest.param([LISTED, INVITED], PREPARED, "already_invited", id="prepared after it was sent"),
        pytest.param([LISTED, INVITED], INVITED, "already_invited", id="sent twice"),
        pytest.param([COORDINATION], PREPARED, "no_login", id="samordningsnummer into a batch"),
        pytest.param([COORDINATION], INVITED, "no_login", id="samordningsnummer in 1177"),
        pytest.param([LISTED, NO], PREPARED, "said_no", id="contact after a no"),
        pytest.param([LISTED, NO], PRINTED, "said_no", id="a letter after a no"),
        pytest.param([LISTED], PRINTED, None, id="a letter"),
        pytest.param([PROTECTED], PRINTED, "protected", id="a batch letter to somebody protected"),
        pytest.param([PROTECTED], ev.LetterPosted(on=DAY), None, id="the sealed letter through Skatteverket"),
        pytest.param([LISTED, NO], ev.ReminderSent(on=DAY), "said_no", id="a reminder after a no"),
        pytest.param([LISTED, NO], ev.PhoneAppointment(on=DAY, for_day=DAY), "said_no", id="a phone time after a no"),
        pytest.param([LISTED, NO], CALLED, "said_no", id="a call after a no"),
        pytest.param([LISTED, NO], ev.LetterPosted(on=DAY), "said_no", id="a letter posted after a no"),
        pytest.param([LISTED, NO], ev.LetterPosted(on=BEFORE), None, id="what was posted before it, told later"),
        pytest.param([LISTED, NO], INVITED, None, id="what 1177 shows as sent, told by a pasted table"),
        pytest.param([LISTED, DEAD], PREPARED, "excluded", id="a send to the dead"),
        pytest.param([LISTED, DEAD], CALLED, "excluded", id="a call to the dead"),
        pytest.param([LISTED, NO], NO, None, id="what the resident says is always kept"),
    ],
)
def test_the_last_guard(history: list[ev.Event], event: ev.Event, code: str | None) -> None:
    assert refused_with(history, event) == code


def refused_with(history: list[ev.Event], event: ev.Event) -> str | None:
    """The code with which the event is refused; None where it is taken."""
    try:
        check_event_allowed(fold(recorded(history)), event)
    except HistoryRefused as refused:
        return refused.code
    return None
