"""What is due for erasing: by outcome and age, never what is open, and what of an event goes."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.event_data import KINDS, to_data
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step, steps_ahead
from rhs_desktop.domain.cases.steps import Finished, Status
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, Via
from rhs_desktop.domain.manuals.manual import Rule
from rhs_desktop.domain.people import reserve_number
from rhs_desktop.domain.people.resident import Name
from rhs_desktop.domain.retention import (
    ERASED_NAME,
    FREE_TEXT,
    MOST_MONTHS,
    OutcomeGroup,
    PersonalTraces,
    RetainedFigures,
    due_for_erasing,
    is_due,
    is_erased,
    nobody,
    without_words,
)
from rhs_desktop.domain.statistics import funnel
from rhs_desktop.domain.workdays import months_later
from tests import builders
from tests.histories import recorded, rules_for

TODAY = date(2026, 11, 9)


def case(
    number: int, ground: OutcomeGroup | None = OutcomeGroup.DONE, since: date = date(2024, 1, 1), **more: Any
) -> RetainedFigures:
    return RetainedFigures(number, more.pop("resident", number), ground, since, **more)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        pytest.param(date(2026, 1, 31), 1, date(2026, 2, 28), id="the last of a short month"),
        pytest.param(date(2024, 1, 31), 1, date(2024, 2, 29), id="a leap year"),
        pytest.param(date(2026, 11, 9), 1, date(2026, 12, 9), id="december"),
        pytest.param(date(2026, 12, 9), 1, date(2027, 1, 9), id="over new year"),
        pytest.param(date(2024, 2, 29), 24, date(2026, 2, 28), id="years"),
        pytest.param(date(9999, 6, 1), 240, date.max, id="the end of time"),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("ground", "since", "rules", "due"),
    [
        pytest.param(OutcomeGroup.DONE, date(2025, 11, 9), {OutcomeGroup.DONE: 12}, True, id="to the day"),
        pytest.param(OutcomeGroup.DONE, date(2025, 11, 10), {OutcomeGroup.DONE: 12}, False, id="a day short"),
        pytest.param(
            OutcomeGroup.DONE, date(2000, 1, 1), {OutcomeGroup.DECLINED: 1}, False, id="another outcome's rule"
        ),
        pytest.param(OutcomeGroup.DONE, date(2000, 1, 1), {}, False, id="off"),
        pytest.param(
            OutcomeGroup.DONE, date(2000, 1, 1), {OutcomeGroup.DONE: 0}, False, id="nought months is off, not at once"
        ),
        pytest.param(None, date(2000, 1, 1), dict.fromkeys(OutcomeGroup, 1), False, id="open"),
    ],
)
def test_when_a_case_is_due(
    ground: OutcomeGroup | None, since: date, rules: dict[OutcomeGroup, int], due: bool
) -> None:
    assert is_due(ground, since, rules, TODAY) is due


@pytest.mark.parametrize(
    ("rows", "cases", "residents", "staying"),
    [
        pytest.param([case(1)], (1,), (1,), 0, id="one case"),
        pytest.param([case(1), case(2, None, resident=1)], (1,), (), 1, id="another case is open: the person stays"),
        pytest.param([case(1), case(2, since=TODAY, resident=1)], (1,), (), 1, id="another is too young"),
        pytest.param([case(1, erased=True), case(2, resident=1)], (2,), (1,), 0, id="the other went before"),
        pytest.param([case(1, erased=True)], (), (), 0, id="gone already"),
        pytest.param([case(1), case(2, OutcomeGroup.DECLINED)], (1,), (1,), 0, id="an outcome without a rule"),
        pytest.param([], (), (), 0, id="nobody"),
    ],
)
def test_whose_identity_goes(
    rows: list[RetainedFigures], cases: tuple[int, ...], residents: tuple[int, ...], staying: int
) -> None:
    due = due_for_erasing(rows, {OutcomeGroup.DONE: 12}, TODAY)
    assert (tuple(one.case for one in due.cases), due.residents, due.staying) == (cases, residents, staying)


def test_every_outcome_can_have_a_time() -> None:
    """A status that can end a case and is no ground would be kept for good without anybody being asked."""
    grounds = {Status(one.value) for one in OutcomeGroup if one not in (OutcomeGroup.UNDONE, OutcomeGroup.ROWS)}
    assert grounds == {status for status in Status if status.outcome}


kept = st.builds(
    RetainedFigures,
    st.integers(1, 10_000),
    st.integers(1, 5),
    st.none() | st.sampled_from(OutcomeGroup),
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.booleans(),
)
rule = st.dictionaries(st.sampled_from(OutcomeGroup), st.integers(0, MOST_MONTHS))


@given(st.lists(kept, unique_by=lambda one: one.case), rule, st.dates(date(2015, 1, 1), date(2060, 1, 1)))
def test_properties(rows: list[RetainedFigures], rules: dict[OutcomeGroup, int], today: date) -> None:
    due = due_for_erasing(rows, rules, today)
    assert not [one for one in due.cases if one.ground is None or one.erased or not rules.get(one.ground)]
    left = [one for one in rows if one not in due.cases and not one.erased]
    assert not {one.resident for one in left} & set(due.residents)  # nobody loses a name who has a case left
    assert {one.resident for one in due.cases} - {one.resident for one in left} == set(due.residents)
    assert set(due.cases) <= set(due_for_erasing(rows, rules, today + timedelta(days=1)).cases)  # due stays due
    assert due_for_erasing(rows, {}, today).cases == ()


# ---- events ----------------------------------------------------------------------------------------------------------

KEPT_TEXT = {"template", "step", "handler"}
"""Codes of the manual, and the clinic's own staff."""


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_text_of_an_event_is_judged(kind: type[Event]) -> None:
    """A new event with a text must be said to be harmless, or lose it."""
    hints = get_type_hints(kind)
    texts = {item.name for item in fields(kind) if hints[item.name] is str}
    assert texts <= FREE_TEXT | KEPT_TEXT


EVENTS: list[Event] = [
    ev.Listed(on=TODAY, has_phone=True, has_address=True),
    ev.CosmicChecked(on=TODAY, result=Eligibility.OTHER, reason="Karin bor hos sin syster"),
    ev.Routed(on=TODAY, channel=Channel.LETTER, reason="Karin hör illa"),
    ev.Called(on=TODAY, outcome=CallOutcome.NO_ANSWER, phone="070-174 06 05"),
    ev.GivenUp(on=TODAY, reason="Karin svarar inte"),
    ev.Snoozed(on=TODAY, until=TODAY + timedelta(days=3), reason="Karin är bortrest"),
    ev.Noted(on=TODAY, text="Ring Karin efter lunch"),
    ev.Withdrawn(on=TODAY, event=3, reason="Fel Karin"),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_words_go_and_the_rest_stays(event: Event) -> None:
    bare = without_words(event)
    said = repr(to_data(bare))
    assert "Karin" not in said
    assert "174" not in said
    assert {**to_data(event), **dict.fromkeys(FREE_TEXT)} == {**to_data(bare), **dict.fromkeys(FREE_TEXT)}


HISTORIES = {
    "done": (
        builders.checked_in_cosmic(),
        builders.invited(),
        builders.answered(),
        ev.AnswerHandled(on=TODAY),
        ev.Called(on=TODAY, outcome=CallOutcome.BOOKED, data_told=True, phone="070-174 06 05"),
        ev.Booked(on=TODAY, visit=TODAY),
        ev.VisitHeld(on=TODAY),
        ev.Documented(on=TODAY),
    ),
    "declined": (builders.checked_in_cosmic(), ev.Answered(on=TODAY, answer=Answer.NO, via=Via.DESK)),
    "unreached": (builders.checked_in_cosmic(), builders.invited(), ev.GivenUp(on=TODAY, reason="Karin")),
    "excluded": (ev.CosmicChecked(on=TODAY, result=Eligibility.OTHER, reason="Karin"),),
    "open": (builders.checked_in_cosmic(), builders.invited()),
    "open by phone": (builders.checked_in_cosmic(), ev.Routed(on=TODAY, channel=Channel.PHONE, reason="Karin")),
    "listed": (),
}


@pytest.mark.parametrize("events", HISTORIES.values(), ids=HISTORIES.keys())
def test_an_erased_case_keeps_its_outcome_and_its_figures(events: tuple[Event, ...]) -> None:
    rules = rules_for("rhs-004")
    history = [ev.Listed(on=TODAY, has_phone=True, has_address=True), *events]
    before = fold(recorded(history))
    after = fold(recorded([*map(without_words, history), ev.Erased(on=TODAY)]))
    was, now = steps_ahead(before, rules), steps_ahead(after, rules)
    assert isinstance(now, Finished)
    expected = was if isinstance(was, Finished) else Finished(Status.EXCLUDED, TODAY, Rule.EXCLUDED)
    assert (now.status, now.on, now.rule) == (expected.status, expected.on, expected.rule)
    left = before if isinstance(was, Finished) else after
    assert funnel([(after, rules)]) == funnel([(left, rules)])
    assert next_step(after, rules, TODAY + timedelta(days=400)) == now
    assert after.prepared is None


# ---- people ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("resident", [1, 99_999, 1_000_000])
def test_nobody(resident: int) -> None:
    left = nobody(resident)
    assert is_erased(left.identity.digits)
    assert reserve_number.recognise(left.identity.digits) is None
    assert left.identity.birth_year is None
    assert (left.phones, left.protected, left.deceased, left.address.usable) == ((), False, False, False)
    assert nobody(resident + 1).identity != left.identity


def test_nobody_on_a_list_is_erased() -> None:
    assert not any(is_erased(number) for number in builders.official_numbers())


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        pytest.param(["19560122-2861"], True, id="the number"),
        pytest.param(["560122 2861", "x"], True, id="ten digits with a space"),
        pytest.param([195601222861.0], True, id="as Excel keeps it"),
        pytest.param(["Ek", "Erik", "070-1740606"], True, id="name and phone"),
        pytest.param(["EK, ERIK", "", "Storgatan 2"], True, id="name and street"),
        pytest.param(["Ek", "Erik"], False, id="a name alone: there are others"),
        pytest.param(["Ek", "Karin", "070-1740606"], False, id="a relative with the same phone"),
        pytest.param(["19560122-2862"], False, id="another number"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_traces(cells: list[object], found: bool) -> None:
    assert PersonalTraces.of(builders.details(1)).found_in(cells) is found


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        pytest.param(Name("Bo", "Ek"), "Begäran av Bo Ek", True, id="the name"),
        pytest.param(Name("Bo", "Ek"), "ek, bo", True, id="the other way round"),
        pytest.param(Name("Bo", "Ek"), "Beslut av direktören om arbetsböcker", False, id="letters within words"),
        pytest.param(Name("Anna-Karin", "von Essen"), "anna karin von essen", True, id="several words"),
        pytest.param(Name("Anna-Karin", "von Essen"), "Anna von Essen", False, id="somebody else"),
        pytest.param(Name(family="Erik Ek"), "Erik Ek", True, id="a name that could not be told apart"),
        pytest.param(Name(family="Ek"), "Ek", False, id="a single name"),
        pytest.param(Name(), "", False, id="no name"),
    ],
)
def test_a_name_in_a_text(name: Name, text: str, named: bool) -> None:
    assert PersonalTraces.of(builders.details(1, name=name)).names(text) is named


def test_nobody_leaves_no_traces() -> None:
    """An erased person is found in no row, not even an empty one."""
    assert not PersonalTraces.of(nobody(3)).found_in(["", "Gallrad", "x"])


def test_a_row_of_a_list_is_the_persons_by_all_ten_digits_of_the_number() -> None:
    person = builders.details(0)
    traces = PersonalTraces.of(person)
    assert traces.found_in(["", person.identity.dashed])
    assert traces.found_in(["", person.identity.dashed[2:]])
    assert not traces.found_in(["", person.identity.digits[-2:]])
    assert not traces.found_in([f"Storgatan {person.identity.digits[-4:]}"])


def test_words_that_go_leave_nothing_in_their_place() -> None:
    assert without_words(ev.Noted(on=TODAY, text="Ring Karin")) == ev.Noted(on=TODAY, text="")


@pytest.mark.parametrize(("months", "due"), [(0, False), (1, True), (2, False)])
def test_a_rule_of_one_month_counts_and_none_does_not(months: int, due: bool) -> None:
    begun = months_later(TODAY, -1)
    assert is_due(OutcomeGroup.DECLINED, begun, {OutcomeGroup.DECLINED: months}, TODAY) is due


def test_nobody_bears_the_word_for_an_erased_person() -> None:
    assert nobody(7).name.display == ERASED_NAME


def test_months_end_with_the_last_day_there_is() -> None:
    assert months_later(date(9998, 12, 31), 12) == date(9999, 12, 31)
    assert months_later(date(9999, 1, 31), 1) == date(9999, 2, 28)
    assert months_later(date(9999, 12, 1), 1) == date.max
