"""The computer is gone: the copies in the second folder are all there is, and the next morning everybody works on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rhs_desktop.domain.events import Eligibility
from rhs_desktop.domain.roles import Role
from rhs_desktop.services import backup_choices, backups, casework, entry, fetching, overview, settings, users
from rhs_desktop.services.verifying import verify
from rhs_desktop.store import access_log
from tests import builders
from tests.journeys.test_taking_back import CHEAP, PASSWORD, USER, Clock

BO, HIS = "Bo Ask", "fyra gröna paraplyer"
COUNT = 12


def test_from_the_second_folder_to_a_new_computer(tmp_path: Path) -> None:
    clock, old, new, disk = Clock(), tmp_path / "old", tmp_path / "new", tmp_path / "disk"
    disk.mkdir()
    entry.begin(old, USER, PASSWORD, cost=CHEAP, clock=clock)
    with (w := entry.enter(old, USER, PASSWORD, clock=clock)).store:
        users.add(w, BO, frozenset({Role.RECEIVER, Role.HANDLER}), HIS)
        clinic = replace(settings.load(w).clinic, name="Vårdcentralen Ekeby")
        settings.save(w, replace(settings.load(w), clinic=clinic))
        backup_choices.choose(w, backup_choices.Choices(second=str(disk)))
        cases = builders.filled(w, COUNT)
        casework.check_cosmic(w, cases, Eligibility.LISTED_ALIVE)
        casework.add_note(w, cases[3], "Ringer på fredag")
        clock.tick()
        name = backups.make(w).name
        rows = overview.load_rows(w)
        with w.store.reading() as db:
            told = access_log.lines(db, access_log.Wanted())
    (copy,) = disk.rglob(name)

    clock.tick()
    fetching.fetch(new, fetching.Wanted(copy, BO, HIS), clock=clock)
    for user, password in ((BO, HIS), (USER, PASSWORD)):
        clock.tick()
        with (w := entry.enter(new, user, password, clock=clock)).store:
            assert overview.load_rows(w) == rows
            assert verify(w) == ()
            assert settings.load(w).clinic.name == "Vårdcentralen Ekeby"
            with w.store.reading() as db:
                after = access_log.lines(db, access_log.Wanted())
            assert all(line in after for line in told[1:]), "all but that of the copy itself, which it cannot hold"
            assert "restore" in [line.kind for line in after]
    with (w := entry.enter(new, USER, PASSWORD, clock=clock)).store:
        casework.add_note(w, cases[4], "Nästa ärende på den nya datorn")
        assert verify(w) == ()
