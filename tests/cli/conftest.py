"""The command line in this process, and a clinic's folder for it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from rhs_desktop.__main__ import main
from rhs_desktop.domain.codes import Channel, Eligibility
from rhs_desktop.practice.people import people
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.users import first_login, login
from rhs_desktop.store.users.key_file import Cost
from tests.builders import details, import_people
from tests.stored_practice import practice_files, practice_made_once

__all__ = ["practice_files", "practice_made_once"]

NOW = datetime(2026, 11, 9, 9, 0)
USER, PASSWORD = "Anna Ek", "ärtsoppa på torsdag"
CHEAP = Cost(memory=64, lanes=1, rounds=1)
"""A password that takes no time to try."""


@dataclass(frozen=True)
class Answered:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The code of the error that was answered as JSON."""
        code: str = self.data["error"]["code"]
        return code


Run = Callable[..., Answered]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, monday: None) -> Run:
    """A command of somebody who says who it is, where it is about a clinic's folder."""

    def command(*arguments: object, password: str = PASSWORD) -> Answered:
        who = ["--user", USER, "--password-stdin"] if "--data-dir" in arguments else []
        given = io.TextIOWrapper(io.BytesIO(f"{password}\n".encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", given)
        code = main([*who, *(str(argument) for argument in arguments)])
        out, err = capsys.readouterr()
        return Answered(code, out, err)

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands in this process run on a Monday morning; practice stays in the present."""
    monkeypatch.setattr(login, "enter", partial(login.enter, clock=lambda: NOW))


@pytest.fixture
def clinic(folder: Path) -> Context:
    """Four residents: one to check in Cosmic, one to send to, two for whom a letter is due, one of these protected.

    The database is closed; it is filled on the same Monday.
    """
    ctx = open_context(folder, user="Anna Ek", clock=lambda: NOW, create=True)
    with ctx.store:
        settings.save(ctx, settings.Settings(clinic=people().clinic))
        number = importing.add_round(ctx, "2026", 2026, "rhs-004")
        cases = import_people(ctx, number, [details(place) for place in range(4)]).done.cases
        record.check_cosmic(ctx, cases[1:], Eligibility.LISTED_ALIVE)
        for case in cases[2:]:
            record.route(ctx, case, Channel.LETTER, "Vill ha brev")
        hidden = ctx.store.resident_of(cases[3])
        record.edit_details(ctx, hidden.id, replace(hidden.details, protected=True))
    begun(folder)
    return ctx


def begun(folder: Path) -> None:
    """The first administrator, and what is in the folder encrypted."""
    first_login.begin(folder, USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)


def entered(folder: Path, **more: Any) -> Context:
    """At the desk in that folder."""
    return login.enter(folder, USER, PASSWORD, **more)


def csv_file(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return path


def later(days: int = 20) -> str:
    """So many days after the Monday: by then everything that waits is due, and the check in Cosmic still holds."""
    return (NOW + timedelta(days=days)).date().isoformat()
