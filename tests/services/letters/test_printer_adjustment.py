"""Each printer its own millimetres: measured in the finished pages of letters, letters again, reminders and files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from rhs_desktop.domain.codes import Channel, Eligibility
from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal, print_batch, protected
from rhs_desktop.services.letters import pages as letters_pages
from rhs_desktop.services.letters.print_batch import Printed
from rhs_desktop.services.settings import PrinterShift, Settings
from tests.builders import Desk, add_round, details, import_people, opened
from tests.exploring import examples
from tests.letters.samples import envelope, ink
from tests.letters.test_window import assert_only_the_address_shows
from tests.services.letters.test_mailing import CLINIC

GENERAL, OFFICE = PrinterShift(0.5, -1.0), PrinterShift(-2.5, 3.0)
ADDRESS = ("Karin Ek", "Storgatan 1", "590 30 Borensberg")
MM = st.floats(-4, 4).map(lambda shift: round(shift, 1))
SHIFTS = st.builds(PrinterShift, MM, MM)
PRINTERS = st.sampled_from(["", "Kontoret", "Expeditionen åäö", r"\\server\HP 400"])


@pytest.fixture
def ctx(tmp_path: Path, desk: Desk) -> Iterator[Context]:
    with opened(tmp_path / "data", desk) as place:
        chosen = replace(settings.load(place), clinic=CLINIC)
        settings.save(place, chosen.shifted("", GENERAL).shifted("Kontoret", OFFICE))
        yield place


@pytest.fixture
def case(ctx: Context) -> int:
    (case,) = import_people(ctx, add_round(ctx), [details(0, phones=())]).done.cases
    record.check_cosmic(ctx, [case], Eligibility.LISTED_ALIVE)
    record.route(ctx, case, Channel.LETTER)
    return case


def made(ctx: Context, case: int, printer: str) -> bytes:
    return print_batch.make(ctx, 1, [case], None, printer=printer).in_memory[0]


def again(ctx: Context, case: int, printer: str) -> bytes:
    batch = number_of(print_batch.make(ctx, 1, [case], None))
    return print_batch.print_again(ctx, batch, None, printer=printer).in_memory[0]


def reminded(ctx: Context, case: int, printer: str) -> bytes:
    """Printed a month after the letter, and not posted: it can be printed anew."""
    if ctx.store.state(case).posted_on is None:
        print_batch.confirm_posted(ctx, number_of(print_batch.make(ctx, 1, [case], None)), [case])
    later = ctx.now + timedelta(days=30)
    there = replace(ctx, clock=lambda: later)
    printed = print_batch.make(there, 1, [case], None, kind=LetterKind.REMINDER, printer=printer)
    print_batch.confirm_posted(there, number_of(printed), [])
    return printed.in_memory[0]


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
    ctx: Context, case: int, draw: Callable[[Context, int, str], bytes], printer: str, shift: PrinterShift
) -> None:
    pdf = draw(ctx, case, printer)
    assert_only_the_address_shows(ink(pdf, 0), envelope().adjusted(*shift), ADDRESS)
    reply = envelope(envelope().reply).adjusted(*shift)
    assert_only_the_address_shows(ink(pdf, 1), reply, CLINIC.reply_lines)


def test_the_sealed_letters_cover_is_moved_too(ctx: Context, case: int) -> None:
    resident = ctx.store.resident_of(case)
    record.edit_details(ctx, resident.id, replace(resident.details, protected=True))
    pages = {name: ink(protected.draw(ctx, case, printer=name), 1) for name in ("Kontoret", "Expeditionen")}
    for name, shift in (("Kontoret", OFFICE), ("Expeditionen", GENERAL)):
        zone = envelope().adjusted(*shift)
        seen = [one for one in pages[name] if one.box.touches(zone.ever_seen)]
        assert "40320Göteborg" in "".join(one.character for one in seen)
        assert all(zone.always_seen.contains(one.box) for one in seen)


@given(SHIFTS, st.dictionaries(PRINTERS.filter(bool), SHIFTS, max_size=3), PRINTERS)
@examples(15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_printers_have_the_address_alone_shows(
    ctx: Context, case: int, general: PrinterShift, own: dict[str, PrinterShift], printer: str
) -> None:
    chosen = replace(settings.load(ctx), printer_shifts=own)
    if chosen.shifted("", general) != settings.load(ctx):
        settings.save(ctx, chosen.shifted("", general))
    fed = envelope().adjusted(*own.get(printer, general))
    assert_only_the_address_shows(ink(reminded(ctx, case, printer), 0), fed, ADDRESS)


def test_the_preview_and_the_saved_file_are_the_general_ones(ctx: Context, case: int, tmp_path: Path) -> None:
    moved = envelope().adjusted(*GENERAL)
    assert_only_the_address_shows(ink(mailing_proposal.preview(ctx, 1, case), 0), moved, ADDRESS)
    print_batch.make(ctx, 1, [case], tmp_path / "brev.pdf")
    assert_only_the_address_shows(ink((tmp_path / "brev.pdf").read_bytes(), 0), moved, ADDRESS)
    always = letters_pages.overlays(ctx, 1)[0]
    assert always is not None
    assert always.always[0] == pytest.approx(moved.always_seen.left)


def test_a_general_adjustment_is_what_settings_begin_with() -> None:
    assert Settings().shift_of("Kontoret") == PrinterShift()
