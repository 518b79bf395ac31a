"""A clock that goes back is noticed, and harms nothing that was recorded."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.services import clock
from rhs_desktop.services.cases import case_list, due
from rhs_desktop.services.integrity import verify
from tests import builders
from tests.builders import Desk


@pytest.mark.parametrize(("back", "noticed"), [({"minutes": 9}, False), ({"minutes": 11}, True), ({"days": 400}, True)])
def test_a_clock_that_was_moved_back(tmp_path: Path, back: dict[str, int], noticed: bool) -> None:
    desk = Desk()
    with builders.opened(tmp_path, desk) as ctx:
        assert clock.moved_back(ctx) is None
        cases = builders.filled(ctx)
        builders.happened(ctx, cases[0], builders.checked_in_cosmic())
        last, rows = desk.now, case_list.load_rows(ctx)
        desk.now -= timedelta(**back)
        assert clock.moved_back(ctx) == (last if noticed else None)
        builders.happened(ctx, cases[1], builders.checked_in_cosmic(desk.now.date()))
        assert verify(ctx) == ()
        assert len(due.due(ctx, ctx.today)) <= len(rows)
        desk.now = last + timedelta(minutes=1)
        assert clock.moved_back(ctx) is None
        assert verify(ctx) == ()
        assert {row.case for row in case_list.load_rows(ctx)} == {row.case for row in rows}
