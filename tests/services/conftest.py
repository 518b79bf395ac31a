"""Somebody at a desk of a clinic without people: the clock that is hers, and the workplace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhs_desktop.services.workplace import Workplace
from tests.builders import Desk, opened


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def w(tmp_path: Path, desk: Desk) -> Iterator[Workplace]:
    with opened(tmp_path, desk) as workplace:
        yield workplace
