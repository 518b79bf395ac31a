"""Sitting down: the clinic's data, a copy for practice, and the calendar of Sweden."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.exchange.reading import read_list
from rhs_desktop.practice.opening import open_practice
from rhs_desktop.services import integrity
from rhs_desktop.services.calendar import YEARS, swedish_calendar
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.opening import open_context
from tests.repository import ROOT

MORNING = datetime(2026, 11, 9, 7, 30)


def test_the_calendar_is_sweden_s(tmp_path: Path) -> None:
    ctx = open_context(tmp_path, user="Anna Ek", clock=lambda: MORNING, create=True)
    with ctx.store:
        assert ctx.calendar.holidays == swedish_calendar(YEARS).holidays
        assert ctx.calendar.next_workday(date(2026, 12, 24)) == date(2026, 12, 28)
        assert (ctx.today, ctx.now, ctx.user) == (MORNING.date(), MORNING, "Anna Ek")
        assert set(ctx.profiles) == {"rhs-004", "rhs-2023"}


def test_opening_does_not_ask_for_holidays(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from rhs_desktop.services.opening import open_context; "
        f"open_context(Path({str(tmp_path)!r}), user='Anna Ek', create=True).store.close(); "
        "sys.exit('holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_nothing_is_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        open_context(tmp_path / "data", user="Anna Ek", clock=lambda: MORNING)
    assert caught.value.code == "missing"
    assert not (tmp_path / "data").exists()


def test_practice_goes_away(tmp_path: Path) -> None:
    with open_practice(clock=lambda: MORNING) as practice:
        assert practice.context.user == "Anna Ek"
        assert len(case_list.load_rows(practice.context)) == 300
        assert integrity.verify(practice.context) == ()
        assert len(read_list(practice.list_file).sheets) == 1
        assert practice.list_file.parent == practice.folder
    assert not practice.folder.exists()


def failing_desk(folders: list[Path]) -> None:
    with open_practice(clock=lambda: MORNING, user="Bo") as practice:
        folders.append(practice.folder)
        assert practice.context.user == "Bo"
        raise RuntimeError


def test_practice_goes_away_whatever_happens() -> None:
    folders: list[Path] = []
    with pytest.raises(RuntimeError):
        failing_desk(folders)
    assert not folders[0].exists()
