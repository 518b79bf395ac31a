"""Which days of a new case move under another manual, by the pathway's own reckoning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.cases.manual_preview import Scene, ShiftedStep, shifted
from rhs_desktop.domain.cases.steps import StepKind
from rhs_desktop.domain.manuals.edit import Draft, allowed
from rhs_desktop.domain.manuals.manual import Days, Profile, Rule, Rules
from rhs_desktop.domain.workdays import Calendar
from tests import histories

MONDAY = date(2026, 11, 9)
RHS = histories.profile("rhs-004")
CALENDAR = Calendar(frozenset())


def moved(after: Profile, before: Profile = RHS) -> list[ShiftedStep]:
    return list(shifted(Rules(before, CALENDAR), Rules(after, CALENDAR), MONDAY))


def with_days(**days: int) -> Profile:
    return replace(RHS, days=replace(RHS.days, **days))


def nov(day: int) -> date:
    return date(2026, 11, day)


CASES = [
    pytest.param(
        with_days(cosmic_check=7),
        [ShiftedStep(Scene.LISTED, StepKind.CHECK_COSMIC, Rule.COSMIC_CHECK, True, nov(23), nov(16))],
        id="the check in Cosmic",
    ),
    pytest.param(
        replace(RHS, cosmic_check=False),
        [
            ShiftedStep(Scene.LISTED, StepKind.CHECK_COSMIC, Rule.COSMIC_CHECK, True, nov(23), None),
            ShiftedStep(Scene.LISTED, StepKind.INVITE, Rule.INVITE, True, None, nov(23)),
            ShiftedStep(Scene.CHECKED, StepKind.CHECK_COSMIC, Rule.COSMIC_CHECK, False, date(2026, 12, 9), None),
        ],
        id="no check in Cosmic at all",
    ),
    pytest.param(
        with_days(manual_reminder=10),
        [
            ShiftedStep(Scene.INVITED, StepKind.REMIND, Rule.REMIND, True, nov(23), nov(19)),
            ShiftedStep(Scene.REMINDED, StepKind.CALL, Rule.CLOSED, False, nov(28), nov(30)),
        ],
        id="the reminder; day 12 is a Saturday",
    ),
    pytest.param(
        with_days(after_reminder=4),
        [
            ShiftedStep(Scene.INVITED, StepKind.CALL, Rule.NO_ANSWER, False, date(2026, 12, 2), date(2026, 12, 5)),
            ShiftedStep(Scene.REMINDED, StepKind.CALL, Rule.NO_ANSWER, True, nov(16), nov(13)),
        ],
        id="the wait after the reminder",
    ),
    pytest.param(
        with_days(answer_workdays=1),
        [ShiftedStep(Scene.ANSWERED, StepKind.HANDLE_ANSWER, Rule.ANSWER, True, nov(11), nov(10))],
        id="the answer",
    ),
    pytest.param(
        with_days(own_booking_look=14),
        [
            ShiftedStep(
                Scene.OWN_BOOKING,
                StepKind.LOOK_AT_BOOKING,
                Rule.OWN_BOOKING,
                True,
                date(2026, 12, 9),
                nov(23),
            )
        ],
        id="the look at own booking",
    ),
    pytest.param(
        with_days(call_again_workdays=3),
        [ShiftedStep(Scene.CALLED, StepKind.CALL, Rule.CALL, True, nov(10), nov(12))],
        id="the next call",
    ),
    pytest.param(
        replace(RHS, phone_attempts=1),
        [
            ShiftedStep(Scene.CALLED, StepKind.CALL, Rule.CALL, True, nov(10), None),
            ShiftedStep(Scene.CALLED, StepKind.SEND_LETTER, Rule.CALL, True, None, nov(9)),
        ],
        id="one attempt: a letter takes the place of the call",
    ),
    pytest.param(
        with_days(letter_reply=14),
        [ShiftedStep(Scene.POSTED, StepKind.GIVE_UP, Rule.LETTER_REPLY, True, nov(30), nov(23))],
        id="the wait for a letter",
    ),
    pytest.param(
        with_days(visit_check_workdays=2),
        [
            ShiftedStep(
                Scene.BOOKED,
                StepKind.PREPARE_VISIT,
                Rule.BEFORE_VISIT,
                True,
                date(2026, 12, 18),
                date(2026, 12, 17),
            )
        ],
        id="the look before the visit",
    ),
]


@pytest.mark.parametrize(("after", "expected"), CASES)
def test_the_days_that_move(after: Profile, expected: list[ShiftedStep]) -> None:
    assert moved(after) == expected


def test_texts_and_steps_move_no_day() -> None:
    changed = Draft.of(RHS).put("name", "Ekeby").remove_step("visit", 3).put("reminder.name", "Hej")
    assert moved(changed.finished(id_="ekeby", version=1, based_on=RHS.id)) == []


def test_every_number_of_days_but_1177_s_own_reminder_moves_something() -> None:
    """1177 reminds by itself: nobody has anything to do that day."""
    quiet = []
    for name in Days.__slots__:
        least, most = allowed(Draft.of(RHS), f"days.{name}")
        now = getattr(RHS.days, name)
        other = [value for value in (now + 3, now - 3) if value >= least and (most is None or value <= most)]
        if not any(moved(with_days(**{name: value})) for value in other):
            quiet.append(name)
    assert quiet == ["automatic_reminder"]


@given(st.data())
def test_any_manual_that_is_right_can_be_looked_ahead_with(data: st.DataObject) -> None:
    changed = Draft.of(RHS)
    for name in data.draw(st.lists(st.sampled_from(Days.__slots__), max_size=4)):
        least, most = allowed(changed, f"days.{name}")
        value = data.draw(st.integers(least, 9999 if most is None else most))
        changed = changed.put(f"days.{name}", value)
    after = changed.finished(id_="ekeby", version=1, based_on=RHS.id)
    forth, back = moved(after), moved(RHS, after)
    assert {(one.scene, one.before, one.after) for one in forth} == {(one.scene, one.after, one.before) for one in back}
