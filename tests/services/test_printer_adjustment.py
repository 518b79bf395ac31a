"""Each printer its own millimetres: measured in the finished pages of letters, letters again, reminders and files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from rhs_desktop.domain.events import Channel, Eligibility
from rhs_desktop.services import casework, letter_pages, mailing, protected_letters, settings
from rhs_desktop.services.mailing import Printed
from rhs_desktop.services.settings import Settings, Shift
from rhs_desktop.services.workplace import Workplace
from tests.builders import Desk, add_round, details, import_people, opened
from tests.exploring import examples
from tests.letters.samples import envelope, ink
from tests.letters.test_window import assert_only_the_address_shows
from tests.services.test_mailing import CLINIC

GENERAL, OFFICE = Shift(0.5, -1.0), Shift(-2.5, 3.0)
ADDRESS = ("Karin Ek", "Storgatan 1", "590 30 Borensberg")
MM = st.floats(-4, 4).map(lambda shift: round(shift, 1))
SHIFTS = st.builds(Shift, MM, MM)
PRINTERS = st.sampled_from(["", "Kontoret", "Expeditionen åäö", r"\\server\HP 400"])


@pytest.fixture
def w(tmp_path: Path, desk: Desk) -> Iterator[Workplace]:
    with opened(tmp_path / "data", desk) as place:
        chosen = replace(settings.load(place), clinic=CLINIC)
        settings.save(place, chosen.shifted("", GENERAL).shifted("Kontoret", OFFICE))
        yield place


@pytest.fixture
def case(w: Workplace) -> int:
    (case,) = import_people(w, add_round(w), [details(0, phones=())]).done.cases
    casework.check_cosmic(w, [case], Eligibility.LISTED_ALIVE)
    casework.route(w, case, Channel.LETTER)
    return case


def made(w: Workplace, case: int, printer: str) -> bytes:
    out = BytesIO()
    mailing.make(w, 1, [case], out, printer=printer)
    return out.getvalue()


def again(w: Workplace, case: int, printer: str) -> bytes:
    out = BytesIO()
    mailing.print_again(w, number_of(mailing.make(w, 1, [case], BytesIO())), out, printer=printer)
    return out.getvalue()


def reminded(w: Workplace, case: int, printer: str) -> bytes:
    """Printed a month after the letter, and not posted: it can be printed anew."""
    if w.store.state(case).posted_on is None:
        mailing.confirm_posted(w, number_of(mailing.make(w, 1, [case], BytesIO())), [case])
    out, later = BytesIO(), w.now + timedelta(days=30)
    there = replace(w, clock=lambda: later)
    mailing.confirm_posted(there, number_of(mailing.make(there, 1, [case], out, reminder=True, printer=printer)), [])
    return out.getvalue()


def number_of(found: Printed) -> int:
    assert found.done is not None
    assert found.done.batch is not None
    return found.done.batch


@pytest.mark.parametrize("draw", [made, again, reminded])
@pytest.mark.parametrize(
    ("printer", "shift"),
    [
        pytest.param("Kontoret", OFFICE, id="a printer with its own"),
        pytest.param("Expeditionen", GENERAL, id="a printer without"),
        pytest.param("", GENERAL, id="a file"),
    ],
)
def test_a_letter_is_moved_as_its_printer_needs(
    w: Workplace, case: int, draw: Callable[[Workplace, int, str], bytes], printer: str, shift: Shift
) -> None:
    pdf = draw(w, case, printer)
    assert_only_the_address_shows(ink(pdf, 0), envelope().adjusted(*shift), ADDRESS)
    reply = envelope(envelope().reply).adjusted(*shift)
    assert_only_the_address_shows(ink(pdf, 1), reply, CLINIC.reply_lines)


def test_the_sealed_letters_cover_is_moved_too(w: Workplace, case: int) -> None:
    resident = w.store.resident_of(case)
    casework.edit_details(w, resident.id, replace(resident.details, protected=True))
    pages = {name: ink(protected_letters.draw(w, case, printer=name), 1) for name in ("Kontoret", "Expeditionen")}
    for name, shift in (("Kontoret", OFFICE), ("Expeditionen", GENERAL)):
        zone = envelope().adjusted(*shift)
        seen = [one for one in pages[name] if one.box.touches(zone.ever_seen)]
        assert "40320Göteborg" in "".join(one.character for one in seen)
        assert all(zone.always_seen.contains(one.box) for one in seen)


@given(SHIFTS, st.dictionaries(PRINTERS.filter(bool), SHIFTS, max_size=3), PRINTERS)
@examples(15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_printers_have_the_address_alone_shows(
    w: Workplace, case: int, general: Shift, own: dict[str, Shift], printer: str
) -> None:
    chosen = replace(settings.load(w), printer_shifts=own)
    if chosen.shifted("", general) != settings.load(w):
        settings.save(w, chosen.shifted("", general))
    fed = envelope().adjusted(*own.get(printer, general))
    assert_only_the_address_shows(ink(reminded(w, case, printer), 0), fed, ADDRESS)


def test_the_preview_and_the_saved_file_are_the_general_ones(w: Workplace, case: int, tmp_path: Path) -> None:
    moved = envelope().adjusted(*GENERAL)
    assert_only_the_address_shows(ink(mailing.preview(w, 1, case), 0), moved, ADDRESS)
    mailing.make(w, 1, [case], tmp_path / "brev.pdf")
    assert_only_the_address_shows(ink((tmp_path / "brev.pdf").read_bytes(), 0), moved, ADDRESS)
    always = letter_pages.overlays(w, 1)[0]
    assert always is not None
    assert always.always[0] == pytest.approx(moved.always_seen.left)


def test_a_general_adjustment_is_what_settings_begin_with() -> None:
    assert Settings().shift_of("Kontoret") == Shift()
