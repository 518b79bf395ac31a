"""A checked list held against what is known."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.checklists import Cell, CheckedList
from rhs_desktop.domain.checklists.comparison import ChangedField, Comparison, FieldChange, compare, differences, merged
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber, check_digit
from rhs_desktop.domain.people.resident import Address, Details, Name
from tests.lists import checked, dashed

HEADINGS = ("Personnummer", "Efternamn", "Förnamn", "Mobil", "C/o", "Gatuadress", "Postnr", "Ort", "Skydd", "Avliden")
ADDRESS = Address(street="Storgatan 1", postcode="58222", city="Linköping")


@pytest.fixture
def number(test_numbers: tuple[str, ...]) -> str:
    return test_numbers[0]


def known(number: str, **changes: object) -> Details:
    given = {
        "identity": PersonalNumber(number, IdentityKind.PERSONAL),
        "name": Name("Karin", "Ek"),
        "phones": ("070-174 06 05",),
        "address": ADDRESS,
    }
    return Details(**(given | changes))  # type: ignore[arg-type]


def listed(number: str, *cells: Cell) -> CheckedList:
    return checked(
        HEADINGS, [dashed(number), *(cells or ("Ek", "Karin", "070-174 06 05", "", "Storgatan 1", 58222, "Linköping"))]
    )


def changes_of(result: Comparison) -> list[FieldChange]:
    (changed,) = result.changed
    return list(changed.changes)


def test_new_and_unchanged(test_numbers: tuple[str, ...]) -> None:
    a, b = test_numbers[:2]
    rows = [
        [dashed(a), "Ek", "Karin", "0701740605", "", "STORGATAN 1", "582 22", "Linköping"],
        [dashed(b), "Holm", "Per"],
    ]
    result = compare(checked(HEADINGS, *rows), {a: known(a)})
    assert [one.row for one in result.unchanged] == [2]
    assert [one.row for one in result.new] == [3]
    assert result.changed == ()


@pytest.mark.parametrize(
    ("cells", "changes"),
    [
        pytest.param(("Ek Berg", "Karin"), [FieldChange(ChangedField.NAME, "Karin Ek", "Karin Ek Berg")], id="name"),
        pytest.param(
            ("", "", "013-10 20 30"),
            [FieldChange(ChangedField.PHONES, ("070-174 06 05",), ("013-10 20 30", "070-174 06 05"))],
            id="another phone comes first, the known one stays",
        ),
        pytest.param(
            ("", "", "", "", "Ågatan 2", 59151, "Motala"),
            [
                FieldChange(ChangedField.STREET, "Storgatan 1", "Ågatan 2"),
                FieldChange(ChangedField.POSTCODE, "58222", "59151"),
                FieldChange(ChangedField.CITY, "Linköping", "Motala"),
            ],
            id="moved",
        ),
        pytest.param(
            ("", "", "", "Berg"), [FieldChange(ChangedField.CARE_OF, "", "c/o Berg")], id="something that was not known"
        ),
        pytest.param(
            ("", "", "", "", "", "", "", "Ja"), [FieldChange(ChangedField.PROTECTED, False, True)], id="protected"
        ),
        pytest.param(
            ("", "", "", "", "", "", "", "", "X"), [FieldChange(ChangedField.DECEASED, False, True)], id="deceased"
        ),
    ],
)
def test_changes(cells: Sequence[Cell], changes: list[FieldChange], number: str) -> None:
    assert changes_of(compare(listed(number, *cells), {number: known(number)})) == changes


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("", "", "", "", "", "", ""), id="empty cells erase nothing"),
        pytest.param(("", "", "+46 70-174 06 05"), id="the same phone in another dress"),
    ],
)
def test_no_changes(cells: Sequence[Cell], number: str) -> None:
    result = compare(listed(number, *cells), {number: known(number)})
    assert (len(result.unchanged), result.changed) == (1, ())


def test_after_a_move_the_old_care_of_is_offered_for_removal(number: str) -> None:
    before = known(number, address=Address("c/o Berg", "Storgatan 1", "", "58222", "Linköping"))
    changes = changes_of(compare(listed(number, "", "", "", "", "Ågatan 2", 58222, "Linköping"), {number: before}))
    assert changes == [
        FieldChange(ChangedField.CARE_OF, "c/o Berg", "", proposed=False),
        FieldChange(ChangedField.STREET, "Storgatan 1", "Ågatan 2"),
    ]


def test_protection_and_death_are_never_taken_back(number: str) -> None:
    result = compare(
        listed(number, "", "", "", "", "", "", "", "Nej", "Nej"), {number: known(number, protected=True, deceased=True)}
    )
    assert len(result.unchanged) == 1


def test_chosen_changes_are_merged_into_what_is_known(number: str) -> None:
    before = known(number)
    newer = known(
        number,
        name=Name("Karin", "Berg"),
        phones=("013-10 20 30",),
        address=Address("", "Ågatan 2", "", "59151", "Motala"),
        protected=True,
        deceased=True,
    )
    changes = differences(before, newer)
    assert merged(before, newer, changes) == known(
        number,
        name=Name("Karin", "Berg"),
        phones=("013-10 20 30", "070-174 06 05"),
        address=Address("", "Ågatan 2", "", "59151", "Motala"),
        protected=True,
        deceased=True,
    )
    only_city = [change for change in changes if change.field is ChangedField.CITY]
    assert merged(before, newer, only_city) == known(number, address=Address("", "Storgatan 1", "", "58222", "Motala"))


def test_a_new_identity_for_a_known_person_is_proposed(number: str, test_numbers: tuple[str, ...]) -> None:
    nine = f"{number[2:6]}{int(number[6:8]) + 60}{number[8:11]}"
    coordination = Details(
        PersonalNumber(f"{number[:2]}{nine}{check_digit(nine)}", IdentityKind.COORDINATION), Name("Karin", "Ek")
    )
    other = known(test_numbers[1])
    result = compare(listed(number), {coordination.identity.digits: coordination, test_numbers[1]: other})
    assert [one.known for one in result.possible_duplicates] == [coordination]
    assert result.possible_duplicates[0].ready in result.new


def test_missing_from_the_newer_list_is_proposed_only(test_numbers: tuple[str, ...]) -> None:
    a, b, c = test_numbers[:3]
    done = checked(("Personnummer", "Ort"), [dashed(a), "x"], [dashed(b), "x"], [dashed(b), "y"])
    assert compare(done, {}, frozenset((a, b, c))).missing == (c,)


def test_protected_rows_are_pointed_out(test_numbers: tuple[str, ...]) -> None:
    done = checked(("Personnummer", "Skydd"), [dashed(test_numbers[0]), "Ja"], [dashed(test_numbers[1]), ""])
    assert [one.row for one in compare(done, {}).protected] == [2]


WORDS = st.sampled_from(["", "Ek", "Berg", "Storgatan 1", "c/o Holm"])
DETAILS = st.builds(
    Details,
    identity=st.just(PersonalNumber("195601132334", IdentityKind.PERSONAL)),
    name=st.builds(Name, WORDS, WORDS),
    phones=st.lists(st.sampled_from(["070-174 06 05", "0701740605", "013-10 20 30"]), max_size=2).map(tuple),
    address=st.builds(Address, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS),
    protected=st.booleans(),
    deceased=st.booleans(),
)


@given(DETAILS, DETAILS)
def test_proposed_changes_never_erase_and_settle_at_once(before: Details, newer: Details) -> None:
    proposed = [change for change in differences(before, newer) if change.proposed]
    after = merged(before, newer, proposed)
    assert [change for change in differences(after, newer) if change.proposed] == []
    assert {digits(phone) for phone in before.phones} <= {digits(phone) for phone in after.phones}
    assert after.protected >= before.protected
    assert after.deceased >= before.deceased
    for name in ("care_of", "street", "extra", "postcode", "city", "country"):
        assert bool(getattr(after.address, name)) >= bool(getattr(before.address, name))


def digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())
