"""A letter through Skatteverket: number on the inner envelope's label only, no address of the person anywhere."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from rhs_desktop.domain.letters.letter_plan import HoldReason, LetterCandidate, LetterHeld
from rhs_desktop.domain.letters.protected_letter import ProtectedLetter, judge_protected
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.people.resident import Details, Name
from rhs_desktop.letters.batch import Mailing
from rhs_desktop.letters.letter_text import load_texts
from rhs_desktop.letters.pdf.fonts import can_print
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.letters.protected_letter import draw_protected
from rhs_desktop.paths import resources_dir
from tests.letters.samples import HOME, ink, mailing
from tests.letters.test_window import assert_only_the_address_shows

TEXTS = load_texts(resources_dir() / "letters" / "skyddad")
NUMBER = PersonalNumber("195601222861", IdentityKind.PERSONAL)
DETAILS = Details(NUMBER, Name("Karin", "Ek"), address=HOME, protected=True)


def candidate(details: Details = DETAILS) -> LetterCandidate:
    return LetterCandidate(1, details, "7KD-2QX")


def protected(details: Details = DETAILS) -> ProtectedLetter:
    letter = judge_protected(candidate(details), can_print=can_print)
    assert isinstance(letter, ProtectedLetter)
    return replace(letter, code="CH2-4R29")


def pages(common: Mailing) -> tuple[bytes, list[str]]:
    out = io.BytesIO()
    count = draw_protected(out, protected(), common, TEXTS)
    with PdfPreview(out.getvalue()) as opened:
        texts = [opened.text(page) for page in range(opened.pages)]
    assert len(texts) == count
    return out.getvalue(), texts


def test_number_and_name_stand_on_the_label_and_the_number_nowhere_else() -> None:
    _, texts = pages(mailing())
    assert "Karin Ek" in texts[0]
    assert ["19560122-2861" in text for text in texts] == [True, False, False, False]


def test_the_persons_address_stands_nowhere() -> None:
    _, texts = pages(mailing())
    assert not any(HOME.street in text or "590 32" in text for text in texts)


def test_the_cover_shows_skatteverket_in_the_window_and_names_nobody() -> None:
    pdf, texts = pages(mailing())
    lines = ("Skatteverket", "Box 2820", "403 20 Göteborg")
    assert_only_the_address_shows(ink(pdf, 1), mailing().envelope, lines)
    assert "Karin" not in texts[1]
    assert "hälso" not in texts[1].casefold()


def test_the_letter_itself_is_the_ordinary_one() -> None:
    _, texts = pages(mailing())
    assert "Välkommen på hälsosamtal" in texts[2]
    assert "Ditt svar" in texts[3]


def test_on_both_sides_every_sheet_stands_alone() -> None:
    _, texts = pages(replace(mailing(), duplex=True))
    assert [bool(text.strip()) for text in texts] == [True, False, True, False, True, False, True, False]


def test_a_name_without_room_in_the_window_is_left_out_of_it() -> None:
    long = Details(
        NUMBER, Name("Maximiliana Wilhelmina Charlotta", "von Essen af Zellie-Silfverschiöld"), protected=True
    )
    out = io.BytesIO()
    draw_protected(out, protected(long), mailing(), TEXTS)
    assert [one for one in ink(out.getvalue(), 2) if one.box.touches(mailing().envelope.ever_seen)] == []


def test_name_and_number_stay_out_of_logs() -> None:
    assert "Ek" not in repr(protected())
    assert "2861" not in repr(protected())


@pytest.mark.parametrize(
    ("held", "reasons"),
    [
        pytest.param(
            candidate(replace(DETAILS, identity=PersonalNumber("19560122K289", IdentityKind.RESERVE))),
            [HoldReason.NOT_FORWARDED],
            id="reserve number",
        ),
        pytest.param(replace(candidate(), no_contact=(HoldReason.SAID_NO,)), [HoldReason.SAID_NO], id="said no"),
        pytest.param(replace(candidate(), due=False), [HoldReason.NOT_DUE], id="not due"),
        pytest.param(replace(candidate(), no_contact=(HoldReason.DECEASED,)), [HoldReason.DECEASED], id="deceased"),
        pytest.param(candidate(replace(DETAILS, name=Name("小", "Ek"))), [HoldReason.GLYPH], id="no glyph"),
    ],
)
def test_held_back(held: LetterCandidate, reasons: list[HoldReason]) -> None:
    verdict = judge_protected(held, can_print=can_print)
    found = [hold.reason for hold in verdict.reasons] if isinstance(verdict, LetterHeld) else []
    assert found == reasons


def test_an_ordinary_person_does_not_go_this_way() -> None:
    with pytest.raises(ValueError, match="ordinary mailing"):
        judge_protected(candidate(replace(DETAILS, protected=False)), can_print=can_print)
