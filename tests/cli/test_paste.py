"""`paste`: the diff in words and as JSON, and recording it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.pasting import paste_table, source_named
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.errors import HistoryRefused, ListUnreadable
from rhs_desktop.domain.pasting import Source
from rhs_desktop.paths import database_file
from rhs_desktop.store.store import Store
from tests.builders import Desk as At
from tests.builders import checked_in_cosmic, context, details, filled, happened
from tests.cli.conftest import NOW, PASSWORD, USER, begun
from tests.pasted import tabbed

TYPE = "Inbjudan – Välkommen på hälsosamtal"
UNREAD, READ = "Fråga till invånare", "Tilldelat (fråga till invånare, läst av invånare)"
TODAY = NOW.date()
SENT = TODAY - timedelta(days=4)


def number(place: int) -> str:
    return details(place).identity.dashed


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, monday: None) -> Path:
    """Two invited people and one who is ready, in a folder of their own."""
    folder = tmp_path / "data"
    file = database_file(folder)
    at = At(now=datetime.combine(SENT, time(9)))
    with Store.open(file, now=at.now, create=True) as store:
        ctx = context(store, at)
        cases = filled(ctx, 3)
        for case in cases:
            happened(ctx, case, checked_in_cosmic(SENT))
        for case in cases[:2]:
            happened(ctx, case, ev.Invited(on=SENT, at=time(10), template="phone"))
    begun(folder)
    monkeypatch.setattr(CommandSession, "password", lambda _: PASSWORD)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [(0, READ), (1, UNREAD), (2, UNREAD), (9, READ)]
    head = ("Datum", "Ärendetyp", "Personnummer", "Invånare", "Status")
    table = [head, *((f"{SENT} 10:00", TYPE, number(place), f"Person {place}", status) for place, status in rows)]
    path = tmp_path / "tabell.txt"
    path.write_text(tabbed([*table, (f"{SENT} 10:00", TYPE, number(0), "Person 0", "Makulerat")]), encoding="utf-8")
    return path


def answered(capsys: pytest.CaptureFixture[str], *args: Any, **kwargs: Any) -> tuple[int, Any]:
    code = paste_table(*args, as_json=True, **kwargs)
    return code, json.loads(capsys.readouterr().out)


def numbers(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [row["personal_number"] for row in rows]


def test_the_diff_as_json(data: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answered(capsys, CommandSession(folder=data, user=USER), file)
    assert code == 1
    assert said["recognised_as"] == "cases"
    assert said["applied"] is None
    read, sent = said["changes"]
    assert (read["personal_number"], read["from"], read["to"]) == (number(0), UNREAD, READ)
    assert (read["at"], read["row"], read["choice"]) == (TODAY.isoformat(), 2, False)
    assert (sent["personal_number"], sent["from"], sent["to"]) == (number(2), "Klar att bjuda in", UNREAD)
    assert (sent["at"], sent["choice"], sent["templates"]) == (f"{SENT} 10:00", True, ["phone"])
    assert numbers(said["unknown"]) == [number(9)]
    assert numbers(said["unchanged"]) == [number(1)]
    assert [(row["row"], row["code"]) for row in said["unreadable"]] == [(6, "unknown_status")]
    assert said["older"] == []


def test_applying_records_once(data: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = answered(capsys, CommandSession(folder=data, user=USER), file, apply=True)
    assert said["applied"]["cases"] == 1
    _, again = answered(capsys, CommandSession(folder=data, user=USER), file, apply=True)
    assert again["applied"] is None
    assert numbers(again["changes"]) == [number(2)]
    _, all_of_it = answered(capsys, CommandSession(folder=data, user=USER), file, apply=True, choices=True)
    assert all_of_it["applied"]["cases"] == 1
    _, last = answered(capsys, CommandSession(folder=data, user=USER), file)
    assert last["changes"] == []
    assert numbers(last["unchanged"]) == [number(place) for place in range(3)]


def test_the_diff_in_words(data: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paste_table(CommandSession(folder=data, user=USER), file)
    said = capsys.readouterr().out
    assert said.startswith(
        "Ärenden i 1177. 1 läst, 1 att ta ställning till, 1 okänd, 1 går inte att läsa, 1 oförändrad."
    )
    assert f"{UNREAD} → {READ}" in said
    assert "Kör om med --apply för att anteckna 1 ändring." in said
    paste_table(CommandSession(folder=data, user=USER), file, apply=True)
    assert "Antecknat för 1 ärende." in capsys.readouterr().out


def test_nothing_is_left_to_look_at(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lista.txt"
    path.write_text("\n".join(f"{number(place)}\tNågon" for place in range(3)), encoding="utf-8")
    code, said = answered(capsys, CommandSession(folder=data, user=USER), path, taken_as=Source.COSMIC)
    assert (code, said["recognised_as"], said["missing"]) == (0, "cosmic", [])


def test_numbers_and_names_alone_are_asked_about(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lista.txt"
    path.write_text("Personnummer\tNamn\n" + "\n".join(f"{number(place)}\tNågon" for place in range(3)), "utf-8")
    code, said = answered(capsys, CommandSession(folder=data, user=USER), path, apply=True)
    assert (code, said["recognised_as"], said["changes"], said["applied"]) == (1, "people", [], None)
    assert said["also"] == ["cosmic", "list", "numbers"]
    assert paste_table(CommandSession(folder=data, user=USER), path) == 1
    assert "--as cosmic" in capsys.readouterr().out
    _, said = answered(capsys, CommandSession(folder=data, user=USER), path, apply=True, taken_as=Source.COSMIC)
    assert said["applied"]["cases"] == len(said["changes"])


def test_what_a_table_can_be_taken_for() -> None:
    assert [source_named(said) for said in (None, "cosmic", "list", "numbers", "cases", "recipients")] == [
        *(None, Source.COSMIC, Source.LIST, Source.NUMBERS, Source.CASES, Source.RECIPIENTS)
    ]
    with pytest.raises(Misused):
        source_named("people")


def test_who_is_missing_on_a_list_from_cosmic(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lista.txt"
    path.write_text(f"{number(0)}\tNågon\n{number(1)}\tNågon", encoding="utf-8")
    _, said = answered(capsys, CommandSession(folder=data, user=USER), path, taken_as=Source.COSMIC)
    assert numbers(said["missing"]) == [number(2)]
    paste_table(CommandSession(folder=data, user=USER), path, taken_as=Source.COSMIC)
    assert "Står inte på listan från Cosmic:" in capsys.readouterr().out


def test_a_person_may_say_what_it_is(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "nummer.txt"
    path.write_text("\n".join(map(number, range(3))), encoding="utf-8")
    assert answered(capsys, CommandSession(folder=data, user=USER), path)[1]["recognised_as"] == "numbers"
    _, said = answered(capsys, CommandSession(folder=data, user=USER), path, taken_as=Source.COSMIC)
    assert said["recognised_as"] == "cosmic"
    assert numbers(said["changes"]) == [number(2)]


def test_standard_input(
    data: Path, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))
    assert answered(capsys, CommandSession(folder=data, user=USER), Path("-"))[1]["recognised_as"] == "cases"


def test_what_is_no_table(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hej.txt"
    path.write_text("hej", encoding="utf-8")
    assert paste_table(CommandSession(folder=data, user=USER), path) == 1
    assert "Inget som känns igen" in capsys.readouterr().out
    with pytest.raises(ListUnreadable):
        paste_table(CommandSession(folder=data, user=USER), tmp_path / "saknas.txt")


def test_a_template_that_the_table_leaves_open(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tabell.txt"
    path.write_text(f"{SENT} 10:00\t{number(2)}\t{UNREAD}", encoding="utf-8")
    with pytest.raises(HistoryRefused) as caught:
        paste_table(CommandSession(folder=data, user=USER), path, apply=True, choices=True)
    assert caught.value.code == "template_missing"
    capsys.readouterr()
    _, said = answered(capsys, CommandSession(folder=data, user=USER), path, apply=True, choices=True, template="web")
    assert said["applied"]["cases"] == 1
