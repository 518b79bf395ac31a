"""The clinic as residents meet it in a letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique

from rhs_desktop.domain.letters.postal_address import PostalAddress
from rhs_desktop.domain.people.resident import Address, Name


@unique
class ClinicProblem(StrEnum):
    """A setting without which no letter can be printed."""

    NAME_MISSING = "name_missing"
    ADDRESS_INCOMPLETE = "address_incomplete"
    PHONE_MISSING = "phone_missing"


@unique
class ReplyEnvelope(StrEnum):
    """What lies in a letter for the answer; it decides what the letters say of an envelope and of postage.

    Manual 2023, Brevinbjudan: a franked envelope with the clinic's address. Manual RHS names none.
    """

    FRANKED = "franked"
    UNFRANKED = "unfranked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Clinic:
    """Name, address and ways to reach the clinic, from the settings.

    `address` is where reply letters go. `phone_hours` and `online` are free text for the letters ("vardagar 8–16",
    "logga in på 1177.se och välj ..."); both may be empty, and then the sentences about them are left out.
    `letter_lines` replaces the address of the letterhead where a clinic wants other lines there.

    Of the visit `place` says where (empty: at the clinic's address), `samples` where and when blood is drawn, `form`
    how the questions are answered. `data_controller` (personuppgiftsansvarig), `data_officer` (dataskyddsombud),
    `data_reason` (why and by what right) and `data_kept` (how long) are for the sheet *Hur skyddas mina data?*. What is
    empty is left out of the letters: nothing is made up.
    """

    name: str = ""
    address: Address = field(default_factory=Address)
    phone: str = ""
    phone_hours: str = ""
    online: str = ""
    letter_lines: tuple[str, ...] = ()
    place: str = ""
    samples: str = ""
    form: str = ""
    data_controller: str = ""
    data_officer: str = ""
    data_reason: str = ""
    data_kept: str = ""

    @property
    def reply_lines(self) -> tuple[str, ...]:
        """The address that shows in the reply envelope's window."""
        return self._postal.block.lines

    @property
    def head_lines(self) -> tuple[str, ...]:
        """The letterhead below the clinic's name."""
        return self.letter_lines or self.reply_lines[1:]

    @property
    def sender_line(self) -> str:
        """One line for the envelope, as post demands of a sender."""
        return "Avs: " + ", ".join(self.reply_lines)

    @property
    def problems(self) -> tuple[ClinicProblem, ...]:
        rules = (
            (bool(self.name.strip()), ClinicProblem.NAME_MISSING),
            (PostalAddress(Name(family="-"), self.address).valid, ClinicProblem.ADDRESS_INCOMPLETE),
            (bool(self.phone.strip()), ClinicProblem.PHONE_MISSING),
        )
        return tuple(problem for kept, problem in rules if not kept)

    @property
    def complete_for_letters(self) -> bool:
        return not self.problems

    @property
    def _postal(self) -> PostalAddress:
        return PostalAddress(Name(family=self.name), self.address)
