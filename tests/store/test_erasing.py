"""The marked way: within it words go, beside it nothing does, and it cannot be left open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.store import compaction
from rhs_desktop.store.connection import Database, Error, Refused, connect, writing
from tests import builders

OPEN = "INSERT INTO erasing VALUES (1, 2)"
SHUT = "DELETE FROM erasing"
ERASED = (
    "INSERT INTO erasures VALUES (1, 1, '2026-11-09T09:00:00', 'Anna Ek', 'person', '{}', 'x', '', '{}', '1', '{}')",
    "INSERT INTO erased_cases VALUES (1, 1)",
    "INSERT INTO erased_residents VALUES (1, 1)",
)
NOTE = "UPDATE events SET data = '{}' WHERE case_id = 1 AND kind = 'Noted'"
CHANGE = "UPDATE changes SET old = 'null', new = 'null' WHERE what = 'resident' AND item = 1"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx, 2)
        for case in (1, 2):
            builders.happened(ctx, case, ev.Noted(on=ctx.today, text="Ring efter lunch"))
            with ctx.store.act(ActKind.EDIT_DETAILS, user="Anna Ek", now=ctx.now, rules=ctx.rules) as act:
                act.change_resident(case, builders.details(case - 1, phones=("013-12 34 56",)))
                act.commit()
    with closing(connect(tmp_path / "rhs.sqlite3")) as connection:
        yield connection


def test_through_it_words_go(db: Database) -> None:
    with writing(db):
        for statement in (*ERASED, OPEN, NOTE, CHANGE, SHUT):
            db.execute(statement)
    assert db.execute("SELECT data FROM events WHERE kind = 'Noted' ORDER BY case_id").fetchall() == [
        ("{}",),
        ('{"text": "Ring efter lunch"}',),
    ]
    said = db.execute("SELECT old, new FROM changes WHERE what = 'resident' AND item = 1").fetchall()
    assert said
    assert set(said) == {("null", "null")}


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(NOTE, id="an event"),
        pytest.param(CHANGE, id="a change"),
        pytest.param("UPDATE residents SET family = 'Ek' WHERE id = 1", id="a person once erased"),
        pytest.param("UPDATE erasures SET reason = ''", id="the protocol"),
        pytest.param("DELETE FROM erasures", id="the protocol away"),
        pytest.param("REPLACE INTO erasures SELECT * FROM erasures", id="the protocol replaced"),
        pytest.param("DELETE FROM erased_cases", id="the mark of a case"),
        pytest.param("UPDATE erased_residents SET resident_id = 2", id="the mark of a person"),
    ],
)
def test_beside_it_nothing_goes(db: Database, statement: str) -> None:
    with writing(db):
        for one in ERASED:
            db.execute(one)
    with pytest.raises(Refused):
        db.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(NOTE.replace("case_id = 1", "case_id = 2"), id="an event of another case"),
        pytest.param("UPDATE events SET data = data || ' ' WHERE case_id = 1", id="more words"),
        pytest.param("UPDATE events SET kind = 'Booked', data = '' WHERE case_id = 1", id="another kind"),
        pytest.param("UPDATE events SET on_day = '', data = '' WHERE case_id = 1", id="another day"),
        pytest.param("UPDATE events SET case_id = 2, data = '' WHERE case_id = 1", id="another case"),
        pytest.param("UPDATE events SET act_id = 1, data = '' WHERE case_id = 1 AND act_id > 2", id="another act"),
        pytest.param("DELETE FROM events WHERE case_id = 1", id="an event away"),
        pytest.param(CHANGE.replace("item = 1", "item = 2"), id="a change of another person"),
        pytest.param(CHANGE.replace("new = 'null'", "new = '1'"), id="a change to something else"),
        pytest.param("UPDATE changes SET old = 'null', new = 'null', act_id = 1", id="a change of another act"),
        pytest.param("DELETE FROM changes", id="a change away"),
        pytest.param("UPDATE acts SET who = ''", id="an act"),
        pytest.param("DELETE FROM residents WHERE id = 1", id="a person away"),
        pytest.param("DELETE FROM cases WHERE id = 1", id="a case away"),
        pytest.param("DELETE FROM import_rows", id="a row of a list away"),
        pytest.param("UPDATE access_log SET people = ''", id="a line of the access log"),
        pytest.param("DELETE FROM access_log", id="a line of the access log away"),
    ],
)
def test_it_lets_nothing_else_through(db: Database, statement: str) -> None:
    assert db.execute("SELECT count(*) FROM access_log").fetchone()[0] > 0
    db.execute("BEGIN")
    for one in (*ERASED, OPEN):
        db.execute(one)
    with pytest.raises(Refused):
        db.execute(statement)
    db.execute("ROLLBACK")


def test_it_cannot_stay_open(db: Database) -> None:
    with pytest.raises(Refused), writing(db):
        db.execute(OPEN)
    assert db.execute("SELECT count(*) FROM erasing").fetchone() == (0,)


@pytest.mark.parametrize("row", ["(1, 1)", "(2, 2)", "(1, 3)"])
def test_it_has_one_shape(db: Database, row: str) -> None:
    with pytest.raises(Error):
        db.execute(f"INSERT INTO erasing VALUES {row}")


def test_compaction_leaves_nothing_in_free_pages(db: Database, tmp_path: Path) -> None:
    file, wal = tmp_path / "rhs.sqlite3", tmp_path / "rhs.sqlite3-wal"
    db.execute("CREATE TABLE gone (text)")
    db.executemany("INSERT INTO gone VALUES (?)", [(f"Tyrfing {number} " * 50,) for number in range(500)])
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute("DROP TABLE gone")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Tyrfing" in file.read_bytes()
    compaction.ask_for(db)
    assert compaction.pending(db)
    assert compaction.compact(db)
    assert not compaction.pending(db)
    assert b"Tyrfing" not in file.read_bytes()
    assert wal.read_bytes() == b""


def test_who_reads_the_old_pages_keeps_it_asked_for(db: Database, tmp_path: Path) -> None:
    compaction.ask_for(db)
    with closing(connect(tmp_path / "rhs.sqlite3", read_only=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM residents").fetchone()
        db.execute("PRAGMA busy_timeout = 10")
        assert not compaction.compact(db)
        reader.execute("ROLLBACK")
    assert compaction.pending(db)
    assert compaction.compact(db)


def test_it_is_done_when_the_file_is_opened_next(db: Database, tmp_path: Path) -> None:
    compaction.ask_for(db)
    db.close()
    with builders.opened(tmp_path) as ctx, ctx.store.reading() as again:
        assert not compaction.pending(again)
