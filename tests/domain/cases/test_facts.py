"""What a change of details says to a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from rhs_desktop.domain.cases import contact_facts
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.codes import CallOutcome
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.people.resident import Address, Details, Name
from tests import builders
from tests.histories import recorded

DAY = date(2026, 11, 9)
LATER = date(2026, 11, 10)
BEFORE = builders.details(0)
NEW_PHONE = builders.details(0, phones=("0141-22 33 44",))
MOVED = builders.details(0, address=Address(street="Nygatan 1", postcode="59031", city="Borensberg"))


def state(*events: ev.Event, of: Details = BEFORE) -> CaseState:
    return fold(recorded([contact_facts.listed(of, DAY), *events]))


WRONG_NUMBER = ev.Called(on=DAY, outcome=CallOutcome.WRONG_NUMBER)
RETURNED = (ev.LetterPosted(on=DAY, at=time(9)), ev.LetterReturned(on=DAY, at=time(10)))
NO_PHONE = ev.FactsChanged(on=DAY, has_phone=False, has_address=True)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        pytest.param(BEFORE, ev.Listed(on=DAY, has_phone=True, has_address=True), id="all is known"),
        pytest.param(
            builders.details(0, phones=()),
            ev.Listed(on=DAY, has_address=True),
            id="no phone: nobody has looked in Cosmic",
        ),
        pytest.param(builders.details(0, address=Address()), ev.Listed(on=DAY, has_phone=True), id="no address"),
        pytest.param(
            builders.details(0, address=Address(street="Okänd", postcode="59030", city="Borensberg")),
            ev.Listed(on=DAY, has_phone=True),
            id="an address that says it is unknown",
        ),
        pytest.param(builders.details(0, name=Name()), ev.Listed(on=DAY, has_phone=True), id="nobody to address"),
        pytest.param(
            builders.details(0, protected=True),
            ev.Listed(on=DAY, has_phone=True, has_address=True, protected=True),
            id="protected",
        ),
        pytest.param(
            builders.details(0, identity=PersonalNumber("99201412345X", IdentityKind.RESERVE)),
            ev.Listed(on=DAY, identity=IdentityKind.RESERVE, has_phone=True, has_address=True),
            id="reserve number",
        ),
    ],
)
def test_the_first_facts(person: Details, expected: ev.Listed) -> None:
    assert contact_facts.listed(person, DAY) == expected


@pytest.mark.parametrize(
    ("known", "after", "expected"),
    [
        pytest.param(state(), BEFORE, None, id="nothing differs"),
        pytest.param(
            state(), builders.details(0, name=Name("Karin", "Ek Å")), None, id="a name says nothing to the case"
        ),
        pytest.param(state(), NEW_PHONE, {"has_phone": True, "has_address": True}, id="another number is told"),
        pytest.param(
            state(WRONG_NUMBER), NEW_PHONE, {"has_phone": True, "has_address": True}, id="instead of a wrong one"
        ),
        pytest.param(
            state(WRONG_NUMBER), MOVED, {"has_phone": False, "has_address": True}, id="the wrong one stays wrong"
        ),
        pytest.param(
            state(), builders.details(0, phones=()), {"has_phone": None, "has_address": True}, id="number taken away"
        ),
        pytest.param(state(NO_PHONE), MOVED, {"has_phone": False, "has_address": True}, id="Cosmic still has none"),
        pytest.param(
            state(*RETURNED), MOVED, {"has_phone": True, "has_address": True}, id="moved after a returned letter"
        ),
        pytest.param(state(*RETURNED), NEW_PHONE, {"has_phone": True, "has_address": False}, id="still no way by post"),
        pytest.param(
            state(),
            builders.details(0, protected=True),
            {"has_phone": True, "has_address": True, "protected": True},
            id="protected now",
        ),
        pytest.param(
            state(),
            builders.details(0, identity=PersonalNumber(BEFORE.identity.digits, IdentityKind.COORDINATION)),
            {"has_phone": True, "has_address": True, "identity": IdentityKind.COORDINATION},
            id="another kind of number",
        ),
    ],
)
def test_what_a_change_says(known: CaseState, after: Details, expected: dict[str, Any] | None) -> None:
    event = contact_facts.changed(known, BEFORE, after, LATER, time(9))
    assert event == (None if expected is None else ev.FactsChanged(on=LATER, at=time(9), **expected))


@pytest.mark.parametrize(
    ("on", "at"),
    [
        pytest.param(LATER, time(9), id="at the same moment"),
        pytest.param(LATER, time(8), id="the clock was put back an hour"),
        pytest.param(DAY, time(9), id="the clock was put back a day"),
    ],
)
def test_what_was_entered_last_counts(on: date, at: time) -> None:
    first = contact_facts.changed(state(), BEFORE, NEW_PHONE, LATER, time(9))
    assert first is not None
    second = contact_facts.changed(state(first), NEW_PHONE, replace(NEW_PHONE, protected=True), on, at)
    assert second is not None
    assert state(first, second).facts == second
    assert second.protected


def test_that_cosmic_has_no_number_is_told_once() -> None:
    without = builders.details(0, phones=())
    known = state(of=without)
    event = contact_facts.changed(known, without, without, LATER, no_phone=True)
    assert event == ev.FactsChanged(on=LATER, has_phone=False, has_address=True)
    assert event is not None
    assert contact_facts.changed(state(event, of=without), without, without, LATER, no_phone=True) is None
