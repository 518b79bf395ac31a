"""What is disturbed: each act begins on a prepared folder, and can tell afterwards whether it is there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.codes import Eligibility, RecipientOutcome
from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services import retention
from rhs_desktop.services.backups import make
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.cases import undo as cases_undo
from rhs_desktop.services.checklists import preparing
from rhs_desktop.services.context import Context
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.restoring import move_to_computer
from rhs_desktop.services.restoring import restore as restoring_restore
from rhs_desktop.services.sending import send as sending_send
from rhs_desktop.services.users import accounts, first_login, login
from rhs_desktop.store import access_log, schema
from rhs_desktop.store.connection import Database, connect, is_plain
from rhs_desktop.store.migrations import STEPS
from rhs_desktop.store.users.key_file import Cost, read_key_file
from tests import builders

USER, PASSWORD, OTHER = "Anna Ek", "ärtsoppa på torsdag", "pannkakor med sylt"
NOW = datetime(2026, 11, 9, 9, 0)
CHEAP = Cost(memory=64, lanes=1, rounds=1)
PEOPLE, IMPORTED, SENT = 40, 400, 25
NOTES, FIRST = ("Bor hos dottern Ylva", "Ringer på fredag"), 1


@dataclass(frozen=True, slots=True)
class Deed:
    """`prepare` fills an empty folder; `do` is what is disturbed, `done` looks whether it was done, whole."""

    prepare: Callable[[Path], None]
    do: Callable[[Path], None]
    done: Callable[[Path], bool]


@contextmanager
def entered(folder: Path, password: str = PASSWORD) -> Iterator[Context]:
    ctx = login.enter(folder, USER, password, clock=lambda: NOW)
    with ctx.store:
        yield ctx


def begun(folder: Path) -> None:
    first_login.begin(folder, USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)
    with entered(folder) as ctx:
        builders.filled(ctx, PEOPLE)


# ---- a list is imported


def do_import(folder: Path) -> None:
    with entered(folder) as ctx:
        (round_,) = case_list.rounds(ctx)
        builders.import_checked(ctx, round_.id, builders.many(IMPORTED))


def imported(folder: Path) -> bool:
    with entered(folder) as ctx:
        count = len(case_list.load_rows(ctx))
        assert count in (PEOPLE, PEOPLE + IMPORTED)
        assert (preparing.imported_before(ctx, "many") is not None) == (count > PEOPLE)
        return count > PEOPLE


# ---- a batch is sent, and taken back


def prepared(folder: Path) -> None:
    begun(folder)
    with entered(folder) as ctx:
        (round_,) = case_list.rounds(ctx)
        cases = [row.case for row in case_list.load_rows(ctx)][:SENT]
        record.check_cosmic(ctx, cases, Eligibility.LISTED_ALIVE)
        batch = sending_send.prepare(ctx, round_.id, ctx.profiles[round_.profile].templates[0].key, cases).batch
        assert batch is not None
        sending_send.record_recipients(ctx, batch, dict.fromkeys(cases, RecipientOutcome.NOTIFIED))


def send(folder: Path) -> None:
    with entered(folder) as ctx:
        (batch,) = sending_send.batches(ctx)
        sending_send.confirm_sent(ctx, batch.id)


def was_sent(folder: Path) -> bool:
    with entered(folder) as ctx:
        (batch,) = sending_send.batches(ctx, prepared_only=False)
        count = sum(row.mirrored != "" for row in case_list.load_rows(ctx))
        assert (count, batch.state) in ((0, "prepared"), (SENT, "done"))
        return count > 0


def sent(folder: Path) -> None:
    prepared(folder)
    send(folder)


def undo(folder: Path) -> None:
    with entered(folder) as ctx:
        act = cases_undo.last_undoable(ctx)
        assert act is not None
        cases_undo.undo(ctx, act.id)


# ---- a copy is made


def back_up(folder: Path) -> None:
    with entered(folder) as ctx:
        make.make(ctx)


def backed_up(folder: Path) -> bool:
    """Every file that bears a copy's name is one, with its keys."""
    copies = sorted(backup_dir(folder).glob("*.sqlite3"))
    by_hand = [copy for copy in copies if BackupKind.BY_HAND in copy.name]
    for copy in copies:
        with opened_copy(copy) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for copy in by_hand:
        with opened_copy(copy) as db:
            assert db.execute("SELECT count(*) FROM residents").fetchone() == (PEOPLE,)
    return bool(by_hand)


@contextmanager
def opened_copy(copy: Path) -> Iterator[Database]:
    key = read_key_file(copy.with_name(copy.name + ".keys")).unlock(USER, PASSWORD)
    with closing(connect(copy, key=key, read_only=True)) as db:
        yield db


# ---- the register is taken back from a copy


def copied(folder: Path) -> None:
    """A copy by hand, and after it a list."""
    begun(folder)
    back_up(folder)
    do_import(folder)


def restore(folder: Path) -> None:
    (copy,) = backup_dir(folder).glob(f"*{BackupKind.BY_HAND}*.sqlite3")
    with entered(folder) as ctx:
        restoring_restore.restore(ctx, copy)


def restored(folder: Path) -> bool:
    """All of the later list or nothing of it, the log whole with what it told before the copy was taken back."""
    later = imported(folder)
    with entered(folder) as ctx, ctx.store.reading() as db:
        assert list(access_log.verify(db)) == []
        lines = access_log.lines(db, access_log.LogQuery(kind="import"))
        assert len(lines) == 2
        assert (len(access_log.lines(db, access_log.LogQuery(kind="restore"))) == 1) == (not later)
    return not later


# ---- a person is erased


def noted(folder: Path) -> None:
    """Two people of whom as much is known."""
    begun(folder)
    with entered(folder) as ctx:
        for row, note in zip(case_list.load_rows(ctx), NOTES, strict=False):
            record.add_note(ctx, row.case, note)


def erase(folder: Path) -> None:
    with entered(folder) as ctx:
        shown = retention.plan_person(ctx, ctx.store.resident_of(FIRST).id)
        retention.erase(ctx, shown, reason="Begäran", include_open=True)


def erased(folder: Path) -> bool:
    """The one stands in as many places as the other, or nowhere."""
    with entered(folder) as ctx, ctx.store.reading() as db:
        one, other = (places(db, number) for number in range(2))
        assert other > 2
        assert one in (0, other)
        protocol = retention.protocol(ctx)
        assert len(protocol) == (one == 0)
    return one == 0


def places(db: Database, number: int) -> int:
    """How many values of the whole database say something of that person."""
    person = builders.details(number)
    texts = (person.identity.digits, NOTES[number])
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    values = [str(value) for table in tables for row in db.execute(f'SELECT * FROM "{table}"') for value in row]
    return sum(text in value for value in values for text in texts)


# ---- a register is fetched on a new computer


def carried(folder: Path) -> None:
    """A copy on a stick, and nothing else."""
    begun(folder)
    back_up(folder)
    (copy,) = backup_dir(folder).glob(f"*{BackupKind.BY_HAND}*.sqlite3")
    stick = folder / "stick"
    stick.mkdir()
    for file in (copy, copy.with_name(copy.name + ".keys")):
        file.rename(stick / file.name)
    shutil.rmtree(backup_dir(folder))
    for file in folder.glob("rhs.*"):
        file.unlink()


def fetch(folder: Path) -> None:
    (copy,) = (folder / "stick").glob("*.sqlite3")
    move_to_computer.fetch(folder, move_to_computer.CopyRequest(copy, USER, PASSWORD), clock=lambda: NOW)


def fetched(folder: Path) -> bool:
    """All of it, or a computer on which a new register can be made."""
    there = login.stage(folder) is login.RegisterState.LOCKED
    if not there:
        first_login.begin(folder, USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)
    with entered(folder) as ctx:
        assert len(case_list.load_rows(ctx)) == (PEOPLE if there else 0)
    return there


# ---- an older file is brought to the present schema


def older(folder: Path) -> None:
    first_login.begin(folder, USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)
    key = read_key_file(key_file(folder)).unlock(USER, PASSWORD)
    replace(read_key_file(key_file(folder)), used=False).save()
    path = database_file(folder)
    path.unlink()
    db = connect(path, key=key, create=True)
    schema.migrate(db, path, backups=backup_dir(folder), now=NOW, steps=STEPS[:1])
    db.execute("INSERT INTO rounds VALUES (1, '2026', 2026, 'rhs-004', '[]')")
    db.close()


def migrate(folder: Path) -> None:
    with entered(folder):
        pass


def migrated(folder: Path) -> bool:
    key = read_key_file(key_file(folder)).unlock(USER, PASSWORD)
    db = connect(database_file(folder), key=key)
    try:
        assert db.execute("SELECT name FROM rounds").fetchall() == [("2026",)]
        version: int = db.execute("PRAGMA user_version").fetchone()[0]
        assert 1 <= version <= len(STEPS)
        return version == len(STEPS)
    finally:
        db.close()


# ---- a plain file is encrypted


def plain(folder: Path) -> None:
    ctx = open_context(folder, user=USER, clock=lambda: NOW, create=True)
    with ctx.store:
        builders.filled(ctx, PEOPLE)


def seal(folder: Path) -> None:
    first_login.begin(folder, USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)


def sealed(folder: Path) -> bool:
    """Plain or encrypted, never neither; a first login goes on where the program stopped."""
    plain = login.stage(folder) is login.RegisterState.PLAIN
    with entered_plain(folder) if plain else entered(folder) as ctx:
        assert len(case_list.load_rows(ctx)) == PEOPLE
    assert plain or not any(map(is_plain, (database_file(folder), *backup_dir(folder).glob("*.sqlite3"))))
    return not plain


@contextmanager
def entered_plain(folder: Path) -> Iterator[Context]:
    ctx = open_context(folder, user=USER, clock=lambda: NOW)
    with ctx.store:
        yield ctx


# ---- a password is changed


def change_password(folder: Path) -> None:
    with entered(folder) as ctx:
        accounts.change_own_password(ctx, PASSWORD, OTHER)


def password_changed(folder: Path) -> bool:
    """One of the two opens it."""
    vault = read_key_file(key_file(folder))
    try:
        vault.unlock(USER, OTHER)
    except EntryRefused:
        vault.unlock(USER, PASSWORD)
        return False
    return True


DEEDS = {
    "import": Deed(begun, do_import, imported),
    "send": Deed(prepared, send, was_sent),
    "undo": Deed(sent, undo, lambda folder: not was_sent(folder)),
    "restore": Deed(copied, restore, restored),
    "erase": Deed(noted, erase, erased),
    "backup": Deed(begun, back_up, backed_up),
    "fetch": Deed(carried, fetch, fetched),
    "migration": Deed(older, migrate, migrated),
    "sealing": Deed(plain, seal, sealed),
    "password": Deed(begun, change_password, password_changed),
}
