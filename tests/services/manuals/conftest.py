"""A clinic that can have manuals of its own: opened as the program opens it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhs_desktop.services.context import Context
from tests.builders import Desk
from tests.services.manuals.own_manuals import sitting


@pytest.fixture
def ctx(tmp_path: Path, desk: Desk) -> Iterator[Context]:
    with sitting(tmp_path, desk) as context:
        yield context
