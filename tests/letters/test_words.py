"""Every code that letters can raise has Swedish words, and they are whole."""

from __future__ import annotations

import pytest

from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.clinic import ClinicProblem
from rhs_desktop.domain.letters.letter_plan import HoldReason, LetterHold, LetterOrder
from rhs_desktop.domain.letters.postal_address import AddressFault, Shortening
from rhs_desktop.domain.letters.reply_code import CodeRefused, case_of
from rhs_desktop.letters.letter_text import TextProblem
from rhs_desktop.strings.letters.held_back import (
    code_trouble,
    hold_words,
    letter_trouble,
    order_words,
    shortening_words,
    text_problem,
)

DATA: dict[LetterTrouble, dict[str, object]] = {
    LetterTrouble.HELD_BACK: {"case": 1, "reasons": (LetterHold(HoldReason.SAID_NO), LetterHold(HoldReason.PROTECTED))},
    LetterTrouble.NO_LETTERS: {},
    LetterTrouble.CLINIC_INCOMPLETE: {"settings": tuple(ClinicProblem)},
    LetterTrouble.TEXT_INVALID: {
        "text": "svarsbrev",
        "problems": (TextProblem("bold_open", 7), TextProblem("no_title", 1)),
    },
    LetterTrouble.TEXT_UNKNOWN: {"text": "kallelse"},
    LetterTrouble.TEXT_VALUE_MISSING: {"text": "svarsbrev", "placeholders": ("telefon", "adress")},
    LetterTrouble.TEXT_GLYPH: {"text": "svarsbrev", "characters": ("🙂",)},
    LetterTrouble.LANGUAGE_UNPRINTABLE: {"language": "ar"},
    LetterTrouble.TEXT_OVERFLOW: {"text": "svarsbrev", "mm": 12.5, "case": 1},
    LetterTrouble.ADDRESS_MISFIT: {"case": 1, "too_wide": ("x",), "too_tall": False},
    LetterTrouble.ENVELOPE_FILE: {"file": "c5.toml", "key": "window.top", "found": 3, "expected": ">= 10"},
    LetterTrouble.ENVELOPE_UNKNOWN: {"key": "b5", "known": ("c5-h2",)},
    LetterTrouble.FOLDER_MISSING: {"name": "brev.pdf", "folder": "U:"},
    LetterTrouble.FOLDER_EXISTS: {"name": "brev", "folder": "U:"},
    LetterTrouble.FOLDER_DENIED: {"name": "brev.pdf", "folder": "U:"},
    LetterTrouble.FILE_IN_USE: {"name": "brev.pdf", "folder": "U:"},
    LetterTrouble.DISK_FULL: {"name": "brev.pdf", "folder": "U:"},
    LetterTrouble.WRITE_FAILED: {"name": "brev.pdf", "folder": "U:"},
}


def test_every_code_is_tried_here() -> None:
    assert set(DATA) == set(LetterTrouble)


@pytest.mark.parametrize("code", DATA)
def test_trouble_has_a_whole_sentence(code: LetterTrouble) -> None:
    words = letter_trouble(LetterWithheld(code, **DATA[code]))
    assert words.endswith(".")
    assert not {"{", "}"} & set(words)


def test_a_list_of_problems_is_told_in_words() -> None:
    assert letter_trouble(LetterWithheld(LetterTrouble.TEXT_INVALID, **DATA[LetterTrouble.TEXT_INVALID])) == (
        "Brevtexten svarsbrev behöver rättas. Rad 7: fetstil börjar med ** men slutar inte. "
        "Texten saknar rubrik (en rad som börjar med #)."
    )
    assert "Fyll i namn, adress, telefonnummer" in letter_trouble(
        LetterWithheld(LetterTrouble.CLINIC_INCOMPLETE, **DATA[LetterTrouble.CLINIC_INCOMPLETE])
    )
    assert "12,5 mm" in letter_trouble(LetterWithheld(LetterTrouble.TEXT_OVERFLOW, **DATA[LetterTrouble.TEXT_OVERFLOW]))


@pytest.mark.parametrize("reason", HoldReason)
def test_every_hold_has_a_sentence(reason: HoldReason) -> None:
    about = (AddressFault.CITY_MISSING,) if reason is HoldReason.ADDRESS else ("Ж",)
    words = hold_words(LetterHold(reason, about))
    assert words.endswith(".")
    assert "{" not in words


def test_an_address_names_each_missing_field() -> None:
    assert hold_words(LetterHold(HoldReason.ADDRESS, tuple(AddressFault))) == (
        "Adressen går inte att använda: namn saknas, gatuadress saknas, postnummer saknas, "
        "postnumret ska ha fem siffror, postort saknas."
    )


def test_every_order_of_the_pile_has_its_words() -> None:
    assert len({order_words(order) for order in LetterOrder}) == len(LetterOrder)


@pytest.mark.parametrize("shortening", Shortening)
def test_every_shortening_is_told(shortening: Shortening) -> None:
    assert shortening_words(shortening).endswith(".")


@pytest.mark.parametrize(
    "code", ["encoding", "head_missing", "no_title", "placeholder_unknown", "placeholder_open", "bold_open"]
)
def test_every_text_problem_is_told(code: str) -> None:
    assert text_problem(TextProblem(code, 3, "namn")).endswith(".")


@pytest.mark.parametrize("text", ["", "2O4-5678", "234-5678"])
def test_every_refused_code_is_told(text: str) -> None:
    with pytest.raises(CodeRefused) as refused:
        case_of(text)
    assert "Läs den igen från svarsbrevet." in code_trouble(refused.value)
