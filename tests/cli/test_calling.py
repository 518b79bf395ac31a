"""How the program is called: help, wrong calls, the window, unexpected failures."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
import typer

from rhs_desktop.cli import console
from rhs_desktop.cli.commands import application
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.launch import WindowWanted, require_display, window_wanted
from rhs_desktop.logs import FILE_NAME
from rhs_desktop.paths import log_dir
from rhs_desktop.services.cases import due as due_service
from rhs_desktop.services.context import Context
from rhs_desktop.strings import cli as strings
from tests.cli.conftest import Run
from tests.conftest import ExpectLog

WRONG_CALLS = [
    pytest.param(["duee"], "no_command", "Kommandot duee finns inte.", id="no such command"),
    pytest.param(["due", "--x"], "no_option", "Valet --x finns inte här.", id="no such option"),
    pytest.param(["--x", "due"], "no_option", "Valet --x finns inte här.", id="no such option before"),
    pytest.param(["due", "--on"], "no_value", "--on ska följas av ett värde.", id="no value"),
    pytest.param(["due", "--on", "i går"], "date", "i går är ingen dag.", id="no day"),
    pytest.param(
        ["due", "--on", "2026-02-30"], "date", "2026-02-30 finns inte: februari har 28 dagar.", id="no such day"
    ),
    pytest.param(["log", "--to", "12/14"], "date", "12/14 finns inte: det finns ingen månad 14.", id="no such month"),
    pytest.param(["due", "a", "b"], "superfluous", "a b är mer än kommandot väntar sig.", id="too much"),
    pytest.param(["check"], "missing", "FIL saknas.", id="no file"),
    pytest.param(["letters"], "missing", "--out saknas.", id="no target"),
    pytest.param(["export"], "missing", "FIL.xlsx saknas.", id="no workbook"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG_CALLS)
def test_wrong_calls(run: Run, clinic: Context, folder: Path, arguments: list[str], code: str, said: str) -> None:
    answered = run("--data-dir", folder, *arguments)
    assert (answered.code, answered.out) == (2, "")
    assert answered.err.startswith(said)
    assert answered.err.count("\n") == 1


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG_CALLS)
def test_wrong_calls_for_programs(
    run: Run, clinic: Context, folder: Path, arguments: list[str], code: str, said: str
) -> None:
    command, *more = arguments
    answered = run("--data-dir", folder, command, "--json", *more)
    assert (answered.code, answered.error) == (2, f"usage.{code}")


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--demo", "--help"]])
def test_general_help_names_every_command(run: Run, arguments: list[str]) -> None:
    said = run(*arguments)
    assert said.code == 0
    assert all(re.search(rf"^  {name} ", said.out, re.MULTILINE) for name in strings.COMMANDS)


def options(command: object) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts if option.startswith("--")}  # type: ignore[attr-defined]


def test_help_and_options_agree(run: Run) -> None:
    entry = typer.main.get_command(application)
    assert set(entry.commands) == set(strings.COMMANDS)  # type: ignore[attr-defined]
    for name, command in entry.commands.items():  # type: ignore[attr-defined]
        said = run(name, "--help")
        assert said.code == 0
        described = set(re.findall(r"^  (--[a-z-]+)", said.out, re.MULTILINE))
        assert described == options(command), name
        usage = said.out.partition("\n\n")[0]
        assert all(option in usage for option in described)
    described = set(re.findall(r"^  (--[a-z-]+)", strings.GENERAL, re.MULTILINE))
    assert described == options(entry) | {"--version", "--help"}


def test_version(run: Run) -> None:
    assert re.fullmatch(r"rhs-desktop \S+\n", run("--version").out)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        pytest.param([], WindowWanted(), id="alone"),
        pytest.param(["--demo"], WindowWanted(practice=True), id="practice"),
        pytest.param(["--data-dir", "a"], WindowWanted(folder=Path("a")), id="folder"),
        pytest.param(["--data-dir=a", "--demo"], WindowWanted(True, Path("a")), id="both"),
        pytest.param(["--data-dir"], None, id="no folder"),
        pytest.param(["--demo", "due"], None, id="a command"),
        pytest.param(["--help"], None, id="help"),
    ],
)
def test_when_the_window_is_wanted(arguments: list[str], wanted: WindowWanted | None) -> None:
    assert window_wanted(arguments) == wanted


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_display_is_found(name: str) -> None:
    require_display("linux", {name: ":0"})


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_a_display(platform: str) -> None:
    require_display(platform, {})


def test_without_a_display(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Misused) as caught:
        require_display("linux", {})
    assert caught.value.code == "no_display"
    monkeypatch.setattr("rhs_desktop.cli.launch.sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    said = run()
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Det finns ingen skärm att öppna fönstret på.")


def test_a_failure_nobody_foresaw(
    run: Run, clinic: Context, folder: Path, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Karin Ek")

    expect_log("unexpected", logging.ERROR)
    monkeypatch.setattr(due_service, "due", broken)
    said = run("--data-dir", folder, "due", "--json")
    assert (said.code, said.error) == (2, "unexpected")
    log = log_dir(folder) / FILE_NAME
    assert str(log) in said.err
    assert "Karin" not in said.err + said.out + log.read_text(encoding="utf-8")
    assert "RuntimeError" in log.read_text(encoding="utf-8")


def test_a_failure_without_a_log(
    run: Run, clinic: Context, folder: Path, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    expect_log("unexpected", logging.ERROR)
    log_dir(folder).touch()
    monkeypatch.setattr(due_service, "due", broken)
    said = run("--data-dir", folder, "due")
    assert (said.code, said.err) == (2, "Ett oväntat fel inträffade. Se efter om det blev gjort innan du gör om det.\n")


def test_interrupted(run: Run, clinic: Context, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(due_service, "due", stopped)
    said = run("--data-dir", folder, "due")
    assert (said.code, said.out) == (130, "")
    assert said.err.startswith("Avbrutet. Det som inte hann bli klart sparades inte")


def test_columns_stand_under_one_another() -> None:
    assert console.table([("a", "bbb", "c"), ("aaaa", "b", "")]) == ["a     bbb  c", "aaaa  b"]
