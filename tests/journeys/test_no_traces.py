"""After weeks of work nobody's name, number, address or telephone stands in any file but those a person asked for."""

from __future__ import annotations

import io
import logging
import random
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.domain.passwords import CODE_LENGTH
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.logs import start_logging, stop_logging
from rhs_desktop.paths import log_dir
from rhs_desktop.services.backups import make
from rhs_desktop.services.checklists import exporting
from rhs_desktop.services.context import Context
from rhs_desktop.services.users import accounts, first_login, login
from rhs_desktop.store.connection import connect
from rhs_desktop.store.users.key_file import Cost
from tests.builders import Desk, import_people, profiles
from tests.conftest import ExpectLog
from tests.journeys.nurse import Nurse
from tests.journeys.residents import World
from tests.journeys.test_year import FIRST, resident, set_up

USER, PASSWORD, NEW, OF_FILE = "Anna Ek", "ärtsoppa på torsdag", "pannkakor med sylt", "fyra gröna paraplyer"
PEOPLE, DAYS = 60, 40
SHORTEST = 6
"""Bytes: shorter ones stand in an encrypted file by chance."""


def strings(person: Details) -> Iterator[bytes]:
    """What would give the person away, in each form that a file may hold it in."""
    digits = person.identity.digits
    plain = [digits, digits[2:], person.identity.dashed, f"{digits[2:8]}-{digits[8:]}", person.name.display]
    plain += [
        person.address.street,
        *person.phones,
        *(phone.replace("-", "").replace(" ", "") for phone in person.phones),
    ]
    yield from written(plain)


def written(texts: Iterable[str]) -> Iterator[bytes]:
    for text in texts:
        for encoding in ("utf-8", "utf-16-le", "latin-1"):
            content = text.encode(encoding, errors="ignore")
            if len(content) >= SHORTEST:
                yield content


def traces(folders: list[Path], people: list[Details]) -> list[tuple[str, bytes]]:
    """Where something of somebody stands: the file's name and what."""
    return holding(folders, {text for person in people for text in strings(person)})


def holding(folders: list[Path], wanted: set[bytes]) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            content = unpacked(file.read_bytes()) if file.is_file() else b""
            found += [(file.name, text) for text in wanted if text in content or text in file.name.encode()]
    return found


def unpacked(content: bytes) -> bytes:
    """The content, of a zip file (a workbook) that of all its members."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def nurse_at(ctx: Context, desk: Desk, folder: Path) -> Nurse:
    chance = random.Random(7)
    people = [resident(number, chance) for number in range(PEOPLE)]
    world = World(people, profiles()["rhs-004"], ctx.calendar, seed=3)
    world.morning(FIRST)
    nurse = Nurse(ctx, desk, world, set_up(ctx, "rhs-004"), folder)
    imported = import_people(ctx, nurse.round, [who.details for who in people])
    for who, case in zip(people, imported.done.cases, strict=True):
        who.case = case
        nurse.by_case[case] = who
        world.listed(who)
    return nurse


def work(nurse: Nurse, first: date, days: int) -> None:
    for today in (first + timedelta(days=number) for number in range(days)):
        nurse.world.morning(today)
        if nurse.ctx.calendar.is_workday(today):
            nurse.works(invites=True)


def test_nothing_of_anybody_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog) -> None:
    data, temporary, chosen = tmp_path / "data", tmp_path / "temp", tmp_path / "chosen"
    temporary.mkdir()
    chosen.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    desk = Desk()
    desk.now = desk.now.replace(FIRST.year, FIRST.month, FIRST.day)
    code = first_login.begin(data, USER, PASSWORD, cost=Cost(64, 1, 1), clock=lambda: desk.now)
    handler = start_logging(log_dir(data))
    ctx = login.enter(data, USER, PASSWORD, clock=lambda: desk.now)
    with ctx.store:
        nurse = nurse_at(ctx, desk, chosen)
        everybody = [who.details for who in nurse.world.people]
        work(nurse, FIRST, DAYS)
        exporting.export_checklist(ctx, chosen / "lista.xlsx")
        exporting.export_checklist(ctx, chosen / "skyddad.xlsx", password=OF_FILE)
        accounts.change_own_password(ctx, PASSWORD, NEW)
        with pytest.raises(EntryRefused):
            login.unlock(ctx, PASSWORD)
        with pytest.raises(EntryRefused):  # typed into the wrong field
            login.unlocked(data, NEW, USER, clock=lambda: desk.now)
        later = accounts.new_recovery_code(ctx)
        assert ctx.store.key is not None
        raw = ctx.store.key.raw
        make.make(ctx)
        expect_log("failed for", logging.ERROR)
        try:
            raise ValueError(f"{everybody[0].identity.dashed} {everybody[0].name.display}")
        except ValueError:
            logging.getLogger("rhs_desktop.test").exception("failed for %s and %s", everybody[0].name.display, NEW)
        assert (data / "rhs.sqlite3-wal").stat().st_size > 0
        assert traces([data, temporary], everybody) == []
    secrets = {
        raw,
        *written([PASSWORD, NEW, OF_FILE, raw.hex(), *(form for one in (code, later) for form in forms(one))]),
    }
    stop_logging(handler)
    assert (log_dir(data) / "rhs-desktop.log").stat().st_size > 0
    assert list(data.glob("backups/*.sqlite3"))
    kinds = {file.name if file.parent == data else file.suffix for file in data.rglob("*") if file.is_file()}
    assert kinds == {"rhs.sqlite3", "rhs.sqlite3.in-use", "rhs.keys", "rhs.tries", ".sqlite3", ".keys", ".log"}
    assert list(temporary.iterdir()) == []
    assert traces([data, temporary], everybody) == []
    assert traces([chosen], everybody), "the search would find what is there"
    assert holding([data, temporary, chosen], secrets) == []


def forms(code: str) -> tuple[str, str]:
    """As it is printed, and as it is used."""
    return code, code.replace("-", "")[:CODE_LENGTH]


def test_the_search_finds_what_a_plain_file_shows(tmp_path: Path) -> None:
    with connect(tmp_path / "plain.sqlite3", create=True) as db:
        person = resident(0, random.Random(7)).details
        db.execute("CREATE TABLE people (name TEXT)")
        db.execute("INSERT INTO people VALUES (?)", (person.name.display,))
    db.close()
    assert traces([tmp_path], [person])
