"""No room for a copy, or for what a copy holds: it is told, nothing is half done, and the work goes on."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.paths import backup_dir
from rhs_desktop.services.backups import make
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.opening import open_context
from tests import builders
from tests.repository import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the size of files cannot be bounded there")
NOW = datetime(2026, 11, 9, 9, 0)
COUNT = 3_000


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with (ctx := open_context(folder, user="Anna Ek", clock=lambda: NOW, create=True)).store:
        ctx.store.copies, wanted = None, ctx.store.copies
        builders.import_checked(ctx, builders.add_round(ctx), builders.many(COUNT))
        ctx.store.copies = wanted
        make.keep(ctx, BackupKind.START)
    return folder


@pytest.mark.parametrize("what", ["copy", "restore", "late"])
def test_nothing_is_half_done(register: Path, what: str) -> None:
    before = {file.name for file in backup_dir(register).iterdir()}
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.full_disk", str(register), what],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() in ("disk_full", "backup_failed", "unreachable")
    assert {file.name for file in backup_dir(register).iterdir()} == before
    assert {file.name for file in register.iterdir()} == {"backups", "rhs.sqlite3", "rhs.sqlite3.in-use"}
    with (ctx := open_context(register, user="Anna Ek", clock=lambda: NOW)).store:
        assert verify(ctx) == ()
        assert len(case_list.load_rows(ctx)) == COUNT
        with ctx.store.reading() as db:
            assert db.execute("SELECT count(*) FROM events WHERE kind = 'Noted'").fetchone() == (1,)
