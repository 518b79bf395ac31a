"""Somebody at a desk of a clinic without people: the clock that is hers, and the context."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhs_desktop.services.context import Context
from tests.builders import Desk, opened
from tests.stored_practice import practice_files, practice_made_once

__all__ = ["practice_files", "practice_made_once"]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def ctx(tmp_path: Path, desk: Desk) -> Iterator[Context]:
    with opened(tmp_path, desk) as context:
        yield context
