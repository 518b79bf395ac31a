"""What another manual would mean: the days of an imagined case under both, worked out by the pathway itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import steps_ahead
from rhs_desktop.domain.cases.steps import Finished, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility
from rhs_desktop.domain.manuals.manual import Rule, Rules

_TO_VISIT = timedelta(days=42)
_BATCH = 1


class Scene(StrEnum):
    """What has just happened to the imagined case, today."""

    LISTED = "listed"
    CHECKED = "checked"
    INVITED = "invited"
    REMINDED = "reminded"
    ANSWERED = "answered"
    OWN_BOOKING = "own_booking"
    CALLED = "called"
    POSTED = "posted"
    BOOKED = "booked"


@dataclass(frozen=True, slots=True)
class ShiftedStep:
    """A step whose day becomes another. A day is None where the manual has no such step then.

    `due`: the day is the last on which the step is in time; otherwise it is the day on which the step begins.
    """

    scene: Scene
    step: StepKind
    rule: Rule
    due: bool
    before: date | None
    after: date | None


def shifted(before: Rules, after: Rules, today: date) -> tuple[ShiftedStep, ...]:
    """The steps of a new case that get another day, in the order of the process; each scene happens today."""
    return tuple(
        ShiftedStep(*key, old, new)
        for scene in Scene
        for key, old, new in _paired(_days(scene, before, today), _days(scene, after, today))
        if old != new
    )


_Key = tuple[Scene, StepKind, Rule, bool]


def _paired(old: Mapping[_Key, date], new: Mapping[_Key, date]) -> Iterator[tuple[_Key, date | None, date | None]]:
    for key in dict.fromkeys((*old, *new)):
        yield key, old.get(key), new.get(key)


def _days(scene: Scene, rules: Rules, today: date) -> dict[_Key, date]:
    recorded = [
        ev.RecordedEvent(number, event, "", datetime.combine(today, time(12)), number)
        for number, event in enumerate(_HISTORIES[scene](today, rules), start=1)
    ]
    steps = steps_ahead(fold(recorded), rules)
    if isinstance(steps, Finished):
        return {}
    first, *others = steps
    found = {(scene, first.kind, first.rule, True): first.due}
    return found | {(scene, step.kind, step.rule, False): step.begins for step in others}


def _listed(day: date, rules: Rules) -> list[ev.Event]:
    return [ev.Listed(on=day, has_phone=True, has_address=True)]


def _checked(day: date, rules: Rules) -> list[ev.Event]:
    return [*_listed(day, rules), ev.CosmicChecked(on=day, result=Eligibility.LISTED_ALIVE)]


def _invited(day: date, rules: Rules) -> list[ev.Event]:
    return [*_checked(day, rules), ev.Invited(on=day, template=rules.profile.templates[0].key)]


def _reminded(day: date, rules: Rules) -> list[ev.Event]:
    sent = day - timedelta(days=rules.profile.days.manual_reminder)
    return [*_invited(sent, rules), ev.ReminderSent(on=day)]


def _answered(day: date, rules: Rules) -> list[ev.Event]:
    return [*_invited(day, rules), ev.Answered(on=day, answer=Answer.YES_CALL)]


def _own_booking(day: date, rules: Rules) -> list[ev.Event]:
    said = ev.Answered(on=day, answer=Answer.YES_BOOK_SELF)
    return [*_invited(day, rules), said, ev.BookingBasisCreated(on=day), ev.AnswerHandled(on=day)]


def _called(day: date, rules: Rules) -> list[ev.Event]:
    routed = ev.Routed(on=day, channel=Channel.PHONE)
    return [*_checked(day, rules), routed, ev.Called(on=day, outcome=CallOutcome.NO_ANSWER)]


def _posted(day: date, rules: Rules) -> list[ev.Event]:
    routed = ev.Routed(on=day, channel=Channel.LETTER)
    printed = ev.LetterPrinted(on=day, batch=_BATCH)
    return [*_checked(day, rules), routed, printed, ev.LetterPosted(on=day, batch=_BATCH)]


def _booked(day: date, rules: Rules) -> list[ev.Event]:
    visit = rules.calendar.next_workday(day + _TO_VISIT)
    return [*_answered(day, rules), ev.AnswerHandled(on=day), ev.Booked(on=day, visit=visit)]


_HISTORIES: Mapping[Scene, Callable[[date, Rules], list[ev.Event]]] = {
    Scene.LISTED: _listed,
    Scene.CHECKED: _checked,
    Scene.INVITED: _invited,
    Scene.REMINDED: _reminded,
    Scene.ANSWERED: _answered,
    Scene.OWN_BOOKING: _own_booking,
    Scene.CALLED: _called,
    Scene.POSTED: _posted,
    Scene.BOOKED: _booked,
}
