"""Whether somebody may be reached, by which way, and why not."""

from __future__ import annotations

from datetime import date

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.contact import Contactable, NoContact, may
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.codes import Answer, Eligibility, Way
from rhs_desktop.domain.people.personal_number import IdentityKind
from tests.builders import details
from tests.histories import recorded

DAY = date(2026, 11, 9)
LISTED = ev.Listed(on=DAY, has_phone=True, has_address=True)
NO = ev.Answered(on=DAY, answer=Answer.NO)
MOVED = ev.CosmicChecked(on=DAY, result=Eligibility.NOT_LISTED)


def reasons(way: Way, *history: ev.Event, deceased: bool = False) -> tuple[NoContact, ...]:
    case = fold(recorded([LISTED, *history]))
    person = Contactable.of_case(case)
    return may(Contactable(person.identity, person.protected, deceased), case, way).reasons


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param((), (), id="somebody who was asked nothing yet"),
        pytest.param((ev.Answered(on=DAY, answer=Answer.YES_CALL),), (), id="a yes"),
        pytest.param((NO,), (NoContact.SAID_NO,), id="a no"),
        pytest.param((MOVED,), (NoContact.EXCLUDED,), id="not listed here"),
        pytest.param((NO, MOVED), (NoContact.SAID_NO, NoContact.EXCLUDED), id="all that bars is told"),
    ],
)
def test_what_holds_of_every_way(way: Way, history: tuple[ev.Event, ...], expected: tuple[NoContact, ...]) -> None:
    assert reasons(way, *history) == expected


@pytest.mark.parametrize("way", Way)
def test_the_dead_are_reached_by_no_way(way: Way) -> None:
    assert reasons(way, deceased=True) == (NoContact.DECEASED,)


@pytest.mark.parametrize("kind", IdentityKind)
def test_1177_lets_only_a_personnummer_log_in(kind: IdentityKind) -> None:
    known = ev.FactsChanged(on=DAY, identity=kind, has_phone=True, has_address=True)
    expected = () if kind is IdentityKind.PERSONAL else (NoContact.NO_LOGIN,)
    assert reasons(Way.DIGITAL, known) == expected
    assert [reasons(way, known) for way in Way if way is not Way.DIGITAL] == [(), (), ()]


def test_protected_identity_stands_in_no_batch_of_letters() -> None:
    known = ev.FactsChanged(on=DAY, has_phone=True, has_address=True, protected=True)
    assert {way: reasons(way, known) for way in Way} == {
        **dict.fromkeys(Way, ()),
        Way.LETTER_BATCH: (NoContact.PROTECTED,),
    }


def test_what_the_register_says_of_a_person() -> None:
    assert Contactable.of_details(details(0, protected=True, deceased=True)) == Contactable(
        IdentityKind.PERSONAL, protected=True, deceased=True
    )
