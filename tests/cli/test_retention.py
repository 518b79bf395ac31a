"""Gallring on the command line: told without --apply, done with it, never without the decision."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.retention import OutcomeGroup
from rhs_desktop.services import retention
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.recording import record
from rhs_desktop.services.users import login
from tests.builders import details
from tests.cli.conftest import NOW, Run, entered


@pytest.fixture
def due(run: Run, clinic: Context, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the four said no; the clinic's time for that has passed."""
    ctx = entered(folder)
    with ctx.store:
        (first, *_) = sorted(row.case for row in case_list.load_rows(ctx))
        record(ctx, ActKind.ANSWER, [(first, ev.Answered(on=ctx.today, answer=Answer.NO, via=Via.DESK))])
        retention.save_rules(ctx, {OutcomeGroup.DECLINED: 12})
    monkeypatch.setattr(login, "enter", partial(login.enter, clock=lambda: NOW + timedelta(days=400)))


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
    ctx = entered(folder)
    with ctx.store:
        assert verify(ctx) == ()
        assert [one.reference for one in retention.protocol(ctx)] == ["dnr 1"]
    assert details(0).identity.digits.encode() not in (folder / "rhs.sqlite3").read_bytes()


@pytest.mark.usefixtures("due")
def test_not_without_the_decision(run: Run, folder: Path) -> None:
    said = run("--data-dir", folder, "retention", "--apply", "--json")
    assert (said.code, said.error) == (2, "history.reference_missing")
