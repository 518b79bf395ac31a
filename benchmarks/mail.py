"""The letters that are measured, and what they have in common: the same for us, the bare canvas and LibreOffice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.people import resident

if TYPE_CHECKING:
    from rhs_desktop.domain.letters.letter_plan import Letter
    from rhs_desktop.letters.batch import Mailing


def sample_letters(count: int) -> list[Letter]:
    from rhs_desktop.domain.letters.letter_plan import Letter
    from rhs_desktop.domain.letters.postal_address import PostalAddress
    from rhs_desktop.domain.letters.reply_code import code_of

    found = []
    for number in range(count):
        who = resident(number)
        block = next(iter(PostalAddress(who.name, who.address).blocks()))
        found.append(Letter(number + 1, who.name.display, block, code_of(number + 1)))
    return found


def sample_mailing() -> Mailing:
    from rhs_desktop.domain.letters.clinic import Clinic
    from rhs_desktop.domain.people.resident import Address
    from rhs_desktop.letters.batch import Mailing
    from rhs_desktop.letters.envelope import envelope_by_key, load_envelopes
    from rhs_desktop.letters.letter_text import chosen_texts, load_texts
    from rhs_desktop.paths import resources_dir

    envelopes = load_envelopes(resources_dir() / "envelopes")
    home = Address(street="Storgatan 1", postcode="59012", city="Ekeby")
    today = date(2026, 11, 9)
    return Mailing(
        texts=chosen_texts(load_texts(resources_dir() / "letters"), ("brevinbjudan", "svarsbrev")),
        clinic=Clinic("Vårdcentralen Ekeby", home, phone="010-123 45 67", phone_hours="vardagar 8–16"),
        envelope=envelope_by_key(envelopes, "c5-h2"),
        reply_envelope=envelope_by_key(envelopes, "e65-h2"),
        on=today,
        reply_by=today + timedelta(21),
    )
