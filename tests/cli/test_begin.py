"""`init`, and saying who one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.users import login, recovery
from rhs_desktop.store.connection import is_plain
from rhs_desktop.store.users import key_file as users_key_file
from tests.builders import add_round, details, import_people
from tests.cli.conftest import CHEAP, NOW, PASSWORD, USER, Run, begun, entered


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users_key_file, "measured_cost", lambda: CHEAP)


def test_the_first_administrator(run: Run, folder: Path) -> None:
    said = run("--data-dir", folder, "init", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.data["user"] == USER
    assert key_file(folder).exists()
    assert not is_plain(database_file(folder))
    with entered(folder).store:
        pass
    assert (
        recovery.recover(folder, said.data["recovery_code"], USER, "ett nytt långt lösenord")
        != said.data["recovery_code"]
    )


def test_the_user_may_stand_after_init(run: Run, folder: Path) -> None:
    said = run("--data-dir", folder, "init", "--user", "Bo Ek", "--password-stdin")
    assert said.code == 0
    assert "Bo Ek är administratör" in said.out
    with login.enter(folder, "bo ek", PASSWORD).store as store:
        assert store.encrypted


def test_once_is_enough(run: Run, folder: Path) -> None:
    begun(folder)
    said = run("--data-dir", folder, "init", "--json")
    assert (said.code, said.error) == (2, "entry.already_begun")


def test_a_password_that_anybody_guesses(run: Run, folder: Path) -> None:
    said = run("--data-dir", folder, "init", "--json", password="kort")
    assert (said.code, said.error) == (2, "entry.password_short")
    assert not folder.exists()


def test_a_plain_database_is_encrypted_with_its_copies(run: Run, folder: Path) -> None:
    ctx = open_context(folder, user=USER, clock=lambda: NOW, create=True)
    with ctx.store:
        import_people(ctx, add_round(ctx), [details(0), details(1)])
        copy = ctx.store.back_up(backup_dir(folder) / "rhs-kopia.sqlite3")
    said = run("--data-dir", folder, "due", "--json")
    assert (said.code, said.error) == (2, "usage.plain_data")
    assert run("--data-dir", folder, "init").code == 0
    assert not is_plain(database_file(folder))
    assert not is_plain(copy)
    everything = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    for person in (details(0), details(1)):
        assert person.identity.digits.encode() not in everything
        assert person.address.street.encode() not in everything
    with (again := entered(folder)).store:
        assert len(case_list.load_rows(again)) == 2


def test_a_wrong_password(run: Run, clinic: Context, folder: Path) -> None:
    said = run("--data-dir", folder, "due", "--json", password="något annat")
    assert (said.code, said.error) == (2, "entry.wrong_login")


def test_no_password(run: Run, clinic: Context, folder: Path) -> None:
    said = run("--data-dir", folder, "due", "--json", password="")
    assert (said.code, said.error) == (2, "usage.no_password")


def test_a_plain_file_in_place_of_the_encrypted_one_is_refused(run: Run, clinic: Context, folder: Path) -> None:
    """Else whoever can write there could make themselves the administrator of it."""
    database_file(folder).unlink()
    open_context(folder, user=USER, clock=lambda: NOW, create=True).store.close()
    for command in (("due",), ("import", "list.csv")):
        said = run("--data-dir", folder, *command, "--json")
        assert said.code == 2
        assert said.error in ("store.unsealed", "list.missing")
    assert run("--data-dir", folder, "due", "--json").error == "store.unsealed"
    assert is_plain(database_file(folder))


def test_an_encrypted_file_that_knows_nobody_makes_no_administrator(run: Run, clinic: Context, folder: Path) -> None:
    with entered(folder).store as store:
        store.writer.execute("DROP TRIGGER users_never_delete")
        store.writer.execute("DELETE FROM users")
    assert run("--data-dir", folder, "due", "--json").error == "entry.account_closed"
