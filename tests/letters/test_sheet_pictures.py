"""The pictures of docs: one of every page and of every envelope, made by the tool that is there for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from rhs_desktop.letters.envelope import Envelope
from tests.letters.samples import ENVELOPES, TEXTS
from tests.repository import ROOT
from tools import letter_sheets

KEPT = ROOT / "docs" / "pictures" / "letters"


def test_every_page_and_envelope_has_its_picture(tmp_path: Path) -> None:
    assert letter_sheets.main(["--out", str(tmp_path), "--dpi", "20"]) == 0
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {path.name for path in KEPT.iterdir()}
    assert {f"{key}.png" for key in TEXTS} < made
    assert {f"kuvert-{one.key.partition('-')[0]}.png" for one in ENVELOPES} < made


@pytest.mark.parametrize("outer", ENVELOPES, ids=lambda one: one.key)
@pytest.mark.parametrize(("across", "down"), [(0.0, 0.0), (1.0, 1.0), (0.5, 0.5)])
def test_the_picture_shows_the_whole_address_wherever_the_sheet_lies(
    outer: Envelope, across: float, down: float
) -> None:
    """As much ink in the window as in the address itself, and none at its edges but for the sheet's own edge."""
    common = letter_sheets.mailing(outer, ["brevinbjudan"])
    page = letter_sheets.drawn(letter_sheets.sample_letter(outer), common, 100)[0]
    per_mm = page.width / 210
    at = (outer.slack_sideways * across, outer.slack_down * down)
    seen = tuple(
        round((edge - at[place % 2]) * per_mm)
        for place, edge in enumerate((outer.window.left, outer.window.top, outer.window.right, outer.window.bottom))
    )
    address = outer.always_seen
    inner = tuple(round(edge * per_mm) for edge in (address.left, address.top, address.right, address.bottom))
    assert ink(page, seen) == ink(page, inner) > 100


def ink(page: Image.Image, box: tuple[int, ...]) -> int:
    left, top, right, bottom = box
    shown = page.convert("L").crop((max(left, 0), max(top, 0), min(right, page.width), bottom))
    return sum(shown.histogram()[:128])
