"""A clock that goes back is noticed, and harms nothing that was recorded."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.services import clock, due, overview
from rhs_desktop.services.verifying import verify
from tests import builders
from tests.builders import Desk


@pytest.mark.parametrize(("back", "noticed"), [({"minutes": 9}, False), ({"minutes": 11}, True), ({"days": 400}, True)])
def test_a_clock_that_was_moved_back(tmp_path: Path, back: dict[str, int], noticed: bool) -> None:
    desk = Desk()
    with builders.opened(tmp_path, desk) as w:
        assert clock.moved_back(w) is None
        cases = builders.filled(w)
        builders.happened(w, cases[0], builders.checked_in_cosmic())
        last, rows = desk.now, overview.load_rows(w)
        desk.now -= timedelta(**back)
        assert clock.moved_back(w) == (last if noticed else None)
        builders.happened(w, cases[1], builders.checked_in_cosmic(desk.now.date()))
        assert verify(w) == ()
        assert len(due.due(w, w.today)) <= len(rows)
        desk.now = last + timedelta(minutes=1)
        assert clock.moved_back(w) is None
        assert verify(w) == ()
        assert {row.case for row in overview.load_rows(w)} == {row.case for row in rows}
