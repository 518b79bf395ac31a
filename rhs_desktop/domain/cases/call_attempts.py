"""How often somebody was called in vain, as the pathway counts it: anew from each word of the resident."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rhs_desktop.domain.cases.events import Called
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.codes import CallOutcome


def tried_on(calls: Iterable[Called]) -> frozenset[date]:
    """The days that count as attempts: called in vain, however often that day (transition 18)."""
    return frozenset(call.on for call in calls if call.outcome in (CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL))


def attempts(state: CaseState) -> frozenset[date]:
    """The days of calls in vain since the resident's last word was handled, or since it was decided to call."""
    begun = [state.reach.since] if state.reach else []
    if state.word:
        begun.append(max(state.word.on, state.handled_on or state.word.on))
    since = max(begun, default=date.min)
    return tried_on(call for call in state.calls if call.on >= since)
