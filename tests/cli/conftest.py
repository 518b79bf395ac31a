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
from rhs_desktop.domain.events import Channel, Eligibility
from rhs_desktop.services import casework, entry, importing, settings
from rhs_desktop.services.opening import open_workplace
from rhs_desktop.services.practice_people import people
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store.vault import Cost
from tests.builders import details, import_people

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
    monkeypatch.setattr(entry, "enter", partial(entry.enter, clock=lambda: NOW))


@pytest.fixture
def clinic(folder: Path) -> Workplace:
    """Four residents: one to check in Cosmic, one to send to, two for whom a letter is due, one of these protected.

    The database is closed; it is filled on the same Monday.
    """
    w = open_workplace(folder, user="Anna Ek", clock=lambda: NOW, create=True)
    with w.store:
        settings.save(w, settings.Settings(clinic=people().clinic))
        number = importing.add_round(w, "2026", 2026, "rhs-004")
        cases = import_people(w, number, [details(place) for place in range(4)]).done.cases
        casework.check_cosmic(w, cases[1:], Eligibility.LISTED_ALIVE)
        for case in cases[2:]:
            casework.route(w, case, Channel.LETTER, "Vill ha brev")
        hidden = w.store.resident_of(cases[3])
        casework.edit_details(w, hidden.id, replace(hidden.details, protected=True))
    begun(folder)
    return w


def begun(folder: Path) -> None:
    """The first administrator, and what is in the folder encrypted."""
    entry.begin(folder, USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)


def entered(folder: Path, **more: Any) -> Workplace:
    """At the desk in that folder."""
    return entry.enter(folder, USER, PASSWORD, **more)


def csv_file(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return path


def later(days: int = 20) -> str:
    """So many days after the Monday: by then everything that waits is due, and the check in Cosmic still holds."""
    return (NOW + timedelta(days=days)).date().isoformat()
