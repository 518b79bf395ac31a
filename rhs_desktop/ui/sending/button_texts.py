"""The texts of the wizard's buttons, and beside them what blocks it, decided from the state of the send."""

from __future__ import annotations

from typing import assert_never

from rhs_desktop.strings.sending import send as strings
from rhs_desktop.strings.widgets import CANCEL
from rhs_desktop.ui.sending.state import SendBlocked, SendStage, SendState


def act_of(state: SendState) -> str:
    """The text of the primary button."""
    match state.step:
        case SendStage.TEMPLATE:
            return strings.CHOOSE_RECIPIENTS
        case SendStage.RECIPIENTS:
            return strings.prepare(len(state.chosen))
        case SendStage.CONTROL:
            return strings.GO_ON
        case SendStage.SENT:
            return strings.confirm(len(state.receiving))
        case _:
            assert_never(state.step)


def cancel_of(state: SendState) -> str:
    """The text of the button that closes the wizard; a prepared batch can be continued later."""
    if state.batch is None:
        return CANCEL
    return strings.NOT_YET if state.step is SendStage.SENT else strings.CONTINUE_LATER


def why_blocked(state: SendState) -> str:
    """What is said beside the buttons; empty where nothing is blocked, or no template was chosen yet."""
    why = state.blocked
    match why:
        case None | SendBlocked.NO_TEMPLATE:
            return ""
        case SendBlocked.WEB_TIMES_UNKNOWN:
            return strings.WEB_TIMES_UNKNOWN
        case SendBlocked.NO_WEB_TIMES:
            return strings.NO_WEB_TIMES
        case SendBlocked.NOBODY:
            return strings.NOBODY_CHOSEN
        case SendBlocked.TOO_MANY:
            return strings.too_many(state.most, len(state.chosen) - state.most)
        case SendBlocked.UNMARKED:
            return strings.unmarked(len(state.unmarked))
        case SendBlocked.NOBODY_LEFT:
            return strings.NOBODY_LEFT
        case _:
            assert_never(why)
