"""The guards of conftest.py and pyproject.toml: a warning from anywhere fails the test it came from."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

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


def run_pytest(folder: Path, path: Path) -> str:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly", path.name],
        cwd=folder,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout


def test_the_random_order_begins_with_what_takes_longest(request: pytest.FixtureRequest) -> None:
    marked = [item.get_closest_marker("whole_repository") is not None for item in request.session.items]
    assert marked == sorted(marked, reverse=True)
