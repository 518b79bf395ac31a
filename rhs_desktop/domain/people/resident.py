"""The invited person, as the clinic's lists and Cosmic describe them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

from rhs_desktop.domain.people.personal_number import PersonalNumber
from rhs_desktop.domain.printable import readable


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the list gives it. A name that could not be told apart stands whole in `family`."""

    given: str = ""
    family: str = ""

    @property
    def display(self) -> str:
        """Given name first, as 1177 shows it."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address. Empty text means not given; `postcode` is five digits without a space for Sweden."""

    care_of: str = ""
    street: str = ""
    extra: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields without which no letter can be delivered, in the order they stand on an envelope."""
        needed = ("street", "city") if self.country else ("street", "postcode", "city")
        return tuple(name for name in needed if not getattr(self, name))

    @property
    def usable(self) -> bool:
        return not self.missing

    @property
    def spaced_postcode(self) -> str:
        """`NNN NN`, as it is written in Sweden; anything else as given."""
        code = self.postcode
        return f"{code[:3]} {code[3:]}" if not self.country and len(code) == 5 and code.isdecimal() else code


@dataclass(frozen=True, slots=True)
class Details:
    """What a list, or a person at the desk, says of a resident.

    `phones` are as entered, the first is the one to call. `protected`: skyddade personuppgifter.
    `deceased`: the list says so; the Cosmic check decides.
    """

    identity: PersonalNumber
    name: Name = field(default_factory=Name)
    phones: tuple[str, ...] = ()
    address: Address = field(default_factory=Address)
    protected: bool = False
    deceased: bool = False


def readable_details(details: Details) -> Details:
    """The details with U+FFFD for each sign in the name, the address and the phones that nobody can read."""
    name, address = details.name, details.address
    return replace(
        details,
        name=Name(readable(name.given), readable(name.family)),
        phones=tuple(map(readable, details.phones)),
        address=Address(**{one.name: readable(getattr(address, one.name)) for one in fields(address)}),
    )


@dataclass(frozen=True, slots=True)
class Resident:
    """A person in the register, with the key that the store gave."""

    id: int
    details: Details
