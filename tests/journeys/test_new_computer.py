"""The computer is gone: the copies in the second folder are all there is, and the next morning everybody works on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.roles import Role
from rhs_desktop.services import settings
from rhs_desktop.services.backups import make
from rhs_desktop.services.backups import settings as backups_settings
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.restoring import move_to_computer
from rhs_desktop.services.users import accounts, first_login, login
from rhs_desktop.store import access_log
from tests import builders
from tests.journeys.test_taking_back import CHEAP, PASSWORD, USER, Clock

BO, HIS = "Bo Ask", "fyra gröna paraplyer"
COUNT = 12


def test_from_the_second_folder_to_a_new_computer(tmp_path: Path) -> None:
    clock, old, new, disk = Clock(), tmp_path / "old", tmp_path / "new", tmp_path / "disk"
    disk.mkdir()
    first_login.begin(old, USER, PASSWORD, cost=CHEAP, clock=clock)
    with (ctx := login.enter(old, USER, PASSWORD, clock=clock)).store:
        accounts.add(ctx, BO, frozenset({Role.RECEIVER, Role.HANDLER}), HIS)
        clinic = replace(settings.load(ctx).clinic, name="Vårdcentralen Ekeby")
        settings.save(ctx, replace(settings.load(ctx), clinic=clinic))
        backups_settings.choose(ctx, backups_settings.BackupSettings(second=str(disk)))
        cases = builders.filled(ctx, COUNT)
        record.check_cosmic(ctx, cases, Eligibility.LISTED_ALIVE)
        record.add_note(ctx, cases[3], "Ringer på fredag")
        clock.tick()
        name = make.make(ctx).name
        rows = case_list.load_rows(ctx)
        with ctx.store.reading() as db:
            told = access_log.lines(db, access_log.LogQuery())
    (copy,) = disk.rglob(name)

    clock.tick()
    move_to_computer.fetch(new, move_to_computer.CopyRequest(copy, BO, HIS), clock=clock)
    for user, password in ((BO, HIS), (USER, PASSWORD)):
        clock.tick()
        with (ctx := login.enter(new, user, password, clock=clock)).store:
            assert case_list.load_rows(ctx) == rows
            assert verify(ctx) == ()
            assert settings.load(ctx).clinic.name == "Vårdcentralen Ekeby"
            with ctx.store.reading() as db:
                after = access_log.lines(db, access_log.LogQuery())
            assert all(line in after for line in told[1:]), "all but that of the copy itself, which it cannot hold"
            assert "restore" in [line.kind for line in after]
    with (ctx := login.enter(new, USER, PASSWORD, clock=clock)).store:
        record.add_note(ctx, cases[4], "Nästa ärende på den nya datorn")
        assert verify(ctx) == ()
