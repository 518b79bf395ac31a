"""How a resident's word can come: the ways, the answers that each way can give, and the first day on which it can."""

from __future__ import annotations

from datetime import date

from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.manuals.manual import Profile

TOLD = (Answer.YES_CALL, Answer.NO)
"""What can be said by phone or at the desk, and crossed on the reply letter: own booking begins in 1177."""


def ways(state: CaseState, profile: Profile) -> dict[Via, tuple[Answer, ...]]:
    """The answers by the way they come: in 1177 those of the template, by letter once one was printed."""
    found: dict[Via, tuple[Answer, ...]] = {}
    if state.invited:
        found[Via.DIGITAL] = tuple(one.key for one in profile.template(state.invited.template).answers)
    if state.posted_on or state.printed or state.returned_on:
        found[Via.LETTER] = TOLD
    found[Via.PHONE] = found[Via.DESK] = TOLD
    return found


def likely(state: CaseState) -> Via:
    """The way by which an answer was seen, or in which the resident was asked last; by phone where there was none."""
    if state.answer_seen_on and state.invited:
        return Via.DIGITAL
    letter, digital = state.posted_on, state.invited.on if state.invited else None
    if letter and (digital is None or letter >= digital):
        return Via.LETTER
    return Via.DIGITAL if digital else Via.PHONE


def earliest(state: CaseState, via: Via) -> date | None:
    """The day of what the word answers: the invitation, the letter, or else the list. None where nothing is known."""
    if via is Via.DIGITAL and state.invited:
        return state.invited.on
    if via is Via.LETTER and state.posted_on:
        return state.posted_on
    return state.listed_on
