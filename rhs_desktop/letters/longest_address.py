"""An invented resident with a very long name and address, to try a text on."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from rhs_desktop.domain.letters.letter_plan import Letter
from rhs_desktop.domain.letters.postal_address import AddressBlock, PostalAddress
from rhs_desktop.domain.letters.reply_code import code_of
from rhs_desktop.domain.people.resident import Address, Name
from rhs_desktop.letters.address import fits_window

if TYPE_CHECKING:
    from rhs_desktop.letters.envelope import Envelope

NAME = Name("Maximiliana Wilhelmina Charlotta", "von Essen af Zellie-Silfverschiöld")
_ADDRESS = Address(
    "Åsa Ödegård-Łukasiewicz", "Norra Kyrkogårdsgatan 112 B lgh 1203", "Södra flygeln", "98499", "Pajala"
)


_LONG_DAY = date(2026, 9, 30)


def worst_case(envelope: Envelope) -> Letter:
    """A letter with a very long name and as many address lines as the envelope's window takes."""
    fits = fits_window(envelope)
    full = PostalAddress(NAME, _ADDRESS)
    fewer = PostalAddress(NAME, Address("", _ADDRESS.street, "", _ADDRESS.postcode, _ADDRESS.city))
    blocks = (*full.blocks(), *fewer.blocks())
    block = next((one for one in blocks if fits(one).fits), AddressBlock(()))
    return Letter(0, NAME.display, block, code_of(1), visit_on=_LONG_DAY, visit_at=time(10, 15))
