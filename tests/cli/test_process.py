"""The program as a process of its own: without Qt, in UTF-8, fast."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rhs_desktop.services.context import Context
from tests.cli.conftest import PASSWORD, USER
from tests.repository import ROOT

WITHOUT_DISPLAY = {
    name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
}


WHO = ("--user", USER, "--password-stdin")


def start(*arguments: object, **environ: str) -> subprocess.CompletedProcess[bytes]:
    who = WHO if "RHS_DATA_DIR" in environ else ()
    return subprocess.run(
        [sys.executable, "-m", "rhs_desktop", *who, *map(str, arguments)],
        cwd=ROOT,
        env={**WITHOUT_DISPLAY, **environ},
        input=f"{PASSWORD}\n".encode(),
        capture_output=True,
        check=False,
    )


def test_due(clinic: Context, folder: Path) -> None:
    done = start("due", "--on", "2099-01-01", "--json", RHS_DATA_DIR=str(folder))
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout)) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="the code page is set by the environment here")
def test_answers_are_utf8_whatever_the_system_says(clinic: Context, folder: Path) -> None:
    done = start("due", "--on", "2099-01-01", RHS_DATA_DIR=str(folder), PYTHONIOENCODING="cp1252")
    assert "Nästa steg" in done.stdout.decode("utf-8")
    done = start("dü", RHS_DATA_DIR=str(folder), PYTHONIOENCODING="ascii")
    assert done.stderr.decode("utf-8").startswith("Kommandot dü finns inte.")


def test_no_window_without_a_display() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux can be without a display")
    done = start("--demo")
    assert done.returncode == 2
    assert "ingen skärm" in done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        pytest.param(("due",), set(), id="due"),
        pytest.param(("verify",), set(), id="verify"),
        pytest.param(("export", "lista.xlsx"), {"openpyxl", "numpy", "lxml"}, id="export"),
    ],
)
def test_commands_need_nothing_of_qt(
    clinic: Context, folder: Path, tmp_path: Path, command: tuple[str, ...], needed: set[str]
) -> None:
    """Nor what only other acts need; openpyxl imports numpy and lxml where they are there."""
    arguments = [command[0], *(str(tmp_path / word) for word in command[1:])]
    program = (
        "import sys; from rhs_desktop.__main__ import main; "
        f"code = main({['--user', USER, '--password-stdin', '--data-dir', str(folder), *arguments]!r}); "
        "heavy = ('PySide6', 'pandas', 'numpy', 'lxml', 'openpyxl', 'reportlab'); "
        "print(*(name for name in heavy if name in sys.modules), "
        "file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=WITHOUT_DISPLAY,
        input=f"{PASSWORD}\n".encode(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, set(done.stderr.decode().split())) == (0, needed)


def test_a_reader_that_leaves_early(clinic: Context, folder: Path) -> None:
    """`rhs-desktop due | head -1` ends without a complaint."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "rhs_desktop", *WHO, "--data-dir", str(folder), "due", "--on", "2099-01-01"],
            cwd=ROOT,
            input=f"{PASSWORD}\n".encode(),
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")
