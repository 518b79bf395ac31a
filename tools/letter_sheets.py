"""Makes docs/pictures/letters: every page of the letters in print size, and what shows when it lies in its envelope.

python -m tools.letter_sheets [--out docs/pictures/letters] [--dpi 100]
"""

from __future__ import annotations

import argparse
import io
import sys
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Iterator, Mapping, Sequence

from PIL import Image, ImageDraw, ImageFont

from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.letters.letter_plan import Letter
from rhs_desktop.domain.letters.postal_address import PostalAddress
from rhs_desktop.domain.letters.protected_letter import ProtectedLetter
from rhs_desktop.domain.letters.reply_code import code_of
from rhs_desktop.domain.people.resident import Address, Name
from rhs_desktop.letters.address import fits_window
from rhs_desktop.letters.batch import Mailing, draw_letters
from rhs_desktop.letters.envelope import Envelope, envelope_by_key, load_envelopes, reply_envelope
from rhs_desktop.letters.letter_text import chosen_texts, load_texts
from rhs_desktop.letters.longest_address import worst_case
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.letters.protected_letter import draw_protected
from rhs_desktop.letters.test_page import draw_proof
from rhs_desktop.paths import resources_dir
from tools.environment import say

ROOT = Path(__file__).resolve().parent.parent
ENVELOPES = load_envelopes(resources_dir() / "envelopes")
TEXTS = load_texts(resources_dir() / "letters")
SENDER = "Avs: Box 12, 590 30 Borensberg"
CLINIC = Clinic(
    "Vårdcentralen Ekeby",
    Address(street="Ekvägen 1", postcode="59030", city="Borensberg"),
    phone="013-465 00 00",
    phone_hours="vardagar 8–16",
    online="logga in på 1177.se, välj Vårdcentralen Ekeby och skriv att det gäller hälsosamtalet",
    place="Ekvägen 1, plan 2",
    samples="laboratoriet på plan 1, vardagar 7.30–10",
    form="i 1177, eller på papper om du ringer oss",
    data_controller="Region Exempel",
    data_officer="dataskyddsombud@exempel.se",
)
KARIN = Name("Karin", "Ek")
HOME = Address("Åsa Ödegård", "Storgatan 12 lgh 1102", "", "59030", "Borensberg")
NUMBER = "19860101-0000"
"""No serial is 000: nobody's."""

_INK, _EDGE, _PAPER, _ENVELOPE = (60, 60, 60), (170, 160, 140), (255, 255, 255), (240, 232, 214)
_VEIL = 0.86
_AROUND = 14.0
_WINDOW_DPI = 52
"""In the pictures of envelopes; the pages are drawn finer and made smaller."""


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures" / "letters")
    parser.add_argument("--dpi", type=int, default=100)
    wanted = parser.parse_args(argv)
    wanted.out.mkdir(parents=True, exist_ok=True)
    for name, picture in (*_pages(wanted.dpi).items(), *_envelopes()):
        file = wanted.out / (name + ".png")
        picture.quantize(48).save(file, optimize=True)
        say(str(file))
    return 0


# ---- pages ----------------------------------------------------------------------------------------------------------


def mailing(outer: Envelope, keys: Sequence[str]) -> Mailing:
    reply = reply_envelope(ENVELOPES, outer)
    texts = chosen_texts(TEXTS, keys)
    return Mailing(texts, CLINIC, outer, reply, on=date(2026, 11, 9), reply_by=date(2026, 11, 30))


def sample_letter(outer: Envelope) -> Letter:
    blocks = list(PostalAddress(KARIN, HOME).blocks())
    fitting = (block for block in blocks if fits_window(outer)(block).fits)
    block = next(fitting, blocks[0])
    return Letter(1, KARIN.display, block, code_of(1), visit_on=date(2026, 12, 3), visit_at=time(10, 15))


def drawn(letter: Letter, common: Mailing, dpi: float) -> list[Image.Image]:
    out = io.BytesIO()
    draw_letters(out, [letter], common)
    return _rendered(out.getvalue(), dpi)


def _rendered(pdf: bytes, dpi: float) -> list[Image.Image]:
    with PdfPreview(pdf) as pages:
        drawn = [pages.picture(page, dpi) for page in range(pages.pages)]
    return [Image.frombytes("RGBA", (one.width, one.height), one.rgba).convert("RGB") for one in drawn]


def _pages(dpi: float) -> Mapping[str, Image.Image]:
    """Every page that the program prints, each on a sheet with an edge."""
    outer = envelope_by_key(ENVELOPES, "c5-h2")
    found = {key: drawn(sample_letter(outer), mailing(outer, [key]), dpi)[0] for key in TEXTS}
    digital = replace(mailing(outer, []), texts=tuple(load_texts(resources_dir() / "letters" / "digital").values()))
    found["svarsbrev-digital"] = drawn(sample_letter(outer), digital, dpi)[0]
    with_sender = outer.sent_by(SENDER)
    found["brevinbjudan-avsandare"] = drawn(sample_letter(with_sender), mailing(with_sender, ["brevinbjudan"]), dpi)[0]
    worst = drawn(worst_case(outer), mailing(outer, ["brevinbjudan", "svarsbrev"]), dpi)
    found["brevinbjudan-langst-namn"], found["svarsbrev-langst-namn"] = worst
    out = io.BytesIO()
    sealed = ProtectedLetter(1, code_of(1), KARIN.display, NUMBER)
    draw_protected(
        out, sealed, mailing(outer, ["brevinbjudan", "svarsbrev"]), load_texts(resources_dir() / "letters" / "skyddad")
    )
    forwarded = _rendered(out.getvalue(), dpi)
    found["skyddad-anvisning"], found["skyddad-foljebrev"], found["skyddad-inbjudan"] = forwarded[:3]
    out = io.BytesIO()
    draw_proof(out, outer, load_texts(resources_dir() / "envelopes")["testsida"], on=date(2026, 11, 9))
    found["testsida"] = _rendered(out.getvalue(), dpi)[0]
    return {name: _edged(page) for name, page in found.items()}


def _edged(page: Image.Image) -> Image.Image:
    ImageDraw.Draw(page).rectangle((0, 0, page.width - 1, page.height - 1), outline=_EDGE)
    return page


# ---- envelopes ------------------------------------------------------------------------------------------------------


def _envelopes() -> Iterator[tuple[str, Image.Image]]:
    """The folded sheet in its envelope: in the middle, and slid as far as it goes to either corner."""
    sizes = sorted({one.key.partition("-")[0] for one in ENVELOPES})
    for size in sizes:
        both = [one for one in ENVELOPES if one.key.startswith(size + "-")]
        yield (
            "kuvert-" + size,
            _rows((one, drawn(sample_letter(one), mailing(one, ["brevinbjudan"]), 3 * _WINDOW_DPI)[0]) for one in both),
        )
    replies = sorted({one.reply for one in ENVELOPES})
    outers = [next(one for one in ENVELOPES if one.reply == key) for key in replies]
    yield (
        "svarskuvert",
        _rows(
            (
                reply_envelope(ENVELOPES, outer),
                drawn(sample_letter(outer), mailing(outer, ["svarsbrev"]), 3 * _WINDOW_DPI)[0],
            )
            for outer in outers
        ),
    )


def _rows(sheets: Iterator[tuple[Envelope, Image.Image]]) -> Image.Image:
    rows = [_row(envelope, page) for envelope, page in sheets]
    whole = Image.new("RGB", (max(row.width for row in rows), sum(row.height for row in rows)), _PAPER)
    at = 0
    for row in rows:
        whole.paste(row, (0, at))
        at += row.height
    return whole


def _row(envelope: Envelope, page: Image.Image) -> Image.Image:
    places = (
        ("mitt i", 0.5, 0.5),
        ("längst upp till vänster", 0.0, 0.0),
        ("längst ned till höger", 1.0, 1.0),
    )
    views = [_view(envelope, page, across, down, words) for words, across, down in places]
    row = Image.new("RGB", (sum(view.width for view in views), views[0].height), _PAPER)
    at = 0
    for view in views:
        row.paste(view, (at, 0))
        at += view.width
    return row


def _view(envelope: Envelope, page: Image.Image, across: float, down: float, words: str) -> Image.Image:
    """One envelope from the front. The paper inside is seen faintly through it, and clearly in the window."""
    per_mm = page.width / 210.0
    size = (round((envelope.width + 2 * _AROUND) * per_mm), round((envelope.height + 2.6 * _AROUND) * per_mm))
    left, top = _AROUND * per_mm, 1.6 * _AROUND * per_mm
    panel = page.crop((0, 0, page.width, round(envelope.folded_height * per_mm)))
    inside = Image.new("RGB", size, _ENVELOPE)
    at = (round(left + envelope.slack_sideways * across * per_mm), round(top + envelope.slack_down * down * per_mm))
    inside.paste(_edged(panel), at)
    front = Image.blend(inside, Image.new("RGB", size, _ENVELOPE), _VEIL)
    window = (
        round(left + envelope.window.left * per_mm),
        round(top + envelope.window.top * per_mm),
        round(left + envelope.window.right * per_mm),
        round(top + envelope.window.bottom * per_mm),
    )
    front.paste(inside.crop(window), window[:2])
    whole = Image.new("RGB", size, _PAPER)
    edges = (round(left), round(top), round(left + envelope.width * per_mm), round(top + envelope.height * per_mm))
    whole.paste(front.crop(edges), edges[:2])
    draw = ImageDraw.Draw(whole)
    draw.rectangle(edges, outline=_EDGE, width=3)
    draw.rectangle(window, outline=_INK, width=3)
    draw.text((left, 0.35 * _AROUND * per_mm), envelope.name + ": arket " + words, _INK, _font(round(5.4 * per_mm)))
    return whole.resize((size[0] // 3, size[1] // 3), Image.Resampling.LANCZOS)


def _font(size: int) -> ImageFont.FreeTypeFont:
    import font_source_sans_pro

    return ImageFont.truetype(str(Path(font_source_sans_pro.font_directory) / "SourceSansPro-Semibold.ttf"), size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
