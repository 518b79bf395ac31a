"""Pages as pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhs_desktop.letters.preview import PdfPreview
from tests.letters.samples import drawn, letter

PDF = drawn([letter()])


@pytest.fixture(params=["memory", "file"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path | bytes:
    if request.param == "memory":
        return PDF
    path = tmp_path / "brev å.pdf"
    path.write_bytes(PDF)
    return path


def test_pages_come_as_pictures(source: Path | bytes) -> None:
    with PdfPreview(source) as pages:
        assert pages.pages == 2
        assert [round(side) for side in pages.size(0)] == [595, 842]
        picture = pages.picture(1, dots_per_inch=50)
    assert (picture.width, picture.height) == (414, 585)
    assert len(picture.rgba) == picture.width * picture.height * 4
    assert set(picture.rgba[3::4]) == {255}
    assert 0 < picture.rgba[::4].count(0) < len(picture.rgba) // 40


def test_red_is_red_and_blue_is_blue() -> None:
    with PdfPreview(PDF) as pages:
        picture = pages.picture(0, dots_per_inch=100)
    pixels = {picture.rgba[at : at + 3] for at in range(0, len(picture.rgba), 4)}
    assert any(blue > red + 40 for red, _, blue in pixels), "the headings are a dark blue-green"
    assert not any(red > blue + 40 for red, _, blue in pixels)


def test_the_words_can_be_read_back() -> None:
    with PdfPreview(PDF) as pages:
        assert "Hej Karin Ek!" in pages.text(0)
