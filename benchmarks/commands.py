"""The jobs of the command line, apart from everything else that they would have to import."""

from __future__ import annotations

import io
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout

from benchmarks.job import since_birth

Seconds = dict[str, list[float]]


def command(data: str, user: str, password: str) -> Seconds:
    """A job: the command from the birth of the process to its last line."""
    sys.stdin = io.TextIOWrapper(io.BytesIO(f"{password}\n".encode()))
    return _quietly(lambda: _command(data, user))


def bare_command(data: str) -> Seconds:
    """A job: a process that can do nothing but select and print the same rows."""
    return _quietly(lambda: _bare_command(data))


def _command(data: str, user: str) -> None:
    from rhs_desktop.__main__ import main

    if main(["--data-dir", data, "--user", user, "--password-stdin", "due", "--json"]) != 0:
        raise RuntimeError("the command failed")


def _bare_command(data: str) -> None:
    import json

    db = sqlite3.connect(f"{data}/rhs.sqlite3")
    print(json.dumps(select(db), ensure_ascii=False, indent=2))
    db.close()


def _quietly(act: Callable[[], None]) -> Seconds:
    """Run with what is said going to a file, as behind a pipe, and give the time since birth."""
    with tempfile.TemporaryFile("w", encoding="utf-8") as sink, redirect_stdout(sink):
        act()
        sink.flush()
        return {"seconds": [since_birth()]}


def select(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    """What `due` needs, as plain tuples."""
    return db.execute(
        """
        SELECT c.id, c.resident_id, r.digits, r.kind, r.name, r.sort, r.protected, c.round_id, c.profile, p.status,
            p.step, p.queue, p.due, p.rule, p.since, p.detail
        FROM case_rows p JOIN cases c ON c.id = p.case_id JOIN residents r ON r.id = c.resident_id
        WHERE p.due <= ? ORDER BY p.due, r.sort, c.id""",
        (time.strftime("%Y-%m-%d"),),
    ).fetchall()
