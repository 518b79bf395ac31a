"""What the wizard says beside its buttons while it is blocked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.services.manual_files import load_profiles
from rhs_desktop.ui.sending.button_texts import act_of, cancel_of, why_blocked
from rhs_desktop.ui.sending.state import SendBlocked, SendStage, SendState

START = SendState(load_profiles().default)
RECIPIENTS = replace(START, step=SendStage.RECIPIENTS, template="phone")
CONTROL = replace(RECIPIENTS, chosen=(1, 2)).prepared(7)
SENT = CONTROL.marked(dict.fromkeys((1, 2), RecipientOutcome.NOTIFIED)).advance()


@pytest.mark.parametrize(
    ("state", "why", "text"),
    [
        pytest.param(START, SendBlocked.NO_TEMPLATE, "", id="the page itself asks for a template"),
        pytest.param(START.with_template("phone"), None, "", id="not blocked"),
        pytest.param(
            START.with_template("web"), SendBlocked.WEB_TIMES_UNKNOWN, "hur många lediga webbtider", id="web times"
        ),
        pytest.param(
            START.with_template("web").with_free_times(0),
            SendBlocked.NO_WEB_TIMES,
            "kräver lediga webbtider",
            id="none left",
        ),
        pytest.param(RECIPIENTS, SendBlocked.NOBODY, "minst en mottagare", id="nobody"),
        pytest.param(
            RECIPIENTS.with_chosen(range(253)),
            SendBlocked.TOO_MANY,
            "högst 250 mottagare. Ta bort 3.",
            id="three too many",
        ),
        pytest.param(CONTROL, SendBlocked.UNMARKED, "2 återstår", id="two without a mark"),
        pytest.param(
            CONTROL.marked(dict.fromkeys((1, 2), RecipientOutcome.LOCKED)),
            SendBlocked.NOBODY_LEFT,
            "Ingen i utskicket",
            id="nobody can be notified",
        ),
    ],
)
def test_why_it_is_blocked(state: SendState, why: SendBlocked | None, text: str) -> None:
    assert state.blocked is why
    assert text in why_blocked(state)
    assert bool(text) == bool(why_blocked(state))


@pytest.mark.parametrize(
    ("state", "act", "cancel"),
    [
        pytest.param(START, "Välj mottagare", "Avbryt", id="template"),
        pytest.param(RECIPIENTS.with_chosen((1, 2)), "Förbered 2 mottagare", "Avbryt", id="recipients"),
        pytest.param(CONTROL, "Gå vidare", "Stäng och fortsätt senare", id="control"),
        pytest.param(SENT, "Ja, markera 2 som skickade", "Nej, inte än", id="sent"),
    ],
)
def test_the_buttons_of_each_step(state: SendState, act: str, cancel: str) -> None:
    assert (act_of(state), cancel_of(state)) == (act, cancel)
