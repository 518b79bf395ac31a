"""What the other rounds of a person say of a case: a no and a talk rest, and nobody is open in two rounds (**own**)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from rhs_desktop.domain.cases.next_step import steps_ahead
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.domain.person.person import Rest, RestReason
from rhs_desktop.domain.workdays import months_later

DEFAULT_REST_MONTHS = 12
"""For how long a no and a talk rest, where the clinic has not chosen otherwise."""
_LONGEST_OPEN = timedelta(days=60)
"""Until when a case of a manual that is gone is thought to be open."""


def rests(
    states: Mapping[int, CaseState], rules: Mapping[int, Rules | None], months: int
) -> dict[int, tuple[Rest, ...]]:
    """By case of one person, what all others of them say of it; who rests by none is left out.

    Of two that are both open the later one follows the earlier.
    """
    said = {case: tuple(_says(state, months)) for case, state in states.items() if state.facts is not None}
    going_on = {case: _open(states[case], rules[case]) for case in said if is_open(states[case])}
    found: dict[int, tuple[Rest, ...]] = {}
    for case in states:
        of_others = [rest for other, all_said in said.items() if other != case for rest in all_said]
        of_others += [rest for other, rest in going_on.items() if _precedes(other, case, going_on)]
        if of_others:
            found[case] = tuple(of_others)
    return found


def _precedes(other: int, case: int, going_on: Mapping[int, Rest]) -> bool:
    return other < case or (other > case and case not in going_on)


def _says(state: CaseState, months: int) -> Iterator[Rest]:
    if state.word and state.said_no and months:
        yield Rest(RestReason.SAID_NO, state.word.on, months_later(state.word.on, months))
    if state.held_on and months:
        yield Rest(RestReason.HAD_TALK, state.held_on, months_later(state.held_on, months))


def is_open(state: CaseState) -> bool:
    """Whether the person has been invited in the case, or is about to be, and it has no outcome."""
    begun = state.invitation or state.prepared or state.printed or state.appointment_waits or state.visit
    ended = state.excluded or state.said_no or state.held_on or state.stands_given_up or state.erased_on
    return bool(begun) and not ended


def _open(state: CaseState, rules: Rules | None) -> Rest:
    days = [on for on in (state.prepared, state.printed, state.appointment, state.visit) if on]
    since = state.invitation[1] if state.invitation else min(one.on for one in days)
    ahead = steps_ahead(state, rules) if rules else ()
    until = ahead[-1].due if not isinstance(ahead, Finished) and ahead else since + _LONGEST_OPEN
    return Rest(RestReason.OPEN_ELSEWHERE, since, until)
