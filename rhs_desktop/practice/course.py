"""The course of one practice case, day by day, as a plan of acts.

A story calls the methods of `Course`; the acts of all people are done later in the order of time, through the services
of the program. Days are counted from the day of the send, or from today; they are moved to working days, and nothing is
planned for today or later but visits and phone times.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.open_handling_steps import left_of_handling
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, Via
from rhs_desktop.domain.workdays import Calendar
from rhs_desktop.services.cases import record as cases_record
from rhs_desktop.services.cases import ticks, undo, visits
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import record

PRINTING, REMINDING, POSTING = time(13, 10), time(15, 10), time(15, 30)
_MORNING = time(8, 5)


@dataclass(frozen=True, slots=True)
class PracticeAct:
    """A planned act. `do` gets the context as of that moment, and the case of each person."""

    moment: datetime
    user: str
    do: Callable[[Context, Sequence[int]], object]


@dataclass(slots=True)
class _TableReading:
    """What a table copied from 1177 says of several people, recorded in one act."""

    events: list[tuple[int, Event]] = field(default_factory=list)

    def __call__(self, ctx: Context, cases: Sequence[int]) -> object:
        return record(ctx, ActKind.PASTE, [(cases[person], event) for person, event in self.events])


@dataclass(slots=True)
class PracticePlan:
    """All acts until the evening of the last working day before `today`."""

    today: date
    calendar: Calendar
    staff: tuple[str, ...]
    chance: random.Random
    deeds: list[PracticeAct] = field(default_factory=list)
    reminded: dict[date, list[int]] = field(default_factory=dict)
    posted: dict[date, list[int]] = field(default_factory=dict)
    unposted: dict[date, list[int]] = field(default_factory=dict)
    _readings: dict[datetime, _TableReading] = field(default_factory=dict)

    @property
    def last(self) -> date:
        """The last working day before today."""
        return self.calendar.previous_workday(self.today - timedelta(days=1))

    def back(self, workdays: int) -> date:
        """So many working days before today; 1 is the last one."""
        return self.calendar.add_workdays(self.today, -workdays)

    def ahead(self, workdays: int) -> date:
        """So many working days after today; 0 is today or the first working day after it."""
        return self.calendar.add_workdays(self.today, workdays)

    def do(self, moment: datetime, user: str, act: Callable[[Context, Sequence[int]], object]) -> None:
        """Plan an act."""
        self.deeds.append(PracticeAct(moment, user, act))

    def read(self, moment: datetime, user: str, person: int, event: Event) -> None:
        """Record the event in one act with all others that were read from 1177 at that moment."""
        reading = self._readings.get(moment)
        if reading is None:
            reading = self._readings[moment] = _TableReading()
            self.do(moment, user, reading)
        reading.events.append((person, event))


class Course:
    """One person's case from the day on which their batch was handled."""

    def __init__(self, plan: PracticePlan, person: int, sent: date) -> None:
        self.plan = plan
        self.person = person
        self.sent = sent
        self._at = datetime.combine(sent, time(10))
        self._user = plan.staff[person % len(plan.staff)]

    # ---- days

    def after(self, days: int) -> date:
        """The working day that many days after the send, at the latest the last one before today."""
        return min(self.plan.calendar.next_workday(self.sent + timedelta(days=days)), self.plan.last)

    def back(self, workdays: int) -> date:
        return self.plan.back(workdays)

    def ahead(self, workdays: int) -> date:
        return self.plan.ahead(workdays)

    # ---- what the resident does in 1177, read off there the next working morning

    def opened(self, days: int) -> None:
        on = self._in_the_past(days)
        self.plan.read(self._read(on), self.plan.staff[0], self.person, ev.Opened(on=on, at=self._evening()))

    def answered(self, days: int, answer: Answer) -> date:
        """The day on which the answer was read."""
        on, at = self._in_the_past(days), self._evening()
        read = self._read(on)
        event = ev.Answered(on=on, at=at, answer=answer, via=Via.DIGITAL)
        self.plan.read(read, self.plan.staff[0], self.person, event)
        return read.date()

    # ---- what the clinic does

    def handled(self, on: date, *steps: str) -> None:
        """Answer handled in 1177 after these handling steps of the manual, then in Cosmic the rest of them."""
        for step in steps:
            self.ticked(on, step)
        self._act(on, partial(cases_record.record_plain, what=Act.HANDLED))
        if steps:
            self._act(on, _tick_what_is_left)

    def called(
        self,
        on: date,
        outcome: CallOutcome,
        *,
        visit: date | None = None,
        at: time | None = None,
        again_on: date | None = None,
    ) -> None:
        self._act(
            on,
            lambda ctx, case: cases_record.record_call(
                ctx, case, outcome, visit=visit, visit_time=at, again_on=again_on, data_told=True
            ),
        )

    def phone_time(self, on: date, for_day: date, for_time: time) -> None:
        self._act(on, lambda ctx, case: cases_record.record_phone_time(ctx, case, for_day, for_time))

    def no_phone(self, on: date) -> None:
        self._act(on, lambda ctx, case: cases_record.set_phone(ctx, case, None))

    def routed(self, on: date, channel: Channel, reason: str) -> None:
        self._act(on, lambda ctx, case: cases_record.route(ctx, case, channel, reason))

    def reminded(self, on: date) -> None:
        self._at = max(self._at, datetime.combine(on, REMINDING))
        self.plan.reminded.setdefault(on, []).append(self.person)

    def letter(self, on: date, *, posted: bool = True) -> None:
        """Printed that day, or on the next working day if it is late, and posted unless `posted` is False. Raises
        ValueError for a day that is not over."""
        if self._at >= datetime.combine(on, PRINTING):  # too late for that day's pile
            on = self.plan.calendar.add_workdays(on, 1)
        if on > self.plan.last:
            raise ValueError(f"{on} is not over yet on {self.plan.today}")
        (self.plan.posted if posted else self.plan.unposted).setdefault(on, []).append(self.person)
        self._at = datetime.combine(on, POSTING)

    def plain(self, on: date, act: Act) -> None:
        """An act without details, as `record_plain` has it."""
        self._act(on, partial(cases_record.record_plain, what=act))

    def replied(self, on: date, answer: Answer, *, by_letter: bool = False) -> None:
        """The reply letter came; `by_letter`: it asks for a time by letter."""
        self._act(on, lambda ctx, case: cases_record.record_answer(ctx, case, answer, Via.LETTER, by_letter=by_letter))

    def booked(self, on: date, visit: date, at: time) -> None:
        self._act(on, lambda ctx, case: visits.record_booking(ctx, case, visit, at))

    def cancelled(self, on: date) -> None:
        self._act(on, visits.cancel_booking)

    def prepared(self, on: date) -> None:
        """Samples are taken and the form is answered."""
        for step in ("samples_taken", "form_answered"):
            self.ticked(on, step)

    def visited(self, on: date, *, documented: bool = True) -> None:
        self._act(on, lambda ctx, case: visits.visit_held(ctx, case, documented=documented))

    def ticked(self, on: date, step: str) -> None:
        self._act(on, lambda ctx, case: ticks.tick(ctx, case, step))

    def excluded(self, on: date, result: Eligibility, reason: str = "") -> None:
        self._act(on, lambda ctx, case: cases_record.check_cosmic(ctx, [case], result, reason))

    def number_corrected(self, on: date) -> None:
        """The number compared with Cosmic and confirmed."""
        self._act(
            on,
            lambda ctx, case: cases_record.correct_number(
                ctx, case, ctx.store.resident_of(case).details.identity.dashed
            ),
        )

    def given_up(self, on: date, reason: str) -> None:
        self._act(on, lambda ctx, case: cases_record.give_up(ctx, case, reason))

    def noted(self, on: date, text: str) -> None:
        self._act(on, lambda ctx, case: cases_record.add_note(ctx, case, text))

    def snoozed(self, on: date, until: date, reason: str) -> None:
        self._act(on, lambda ctx, case: cases_record.snooze(ctx, case, until, reason))

    def mistaken_no(self, on: date) -> None:
        """A no that was recorded for the wrong person, and undone a little later."""
        made: list[int] = []
        self._act(on, lambda ctx, case: made.append(cases_record.record_answer(ctx, case, Answer.NO, Via.PHONE).act))
        self._act(on, lambda ctx, case: undo.undo(ctx, made[0]))

    # ---- how

    def _act(self, on: date, act: Callable[[Context, int], object]) -> None:
        self.plan.do(self._moment(on), self._user, lambda ctx, cases: act(ctx, cases[self.person]))

    def _moment(self, on: date) -> datetime:
        """A time in working hours of that day, after everything that was done with this case before."""
        if on > self.plan.last:
            raise ValueError(f"{on} is not over yet on {self.plan.today}")
        drawn = datetime.combine(on, time(10)) + timedelta(minutes=self.plan.chance.randrange(0, 300))
        self._at = max(drawn, self._at + timedelta(minutes=self.plan.chance.randrange(2, 7)))
        if self._at.date() != on:
            raise ValueError(f"{on} is before {self._at}")
        return self._at

    def _in_the_past(self, days: int) -> date:
        return min(self.sent + timedelta(days=days), self.plan.back(2))

    def _read(self, on: date) -> datetime:
        """The next working morning."""
        moment = datetime.combine(self.plan.calendar.add_workdays(on, 1), _MORNING)
        self._at = max(self._at, moment)
        return moment

    def _evening(self) -> time:
        return time(17 + self.plan.chance.randrange(0, 5), self.plan.chance.randrange(0, 60))


def _tick_what_is_left(ctx: Context, case: int) -> None:
    profile = ctx.rules(ctx.store.profile_of(case)).profile
    for step in left_of_handling(ctx.store.state(case), profile):
        ticks.tick(ctx, case, step.key)
