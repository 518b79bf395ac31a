"""Pages kept in the repository as small pictures, compared so that what a person would see counts.

Another version of the renderer draws edges a little lighter or darker: both are blurred, and a spot must differ much.
GOLDEN_WRITE=1 writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

FOLDER = Path(__file__).parents[1] / "golden" / "letters" / "pages"
DOTS_PER_INCH = 60
CODE_SQUARE = (166.0, 74.0, 190.0, 99.0)
"""On a reply letter, in mm: whoever makes the code may choose another of eight masks."""
_BLUR = 1.2
_MUCH = 48
"""Of 255, after the blur. A word that moves by a millimetre differs by more than a hundred."""


def difference(
    now: Image.Image, kept: Image.Image, *, but: tuple[float, float, float, float] | None = None
) -> tuple[int, int, int, int] | None:
    """Where on the page they differ, in pixels: left, top, right, bottom; None: nowhere.

    `but` is a part of the sheet that is not compared, in mm: left, top, right, bottom.
    """
    if now.size != kept.size:
        return (0, 0, *now.size)
    one, other = (_blurred(image, but) for image in (now, kept))
    return ImageChops.difference(one, other).point(lambda grey: 255 if grey > _MUCH else 0).getbbox()


def _pixels(box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(edge / 25.4 * DOTS_PER_INCH) for edge in box)
    return left, top, right, bottom


def _blurred(image: Image.Image, but: tuple[float, float, float, float] | None) -> Image.Image:
    grey = image.convert("L")
    if but:
        grey.paste(255, _pixels(but))
    return grey.filter(ImageFilter.GaussianBlur(_BLUR))


def assert_golden_page(name: str, now: Image.Image, seen: Path) -> None:
    """Fail with the place of the difference and the page as it is now, written into the folder `seen`.

    The code's square is left out: it is read instead (test_scanned_codes.py).
    """
    path = FOLDER / f"{name}.png"
    if os.environ.get("GOLDEN_WRITE"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        now.convert("L").quantize(16).save(path, optimize=True)
    assert path.exists(), f"{path.name} is not kept yet"
    where = difference(now, Image.open(path), but=CODE_SQUARE)
    if where is not None:
        now.save(seen / path.name)
        raise AssertionError(f"{path.name} differs within {where}; as it is now: {seen / path.name}")
