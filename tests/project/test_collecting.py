"""How long Python's look for cycles may stop every thread: told by how many values it goes through at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from rhs_desktop.__main__ import collect_seldom

_MADE = 400_000
_MOST_AT_ONCE = 45_000


@pytest.fixture
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_a_large_list_is_never_looked_through_at_once(thresholds: None) -> None:
    """The second looks, which go through all that was made since the one before, come early and are small."""
    collect_seldom()
    looks: list[tuple[int, int]] = []

    def look(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            generation = told["generation"]
            looks.append((generation, sum(len(gc.get_objects(one)) for one in range(generation + 1))))

    gc.collect()
    gc.callbacks.append(look)
    try:
        kept = [[number] for number in range(_MADE)]
    finally:
        gc.callbacks.remove(look)
    assert len(kept) == _MADE
    assert [generation for generation, _ in looks].count(1) > 5
    assert max(values for _, values in looks) < _MOST_AT_ONCE
