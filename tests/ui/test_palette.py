"""Everything that is read stands out from what it is on, in light and dark (WCAG 2, AA)."""

from __future__ import annotations

import pytest

from rhs_desktop.ui.widgets.palette import DARK, LIGHT, STATE_WORDS, Palette, State

TEXT = [
    *((ink, ground) for ink in ("ink", "muted", "accent") for ground in ("ground", "surface", "raised")),
    *(("ink", ground) for ground in ("hover", "pressed")),
    *((state.value, ground) for state in State for ground in ("surface", "raised", "ground")),
    *((state.value, "selected") for state in (State.LATE, State.DUE)),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("on_selected", "selected"),
    ("on_practice", "practice"),
    ("late", "error_ground"),
    ("ink", "error_ground"),
    ("surface", "ink"),
]
LINES = [*(("edge", ground) for ground in ("surface", "ground")), ("focus", "surface"), ("focus", "ground")]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("palette", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
@pytest.mark.parametrize(("ink", "ground"), TEXT, ids=lambda name: name)
def test_text_can_be_read(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
@pytest.mark.parametrize(("line", "ground"), LINES, ids=lambda name: name)
def test_the_edges_of_fields_can_be_seen(palette: Palette, line: str, ground: str) -> None:
    assert contrast(getattr(palette, line), getattr(palette, ground)) >= 3


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_state_has_a_colour_and_a_word() -> None:
    assert set(STATE_WORDS) == set(State)
    assert len({LIGHT.state(state) for state in State} | {DARK.state(state) for state in State}) >= len(State)
