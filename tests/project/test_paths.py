from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rhs_desktop import paths


def test_the_argument_wins_over_the_variable(tmp_path: Path) -> None:
    assert paths.data_dir(tmp_path, {"RHS_DATA_DIR": "elsewhere"}) == tmp_path


def test_the_variable_wins_over_the_place_of_the_system(tmp_path: Path) -> None:
    assert paths.data_dir(None, {"RHS_DATA_DIR": str(tmp_path)}) == tmp_path


@pytest.mark.parametrize("environ", [pytest.param({}, id="unset"), pytest.param({"RHS_DATA_DIR": ""}, id="empty")])
def test_else_the_data_lie_where_the_system_keeps_them(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_DATA_HOME", str(tmp_path))
    chosen = paths.data_dir(None, environ)
    assert chosen.name == "RHS Desktop"
    assert chosen.is_absolute()
    assert not chosen.exists()


def test_a_relative_folder_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.data_dir(Path("data"), {}) == tmp_path / "data"


def test_everything_of_a_clinic_lies_in_its_data_folder(tmp_path: Path) -> None:
    places = {paths.database_file(tmp_path), paths.backup_dir(tmp_path), paths.log_dir(tmp_path)}
    assert len(places) == 3
    assert all(place.parent == tmp_path for place in places)


def test_the_resources_of_a_checkout() -> None:
    assert (paths.resources_dir() / "demo").is_dir()


def test_the_resources_of_an_installed_package_come_first(tmp_path: Path) -> None:
    package = tmp_path / "rhs_desktop"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    assert paths.resources_dir(package) == package / "resources"


def test_an_incomplete_installation_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no resources folder"):
        paths.resources_dir(tmp_path / "rhs_desktop")
