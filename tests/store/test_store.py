"""Opening, closing, reading and writing the file, and each kind of trouble with it."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.services.cases import case_list
from rhs_desktop.store import connection
from rhs_desktop.store.connection import connect
from rhs_desktop.store.store import Store
from tests import builders

NOW = datetime(2026, 11, 9, 9, 0)


def test_a_connection_keeps_what_it_confirmed(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.sqlite3", create=True)) as db:
        found = {
            name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_close_leaves_one_file(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx)
        ctx.store.close()
        ctx.store.close()
    assert {path.name for path in tmp_path.iterdir()} == {"rhs.sqlite3", "rhs.sqlite3.in-use"}


def test_all_is_there_after_a_restart(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx, 5)
        before = case_list.load_rows(ctx)
    with builders.opened(tmp_path) as ctx:
        assert case_list.load_rows(ctx) == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(None, "missing", id="no file"),
        pytest.param(b"", "empty", id="an empty file is no new database"),
        pytest.param(b"Personnummer;Namn\r\n" * 100, "damaged", id="no database"),
        pytest.param(b"SQLite format 3\x00" + b"\x00" * 4000, "damaged", id="only its beginning"),
    ],
)
def test_a_file_that_cannot_be_opened(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "rhs.sqlite3"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreUnavailable) as refused:
        Store.open(path, now=NOW)
    assert refused.value.code == code
    assert (path.read_bytes() if path.exists() else None) == content


def test_a_file_that_has_vanished_is_not_made_anew(tmp_path: Path) -> None:
    """As when a network folder is gone: an empty register would be worse than none."""
    with pytest.raises(StoreUnavailable) as refused:
        connect(tmp_path / "rhs.sqlite3")
    assert refused.value.code == "unreachable"
    assert list(tmp_path.iterdir()) == []


def test_a_new_database_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "rhs.sqlite3"
    Store.create(path, now=NOW).close()
    with pytest.raises(StoreUnavailable) as refused:
        Store.create(path, now=NOW)
    assert refused.value.code == "exists"


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")
    with pytest.raises(StoreUnavailable) as refused:
        Store.open(tmp_path / "folder" / "rhs.sqlite3", now=NOW, create=True)
    assert refused.value.code == "unreachable"


def test_a_damaged_page_is_told_when_it_is_read(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx, 200)
    path = tmp_path / "rhs.sqlite3"
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 60] = b"\xff" * (4096 * 59)
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable) as refused, builders.opened(tmp_path) as ctx:
        case_list.load_rows(ctx)
    assert refused.value.code == "damaged"


def test_a_full_disk_keeps_what_was_confirmed(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        cases = builders.filled(ctx)
        before = case_list.load_rows(ctx)
        writer = ctx.store.writer
        pages = writer.execute("PRAGMA page_count").fetchone()[0]
        writer.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreUnavailable) as refused:
            builders.import_people(ctx, builders.add_round(ctx, "2027"), [builders.details(n) for n in range(500)])
        assert refused.value.code == "disk_full"
        assert case_list.load_rows(ctx) == before
        writer.execute("PRAGMA max_page_count = 1000000")
        builders.happened(ctx, cases[0], builders.checked_in_cosmic())


def test_a_file_that_another_program_is_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    with builders.opened(tmp_path) as ctx:
        (case, *_) = builders.filled(ctx)
        with closing(connection.connect(tmp_path / "rhs.sqlite3")) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable) as refused:
                builders.happened(ctx, case, builders.checked_in_cosmic())
        assert refused.value.code == "busy"
        builders.happened(ctx, case, builders.checked_in_cosmic())


def test_a_second_program_is_told_who_has_it(tmp_path: Path) -> None:
    """Locks hold between processes, so the second one is one."""
    program = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from rhs_desktop.domain.errors import StoreUnavailable\n"
        "from rhs_desktop.store.store import Store\n"
        "path, now = Path(sys.argv[1]), datetime(2026, 11, 9, 9, 5)\n"
        "Store.open(path, now=now, read_only=True).close()\n"
        "try:\n    Store.open(path, now=now)\n"
        "except StoreUnavailable as error:\n    print(error.code, error.data['since'])\n"
        "else:\n    print('opened')\n"
    )

    def second() -> str:
        command = [sys.executable, "-c", program, str(tmp_path / "rhs.sqlite3")]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()

    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx)
        assert second() == "in_use 2026-11-09 09:00"
    assert second() == "opened"


def test_nor_twice_in_one_program(tmp_path: Path) -> None:
    with builders.opened(tmp_path), pytest.raises(StoreUnavailable) as refused:
        Store.open(tmp_path / "rhs.sqlite3", now=NOW)
    assert refused.value.code == "in_use"


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    desk = builders.Desk()
    with builders.opened(tmp_path, desk) as ctx:
        (case, *_) = builders.filled(ctx)
        builders.happened(ctx, case, builders.checked_in_cosmic(), builders.invited())
        with Store.open(tmp_path / "rhs.sqlite3", now=NOW, read_only=True) as store:
            reader = builders.context(store, desk)
            assert case_list.load_rows(reader) == case_list.load_rows(ctx)
            desk.tick(days=31)
            there = case_list.load_rows(reader)
            assert there == case_list.load_rows(ctx)
            assert there[0].status == "closed"
            with pytest.raises(StoreUnavailable) as refused:
                builders.happened(reader, case, builders.checked_in_cosmic())
            assert refused.value.code == "read_only"


def test_nothing_is_read_or_made_after_the_end(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx)
    (tmp_path / "rhs.sqlite3").unlink()
    for late in (lambda: case_list.load_rows(ctx), lambda: builders.happened(ctx, 1, builders.checked_in_cosmic())):
        with pytest.raises(StoreUnavailable) as refused:
            late()
        assert refused.value.code == "closed"
    assert not (tmp_path / "rhs.sqlite3").exists()


def test_a_new_day_within_an_act_or_on_a_full_disk_is_worked_out_beside_the_file(tmp_path: Path) -> None:
    desk = builders.Desk()
    with builders.opened(tmp_path, desk) as ctx:
        (case, *_) = builders.filled(ctx)
        builders.happened(ctx, case, builders.invited())
        desk.tick(days=31)
        with ctx.store.act(ActKind.EDIT_DETAILS, user="Anna", now=ctx.now, rules=ctx.rules):
            assert case_list.load_some(ctx, [case])[0].status == "closed"
            assert ctx.store.refresh(ctx.today, ctx.rules) == 0
        writer = ctx.store.writer
        writer.execute("PRAGMA query_only = ON")
        assert case_list.load_some(ctx, [case])[0].status == "closed"
        assert ctx.store.refresh(ctx.today, ctx.rules) == 0
        writer.execute("PRAGMA query_only = OFF")
        assert ctx.store.refresh(ctx.today, ctx.rules) == 1


def test_reading_goes_on_while_another_thread_writes(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx, 3)
        inside, go_on = threading.Event(), threading.Event()

        def write() -> None:
            with ctx.store.act(ActKind.EDIT_DETAILS, user="Anna", now=ctx.now, rules=ctx.rules) as act:
                act.append(1, builders.checked_in_cosmic())
                inside.set()
                assert go_on.wait(10)
                act.commit()

        writer = threading.Thread(target=write)
        writer.start()
        assert inside.wait(10)
        during = {row.status for row in case_list.load_rows(ctx)}
        go_on.set()
        writer.join()
        assert during == {"listed"}
        assert {row.status for row in case_list.load_rows(ctx)} == {"listed", "ready"}


def test_a_backup_is_whole_and_stands_alone(tmp_path: Path) -> None:
    with builders.opened(tmp_path / "data") as ctx:
        builders.filled(ctx, 3)
        before = case_list.load_rows(ctx)
        target = ctx.store.back_up(tmp_path / "copies" / "rhs.sqlite3")
    assert [path.name for path in target.parent.iterdir()] == ["rhs.sqlite3"]
    with builders.opened(target.parent) as ctx:
        assert case_list.load_rows(ctx) == before


def test_looking_needs_no_heavy_library_but_for_statements(tmp_path: Path) -> None:
    """Nor does what the window imports before it is painted: statements are made when the first one is used."""
    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx, 3)
    program = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from rhs_desktop.store.store import Store\n"
        "from rhs_desktop.services.cases import case_list, due\n"
        "def heavy(): return [name for name in ('sqlmodel', 'sqlalchemy', 'pandas') if name in sys.modules]\n"
        "from tests import builders\n"
        "before = heavy()\n"
        "with Store.open(Path(sys.argv[1]), now=datetime(2026, 11, 9)) as store:\n"
        "    ctx = builders.context(store)\n"
        "    assert len(case_list.load_rows(ctx)) == 3\n"
        "    assert case_list.case_view(ctx, 1) and not due.due(ctx, ctx.today)\n"
        "print(before, heavy())\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "rhs.sqlite3")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout.strip(), done.stderr) == ("[] ['sqlmodel', 'sqlalchemy']", "")


@pytest.mark.skipif(sys.platform == "win32", reason="the folder's rights hold there")
def test_nobody_else_on_the_computer_may_read_it(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        builders.filled(ctx)
        ctx.store.back_up(tmp_path / "copy.sqlite3")
        files = [file for file in tmp_path.iterdir() if file.is_file()]
        assert len(files) > 3
        assert {file.stat().st_mode & 0o077 for file in files} == {0}
