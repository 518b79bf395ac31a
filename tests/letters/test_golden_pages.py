"""The rendered letters of ten residents who are hard to write to; what the words are is told by the texts beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from rhs_desktop.domain.letters.letter_plan import Letter
from rhs_desktop.letters.preview import PdfPreview
from tests.letters.golden_pages import DOTS_PER_INCH, assert_golden_page, difference
from tests.letters.samples import HOME, SAYS_ALL, TEXTS, drawn, envelope, letter, mailing
from tests.letters.test_batch import HARD


def pictures(pdf: bytes) -> list[Image.Image]:
    with PdfPreview(pdf) as pages:
        drawn_pages = [pages.picture(page, DOTS_PER_INCH) for page in range(pages.pages)]
    return [Image.frombytes("RGBA", (one.width, one.height), one.rgba).convert("L") for one in drawn_pages]


@pytest.mark.parametrize("name", HARD)
def test_golden_pages(name: str, tmp_path: Path) -> None:
    for number, page in enumerate(pictures(drawn([HARD[name]])), 1):
        assert_golden_page(f"{name}-{number}", page, tmp_path)


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_golden_page_of_every_text(key: str, tmp_path: Path) -> None:
    """With all that a clinic may tell of itself."""
    one = replace(HARD["short"], visit_on=date(2026, 12, 3), visit_at=time(10, 15))
    (page,) = pictures(drawn([one], mailing(texts=(TEXTS[key],), clinic=SAYS_ALL)))
    assert_golden_page(f"text-{key}", page, tmp_path)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(letter(1, "Bo", "Ed"), id="another letter in the name"),
        pytest.param(letter(1, "Bo", "Ek", replace(HOME, care_of="Lo Ek")), id="a line more in the address"),
        pytest.param(letter(2, "Bo", "Ek"), id="another code"),
    ],
)
def test_a_golden_page_sees_small_things(other: Letter) -> None:
    kept, now = pictures(drawn([HARD["short"]])), pictures(drawn([other]))
    assert any(difference(one, two) for one, two in zip(now, kept, strict=True))


def test_a_golden_page_sees_what_has_moved() -> None:
    kept = pictures(drawn([HARD["short"]]))[0]
    assert difference(kept, kept) is None
    lighter = kept.point(lambda grey: min(255, grey + 20))
    assert difference(lighter, kept) is None, "another renderer's greys"
    assert difference(ImageChops.offset(kept, 0, 2), kept) is not None, "less than a millimetre"
    moved = pictures(drawn([HARD["short"]], mailing(outer=envelope().adjusted(1.0, 0.0))))[0]
    assert difference(moved, kept) is not None
