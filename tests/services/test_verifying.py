"""Damage of every kind is found and named, and a sound database has no findings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import IntegrityFinding, verify
from tests import builders


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[Context]:
    with builders.opened(tmp_path) as context:
        builders.filled(context, 3)
        builders.happened(context, 1, builders.checked_in_cosmic(), builders.invited())
        yield context


def test_a_sound_database(ctx: Context) -> None:
    assert verify(ctx) == ()


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        pytest.param(
            "UPDATE case_rows SET status = 'read' WHERE case_id = 1", IntegrityFinding("row", "1"), id="a row"
        ),
        pytest.param(
            "DELETE FROM case_rows WHERE case_id = 2", IntegrityFinding("row", "2"), id="a row that is not there"
        ),
        pytest.param(
            "INSERT INTO events VALUES (9, 2, 1, 'VisitHeld', '2026-11-09', '{}')",
            IntegrityFinding("row", "2"),
            id="an event more",
        ),
        pytest.param("UPDATE residents SET sort = 'x' WHERE id = 3", IntegrityFinding("person", "3"), id="a sort key"),
        pytest.param(
            "UPDATE cases SET round_id = 9 WHERE id = 3", IntegrityFinding("foreign_key", "cases"), id="a reference"
        ),
        pytest.param(
            "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'ix_events_act_id'",
            IntegrityFinding("integrity", "2nd reference to page 3"),
            id="a page",
        ),
    ],
)
def test_damage_is_found(ctx: Context, tmp_path: Path, damage: str, finding: IntegrityFinding) -> None:
    ctx.store.close()
    with closing(sqlite3.connect(tmp_path / "rhs.sqlite3")) as db:
        db.executescript(damage)
        db.commit()
    with builders.opened(tmp_path) as again:
        found = verify(again)
    assert any(one.code == finding.code and finding.about in one.about for one in found), found


def test_a_manual_that_is_gone(ctx: Context) -> None:
    assert verify(replace(ctx, profiles=MappingProxyType({}))) == (IntegrityFinding("manual", "rhs-004"),)


def test_rows_that_wait_for_a_new_day_are_sound(tmp_path: Path) -> None:
    desk = builders.Desk()
    with builders.opened(tmp_path, desk) as ctx:
        builders.happened(ctx, builders.filled(ctx)[0], builders.invited())
        desk.tick(days=400)
        assert verify(ctx) == ()
