"""What is disturbed: each act begins on a prepared folder, and can tell afterwards whether it is there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.backups import Kind
from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services import (
    backups,
    casework,
    entry,
    fetching,
    importing,
    overview,
    restoring,
    retention,
    sending,
    undoing,
    users,
)
from rhs_desktop.services.opening import open_workplace
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import access_log, schema
from rhs_desktop.store.connection import Database, connect, is_plain
from rhs_desktop.store.migrations import STEPS
from rhs_desktop.store.vault import Cost, read_vault
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
def entered(folder: Path, password: str = PASSWORD) -> Iterator[Workplace]:
    w = entry.enter(folder, USER, password, clock=lambda: NOW)
    with w.store:
        yield w


def begun(folder: Path) -> None:
    entry.begin(folder, USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)
    with entered(folder) as w:
        builders.filled(w, PEOPLE)


# ---- a list is imported


def do_import(folder: Path) -> None:
    with entered(folder) as w:
        (round_,) = overview.rounds(w)
        builders.import_checked(w, round_.id, builders.many(IMPORTED))


def imported(folder: Path) -> bool:
    with entered(folder) as w:
        count = len(overview.load_rows(w))
        assert count in (PEOPLE, PEOPLE + IMPORTED)
        assert (importing.imported_before(w, "many") is not None) == (count > PEOPLE)
        return count > PEOPLE


# ---- a batch is sent, and taken back


def prepared(folder: Path) -> None:
    begun(folder)
    with entered(folder) as w:
        (round_,) = overview.rounds(w)
        cases = [row.case for row in overview.load_rows(w)][:SENT]
        casework.check_cosmic(w, cases, ev.Eligibility.LISTED_ALIVE)
        batch = sending.prepare(w, round_.id, w.profiles[round_.profile].templates[0].key, cases).batch
        assert batch is not None
        sending.record_recipients(w, batch, dict.fromkeys(cases, ev.RecipientOutcome.NOTIFIED))


def send(folder: Path) -> None:
    with entered(folder) as w:
        (batch,) = sending.batches(w)
        sending.confirm_sent(w, batch.id)


def was_sent(folder: Path) -> bool:
    with entered(folder) as w:
        (batch,) = sending.batches(w, prepared_only=False)
        count = sum(row.mirrored != "" for row in overview.load_rows(w))
        assert (count, batch.state) in ((0, "prepared"), (SENT, "done"))
        return count > 0


def sent(folder: Path) -> None:
    prepared(folder)
    send(folder)


def undo(folder: Path) -> None:
    with entered(folder) as w:
        act = undoing.last_undoable(w)
        assert act is not None
        undoing.undo(w, act.id)


# ---- a copy is made


def back_up(folder: Path) -> None:
    with entered(folder) as w:
        backups.make(w)


def backed_up(folder: Path) -> bool:
    """Every file that bears a copy's name is one, with its keys."""
    by_hand = False
    for copy in sorted(backup_dir(folder).glob("*.sqlite3")):
        key = read_vault(copy.with_name(copy.name + ".keys")).unlock(USER, PASSWORD)
        with closing(connect(copy, key=key, read_only=True)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            if Kind.BY_HAND in copy.name:
                assert db.execute("SELECT count(*) FROM residents").fetchone() == (PEOPLE,)
                by_hand = True
    return by_hand


# ---- the register is taken back from a copy


def copied(folder: Path) -> None:
    """A copy by hand, and after it a list."""
    begun(folder)
    back_up(folder)
    do_import(folder)


def restore(folder: Path) -> None:
    (copy,) = backup_dir(folder).glob(f"*{Kind.BY_HAND}*.sqlite3")
    with entered(folder) as w:
        restoring.restore(w, copy)


def restored(folder: Path) -> bool:
    """All of the later list or nothing of it, the log whole with what it told before the copy was taken back."""
    later = imported(folder)
    with entered(folder) as w, w.store.reading() as db:
        assert list(access_log.verify(db)) == []
        lines = access_log.lines(db, access_log.Wanted(kind="import"))
        assert len(lines) == 2
        assert (len(access_log.lines(db, access_log.Wanted(kind="restore"))) == 1) == (not later)
    return not later


# ---- a person is erased


def noted(folder: Path) -> None:
    """Two people of whom as much is known."""
    begun(folder)
    with entered(folder) as w:
        for row, note in zip(overview.load_rows(w), NOTES, strict=False):
            casework.add_note(w, row.case, note)


def erase(folder: Path) -> None:
    with entered(folder) as w:
        shown = retention.plan_person(w, w.store.resident_of(FIRST).id)
        retention.erase(w, shown, reason="Begäran", include_open=True)


def erased(folder: Path) -> bool:
    """The one stands in as many places as the other, or nowhere."""
    with entered(folder) as w, w.store.reading() as db:
        one, other = (places(db, number) for number in range(2))
        assert other > 2
        assert one in (0, other)
        protocol = retention.protocol(w)
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
    (copy,) = backup_dir(folder).glob(f"*{Kind.BY_HAND}*.sqlite3")
    stick = folder / "stick"
    stick.mkdir()
    for file in (copy, copy.with_name(copy.name + ".keys")):
        file.rename(stick / file.name)
    shutil.rmtree(backup_dir(folder))
    for file in folder.glob("rhs.*"):
        file.unlink()


def fetch(folder: Path) -> None:
    (copy,) = (folder / "stick").glob("*.sqlite3")
    fetching.fetch(folder, fetching.Wanted(copy, USER, PASSWORD), clock=lambda: NOW)


def fetched(folder: Path) -> bool:
    """All of it, or a computer on which a new register can be made."""
    there = entry.stage(folder) is entry.Stage.LOCKED
    if not there:
        entry.begin(folder, USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)
    with entered(folder) as w:
        assert len(overview.load_rows(w)) == (PEOPLE if there else 0)
    return there


# ---- an older file is brought to the present schema


def older(folder: Path) -> None:
    entry.begin(folder, USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)
    key = read_vault(key_file(folder)).unlock(USER, PASSWORD)
    replace(read_vault(key_file(folder)), used=False).save()
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
    key = read_vault(key_file(folder)).unlock(USER, PASSWORD)
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
    w = open_workplace(folder, user=USER, clock=lambda: NOW, create=True)
    with w.store:
        builders.filled(w, PEOPLE)


def seal(folder: Path) -> None:
    entry.begin(folder, USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)


def sealed(folder: Path) -> bool:
    """Plain or encrypted, never neither; a first login goes on where the program stopped."""
    if entry.stage(folder) is entry.Stage.PLAIN:
        w = open_workplace(folder, user=USER, clock=lambda: NOW)
        with w.store:
            assert len(overview.load_rows(w)) == PEOPLE
        return False
    with entered(folder) as w:
        assert len(overview.load_rows(w)) == PEOPLE
    assert not any(map(is_plain, (database_file(folder), *backup_dir(folder).glob("*.sqlite3"))))
    return True


# ---- a password is changed


def change_password(folder: Path) -> None:
    with entered(folder) as w:
        users.change_own_password(w, PASSWORD, OTHER)


def password_changed(folder: Path) -> bool:
    """One of the two opens it."""
    vault = read_vault(key_file(folder))
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
