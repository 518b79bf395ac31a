"""Killed, torn, refused and cut off at any write: a sentence or nothing, and everything that was confirmed is there.

Ten acts, each disturbed at some twenty places that chance chooses, the same each time; at every place of all for
`make explore`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.exploring import exploring
from tests.faults.acts import DEEDS
from tests.faults.harness import BROKEN, CONFIRMED, CUTS, FAILING, FAILURES, FULL, KILLED, KILLS, ONCE, REFUSED, STEPS
from tests.repository import ROOT

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the shim stands before the system of Linux"),
    pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler for tests/faults/shim.c"),
]
TOLD = ("uncertain", "fetch_placed")
"""What an error says of an act that may be done, or is."""


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    source = ROOT / "tests" / "faults" / "shim.c"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def disturbed(shim: Path, folder: Path, deed: str, seed: int, *what: str) -> list[dict[str, Any]]:
    """What the harness saw."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.harness", str(shim), str(folder), deed, str(seed), *what],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(shim)},
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def told_truly(one: dict[str, Any], seed: int) -> None:
    """What the program said of the act is so; it may say that it does not know."""
    where = f"seed {seed}: {one}"
    assert one["done"] is not None, f"something is not whole, {where}"
    assert one["code"] in (KILLED, CONFIRMED, REFUSED), f"no expected trouble, {where}"
    assert one["code"] != CONFIRMED or one["done"], f"confirmed and lost, {where}"
    refused = one["code"] == REFUSED
    assert not refused or one["mode"] in FAILING, where
    untold = refused and not any(word in one["said"] for word in TOLD)
    assert not (one["done"] and untold and one["deed"] not in STEPS), f"told as refused and done, {where}"


@pytest.mark.parametrize("deed", DEEDS)
def test_whatever_happens_what_was_confirmed_is_there(shim: Path, tmp_path: Path, deed: str, chance_seed: int) -> None:
    everywhere = exploring()
    alone, *seen = disturbed(shim, tmp_path, deed, chance_seed, *(["all"] if everywhere else []))
    changes = alone["changes"]
    assert changes > 10
    for one in seen:
        told_truly(one, chance_seed)
    kinds: dict[int | str, str] = {**dict.fromkeys(FAILING, "fail"), "cut": "cut"}
    counts = Counter(kinds.get(one["mode"], "kill") for one in seen)
    expected = (changes, changes, alone["recorded"]) if everywhere else (min(KILLS, changes), FAILURES, CUTS)
    assert (counts["kill"], counts["fail"], counts["cut"]) == expected


@pytest.mark.parametrize("deed", ["undo", "restore"])
def test_a_disk_that_fails_when_the_act_is_confirmed(shim: Path, tmp_path: Path, deed: str, chance_seed: int) -> None:
    """Flushing fails, and the program is killed before it closes anything: what it had written may count."""
    _, *seen = disturbed(shim, tmp_path, deed, chance_seed, "flushes")
    for one in seen:
        told_truly(one, chance_seed)
    unknown = [one["mode"] for one in seen if "store.uncertain" in one["said"]]
    assert set(unknown) == {BROKEN}, "a disk that works again leaves no doubt"
    assert any(one["mode"] == ONCE and one["code"] == REFUSED for one in seen)
    assert any(one["code"] == REFUSED and one["done"] for one in seen), "the very fault is not among them"


def test_the_shim_ends_the_program_and_tears_a_write(shim: Path, tmp_path: Path) -> None:
    """The harness would be of no use if its faults did not happen."""
    program = (
        "import ctypes, os, sys\n"
        "lib = ctypes.CDLL(sys.argv[1])\n"
        "lib.fault_arm.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_long, ctypes.c_int]\n"
        "lib.fault_arm(os.fsencode(sys.argv[2]), int(sys.argv[3]), 2, -1)\n"
        "fd = os.open(sys.argv[2] + '/file', os.O_WRONLY | os.O_CREAT)\n"
        "os.write(fd, b'a' * 1024)\n"
        "os.write(fd, b'b' * 1024)\n"
    )

    def run(mode: int) -> tuple[int, bytes]:
        (tmp_path / "file").unlink(missing_ok=True)
        command = [sys.executable, "-c", program, str(shim), str(tmp_path), str(mode)]
        code = subprocess.run(command, env={**os.environ, "LD_PRELOAD": str(shim)}, stderr=subprocess.PIPE, check=False)
        return code.returncode, (tmp_path / "file").read_bytes()

    assert run(0) == (0, b"a" * 1024 + b"b" * 1024)
    assert run(1) == (KILLED, b"a" * 1024)
    assert run(2) == (KILLED, b"a" * 1024 + b"b" * 512)
    assert run(FULL) == (1, b"a" * 1024)
    assert run(ONCE) == (1, b"a" * 1024)
