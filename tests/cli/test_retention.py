"""Gallring on the command line: told without --apply, done with it, never without the decision."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.retention import Ground
from rhs_desktop.services import entry, overview, retention
from rhs_desktop.services.acts import record
from rhs_desktop.services.verifying import verify
from rhs_desktop.services.workplace import Workplace
from tests.builders import details
from tests.cli.conftest import NOW, Run, entered


@pytest.fixture
def due(run: Run, clinic: Workplace, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the four said no; the clinic's time for that has passed."""
    w = entered(folder)
    with w.store:
        (first, *_) = sorted(row.case for row in overview.load_rows(w))
        record(w, "answer", [(first, ev.Answered(on=w.today, answer=ev.Answer.NO, via=ev.Via.DESK))])
        retention.save_rules(w, {Ground.DECLINED: 12})
    monkeypatch.setattr(entry, "enter", partial(entry.enter, clock=lambda: NOW + timedelta(days=400)))


@pytest.mark.usefixtures("due")
def test_it_is_only_told(run: Run, folder: Path) -> None:
    said = run("--data-dir", folder, "retention")
    assert (said.code, said.out.splitlines()) == (0, ["1 ärende. 1 invånare gallras helt.", "Tackat nej 1"])
    told = run("--data-dir", folder, "retention", "--preview", "--json").data
    assert told == {
        "cases": 1,
        "residents": 1,
        "rows": 0,
        "counts": {"declined": 1},
        "erased": False,
        "copies_removed": 0,
    }


@pytest.mark.usefixtures("due")
def test_it_is_done(run: Run, folder: Path) -> None:
    said = run("--data-dir", folder, "retention", "--apply", "--reference", "dnr 1")
    assert (said.code, said.out.strip()) == (0, "Gallrat: 1 ärende, 1 invånare.")
    w = entered(folder)
    with w.store:
        assert verify(w) == ()
        assert [one.reference for one in retention.protocol(w)] == ["dnr 1"]
    assert details(0).identity.digits.encode() not in (folder / "rhs.sqlite3").read_bytes()


@pytest.mark.usefixtures("due")
def test_not_without_the_decision(run: Run, folder: Path) -> None:
    said = run("--data-dir", folder, "retention", "--apply", "--json")
    assert (said.code, said.error) == (2, "history.reference_missing")
