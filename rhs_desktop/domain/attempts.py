"""How often somebody was called in vain, as the pathway counts it: anew from each word of the resident."""

from __future__ import annotations

from datetime import date

from rhs_desktop.domain.case_state import CaseState
from rhs_desktop.domain.pathway import tried_on


def attempts(state: CaseState) -> frozenset[date]:
    """The days of calls in vain since the resident's last word was handled, or since it was decided to call."""
    begun = [state.reach.since] if state.reach else []
    if state.word:
        begun.append(max(state.word.on, state.handled_on or state.word.on))
    since = max(begun, default=date.min)
    return tried_on(call for call in state.calls if call.on >= since)
