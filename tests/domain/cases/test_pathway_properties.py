"""Nobody falls through the cracks: any history, on any day, ends or has exactly one dated next step."""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.event_data import from_data, to_data
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step, steps_ahead
from rhs_desktop.domain.cases.state import ResidentWish
from rhs_desktop.domain.cases.steps import Finished, Step
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.domain.people.personal_number import IdentityKind
from rhs_desktop.domain.sending import Candidate, SendHeld, judge
from tests.histories import recorded, rules_for

YEAR = 365
MON = date(2026, 1, 5)


def days(least: int = 0) -> st.SearchStrategy[date]:
    return st.integers(least, YEAR).map(lambda n: MON + timedelta(days=n))


times = st.none() | st.times(min_value=time(7), max_value=time(18)).map(lambda t: t.replace(second=0, microsecond=0))


def happening(kind: type[Event], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Event]:
    return st.builds(kind, on=days(), at=times, **fields)


facts = {
    "identity": st.sampled_from(IdentityKind),
    "has_phone": st.sampled_from([None, True, False]),
    "has_address": st.booleans(),
    "protected": st.booleans(),
}
small = st.integers(1, 3)
something = st.one_of(
    happening(ev.FactsChanged, **facts),
    happening(ev.CosmicChecked, result=st.sampled_from(Eligibility)),
    happening(ev.SendPrepared, batch=small),
    happening(ev.SendCancelled, batch=small),
    happening(ev.RecipientChecked, outcome=st.sampled_from(RecipientOutcome)),
    happening(ev.NumberCorrected),
    happening(ev.Invited, template=st.just("phone")),
    happening(ev.Opened),
    happening(ev.ReminderSent),
    happening(ev.ClosedIn1177),
    happening(ev.SeenUnchanged),
    happening(ev.AnswerSeen),
    happening(ev.Answered, answer=st.sampled_from(Answer), via=st.sampled_from(Via)),
    happening(ev.AnswerHandled),
    happening(ev.BookingBasisCreated),
    happening(ev.BookingLooked),
    happening(ev.Routed, channel=st.sampled_from(Channel)),
    happening(ev.PhoneAppointment, for_day=days()),
    happening(ev.Called, outcome=st.sampled_from(CallOutcome), again_on=st.none() | days()),
    happening(ev.LetterPrinted, batch=small, reminder=st.booleans()),
    happening(ev.LetterCancelled, batch=small),
    happening(ev.LetterPosted, reminder=st.booleans()),
    happening(ev.LetterReturned),
    happening(ev.Booked, visit=days()),
    happening(ev.BookingCancelled, visit=days()),
    happening(ev.SamplesTaken),
    happening(ev.FormAnswered),
    happening(ev.VisitReminded),
    happening(ev.VisitHeld),
    happening(ev.Documented),
    happening(ev.GivenUp),
    happening(ev.Snoozed, until=days(), reason=st.just("senare")),
    happening(ev.Assigned, handler=st.just("Anna")),
    happening(ev.Withdrawn, event=st.integers(2, 12)),
)
listed = st.builds(ev.Listed, on=st.just(MON), **facts)
histories = st.builds(lambda first, rest: [first, *rest], listed, st.lists(something, max_size=12))
late_no = st.builds(ev.Answered, on=days(300), answer=st.just(Answer.NO), via=st.sampled_from(Via))
refusing = st.builds(lambda history, no: [*history, no], histories, late_no)


@pytest.fixture(params=["rhs-004", "rhs-2023"], scope="module")
def rules(request: pytest.FixtureRequest) -> Rules:
    return rules_for(request.param)


@given(history=histories, today=days())
def test_every_case_ends_or_has_one_dated_next_step_with_a_reason(
    history: list[Event], today: date, rules: Rules
) -> None:
    found = next_step(fold(recorded(history)), rules, today)
    assert rules.profile.sources[found.rule]
    assert found.status.outcome is isinstance(found, Finished)
    assert isinstance(found.on if isinstance(found, Finished) else found.due, date)


@given(history=histories, today=days())
def test_a_step_holds_for_a_day_at_least(history: list[Event], today: date, rules: Rules) -> None:
    found = next_step(fold(recorded(history)), rules, today)
    assume(isinstance(found, Step))
    assert isinstance(found, Step)
    assert found.until is None or found.until > found.begins


@given(history=histories)
def test_the_outlook_has_no_gaps(history: list[Event], rules: Rules) -> None:
    steps = steps_ahead(fold(recorded(history)), rules)
    assume(not isinstance(steps, Finished))
    assert not isinstance(steps, Finished)
    assert len(steps) >= 1
    assert all(a.until == b.begins for a, b in pairwise(steps))
    assert [s.begins for s in steps] == sorted({s.begins for s in steps})
    assert steps[-1].until is None


@given(history=histories, today=days())
def test_the_kept_step_holds_until_the_day_it_names(history: list[Event], today: date, rules: Rules) -> None:
    """The projection need only look at a case again on `until`."""
    state = fold(recorded(history))
    step = next_step(state, rules, today)
    until = None if isinstance(step, Finished) else step.until
    last = (until or today + timedelta(days=500)) - timedelta(days=1)
    assert next_step(state, rules, max(today, last)) == step


@given(history=histories)
def test_on_the_day_it_names_the_kept_step_is_the_next_one_ahead(history: list[Event], rules: Rules) -> None:
    state = fold(recorded(history))
    ahead = steps_ahead(state, rules)
    assume(not isinstance(ahead, Finished))
    assert not isinstance(ahead, Finished)
    assert [next_step(state, rules, step.until) for step in ahead if step.until] == [*ahead[1:]]


@given(history=refusing, today=days())
def test_no_contact_after_a_no(history: list[Event], today: date, rules: Rules) -> None:
    state = fold(recorded(history))
    assume(state.word and state.word.wish is ResidentWish.NO)
    step = next_step(state, rules, today)
    assert isinstance(step, Finished) or not step.kind.contact
    assert isinstance(judge(Candidate(1, state), rules, today), SendHeld)


@given(history=histories, today=days())
def test_who_cannot_log_in_never_goes_into_a_send(history: list[Event], today: date, rules: Rules) -> None:
    state = fold(recorded(history))
    assert state.facts is not None
    assume(state.facts.identity is not IdentityKind.PERSONAL or state.invited or state.excluded or state.prepared)
    assert isinstance(judge(Candidate(1, state), rules, today), SendHeld)


@given(history=histories, today=days(), seed=st.randoms(use_true_random=False))
def test_the_order_of_entry_within_a_day_does_not_matter(
    history: list[Event], today: date, seed: random.Random, rules: Rules
) -> None:
    events = [event for event in history if not isinstance(event, ev.Withdrawn)]
    shuffled = sorted(events, key=lambda event: (event.on, seed.random()))
    in_order = sorted(events, key=lambda event: event.on)
    one, other = (next_step(fold(recorded(entered)), rules, today) for entered in (in_order, shuffled))
    assert one == other


@given(history=histories)
def test_withdrawing_the_last_event_restores_the_state(history: list[Event]) -> None:
    before = recorded(history)
    undone = recorded([*history, ev.Opened(on=MON), ev.Withdrawn(on=MON, event=len(history) + 1)])
    assert fold(undone) == fold(before)


@given(history=histories)
def test_events_survive_being_written_down(history: list[Event]) -> None:
    assert [from_data(type(event).__name__, to_data(event)) for event in history] == history
