"""The schema: made by frozen steps, equal to the models, and never taken back to an earlier program."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.domain.swedish import sort_key
from rhs_desktop.store import schema
from rhs_desktop.store.connection import APPLICATION_ID, Error, Refused, connect
from rhs_desktop.store.migrations import STEPS
from rhs_desktop.store.store import Store

NOW = datetime(2026, 11, 9, 9, 0)
SECOND = ("ALTER TABLE rounds ADD COLUMN colour TEXT",)


def described(db: sqlite3.Connection) -> dict[str, Any]:
    """Everything that makes tables equal, however their SQL is written."""
    tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    found: dict[str, Any] = {}
    for (table,) in tables:
        indexes = db.execute("SELECT name, [unique], origin FROM pragma_index_list(?)", (table,)).fetchall()
        keys = db.execute("SELECT [from], [table], [to] FROM pragma_foreign_key_list(?)", (table,)).fetchall()
        columns = db.execute("SELECT name, type, [notnull], dflt_value, pk FROM pragma_table_info(?)", (table,))
        strict = db.execute("SELECT strict, wr FROM pragma_table_list(?)", (table,)).fetchall()
        of_indexes = [
            (*index[1:], tuple(db.execute("SELECT name FROM pragma_index_info(?)", index[:1]).fetchall()))
            for index in indexes
        ]
        named = sorted(name for name, _, origin in indexes if origin == "c")
        found[table] = (columns.fetchall(), sorted(of_indexes), named, sorted(keys), strict)
    return found


def migrated(folder: Path, **more: Any) -> sqlite3.Connection:
    path = folder / "rhs.sqlite3"
    db = connect(path, create=True)
    schema.migrate(db, path, backups=folder / "backups", now=NOW, **more)
    return db


def test_the_steps_make_what_the_models_say(tmp_path: Path) -> None:
    from sqlalchemy import create_engine
    from sqlmodel import SQLModel

    from rhs_desktop.store import tables

    engine = create_engine(f"sqlite:///{tmp_path / 'models.sqlite3'}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    with closing(connect(tmp_path / "models.sqlite3")) as by_models, closing(migrated(tmp_path)) as by_steps:
        said = described(by_steps)
        assert said == described(by_models)
    assert set(said) == set(tables.ResidentRow.metadata.tables)


def compared(path: Path) -> list[Any]:
    """What Alembic would have to do to make the schema of the file that of the models."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from rhs_desktop.store.tables import ResidentRow

    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return list(compare_metadata(context, ResidentRow.metadata))
    finally:
        engine.dispose()


def test_alembic_finds_no_difference_between_the_steps_and_the_models(tmp_path: Path) -> None:
    migrated(tmp_path).close()
    assert compared(tmp_path / "rhs.sqlite3") == []


@pytest.mark.parametrize(
    ("step", "found"),
    [
        pytest.param("ALTER TABLE rounds ADD COLUMN colour TEXT", "remove_column", id="a column more"),
        pytest.param("DROP INDEX ix_events_case_id", "add_index", id="an index less"),
        pytest.param("CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT", "remove_table", id="a table more"),
    ],
)
def test_alembic_finds_what_differs(tmp_path: Path, step: str, found: str) -> None:
    migrated(tmp_path, steps=(*STEPS, (step,))).close()
    assert [one[0] for one in compared(tmp_path / "rhs.sqlite3")] == [found]


TRIGGERS = {
    "acts": ["delete", "update"],
    "access_log": ["delete", "update"],
    "batch_members": ["delete"],
    "batches": ["delete"],
    "cases": ["delete"],
    "changes": ["delete", "update"],
    "erased_cases": ["delete", "update"],
    "erased_residents": ["delete", "update"],
    "erasures": ["delete", "update"],
    "events": ["delete", "update"],
    "import_rows": ["delete"],
    "imports": ["delete"],
    "person_facts": ["delete", "update"],
    "residents": ["delete", "stay_erased"],
    "rounds": ["delete"],
    "users": ["delete"],
}
"""What Alembic does not see: what may not be done with the rows of a table."""
CHECKS = {"erasing": ["CHECK (id = 1)", "CHECK (never = 2)"]}


def test_triggers_checks_and_strictness_are_those_that_are_said_here(tmp_path: Path) -> None:
    with closing(migrated(tmp_path)) as db:
        triggers: dict[str, list[str]] = {}
        for table, name, text in db.execute(
            "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
        ):
            triggers.setdefault(table, []).append(name.removeprefix(f"{table}_").removeprefix("never_"))
            assert re.search(rf"BEFORE (UPDATE|DELETE) ON \"?{table}\"?\s.*SELECT RAISE\(ABORT, '", text, re.DOTALL)
        tables = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        assert triggers == TRIGGERS
        assert {name: found for name, text in tables if (found := re.findall(r"CHECK \([^)]*\)", text))} == CHECKS
        assert [name for name, text in tables if not text.endswith("STRICT")] == []


def test_a_step_is_taken_once_and_after_a_backup(tmp_path: Path) -> None:
    with closing(migrated(tmp_path)) as db:
        db.execute("INSERT INTO rounds VALUES (1, '2026', 2026, 'rhs-004', '[]')")
        path = tmp_path / "rhs.sqlite3"
        steps = (*STEPS, SECOND)
        (backup,) = schema.migrate(db, path, backups=tmp_path / "backups", now=NOW, steps=steps)
        assert schema.migrate(db, path, backups=tmp_path / "backups", now=NOW, steps=steps) == ()
        assert db.execute("SELECT name, colour FROM rounds").fetchall() == [("2026", None)]
    with closing(connect(backup, read_only=True)) as before:
        assert before.execute("SELECT * FROM rounds").fetchall() == [(1, "2026", 2026, "rhs-004", "[]")]
        assert schema.version(before, backup) == len(STEPS)


@pytest.mark.parametrize(
    "step",
    [
        pytest.param((*SECOND, "CREATE TABLE rounds (x)"), id="a statement fails"),
        pytest.param(
            (*SECOND, "INSERT INTO cases VALUES (1, 99, 99, 'rhs-004', 1)"), id="a reference is left without its row"
        ),
    ],
)
def test_a_step_that_fails_leaves_nothing(tmp_path: Path, step: tuple[str, ...]) -> None:
    with closing(migrated(tmp_path)) as db:
        before = described(db)
        with pytest.raises((Error, StoreUnavailable)):
            schema.migrate(db, tmp_path / "rhs.sqlite3", backups=tmp_path / "backups", now=NOW, steps=(*STEPS, step))
        assert described(db) == before
        assert schema.version(db, tmp_path / "rhs.sqlite3") == len(STEPS)
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_file_of_a_later_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    migrated(tmp_path, steps=(*STEPS, SECOND)).close()
    path = tmp_path / "rhs.sqlite3"
    content = path.read_bytes()
    with pytest.raises(StoreUnavailable) as refused:
        Store.open(path, now=NOW)
    assert (refused.value.code, refused.value.data["found"]) == ("newer", len(STEPS) + 1)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text)")
    with pytest.raises(StoreUnavailable) as refused:
        Store.open(path, now=NOW)
    assert refused.value.code == "foreign"


def test_an_older_file_cannot_be_looked_at_before_it_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated(tmp_path).close()
    monkeypatch.setattr(schema, "PRESENT", len(STEPS) + 1)
    with pytest.raises(StoreUnavailable) as refused:
        Store.open(tmp_path / "rhs.sqlite3", now=NOW, read_only=True)
    assert refused.value.code == "older"


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    with closing(migrated(tmp_path)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert 0 <= int(db.execute("SELECT value FROM settings WHERE key = 'salt'").fetchone()[0]) < 19**5


@pytest.mark.parametrize("table", ["acts", "events", "changes"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = 2", "DELETE FROM {}", "REPLACE INTO {0} SELECT * FROM {0}"])
def test_what_happened_cannot_be_changed(tmp_path: Path, table: str, verb: str) -> None:
    with closing(migrated(tmp_path)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        columns = len(db.execute(f"SELECT * FROM {table}").description)
        db.execute(f"INSERT INTO {table} VALUES (1{', 1' * (columns - 1)})")
        with pytest.raises(Refused, match="append-only"):
            db.execute(verb.format(table))


@pytest.mark.parametrize(
    "table", ["residents", "rounds", "cases", "batches", "batch_members", "imports", "import_rows"]
)
def test_nothing_is_deleted(tmp_path: Path, table: str) -> None:
    with closing(migrated(tmp_path)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        columns = len(db.execute(f"SELECT * FROM {table}").description)
        db.execute(f"INSERT INTO {table} VALUES (1{', 1' * (columns - 1)})")
        with pytest.raises(Refused, match="never deleted"):
            db.execute(f"DELETE FROM {table}")


BEFORE_STEP_4 = {  # family, given: the sort key as it was made then
    ("Ek", "Anna-Karin"): "ek\x01anna karin\x00Ek\x01Anna-Karin",
    ("Ek Berg", "Bo"): "ek berg\x01bo\x00Ek Berg\x01Bo",
    ("Åström", "Östen"): "{str}m\x01}sten\x00Åström\x01Östen",
    ("", ""): "\x01\x00\x01",
    ("E\x00k", "An\x01na"): "ek\x01anna\x00E\x00k\x01An\x01na",
    ("E\x02k", "Bo"): "e\x02k\x01bo\x00E\x02k\x01Bo",
}


def test_step_4_renames_the_user_and_makes_the_sort_keys_anew(tmp_path: Path) -> None:
    """Also of somebody who was erased, whose row may not be changed otherwise."""
    in_order = "SELECT id FROM residents WHERE id < 6 ORDER BY sort"  # U+0002 counted as a letter
    with closing(migrated(tmp_path, steps=STEPS[:3])) as db:
        for number, ((family, given), sort) in enumerate(BEFORE_STEP_4.items(), start=1):
            blank = ("personal", given, family, *[""] * 7, 0, 0, "", sort, f"{family}\x01digits", "")
            db.execute(f"INSERT INTO residents VALUES (?, ?{', ?' * len(blank)})", (number, str(number), *blank))
        db.execute("INSERT INTO acts VALUES (1, 'erase', '2026-11-09T09:00:00', 'Anna Ek', NULL, '{}', NULL)")
        db.execute("INSERT INTO erasures VALUES (1, 1, '', 'Anna Ek', '', '', '', '', '', '', '')")
        db.execute("INSERT INTO erased_residents VALUES (4, 1)")
        before = db.execute(in_order).fetchall()
        path = tmp_path / "rhs.sqlite3"
        (backup,) = schema.migrate(db, path, backups=tmp_path / "backups", now=NOW, steps=STEPS[:4])
        assert db.execute("SELECT sort FROM residents ORDER BY id").fetchall() == [
            (sort_key(family, given),) for family, given in BEFORE_STEP_4
        ]
        assert db.execute("SELECT key FROM residents WHERE id > 5").fetchall() == [("Ek\x01digits",)]
        assert db.execute(in_order).fetchall() == before
        assert db.execute("SELECT who FROM acts UNION ALL SELECT who FROM erasures").fetchall() == [("Anna Ek",)] * 2
        assert db.execute("SELECT key, act_id FROM settings").fetchall() == [("salt", None)]
        assert db.execute("SELECT * FROM erasing").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with pytest.raises(Refused, match="residents stay erased"):
            db.execute("UPDATE residents SET sort = 'x' WHERE id = 4")
        with pytest.raises(Refused, match="append-only"):
            db.execute("UPDATE acts SET who = 'Bo'")
    with closing(connect(backup, read_only=True)) as copy:
        assert copy.execute("SELECT sort FROM residents ORDER BY id").fetchall() == [
            (sort,) for sort in BEFORE_STEP_4.values()
        ]


def test_step_5_makes_lines_of_what_registers_of_before_had_said(tmp_path: Path) -> None:
    """Dead and protected are said; the last check by entry that was not taken back stands."""
    with closing(migrated(tmp_path, steps=STEPS[:4])) as db:
        db.execute("INSERT INTO rounds VALUES (1, '2026', 2026, 'rhs-004', '[]')")
        for number, (protected, deceased) in enumerate([(0, 1), (1, 0), (1, 1), (0, 0)], start=1):
            values = (number, str(number), "personal", *[""] * 9, protected, deceased, *[""] * 4)
            db.execute(f"INSERT INTO residents VALUES ({', '.join('?' * len(values))})", values)
            db.execute("INSERT INTO cases VALUES (?, ?, 1, 'rhs-004', ?)", (number, number, number))
        for act, day in ((1, "2026-11-09"), (2, "2026-11-20"), (3, "2026-11-12")):
            db.execute(f"INSERT INTO acts VALUES ({act}, 'import', '{day}T09:00:00', 'Anna', NULL, '{{}}', NULL)")
        events = [
            *((number, number, 1, "Listed", "2026-11-09", "{}") for number in range(1, 5)),
            (5, 1, 2, "CosmicChecked", "2026-11-20", '{"result":"listed_alive"}'),
            (6, 3, 2, "CosmicChecked", "2026-11-20", '{"result":"listed_alive"}'),
            (7, 3, 3, "CosmicChecked", "2026-11-12", '{"result":"deceased"}'),
            (8, 4, 2, "CosmicChecked", "2026-11-20", '{"result":"not_listed"}'),
            (9, 4, 3, "Withdrawn", "2026-11-12", '{"event":8}'),
        ]
        db.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", events)
        db.execute("INSERT INTO changes VALUES (1, 3, 'resident', 1, 'deceased', 'false', 'true')")
        schema.migrate(db, tmp_path / "rhs.sqlite3", backups=tmp_path / "backups", now=NOW, steps=STEPS[:5])
        found = db.execute(
            "SELECT resident_id, kind, standing, about, on_day, source_ref, act_id FROM person_facts ORDER BY id"
        ).fetchall()
        assert sorted(found[:3]) == [
            (2, "protected", "said", "", "2026-11-09", "", 1),
            (3, "deceased", "said", "", "2026-11-09", "", 1),
            (3, "protected", "said", "", "2026-11-09", "", 1),
        ]
        assert found[3:] == [
            (1, "checked", "confirmed", "listed_alive", "2026-11-20", "5", 2),
            (1, "deceased", "said", "", "2026-11-12", "", 3),
            (3, "checked", "confirmed", "deceased", "2026-11-12", "7", 3),
        ]
        with pytest.raises(Refused, match="append-only"):
            db.execute("UPDATE person_facts SET text = 'x'")
        with pytest.raises(Refused, match="append-only"):
            db.execute("DELETE FROM person_facts")
