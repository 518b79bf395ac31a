"""What stands of a person: the lines added up in the order of entry, whatever days stand in them."""

from __future__ import annotations

from datetime import date

import pytest

from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.person.facts import FactKind, FactSource, PersonFact, RecordedFact, Standing
from rhs_desktop.domain.person.person import NOBODY, checked, fold_facts, tells

DAY = date(2026, 11, 9)
EARLIER = date(2026, 10, 1)
DEAD, GONE, BAN, PROTECTED = FactKind.DECEASED, FactKind.NOT_LISTED, FactKind.NO_CONTACT, FactKind.PROTECTED


def line(kind: FactKind, standing: Standing = Standing.SAID, on: date = DAY, about: str = "") -> PersonFact:
    return PersonFact(kind, standing, on, FactSource.LIST, about=about)


ALIVE, MOVED, DIED = (
    checked(result, DAY) for result in (Eligibility.LISTED_ALIVE, Eligibility.NOT_LISTED, Eligibility.DECEASED)
)
CONFIRMED, LIFTED = Standing.CONFIRMED, Standing.LIFTED


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        pytest.param([line(DEAD)], {DEAD: "said"}, id="said"),
        pytest.param([line(DEAD), ALIVE], {}, id="a check settles death"),
        pytest.param([line(GONE), ALIVE], {}, id="and listing"),
        pytest.param([line(PROTECTED), line(BAN), ALIVE], {PROTECTED: "said", BAN: "said"}, id="and nothing else"),
        pytest.param([ALIVE, line(DEAD)], {DEAD: "said"}, id="a newer said counts over an older check"),
        pytest.param([ALIVE, line(DEAD, on=EARLIER)], {DEAD: "said"}, id="whatever day stands in it"),
        pytest.param([DIED, line(DEAD)], {DEAD: "confirmed"}, id="what is confirmed is not said again"),
        pytest.param([line(DEAD), DIED], {DEAD: "confirmed"}, id="confirmed by a check"),
        pytest.param([MOVED, line(DEAD)], {DEAD: "said", GONE: "confirmed"}, id="the strongest first"),
        pytest.param([DIED, ALIVE], {}, id="the later check counts"),
        pytest.param([line(PROTECTED), line(PROTECTED, CONFIRMED)], {PROTECTED: "confirmed"}, id="Stämmer"),
        pytest.param([line(PROTECTED), line(PROTECTED, LIFTED)], {}, id="Stämmer inte"),
        pytest.param(
            [line(PROTECTED), line(PROTECTED, LIFTED), line(PROTECTED)], {PROTECTED: "said"}, id="said again after it"
        ),
        pytest.param([line(BAN, CONFIRMED), line(BAN, LIFTED)], {}, id="Häv"),
        pytest.param(
            [line(FactKind.WRONG_PHONE, CONFIRMED, about="1"), line(FactKind.WRONG_PHONE, CONFIRMED, about="2")],
            {FactKind.WRONG_PHONE: "confirmed"},
            id="two numbers",
        ),
    ],
)
def test_what_stands(told: list[PersonFact], stands: dict[FactKind, str]) -> None:
    person = fold_facts(RecordedFact(number, fact, 1) for number, fact in enumerate(told))
    assert {one.kind: one.standing.value for one in person.facts} == stands
    assert list(person.facts) == sorted(person.facts, key=lambda one: list(FactKind).index(one.kind))


def test_the_order_of_entry_is_that_of_the_numbers() -> None:
    lines = [RecordedFact(2, line(DEAD), 1), RecordedFact(1, ALIVE, 1)]
    assert fold_facts(lines) == fold_facts(reversed(lines))
    assert fold_facts(lines).standing(DEAD) is Standing.SAID


def test_a_withdrawal_can_be_withdrawn() -> None:
    lines = [RecordedFact(1, line(DEAD), 1)]
    for number, about in ((2, 1), (3, 2), (4, 3)):
        lines.append(RecordedFact(number, line(FactKind.WITHDRAWN, CONFIRMED, about=str(about)), number))
        stands = fold_facts(lines).standing(DEAD) is Standing.SAID
        assert stands is (number == 3)
    assert fold_facts([]) == NOBODY


def test_not_listed_said_no_more_leaves_no_check() -> None:
    lines = [RecordedFact(1, MOVED, 1), RecordedFact(2, line(GONE, LIFTED), 2)]
    person = fold_facts(lines)
    assert (person.facts, person.check, person.checked_before) == ((), None, True)


@pytest.mark.parametrize(
    ("known", "fact", "new"),
    [
        ([], line(DEAD), True),
        ([line(DEAD)], line(DEAD), False),
        ([DIED], line(DEAD), False),
        ([line(PROTECTED)], line(PROTECTED, CONFIRMED), True),
        ([line(PROTECTED, CONFIRMED)], line(PROTECTED, CONFIRMED), False),
        ([], line(PROTECTED, LIFTED), False),
        ([ALIVE], ALIVE, True),
    ],
)
def test_what_is_said_again_is_not_kept(known: list[PersonFact], fact: PersonFact, new: bool) -> None:
    assert tells(fold_facts(RecordedFact(number, one, 1) for number, one in enumerate(known)), fact) is new
