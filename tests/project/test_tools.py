"""The tasks behind `make`: what they fetch, what they say, and what they do when they may not."""

from __future__ import annotations

import ast
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.repository import ROOT
from tools import __main__ as tasks
from tools import check as checking
from tools import environment, screenshots, system
from tools.environment import Trouble

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("path", sorted((ROOT / "tools").glob("*.py")), ids=lambda path: path.name)
def test_an_old_python_can_read_the_tools(path: Path) -> None:
    """It must get as far as saying that it is too old."""
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_running_python_is_taken_when_new_enough() -> None:
    assert environment.find_python((3, 11), "this-one") == "this-one"


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_a_newer_python_beside_an_old_one_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for minor, answer in ((14, "exit 1"), (12, "echo 3 12")):
        program = tmp_path / f"python3.{minor}"
        program.write_text(f"#!/bin/sh\n{answer}\n", encoding="ascii")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environment.find_python((3, 9), "old") == str(tmp_path / "python3.12")


def test_only_an_old_python_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match=r"Python 3\.11 or newer is needed, and this is 3\.9"):
        environment.find_python((3, 9), "old")


def test_uv_gets_no_index_of_the_machine() -> None:
    given = {
        "UV_INDEX_URL": "a",
        "UV_EXTRA_INDEX_URL": "b",
        "UV_FIND_LINKS": "c",
        "UV_CONFIG_FILE": "d",
        "UV_CACHE_DIR": "e",
        "HOME": "f",
    }
    assert environment.clean_environ(given) == {
        "UV_CACHE_DIR": "e",
        "HOME": "f",
        "UV_NO_CONFIG": "1",
        "UV_PYTHON_DOWNLOADS": "never",
    }


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with an environment that is ready."""
    (tmp_path / environment.LOCK).write_text("typer==1\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    python = environment.venv_python(tmp_path)
    python.parent.mkdir(parents=True)
    python.touch()
    environment.stamp(tmp_path).write_text(environment.fingerprint(tmp_path), encoding="ascii")
    return tmp_path


def test_nothing_is_fetched_when_nothing_changed(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a command was run")

    monkeypatch.setattr(environment, "run", refuse)
    monkeypatch.setattr(environment, "ensure_uv", refuse)
    assert environment.ensure_venv(checkout) == environment.venv_python(checkout)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda root: (root / environment.LOCK).write_text("typer==2\n", encoding="utf-8"), id="lock"),
        pytest.param(lambda root: (root / "pyproject.toml").write_text("[x]\n", encoding="utf-8"), id="project"),
        pytest.param(lambda root: environment.venv_python(root).unlink(), id="python removed"),
        pytest.param(lambda root: environment.stamp(root).unlink(), id="half made"),
    ],
)
def test_a_change_makes_the_environment_anew(checkout: Path, change: Callable[[Path], object]) -> None:
    assert environment.is_ready(checkout)
    change(checkout)
    assert not environment.is_ready(checkout)


def test_a_moved_checkout_makes_the_environment_anew(checkout: Path, tmp_path: Path) -> None:
    moved = checkout.rename(tmp_path.with_name(tmp_path.name + "-moved"))
    assert not environment.is_ready(moved)


def test_a_failed_fetch_leaves_no_environment_that_looks_ready(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        raise Trouble("no network")

    (checkout / environment.LOCK).write_text("typer==2\n", encoding="utf-8")
    monkeypatch.setattr(environment, "ensure_uv", lambda root: "uv")
    monkeypatch.setattr(environment, "run", no_network)
    with pytest.raises(Trouble):
        environment.ensure_venv(checkout)
    (checkout / environment.LOCK).write_text("typer==1\n", encoding="utf-8")
    assert not environment.is_ready(checkout)


@pytest.mark.parametrize(("has_pip", "made"), [pytest.param(True, 0, id="pip"), pytest.param(False, 1, id="none")])
def test_uv_comes_by_pip_or_by_that_of_an_environment_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_pip: bool, made: int
) -> None:
    ran: list[Sequence[str]] = []
    code = f"raise SystemExit({int(not has_pip)})"
    here = Path(sys.executable)
    program = tmp_path / "python"
    program.write_text(f"#!{here}\n{code}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(environment, "run", lambda command, failure, cwd: ran.append(command))
    own = environment.python_in(tmp_path / ".tools" / "pip")
    assert environment.pip_of(tmp_path) == str(program if has_pip else own)
    assert [command[1:3] for command in ran] == [["-m", "venv"]] * made


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        pytest.param("linux", {}, False, id="bare linux"),
        pytest.param("linux", {"DISPLAY": ""}, False, id="empty display"),
        pytest.param("linux", {"DISPLAY": ":0"}, True, id="x11"),
        pytest.param("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True, id="wayland"),
        pytest.param("win32", {}, True, id="windows"),
        pytest.param("darwin", {}, True, id="mac"),
    ],
)
def test_display(platform: str, environ: dict[str, str], expected: bool) -> None:
    assert system.has_display(platform, environ) is expected


def test_missing_packages_in_order_and_the_font_last() -> None:
    there = {"libGL.so.1", "libdbus-1.so.3"}
    assert system.missing_packages(system.OFFSCREEN, there.__contains__, lambda: False) == [
        "libegl1",
        "libfontconfig1",
        "libxkbcommon0",
        "libglib2.0-0",
        "fonts-dejavu-core",
    ]
    assert system.missing_packages(system.OFFSCREEN, lambda library: True, lambda: True) == []


def test_a_font_is_found_in_any_folder_below(tmp_path: Path) -> None:
    assert not system.has_font([str(tmp_path)])
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "Sans.TTF").touch()
    assert system.has_font([str(tmp_path)])


class Machine:
    """A Linux system without Qt's libraries, whose apt-get works or not."""

    def __init__(self, prefix: list[str] | None, works: bool = True) -> None:
        self.prefix, self.works = prefix, works
        self.lacks = ["libegl1", "fonts-dejavu-core"]
        self.called: list[list[str]] = []

    def missing(self, libraries: Mapping[str, str]) -> list[str]:
        return list(self.lacks)

    def apt_prefix(self) -> list[str] | None:
        return self.prefix

    def call(self, command: Sequence[str]) -> bool:
        self.called.append(list(command))
        if self.works and "install" in command:
            self.lacks = []
        return self.works

    def ensure(self, platform: str = "linux") -> None:
        system.ensure_libraries(system.OFFSCREEN, platform, self.missing, self.apt_prefix, self.call)


@pytest.mark.parametrize("prefix", [pytest.param([], id="root"), pytest.param(["sudo", "-n"], id="sudo")])
def test_what_qt_lacks_is_installed_and_said(prefix: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    machine = Machine(prefix)
    machine.ensure()
    assert [command[: len(prefix) + 2] for command in machine.called] == [
        [*prefix, "apt-get", "update"],
        [*prefix, "apt-get", "install"],
    ]
    assert machine.called[1][-2:] == ["libegl1", "fonts-dejavu-core"]
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "rhs: installing Qt's system libraries (with apt-get): libegl1",
        "rhs: installing a font (with apt-get): fonts-dejavu-core",
    ]
    machine.ensure()
    assert len(machine.called) == 2


@pytest.mark.parametrize(
    "machine",
    [pytest.param(Machine(None), id="no right to install"), pytest.param(Machine([], works=False), id="apt-get fails")],
)
def test_the_exact_command_is_given_when_it_cannot_be_done(machine: Machine) -> None:
    with pytest.raises(Trouble, match="sudo apt-get install --no-install-recommends libegl1 fonts-dejavu-core"):
        machine.ensure()


def test_other_systems_need_nothing() -> None:
    machine = Machine(None)
    machine.ensure("win32")
    machine.ensure("darwin")
    assert machine.called == []


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands a task would start, on a machine where everything is installed."""
    commands: list[list[str]] = []

    def start(command: Sequence[str], **_: str) -> int:
        commands.append(list(command))
        return 0

    monkeypatch.setattr(tasks, "start", start)
    monkeypatch.setattr(environment, "ensure_venv", lambda root: Path("python"))
    monkeypatch.setattr(system, "ensure_libraries", lambda libraries: None)
    return commands


def test_run_opens_the_window_in_practice_mode(started: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "has_display", lambda: True)
    assert tasks.main(["run"]) == 0
    assert started == [["python", "-m", "rhs_desktop", "--demo"]]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param([], "--hypothesis-seed=7", id="a seed of its own"),
        pytest.param(["-k", "sort", "--hypothesis-seed=5"], "--hypothesis-seed=5", id="once more"),
    ],
)
def test_explore_says_how_to_repeat_what_it_found(
    given: list[str], expected: str, started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda most: 7)
    assert tasks.main(["explore", *given]) == 0
    (command,) = started
    assert command[command.index("-m", 3) + 1] == "hypothesis or chance"
    assert expected in command
    assert command[len(command) - len(given) :] == given
    assert expected in capsys.readouterr().err
    monkeypatch.setattr(tasks, "start", lambda command, **_: 1)
    assert tasks.main(["explore", *given]) == 1
    assert [expected in line for line in capsys.readouterr().err.splitlines()] == [True, True]


def test_run_without_a_display_says_so_and_works_on_the_command_line(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "has_display", lambda: False)
    monkeypatch.setattr(system, "ensure_libraries", lambda libraries: pytest.fail("no window, no libraries"))
    assert tasks.main(["run"]) == 0
    assert started == [["python", "-m", "rhs_desktop", "--demo", "day"]]
    assert "no display here" in capsys.readouterr().err


@pytest.mark.parametrize("task", [task for task in tasks.TASKS if task not in ("clean", "lock")])
def test_trouble_is_a_sentence_and_an_exit_code(
    task: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def trouble(root: Path) -> Path:
        raise Trouble("Is the network there?")

    monkeypatch.setattr(environment, "ensure_venv", trouble)
    monkeypatch.setattr(system, "ensure_libraries", lambda libraries: None)
    assert tasks.main([task]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "rhs: Is the network there?"


def test_lint_runs_every_linter_even_when_the_first_complains(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = iter([1, 0, 0, 1, 0])
    monkeypatch.setattr(environment, "ensure_venv", lambda root: Path("python"))
    monkeypatch.setattr(tasks, "start", lambda command: next(codes))
    assert tasks.main(["lint"]) == 1
    assert capsys.readouterr().err == "rhs: not clean: ruff, import-linter\n"


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """`make check` on a machine where everything is installed, of Python programs that stand for its parts."""
    monkeypatch.setattr(environment, "ensure_venv", lambda root: Path(sys.executable))
    monkeypatch.setattr(system, "ensure_libraries", lambda libraries: None)

    def check(linter: str, tests: str, *arguments: str) -> int:
        monkeypatch.setattr(tasks, "LINTERS", (("linter", ("-c", linter)), ("audit", ("-c", "raise SystemExit(1)"))))
        monkeypatch.setattr(checking, "PYTEST", ("-c", tests))
        return tasks.main(["check", *arguments])

    return check


def test_check_says_one_line_when_all_is_well(checks: Callable[..., int], capsys: Captured) -> None:
    assert checks("print('fine')", "print('2 passed')") == 0
    said = capsys.readouterr()
    assert re.fullmatch(r"all is well: linter, tests \(\d+ s\)\n", said.out)
    assert said.err == ""


def test_check_says_what_failed(checks: Callable[..., int], capsys: Captured) -> None:
    assert checks("print('fine')", "import sys; sys.exit(f'failed: {sys.argv[1:]}')", "-k", "letters") == 1
    said = capsys.readouterr()
    assert re.fullmatch(r"not clean: tests \(\d+ s\)\n", said.out)
    assert said.err == "---- tests\nfailed: ['-k', 'letters']\n\n"


def test_check_runs_the_quick_tests_that_there_are() -> None:
    assert [folder for folder in checking.QUICK_TESTS if not (ROOT / folder).is_dir()] == []


def test_every_task_of_the_makefile_exists_and_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "TASKS :=" in line]
    assert set(line.partition(":=")[2].split()) == set(tasks.TASKS)
    assert tasks.main(["help"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(tasks.TASKS)
    assert not any(text.endswith("None") for text in said)


def test_an_unknown_task_is_an_error() -> None:
    assert tasks.main(["tset"]) == 2


@pytest.mark.skipif(os.name == "nt", reason="make is make.cmd there")
def test_the_project_can_be_asked_what_make_does() -> None:
    done = subprocess.run([sys.executable, "-m", "tools"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert "make run" in done.stdout


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, "offscreen:configfile=screen.json", id="none named"),
        pytest.param({"QT_QPA_PLATFORM": "offscreen"}, "offscreen:configfile=screen.json", id="no screen of its own"),
        pytest.param({"QT_QPA_PLATFORM": "xcb"}, "xcb", id="a real screen"),
    ],
)
def test_pictures_are_taken_on_a_screen_of_the_wanted_size(environ: dict[str, str], expected: str) -> None:
    assert screenshots.platform(environ, lambda: Path("screen.json")) == expected


@pytest.mark.slow
def test_who_takes_a_picture_comes_to_a_clean_end(tmp_path: Path) -> None:
    """Of a dialog that copies: what it leaves in the clipboard outlives the interpreter."""
    command = [sys.executable, "-m", "tools.screenshots", "--out", str(tmp_path), "reminders"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["reminders.png"]
