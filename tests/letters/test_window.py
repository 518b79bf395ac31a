"""Measured in the finished PDF: the address, and nothing but the address, can be seen through the window."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rhs_desktop.domain.letters.letter_plan import Fit
from rhs_desktop.domain.letters.postal_address import AddressBlock
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.letters.address import fits_window, place_address, sender_fits
from rhs_desktop.letters.envelope import Envelope
from rhs_desktop.letters.measures import Box, mm
from rhs_desktop.letters.preview import PdfPreview
from tests.exploring import examples
from tests.letters.samples import CLINIC, ENVELOPES, HOME, Ink, drawn, envelope, ink, letter, mailing

FOUR_LINES = Address(care_of="Åsa Ödegård", street="Åvägen 12 lgh 1102", postcode="59032", city="Ekeby")
SHIFTS = st.floats(-4, 4).map(lambda shift: round(shift, 1))


def bare(lines: tuple[str, ...]) -> str:
    return "".join("".join(lines).split())


def in_zone(printed: list[Ink], zone: Box) -> list[Ink]:
    return [one for one in printed if one.box.touches(zone)]


def assert_only_the_address_shows(printed: list[Ink], shown_by: Envelope, lines: tuple[str, ...]) -> None:
    seen = in_zone(printed, shown_by.ever_seen)
    assert "".join(one.character for one in seen) == bare(lines)
    outside = [one for one in seen if not shown_by.always_seen.contains(one.box)]
    assert outside == []


@pytest.mark.parametrize("outer", ENVELOPES, ids=lambda one: one.key)
def test_the_resident_shows_in_the_outer_window(outer: Envelope) -> None:
    one = letter(1, "Łukasz Åke", "Ğül-Ødegård", FOUR_LINES)
    pdf = drawn([one], mailing(outer=outer))
    assert_only_the_address_shows(ink(pdf, 0), outer, one.block.lines)


@pytest.mark.parametrize("reply", ENVELOPES, ids=lambda one: one.key)
def test_the_clinic_shows_in_the_reply_window(reply: Envelope) -> None:
    pdf = drawn([letter()], mailing(reply=reply))
    assert_only_the_address_shows(ink(pdf, 1), reply, CLINIC.reply_lines)


@pytest.mark.parametrize("base", ENVELOPES, ids=lambda one: one.key)
def test_the_sender_shows_with_the_resident_and_nothing_else_does(base: Envelope) -> None:
    outer = base.sent_by("Avs: Box 12, 590 30 Ekeby")
    one = letter(1, "Åsa", "Ğül-Ødegård", HOME)
    pdf = drawn([one], mailing(outer=outer))
    printed = ink(pdf, 0)
    assert_only_the_address_shows(printed, outer, (outer.sender, *one.block.lines))
    placed = place_address(one.block.lines, outer)
    assert not isinstance(placed, Fit)
    assert placed.sender is not None
    assert placed.sender.size < placed.size
    assert placed.sender.baseline < placed.baselines[0] - mm(placed.size * 0.9)


def test_a_sender_without_room_is_named() -> None:
    base = envelope()
    sender = "Avs: " + "Norra Kyrkogårdsgatan " * 5
    assert not sender_fits(base.sent_by(sender))
    assert sender_fits(base.sent_by("Avs: Box 12, 590 30 Ekeby"))
    assert fits_window(base.sent_by(sender))(AddressBlock(("Karin Ek",))) == Fit(too_wide=(sender,))


_senders = st.sampled_from(["", "Avs: Box 12, 590 30 Ekeby", "Avs: Åvägen 1 B, 981 92 Jukkasjärvi"])
_names = st.text(st.sampled_from("AÅÄÖgjpyŁŞĐĞØéüßΕλЖы -"), min_size=1, max_size=40)


@given(st.sampled_from(ENVELOPES), SHIFTS, SHIFTS, _senders, _names, _names)
@examples(25)
def test_whatever_fits_shows_whole_in_every_envelope_and_adjustment(
    base: Envelope, right: float, down: float, sender: str, family: str, street: str
) -> None:
    outer = base.adjusted(right, down).sent_by(sender)
    one = letter(1, "", family, Address(street=street, postcode="59032", city="Ekeby"))
    assume(one.name.strip() and fits_window(outer)(one.block).fits)
    shown = (sender, *one.block.lines)
    assert_only_the_address_shows(ink(drawn([one], mailing(outer=outer)), 0), outer, shown)


@pytest.mark.parametrize("outer", ENVELOPES, ids=lambda one: one.key)
def test_no_stroke_of_any_kind_is_in_the_zone_but_in_the_address(outer: Envelope) -> None:
    """Looked at as pixels, so that shapes count too."""
    one = letter(1, address=FOUR_LINES)
    placed = place_address(one.block.lines, outer)
    assert not isinstance(placed, Fit)
    dots = 100
    with PdfPreview(drawn([one], mailing(outer=outer))) as pages:
        picture = pages.picture(0, dots)
    per_mm = dots / 25.4
    zone, block = outer.ever_seen, placed.box
    dark = [
        (round(x / per_mm, 1), round(y / per_mm, 1))
        for y in range(int(zone.top * per_mm) + 1, int(zone.bottom * per_mm))
        for x in range(int(zone.left * per_mm) + 1, min(int(zone.right * per_mm), picture.width))
        if picture.rgba[(y * picture.width + x) * 4] < 200
    ]
    assert dark
    assert [at for at in dark if not (block.left - 0.5 <= at[0] <= block.right + 0.5)] == []
    assert [at for at in dark if not (block.top - 0.5 <= at[1] <= block.bottom + 0.5)] == []


@pytest.mark.parametrize(("key", "lines"), [("c5-h2", 5), ("c5-v2", 5), ("c65-h2", 4), ("e65-h2", 4), ("c4-h2", 4)])
def test_as_many_lines_fit_as_the_slack_leaves(key: str, lines: int) -> None:
    five = ("Karin Ek", "c/o Åsa Ödegård", "Södra gården", "Åvägen 12", "590 32 Ekeby")
    assert fits_window(envelope(key))(AddressBlock(five[:lines])).fits
    assert fits_window(envelope(key))(AddressBlock((*five, "NORGE")[: lines + 1])) == Fit(too_tall=True)


def test_what_does_not_fit_is_named() -> None:
    wide = "Föreningen för Norra Kyrkogårdsgatans bevarande i Ekeby"
    lines = ("Karin Ek", wide, "590 32 Ekeby")
    assert fits_window(envelope())(AddressBlock(lines)) == Fit(too_wide=(wide,))
    assert fits_window(envelope())(AddressBlock(("Karin Ek",) * 7)) == Fit(too_tall=True)


def test_short_addresses_are_set_larger() -> None:
    short = place_address(("Karin Ek", "Åvägen 12", "590 32 Ekeby"), envelope())
    tall = place_address(("Karin Ek", "c/o Bo", "Södra gården", "Åvägen 12", "590 32 Ekeby"), envelope())
    assert not isinstance(short, Fit)
    assert not isinstance(tall, Fit)
    assert (short.size, tall.size) == (12.0, 10.0)
