"""The access log: one line an act, chained, append-only; any tampering is found and told where it is."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.access_log.entries import Access, Flaw, LogEntry, LogFinding
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.services.access_log import write as service
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import recording
from rhs_desktop.store import access_log
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.store.connection import Database, Error
from tests import builders

LINES = 9
COLUMNS = ("at", "who", "unit", "kind", "people", "reason", "details", "act_id", "digest")


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[Context]:
    with builders.opened(tmp_path) as context:
        yield context


def entry(number: int, **more: object) -> LogEntry:
    told = {"people": frozenset({number, number + 2}), "reason": "Varför åäö", "details": {"count": number}}
    return LogEntry(datetime(2026, 11, 9, 8, number), "Åsa Öberg", "Ekeby", Access.OPENED, **{**told, **more})  # type: ignore[arg-type]


# ---- tampering: a plain file whose triggers are taken away, as somebody with the file in hand would -----------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    with builders.opened(folder) as ctx, ctx.store.logging() as db:
        access_log.append(db, *(entry(number, act=number % 2 or None) for number in range(1, LINES + 1)))
    return folder / "rhs.sqlite3"


@pytest.fixture(scope="module")
def tampered(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    copy = tmp_path_factory.mktemp("tampered") / "rhs.sqlite3"
    shutil.copyfile(whole, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:
        for verb in ("update", "delete"):
            db.execute(f"DROP TRIGGER access_log_never_{verb}")
        db.execute("DELETE FROM acts")
        yield db


def found(db: sqlite3.Connection) -> list[LogFinding]:
    return list(access_log.verify(db))


def test_a_whole_log_has_no_findings(tampered: sqlite3.Connection) -> None:
    assert found(tampered) == []


@given(
    number=st.integers(1, LINES),
    column=st.sampled_from(COLUMNS),
    place=st.integers(0, 200),
    byte=st.integers(1, 255),
)
def test_any_changed_byte_is_found(
    tampered: sqlite3.Connection, number: int, column: str, place: int, byte: int
) -> None:
    """Also where it makes no text of it."""
    tampered.execute("BEGIN")
    try:
        (value,) = tampered.execute(f"SELECT CAST({column} AS BLOB) FROM access_log WHERE id = ?", (number,)).fetchone()
        if column == "act_id":
            changed: object = None if value else byte
            tampered.execute("UPDATE access_log SET act_id = ? WHERE id = ?", (changed, number))
        else:
            content = bytearray(value)
            content[place % len(content)] ^= byte
            tampered.execute(f"UPDATE access_log SET {column} = CAST(? AS TEXT) WHERE id = ?", (bytes(content), number))
        flaws = found(tampered)
    finally:
        tampered.execute("ROLLBACK")
    assert flaws
    assert flaws[0].flaw in (Flaw.CHANGED, Flaw.HEAD)
    assert flaws[0].first == number


@pytest.mark.parametrize("added", [False, True], ids=["taken away", "added"])
@given(number=st.integers(1, LINES), column=st.sampled_from(COLUMNS[:7]))
def test_a_byte_more_or_less_is_found(tampered: sqlite3.Connection, added: bool, number: int, column: str) -> None:
    tampered.execute("BEGIN")
    try:
        change = f"{column} || ' '" if added else f"substr({column}, 2)"
        tampered.execute(f"UPDATE access_log SET {column} = {change} WHERE id = ?", (number,))
        assert found(tampered) == [LogFinding(Flaw.CHANGED, number, number)]
    finally:
        tampered.execute("ROLLBACK")


@given(gone=st.sets(st.integers(1, LINES), min_size=1))
def test_any_removed_lines_are_found(tampered: sqlite3.Connection, gone: set[int]) -> None:
    """Each of them is named, the first and the last too, and all at once."""
    tampered.execute("BEGIN")
    try:
        tampered.executemany("DELETE FROM access_log WHERE id = ?", [(number,) for number in gone])
        flaws = found(tampered)
    finally:
        tampered.execute("ROLLBACK")
    named = {number for one in flaws if one.flaw is Flaw.MISSING for number in range(one.first, one.last + 1)}
    assert named == gone


@given(one=st.integers(1, LINES), other=st.integers(1, LINES))
def test_swapped_lines_are_found(tampered: sqlite3.Connection, one: int, other: int) -> None:
    tampered.execute("BEGIN")
    try:
        for old, new in ((one, -1), (other, one), (-1, other)):
            tampered.execute("UPDATE access_log SET id = ? WHERE id = ?", (new, old))
        flaws = found(tampered)
    finally:
        tampered.execute("ROLLBACK")
    assert (one == other) == (not flaws)


@given(at=st.integers(-1, LINES + 3))
def test_an_inserted_line_is_found(tampered: sqlite3.Connection, at: int) -> None:
    """The later ones moved up to make room, if need be."""
    tampered.execute("BEGIN")
    try:
        tampered.execute("UPDATE access_log SET id = -1000 - id WHERE id >= ?", (at,))
        tampered.execute("UPDATE access_log SET id = -999 - id WHERE id < -900")
        tampered.execute(
            "INSERT INTO access_log SELECT ?, at, who, unit, kind, people, reason, details, act_id, digest "
            "FROM access_log WHERE id = (SELECT max(id) FROM access_log WHERE id <> ?)",
            (at, at),
        )
        assert found(tampered)
    finally:
        tampered.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        pytest.param("UPDATE access_head SET digest = substr(digest, 2) || 'x'", Flaw.HEAD, id="the last digest"),
        pytest.param("UPDATE access_head SET lines = lines + 1", Flaw.MISSING, id="more lines than there are"),
        pytest.param("UPDATE access_head SET lines = lines - 1", Flaw.ADDED, id="fewer lines than there are"),
        pytest.param("UPDATE access_head SET lines = 0, digest = ''", Flaw.ADDED, id="as if there were none"),
        pytest.param("DELETE FROM access_head", Flaw.HEAD, id="no note at all"),
    ],
)
def test_a_changed_head_is_found(tampered: sqlite3.Connection, statement: str, flaw: Flaw) -> None:
    tampered.execute("BEGIN")
    try:
        tampered.execute(statement)
        assert flaw in {one.flaw for one in found(tampered)}
    finally:
        tampered.execute("ROLLBACK")


def test_a_line_whose_digest_was_made_to_fit_is_told_of_the_next(tampered: sqlite3.Connection) -> None:
    from rhs_desktop.domain.access_log.entries import chained

    tampered.execute("BEGIN")
    try:
        tampered.execute("UPDATE access_log SET who = 'Bo Ek' WHERE id = 4")
        previous, *row = tampered.execute(
            "SELECT (SELECT digest FROM access_log WHERE id = 3), at, who, unit, kind, people, reason, details "
            "FROM access_log WHERE id = 4"
        ).fetchone()
        digest = chained(previous, [b"4", *(text.encode() for text in row), b""])
        tampered.execute("UPDATE access_log SET digest = ? WHERE id = 4", (digest,))
        assert found(tampered) == [LogFinding(Flaw.CHANGED, 5, 5)]
    finally:
        tampered.execute("ROLLBACK")


# ---- append-only ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM access_log",
        "DELETE FROM access_log WHERE at < '2031'",
        "UPDATE access_log SET people = ''",
        "REPLACE INTO access_log SELECT * FROM access_log",
    ],
)
def test_nothing_deletes_or_changes_a_line(ctx: Context, statement: str) -> None:
    with ctx.store.logging() as db:
        access_log.append(db, entry(1))
    with pytest.raises(Error, match="append-only"), ctx.store.logging() as db:
        db.execute(statement)
    with ctx.store.reading() as db:
        assert access_log.count(db, LogQuery()) == 1


def test_without_the_note_of_its_end_nothing_can_be_logged_and_so_nothing_done(ctx: Context) -> None:
    with ctx.store.logging() as db:
        db.execute("DELETE FROM access_head")
    with pytest.raises(StoreUnavailable, match="damaged"):
        builders.add_round(ctx)


# ---- acts -----------------------------------------------------------------------------------------------------------


def all_lines(ctx: Context) -> list[tuple[str, str, int | None]]:
    with ctx.store.reading() as db:
        return [(one.kind, one.people, one.act) for one in reversed(access_log.lines(db, LogQuery()))]


def test_an_act_is_one_line_with_whom_it_touched(ctx: Context) -> None:
    builders.filled(ctx, 4)
    builders.happened(ctx, 2, builders.checked_in_cosmic())
    with recording(ctx, ActKind.EDIT_DETAILS) as act:
        act.change_resident(3, builders.details(2, phones=()))
        act.commit()
    with recording(ctx, ActKind.PRINT_PROTECTED) as act:
        act.log_cases([4])
        act.commit()
    assert all_lines(ctx) == [
        ("round", "", 1),
        ("import", "1-4", 2),
        ("edit_details", "2", 3),
        ("edit_details", "3", 4),
        ("print_protected", "4", 5),
    ]
    with ctx.store.reading() as db:
        assert list(access_log.verify(db)) == []


def test_a_large_import_is_one_short_line(ctx: Context) -> None:
    number = builders.add_round(ctx)
    builders.import_checked(ctx, number, builders.many(2_000))
    assert all_lines(ctx)[-1][:2] == ("import", "1-2000")


def test_an_act_that_is_not_kept_leaves_no_line(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither when it is given up, nor when the log refuses, nor when the act fails after the line was written."""
    builders.filled(ctx, 1)
    before = all_lines(ctx)
    with recording(ctx, ActKind.EDIT_DETAILS) as act:
        act.append(1, builders.checked_in_cosmic())

    def broken(db: Database, *entries: LogEntry) -> tuple[int, ...]:
        real(db, *entries)
        raise OSError("killed here")

    real = access_log.append
    monkeypatch.setattr(access_log, "append", broken)
    with pytest.raises(OSError, match="killed here"):
        builders.happened(ctx, 1, builders.checked_in_cosmic())
    monkeypatch.undo()
    assert all_lines(ctx) == before
    with ctx.store.reading() as db:
        assert db.execute("SELECT count(*) FROM acts").fetchone() == (len(before),)
        assert list(access_log.verify(db)) == []


def test_an_act_without_a_line_is_found(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    builders.filled(ctx, 1)
    monkeypatch.setattr(access_log, "append", lambda db, *entries: ())
    done = builders.happened(ctx, 1, builders.checked_in_cosmic())
    monkeypatch.undo()
    with ctx.store.reading() as db:
        assert list(access_log.verify(db)) == [LogFinding(Flaw.ACT, done.act, done.act)]


# ---- reading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        pytest.param(LogQuery(), [4, 3, 2, 1], id="all, the newest first"),
        pytest.param(LogQuery(begin=datetime(2026, 11, 10).date()), [4, 3], id="from a day"),
        pytest.param(LogQuery(end=datetime(2026, 11, 9).date()), [2, 1], id="to a day, that day included"),
        pytest.param(LogQuery(user="Bo"), [2], id="of a user"),
        pytest.param(LogQuery(kind="copied"), [3], id="of a kind"),
        pytest.param(LogQuery(person=7), [4, 2], id="of a person, within a range too"),
        pytest.param(LogQuery(person=70), [], id="of a person whose number begins the same"),
        pytest.param(LogQuery(text="LARM"), [4], id="by a word"),
        pytest.param(LogQuery(text="ek", mark="0af3"), [1], id="by a search text's mark"),
        pytest.param(LogQuery(user="Bo", person=1), [], id="all at once"),
    ],
)
def test_lines_are_filtered(ctx: Context, wanted: LogQuery, numbers: list[int]) -> None:
    day = datetime(2026, 11, 9, 23, 59)
    with ctx.store.logging() as db:
        access_log.append(
            db,
            LogEntry(day, "Åsa", "", Access.SEARCHED, details={"mark": "0af3"}),
            LogEntry(day, "Bo", "", Access.OPENED, frozenset({7})),
            LogEntry(datetime(2026, 11, 10), "Åsa", "", Access.COPIED, frozenset({1, 700})),
            LogEntry(datetime(2026, 11, 10), "Åsa", "", Access.OPENED, frozenset({2, *range(5, 10)}), "Larm i växeln"),
        )
    with ctx.store.reading() as db:
        assert [one.number for one in access_log.lines(db, wanted)] == numbers
        assert access_log.count(db, wanted) == len(numbers)
        assert [one.number for one in access_log.lines(db, wanted, 1)] == numbers[:1]


def test_a_line_that_is_no_text_can_still_be_shown(ctx: Context) -> None:
    with ctx.store.logging() as db:
        access_log.append(db, entry(1))
        db.execute("DROP TRIGGER access_log_never_update")
        db.execute(
            "UPDATE access_log SET at = CAST(x'ff' AS TEXT), who = CAST(x'c3' AS TEXT), people = '1-x', details = '['"
        )
    with ctx.store.reading() as db:
        (line,) = access_log.lines(db, LogQuery())
        assert (line.at.year, line.user, line.details) == (1, "\ufffd", {})
        assert access_log.lines(db, LogQuery(person=1)) == ()


# ---- a desk that only looks -----------------------------------------------------------------------------------------


def test_a_desk_that_only_looks_logs_beside_the_window(ctx: Context) -> None:
    from rhs_desktop.store.store import Store

    builders.filled(ctx, 2)
    with Store.open(ctx.store.path, now=ctx.now, read_only=True) as store:
        service.log_access(builders.context(store), Access.LISTED, cases=[1, 2], command="due", count=2)
    assert all_lines(ctx)[-1] == ("listed", "1-2", None)
    builders.happened(ctx, 1, builders.checked_in_cosmic())
    with ctx.store.reading() as db:
        assert list(access_log.verify(db)) == []


# ---- an older copy taken back ---------------------------------------------------------------------------------------


def test_an_older_copy_gets_the_whole_log(ctx: Context, tmp_path: Path) -> None:
    builders.filled(ctx, 3)
    copy = ctx.store.back_up(tmp_path / "copy.sqlite3")
    builders.happened(ctx, 1, builders.checked_in_cosmic())
    builders.happened(ctx, 2, builders.checked_in_cosmic())
    with closing(ctx.store.connect(copy)) as target, ctx.store.reading() as source:
        target.execute("BEGIN IMMEDIATE")
        assert access_log.carry_over(source, target) == 2
        target.execute("COMMIT")
        assert list(access_log.verify(target)) == []
        assert access_log.lines(target, LogQuery()) == access_log.lines(source, LogQuery())


def test_the_log_of_another_register_is_refused(ctx: Context, tmp_path: Path) -> None:
    builders.filled(ctx, 3)
    (tmp_path / "other").mkdir()
    with builders.opened(tmp_path / "other", builders.Desk(user="Någon annan")) as other:
        builders.filled(other, 1)
        refused = pytest.raises(StoreUnavailable, match="foreign")
        with refused, ctx.store.reading() as source, other.store.logging() as target:
            access_log.carry_over(source, target)


def test_a_sample_of_many_lines_is_quick_and_the_same_again(ctx: Context) -> None:
    from rhs_desktop.domain.access_log.samples import draw

    with ctx.store.logging() as db:
        access_log.append(db, *(entry(number % 50 + 1) for number in range(3_000)))
    with ctx.store.reading() as db:
        population = access_log.to_draw_from(db, LogQuery())
    once, again = (draw(random.Random(5), population, 20) for _ in range(2))
    assert once == again
    assert len(once) == 20
