"""The code of a printed reply, read by an independent decoder (ZXing) from pages as scanners and cameras see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter

from rhs_desktop.domain.letters.reply_code import case_of, code_of, scan_text
from rhs_desktop.letters.preview import PdfPreview
from tests.letters.samples import drawn, letter

CASES = (1, 17, 4_711, 2_476_098)
See = Callable[[Image.Image], Image.Image]


def reply_page(case: int, dots_per_inch: float) -> Image.Image:
    with PdfPreview(drawn([letter(case)])) as pdf:
        page = pdf.picture(1, dots_per_inch)
    return Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("L")


def read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


def turned(degrees: float) -> See:
    return lambda image: image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def blurred(pixels: float) -> See:
    return lambda image: image.filter(ImageFilter.GaussianBlur(pixels))


def faint(image: Image.Image) -> Image.Image:
    """A printer that runs out of toner."""
    return ImageEnhance.Contrast(image).enhance(0.35)


def turned_and_blurred(image: Image.Image) -> Image.Image:
    return blurred(1.2)(turned(11)(image))


def stained(image: Image.Image) -> Image.Image:
    """A coffee ring over a corner of the code."""
    found = zxingcpp.read_barcodes(image)[0].position
    corner = found.bottom_right
    spoilt = image.copy()
    side = round((found.top_right.x - found.top_left.x) / 6)
    spoilt.paste(120, (corner.x - side, corner.y - side, corner.x, corner.y))
    return spoilt


@pytest.mark.parametrize(
    "see",
    [
        pytest.param(lambda image: image, id="as printed"),
        *(pytest.param(turned(degrees), id=f"turned {degrees}°") for degrees in (-7, 3, 33, 90, 180)),
        *(pytest.param(blurred(pixels), id=f"blurred {pixels}") for pixels in (0.8, 1.6)),
        pytest.param(turned_and_blurred, id="turned and blurred"),
        pytest.param(faint, id="faint"),
        pytest.param(stained, id="stained"),
    ],
)
def test_a_reply_finds_its_case(see: See) -> None:
    for case in CASES:
        (text,) = read(see(reply_page(case, 150)))
        assert text == scan_text(code_of(case))
        assert case_of(text) == case


@pytest.mark.parametrize("dots_per_inch", [75, 100, 200, 300])
def test_at_the_resolutions_of_scanners(dots_per_inch: int) -> None:
    assert read(reply_page(17, dots_per_inch)) == [scan_text(code_of(17))]


def test_the_invitation_carries_no_code() -> None:
    with PdfPreview(drawn([letter(17)])) as pdf:
        page = pdf.picture(0, 150)
    assert read(Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("L")) == []


def test_a_code_that_is_covered_is_not_guessed() -> None:
    image = reply_page(17, 150)
    place = zxingcpp.read_barcodes(image)[0].position
    left, top, bottom = place.top_left.x, place.top_left.y, place.bottom_left.y
    image.paste(255, (left, top, (left + place.top_right.x) // 2, bottom))
    assert read(image) == []
