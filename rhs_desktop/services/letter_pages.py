"""Letters as pictures, for the window's preview and for paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Picture(NamedTuple):
    """A page: pixels from the top, four bytes each, red green blue alpha; its size in millimetres."""

    width: int
    height: int
    rgba: bytes
    width_mm: float
    height_mm: float


def count_pages(source: Path | bytes) -> int:
    """How many pages a PDF has."""
    from rhs_desktop.letters.preview import Preview

    with Preview(source) as pdf:
        return int(pdf.pages)


def pictures(source: Path | bytes, dots_per_inch: float) -> Iterator[Picture]:
    """The pages of a PDF in their order, drawn as they are asked for."""
    from rhs_desktop.letters.preview import Preview

    with Preview(source) as pdf:
        for page in range(pdf.pages):
            drawn = pdf.picture(page, dots_per_inch)
            width, height = pdf.size(page)
            yield Picture(drawn.width, drawn.height, drawn.rgba, width / 72 * 25.4, height / 72 * 25.4)


def envelope_names() -> tuple[tuple[str, str], ...]:
    """The envelopes that can be chosen: key, and what people call it with whether anybody has measured a real one."""
    from rhs_desktop.letters.envelope import load_envelopes
    from rhs_desktop.paths import resources_dir

    known = load_envelopes(resources_dir() / "envelopes")
    return tuple((one.key, one.name if one.verified else f"{one.name}, måtten inte kontrollerade") for one in known)
