"""After a whole practice clinic's months: each act has its one line, the log is whole, and nobody can be read in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

import pytest

from rhs_desktop.services.access_log import review
from rhs_desktop.services.access_log.review import LogQuery
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.opening import open_context
from tests.stored_practice import PracticeFiles

NOW = datetime(2026, 11, 9, 10, 24)


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory, practice_files: PracticeFiles) -> Iterator[Context]:
    folder = tmp_path_factory.mktemp("clinic")
    practice_files(folder, lambda: NOW)
    ctx = open_context(folder, user="Anna Ek", clock=lambda: NOW, copies=False)
    with ctx.store:
        yield ctx


def test_each_act_has_its_one_line_of_its_kind_by_its_user_at_its_time(ctx: Context) -> None:
    with ctx.store.reading() as db:
        acts = db.execute("SELECT id, kind, who, at FROM acts ORDER BY id").fetchall()
        lines = db.execute("SELECT act_id, kind, who, at FROM access_log WHERE act_id IS NOT NULL ORDER BY id")
        assert lines.fetchall() == acts
    assert len({kind for _, kind, _, _ in acts}) > 15
    assert verify(ctx) == ()


def test_each_line_tells_of_everybody_whose_case_the_act_touched(ctx: Context) -> None:
    with ctx.store.reading() as db:
        touched = db.execute(
            "SELECT e.act_id, c.resident_id FROM events e JOIN cases c ON c.id = e.case_id GROUP BY 1, 2"
        ).fetchall()
    lines = {line.act: line for line in review.read(ctx, LogQuery()).lines}
    assert len(touched) > 1_000
    assert all(lines[act].concerns(resident) for act, resident in touched)


def test_nobody_can_be_read_in_it(ctx: Context) -> None:
    """Names, numbers, telephones, addresses and what was typed: of all residents and rows of lists, in every column."""
    with ctx.store.reading() as db:
        log = db.execute("SELECT at, unit, kind, people, reason, details FROM access_log").fetchall()
        residents = db.execute("SELECT digits, given, family, street, phones FROM residents").fetchall()
        typed = [json.loads(data) for (data,) in db.execute("SELECT data FROM events").fetchall()]
    text = json.dumps(log, ensure_ascii=False)
    for digits, given, family, street, phones in residents:
        numbers = (digits, digits[2:], f"{digits[:8]}-{digits[8:]}", *json.loads(phones))
        for secret in filter(None, (*numbers, f"{given} {family}", f"{family}, {given}", street)):
            assert secret not in text
    for told in typed:
        for key in ("text", "reason"):
            assert not told.get(key) or str(told[key]) not in text


def test_the_line_of_any_person_is_found(ctx: Context) -> None:
    (person,) = review.find_people(ctx, _some_number(ctx))
    page = review.read(ctx, LogQuery(person=person.id))
    assert page.total > 3
    assert page.lines[-1].kind == "import"


def _some_number(ctx: Context) -> str:
    with ctx.store.reading() as db:
        return str(db.execute("SELECT digits FROM residents WHERE id = 17").fetchone()[0])
