"""The lines of a window: order, c/o, postcode, foreign addresses, what is unusable, how it is shortened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.letters.clinic import Clinic, ClinicProblem
from rhs_desktop.domain.letters.postal_address import AddressFault, PostalAddress, Shortening
from rhs_desktop.domain.people.resident import Address, Name

HOME = Address(street="Lillgatan 3", postcode="59032", city="Ekeby")


def postal(
    given: str = "Karin",
    family: str = "Ek",
    *,
    care_of: str = "",
    street: str = "Lillgatan 3",
    extra: str = "",
    postcode: str = "59032",
    city: str = "Ekeby",
    country: str = "",
) -> PostalAddress:
    return PostalAddress(Name(given, family), Address(care_of, street, extra, postcode, city, country))


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        pytest.param(postal(), ("Karin Ek", "Lillgatan 3", "590 32 Ekeby"), id="plain"),
        pytest.param(
            postal(care_of="Eva Lind"),
            ("Karin Ek", "c/o Eva Lind", "Lillgatan 3", "590 32 Ekeby"),
            id="care of stands between name and street",
        ),
        pytest.param(
            postal(care_of="Eva Lind", extra="Södra gården"),
            ("Karin Ek", "c/o Eva Lind", "Södra gården", "Lillgatan 3", "590 32 Ekeby"),
            id="five lines",
        ),
        pytest.param(postal(extra="Lgh 1102"), ("Karin Ek", "Lillgatan 3 Lgh 1102", "590 32 Ekeby"), id="flat"),
        pytest.param(postal(street="", extra="Box 12"), ("Karin Ek", "Box 12", "590 32 Ekeby"), id="box alone"),
        pytest.param(
            postal("", "Ek  Karin\u00a0Maria ", city=" ekeby\t"),
            ("Ek Karin Maria", "Lillgatan 3", "590 32 ekeby"),
            id="undivided name, untidy spaces",
        ),
        pytest.param(
            postal(street="10 Rue de l'Église", postcode="75001", city="Paris", country="Frankrike"),
            ("Karin Ek", "10 Rue de l'Église", "75001 Paris", "FRANKRIKE"),
            id="abroad: country last, postcode as given",
        ),
        pytest.param(
            postal(street="1 High St", postcode="", city="Cork", country="Irland"),
            ("Karin Ek", "1 High St", "Cork", "IRLAND"),
            id="abroad without postcode",
        ),
        pytest.param(postal(country="SVERIGE"), ("Karin Ek", "Lillgatan 3", "590 32 Ekeby"), id="Sweden is not told"),
        pytest.param(postal(city="Åmål-Öckerö"), ("Karin Ek", "Lillgatan 3", "590 32 Åmål-Öckerö"), id="å ä ö"),
    ],
)
def test_lines_of_the_window(address: PostalAddress, lines: tuple[str, ...]) -> None:
    assert address.block.lines == lines
    assert address.valid


@pytest.mark.parametrize("mark", ["c/o ", "C/O ", "c / o ", "C\\O ", "co ", "CO: ", "℅ ", "c/o: ", "c/o", ""])
def test_care_of_is_written_one_way(mark: str) -> None:
    assert postal(care_of=f"{mark}Eva Lind").care_of == "c/o Eva Lind"


@pytest.mark.parametrize("name", ["Cornelia Ek", "Conny Å", "Colt AB"])
def test_a_name_that_begins_like_the_mark_keeps_its_letters(name: str) -> None:
    assert postal(care_of=name).care_of == f"c/o {name}"


@pytest.mark.parametrize(
    "given", ["59032", "590 32", "590\u00a032", "SE-59032", "SE 590 32", "S-590 32", " 5 9 0 3 2 "]
)
def test_a_swedish_postcode_is_written_one_way(given: str) -> None:
    assert postal(postcode=given).postcode == "590 32"


@pytest.mark.parametrize(
    ("address", "faults"),
    [
        pytest.param(postal("", ""), (AddressFault.NAME_MISSING,), id="no name"),
        pytest.param(postal(street=""), (AddressFault.STREET_MISSING,), id="no street"),
        pytest.param(postal(postcode=""), (AddressFault.POSTCODE_MISSING,), id="no postcode"),
        pytest.param(postal(city=""), (AddressFault.CITY_MISSING,), id="no place"),
        pytest.param(postal(postcode="5903"), (AddressFault.POSTCODE_NOT_SWEDISH,), id="four digits"),
        pytest.param(postal(postcode="05903"), (AddressFault.POSTCODE_NOT_SWEDISH,), id="begins with 0"),
        pytest.param(postal(postcode="٥٩٠٣٢"), (AddressFault.POSTCODE_NOT_SWEDISH,), id="other digits"),
        pytest.param(postal(street="Adress okänd"), (AddressFault.STREET_MISSING,), id="said to be unknown"),
        pytest.param(
            postal(street="Saknas", city="-"), (AddressFault.STREET_MISSING, AddressFault.CITY_MISSING), id="-"
        ),
        pytest.param(
            PostalAddress(Name("Karin", "Ek"), Address()),
            (AddressFault.STREET_MISSING, AddressFault.POSTCODE_MISSING, AddressFault.CITY_MISSING),
            id="nothing at all",
        ),
        pytest.param(
            postal(street="", postcode="", city="", country="Norge"),
            (AddressFault.STREET_MISSING, AddressFault.CITY_MISSING),
            id="abroad: no postcode is asked for",
        ),
    ],
)
def test_faults_are_told_in_the_order_of_an_envelope(address: PostalAddress, faults: tuple[AddressFault, ...]) -> None:
    assert address.faults == faults
    assert not address.valid


def test_shortening_goes_step_by_step_and_says_what_it_did() -> None:
    address = postal("Karl Johan Östen", "Ek", extra="Södra gården")
    initials, joined, parted = (
        Shortening.GIVEN_NAMES_TO_INITIALS,
        Shortening.EXTRA_LINE_JOINED,
        Shortening.NAME_ON_TWO_LINES,
    )
    assert [(block.lines[:-2], block.shortened) for block in address.blocks()] == [
        (("Karl Johan Östen Ek", "Södra gården"), ()),
        (("Karl J. Ö. Ek", "Södra gården"), (initials,)),
        (("Karl Johan Östen Ek",), (joined,)),
        (("Karl J. Ö. Ek",), (initials, joined)),
        (("Karl Johan Östen", "Ek", "Södra gården"), (parted,)),
        (("Karl J. Ö.", "Ek", "Södra gården"), (initials, parted)),
        (("Karl Johan Östen", "Ek"), (joined, parted)),
        (("Karl J. Ö.", "Ek"), (initials, joined, parted)),
    ]


def test_what_cannot_be_shortened_is_offered_once() -> None:
    assert [block.shortened for block in postal("", "Ek").blocks()] == [()]


@pytest.mark.parametrize(
    ("given", "family", "lines"),
    [
        pytest.param("Anna-Karin Maria", "af Ek", ("Anna-Karin Maria", "af Ek"), id="given, then family name"),
        pytest.param(
            "", "Lindström Fredriksson Anna", ("Lindström", "Fredriksson Anna"), id="undivided: at the middle"
        ),
        pytest.param("", "Ek Anna Karin", ("Ek Anna", "Karin"), id="undivided, short first"),
    ],
)
def test_a_long_name_takes_two_lines_before_it_is_held_back(given: str, family: str, lines: tuple[str, ...]) -> None:
    parted = [one for one in postal(given, family).blocks() if one.shortened == (Shortening.NAME_ON_TWO_LINES,)]
    assert [(one.lines[:2], one.below_name[0]) for one in parted] == [(lines, "Lillgatan 3")]


_words = st.text(max_size=30)


@given(st.builds(Address, _words, _words, _words, _words, _words, _words), st.builds(Name, _words, _words))
def test_no_line_is_ever_empty_or_holds_a_line_break(address: Address, name: Name) -> None:
    for block in PostalAddress(name, address).blocks():
        assert all(line == " ".join(line.split()) != "" for line in block.lines)


@pytest.mark.parametrize(
    ("clinic", "problems"),
    [
        pytest.param(Clinic("Vårdcentralen Ekeby", HOME, "010-123 45 67"), (), id="complete"),
        pytest.param(Clinic("Vårdcentralen Ekeby", HOME), (ClinicProblem.PHONE_MISSING,), id="no phone"),
        pytest.param(
            Clinic("Vårdcentralen Ekeby", Address(street="Storgatan 1"), "010-123 45 67"),
            (ClinicProblem.ADDRESS_INCOMPLETE,),
            id="half an address",
        ),
        pytest.param(Clinic(), tuple(ClinicProblem), id="nothing"),
    ],
)
def test_a_clinic_knows_what_its_letters_lack(clinic: Clinic, problems: tuple[ClinicProblem, ...]) -> None:
    assert clinic.problems == problems
    assert clinic.complete_for_letters is (problems == ())


def test_the_sender_is_told_in_one_line() -> None:
    assert Clinic("Vårdcentralen Ekeby", HOME).sender_line == "Avs: Vårdcentralen Ekeby, Lillgatan 3, 590 32 Ekeby"
