"""A clinic whose register is locked by passwords and a code: Anna, its administrator, and Bo, a handler."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rhs_desktop.domain.roles import Role
from rhs_desktop.services.context import Context
from rhs_desktop.services.users import accounts, first_login, login
from tests.builders import Desk
from tests.services.users.people import ANNA, BO, CHEAP, HERS, HIS


@pytest.fixture
def code(tmp_path: Path, desk: Desk) -> str:
    """A clinic with Anna as its administrator; its recovery code."""
    return first_login.begin(tmp_path, ANNA, HERS, cost=CHEAP, clock=lambda: desk.now)


@pytest.fixture
def ctx(tmp_path: Path, desk: Desk, code: str) -> Iterator[Context]:
    """Anna at her desk, and Bo who may sit down at it as a handler."""
    context = login.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now)
    with closing(context.store):
        accounts.add(context, BO, frozenset({Role.HANDLER}), HIS)
        yield context
