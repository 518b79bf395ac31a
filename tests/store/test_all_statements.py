"""All statements of the program: what is written as text, and how each is carried out."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from rhs_desktop.store import schema
from rhs_desktop.store.connection import Database, connect
from rhs_desktop.store.migrations import STEPS
from rhs_desktop.store.statement import REGISTER, TABLES, Statement, sql
from tests.repository import module_files

VERBS = re.compile(r"\s*(SELECT|INSERT INTO|INSERT OR|UPDATE \w+ SET|DELETE FROM|REPLACE INTO|WITH \w+ AS)\b")
OF_THE_ENGINE = re.compile(r"(PRAGMA|BEGIN|COMMIT|ROLLBACK|VACUUM|ATTACH|DETACH)\b")
RUN = {"execute", "executemany", "executescript"}
RUN_BY_NAME = {
    "rhs_desktop.store.statement": 2,  # the text of a statement
    "rhs_desktop.store.schema": 1,  # the frozen steps
}
"""Where something is executed that is no literal, and how often."""

WHOLE = {
    "access_log._IN_ORDER": "verifying reads the whole chain",
    "access_log._TURNED_BACK": "verifying compares each line with the one before",
    "access_log._FIRST": "ends at the first line",
    "access_log._LAST": "ends at the last line",
    "access_log._USERS": "the filter offers all of them",
    "access_log._KINDS": "the filter offers all of them",
    "log_selection._SELECTED": "filters that a person chooses; no index, so that appending stays cheap",
    "log_selection._COUNTED": "as above",
    "log_selection._PEOPLE": "as above",
    "log_selection._TO_DRAW_FROM": "as above",
    "event_history._ALL": "all rows are computed anew",
    "restoring._BARE_ROWS": "restoring compares all rows",
    "restoring._FILLED_ROWS": "restoring compares all rows",
    "imports._IN_STATE": "the rows that wait for a person, of all lists; an index would slow every import",
    "case_rows._SET_ASIDE": "as above, counted",
    "copy_file._COUNTS": "a copy is compared table by table",
}
"""The statements that go through a whole table of GROWING, and why they may."""
GROWING = ("events", "changes", "import_rows", "access_log")
BEFORE_THE_NAME = {"backup_diff._ACTS", "backup_diff._DEEDS"}
"""Statements with a form for files in which acts.who is still called user, under False."""


def texts(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """Every statement that is written as text, and whether something is put into it."""
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    summed = {id(side) for node in ast.walk(tree) if isinstance(node, ast.BinOp) for side in (node.left, node.right)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and VERBS.match(node.value):
            yield node.value, id(node) in parts or id(node) in summed


def executed(tree: ast.AST) -> Iterator[ast.expr]:
    """What is given to execute and its like, but for literals and PRAGMA."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RUN and node.args:
            first = node.args[0]
            begin = first.values[0] if isinstance(first, ast.JoinedStr) else first
            literal = isinstance(begin, ast.Constant) and isinstance(begin.value, str)
            if not literal or not (OF_THE_ENGINE.match(begin.value) or VERBS.match(begin.value)):  # type: ignore[attr-defined]
                yield first


def trees() -> Iterator[tuple[str, ast.AST]]:
    for name, path in module_files().items():
        if not name.startswith("rhs_desktop.store.migrations"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def test_only_statements_on_the_engine_itself_are_text() -> None:
    found = [(name, text, filled) for name, tree in trees() for text, filled in texts(tree)]
    assert 0 < len(found) <= 12
    assert [one for one in found if one[2]] == []
    assert [one for one in found if any(re.search(rf"\b{table}\b", one[1]) for table in TABLES)] == []


def test_nothing_else_is_executed() -> None:
    found = {name: len(list(executed(tree))) for name, tree in trees()}
    assert {name: number for name, number in found.items() if number} == RUN_BY_NAME


@pytest.mark.parametrize(
    ("source", "number", "filled"),
    [
        pytest.param("db.execute('SELECT 1 FROM acts')", 1, False, id="a literal"),
        pytest.param("db.execute(f'SELECT max(id) FROM {table}')", 1, True, id="a name put in"),
        pytest.param("query = 'UPDATE acts SET x = 1 WHERE ' + where", 1, True, id="put together"),
        pytest.param("button('Select a file')", 0, False, id="a word"),
    ],
)
def test_a_text_is_noticed(source: str, number: int, filled: bool) -> None:
    found = list(texts(ast.parse(source)))
    assert (len(found), any(has for _, has in found)) == (number, filled)


def test_an_execution_of_something_else_is_noticed() -> None:
    assert [ast.unparse(one) for one in executed(ast.parse("db.execute(query); db.execute('DROP TABLE acts')"))] == [
        "query",
        "'DROP TABLE acts'",
    ]


def statements() -> dict[str, dict[object, Statement]]:
    """Every statement of the program by its module and name; those of one name by their key."""
    found: dict[str, dict[object, Statement]] = {}
    for name in module_files():
        if not name.startswith("rhs_desktop.store"):
            continue
        for member, value in vars(importlib.import_module(name)).items():
            short = f"{name.rpartition('.')[2]}.{member}"
            if isinstance(value, Statement):
                found[short] = {None: value}
            elif isinstance(value, Mapping) and value and all(isinstance(one, Statement) for one in value.values()):
                found[short] = dict(value)
    return found


def of_this_schema() -> Iterator[tuple[str, Statement]]:
    for name, variants in statements().items():
        for key, statement in variants.items():
            if name not in BEFORE_THE_NAME or key:
                yield name, statement


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "rhs.sqlite3"
    with closing(connect(path, create=True)) as db:
        schema.migrate(db, path, backups=tmp_path, now=datetime(2026, 11, 9))
        yield db


def test_each_statement_has_a_name() -> None:
    named = {id(one) for variants in statements().values() for one in variants.values()}
    ours = {id(one) for one in REGISTER if origin(one).startswith("rhs_desktop.")}
    assert len(ours) > 100
    assert ours == named


def origin(statement: Statement) -> str:
    """The module in which its query stands."""
    query = getattr(statement.query, "func", statement.query)
    return str(query.__module__)


def test_the_engine_takes_each_and_reads_no_growing_table_whole(db: Database) -> None:
    whole: set[str] = set()
    for name, statement in of_this_schema():
        text, order, _, _, lists = statement.compiled
        values = ["[]" if one in lists else None for one in order]
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {text}", values)]
        if any(re.match(rf"SCAN ({'|'.join(GROWING)})\b", step) for step in plan):
            whole.add(name)
    assert whole == set(WHOLE)


def test_the_form_for_older_files_is_taken_there(tmp_path: Path) -> None:
    path = tmp_path / "rhs.sqlite3"
    with closing(connect(path, create=True)) as db:
        schema.migrate(db, path, backups=tmp_path, now=datetime(2026, 11, 9), steps=STEPS[:3])
        found = statements()
        for name in BEFORE_THE_NAME:
            older = found[name][False].compiled
            assert db.execute(older.text, [older.fixed.get(one) for one in older.order]).fetchall() == []


def test_no_statement_uses_what_other_engines_understand_otherwise() -> None:
    """INSERT OR REPLACE deletes; LIKE ignores case on SQLite alone."""
    texts = {name: statement.compiled.text for name, statement in of_this_schema()}
    assert [name for name, text in texts.items() if re.search(r"OR REPLACE|\bLIKE\b|\bjson_extract\b", text)] == []


def test_no_statement_orders_by_a_column_that_may_be_null() -> None:
    """NULL sorts first on SQLite and last on PostgreSQL."""
    found: list[tuple[str, str]] = []
    ordered = 0
    for name, statement in of_this_schema():
        for clause in re.findall(r"ORDER BY (.+?)(?:\)|\n|$)", statement.compiled.text):
            for table, column in re.findall(r"(\w+)\.(\w+)", clause):
                ordered += 1
                if table in TABLES and sql.TABLES[table].c[column].nullable:
                    found.append((name, f"{table}.{column}"))
    assert ordered > 30
    assert found == []


def test_the_tables_stand_after_those_they_refer_to() -> None:
    assert set(TABLES) == set(sql.TABLES)
    for name in TABLES:
        referred = {key.column.table.name for key in sql.TABLES[name].foreign_keys} - {name}
        assert referred <= set(TABLES[: TABLES.index(name)]), name
