"""Statements: compiled to text once, run with named values, refused with too many or too few."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select

from rhs_desktop.store import schema
from rhs_desktop.store.connection import Database, Error, Refused, connect
from rhs_desktop.store.statement import Statement, sql

INSERT = Statement(lambda: sql.insert(sql.rounds))
NAMES = Statement(lambda: sql.select(sql.rounds.c.name).order_by(sql.rounds.c.id))
ROUNDS = ((1, "Våren 2026", 2026, "rhs-004", "[]"), (2, "Hösten 2026", 2026, "rhs-004", "[]"))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "rhs.sqlite3"
    with closing(connect(path, create=True)) as db:
        schema.migrate(db, path, backups=tmp_path, now=datetime(2026, 11, 9))
        INSERT.run_tuples(db, ROUNDS)
        yield db


def test_it_is_compiled_once(db: Database) -> None:
    asked: list[int] = []

    def query() -> Select[Any]:
        asked.append(1)
        return sql.select(sql.rounds.c.id).where(sql.rounds.c.year == 2026, sql.rounds.c.name == sql.value("name"))

    statement = Statement(query)
    assert not asked
    assert statement.run(db, name="Våren 2026").fetchall() == [(1,)]
    assert statement.run(db, name="Hösten 2026").fetchall() == [(2,)]
    assert asked == [1]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [([], []), ([2], ["Hösten 2026"]), (range(40_000), ["Våren 2026", "Hösten 2026"]), ({9, 1}, ["Våren 2026"])],
    ids=["none", "one", "many", "a set"],
)
def test_one_of_takes_any_number_of_values(db: Database, numbers: list[int], found: list[str]) -> None:
    statement = Statement(
        lambda: sql.select(sql.rounds.c.name).where(sql.one_of(sql.rounds.c.id, "numbers")).order_by(sql.rounds.c.id)
    )
    assert [name for (name,) in statement.run(db, numbers=numbers)] == found


@pytest.mark.parametrize(
    "column", [pytest.param("id", id="a number by its key"), pytest.param("name", id="a text by its index")]
)
def test_one_of_uses_an_index(db: Database, column: str) -> None:
    statement = Statement(lambda: sql.select(sql.rounds.c.year).where(sql.one_of(sql.rounds.c[column], "given")))
    plan = db.execute(f"EXPLAIN QUERY PLAN {statement.compiled.text}", ("[]",)).fetchall()
    assert next(row[3] for row in plan if "rounds" in row[3]).startswith("SEARCH rounds")


def test_holds_is_exact(db: Database) -> None:
    statement = Statement(lambda: sql.select(sql.rounds.c.id).where(sql.holds(sql.rounds.c.name, "text")))
    assert statement.run(db, text="Hös").fetchall() == [(2,)]
    assert statement.run(db, text="hös").fetchall() == []
    assert statement.run(db, text="%").fetchall() == []


def test_a_condition_of_ours_can_be_negated(db: Database) -> None:
    name = sql.rounds.c.name
    statement = Statement(lambda: sql.select(sql.rounds.c.id).where(sql.not_(sql.holds(name, "text"))))
    assert statement.run(db, text="Hös").fetchall() == [(1,)]


def test_raw_gives_the_stored_bytes(db: Database) -> None:
    db.execute("UPDATE rounds SET name = CAST(x'ff00' AS TEXT) WHERE id = 2")
    statement = Statement(lambda: sql.select(sql.raw(sql.rounds.c.name)).order_by(sql.rounds.c.id))
    assert statement.run(db).fetchall() == [("Våren 2026".encode(),), (b"\xff\x00",)]


def test_an_upsert_replaces_the_values_and_deletes_nothing(db: Database) -> None:
    """Rounds may not be deleted: INSERT OR REPLACE is refused by the trigger."""
    statement = Statement(lambda: sql.upsert(sql.rounds))
    statement.run_tuples(
        db, [(2, "Vintern 2027", 2027, "rhs-2023", "[1960]"), (3, "Hösten 2027", 2027, "rhs-004", "[]")]
    )
    assert [name for (name,) in NAMES.run(db)] == ["Våren 2026", "Vintern 2027", "Hösten 2027"]
    assert db.execute("SELECT * FROM rounds WHERE id = 2").fetchone() == (2, "Vintern 2027", 2027, "rhs-2023", "[1960]")
    with pytest.raises(Refused):
        db.execute("INSERT OR REPLACE INTO rounds VALUES (2, 'x', 2027, 'rhs-004', '[]')")


def test_an_upsert_is_refused_where_another_row_is_in_its_way(db: Database) -> None:
    with pytest.raises(Refused):
        Statement(lambda: sql.upsert(sql.rounds)).run_tuples(db, [(2, "Våren 2026", 2026, "rhs-004", "[]")])


def test_a_limit_is_a_value(db: Database) -> None:
    statement = Statement(lambda: sql.select(sql.rounds.c.id).order_by(sql.rounds.c.id).limit(sql.value("most")))
    assert statement.run(db, most=1).fetchall() == [(1,)]
    assert statement.run(db, most=-1).fetchall() == [(1,), (2,)]


def test_a_value_may_be_used_twice(db: Database) -> None:
    text = sql.value("text")
    either = sql.or_(sql.rounds.c.name == text, text == "all")
    statement = Statement(lambda: sql.select(sql.rounds.c.id).where(either).order_by(sql.rounds.c.id))
    assert (statement.run(db, text="all").fetchall(), statement.run(db, text="x").fetchall()) == ([(1,), (2,)], [])


def test_many_rows_are_given_by_name(db: Database) -> None:
    rename = Statement(
        lambda: (
            sql.update(sql.rounds).where(sql.rounds.c.id == sql.value("number")).values(name=sql.value("to"), year=1)
        )
    )
    rename.run_many(db, ({"to": f"Omgång {number}", "number": number} for number in (1, 2)))
    assert db.execute("SELECT name, year FROM rounds ORDER BY id").fetchall() == [("Omgång 1", 1), ("Omgång 2", 1)]
    INSERT.run_many(db, [{"profile": "rhs-004", "birth_years": "[]", "year": 2027, "name": "Ny", "id": 3}])
    assert db.execute("SELECT * FROM rounds WHERE id = 3").fetchone() == (3, "Ny", 2027, "rhs-004", "[]")


@pytest.mark.parametrize("values", [{}, {"name": "x", "nmae": "x"}, {"nmae": "x"}], ids=["none", "one more", "another"])
def test_values_too_many_or_too_few_are_refused(db: Database, values: dict[str, str]) -> None:
    statement = Statement(lambda: sql.select(sql.rounds.c.id).where(sql.rounds.c.name == sql.value("name")))
    with pytest.raises(TypeError, match="name"):
        statement.run(db, **values)


def test_a_row_without_a_value_is_refused(db: Database) -> None:
    with pytest.raises(KeyError):
        INSERT.run_many(db, [{"id": 3, "name": "Ny"}])


def test_errors_do_not_tell_the_values(db: Database) -> None:
    with pytest.raises(Error) as refused:
        INSERT.run(db, id=9, name="Våren 2026", year=2026, profile="rhs-004", birth_years="[]")
    assert "Våren" not in repr(refused.value)
