"""The guards of conftest.py and pyproject.toml: a warning from anywhere fails the test it came from, and every run is
the same gate."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.repository import ROOT

CASES = """
import logging
import warnings

import pytest
from PySide6 import QtCore

LOG = logging.getLogger("rhs_desktop.somewhere")


def test_ok_quiet():
    LOG.info("all is well")


def test_ok_expected_warning(expect_log):
    expect_log("backup is .* old", logging.WARNING)
    LOG.warning("backup is 9 days old")


def test_bad_python_warning():
    warnings.warn("soon gone", DeprecationWarning)


def test_bad_log_warning():
    LOG.warning("nobody expected this")


def test_bad_log_of_another_kind(expect_log):
    expect_log("backup", logging.WARNING)
    LOG.error("backup failed")


def test_bad_expected_but_silent(expect_log):
    expect_log("backup", logging.WARNING)


def test_bad_qt_warning():
    QtCore.qWarning("QObject: something is odd")


def test_bad_exception_in_a_slot(qtbot):
    def slot():
        raise ValueError("in a slot")

    QtCore.QTimer.singleShot(0, slot)
    qtbot.wait(50)


@pytest.mark.unheard_of
def test_bad_marker():
    pass
"""


@pytest.mark.slow
@pytest.mark.whole_repository
def test_every_guard_bites(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    marked, unmarked = tmp_path / "test_marked.py", tmp_path / "test_guards.py"
    head, _, tail = CASES.partition("@pytest.mark.unheard_of")
    unmarked.write_text(head, encoding="utf-8")
    marked.write_text("import pytest\n\n\n@pytest.mark.unheard_of" + tail, encoding="utf-8")
    said = run_pytest(tmp_path, unmarked)
    spoiled = set(re.findall(r"^(?:FAILED|ERROR) \S+::(\w+)", said, re.MULTILINE))
    written = set(re.findall(r"def (test_\w+)", head))
    assert spoiled == {name for name in written if name.startswith("test_bad")}, said
    assert "'unheard_of' not found in `markers`" in run_pytest(tmp_path, marked)


DRAWING = """
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

drawn = {"ints": [], "seed": None}


@given(st.integers())
def test_any(number):
    drawn["ints"].append(number)


def test_chance(chance_seed):
    drawn["seed"] = chance_seed


def test_neither():
    drawn["neither"] = True


def teardown_module():
    Path("drawn.json").write_text(json.dumps(drawn))
"""


@pytest.mark.slow
@pytest.mark.whole_repository
def test_the_gate_draws_the_same_each_time_and_the_explorer_something_else(tmp_path: Path) -> None:
    def drawn(*arguments: str) -> Any:
        run_pytest(tmp_path, path, *arguments)
        return json.loads((tmp_path / "drawn.json").read_text(encoding="utf-8"))

    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = tmp_path / "test_drawing.py"
    path.write_text(DRAWING, encoding="utf-8")
    gate = drawn()
    assert gate == drawn()
    explore = ("-m", "hypothesis or chance", "--hypothesis-profile", "explore")
    one, again, other = (drawn(*explore, f"--hypothesis-seed={seed}") for seed in (1, 1, 2))
    assert one == again != other
    assert (gate["seed"], one["seed"], other["seed"]) == (0, 1, 2)
    assert (len(gate["ints"]), len(one["ints"])) == (100, 500)
    assert "neither" in gate
    assert "neither" not in one


def run_pytest(folder: Path, path: Path, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly", path.name, *arguments],
        cwd=folder,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout


def test_the_random_order_begins_with_what_takes_longest(request: pytest.FixtureRequest) -> None:
    marked = [item.get_closest_marker("whole_repository") is not None for item in request.session.items]
    assert marked == sorted(marked, reverse=True)
