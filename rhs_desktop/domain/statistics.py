"""The funnel of a round: how many came how far, each figure with its numerator and its denominator.

Everybody on the list is counted once by where they stand. Who turned out not to be invited (not listed here, dead,
another reason) leaves all denominators but the first: what is asked is what became of those who were to be invited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rhs_desktop.domain.cases.next_step import steps_ahead
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Status
from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.manuals.manual import Rules


class Measure(StrEnum):
    """What is counted, in the order of the funnel."""

    LISTED = "listed"
    CHECKED = "checked"
    EXCLUDED = "excluded"
    TO_INVITE = "to_invite"
    INVITED = "invited"
    BY_1177 = "by_1177"
    BY_PHONE = "by_phone"
    BY_LETTER = "by_letter"
    SENT_IN_1177 = "sent_in_1177"
    READ = "read"
    ANSWERED_IN_1177 = "answered_in_1177"
    HEARD_FROM = "heard_from"
    BOOKED = "booked"
    DONE = "done"
    DECLINED = "declined"
    UNREACHED = "unreached"
    GOING_ON = "going_on"


OF: dict[Measure, Measure] = {
    Measure.LISTED: Measure.LISTED,
    Measure.CHECKED: Measure.LISTED,
    Measure.EXCLUDED: Measure.LISTED,
    Measure.TO_INVITE: Measure.LISTED,
    Measure.INVITED: Measure.TO_INVITE,
    Measure.BY_1177: Measure.INVITED,
    Measure.BY_PHONE: Measure.INVITED,
    Measure.BY_LETTER: Measure.INVITED,
    Measure.SENT_IN_1177: Measure.TO_INVITE,
    Measure.READ: Measure.SENT_IN_1177,
    Measure.ANSWERED_IN_1177: Measure.SENT_IN_1177,
    Measure.HEARD_FROM: Measure.TO_INVITE,
    Measure.BOOKED: Measure.TO_INVITE,
    Measure.DONE: Measure.TO_INVITE,
    Measure.DECLINED: Measure.TO_INVITE,
    Measure.UNREACHED: Measure.TO_INVITE,
    Measure.GOING_ON: Measure.TO_INVITE,
}
"""Of whom each measure is a part."""

_EXCLUDED = frozenset({Status.NOT_LISTED, Status.DECEASED, Status.EXCLUDED})
_CHANNELS = {
    Channel.DIGITAL: Measure.BY_1177,
    Channel.PHONE: Measure.BY_PHONE,
    Channel.LETTER: Measure.BY_LETTER,
}
_ENDS = {
    Status.DONE: Measure.DONE,
    Status.DECLINED: Measure.DECLINED,
    Status.UNREACHED: Measure.UNREACHED,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """So many (`count`) of so many (`total`), who are those of `of`."""

    measure: Measure
    count: int
    of: Measure
    total: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there is nobody to be a part of."""
        return self.count / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Funnel:
    """Every measure, in order."""

    figures: tuple[Figure, ...]

    def __getitem__(self, measure: Measure) -> Figure:
        return next(figure for figure in self.figures if figure.measure is measure)


def funnel(cases: Iterable[tuple[CaseState, Rules]]) -> Funnel:
    """The figures of these cases, each judged by the rules of its own manual."""
    counts: Counter[Measure] = Counter()
    for state, rules in cases:
        counts.update(_measures(state, rules))
    return Funnel(tuple(Figure(measure, counts[measure], of, counts[of]) for measure, of in OF.items()))


def _measures(state: CaseState, rules: Rules) -> Iterator[Measure]:
    yield Measure.LISTED
    if state.cosmic:
        yield Measure.CHECKED
    ahead = steps_ahead(state, rules)
    end = ahead.status if isinstance(ahead, Finished) else None
    if end in _EXCLUDED:
        yield Measure.EXCLUDED
        return
    yield Measure.TO_INVITE
    yield _ENDS[end] if end else Measure.GOING_ON
    if way := state.invitation:
        yield Measure.INVITED
        yield _CHANNELS[way[0]]
    if state.invited:
        yield Measure.SENT_IN_1177
        if state.opened_on or state.replied_on:
            yield Measure.READ
        if state.replied_on:
            yield Measure.ANSWERED_IN_1177
    if state.word or state.answer_seen_on:
        yield Measure.HEARD_FROM
    if (state.visit and not state.said_no) or state.held_on:
        yield Measure.BOOKED
