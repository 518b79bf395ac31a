"""No core dumps of a program that holds patients in memory; the practice clinic may crash as it likes."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import pytest

from rhs_desktop import __main__ as program
from rhs_desktop import process_hardening
from tests.repository import ROOT

ASK = """
import ctypes, resource
from rhs_desktop.process_hardening import without_dumps
{begin}
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
@pytest.mark.parametrize(("begin", "answer"), [("without_dumps()", "(0, 0) 0"), ("", " 1")])
def test_the_process_leaves_no_core(begin: str, answer: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ASK.format(begin=begin)], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert said.stdout.strip().endswith(answer.strip())


def test_windows_is_asked_for_reports_without_memory() -> None:
    asked: list[tuple[str, int]] = []
    kernel = SimpleNamespace(
        SetErrorMode=lambda mode: asked.append(("SetErrorMode", mode)),
        WerSetFlags=lambda flags: asked.append(("WerSetFlags", flags)),
    )
    process_hardening.on_windows(kernel)
    assert asked == [("SetErrorMode", 3), ("WerSetFlags", 33)]


def test_a_system_that_does_not_do_as_asked_is_no_hindrance() -> None:
    process_hardening.without_dumps("win32")  # there is no windll here


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        pytest.param(["--data-dir", "nowhere", "due"], True, id="a command"),
        pytest.param(["--demo", "due"], False, id="practice"),
        pytest.param([], True, id="the window"),
        pytest.param(["--demo"], False, id="the practice window"),
    ],
)
def test_the_program_begins_with_it(monkeypatch: pytest.MonkeyPatch, arguments: list[str], asked: bool) -> None:
    calls: list[str] = []
    monkeypatch.setattr("rhs_desktop.process_hardening.without_dumps", lambda: calls.append("asked"))
    monkeypatch.setattr(program, "open_window", lambda wanted: 0)
    monkeypatch.setattr("rhs_desktop.cli.commands.run", lambda given: 0)
    monkeypatch.setattr(program, "collect_seldom", lambda: None)
    monkeypatch.setattr(sys, "argv", ["rhs-desktop", *arguments])
    program.main()
    assert calls == ["asked"] * asked
