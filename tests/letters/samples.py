"""A clinic and residents to write to, and a look into the PDFs that come out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pypdfium2  # type: ignore[import-untyped]

from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.letters.letter_plan import Letter
from rhs_desktop.domain.letters.postal_address import PostalAddress
from rhs_desktop.domain.letters.reply_code import code_of
from rhs_desktop.domain.people.resident import Address, Name
from rhs_desktop.letters.address import fits_window
from rhs_desktop.letters.batch import Mailing, draw_letters
from rhs_desktop.letters.envelope import Envelope, envelope_by_key, load_envelopes
from rhs_desktop.letters.letter_text import LetterText, chosen_texts, load_texts
from rhs_desktop.letters.measures import SHEET_HEIGHT, Box, mm
from rhs_desktop.paths import resources_dir

CLINIC = Clinic(
    "Vårdcentralen Ekeby",
    Address(street="Storgatan 1", postcode="59012", city="Ekeby"),
    phone="010-123 45 67",
    phone_hours="vardagar 8–16",
    online="logga in på 1177.se och sök efter Vårdcentralen Ekeby",
)
SAYS_ALL = replace(
    CLINIC,
    place="Storgatan 1, plan 2, ingång B, receptionen till höger",
    samples="laboratoriet på plan 1, vardagar 7.30–10, utan tidsbeställning",
    form="i 1177, eller på papper om du ringer oss",
    data_controller="Region Exempel, 123 45 Exempelstad",
    data_officer="dataskyddsombud@exempel.se, 010-123 45 00",
    data_reason="vi förebygger sjukdom, artikel 6.1 e och 9.2 h i dataskyddsförordningen och hälso- och sjukvårdslagen",
    data_kept="journalen i tio år efter den sista anteckningen, listan i tolv månader efter omgångens slut",
)
"""With everything that a clinic may tell of itself."""
ENVELOPES = load_envelopes(resources_dir() / "envelopes")
TEXTS = load_texts(resources_dir() / "letters")
HOME = Address(street="Lillgatan 3", postcode="59032", city="Ekeby")


def envelope(key: str = "c5-h2") -> Envelope:
    return envelope_by_key(ENVELOPES, key)


def mailing(
    *,
    texts: tuple[LetterText, ...] | None = None,
    clinic: Clinic = CLINIC,
    outer: Envelope | None = None,
    reply: Envelope | None = None,
    reply_by: date | None = date(2026, 11, 30),
) -> Mailing:
    return Mailing(
        texts=chosen_texts(TEXTS, ("brevinbjudan", "svarsbrev")) if texts is None else texts,
        clinic=clinic,
        envelope=outer or envelope(),
        reply_envelope=reply or envelope("e65-h2"),
        on=date(2026, 11, 9),
        reply_by=reply_by,
    )


def letter(case: int = 1, given: str = "Karin", family: str = "Ek", address: Address = HOME) -> Letter:
    """A letter as the plan for C5 would make it: shortened where it must be."""
    name = Name(given, family)
    blocks = list(PostalAddress(name, address).blocks())
    block = next((one for one in blocks if fits_window(envelope())(one).fits), blocks[0])
    return Letter(case, name.display, block, code_of(case))


def drawn(letters: Sequence[Letter], common: Mailing | None = None) -> bytes:
    """The PDF of some letters."""
    out = io.BytesIO()
    draw_letters(out, letters, common or mailing())
    return out.getvalue()


@dataclass(frozen=True)
class Ink:
    """A printed character and the box of its ink, in mm on the sheet."""

    character: str
    box: Box


def ink(pdf: bytes, page: int) -> list[Ink]:
    """Every visible character of a page with its place, measured by PDFium in the finished file."""
    document = pypdfium2.PdfDocument(pdf)
    opened = document[page]
    words = opened.get_textpage()
    found = []
    for index in range(words.count_chars()):
        character = words.get_text_range(index, 1).replace("\ufffe", "-")  # what PDFium makes of one at a line end
        left, bottom, right, top = (mm(edge) for edge in words.get_charbox(index))
        if character.strip():
            found.append(Ink(character, Box(left, SHEET_HEIGHT - top, right, SHEET_HEIGHT - bottom)))
    words.close()
    opened.close()
    document.close()
    return found
