"""The wheel that a clinic installs, and the locks that say what comes with it."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.repository import PACKAGE, ROOT

PINNED = re.compile(
    r"^([a-z0-9][a-z0-9.-]*)==([^ ;\\]+)(?: ; ([^\\]+?))? \\$((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)",
    re.MULTILINE,
)
Pins = set[tuple[str, str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as built here, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (archive,) = folder.glob("rhs_desktop-*.whl")
    zipfile.ZipFile(archive).extractall(folder / "site")
    return folder / "site"


def relative(root: Path) -> set[str]:
    return {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.whole_repository
def test_the_wheel_holds_the_package_and_its_resources_and_nothing_else(wheel: Path) -> None:
    package = {name for name in relative(wheel) if ".dist-info/" not in name}
    expected = {f"rhs_desktop/{name}" for name in relative(PACKAGE)}
    expected |= {f"rhs_desktop/resources/{name}" for name in relative(ROOT / "resources")}
    assert package == expected
    assert {"rhs_desktop/py.typed", "rhs_desktop/resources/demo/test_personnummer_2026.csv"} <= package


@pytest.mark.whole_repository
def test_the_installed_program_finds_its_resources(wheel: Path) -> None:
    program = f"import sys; sys.path.insert(0, {str(wheel)!r}); from rhs_desktop.paths import *; print(resources_dir())"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], cwd=wheel, capture_output=True, encoding="utf-8", check=True
    )
    assert Path(done.stdout.strip()) == wheel / "rhs_desktop" / "resources"


@pytest.mark.whole_repository
def test_the_wheel_offers_a_command_and_a_window_without_console(wheel: Path) -> None:
    (entry_points,) = wheel.glob("*.dist-info/entry_points.txt")
    offered = configparser.ConfigParser()
    offered.read(entry_points, encoding="utf-8")
    assert dict(offered["console_scripts"]) == {"rhs-desktop": "rhs_desktop.__main__:main"}
    assert dict(offered["gui_scripts"]) == {"rhs-desktop-window": "rhs_desktop.__main__:main"}


def pins(name: str) -> Pins:
    """Name, version of every locked package; fails on a line that is not pinned and hashed."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert PINNED.sub("", text).strip() == "", f"{name} holds a line that is not a pinned and hashed package"
    return {(found[0], found[1]) for found in PINNED.findall(text)}


def project() -> dict[str, list[str]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        read = tomllib.load(file)
    return {"run": read["project"]["dependencies"], "dev": read["dependency-groups"]["dev"]}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=~! ;\[]", requirement)[0] for requirement in requirements}


def test_everything_that_is_asked_for_is_locked() -> None:
    asked = project()
    assert names(asked["run"]) <= {name for name, _ in pins("requirements.txt")}
    assert names(asked["run"]) | names(asked["dev"]) <= {name for name, _ in pins("requirements-dev.txt")}


def test_what_is_tested_is_what_is_shipped() -> None:
    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_uv_itself_is_locked() -> None:
    assert {name for name, _ in pins("tools/uv.txt")} == {"uv"}


def test_what_changes_a_library_is_shipped_where_it_is_tested() -> None:
    """openpyxl and ReportLab work otherwise where these are there: so in the program's lock, or in none."""
    changing = {"lxml", "numpy", "pillow", "defusedxml", "rl-accel", "pyarrow"}
    shipped, tested = (
        {name for name, _ in pins(lock)} & changing for lock in ("requirements.txt", "requirements-dev.txt")
    )
    assert shipped == tested
    assert {"lxml", "rl-accel"} <= shipped
    assert "pyarrow" not in shipped


def test_pyside_stays_below_the_release_that_loses_references() -> None:
    versions = {tuple(map(int, version.split("."))) for name, version in pins("requirements.txt") if "pyside6" in name}
    assert versions
    assert all((6, 9) <= version < (6, 12) for version in versions)
