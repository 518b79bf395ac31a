"""How far a test that draws by chance looks."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

USUAL = 100
"""What Hypothesis draws where nothing else is said."""


def examples(count: int, **more: Any) -> settings:
    """That many examples in the gate, and as many times more as the profile asks for where one explores."""
    return settings(max_examples=count * settings().max_examples // USUAL, **more)


def exploring() -> bool:
    """Whether `make explore` is asking, which looks at all that the gate looks at a part of."""
    return settings().max_examples > USUAL
