"""backup, backups, restore: beside an open window, by name, back again, and where the register cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services.context import Context
from rhs_desktop.services.users import first_login, login
from tests.builders import HEADINGS, details, list_row
from tests.cli.conftest import CHEAP, NOW, PASSWORD, USER, Run, csv_file


def test_a_copy_is_made_and_listed(run: Run, folder: Path, clinic: Context, tmp_path: Path) -> None:
    made = run("--data-dir", folder, "backup", "--json").data
    assert Path(made["path"]).parent == backup_dir(folder)
    assert Path(made["path"] + ".keys").exists()
    elsewhere = run("--data-dir", folder, "backup", "--to", tmp_path / "usb", "--json").data
    assert Path(elsewhere["path"]).parent == tmp_path / "usb"
    listed = run("--data-dir", folder, "backups", "--json").data
    assert [one["kind"] for one in listed][:2] == ["by_hand", "by_hand"]
    said = run("--data-dir", folder, "backups").out.splitlines()
    assert len(said) == len(listed)
    assert "för hand" in said[0]


def test_beside_an_open_window(run: Run, folder: Path, clinic: Context) -> None:
    with login.enter(folder, USER, PASSWORD).store:
        assert run("--data-dir", folder, "backup").code == 0
        refused = run("--data-dir", folder, "restore", "rhs-2026-11-09-090000-by_hand.sqlite3", "--json")
    assert (refused.code, refused.error) == (2, "store.in_use")


def test_what_would_change_and_back_and_back_again(run: Run, folder: Path, clinic: Context, tmp_path: Path) -> None:
    name = Path(run("--data-dir", folder, "backup", "--json").data["path"]).name
    rows = [HEADINGS, list_row(details(9))]
    run("--data-dir", folder, "import", csv_file(tmp_path / "lista.csv", rows))
    before = run("--data-dir", folder, "verify", "--json").data
    shown = run("--data-dir", folder, "restore", name, "--preview", "--json").data
    assert [one["kind"] for one in shown["gone"]["acts"]] == ["import"]
    assert (shown["gone"]["people"], shown["back"]["people"]) == (1, 0)
    told = run("--data-dir", folder, "restore", name, "--preview").out
    assert details(9).name.display in told
    done = run("--data-dir", folder, "restore", name, "--json").data
    assert run("--data-dir", folder, "verify", "--json").data == before
    undone = run("--data-dir", folder, "restore", done["before"], "--preview", "--json").data
    assert (undone["gone"]["people"], undone["back"]["people"]) == (0, 1)
    assert "Så ångras det" in run("--data-dir", folder, "restore", done["before"]).out
    assert run("--data-dir", folder, "verify").code == 0


def test_a_register_that_cannot_be_opened_is_put_back(run: Run, folder: Path, clinic: Context) -> None:
    name = Path(run("--data-dir", folder, "backup", "--json").data["path"]).name
    database_file(folder).write_bytes(b"inget register" * 1000)
    assert run("--data-dir", folder, "verify", "--json").error == "store.damaged"
    assert run("--data-dir", folder, "restore", name).code == 0
    assert run("--data-dir", folder, "verify").code == 0
    assert list(backup_dir(folder).glob("rhs-skadad-*"))


def test_on_a_new_computer(run: Run, folder: Path, clinic: Context, tmp_path: Path) -> None:
    path = Path(run("--data-dir", folder, "backup", "--json").data["path"])
    new = tmp_path / "ny"
    assert run("--data-dir", new, "restore", path).code == 0
    assert key_file(new).read_bytes() == key_file(folder).read_bytes()
    assert run("--data-dir", new, "verify").code == 0


@pytest.mark.parametrize("content", [None, b"", b"{"], ids=["gone", "empty", "damaged"])
def test_the_key_file_alone(run: Run, folder: Path, clinic: Context, content: bytes | None) -> None:
    name = Path(run("--data-dir", folder, "backup", "--json").data["path"]).name + ".keys"
    before, whole = run("--data-dir", folder, "verify", "--json").data, key_file(folder).read_bytes()
    assert run("--data-dir", folder, "restore", name, "--json").error == "entry.already_begun"
    key_file(folder).unlink()
    if content is not None:
        key_file(folder).write_bytes(content)
    refused = run("--data-dir", folder, "verify", "--json").error
    assert refused == ("store.keys_missing" if content is None else "store.keys_damaged")
    assert run("--data-dir", folder, "restore", name, "--preview", "--json").error == "usage.no_preview"
    assert "Nyckelfilen är satt tillbaka." in run("--data-dir", folder, "restore", name).out
    assert key_file(folder).read_bytes() == whole
    assert run("--data-dir", folder, "verify", "--json").data == before


def test_a_register_taken_back_past_a_damaged_key_file(run: Run, folder: Path, clinic: Context) -> None:
    name = Path(run("--data-dir", folder, "backup", "--json").data["path"]).name
    key_file(folder).write_bytes(b"{")
    assert run("--data-dir", folder, "restore", name).code == 0
    assert run("--data-dir", folder, "verify").code == 0
    assert len(list(backup_dir(folder).glob("rhs-skadad-*.keys"))) == 1


def test_copies_that_will_not_do(run: Run, folder: Path, clinic: Context, tmp_path: Path) -> None:
    broken = tmp_path / "rhs-2026-11-09-090000-start.sqlite3"
    broken.write_bytes(b"x" * 9000)
    for file, code in ((broken, "store.copy_damaged"), (tmp_path / "ingen", "store.copy_missing")):
        answered = run("--data-dir", folder, "restore", file, "--json")
        assert (answered.code, answered.error) == (2, code)
        assert answered.err.strip()


def test_a_copy_of_another_clinic(run: Run, folder: Path, clinic: Context, tmp_path: Path) -> None:
    first_login.begin(tmp_path / "annan", USER, PASSWORD, cost=CHEAP, clock=lambda: NOW)
    path = run("--data-dir", tmp_path / "annan", "backup", "--json").data["path"]
    answered = run("--data-dir", folder, "restore", path)
    assert answered.code == 2
    assert "hör till en annan vårdcentral" in answered.err


def test_practice_has_none(run: Run) -> None:
    for command in (("backup",), ("backups",), ("restore", "x")):
        assert run("--demo", *command, "--json").error == "store.no_copies"
