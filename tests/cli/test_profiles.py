"""`profiles`: the manuals and who follows them, and a file that is looked through."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhs_desktop.paths import own_profiles_dir
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import profiles_dir
from rhs_desktop.services.manuals import editing
from tests.cli.conftest import Run, entered

SHIPPED = profiles_dir() / "rhs-004.toml"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "egen.toml"
    file.write_text(SHIPPED.read_text(encoding="utf-8").replace("closes = 30", "closes = 3"), encoding="utf-8")
    return file


def test_the_manuals_are_listed(run: Run, clinic: Context, folder: Path) -> None:
    ctx = entered(folder)
    with ctx.store:
        editing.copy(ctx, "rhs-004", "Ekebys manual")
    said = run("--data-dir", folder, "profiles")
    assert said.code == 0
    assert said.out.splitlines() == [
        "rhs-004        Riktade hälsosamtal (RHS)            Följer med programmet, används i 1 omgång",
        "rhs-2023       Riktade hälsosamtal via 1177 (2023)  Följer med programmet, används inte",
        "ekebys-manual  Ekebys manual                        Egen, används inte",
    ]
    data = run("--data-dir", folder, "profiles", "--json").data
    assert [one["id"] for one in data["profiles"]] == ["rhs-004", "rhs-2023", "ekebys-manual"]
    assert data["troubles"] == []


def test_a_broken_file_is_told_and_the_rest_is_listed(run: Run, clinic: Context, folder: Path, broken: Path) -> None:
    own = own_profiles_dir(folder)
    own.mkdir(exist_ok=True)
    broken.rename(own / "egen.toml")
    said = run("--data-dir", folder, "profiles")
    assert said.code == 1
    assert "Manualen egen.toml kan inte användas: 1 fel." in said.out
    assert said.out.startswith("rhs-004")


def test_a_file_is_looked_through_without_a_database(run: Run, broken: Path) -> None:
    assert run("profiles", SHIPPED).out == "Riktade hälsosamtal (RHS): rhs-004.toml går att använda.\n"
    said = run("profiles", broken)
    assert said.code == 1
    assert said.out.splitlines() == [
        "Manualen egen.toml kan inte användas: 1 fel.",
        "  days.manual_reminder är 12, men måste vara mindre än days.closes, som är 3.",
    ]
    (problem,) = run("profiles", broken, "--json").data["problems"]
    assert (problem["key"], problem["code"]) == ("days.manual_reminder", "out_of_order")


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    said = run("profiles", tmp_path / "borta.toml")
    assert (said.code, said.out.splitlines()[1]) == (1, "  Filen finns inte längre.")
