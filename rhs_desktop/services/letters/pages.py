"""Letters as pages: images for preview and printing, texts on trial, envelopes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.paths import resources_dir
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs, require
from rhs_desktop.strings.letters.envelopes import not_measured


class Picture(NamedTuple):
    """A page: pixels from the top, four bytes each (RGBA); its size in millimetres."""

    width: int
    height: int
    rgba: bytes
    width_mm: float
    height_mm: float


def count_pages(source: Path | bytes) -> int:
    """The number of pages of a PDF."""
    from rhs_desktop.letters.preview import PdfPreview

    with PdfPreview(source) as pdf:
        return int(pdf.pages)


def has_pages(source: Path, number: int) -> bool:
    """Whether that is a complete PDF with so many pages."""
    from rhs_desktop.letters.preview import readable_pages

    return readable_pages(source) == number


def pictures(source: Path | bytes, dots_per_inch: float) -> Iterator[Picture]:
    """The pages of a PDF in order, rendered when they are iterated."""
    from rhs_desktop.letters.preview import PdfPreview

    with PdfPreview(source) as pdf:
        for page in range(pdf.pages):
            drawn = pdf.picture(page, dots_per_inch)
            width, height = pdf.size(page)
            yield Picture(drawn.width, drawn.height, drawn.rgba, width / 72 * 25.4, height / 72 * 25.4)


def envelope_names() -> tuple[tuple[str, str], ...]:
    """The envelopes that can be chosen: key, and name with whether a real one has been measured."""
    from rhs_desktop.services.letters.plan import envelopes

    return tuple((one.key, one.name if one.verified else not_measured(one.name)) for one in envelopes())


class Overlay(NamedTuple):
    """The envelope's window over a page, in mm from its upper left corner: left, top, right, bottom.

    `always` is visible wherever the sheet slides in the envelope, `ever` may be. `folds` are distances from the upper
    edge.
    """

    always: tuple[float, float, float, float]
    ever: tuple[float, float, float, float]
    folds: tuple[float, ...]


def overlay(key: str, right: float = 0.0, down: float = 0.0) -> Overlay:
    """The window of an envelope with its fine adjustment in mm. Raises LetterWithheld `envelope_unknown`."""
    from rhs_desktop.letters.envelope import envelope_by_key
    from rhs_desktop.services.letters.plan import envelopes

    chosen = envelope_by_key(envelopes(), key).adjusted(right, down)
    always, ever = chosen.always_seen, chosen.ever_seen
    return Overlay(
        (always.left, always.top, always.right, always.bottom),
        (ever.left, ever.top, ever.right, ever.bottom),
        chosen.folds,
    )


def sender_fits(key: str, sender: str) -> bool:
    """Whether the sender's line fits into the window of that envelope. Raises LetterWithheld `envelope_unknown`."""
    from rhs_desktop.letters.address import sender_fits
    from rhs_desktop.letters.envelope import envelope_by_key
    from rhs_desktop.services.letters.plan import envelopes

    return sender_fits(envelope_by_key(envelopes(), key).sent_by(sender))


def sender_signs(sender: str) -> frozenset[str]:
    """The characters of the line that the letters' typeface lacks."""
    from rhs_desktop.letters.pdf.fonts import can_print

    return can_print(sender)


@needs(Permission.LOOK)
def overlays(ctx: Context, round_id: int, *, kind: LetterKind = LetterKind.INVITATION) -> tuple[Overlay | None, ...]:
    """The overlay of each page of a letter; None for a page that no window shows."""
    from rhs_desktop.letters.letter_text import Window
    from rhs_desktop.services.letters import plan as letters_plan
    from rhs_desktop.services.rounds import rules_of_round

    common = letters_plan.mailing(ctx, rules_of_round(ctx, round_id).profile, kind=kind)
    outer, reply = common.envelope, common.reply_envelope
    keys = {Window.RESIDENT: outer, Window.CLINIC: reply, Window.NONE: None}
    found = [keys[text.window] for text in common.texts]
    return tuple(None if one is None else overlay(one.key, one.shift_right, one.shift_down) for one in found)


@needs(Permission.ENTER)
def proof(ctx: Context, key: str, right: float = 0.0, down: float = 0.0) -> bytes:
    """The test page of an envelope as a PDF: frames, rulers and instructions. Raises LetterWithheld."""
    from rhs_desktop.letters.envelope import envelope_by_key
    from rhs_desktop.letters.letter_text import load_texts
    from rhs_desktop.letters.test_page import draw_proof
    from rhs_desktop.services.letters.plan import envelopes

    folder = resources_dir() / "envelopes"
    out = BytesIO()
    chosen = envelope_by_key(envelopes(), key).adjusted(right, down)
    draw_proof(out, chosen, load_texts(folder)[_PROOF_TEXT], on=ctx.today)
    return out.getvalue()


@needs(Permission.ENTER)
def save_proof(ctx: Context, target: Path, key: str, right: float = 0.0, down: float = 0.0) -> None:
    """Write the test page to a file. Raises LetterWithheld as writing letters does."""
    from rhs_desktop.file_writing import whole_file
    from rhs_desktop.letters.batch import letters_written

    page = proof(ctx, key, right, down)
    with letters_written(target), whole_file(target) as unfinished:
        unfinished.write_bytes(page)


@needs(Permission.ENTER)
def text_page(ctx: Context, key: str, source: str, case: int | None = None) -> bytes:
    """A page of a text that is being written, for a resident or, without a case, for the longest address that fits.
    What the clinic has not told of itself yet is made up.

    Raises LetterWithheld: `text_invalid` with all faults, `text_overflow`, `held_back` and the others, and EntryRefused
    `not_allowed` for a resident whom the user may not see.
    """
    if case is not None:
        require(ctx, Permission.LOOK)
    from rhs_desktop.letters.batch import draw_letters
    from rhs_desktop.letters.letter_text import parse_text
    from rhs_desktop.letters.longest_address import worst_case
    from rhs_desktop.services import settings
    from rhs_desktop.services.letters import plan as letters_plan

    text = parse_text(key, source)
    common = letters_plan.mailing(ctx, ctx.profiles[settings.load(ctx).profile], texts=(text,))
    common = replace(common, language=text.language)
    if not common.clinic.complete_for_letters:
        common = replace(common, clinic=_SOME_CLINIC)
    letter = worst_case(common.envelope)
    if case is not None:
        _, plan = letters_plan.plan(ctx, [case], again=True)
        if not plan.ready:
            raise LetterWithheld(LetterTrouble.HELD_BACK, reasons=plan.held_back[0].reasons)
        shown, letter = letter, plan.ready[0]
        letter = replace(letter, visit_on=shown.visit_on, visit_at=shown.visit_at)
    out = BytesIO()
    draw_letters(out, [letter], common)
    return out.getvalue()


_PROOF_TEXT = "testsida"
_SOME_CLINIC = Clinic(
    "Mottagningens namn", Address(street="Gatuadressen 1", postcode="58222", city="Postorten"), "telefonnumret"
)
