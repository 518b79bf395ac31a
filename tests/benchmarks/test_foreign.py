"""The run over files that others made: what counts as an outcome, and what is told."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from benchmarks.foreign import Seen, gathered, outcome, told
from tests.exchange.corpus import WORKBOOK_2003, rows_workbook
from tests.lists import dashed
from tests.repository import ROOT

CLEAN = '{"rows": 1, "ready": 1, "set_aside": 0}'


@pytest.mark.parametrize(
    ("code", "answer", "came_to"),
    [
        pytest.param(0, CLEAN, "list", id="a list"),
        pytest.param(1, CLEAN, "list", id="a list with rows in trouble"),
        pytest.param(2, '{"error": {"code": "list.damaged"}}', "list.damaged", id="refused with a sentence"),
        pytest.param(2, '{"error": {"code": "usage.mapping"}}', "usage.mapping", id="no personnummer"),
        pytest.param(2, '{"error": {"code": "unexpected"}}', "BROKEN", id="a traceback in the log"),
        pytest.param(2, '{"error": {"code": "usage.no_option"}}', "BROKEN", id="called wrongly"),
        pytest.param(0, "Traceback (most recent call last)", "BROKEN", id="no answer"),
        pytest.param(0, "{}", "BROKEN", id="an answer without counts"),
    ],
)
def test_what_a_file_came_to(code: int, answer: str, came_to: str) -> None:
    assert outcome(code, answer) == came_to


@pytest.mark.parametrize(
    ("seen", "wrong"),
    [
        pytest.param(Seen(Path("a"), "list", 9.9, 499.0), "", id="within the limits"),
        pytest.param(Seen(Path("a"), "list", 10.1, 50.0), "SLOW", id="too slow"),
        pytest.param(Seen(Path("a"), "list.empty", 1.0, 501.0), "LARGE", id="too large"),
        pytest.param(Seen(Path("a"), "DIED"), "DIED", id="died"),
    ],
)
def test_what_is_wrong(seen: Seen, wrong: str) -> None:
    assert seen.wrong == wrong
    assert (f"{wrong}: a" in told({"paket": [seen]})) is bool(wrong)


def test_files_in_folders_and_archives(tmp_path: Path) -> None:
    folder = tmp_path / "from"
    (folder / "open" / "deep").mkdir(parents=True)
    (folder / "open" / "deep" / "a.XLSX").write_bytes(b"x")
    (folder / "open" / "readme.md").write_bytes(b"x")
    (folder / "open" / "settings.xml").write_bytes(b"<settings/>")
    (folder / "open" / "old.xml").write_bytes(WORKBOOK_2003.encode())
    (folder / "one.csv").write_bytes(b"x")
    with tarfile.open(folder / "packed.tar.gz", "w:gz") as packed:
        packed.add(folder / "open" / "deep", "inside")
    found = {name: [file.name for file in files] for name, files in gathered([folder], tmp_path / "unpacked")}
    assert found == {"one.csv": ["one.csv"], "open": ["a.XLSX", "old.xml"], "packed.tar.gz": ["a.XLSX"]}


def test_a_run(tmp_path: Path, test_numbers: tuple[str, ...]) -> None:
    folder = tmp_path / "from" / "paket"
    folder.mkdir(parents=True)
    (folder / "lista.xlsx").write_bytes(rows_workbook(["Personnummer"], [dashed(test_numbers[0])]))
    (folder / "annat.csv").write_text("Vara;Pris\nÄpple;3\n", encoding="utf-8")
    (folder / "skadad.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    command = [sys.executable, "-m", "benchmarks.foreign", str(tmp_path / "from")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[2].startswith("| paket | 3 | 1 | 1 | 1 | 0 | ")
    assert "Refused: 1 list.damaged" in done.stdout
