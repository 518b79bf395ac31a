"""The test page: its frames are where the profile says, its scale is true, and it says what to do."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pikepdf
import pytest

from rhs_desktop.letters.envelope import Envelope
from rhs_desktop.letters.letter_text import load_texts
from rhs_desktop.letters.measures import SHEET_HEIGHT, Box, mm
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.letters.test_page import draw_proof
from rhs_desktop.paths import resources_dir
from tests.letters.samples import ENVELOPES, envelope

TEXT = load_texts(resources_dir() / "envelopes")["testsida"]


def proof(of: Envelope) -> bytes:
    out = io.BytesIO()
    draw_proof(out, of, TEXT, on=date(2026, 11, 9))
    return out.getvalue()


def drawn_boxes(pdf: bytes) -> list[Box]:
    """Rectangles and strokes of the page, in mm."""
    found, start = [], (0.0, 0.0)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for one in pikepdf.parse_content_stream(opened.pages[0]):
            if not isinstance(one, pikepdf.ContentStreamInstruction):
                continue
            operands: list[object] = list(one.operands)
            numbers = [mm(float(value)) for value in operands if isinstance(value, int | Decimal)]
            match str(one.operator):
                case "re":
                    left, bottom, width, height = numbers
                    top = SHEET_HEIGHT - bottom - height
                    found.append(Box(left, top, left + width, top + height))
                case "m":
                    start = (numbers[0], SHEET_HEIGHT - numbers[1])
                case "l":
                    found.append(Box(*start, numbers[0], SHEET_HEIGHT - numbers[1]))
    return found


def near(one: Box, other: Box) -> bool:
    pairs = ((one.left, other.left), (one.top, other.top), (one.right, other.right), (one.bottom, other.bottom))
    return all(abs(a - b) < 0.01 for a, b in pairs)


@pytest.mark.parametrize(
    "of", [*ENVELOPES, envelope().adjusted(2.5, -1.5)], ids=lambda one: f"{one.key} {one.shift_down}"
)
def test_frames_folds_and_scale_are_in_true_millimetres(of: Envelope) -> None:
    boxes = drawn_boxes(proof(of))
    assert any(near(box, of.always_seen) for box in boxes)
    assert any(near(box, of.ever_seen) for box in boxes)
    for fold in of.folds:
        assert any(near(box, Box(4, fold, 9, fold)) for box in boxes)
    assert any(abs(box.width - 100) < 0.01 and abs(box.height) < 0.01 for box in boxes)


@pytest.mark.parametrize("of", ENVELOPES, ids=lambda one: one.key)
def test_it_says_what_to_do_and_what_nobody_measured(of: Envelope) -> None:
    with PdfPreview(proof(of.adjusted(0.5, -2))) as pages:
        assert pages.pages == 1
        text = " ".join(pages.text(0).split())
    assert of.name in text
    assert "Finjustering: 0,5 mm åt höger, −2,0 mm nedåt." in text
    assert "inte uppmätta" in text
    assert "Den ska vara 100 mm." in text
