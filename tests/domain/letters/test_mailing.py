"""Who gets a letter in a batch and who is held back, each with the reason that weighs most."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.letters.letter_plan import (
    Fit,
    HoldReason,
    LetterCandidate,
    LetterHeld,
    LetterHold,
    LetterOrder,
    in_order,
    judge,
    plan_mailing,
)
from rhs_desktop.domain.letters.postal_address import AddressBlock, AddressFault, Shortening
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.people.resident import Address, Details, Name

HOME = Address(street="Lillgatan 3", postcode="59032", city="Ekeby")


def details(
    *,
    name: Name = Name("Karin", "Ek"),  # noqa: B008 frozen
    address: Address = HOME,
    protected: bool = False,
    deceased: bool = False,
) -> Details:
    identity = PersonalNumber("195601222861", IdentityKind.PERSONAL)
    return Details(identity, name, address=address, protected=protected, deceased=deceased)


def candidate(
    case: int = 1,
    *,
    details: Details = details(),  # noqa: B008 frozen
    due: bool = True,
    finished: bool = False,
    excluded: bool = False,
    said_no: bool = False,
    posted: bool = False,
) -> LetterCandidate:
    """As services/letters/plan makes it of what `contact.may` says of a letter in a batch."""
    against = (
        (said_no, HoldReason.SAID_NO),
        (excluded, HoldReason.EXCLUDED),
        (details.deceased, HoldReason.DECEASED),
        (details.protected, HoldReason.PROTECTED),
    )
    no_contact = tuple(reason for applies, reason in against if applies)
    return LetterCandidate(case, details, "7KD-2QX", due, finished, no_contact, posted)


def prints_all(text: str) -> frozenset[str]:
    return frozenset()


def latin_only(text: str) -> frozenset[str]:
    return frozenset(character for character in text if ord(character) > 0x17F)


def fits_all(block: AddressBlock) -> Fit:
    return Fit()


def narrow(block: AddressBlock) -> Fit:
    return Fit(too_wide=tuple(line for line in block.lines if len(line) > 20))


def low(block: AddressBlock) -> Fit:
    return Fit(too_tall=len(block.lines) > 3)


def test_a_due_letter_with_an_address_is_ready() -> None:
    plan = plan_mailing([candidate(7)], can_print=prints_all, fits=fits_all)
    (letter,) = plan.ready
    assert (letter.case, letter.name, letter.code) == (7, "Karin Ek", "7KD-2QX")
    assert letter.block.lines == ("Karin Ek", "Lillgatan 3", "590 32 Ekeby")
    assert plan.held_back == ()


@pytest.mark.parametrize(
    ("held", "reasons"),
    [
        pytest.param(candidate(details=details(protected=True)), (LetterHold(HoldReason.PROTECTED),), id="protected"),
        pytest.param(candidate(details=details(deceased=True)), (LetterHold(HoldReason.DECEASED),), id="deceased"),
        pytest.param(candidate(excluded=True, finished=True), (LetterHold(HoldReason.EXCLUDED),), id="excluded"),
        pytest.param(candidate(said_no=True, finished=True), (LetterHold(HoldReason.SAID_NO),), id="said no"),
        pytest.param(candidate(finished=True), (LetterHold(HoldReason.FINISHED),), id="finished otherwise"),
        pytest.param(candidate(posted=True, due=False), (LetterHold(HoldReason.POSTED),), id="posted already"),
        pytest.param(candidate(due=False), (LetterHold(HoldReason.NOT_DUE),), id="the next step is no letter"),
        pytest.param(
            candidate(details=details(protected=True, deceased=True), said_no=True),
            (LetterHold(HoldReason.PROTECTED), LetterHold(HoldReason.DECEASED), LetterHold(HoldReason.SAID_NO)),
            id="all that bars is told, the weightiest first",
        ),
        pytest.param(
            candidate(details=details(address=Address(street="Lillgatan 3"))),
            (LetterHold(HoldReason.ADDRESS, (AddressFault.POSTCODE_MISSING, AddressFault.CITY_MISSING)),),
            id="half an address names the fields",
        ),
        pytest.param(
            candidate(details=details(protected=True, address=Address())),
            (LetterHold(HoldReason.PROTECTED),),
            id="a protected person's address is not even looked at",
        ),
        pytest.param(
            candidate(details=details(name=Name("Ελένη", "Ek"))),
            (LetterHold(HoldReason.GLYPH, ("Ε", "έ", "η", "λ", "ν")),),
            id="no glyph names the characters",
        ),
    ],
)
def test_held_back(held: LetterCandidate, reasons: tuple[LetterHold, ...]) -> None:
    plan = plan_mailing([held], can_print=latin_only, fits=fits_all)
    assert plan.ready == ()
    assert plan.held_back == (LetterHeld(1, reasons),)


def test_a_long_name_is_shortened_before_it_is_held_back() -> None:
    plan = plan_mailing(
        [candidate(details=details(name=Name("Karl Johan Östen", "Ekeberg")))], can_print=prints_all, fits=narrow
    )
    (letter,) = plan.ready
    assert letter.block.lines[0] == "Karl J. Ö. Ekeberg"
    assert letter.block.shortened == (Shortening.GIVEN_NAMES_TO_INITIALS,)
    assert letter.name == "Karl Johan Östen Ekeberg"


def test_a_name_that_is_too_wide_is_named_where_a_line_more_does_not_fit_either() -> None:
    def small(block: AddressBlock) -> Fit:
        return Fit(narrow(block).too_wide, len(block.lines) > 3)

    long = details(name=Name("Karl Johan", "von Hohenlohe-Ekeberg"))
    plan = plan_mailing([candidate(details=long)], can_print=prints_all, fits=small)
    assert plan.held_back[0].reasons == (LetterHold(HoldReason.TOO_WIDE, ("Karl J. von Hohenlohe-Ekeberg",)),)


def test_the_full_address_is_kept_where_it_fits() -> None:
    plan = plan_mailing([candidate(details=details(name=Name("Karl Johan", "Ek")))], can_print=prints_all, fits=narrow)
    assert plan.ready[0].block.shortened == ()


@pytest.mark.parametrize(
    ("street", "fits", "reason"),
    [
        pytest.param(
            "Norra Kyrkogårdsgatan 112 B",
            narrow,
            LetterHold(HoldReason.TOO_WIDE, ("Norra Kyrkogårdsgatan 112 B",)),
            id="too wide",
        ),
        pytest.param("Lillgatan 3", low, LetterHold(HoldReason.TOO_TALL), id="too tall"),
    ],
)
def test_what_no_shortening_helps_is_held_back(
    street: str, fits: Callable[[AddressBlock], Fit], reason: LetterHold
) -> None:
    address = Address(care_of="Eva Lind", street=street, postcode="59032", city="Ekeby")
    plan = plan_mailing([candidate(details=details(address=address))], can_print=prints_all, fits=fits)
    assert plan.held_back == (LetterHeld(1, (reason,)),)


def test_printing_again_lifts_posted_and_not_due_and_nothing_else() -> None:
    candidates = [
        candidate(1, posted=True, due=False),
        candidate(2, due=False),
        candidate(3, posted=True, said_no=True),
        candidate(4, posted=True, details=details(protected=True)),
        candidate(5, posted=True, finished=True),
    ]
    plan = plan_mailing(candidates, can_print=prints_all, fits=fits_all, again=True)
    assert [letter.case for letter in plan.ready] == [1, 2]
    assert [(held.case, [hold.reason for hold in held.reasons]) for held in plan.held_back] == [
        (3, [HoldReason.SAID_NO]),
        (4, [HoldReason.PROTECTED]),
        (5, [HoldReason.FINISHED]),
    ]


_anyone = st.builds(
    candidate,
    st.integers(1, 99),
    due=st.booleans(),
    finished=st.booleans(),
    excluded=st.booleans(),
    said_no=st.booleans(),
    posted=st.booleans(),
    details=st.builds(
        details,
        protected=st.booleans(),
        deceased=st.booleans(),
        address=st.sampled_from([HOME, Address(), Address(street="Lillgatan 3")]),
    ),
)


@given(st.lists(_anyone, max_size=6), st.booleans())
def test_everyone_is_ready_or_held_back_and_nobody_forbidden_is_ready(
    candidates: list[LetterCandidate], again: bool
) -> None:
    plan = plan_mailing(candidates, can_print=prints_all, fits=fits_all, again=again)
    assert len(plan.ready) + len(plan.held_back) == len(candidates)
    assert all(held.reasons for held in plan.held_back)
    for one in candidates:
        verdict = judge(one, can_print=prints_all, fits=fits_all, again=again)
        forbidden = bool(one.no_contact) or one.finished
        assert isinstance(verdict, LetterHeld) or not forbidden


def test_the_pile_is_ordered_as_chosen() -> None:
    people = [
        candidate(
            1, details=details(name=Name("Bo", "Öst"), address=Address(street="A 1", postcode="59032", city="Ekeby"))
        ),
        candidate(
            2, details=details(name=Name("Bo", "Ek"), address=Address(street="A 1", postcode="58222", city="Linköping"))
        ),
        candidate(
            3, details=details(name=Name("Åke", "Ek"), address=Address(street="A 1", postcode="59032", city="Ekeby"))
        ),
        candidate(
            4, details=details(name=Name("Al", "Åby"), address=Address(street="A 1", city="Oslo", country="Norge"))
        ),
    ]
    letters = plan_mailing(people, can_print=prints_all, fits=fits_all).ready
    assert [one.case for one in in_order(letters, LetterOrder.GIVEN)] == [1, 2, 3, 4]
    assert [one.case for one in in_order(letters, LetterOrder.NAME)] == [2, 3, 4, 1]
    assert [one.case for one in in_order(letters, LetterOrder.POSTCODE)] == [2, 3, 1, 4]
